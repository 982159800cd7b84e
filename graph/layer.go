package graph

import (
	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/rdf"
)

// A sign says whether a row was added or removed.
type sign uint8

const (
	plus sign = iota
	minus
)

// A layer is what changed against all that is below it: quads, triples that came
// or went with the first or last of their quads, the entities that commits
// touched, and the terms that came with them. What was added and then removed
// leaves no trace but in the history, whose rows are all added.
type layer interface {
	// has reports whether a row is there with a sign.
	has(s sign, o order, k btree.Key) bool
	// count returns how many rows begin with the first n parts of k.
	count(s sign, o order, k btree.Key, n int) int
	// seek returns the rows from k on.
	seek(s sign, o order, k btree.Key) cursor
	// numbers returns the number below that of its first term, and that of its
	// last.
	numbers() (below, last uint32)
	find(t rdf.Term) (uint32, bool)
	// term returns the term with one of its numbers.
	term(n uint32) rdf.Term
}

// A cursor visits keys in order.
type cursor interface {
	// Peek returns the next key, false at the end.
	Peek() (btree.Key, bool)
	// Next goes past it.
	Next() (btree.Key, bool)
}

// memory is a layer on the heap, the one that commits change a copy of.
type memory struct {
	rows [2][rowOrders + 1]btree.Tree
	dict
}

func newMemory(below uint32) *memory { return &memory{dict: newDict(below, 0)} }

// clone returns a copy that may be changed.
//
// Cost: constant.
func (m *memory) clone() *memory {
	out := &memory{dict: m.dict}
	for s := range m.rows {
		for o := range m.rows[s] {
			out.rows[s][o] = m.rows[s][o].Clone()
		}
	}
	return out
}

// set makes a row present or absent in one order. It must be the other now.
func (m *memory) set(o order, q *quad, present bool) {
	to, from := &m.rows[plus][o], &m.rows[minus][o]
	if !present {
		to, from = from, to
	}
	if k := o.key(q); !from.Delete(k) {
		to.Insert(k)
	}
}

// setTriple makes a triple present or absent.
func (m *memory) setTriple(q *quad, present bool) {
	for o := range order(tripleOrders) {
		m.set(o, q, present)
	}
}

// setQuad makes a quad present or absent; its triple is another matter.
func (m *memory) setQuad(q *quad, present bool) {
	m.set(spog, q, present)
	m.set(gspo, q, present)
}

// touch remembers that a commit changed a quad.
func (m *memory) touch(q *quad, seq uint64) {
	for _, entity := range [...]ID{q[0], q[2], q[3]} {
		if isEntity(entity) {
			m.rows[plus][history].Insert(btree.Key{uint64(entity), ^seq})
		}
	}
}

func (m *memory) has(s sign, o order, k btree.Key) bool { return m.rows[s][o].Has(k) }

func (m *memory) count(s sign, o order, k btree.Key, n int) int {
	t := &m.rows[s][o]
	high := t.Len()
	if high == 0 {
		return 0
	}
	if next, ok := after(k, n); ok {
		high = t.Rank(next)
	}
	return high - t.Rank(k)
}

func (m *memory) seek(s sign, o order, k btree.Key) cursor {
	c := m.rows[s][o].Seek(k)
	return &c
}
