package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

var errOnPurpose = errors.New("on purpose")

func rollback(t *testing.T, open Open) {
	s := open(t, graph.Options{})
	update(t, s, func(tx *graph.Tx) { add(t, tx, triple.In(rdf.Term{})) })
	before := s.Snapshot()
	_, err := s.Update(context.Background(), graph.Change{}, func(tx *graph.Tx) error {
		tx.RemoveMatching(graph.Pattern{})
		add(t, tx, rdf.Quad{S: iri("new"), P: triple.P, O: triple.O})
		return errOnPurpose
	})
	if !errors.Is(err, errOnPurpose) || s.Snapshot() != before {
		t.Errorf("error %v; the failed transaction must leave no trace", err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = s.Update(ended, graph.Change{}, func(tx *graph.Tx) error { tx.RemoveMatching(graph.Pattern{}); return nil })
	if !errors.Is(err, context.Canceled) || s.Snapshot() != before {
		t.Errorf("error %v; the cancelled transaction must leave no trace", err)
	}
	update(t, s, func(tx *graph.Tx) { add(t, tx, rdf.Quad{S: iri("other"), P: triple.P, O: triple.O}) })
	if got := s.Snapshot().Count(graph.Pattern{S: iri("new")}); got != 0 {
		t.Errorf("%d triples of the failed transaction came with a later one", got)
	}
}

func panicking(t *testing.T, open Open) {
	s := open(t, graph.Options{})
	before := s.Snapshot()
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_, _ = s.Update(context.Background(), graph.Change{}, func(tx *graph.Tx) error {
			add(t, tx, triple.In(rdf.Term{}))
			panic(errOnPurpose)
		})
	}()
	if s.Snapshot() != before {
		t.Error("half a transaction took effect")
	}
	update(t, s, func(tx *graph.Tx) { add(t, tx, triple.In(rdf.Term{})) }) // the writer's lock is free
}

func invalid(t *testing.T, open Open) {
	s := open(t, graph.Options{})
	for _, q := range []rdf.Quad{{}, {S: rdf.String("x"), P: triple.P, O: triple.O}, triple.In(rdf.String("g"))} {
		_, err := s.Update(context.Background(), graph.Change{}, func(tx *graph.Tx) error { _, err := tx.Add(q); return err })
		if !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("Add(%v): error %v, want ErrInvalid", q, err)
		}
	}
}

func commits(t *testing.T, open Open) {
	clock := time.Date(2025, 11, 23, 12, 0, 0, 0, time.UTC)
	s := open(t, graph.Options{Now: func() time.Time { return clock }})
	first := update(t, s, func(tx *graph.Tx) { add(t, tx, triple.In(rdf.Term{})) })
	noon := clock
	clock = clock.Add(-time.Hour) // clocks are set back
	second := update(t, s, func(tx *graph.Tx) {
		tx.RemoveMatching(graph.Pattern{})
		add(t, tx, triple.In(iri("g")))
	})
	if first.Seq != 1 || second.Seq != 2 || second.Added != 1 || second.Removed != 1 || !second.Time.Equal(noon) {
		t.Errorf("commits %+v, %+v", first, second)
	}
	nothing := update(t, s, func(tx *graph.Tx) { add(t, tx, triple.In(iri("g"))) })
	if nothing.Seq != 2 || nothing.Added != 0 || s.Snapshot().Seq() != 2 {
		t.Errorf("a transaction that changes nothing made commit %+v", nothing)
	}
	old := s.Snapshot()
	update(t, s, func(tx *graph.Tx) { add(t, tx, rdf.Quad{S: iri("other"), P: triple.P, O: iri("target")}) })
	snap := s.Snapshot()
	update(t, s, func(tx *graph.Tx) { add(t, tx, triple.In(iri("later"))) })
	if got := old.Version(iri("other")); got != 0 {
		t.Errorf("an old snapshot has version %d of a term that came later", got)
	}
	for term, want := range map[rdf.Term]uint64{triple.S: 2, iri("g"): 2, iri("other"): 3, iri("target"): 3, iri("unknown"): 0} {
		if got := snap.Version(term); got != want {
			t.Errorf("Version(%s) = %d, want %d", term.Value(), got, want)
		}
	}
}

// ownChanges has a transaction read and remove what it has just added.
func ownChanges(t *testing.T, open Open) {
	s := open(t, graph.Options{})
	update(t, s, func(tx *graph.Tx) { add(t, tx, triple.In(iri("g")), triple.In(iri("h"))) })
	c := update(t, s, func(tx *graph.Tx) {
		add(t, tx, triple.In(rdf.Term{}), rdf.Quad{S: iri("s2"), P: triple.P, O: triple.O, G: iri("fresh")})
		if n, err := tx.RemoveMatching(graph.Pattern{S: triple.S, Unnamed: true}); err != nil || n != 1 {
			t.Errorf("RemoveMatching the unnamed graph = %d, want 1", n)
		}
		if n, err := tx.RemoveMatching(graph.Pattern{G: iri("fresh")}); err != nil || n != 1 {
			t.Errorf("RemoveMatching the new graph = %d, want 1", n)
		}
		if !tx.Holds(triple) {
			t.Error("Holds = false while named graphs have the triple")
		}
		if n, err := tx.RemoveMatching(graph.Pattern{S: triple.S}); err != nil || n != 2 || tx.Holds(triple) {
			t.Errorf("RemoveMatching = %d, want 2; Holds = %v", n, tx.Holds(triple))
		}
		add(t, tx, triple.In(iri("h")))
	})
	if c.Added != 0 || c.Removed != 1 {
		t.Errorf("%d added, %d removed, want what differs in the end: 0 and 1", c.Added, c.Removed)
	}
	if got := s.Snapshot().GraphsOf(triple); len(got) != 1 || got[0] != iri("h") {
		t.Errorf("GraphsOf = %v, want h", got)
	}
}

// tooLarge holds a transaction over the limit to be refused whole.
func tooLarge(t *testing.T, open Open) {
	s := open(t, graph.Options{MaxChanges: 3})
	fill := func(n int) error {
		_, err := s.Update(context.Background(), graph.Change{}, func(tx *graph.Tx) error {
			for i := range n {
				if _, err := tx.Add(triple.In(iri("g%d", i))); err != nil {
					return err
				}
			}
			return nil
		})
		return err
	}
	if err := fill(4); !errors.Is(err, graph.ErrTooLarge) || s.Snapshot().Len() != 0 || s.Snapshot().Seq() != 0 {
		t.Errorf("%v, %d quads after a transaction of 4", err, s.Snapshot().Len())
	}
	if err := fill(3); err != nil || s.Snapshot().Len() != 3 {
		t.Errorf("%v, %d quads after a transaction of 3", err, s.Snapshot().Len())
	}
}
