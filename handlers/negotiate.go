package handlers

import (
	"cmp"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/rdf/jsonld"
)

// choice is the outcome of negotiation.
type choice struct {
	offer
	aspect
	fixed bool     // by suffix or parameter, not by header
	vary  []string // headers that were looked at
}

// contentType is the media type as it is sent, with the version of RDF where it
// is later than 1.1.
func (c choice) contentType() string {
	if c.version != "" {
		return c.offer.contentType() + "; version=" + c.version
	}
	return c.offer.contentType()
}

// choose picks a variant. The media type is that of a suffix, of format= or the
// best by Accept, in this order; format= may have parameters as in Accept. The
// profile is that of _profile=, the usual one after a suffix, or the best by
// Accept-Profile; the form of JSON-LD is that of profile= or of the media type's
// parameter profile. The error is a *Problem that lists the variants, or names the
// parameter profile.
func choose(r *http.Request, suffix string, offers []offer) (choice, error) {
	q := r.URL.Query()
	form, given, err := formParameter(q, offers)
	if err != nil {
		return choice{}, err
	}
	liked := readProfiles(r, q)
	if suffix != "" && liked.only == "" {
		liked.only = plenaryProfile.token
	}
	header := strings.Join(r.Header.Values("Accept"), ",")
	ranges, of := parseAccept(header), offers
	fixed := suffix != "" || q.Get("format") != ""
	if fixed {
		ranges, of = fixedRange(suffix, q.Get("format"), offers)
	}
	best, ok := chooseBest(ranges, of, liked)
	if best.fixed, best.vary = fixed, varyOf(fixed, of, liked); given && best.media == jsonLDMedia {
		best.form = form
		ok = ok && (form != jsonld.Framed || best.profile == plenaryProfile)
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
	p.Vary = best.vary
	return choice{}, p
}

// formParameter reads profile=, which names a form that an offer has.
func formParameter(q url.Values, offers []offer) (form jsonld.Form, given bool, err error) {
	if !q.Has("profile") {
		return jsonld.Compacted, false, nil
	}
	form, known := formOf(q.Get("profile"))
	if !known || !slices.ContainsFunc(offers, func(o offer) bool { return o.hasForm(form) || form != jsonld.Framed }) {
		names := slices.Sorted(maps.Values(formNames))
		if !slices.ContainsFunc(offers, func(o offer) bool { return o.framed }) {
			names = slices.DeleteFunc(names, func(name string) bool { return name == formNames[jsonld.Framed] })
		}
		return form, false, problem.BadParameter("profile", "%.100q is no form of JSON-LD here; there are compacted, %s", q.Get("profile"), strings.Join(names, ", "))
	}
	return form, true, nil
}

// fixedRange returns the offer that a suffix, or else format=, names, and what an
// Accept header for just that would be.
func fixedRange(suffix, format string, offers []offer) ([]mediaRange, []offer) {
	params := map[string]string{}
	if name, _, found := strings.Cut(format, ";"); suffix == "" && found {
		_, given, err := mime.ParseMediaType("a/b" + format[len(name):])
		if version, has := given["version"]; err != nil || has && !knownVersion(version) {
			return nil, nil
		}
		format, params = strings.TrimSpace(name), given
	}
	for _, o := range offers {
		if suffix != "" && o.suffix == suffix || suffix == "" && o.isNamed(format) {
			kind, subtype, _ := strings.Cut(o.media, "/")
			return []mediaRange{{kind, subtype, params, 1000}}, []offer{o}
		}
	}
	return nil, nil
}

// chooseBest picks the representation of the highest quality, the first of equals;
// where the header says nothing that is well-formed, every media type is liked as
// well.
func chooseBest(ranges []mediaRange, offers []offer, liked profileWeights) (best choice, ok bool) {
	if len(ranges) == 0 {
		ranges = everyRange
	}
	highest := 0
	for _, o := range offers {
		for _, a := range o.aspects(ranges) {
			if q := o.quality(ranges, a) * liked.of(o, a.profile); q > highest {
				best, highest = choice{offer: o, aspect: a}, q
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
func varyOf(fixed bool, offers []offer, liked profileWeights) (vary []string) {
	if !fixed {
		vary = append(vary, "Accept")
	}
	if liked.only == "" && slices.ContainsFunc(offers, func(o offer) bool { return len(o.profiles) > 1 }) {
		vary = append(vary, "Accept-Profile")
	}
	return vary
}

// quality is the weight that the most precise range gives the offer. An alias
// counts only where its own name is not given, and never against it.
func (o offer) quality(ranges []mediaRange, a aspect) int {
	quality, precision := o.weigh(ranges, o.media, a)
	if precision >= matchesType {
		return quality
	}
	for _, alias := range o.aliases {
		if q, precision := o.weigh(ranges, alias, a); precision >= matchesType {
			quality = max(quality, q)
		}
	}
	return quality
}

// weigh finds the most precise range for a media type, and its weight; of
// equally precise ones the highest.
func (o offer) weigh(ranges []mediaRange, media string, a aspect) (quality, precision int) {
	for _, r := range ranges {
		if p := r.precision(media, o, a); p > precision || p > 0 && p == precision && r.quality > quality {
			precision, quality = p, r.quality
		}
	}
	return quality, precision
}

const jsonLDNamespace = "http://www.w3.org/ns/json-ld#"

// formNames are the forms of JSON-LD that are not the usual one.
var formNames = map[jsonld.Form]string{jsonld.Expanded: "expanded", jsonld.Flattened: "flattened", jsonld.Framed: "framed"}

// formOf reads a JSON-LD profile, a list of IRIs or of what follows their #
// (JSON-LD 1.1 §C); known is false when none of them is a form.
func formOf(profile string) (form jsonld.Form, known bool) {
	for _, iri := range strings.Fields(profile) {
		name := strings.TrimPrefix(iri, jsonLDNamespace)
		if name == "compacted" {
			return jsonld.Compacted, true
		}
		for form, known := range formNames {
			if name == known {
				return form, true
			}
		}
	}
	return jsonld.Compacted, false
}

// notAcceptable returns a 406 that lists the variants there are.
func notAcceptable(offers []offer, accept string) *problem.Problem {
	p := problem.New("not-acceptable", "none of the variants is acceptable to Accept: %.200s", strings.TrimSpace(accept))
	for _, o := range offers {
		for _, told := range o.told() {
			v := problem.Variant{Type: o.media, Format: o.token}
			if len(o.profiles) > 1 {
				v.Profile = told.token
			}
			p.Variants = append(p.Variants, v)
		}
	}
	return p
}
