package xmlreader

import (
	"slices"
	"strings"
)

// Reserved reports whether the grammar keeps the IRI for itself, RDF 1.1 XML
// Syntax §7.2.2 to §7.2.5; more lists further local names.
func Reserved(iri string, more ...string) bool {
	local, ok := strings.CutPrefix(iri, rdfNS)
	core := []string{"RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "bagID", "aboutEach", "aboutEachPrefix"}
	return ok && (slices.Contains(core, local) || slices.Contains(more, local))
}
