package main

import (
	"context"
	"fmt"
	"io"
	"iter"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/gate"
	"w3id.org/plenary/rdf"
)

// gated is what the commands share that change a folder in memory.
type gated struct {
	Shapes []string `placeholder:"FILE" sep:"none" help:"Shapes that gate all graphs beside those of the folder; may be repeated."`
	NoGate bool     `help:"Let violations of shapes pass."`
}

// gate returns what a transaction must pass, behind its last change. What it finds
// wrong is written to w.
func (g gated) gate(ctx context.Context, folder string, w io.Writer) (func(*graph.Tx) error, error) {
	passes, err := g.states(ctx, folder, w)
	if passes == nil || err != nil {
		return func(*graph.Tx) error { return nil }, err
	}
	return func(tx *graph.Tx) error {
		after, err := tx.Snapshot()
		if err != nil {
			return err
		}
		return passes(tx.Before(), after, tx.Changes())
	}, nil
}

// states is gate for loads, nil without one.
func (g gated) states(ctx context.Context, folder string, w io.Writer) (graph.LoadCheck, error) {
	if g.NoGate {
		return nil, nil
	}
	rules, err := gate.Open(folder, g.Shapes...)
	if err != nil {
		return nil, err
	}
	return func(before, after *graph.Snapshot, changes iter.Seq2[rdf.Quad, bool]) error {
		found, err := rules.CheckStates(ctx, before, after, changes)
		if err != nil || found.Conforms() {
			return err
		}
		if err := found.WriteText(w, nil); err != nil {
			return err
		}
		if n := len(found.Violations()); n > 0 {
			return fmt.Errorf("the change violates the shapes of the data in %s: nothing was changed", plural(int64(n), "place", "places"))
		}
		return nil
	}, nil
}
