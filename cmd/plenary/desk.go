package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/gate"
	"w3id.org/plenary/ingest/review"
)

// violations returns the gate of a folder as a desk asks it.
func (g gated) violations(folder string) (func(context.Context, *graph.Tx) ([]review.Violation, error), error) {
	if g.NoGate {
		return nil, nil
	}
	rules, err := gate.Open(folder, g.Shapes...)
	if err != nil {
		return nil, err
	}
	return gate.ForReview(rules), nil
}

// deciding opens a folder and its desk for decisions. A new folder gets the
// embedded data.
func deciding(ctx context.Context, folder, base string, g gated, do func(*review.Desk) error) error {
	check, err := g.violations(folder)
	if err != nil {
		return err
	}
	store, err := graph.Open(folder, graph.Options{Base: base})
	if err != nil {
		return err
	}
	if store.Snapshot().Seq() == 0 {
		err = loadEmbedded(ctx, store, cmp.Or(store.Base(), base))
	}
	var desk *review.Desk
	if err == nil {
		desk, err = review.Open(folder, store, review.Options{Base: cmp.Or(store.Base(), base), Gate: check})
	}
	if err != nil {
		return errors.Join(err, store.Close())
	}
	return errors.Join(do(desk), desk.Close(), store.Close())
}

// viewing opens a folder and its desk for reading.
func viewing(folder string, do func(*review.Desk) error) error {
	store, err := graph.Open(folder, graph.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer store.Close()
	desk, found, err := review.View(folder, store, review.Options{Base: cmp.Or(store.Base(), embeddedBase)})
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("nothing was proposed in %s yet: plenary ingest --data %[1]s FILE", folder)
	}
	defer desk.Close()
	return do(desk)
}

// filter returns what is selected.
func (s *selecting) filter(base string) (review.Filter, error) {
	f := review.Filter{Rule: s.Rule, Kind: s.Kind, Document: s.Document, MinConfidence: s.MinConfidence, MaxConfidence: s.MaxConfidence}
	for _, x := range []float64{s.MinConfidence, s.MaxConfidence} {
		if !(x >= 0 && x <= 1) {
			return f, usage("a confidence is a number from 0 to 1, not %v", x)
		}
	}
	if strings.Contains(s.Kind, ":") {
		predicate, err := termNamed(s.Kind, base)
		if err != nil {
			return f, usage("--kind %s: %v", s.Kind, err)
		}
		f.Kind = predicate.Value()
	}
	if strings.HasPrefix(s.Document, "id/") {
		f.Document = base + s.Document
	}
	for _, state := range s.State {
		f.States = append(f.States, review.State(state))
	}
	for _, name := range s.Claim {
		if !strings.ContainsAny(name, "/:") {
			name = "id/claim/" + name
		}
		claim, err := termNamed(name, base)
		if err != nil {
			return f, usage("--claim %s: %v", name, err)
		}
		f.Claims = append(f.Claims, claim)
	}
	if s.New {
		f.Known = new(bool)
	}
	return f, nil
}
