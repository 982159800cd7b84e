package negotiate

import (
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/rdf/patch"
	"w3id.org/plenary/sparql/results"
)

// An Offer is one media type that a resource can have, with the names that clients
// give it.
type Offer struct {
	Token    string // of format=
	Name     string // for people
	Media    string
	Aliases  []string
	Suffix   string
	Format   rdf.Format     // of an RDF syntax
	Short    []string       // other names for format=
	Result   results.Format // of query results
	Profiles []Profile      // that its resource is told in; none where that is not to be chosen
	framed   bool           // there is a frame for the JSON-LD
}

// JSONLD is the media type of JSON-LD, the one syntax that has forms.
const JSONLD = "application/ld+json"

// The variants that are no RDF.
var (
	HTML = Offer{Token: "html", Name: "HTML", Media: "text/html", Aliases: []string{"application/xhtml+xml"}, Suffix: ".html"}
	JSON = Offer{Token: "json", Name: "JSON", Media: "application/json", Suffix: ".json"}

	CSV     = Offer{Token: "csv", Name: "CSV", Media: "text/csv", Suffix: ".csv"}
	GraphML = Offer{Token: "graphml", Name: "GraphML", Media: "application/graphml+xml", Suffix: ".graphml"}
	GEXF    = Offer{Token: "gexf", Name: "GEXF", Media: "application/gexf+xml", Suffix: ".gexf"}

	Patch = Offer{Name: "RDF Patch", Token: "patch", Media: patch.MediaType, Short: []string{"rdfpatch", "rdfp"}, Suffix: ".rdfp"}
)

// ChangesOffers are the variants of the change log.
var ChangesOffers = []Offer{Patch, JSON}

// formerNames are those that clients still ask for: rdflib means N-Triples by
// text/plain, its type before RDF 1.1, and SPARQLWrapper asks for n3.
var formerNames = map[string]struct{ aliases, short []string }{
	"ntriples": {aliases: []string{"text/plain"}},
	"turtle":   {short: []string{"n3"}},
}

// RDFOffers are all syntaxes, Turtle first; the caller may change the slice.
func RDFOffers() (offers []Offer) {
	for _, f := range rdf.Formats {
		offers = append(offers, Offer{Token: f.Token, Name: f.Name, Media: f.MediaType, Aliases: slices.Concat(f.Aliases, formerNames[f.Token].aliases), Suffix: f.Suffix, Format: f,
			Short: formerNames[f.Token].short})
	}
	return offers
}

// The variants of the kinds of resources, in the order that decides ties; the
// first is the answer to */*.
var (
	DataOffers  = append(RDFOffers(), HTML)
	ThingOffers = profiled(append(RDFOffers(), HTML))
	HomeOffers  = append([]Offer{HTML}, RDFOffers()...)
	APIOffers   = append([]Offer{JSON}, WithoutAlias(RDFOffers(), JSON.Media)...)
)

// profiled has offers of RDF tell their resource in every profile, and JSON-LD in
// a frame.
func profiled(offers []Offer) []Offer {
	for i, o := range offers {
		offers[i].Profiles = Profiles
		if !o.IsRDF() {
			offers[i].Profiles = Profiles[:1]
		}
		offers[i].framed = o.Media == JSONLD
	}
	return offers
}

// Told are the profiles that an offer has, the usual one first.
func (o Offer) Told() []Profile {
	if len(o.Profiles) == 0 {
		return Profiles[:1]
	}
	return o.Profiles
}

// WithoutAlias takes a media type from the aliases of other offers.
func WithoutAlias(offers []Offer, media string) []Offer {
	for i, o := range offers {
		offers[i].Aliases = nil
		for _, a := range o.Aliases {
			if a != media {
				offers[i].Aliases = append(offers[i].Aliases, a)
			}
		}
	}
	return offers
}

// IsRDF reports whether an offer is a syntax of RDF.
func (o Offer) IsRDF() bool { return o.Format.Token != "" }

// NamesGraphs reports whether a variant tells in which graph a triple is: only
// syntaxes do whose media type's purpose it is.
func (o Offer) NamesGraphs() bool { return o.Format.Graphs && o.Media != JSONLD }

// IsNamed reports whether format= means the offer: a token or other short name, a
// media type or a suffix with or without its dot.
func (o Offer) IsNamed(format string) bool {
	return o.Token == format || o.Media == format || o.Suffix == format || o.Suffix == "."+format || slices.Contains(o.Short, format)
}

// ContentType is the media type as it is sent.
func (o Offer) ContentType() string {
	if strings.HasPrefix(o.Media, "text/") {
		return o.Media + "; charset=utf-8"
	}
	return o.Media
}

// An Aspect is what a representation of one media type can differ in.
type Aspect struct {
	shape          // of JSON-LD
	Version string // of RDF, when it is later than 1.1: one of laterVersions
	Profile Profile
}

// aspects returns the profiles, forms of JSON-LD and versions of RDF that an offer
// has and some range tells apart, the usual ones first.
func (o Offer) aspects(ranges []mediaRange) (all []Aspect) {
	formed, versioned := o.Media == JSONLD && someHas(ranges, "profile"), o.versioned() && someHas(ranges, "version")
	if !formed && !versioned {
		return usualAspects[:len(o.Told())]
	}
	shapes, versions := []shape{{}}, []string{""}
	if formed {
		shapes = shapesOf(ranges)
	}
	if versioned {
		versions = append(versions, laterVersions...)
	}
	for _, p := range o.Told() {
		for _, shape := range shapes {
			for _, version := range versions {
				all = append(all, Aspect{shape, version, p})
			}
		}
	}
	if formed && o.framed {
		all = append(all, Aspect{shape: shape{Form: jsonld.Framed}, Profile: Plenary})
	}
	return all
}

// usualAspects are those of the profiles, in their order.
var usualAspects = []Aspect{{Profile: Plenary}, {Profile: Schema}}

// hasForm reports whether an offer has a form of JSON-LD.
func (o Offer) hasForm(form jsonld.Form) bool {
	return o.Media == JSONLD && (form != jsonld.Framed || o.framed)
}

// ResultOffers are the formats of tables and truth values.
func ResultOffers() (offers []Offer) {
	for _, f := range results.Formats {
		offers = append(offers, Offer{Token: f.Token, Name: f.Name, Short: f.Short, Media: f.MediaType, Aliases: f.Aliases, Suffix: f.Suffix, Result: f})
	}
	return offers
}

// SplitSuffix takes the suffix of a known format off a path.
func SplitSuffix(path string) (rest, suffix string) {
	for _, o := range DataOffers {
		if rest, ok := strings.CutSuffix(path, o.Suffix); ok {
			return rest, o.Suffix
		}
	}
	return path, ""
}
