package rdfxml

import (
	"io"
	"iter"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/xmlreader"
)

// Decode reads RDF/XML. Blank nodes keep their rdf:nodeID, behind the prefix
// of the options; those without one get "anon" and a number, and a name that
// looks like that gets an underscore more. Triple terms and base directions
// count where rdf:version is 1.2.
//
// Encodings: UTF-8; UTF-16 with a byte order mark; US-ASCII, ISO-8859 and the
// other ones of a byte a character where the XML declaration names them.
//
// Memory: some 64 KiB, the open elements, one tag or literal (MaxToken, 64 MiB
// by default), and 16 bytes for each rdf:ID (MaxNames, 1,000,000 by default;
// namespaces, attributes and declarations are bounded by 100,000). MaxDepth is
// 512 by default. What entities stand for is bounded by 16 MiB and 64 bytes for
// each of the document.
//
// Errors: an entity that holds markup is refused, though XML allows it.
//
// Spec: RDF 1.2 XML Syntax §7, of which RDF 1.1 XML Syntax is a part; XML 1.0;
// Namespaces in XML 1.0.
func Decode(r io.Reader, o rdf.DecodeOptions) iter.Seq2[rdf.Quad, error] {
	return xmlreader.Decode(r, o)
}
