package handlers

import (
	"net/http"
	"strings"

	"golang.org/x/text/language"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld"
)

// An offer is one variant of a resource.
type offer struct {
	token   string // of format=
	media   string
	aliases []string
	suffix  string
	format  rdf.Format // of an RDF syntax
}

var (
	htmlOffer = offer{token: "html", media: "text/html", aliases: []string{"application/xhtml+xml"}, suffix: ".html"}
	jsonOffer = offer{token: "json", media: "application/json", suffix: ".json"}
)

// rdfOffers are all syntaxes, Turtle first.
func rdfOffers() (offers []offer) {
	for _, f := range rdf.Formats {
		offers = append(offers, offer{f.Token, f.MediaType, f.Aliases, f.Suffix, f})
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
// is a *Problem that lists the variants.
func choose(r *http.Request, suffix string, offers []offer) (choice, error) {
	format := r.URL.Query().Get("format")
	for _, o := range offers {
		if suffix != "" && o.suffix == suffix || suffix == "" && format != "" && (o.token == format || o.media == format || o.suffix == "."+format) {
			return choice{offer: o, fixed: true, form: formOf(r.URL.Query().Get("profile"))}, nil
		}
	}
	if suffix != "" || format != "" {
		return choice{}, notAcceptable(offers, "format="+strings.TrimPrefix(suffix, ".")+format)
	}
	header := strings.Join(r.Header.Values("Accept"), ",")
	ranges := parseAccept(header)
	if len(ranges) == 0 {
		return choice{offer: offers[0]}, nil
	}
	best, quality, form := -1, 0, jsonld.Compacted
	for i, o := range offers {
		if q, f := o.quality(ranges); q > quality {
			best, quality, form = i, q, f
		}
	}
	if best < 0 {
		return choice{}, notAcceptable(offers, "Accept: "+header)
	}
	return choice{offer: offers[best], form: form}, nil
}

// quality is the weight that the most precise range gives the offer, by its
// media type or an alias, and the JSON-LD form that the range asks for.
func (o offer) quality(ranges []mediaRange) (quality int, form jsonld.Form) {
	precision := 0
	for _, media := range append([]string{o.media}, o.aliases...) {
		for _, r := range ranges {
			if p := r.precision(media); p > precision || p == precision && p > 0 && r.quality > quality {
				precision, quality, form = p, r.quality, formOf(r.params["profile"])
			}
		}
	}
	return quality, form
}

// formOf reads a JSON-LD profile parameter, JSON-LD 1.1 §C; unknown IRIs are
// ignored.
func formOf(profile string) jsonld.Form {
	for _, iri := range strings.Fields(profile) {
		switch {
		case strings.HasSuffix(iri, "#expanded") || iri == "expanded":
			return jsonld.Expanded
		case strings.HasSuffix(iri, "#flattened") || iri == "flattened":
			return jsonld.Flattened
		}
	}
	return jsonld.Compacted
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
