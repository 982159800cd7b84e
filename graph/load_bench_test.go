package graph_test

import (
	"fmt"
	"iter"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// synthetic yields n quads shaped like the curated data: few predicates and
// graphs, subjects with six statements each, half of the objects literals.
func synthetic(n int) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
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
			if !yield(q, nil) {
				return
			}
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	var quads []rdf.Quad
	for q := range synthetic(150_000) {
		quads = append(quads, q)
	}
	for b.Loop() {
		store := graph.New(graph.Options{})
		_, err := store.Load(b.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
			for _, q := range quads {
				if !yield(q, nil) {
					return
				}
			}
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
