package graph

// mergeFactor sets when the base is written anew: when the square of the number
// of changes since is that many times the base. A commit copies the changes and
// pays its share of the next base; there the two are about equal.
const mergeFactor = 16

func (tx *Tx) empty() bool { return len(tx.changes) == 0 }

// snapshot is the state after the transaction, which must be published: its new
// terms enter the table that all snapshots share.
func (tx *Tx) snapshot(c Commit) *Snapshot {
	next := *tx.from
	for _, t := range tx.terms {
		next.dict.number(t)
	}
	e := next.versions.edit(len(next.dict.terms))
	var fresh, undone, gone, restored []quad
	for q, present := range tx.changes {
		e.touch(&q, c.Seq)
		inBase := tx.from.base.has(q)
		switch {
		case present && inBase:
			restored = append(restored, q)
		case present:
			fresh = append(fresh, q)
		case inBase:
			gone = append(gone, q)
		default:
			undone = append(undone, q)
		}
	}
	c.Added, c.Removed = len(fresh)+len(restored), len(gone)+len(undone)
	next.added = next.added.with(newIndex(fresh), newIndex(undone))
	next.removed = next.removed.with(newIndex(gone), newIndex(restored))
	next.versions, next.commit = e.pages, c
	if n := next.added.len() + next.removed.len(); n > fewQuads && n*n > mergeFactor*next.base.len() {
		next.merge()
	}
	return newSnapshot(next)
}

// merge moves what changed into a new base.
func (s *Snapshot) merge() {
	s.base = s.base.with(s.added, s.removed)
	s.ranks = newRanks(s.base)
	s.added = newIndex(nil)
	s.removed = s.added
}
