package shacl_test

import (
	"context"
	"iter"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/turtle"
)

const prefixes = `@prefix : <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dash: <http://datashapes.org/dash#> .
@prefix rsx: <http://rdf4j.org/shacl-extensions#> .
`

func sequence(quads []rdf.Quad) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	}
}

// parse reads Turtle or TriG with the prefixes.
func parse(t testing.TB, text string) (all []rdf.Quad) {
	t.Helper()
	for q, err := range turtle.DecodeTriG(strings.NewReader(prefixes+text), rdf.DecodeOptions{Source: "test"}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, q)
	}
	return all
}

func load(t testing.TB, store *graph.Store, quads []rdf.Quad) {
	t.Helper()
	if _, err := store.Load(context.Background(), graph.Change{}, sequence(quads)); err != nil {
		t.Fatal(err)
	}
}
