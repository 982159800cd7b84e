package rdf

import (
	"slices"
	"unicode/utf8"
	"unique"

	"w3id.org/plenary/rdf/internal/recent"
)

// A Checker does what Quad.Check does, faster for the quads of one document:
// what it has met lately it need not look at again. The zero value is ready. It
// is not safe for concurrent use.
type Checker struct {
	subject, graph Term
	iris           recent.Map[struct{}] // in order
	arena          Arena                // of iris, so that these keep no larger text in memory
	metas          checkedMetas
}

// Check is Quad.Check.
func (c *Checker) Check(q *Quad) error {
	if !q.Valid() {
		return q.Check()
	}
	if q.S != c.subject {
		if err := q.S.Check(); err != nil {
			return err
		}
		c.subject = q.S
	}
	if q.G != c.graph {
		if err := q.G.Check(); err != nil {
			return err
		}
		c.graph = q.G
	}
	if err := c.term(q.P); err != nil {
		return err
	}
	return c.term(q.O)
}

func (c *Checker) term(t Term) error {
	if t.meta == iriMeta {
		return c.iri(t.value)
	}
	return c.metas.check(t)
}

// checkedMetas are what literals that were in order have beside their text.
type checkedMetas struct {
	metas [8]unique.Handle[meta]
	next  int // to give up
}

// check is Term.Check.
func (c *checkedMetas) check(t Term) error {
	if t.meta == iriMeta {
		return checkIRIREF(t.value)
	}
	if (t.meta == stringMeta || slices.Contains(c.metas[:], t.meta)) && utf8.ValidString(t.value) {
		return nil
	}
	if err := t.Check(); err != nil || !t.IsLiteral() {
		return err
	}
	c.metas[c.next] = t.meta
	c.next = (c.next + 1) % len(c.metas)
	return nil
}

func (c *Checker) iri(s string) error {
	known := c.iris.Slot(s)
	if known.Key == s && s != "" {
		return nil
	}
	if err := checkIRIREF(s); err != nil {
		return err
	}
	known.Key = c.arena.Concat(s, "")
	return nil
}
