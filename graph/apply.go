package graph

import (
	"maps"
	"slices"

	"w3id.org/plenary/graph/internal/btree"
)

func (tx *Tx) empty() bool { return len(tx.changes) == 0 }

// snapshot is the state after the transaction, which must be published: its new
// terms enter the table that all snapshots share.
func (tx *Tx) snapshot(_ *Snapshot, c Commit) (*Snapshot, error) {
	next := *tx.from
	for _, t := range tx.terms {
		next.fresh.number(t)
	}
	next.delta = next.delta.clone()
	for _, q := range tx.sorted() {
		next.delta.setQuad(&q, tx.changes[q])
		next.delta.touch(&q, c.Seq)
		if tx.changes[q] {
			c.Added++
		} else {
			c.Removed++
		}
	}
	next.commit = c
	if err := tx.setTriples(&next); err != nil {
		return nil, err
	}
	return newSnapshot(next), nil
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
			next.delta.setTriple(&q, now)
		}
	}
	return nil
}

// few is the number of changes that are not worth a merge, and share how many
// times more the base may have than the changes that are.
const (
	few   = 8192
	share = 4
)

// merged returns a snapshot with what changed since the base in a new base, when
// that is much.
func (st *Store) merged(s *Snapshot) (*Snapshot, error) {
	after := st.after
	if after == 0 {
		after = max(few, s.base.graphs.Len()/share)
	}
	if s.delta.len() < after {
		return s, nil
	}
	m, err := newMerger(s)
	if err != nil {
		return nil, err
	}
	b, err := newBase(m.source(), s.commit.Seq)
	if err != nil {
		return nil, err
	}
	return s.withBase(b, s.commit), nil
}

// withBase returns the state of a base alone.
func (s *Snapshot) withBase(b *base, c Commit) *Snapshot {
	return newSnapshot(Snapshot{base: b, fresh: newDict(0), delta: new(delta), commit: c, damage: s.damage})
}

// newBase writes a base and opens it.
func newBase(from source, seq uint64) (*base, error) {
	to := newMemory()
	if err := writeBase(to, from); err != nil {
		return nil, err
	}
	return openBase(to, seq)
}
