package graph

import (
	"iter"

	"w3id.org/plenary/rdf"
)

// Before returns the state that the transaction began with. It is valid as long as
// the transaction.
func (tx *Tx) Before() *Snapshot { return newSnapshot(*tx.from) }

// Changes yields the quads in which the state differs from the one before by now,
// in no particular order, and whether they were added; others were removed.
func (tx *Tx) Changes() iter.Seq2[rdf.Quad, bool] {
	return func(yield func(rdf.Quad, bool) bool) {
		for q, added := range tx.changes {
			if !yield(tx.quadOf(&q), added) {
				return
			}
		}
	}
}
