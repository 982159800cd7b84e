package graph_test

import (
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

func TestDescribeFollowsPartsAndBlankNodes(t *testing.T) {
	part, blank := rdf.IRI(node(1).Value()+"#part"), rdf.BlankNode("b")
	own := []rdf.Triple{
		{S: node(1), P: knows, O: part}, {S: part, P: knows, O: blank}, {S: blank, P: knows, O: node(1)},
		{S: part, P: knows, O: node(2)},
	}
	snap := storeOf(t, append(slices.Clone(own), edge(2, knows, 1), rdf.Triple{S: rdf.IRI(node(1).Value() + "0#part"), P: knows, O: part})...)
	got := map[rdf.Triple]int{}
	for q, err := range graph.Describe(snap, node(1)) {
		if err != nil || q.G != node(100) {
			t.Fatal(q, err)
		}
		got[q.Triple()]++
	}
	if len(got) != len(own) {
		t.Errorf("%d triples, want %d: %v", len(got), len(own), got)
	}
	for _, tr := range own {
		if got[tr] != 1 {
			t.Errorf("%v came %d times, want once", tr, got[tr])
		}
	}
}

func TestDescribeFindsPartsThatPointToTheirOwner(t *testing.T) {
	part := func(name string) rdf.Term { return rdf.IRI(node(1).Value() + name) }
	own := []rdf.Triple{
		edge(1, knows, 2), {S: part("#claim"), P: knows, O: node(1)}, {S: part("#claim-2"), P: knows, O: part("#claim")},
	}
	snap := storeOf(t, append(slices.Clone(own), edge(2, knows, 1), rdf.Triple{S: part("0#claim"), P: knows, O: node(1)})...)
	var got []rdf.Triple
	for q, err := range graph.Describe(snap, node(1)) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, q.Triple())
	}
	if !slices.Equal(got, own) {
		t.Errorf("Describe = %v, want %v", got, own)
	}
	for range graph.Describe(snap, node(55)) {
		t.Error("an unknown term has a description")
	}
}
