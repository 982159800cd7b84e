package curate

import (
	"context"
	"fmt"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// Undone says what a revert has done, in quads.
type Undone struct {
	Reverted int `json:"reverted"` // those that are again as before the commit
	Kept     int `json:"kept"`     // those that later commits had changed back already
}

// Revert undoes a commit: what it added goes, and what it removed comes back. What
// later commits have changed since stays as they left it. Errors: graph.ErrNoCommit,
// graph.ErrForgotten, those of the transaction.
func Revert(ctx context.Context, tx *graph.Tx, seq uint64) (done Undone, err error) {
	if seq == 0 || seq > tx.Before().Seq() {
		return done, fmt.Errorf("%w: %d, the last is %d", graph.ErrNoCommit, seq, tx.Before().Seq())
	}
	count := func(changed bool, err error) error {
		if changed {
			done.Reverted++
		} else {
			done.Kept++
		}
		return err
	}
	for c, err := range tx.Before().Changes(ctx, seq-1, seq) {
		if err != nil {
			return done, err
		}
		if err := each(c.AddedQuads, func(q rdf.Quad) error { return count(tx.Remove(q)) }); err != nil {
			return done, err
		}
		if err := each(c.RemovedQuads, func(q rdf.Quad) error { return count(tx.Add(q)) }); err != nil {
			return done, err
		}
	}
	return done, nil
}

func each(quads func(func(rdf.Quad, error) bool), do func(rdf.Quad) error) error {
	for q, err := range quads {
		if err != nil {
			return err
		}
		if err := do(q); err != nil {
			return err
		}
	}
	return nil
}
