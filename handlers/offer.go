package handlers

import (
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/sparql/results"
)

// An offer is one media type that a resource can have, with the names that clients
// give it.
type offer struct {
	token    string // of format=
	name     string // for people
	media    string
	aliases  []string
	suffix   string
	format   rdf.Format     // of an RDF syntax
	short    []string       // other names for format=
	result   results.Format // of query results
	profiles []profile      // that its resource is told in; none where that is not to be chosen
	framed   bool           // there is a frame for the JSON-LD
}

// jsonLDMedia is the media type of JSON-LD, the one syntax that has forms.
const jsonLDMedia = "application/ld+json"

// The variants that are no RDF.
var (
	htmlOffer = offer{token: "html", name: "HTML", media: "text/html", aliases: []string{"application/xhtml+xml"}, suffix: ".html"}
	jsonOffer = offer{token: "json", name: "JSON", media: "application/json", suffix: ".json"}

	csvOffer     = offer{token: "csv", name: "CSV", media: "text/csv", suffix: ".csv"}
	graphmlOffer = offer{token: "graphml", name: "GraphML", media: "application/graphml+xml", suffix: ".graphml"}
	gexfOffer    = offer{token: "gexf", name: "GEXF", media: "application/gexf+xml", suffix: ".gexf"}
)

// formerNames are those that clients still ask for: rdflib means N-Triples by
// text/plain, its type before RDF 1.1, and SPARQLWrapper asks for n3.
var formerNames = map[string]struct{ aliases, short []string }{
	"ntriples": {aliases: []string{"text/plain"}},
	"turtle":   {short: []string{"n3"}},
}

// rdfOffers are all syntaxes, Turtle first; the caller may change the slice.
func rdfOffers() (offers []offer) {
	for _, f := range rdf.Formats {
		offers = append(offers, offer{token: f.Token, name: f.Name, media: f.MediaType, aliases: slices.Concat(f.Aliases, formerNames[f.Token].aliases), suffix: f.Suffix, format: f,
			short: formerNames[f.Token].short})
	}
	return offers
}

// The variants of the kinds of resources, in the order that decides ties; the
// first is the answer to */*.
var (
	dataOffers  = append(rdfOffers(), htmlOffer)
	thingOffers = profiled(append(rdfOffers(), htmlOffer))
	homeOffers  = append([]offer{htmlOffer}, rdfOffers()...)
	apiOffers   = append([]offer{jsonOffer}, withoutAlias(rdfOffers(), jsonOffer.media)...)
)

// profiled has offers of RDF tell their resource in every profile, and JSON-LD in
// a frame.
func profiled(offers []offer) []offer {
	for i, o := range offers {
		offers[i].profiles = profiles
		if !o.isRDF() {
			offers[i].profiles = profiles[:1]
		}
		offers[i].framed = o.media == jsonLDMedia
	}
	return offers
}

// told are the profiles that an offer has, the usual one first.
func (o offer) told() []profile {
	if len(o.profiles) == 0 {
		return profiles[:1]
	}
	return o.profiles
}

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

// isNamed reports whether format= means the offer: a token or other short name, a
// media type or a suffix with or without its dot.
func (o offer) isNamed(format string) bool {
	return o.token == format || o.media == format || o.suffix == format || o.suffix == "."+format || slices.Contains(o.short, format)
}

// contentType is the media type as it is sent.
func (o offer) contentType() string {
	if strings.HasPrefix(o.media, "text/") {
		return o.media + "; charset=utf-8"
	}
	return o.media
}

// An aspect is what a representation of one media type can differ in.
type aspect struct {
	form    jsonld.Form // of JSON-LD
	version string      // of RDF, when it is later than 1.1: one of laterVersions
	profile profile
}

// aspects returns the profiles, forms of JSON-LD and versions of RDF that an offer
// has and some range tells apart, the usual ones first.
func (o offer) aspects(ranges []mediaRange) (all []aspect) {
	formed, versioned := o.media == jsonLDMedia && someHas(ranges, "profile"), o.versioned() && someHas(ranges, "version")
	if !formed && !versioned {
		return usualAspects[:len(o.told())]
	}
	forms, versions := []jsonld.Form{jsonld.Compacted}, []string{""}
	if formed {
		forms = append(forms, jsonld.Expanded, jsonld.Flattened)
	}
	if versioned {
		versions = append(versions, laterVersions...)
	}
	for _, p := range o.told() {
		for _, form := range forms {
			for _, version := range versions {
				all = append(all, aspect{form, version, p})
			}
		}
	}
	if formed && o.framed {
		all = append(all, aspect{form: jsonld.Framed, profile: plenaryProfile})
	}
	return all
}

// usualAspects are those of the profiles, in their order.
var usualAspects = []aspect{{profile: plenaryProfile}, {profile: schemaProfile}}

// hasForm reports whether an offer has a form of JSON-LD.
func (o offer) hasForm(form jsonld.Form) bool {
	return o.media == jsonLDMedia && (form != jsonld.Framed || o.framed)
}

// resultOffers are the formats of tables and truth values.
func resultOffers() (offers []offer) {
	for _, f := range results.Formats {
		offers = append(offers, offer{token: f.Token, name: f.Name, short: f.Short, media: f.MediaType, aliases: f.Aliases, suffix: f.Suffix, result: f})
	}
	return offers
}

// splitSuffix takes the suffix of a known format off a path.
func splitSuffix(path string) (rest, suffix string) {
	for _, o := range dataOffers {
		if rest, ok := strings.CutSuffix(path, o.suffix); ok {
			return rest, o.suffix
		}
	}
	return path, ""
}
