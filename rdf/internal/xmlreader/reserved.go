package xmlreader

import (
	"slices"
	"strings"
)

const (
	rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	xmlNS = "http://www.w3.org/XML/1998/namespace"
	itsNS = "http://www.w3.org/2005/11/its"
)

// core are the local names of coreSyntaxTerms and oldTerms, RDF 1.2 XML Syntax
// §7.2.2 and §7.2.4.
var core = []string{
	"RDF", "ID", "about", "annotation", "annotationNodeID", "parseType", "resource", "nodeID", "datatype", "version",
	"bagID", "aboutEach", "aboutEachPrefix",
}

// Reserved reports whether the grammar keeps the IRI for itself; more lists
// further local names.
func Reserved(iri string, more ...string) bool {
	local, ok := strings.CutPrefix(iri, rdfNS)
	return ok && (slices.Contains(core, local) || slices.Contains(more, local))
}
