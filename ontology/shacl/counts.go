package shacl

import (
	"fmt"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// minCount and maxCount bound the number of value nodes.
//
// Spec: SHACL §4.2 Cardinality Constraint Components.
type (
	minCount struct {
		named
		n int
	}
	maxCount struct {
		named
		n int
	}
)

func (c *compiler) readMinCount(s *shape, value rdf.Term) constraint {
	return minCount{"MinCount", c.number(s, "minCount", value)}
}

func (c *compiler) readMaxCount(s *shape, value rdf.Term) constraint {
	return maxCount{"MaxCount", c.number(s, "maxCount", value)}
}

func (m minCount) check(e *evaluation, at site) error {
	if len(at.values) >= m.n {
		return nil
	}
	return e.report(at, m, 0, fmt.Sprintf("has %d of at least %d values", len(at.values), m.n))
}

func (m maxCount) check(e *evaluation, at site) error {
	if len(at.values) <= m.n {
		return nil
	}
	return e.report(at, m, 0, fmt.Sprintf("has %d values, more than %d", len(at.values), m.n))
}

// hasValue asks for one of the value nodes.
//
// Spec: SHACL §4.8.2 sh:hasValue.
type hasValue struct {
	named
	term rdf.Term
}

func (c *compiler) readHasValue(_ *shape, value rdf.Term) constraint {
	return hasValue{"HasValue", value}
}

func (h hasValue) check(e *evaluation, at site) error {
	want := e.id(h.term)
	for _, v := range at.values {
		if v == want {
			return nil
		}
	}
	return e.report(at, h, 0, fmt.Sprintf("does not have the value %s", words(h.term)))
}

// uniqueLang forbids two value nodes of one language.
//
// Spec: SHACL §4.4.5 sh:uniqueLang.
type uniqueLang struct{ named }

func (c *compiler) readUniqueLang(s *shape, _ rdf.Term) constraint {
	if !c.boolean(s.node, Namespace+"uniqueLang") {
		return nil
	}
	return uniqueLang{"UniqueLang"}
}

func (u uniqueLang) check(e *evaluation, at site) error {
	count := map[string]int{}
	for _, v := range at.values {
		if e.kind(v) != rdf.LiteralKind || v.Inline() != graph.NotInline {
			continue
		}
		lang := e.term(v).Lang()
		if lang == "" {
			continue
		}
		if count[lang]++; count[lang] != 2 {
			continue
		}
		if err := e.report(at, u, 0, fmt.Sprintf("has several values of the language %q", lang)); err != nil {
			return err
		}
	}
	return nil
}
