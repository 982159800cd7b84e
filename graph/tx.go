package graph

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"w3id.org/plenary/graph/internal/termkey"
	"w3id.org/plenary/rdf"
)

// A Tx is a transaction under way. It is valid inside the function it is given
// to and not safe for use by several goroutines.
type Tx struct {
	from    *Snapshot
	fresh   map[rdf.Term]ID // terms that from lacks
	terms   []rdf.Term      // the same, in the order of their numbers
	changes map[quad]bool   // true added, false removed, against from
	max     int             // changes; 0 is any number
	undoes  bool            // so that there is no history of it
	shown   *Snapshot       // the state that readers last asked for; nil for none
	later   []quad          // what was set since
}

func newTx(from *Snapshot) *Tx {
	return &Tx{from: from, fresh: map[rdf.Term]ID{}, changes: map[quad]bool{}}
}

// Add adds a quad and reports whether it was absent.
// Errors: ErrInvalid, ErrTooLarge, those that wrap ErrCorrupt.
func (tx *Tx) Add(q rdf.Quad) (bool, error) {
	if err := valid(q); err != nil {
		return false, err
	}
	return tx.set(quad{tx.number(q.S), tx.number(q.P), tx.number(q.O), tx.number(q.G)}, true)
}

// Remove removes a quad and reports whether it was there. The zero G means the
// unnamed graph alone: the triple may remain in others, which Holds tells.
// Errors: those of Add.
func (tx *Tx) Remove(q rdf.Quad) (bool, error) {
	if err := valid(q); err != nil {
		return false, err
	}
	n, known := tx.numbers(q)
	if !known {
		return false, nil
	}
	return tx.set(n, false)
}

func valid(q rdf.Quad) error {
	if !q.Valid() || !termkey.Fits(q.O) {
		return fmt.Errorf("%w: %v", ErrInvalid, q)
	}
	return nil
}

// RemoveMatching removes the quads that match p and returns how many. Without a
// graph p matches quads of all graphs. Errors: those of Add.
func (tx *Tx) RemoveMatching(p Pattern) (int, error) {
	var found []quad
	if err := tx.scan(p, func(q *quad) bool { found = append(found, *q); return true }); err != nil {
		return 0, err
	}
	for _, q := range found {
		if _, err := tx.set(q, false); err != nil {
			return 0, err
		}
	}
	return len(found), nil
}

// Has reports whether the quad is there, changes of this transaction included.
// The zero G means the unnamed graph.
func (tx *Tx) Has(q rdf.Quad) bool {
	n, known := tx.numbers(q)
	if !known {
		return false
	}
	present, err := tx.has(&n)
	return tx.from.sound(err) && present
}

// Holds reports whether any graph holds the triple, changes of this transaction
// included.
func (tx *Tx) Holds(t rdf.Triple) (found bool) {
	tx.from.sound(tx.scan(Pattern{S: t.S, P: t.P, O: t.O}, func(*quad) bool { found = true; return false }))
	return found
}

func (tx *Tx) has(q *quad) (bool, error) {
	if present, changed := tx.changes[*q]; changed {
		return present, nil
	}
	if tx.isNew(q) {
		return false, nil
	}
	return tx.from.has(q)
}

// isNew reports whether a term of a quad came with the transaction.
func (tx *Tx) isNew(q *quad) bool {
	if len(tx.terms) == 0 {
		return false
	}
	last := tx.from.delta.last()
	return slices.ContainsFunc(q[:], func(id ID) bool { return id.tag() == tagNew && uint32(id) > last })
}

// scan visits the quads that match p, changes of this transaction included, in
// no particular order, until visit returns false.
func (tx *Tx) scan(p Pattern, visit func(*quad) bool) error {
	ids, known := p.ids(tx.id)
	if !known {
		return nil
	}
	m := tx.from.serve(ids)
	more := true
	err := tx.from.quads(m, func(q *quad) bool {
		if _, changed := tx.changes[*q]; !changed {
			more = visit(q)
		}
		return more
	})
	for q, present := range tx.changes {
		if err == nil && more && present && m.accepts(&q) && (!m.bound[3] || q[3] == m.want[3]) {
			more = visit(&q)
		}
	}
	return err
}

// set makes a quad present or absent and reports whether that is a change.
func (tx *Tx) set(q quad, present bool) (bool, error) {
	now, err := tx.has(&q)
	if now == present || err != nil {
		return false, err
	}
	if _, changed := tx.changes[q]; changed {
		delete(tx.changes, q)
	} else {
		if tx.max > 0 && len(tx.changes) >= tx.max {
			return false, fmt.Errorf("%w: it changes more than %d quads; do it in parts, or load into a new folder", ErrTooLarge, tx.max)
		}
		tx.changes[q] = present
	}
	if tx.shown != nil {
		tx.later = append(tx.later, q)
	}
	return true, nil
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

func (tx *Tx) id(t rdf.Term) (ID, bool) {
	if id, known := tx.from.id(t); known {
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

// number returns the ID of a term, a new one if need be.
func (tx *Tx) number(t rdf.Term) ID {
	if id, known := tx.id(t); known {
		return id
	}
	tx.terms = append(tx.terms, t)
	id := newID(t, tx.from.delta.last()+uint32(len(tx.terms)))
	tx.fresh[t] = id
	return id
}
