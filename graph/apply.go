package graph

import (
	"cmp"
	"maps"
	"slices"

	"w3id.org/plenary/graph/internal/btree"
)

func (tx *Tx) empty() bool { return len(tx.changes) == 0 }

// finish is the state after the transaction, which must become the head: its new
// terms enter the table that all snapshots share.
func (tx *Tx) finish(_ *Store, c Commit) (*Snapshot, record, error) {
	next := *tx.from
	next.delta = next.delta.clone()
	top := next.delta.top
	for _, t := range tx.terms {
		top.number(t)
	}
	entry := recorder{record: record{time: c.Time, author: c.Author, message: c.Message}, places: map[ID]uint64{}}
	for _, q := range tx.sorted() {
		top.setQuad(&q, tx.changes[q])
		top.touch(&q, c.Seq)
		if tx.changes[q] {
			entry.added = append(entry.added, entry.quad(&q, &next))
		} else {
			entry.removed = append(entry.removed, entry.quad(&q, &next))
		}
	}
	c.Added, c.Removed = len(entry.added), len(entry.removed)
	next.commit = c
	if err := cmp.Or(tx.setTriples(&next), next.Err()); err != nil {
		return nil, record{}, err
	}
	return newSnapshot(next), entry.record, nil
}

// sorted returns the quads that change, so that the same transaction always does
// the same.
func (tx *Tx) sorted() []quad {
	return slices.SortedFunc(maps.Keys(tx.changes), func(a, b quad) int { return btree.Compare(spog.key(&a), spog.key(&b)) })
}

// setTriples adds the triples that came with their first quad and removes those
// that went with their last.
func (tx *Tx) setTriples(next *Snapshot) error {
	var last quad
	for _, q := range tx.sorted() {
		if q[3] = 0; q == last {
			continue
		}
		last = q
		before, err := tx.from.hasTriple(&q)
		if err != nil {
			return err
		}
		n, err := next.graphCount(&q)
		if err != nil {
			return err
		}
		if now := n > 0; now != before {
			next.delta.top.setTriple(&q, now)
		}
	}
	return nil
}
