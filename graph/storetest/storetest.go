// Package storetest is the contract of a store: what graph.Store promises,
// whatever holds the quads. Every implementation runs it.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// Open returns an empty store; what it holds open it closes by t.Cleanup.
type Open func(t testing.TB, o graph.Options) *graph.Store

// Run runs the contract.
func Run(t *testing.T, open Open) {
	t.Run("default graph", func(t *testing.T) { defaultGraph(t, open) })
	t.Run("many graphs", func(t *testing.T) { manyGraphs(t, open) })
	t.Run("rollback", func(t *testing.T) { rollback(t, open) })
	t.Run("panic", func(t *testing.T) { panicking(t, open) })
	t.Run("invalid quads", func(t *testing.T) { invalid(t, open) })
	t.Run("commits", func(t *testing.T) { commits(t, open) })
	t.Run("isolation", func(t *testing.T) { isolation(t, open) })
	t.Run("load", func(t *testing.T) { load(t, open) })
	t.Run("model", func(t *testing.T) { model(t, open) })
}

func iri(format string, args ...any) rdf.Term {
	return rdf.IRI("http://example/" + fmt.Sprintf(format, args...))
}

var triple = rdf.Triple{S: iri("s"), P: iri("p"), O: rdf.String("o")}

// update runs fn and fails the test on an error.
func update(t testing.TB, s *graph.Store, fn func(*graph.Tx)) graph.Commit {
	t.Helper()
	c, err := s.Update(context.Background(), graph.Change{}, func(tx *graph.Tx) error { fn(tx); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func add(t testing.TB, tx *graph.Tx, quads ...rdf.Quad) {
	t.Helper()
	for _, q := range quads {
		if _, err := tx.Add(q); err != nil {
			t.Fatal(err)
		}
	}
}

func collect[T any](t testing.TB, seq func(func(T, error) bool)) (all []T) {
	t.Helper()
	for x, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, x)
	}
	return all
}

func defaultGraph(t *testing.T, open Open) {
	s := open(t, graph.Options{})
	g := iri("g")
	update(t, s, func(tx *graph.Tx) { add(t, tx, triple.In(rdf.Term{}), triple.In(g)) })
	snap := s.Snapshot()
	if got := collect(t, snap.Triples(graph.Pattern{})); !slices.Equal(got, []rdf.Triple{triple}) {
		t.Errorf("the union holds %v, want the triple once", got)
	}
	if n := snap.Count(graph.Pattern{P: triple.P}); n != 1 {
		t.Errorf("Count = %d, want 1", n)
	}
	if names := snap.GraphNames(); !slices.Equal(names, []rdf.Term{g}) {
		t.Errorf("GraphNames() = %v, want the named graph alone", names)
	}
	if got := collect(t, snap.Quads(graph.Pattern{Unnamed: true})); !slices.Equal(got, []rdf.Quad{triple.In(rdf.Term{})}) {
		t.Errorf("the unnamed graph holds %v", got)
	}
	update(t, s, func(tx *graph.Tx) {
		if removed, err := tx.Remove(triple.In(rdf.Term{})); !removed || err != nil {
			t.Errorf("Remove = %v, %v", removed, err)
		}
		if !tx.Has(triple.In(g)) || tx.Has(triple.In(rdf.Term{})) {
			t.Error("the triple must be gone from the unnamed graph and remain in the named one")
		}
	})
	if got := s.Snapshot().GraphsOf(triple); !slices.Equal(got, []rdf.Term{g}) {
		t.Errorf("GraphsOf = %v, want the named graph", got)
	}
	if snap.Len() != 2 {
		t.Errorf("the old snapshot has %d quads, want the 2 it had", snap.Len())
	}
}

func manyGraphs(t *testing.T, open Open) {
	const graphs = 10_000
	s := open(t, graph.Options{})
	update(t, s, func(tx *graph.Tx) {
		add(t, tx, triple.In(rdf.Term{}))
		for i := range graphs {
			add(t, tx, triple.In(iri("g%d", i)))
		}
	})
	update(t, s, func(tx *graph.Tx) {
		if removed, _ := tx.Remove(triple.In(iri("g%d", 7))); !removed {
			t.Error("the triple was not in graph 7")
		}
	})
	snap := s.Snapshot()
	if got := len(collect(t, snap.Triples(graph.Pattern{S: triple.S}))); got != 1 {
		t.Errorf("%d triples, want 1", got)
	}
	if got := len(collect(t, snap.Quads(graph.Pattern{S: triple.S}))); got != graphs {
		t.Errorf("%d quads, want %d", got, graphs)
	}
	if got := len(snap.GraphNames()); got != graphs-1 {
		t.Errorf("%d graph names, want %d", got, graphs-1)
	}
	if st := snap.Stats(); st.Triples != 1 || st.Quads != graphs || len(st.Graphs) != graphs {
		t.Errorf("Stats: %d triples, %d quads, %d graphs", st.Triples, st.Quads, len(st.Graphs))
	}
}

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
	update(t, s, func(tx *graph.Tx) { add(t, tx, rdf.Quad{S: iri("other"), P: triple.P, O: iri("target")}) })
	snap := s.Snapshot()
	for term, want := range map[rdf.Term]uint64{triple.S: 2, iri("g"): 2, iri("other"): 3, iri("target"): 3, iri("unknown"): 0} {
		if got := snap.Version(term); got != want {
			t.Errorf("Version(%s) = %d, want %d", term.Value(), got, want)
		}
	}
}

// isolation has readers look at snapshots while a writer moves one triple from
// graph to graph: each must see it exactly once.
func isolation(t *testing.T, open Open) {
	s := open(t, graph.Options{})
	update(t, s, func(tx *graph.Tx) { add(t, tx, triple.In(iri("g0"))) })
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				snap := s.Snapshot()
				if n := len(collect(t, snap.Quads(graph.Pattern{S: triple.S}))); n != 1 || snap.Len() != 1 {
					t.Errorf("a snapshot shows %d quads", n)
					return
				}
			}
		})
	}
	for i := range 300 {
		update(t, s, func(tx *graph.Tx) {
			tx.RemoveMatching(graph.Pattern{S: triple.S})
			add(t, tx, triple.In(iri("g%d", i+1)))
		})
	}
	close(stop)
	readers.Wait()
}
