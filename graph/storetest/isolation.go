package storetest

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

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

// growth has readers look at a store that takes in new terms and writes anew
// what holds its quads: each snapshot must show whole transactions.
func growth(t *testing.T, open Open) {
	const each = 100
	s := open(t, graph.Options{})
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
				seq := int(snap.Seq())
				if n := snap.Count(graph.Pattern{P: triple.P}); n != seq*each || snap.Len() != n {
					t.Errorf("after commit %d: %d triples, %d quads", seq, n, snap.Len())
					return
				}
				last, next := iri("s%d-%d", seq, each-1), iri("s%d-0", seq+1)
				if seq > 0 && (!snap.Has(graph.Pattern{S: last}) || snap.Has(graph.Pattern{S: next}) || snap.Version(last) != uint64(seq)) {
					t.Errorf("after commit %d: its last subject is missing or that of the next is there", seq)
					return
				}
			}
		})
	}
	for seq := 1; seq <= 60; seq++ {
		update(t, s, func(tx *graph.Tx) {
			for i := range each {
				add(t, tx, rdf.Quad{S: iri("s%d-%d", seq, i), P: triple.P, O: rdf.String("x")})
			}
		})
	}
	close(stop)
	readers.Wait()
}

// numbers holds snapshots to the IDs of their terms: a snapshot knows no term
// that came after it.
func numbers(t *testing.T, open Open) {
	s := open(t, graph.Options{})
	update(t, s, func(tx *graph.Tx) { add(t, tx, triple.In(iri("g"))) })
	old := s.Snapshot()
	update(t, s, func(tx *graph.Tx) {
		for i := range 3000 {
			add(t, tx, rdf.Quad{S: iri("new%d", i), P: triple.P, O: triple.O})
		}
	})
	for name, snap := range map[string]*graph.Snapshot{"old": old, "new": s.Snapshot()} {
		together(t, snap)
		for ids := range snap.TripleIDs(graph.IDPattern{}) {
			for _, id := range ids {
				if got, known := snap.ID(snap.Term(id)); !known || got != id {
					t.Fatalf("%s: ID(Term(%d)) = %d, %v", name, id, got, known)
				}
			}
		}
	}
	if id, known := old.ID(iri("new5")); known {
		t.Errorf("the old snapshot knows a later term as %d", id)
	}
	before, _ := old.ID(triple.S)
	for _, id := range []graph.ID{0, 1 << 20, 1<<32 + before, 1<<56 + before, math.MaxUint64} {
		if got := s.Snapshot().Term(id); !got.IsZero() {
			t.Errorf("Term(%d) = %v, want none", id, got)
		}
	}
	for range s.Snapshot().TripleIDs(graph.IDPattern{S: 1<<32 + before}) {
		t.Error("a number beyond all terms matches")
	}
}

// together compares the terms of many IDs with those of each, as they come and
// sorted.
func together(t *testing.T, snap *graph.Snapshot) {
	t.Helper()
	ids := []graph.ID{0, math.MaxUint64}
	for row := range snap.TripleIDs(graph.IDPattern{}) {
		ids = append(ids, row[:]...)
	}
	for range 2 {
		terms := make([]rdf.Term, len(ids))
		snap.Terms(ids, terms)
		for i, id := range ids {
			if want := snap.Term(id); terms[i] != want {
				t.Fatalf("Terms gives %d the term %v, Term %v", id, terms[i], want)
			}
		}
		slices.Sort(ids)
	}
}

// waiting has a writer wait for another one until its context ends.
func waiting(t *testing.T, open Open) {
	s := open(t, graph.Options{})
	ended, cancel := context.WithCancel(context.Background())
	update(t, s, func(tx *graph.Tx) {
		add(t, tx, triple.In(iri("g")))
		var second sync.WaitGroup
		second.Go(func() {
			_, err := s.Update(ended, graph.Change{}, func(*graph.Tx) error { t.Error("two writers at once"); return nil })
			if !errors.Is(err, context.Canceled) {
				t.Errorf("error %v, want context.Canceled", err)
			}
		})
		cancel()
		second.Wait()
		if n := s.Snapshot().Len(); n != 0 {
			t.Errorf("a reader sees %d quads of a transaction under way", n)
		}
	})
}
