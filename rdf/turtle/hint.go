package turtle

import (
	"fmt"
	"strings"

	"w3id.org/plenary/rdf/pname"
)

// prefixHint says what the author of an undeclared prefix may have meant: one
// that is declared in other letters or nearly the same, or a declaration to
// add.
func (p *parser) prefixHint(prefix string) string {
	meant := ""
	for declared := range p.prefixes {
		if len(declared) > 1 && pname.Near(strings.ToLower(declared), strings.ToLower(prefix)) && (meant == "" || declared < meant) {
			meant = declared
		}
	}
	iri := pname.WellKnown(prefix)
	switch {
	case meant != "":
		return fmt.Sprintf("did you mean %q?", meant+":")
	case iri == "":
		iri = "…"
	}
	return fmt.Sprintf("add @prefix %s: <%s> .", prefix, iri)
}
