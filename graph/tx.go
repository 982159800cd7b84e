package graph

import (
	"context"
	"fmt"
	"iter"

	"w3id.org/plenary/rdf"
)

// A Tx is a transaction under way. It is valid inside the function it is given
// to and not safe for use by several goroutines.
type Tx struct {
	from    *Snapshot
	fresh   map[rdf.Term]uint32 // terms that from lacks
	terms   []rdf.Term          // the same, in the order of their numbers
	changes map[quad]bool       // true added, false removed, against from
}

func newTx(from *Snapshot) *Tx {
	return &Tx{from: from, fresh: map[rdf.Term]uint32{}, changes: map[quad]bool{}}
}

// Add adds a quad and reports whether it was absent.
// Errors: ErrInvalid.
func (tx *Tx) Add(q rdf.Quad) (bool, error) {
	if !q.Valid() {
		return false, fmt.Errorf("%w: %v", ErrInvalid, q)
	}
	return tx.set(quad{tx.number(q.S), tx.number(q.P), tx.number(q.O), tx.number(q.G)}, true), nil
}

// Remove removes a quad and reports whether it was there. The zero G means the
// unnamed graph alone: the triple may remain in others, which Holds tells.
// Errors: ErrInvalid.
func (tx *Tx) Remove(q rdf.Quad) (bool, error) {
	if !q.Valid() {
		return false, fmt.Errorf("%w: %v", ErrInvalid, q)
	}
	n, known := tx.numbers(q)
	return known && tx.set(n, false), nil
}

// RemoveMatching removes the quads that match p and returns how many. Without a
// graph p matches quads of all graphs.
func (tx *Tx) RemoveMatching(p Pattern) int {
	var found []quad
	tx.scan(p, func(q quad) bool { found = append(found, q); return true })
	for _, q := range found {
		tx.set(q, false)
	}
	return len(found)
}

// Has reports whether the quad is there, changes of this transaction included.
// The zero G means the unnamed graph.
func (tx *Tx) Has(q rdf.Quad) bool {
	n, known := tx.numbers(q)
	if present, changed := tx.changes[n]; known && changed {
		return present
	}
	return known && tx.from.has(n)
}

// Holds reports whether any graph holds the triple, changes of this transaction
// included.
func (tx *Tx) Holds(t rdf.Triple) (found bool) {
	tx.scan(Pattern{S: t.S, P: t.P, O: t.O}, func(quad) bool { found = true; return false })
	return found
}

// scan visits the quads that match p, changes of this transaction included, in
// no particular order, until visit returns false.
func (tx *Tx) scan(p Pattern, visit func(quad) bool) {
	ids, known := p.ids(tx.id)
	if !known {
		return
	}
	m := tx.from.serve(ids)
	stopped := false
	tx.from.scan(m, func(q *quad) bool {
		if _, changed := tx.changes[*q]; !changed {
			stopped = !visit(*q)
		}
		return !stopped
	})
	m.exact = false // of what changed, all is to be checked
	for q, present := range tx.changes {
		if present && !stopped && m.accepts(&q) {
			stopped = !visit(q)
		}
	}
}

// set makes a quad present or absent and reports whether that is a change.
func (tx *Tx) set(q quad, present bool) bool {
	now, changed := tx.changes[q]
	switch {
	case changed && now != present:
		delete(tx.changes, q)
		return true
	case changed || tx.from.has(q) == present:
		return false
	}
	tx.changes[q] = present
	return true
}

func (tx *Tx) addAll(ctx context.Context, quads iter.Seq2[rdf.Quad, error]) error {
	n := 0
	for q, err := range quads {
		if n++; err == nil && n%batchSize == 0 {
			err = ctx.Err()
		}
		if err == nil {
			_, err = tx.Add(q)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) id(t rdf.Term) (uint32, bool) {
	if id, known := tx.from.dict.id(t); known {
		return id, true
	}
	id, known := tx.fresh[t]
	return id, known
}

func (tx *Tx) numbers(q rdf.Quad) (n quad, known bool) {
	for i, t := range [4]rdf.Term{q.S, q.P, q.O, q.G} {
		if n[i], known = tx.id(t); !known {
			return n, false
		}
	}
	return n, true
}

// number returns the number of a term, a new one if need be.
func (tx *Tx) number(t rdf.Term) uint32 {
	if id, known := tx.id(t); known {
		return id
	}
	tx.terms = append(tx.terms, t)
	id := uint32(len(tx.from.dict.terms) + len(tx.terms))
	tx.fresh[t] = id
	return id
}
