// Package negotiate chooses the variant of a resource that a request asks for: media
// type, profile, form of JSON-LD, version of RDF, language, content coding.
//
// It sees headers and parameters alone and keeps nothing: the same request for the same
// offers gets the same choice.
//
// Spec: RFC 9110 §12; Content Negotiation by Profile.
package negotiate

import (
	"cmp"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"

	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/rdf/jsonld"
)

// Choice is the outcome of negotiation.
type Choice struct {
	Offer
	Aspect
	Fixed bool     // by suffix or parameter, not by header
	Vary  []string // headers that were looked at
}

// ContentType is the media type as it is sent, with the version of RDF where it
// is later than 1.1.
func (c Choice) ContentType() string {
	if c.Version != "" {
		return c.Offer.ContentType() + "; version=" + c.Version
	}
	return c.Offer.ContentType()
}

// Choose picks a variant. The media type is that of a suffix, of format= or the
// best by Accept, in this order; format= may have parameters as in Accept. The
// profile is that of _profile=, the usual one after a suffix, or the best by
// Accept-Profile; the form of JSON-LD, and the context or frame that the client
// names, are those of profile= or of the media type's parameter profile. The error is a *problem.Problem that lists the variants, or names the
// parameter profile.
func Choose(r *http.Request, suffix string, offers []Offer) (Choice, error) {
	q := r.URL.Query()
	shape, given, err := shapeParameter(q, offers)
	if err != nil {
		return Choice{}, err
	}
	liked := readProfiles(r, q)
	if suffix != "" && liked.only == "" {
		liked.only = Plenary.Token
	}
	header := strings.Join(r.Header.Values("Accept"), ",")
	ranges, of := parseAccept(header), offers
	fixed := suffix != "" || q.Get("format") != ""
	if fixed {
		ranges, of = fixedRange(suffix, q.Get("format"), offers)
	}
	best, ok := chooseBest(ranges, of, liked)
	if best.Fixed, best.Vary = fixed, varyOf(fixed, of, liked); given && best.Media == JSONLD {
		best.shape = shape
		ok = ok && (shape.Form != jsonld.Framed || best.Profile == Plenary || shape.By != "")
	}
	if ok {
		return best, nil
	}
	p := notAcceptable(offers, header)
	switch {
	case fixed && len(of) == 0:
		p.Parameter, p.Detail = "format", fmt.Sprintf("there is no variant %.100q", strings.TrimPrefix(cmp.Or(suffix, q.Get("format")), "."))
	case liked.only != "":
		p.Parameter, p.Detail = "_profile", fmt.Sprintf("there is no variant of this media type in the profile %.100q", liked.only)
	}
	p.Vary = best.Vary
	return Choice{}, p
}

// fixedRange returns the offer that a suffix, or else format=, names, and what an
// Accept header for just that would be.
func fixedRange(suffix, format string, offers []Offer) ([]mediaRange, []Offer) {
	params := map[string]string{}
	if name, _, found := strings.Cut(format, ";"); suffix == "" && found {
		_, given, err := mime.ParseMediaType("a/b" + format[len(name):])
		if version, has := given["version"]; err != nil || has && !knownVersion(version) {
			return nil, nil
		}
		format, params = strings.TrimSpace(name), given
	}
	for _, o := range offers {
		if suffix != "" && o.Suffix == suffix || suffix == "" && o.IsNamed(format) {
			kind, subtype, _ := strings.Cut(o.Media, "/")
			return []mediaRange{{kind, subtype, params, 1000}}, []Offer{o}
		}
	}
	return nil, nil
}

// chooseBest picks the representation of the highest quality, the first of equals;
// where the header says nothing that is well-formed, every media type is liked as
// well.
func chooseBest(ranges []mediaRange, offers []Offer, liked profileWeights) (best Choice, ok bool) {
	if len(ranges) == 0 {
		ranges = everyRange
	}
	highest := 0
	for _, o := range offers {
		for _, a := range o.aspects(ranges) {
			if q := o.quality(ranges, a) * liked.of(o, a.Profile); q > highest {
				best, highest = Choice{Offer: o, Aspect: a}, q
			}
			if highest == 1000*1000 { // none is liked better
				return best, true
			}
		}
	}
	return best, highest > 0
}

var everyRange = []mediaRange{{kind: "*", subtype: "*", quality: 1000}}

// varyOf are the headers that a choice depends on.
func varyOf(fixed bool, offers []Offer, liked profileWeights) (vary []string) {
	if !fixed {
		vary = append(vary, "Accept")
	}
	if liked.only == "" && slices.ContainsFunc(offers, func(o Offer) bool { return len(o.Profiles) > 1 }) {
		vary = append(vary, "Accept-Profile")
	}
	return vary
}

// quality is the weight that the most precise range gives the offer. An alias
// counts only where its own name is not given, and never against it.
func (o Offer) quality(ranges []mediaRange, a Aspect) int {
	quality, precision := o.weigh(ranges, o.Media, a)
	if precision >= matchesType {
		return quality
	}
	for _, alias := range o.Aliases {
		if q, precision := o.weigh(ranges, alias, a); precision >= matchesType {
			quality = max(quality, q)
		}
	}
	return quality
}

// weigh finds the most precise range for a media type, and its weight; of
// equally precise ones the highest.
func (o Offer) weigh(ranges []mediaRange, media string, a Aspect) (quality, precision int) {
	for _, r := range ranges {
		if p := r.precision(media, o, a); p > precision || p > 0 && p == precision && r.quality > quality {
			precision, quality = p, r.quality
		}
	}
	return quality, precision
}

// notAcceptable returns a 406 that lists the variants there are.
func notAcceptable(offers []Offer, accept string) *problem.Problem {
	p := problem.New("not-acceptable", "none of the variants is acceptable to Accept: %.200s", strings.TrimSpace(accept))
	for _, o := range offers {
		for _, told := range o.Told() {
			v := problem.Variant{Type: o.Media, Format: o.Token}
			if len(o.Profiles) > 1 {
				v.Profile = told.Token
			}
			p.Variants = append(p.Variants, v)
		}
	}
	return p
}
