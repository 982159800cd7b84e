// Package storetest is the contract of a store: what graph.Store promises,
// whatever holds the quads. Every implementation runs it.
package storetest

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"

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
	t.Run("large transaction", func(t *testing.T) { tooLarge(t, open) })
	t.Run("commits", func(t *testing.T) { commits(t, open) })
	t.Run("changes of a transaction", func(t *testing.T) { ownChanges(t, open) })
	t.Run("waiting", func(t *testing.T) { waiting(t, open) })
	t.Run("isolation", func(t *testing.T) { isolation(t, open) })
	t.Run("growth", func(t *testing.T) { growth(t, open) })
	t.Run("numbers", func(t *testing.T) { numbers(t, open) })
	t.Run("load", func(t *testing.T) { load(t, open) })
	t.Run("load sizes", func(t *testing.T) { loadSizes(t, open) })
	t.Run("load that fails", func(t *testing.T) { failedLoad(t, open) })
	t.Run("loads at once", func(t *testing.T) { loadsAtOnce(t, open) })
	t.Run("load after history", func(t *testing.T) { loadAfterHistory(t, open) })
	t.Run("model", func(t *testing.T) { model(t, open) })
	t.Run("history", func(t *testing.T) { history(t, open) })
	t.Run("churn", func(t *testing.T) { churn(t, open) })
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

// sequence yields quads, and end when it is an error.
func sequence(quads []rdf.Quad, end error) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
		if end != nil {
			yield(rdf.Quad{}, end)
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
	if got := snap.Count(graph.Pattern{P: triple.P}); got != 1 {
		t.Errorf("Count = %d, want 1", got)
	}
	if got := len(snap.GraphsOf(triple)); got != graphs {
		t.Errorf("GraphsOf lists %d graphs, want %d", got, graphs)
	}
	for name, want := range map[rdf.Term]int{iri("g7"): 0, iri("g8"): 1} {
		if got := snap.Count(graph.Pattern{O: triple.O, G: name}); got != want {
			t.Errorf("Count in %s = %d, want %d", name.Value(), got, want)
		}
	}
	if got := len(snap.GraphNames()); got != graphs-1 {
		t.Errorf("%d graph names, want %d", got, graphs-1)
	}
	if st := snap.Stats(); st.Triples != 1 || st.Quads != graphs || len(st.Graphs) != graphs {
		t.Errorf("Stats: %d triples, %d quads, %d graphs", st.Triples, st.Quads, len(st.Graphs))
	}
}
