package graph

import (
	"cmp"
	"maps"
	"slices"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/rdf"
)

func (tx *Tx) empty() bool { return len(tx.changes) == 0 }

// plan is what the log keeps and what becomes of the head.
func (tx *Tx) plan(_ *Store, c Commit) (record, func(head *Snapshot), error) {
	apply, err := tx.effect(c)
	return tx.record(c), apply, err
}

// record is what the log keeps of the transaction.
func (tx *Tx) record(c Commit) record {
	entry := recorder{record: record{time: c.Time, author: c.Author, message: c.Message}, places: map[ID]uint64{}, term: tx.term}
	for _, q := range tx.sorted() {
		to := &entry.removed
		if tx.changes[q] {
			to = &entry.added
		}
		*to = append(*to, entry.quad(&q))
	}
	return entry.record
}

// effect returns what the transaction does to the state that it began with.
func (tx *Tx) effect(c Commit) (func(head *Snapshot), error) {
	quads := tx.sorted()
	triples, err := tx.triples(quads)
	if err = cmp.Or(err, tx.from.Err()); err != nil {
		return nil, err
	}
	return func(head *Snapshot) {
		top := head.delta.top
		for _, t := range tx.terms {
			top.number(t)
		}
		for _, q := range quads {
			top.setQuad(&q, tx.changes[q])
			if !tx.undoes {
				top.touch(&q, c.Seq)
			}
			if tx.changes[q] {
				c.Added++
			} else {
				c.Removed++
			}
		}
		for _, q := range triples {
			present := q[3] != 0
			q[3] = 0
			top.setTriple(&q, present)
		}
		head.commit = c
	}, nil
}

// term returns the term of an ID that the transaction uses.
func (tx *Tx) term(id ID) rdf.Term {
	if last := tx.from.delta.last(); id.tag() == tagNew && uint32(id) > last {
		return tx.terms[uint32(id)-last-1]
	}
	return tx.from.term(id)
}

// sorted returns the quads that change, so that the same transaction always does
// the same.
func (tx *Tx) sorted() []quad {
	return slices.SortedFunc(maps.Keys(tx.changes), func(a, b quad) int { return btree.Compare(spog.key(&a), spog.key(&b)) })
}

// triples returns the triples of sorted quads that come with their first quad,
// with 1 in place of a graph, and those that go with their last, with 0.
func (tx *Tx) triples(quads []quad) (changed []quad, err error) {
	sameTriple := func(a, b quad) bool { return [3]ID(a[:3]) == [3]ID(b[:3]) }
	for len(quads) > 0 {
		first, n := quads[0], 0
		for n < len(quads) && sameTriple(first, quads[n]) {
			n++
		}
		first[3] = 0
		before := 0
		if !tx.isNew(&first) {
			if before, err = tx.from.graphCount(&first); err != nil {
				return nil, err
			}
		}
		after := before
		for _, q := range quads[:n] {
			if tx.changes[q] {
				after++
			} else {
				after--
			}
		}
		if quads = quads[n:]; (before > 0) != (after > 0) {
			first[3] = ID(min(after, 1))
			changed = append(changed, first)
		}
	}
	return changed, nil
}
