package rdfxml

import (
	"io"
	"iter"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/xmlreader"
)

// Decode reads RDF/XML. Blank nodes keep their rdf:nodeID, behind the prefix
// of the options; those without one get "anon" and a number, and a name that
// looks like that gets an underscore more.
//
// Memory: the names that rdf:ID gives, the open elements, and one literal.
//
// Spec: RDF 1.1 XML Syntax §7.
func Decode(r io.Reader, o rdf.DecodeOptions) iter.Seq2[rdf.Quad, error] {
	return xmlreader.Decode(r, o)
}
