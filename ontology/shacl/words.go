package shacl

import (
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// wellKnown are the prefixes of the vocabularies that messages name without declaring them.
var wellKnown = []rdf.Prefix{{Name: "sh", IRI: Namespace}, {Name: "rdf", IRI: rdfNS}, {Name: "rdfs", IRI: rdfsNS}, {Name: "xsd", IRI: xsdNS}, {Name: "owl", IRI: owlNS}}

// curie returns an IRI as messages have it.
func curie(iri string) string {
	for _, p := range wellKnown {
		if local, ok := strings.CutPrefix(iri, p.IRI); ok && local != "" {
			return p.Name + ":" + local
		}
	}
	return "<" + iri + ">"
}

// words returns a term as messages have it.
func words(t rdf.Term) string {
	if t.IsIRI() {
		return curie(t.Value())
	}
	text := string(nquads.AppendTerm(nil, t))
	if datatype := t.Datatype(); datatype != "" {
		text = strings.TrimSuffix(text, "<"+datatype+">")
		if strings.HasSuffix(text, "^^") {
			text += curie(datatype)
		}
	}
	return text
}
