package handlers

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/sparql/results"
)

// An offer is one variant of a resource.
type offer struct {
	token   string // of format=
	name    string // for people
	media   string
	aliases []string
	suffix  string
	format  rdf.Format     // of an RDF syntax
	short   []string       // other names for format=
	result  results.Format // of query results
}

var (
	htmlOffer = offer{token: "html", name: "HTML", media: "text/html", aliases: []string{"application/xhtml+xml"}, suffix: ".html"}
	jsonOffer = offer{token: "json", media: "application/json", suffix: ".json"}
)

// rdfOffers are all syntaxes, Turtle first.
func rdfOffers() (offers []offer) {
	for _, f := range rdf.Formats {
		offers = append(offers, offer{token: f.Token, name: f.Name, media: f.MediaType, aliases: f.Aliases, suffix: f.Suffix, format: f})
	}
	return offers
}

// The variants of the kinds of resources, in the order that decides ties; the
// first is the answer to */*.
var (
	dataOffers = append(rdfOffers(), htmlOffer)
	homeOffers = append([]offer{htmlOffer}, rdfOffers()...)
	apiOffers  = append([]offer{jsonOffer}, withoutAlias(rdfOffers(), jsonOffer.media)...)
)

// withoutAlias takes a media type from the aliases of other offers.
func withoutAlias(offers []offer, media string) []offer {
	for i, o := range offers {
		offers[i].aliases = nil
		for _, a := range o.aliases {
			if a != media {
				offers[i].aliases = append(offers[i].aliases, a)
			}
		}
	}
	return offers
}

func (o offer) isRDF() bool { return o.format.Token != "" }

// contentType is the media type as it is sent.
func (o offer) contentType() string {
	if strings.HasPrefix(o.media, "text/") {
		return o.media + "; charset=utf-8"
	}
	return o.media
}

// choice is the outcome of negotiation.
type choice struct {
	offer
	form  jsonld.Form // of JSON-LD
	fixed bool        // by suffix or parameter, not by header
}

// choose picks a variant: a suffix beats format=, which beats Accept. The error
// is a *Problem that lists the variants, or names the parameter profile.
func choose(r *http.Request, suffix string, offers []offer) (choice, error) {
	q := r.URL.Query()
	form, known := formOf(q.Get("profile"))
	if q.Has("profile") && !known {
		return choice{}, badParameter("profile", "%.100q is no form of JSON-LD here; there are compacted, expanded, flattened", q.Get("profile"))
	}
	if format := q.Get("format"); suffix != "" || format != "" {
		for _, o := range offers {
			if suffix != "" && o.suffix == suffix || suffix == "" && o.isNamed(format) {
				return choice{offer: o, fixed: true, form: form}, nil
			}
		}
		return choice{}, notAcceptable(offers, "format="+strings.TrimPrefix(cmp.Or(suffix, format), "."))
	}
	best, ok := chooseByHeader(strings.Join(r.Header.Values("Accept"), ","), offers)
	if !ok {
		return choice{}, notAcceptable(offers, "Accept: "+strings.Join(r.Header.Values("Accept"), ","))
	}
	if known {
		best.form = form
	}
	return best, nil
}

// isNamed reports whether format= means the offer: a token or other short name, a
// media type or a suffix with or without its dot.
func (o offer) isNamed(format string) bool {
	return o.token == format || o.media == format || o.suffix == format || o.suffix == "."+format || slices.Contains(o.short, format)
}

// chooseByHeader picks the offer of the highest quality, the first of equals; the
// first of all when the header says nothing that is well-formed.
func chooseByHeader(header string, offers []offer) (best choice, ok bool) {
	ranges := parseAccept(header)
	if len(ranges) == 0 {
		return choice{offer: offers[0]}, true
	}
	highest := 0
	for _, o := range offers {
		for _, form := range o.forms() {
			if q := o.quality(ranges, form); q > highest {
				best, highest = choice{offer: o, form: form}, q
			}
		}
	}
	return best, highest > 0
}

// forms are the forms that an offer has, the usual one first.
func (o offer) forms() []jsonld.Form {
	if o.media == jsonLDMedia {
		return []jsonld.Form{jsonld.Compacted, jsonld.Expanded, jsonld.Flattened}
	}
	return []jsonld.Form{jsonld.Compacted}
}

// quality is the weight that the most precise range gives the offer. An alias
// counts only where its own name is not given, and never against it.
func (o offer) quality(ranges []mediaRange, form jsonld.Form) int {
	quality, precision := weigh(ranges, o.media, form)
	if precision >= matchesType {
		return quality
	}
	for _, alias := range o.aliases {
		if q, precision := weigh(ranges, alias, form); precision >= matchesType {
			quality = max(quality, q)
		}
	}
	return quality
}

// weigh finds the most precise range for a media type, and its weight; of
// equally precise ones the highest.
func weigh(ranges []mediaRange, media string, form jsonld.Form) (quality, precision int) {
	for _, r := range ranges {
		if p := r.precision(media, form); p > precision || p > 0 && p == precision && r.quality > quality {
			precision, quality = p, r.quality
		}
	}
	return quality, precision
}

// formOf reads a JSON-LD profile, a list of IRIs or of what follows their #
// (JSON-LD 1.1 §C); known is false when none of them is a form.
func formOf(profile string) (form jsonld.Form, known bool) {
	for _, iri := range strings.Fields(profile) {
		switch strings.TrimPrefix(iri, "http://www.w3.org/ns/json-ld#") {
		case "expanded":
			return jsonld.Expanded, true
		case "flattened":
			return jsonld.Flattened, true
		case "compacted":
			return jsonld.Compacted, true
		}
	}
	return jsonld.Compacted, false
}

var languages = language.NewMatcher([]language.Tag{language.English, language.French})

// languageOf picks a language of the pages: lang= beats Accept-Language.
func languageOf(r *http.Request) string {
	if lang := r.URL.Query().Get("lang"); lang != "" {
		for _, known := range explorer.Languages {
			if lang == known {
				return known
			}
		}
	}
	tags, _, err := language.ParseAcceptLanguage(strings.Join(r.Header.Values("Accept-Language"), ","))
	if err != nil || len(tags) == 0 {
		return explorer.Languages[0]
	}
	_, i, _ := languages.Match(tags...)
	return explorer.Languages[i]
}
