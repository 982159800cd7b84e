package graph_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

func TestVersionsAndCommits(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s := graph.New(graph.Options{Now: func() time.Time { now = now.Add(time.Hour); return now }})
	a, b, p := rdf.IRI("http://e/a"), rdf.IRI("http://e/b"), rdf.IRI("http://e/p")
	for _, q := range []rdf.Quad{{S: a, P: p, O: b}, {S: b, P: p, O: p}, {S: p, P: p, O: a}} {
		if _, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error { _, err := tx.Add(q); return err }); err != nil {
			t.Fatal(err)
		}
	}
	snap := s.Snapshot()
	for _, tt := range []struct {
		term rdf.Term
		want []uint64
	}{{a, []uint64{1, 3}}, {b, []uint64{1, 2}}, {rdf.IRI("http://e/none"), nil}, {rdf.String("a"), nil}} {
		if got, err := snap.Versions(tt.term); err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("Versions(%v) = %v, %v, want %v", tt.term, got, err, tt.want)
		}
	}
	for seq := uint64(1); seq <= 3; seq++ {
		c, err := snap.Commit(t.Context(), seq)
		if want := time.Date(2026, 1, 1, int(seq), 0, 0, 0, time.UTC); err != nil || c.Seq != seq || !c.Time.Equal(want) || c.Added != 1 {
			t.Errorf("Commit(%d) = %+v, %v, want that of %v", seq, c, err, want)
		}
	}
	for _, seq := range []uint64{0, 4} {
		if c, err := snap.Commit(t.Context(), seq); !errors.Is(err, graph.ErrNoCommit) {
			t.Errorf("Commit(%d) = %+v, %v, want ErrNoCommit", seq, c, err)
		}
	}
}

func TestAwait(t *testing.T) {
	s := graph.New(graph.Options{})
	q := rdf.Quad{S: rdf.IRI("http://e/a"), P: rdf.IRI("http://e/p"), O: rdf.String("x")}
	came := make(chan uint64, 2)
	for range 2 {
		go func() {
			snap, err := s.Await(t.Context(), 0)
			if err != nil {
				came <- 0
				return
			}
			came <- snap.Seq()
		}()
	}
	if _, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error { _, err := tx.Add(q); return err }); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if seq := <-came; seq != 1 {
			t.Errorf("Await(0) returned state %d, want 1", seq)
		}
	}
	if snap, err := s.Await(t.Context(), 0); err != nil || snap.Seq() != 1 {
		t.Errorf("Await of what is there: %v", err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Await(over, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("Await when nothing comes: %v, want that of the context", err)
	}
}
