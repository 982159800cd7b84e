package labels_test

import (
	"fmt"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/rdf"
)

// BenchmarkSearch asks for beginnings of words among 100,000 names.
func BenchmarkSearch(b *testing.B) {
	s := graph.New(graph.Options{})
	defer s.Close()
	places := []string{"Ottawa", "Kananaskis", "Berlin", "Paris", "Hiroshima", "Rome", "Taormina", "Biarritz"}
	if _, err := s.Load(b.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		for i := range 100_000 {
			label := fmt.Sprintf("Meeting %d of ministers in %s, %d", i, places[i%len(places)], 1975+i%50)
			if !yield(rdf.Quad{S: thing(i), P: rdf.IRI(prefLabel), O: rdf.LangString(label, "en")}, nil) {
				return
			}
		}
	}); err != nil {
		b.Fatal(err)
	}
	x := labels.Open(s, options(""))
	defer x.Close()
	for _, text := range []string{"m", "mee otta 2025", "minister 77", "meating ottwa"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				if hits := search(b, x, s, labels.Query{Text: text, Limit: 20}); len(hits) == 0 {
					b.Fatal("nothing")
				}
			}
		})
	}
}
