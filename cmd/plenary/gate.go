package main

import (
	"context"
	"fmt"
	"io"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/gate"
)

// gated is what the commands share that change a folder in memory.
type gated struct {
	Shapes []string `placeholder:"FILE" sep:"none" help:"Shapes that gate all graphs beside those of the folder; may be repeated."`
	NoGate bool     `help:"Let violations of shapes pass."`
}

// gate returns what a transaction must pass, behind its last change. What it finds
// wrong is written to w.
func (g gated) gate(ctx context.Context, folder string, w io.Writer) (func(*graph.Tx) error, error) {
	if g.NoGate {
		return func(*graph.Tx) error { return nil }, nil
	}
	rules, err := gate.Open(folder, g.Shapes...)
	if err != nil {
		return nil, err
	}
	return func(tx *graph.Tx) error {
		found, err := rules.Check(ctx, tx)
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
