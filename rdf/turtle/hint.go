package turtle

import (
	"fmt"
	"strings"
)

// wellKnown are namespaces that authors forget to declare.
var wellKnown = map[string]string{
	"rdf":     "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"rdfs":    "http://www.w3.org/2000/01/rdf-schema#",
	"xsd":     xsdNS,
	"owl":     "http://www.w3.org/2002/07/owl#",
	"skos":    "http://www.w3.org/2004/02/skos/core#",
	"dct":     "http://purl.org/dc/terms/",
	"dcterms": "http://purl.org/dc/terms/",
	"foaf":    "http://xmlns.com/foaf/0.1/",
	"schema":  "http://schema.org/",
	"prov":    "http://www.w3.org/ns/prov#",
	"sh":      "http://www.w3.org/ns/shacl#",
}

// prefixHint says what the author of an undeclared prefix may have meant: one
// that is declared in other letters or nearly the same, or a declaration to
// add.
func (p *parser) prefixHint(prefix string) string {
	meant := ""
	for declared := range p.prefixes {
		if len(declared) > 1 && near(strings.ToLower(declared), strings.ToLower(prefix)) && (meant == "" || declared < meant) {
			meant = declared
		}
	}
	iri := wellKnown[prefix]
	switch {
	case meant != "":
		return fmt.Sprintf("did you mean %q?", meant+":")
	case iri == "":
		iri = "…"
	}
	return fmt.Sprintf("add @prefix %s: <%s> .", prefix, iri)
}

// near reports whether one character more, less or changed, or two swapped,
// make b of a.
func near(a, b string) bool {
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) <= 1 && len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}
