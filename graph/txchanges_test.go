package graph_test

import (
	"context"
	"maps"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// TestTxChanges: what was added and removed again is no change, and Before shows
// none of them.
func TestTxChanges(t *testing.T) {
	quad := func(o string) rdf.Quad {
		return rdf.Quad{S: rdf.IRI("x:s"), P: rdf.IRI("x:p"), O: rdf.String(o), G: rdf.IRI("x:g")}
	}
	store := graph.New(graph.Options{})
	update := func(fn func(*graph.Tx) error) {
		t.Helper()
		if _, err := store.Update(context.Background(), graph.Change{}, fn); err != nil {
			t.Fatal(err)
		}
	}
	update(func(tx *graph.Tx) error { _, err := tx.Add(quad("old")); return err })
	update(func(tx *graph.Tx) error {
		for _, o := range []string{"new", "passing"} {
			if _, err := tx.Add(quad(o)); err != nil {
				return err
			}
		}
		for _, o := range []string{"old", "passing"} {
			if _, err := tx.Remove(quad(o)); err != nil {
				return err
			}
		}
		got, want := maps.Collect(tx.Changes()), map[rdf.Quad]bool{quad("new"): true, quad("old"): false}
		if !maps.Equal(got, want) {
			t.Errorf("Changes() = %v, want %v", got, want)
		}
		before := tx.Before()
		if !before.Has(graph.Pattern{O: rdf.String("old")}) || before.Has(graph.Pattern{O: rdf.String("new")}) || before.Seq() != 1 {
			t.Errorf("Before() shows commit %d with %d quads", before.Seq(), before.Len())
		}
		return nil
	})
}
