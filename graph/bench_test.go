package graph_test

import (
	"fmt"
	"iter"
	"runtime"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

const benchQuads = 150_000

// synthetic returns quads shaped like the curated data: few predicates and
// graphs, subjects with six statements each, half of the objects literals.
func synthetic(n int) []rdf.Quad {
	quads := make([]rdf.Quad, 0, n)
	for i := range n {
		q := rdf.Quad{
			S: rdf.IRI(fmt.Sprintf("http://localhost:8080/id/thing/%d", i/6)),
			P: rdf.IRI(fmt.Sprintf("https://w3id.org/plenary#p%d", i%6)),
			O: rdf.String(fmt.Sprint("value ", i)),
			G: rdf.IRI(fmt.Sprintf("http://localhost:8080/id/graph/%d", i%17)),
		}
		if i%2 == 0 {
			q.O = rdf.IRI(fmt.Sprintf("http://localhost:8080/id/thing/%d", i*7919%n/6))
		}
		quads = append(quads, q)
	}
	return quads
}

func withoutErrors(quads []rdf.Quad) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	}
}

func loaded(b *testing.B, quads []rdf.Quad) *graph.Store {
	store := graph.New(graph.Options{})
	if _, err := store.Load(b.Context(), graph.Change{}, withoutErrors(quads)); err != nil {
		b.Fatal(err)
	}
	return store
}

func BenchmarkLoad(b *testing.B) {
	quads := synthetic(benchQuads)
	for b.Loop() {
		loaded(b, quads)
	}
	before := heap()
	store := loaded(b, quads)
	b.ReportMetric(float64(heap()-before)/benchQuads, "heapB/quad") // without the text of the terms
	runtime.KeepAlive(store)
	runtime.KeepAlive(quads)
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// BenchmarkUpdate commits one quad at a time, merges included.
func BenchmarkUpdate(b *testing.B) {
	store := loaded(b, synthetic(benchQuads))
	for i := 0; b.Loop(); i++ {
		q := rdf.Quad{S: rdf.IRI(fmt.Sprintf("http://localhost:8080/id/new/%d", i)), P: knows, O: node(1)}
		_, err := store.Update(b.Context(), graph.Change{}, func(tx *graph.Tx) error { _, err := tx.Add(q); return err })
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCount counts a sixth of all triples.
func BenchmarkCount(b *testing.B) {
	snap := loaded(b, synthetic(benchQuads)).Snapshot()
	p := graph.Pattern{P: rdf.IRI("https://w3id.org/plenary#p1")}
	for b.Loop() {
		if snap.Count(p) != benchQuads/6 {
			b.Fatal("wrong count")
		}
	}
}

func BenchmarkStats(b *testing.B) {
	store := loaded(b, synthetic(benchQuads))
	for i := 0; b.Loop(); i++ {
		q := rdf.Quad{S: rdf.IRI(fmt.Sprint("http://localhost:8080/id/new/", i)), P: knows, O: node(1)}
		_, err := store.Update(b.Context(), graph.Change{}, func(tx *graph.Tx) error { _, err := tx.Add(q); return err })
		if err != nil || store.Snapshot().Stats().Quads != benchQuads+i+1 {
			b.Fatal(err)
		}
	}
}

// BenchmarkPaths looks for the ten shortest paths between far nodes.
func BenchmarkPaths(b *testing.B) {
	quads := slices.DeleteFunc(synthetic(benchQuads), func(q rdf.Quad) bool { return q.O.IsLiteral() })
	snap := loaded(b, quads).Snapshot()
	for b.Loop() {
		paths, err := graph.Paths(b.Context(), snap, quads[0].S, quads[len(quads)-1].S, 12, 10, graph.WalkOptions{})
		if err != nil || len(paths) != 10 {
			b.Fatal(len(paths), err)
		}
	}
}
