package graph_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// A TermReader reads what Term does, in any order, terms of a load, of later
// commits and inline ones.
func TestTermReader(t *testing.T) {
	s := graph.New(graph.Options{})
	quads := func(from, to int) func(func(rdf.Quad, error) bool) {
		return func(yield func(rdf.Quad, error) bool) {
			for i := from; i < to; i++ {
				for _, o := range []rdf.Term{
					rdf.Literal(fmt.Sprint(i), "http://www.w3.org/2001/XMLSchema#integer"), rdf.LangString(fmt.Sprintf("thing %d", i*i), "en"),
					rdf.BlankNode(fmt.Sprintf("b%d", i)), rdf.TripleTerm(rdf.Triple{S: rdf.IRI("s:"), P: rdf.IRI("p:"), O: rdf.String(fmt.Sprint(i))}),
					rdf.Literal("2025-11-23", "http://www.w3.org/2001/XMLSchema#date"), rdf.String("a\x00b"),
				} {
					if !yield(rdf.Quad{S: rdf.IRI(fmt.Sprintf("http://example.org/id/%d", i)), P: rdf.IRI("p:"), O: o}, nil) {
						return
					}
				}
			}
		}
	}
	for _, part := range [][2]int{{0, 2000}, {2000, 2300}} {
		if _, err := s.Load(context.Background(), graph.Change{}, quads(part[0], part[1])); err != nil {
			t.Fatal(err)
		}
	}
	now := s.Snapshot()
	var ids []graph.ID
	for row := range now.TripleIDs(graph.IDPattern{}) {
		ids = append(ids, row[:]...)
	}
	check := func(name string) {
		got, err := now.TermReader().Append(nil, ids...)
		if err != nil || len(got) != len(ids) {
			t.Fatalf("%s: %d terms of %d, %v", name, len(got), len(ids), err)
		}
		for i, id := range ids {
			if want := now.Term(id); got[i] != want {
				t.Fatalf("%s: ID %x is %v, want %v", name, id, got[i], want)
			}
		}
	}
	check("as they come")
	slices.Sort(ids)
	check("ascending")
	slices.Reverse(ids)
	check("descending")
}
