package rdfxml

import (
	"fmt"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/xmlreader"
)

// A checker refuses what cannot be written, before anything is.
type checker struct {
	predicates map[string]bool // that may be written
}

// check reports what keeps a quad out of every syntax, and what RDF/XML cannot
// say.
func (c *checker) check(q rdf.Quad) error {
	err := q.Check()
	if err == nil {
		err = c.checkTriple(q.Triple())
	}
	if err != nil {
		return fmt.Errorf("rdfxml: %w", err)
	}
	return nil
}

func (c *checker) checkTriple(t rdf.Triple) error {
	if err := c.checkPredicate(t.P.Value()); err != nil {
		return err
	}
	for _, s := range [...]string{t.S.Value(), t.O.Value(), t.O.Datatype()} {
		if i := notXML(s); i >= 0 {
			return fmt.Errorf("%q has a character that XML 1.0 leaves out, at byte %d", s, i)
		}
	}
	if inside, ok := t.O.Triple(); ok {
		return c.checkTriple(inside)
	}
	return nil
}

// checkPredicate is checkName for predicates that come again and again.
func (c *checker) checkPredicate(iri string) error {
	if c.predicates[iri] {
		return nil
	}
	if err := checkName(iri); err != nil {
		return err
	}
	if c.predicates == nil || len(c.predicates) >= maxNames {
		c.predicates = make(map[string]bool)
	}
	c.predicates[iri] = true
	return nil
}

// checkName reports why an IRI cannot be the name of a property element.
func checkName(iri string) error {
	switch {
	case notXML(iri) >= 0:
		return fmt.Errorf("predicate %q cannot be written: it has a character that XML 1.0 leaves out", iri)
	case splitQName(iri) < 0:
		return fmt.Errorf("predicate <%s> cannot be written: it does not end in a name that XML allows", iri)
	case xmlreader.Reserved(iri, "Description", "li"):
		return fmt.Errorf("predicate <%s> cannot be written: it has another meaning in RDF/XML", iri)
	}
	return nil
}

// notXML returns where s has a character that is not Char of XML 1.0 §2.2, -1
// when it has none. It is UTF-8.
func notXML(s string) int {
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ' && c != '\t' && c != '\n' && c != '\r':
			return i
		case c == "\uFFFE"[0] && (strings.HasPrefix(s[i:], "\uFFFE") || strings.HasPrefix(s[i:], "\uFFFF")):
			return i
		}
	}
	return -1
}
