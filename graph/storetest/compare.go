package storetest

import (
	"reflect"
	"slices"

	"pgregory.net/rapid"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

var rdfType = rdf.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

func matches(p graph.Pattern, q rdf.Quad) bool {
	fits := func(want, got rdf.Term) bool { return want.IsZero() || want == got }
	if p.Unnamed {
		return fits(p.S, q.S) && fits(p.P, q.P) && fits(p.O, q.O) && q.G.IsZero()
	}
	return fits(p.S, q.S) && fits(p.P, q.P) && fits(p.O, q.O) && fits(p.G, q.G)
}

// compare asks for the figures and graphs of the model, and every shape of
// pattern made of some of its quads and of one that it lacks.
func compare(t rapid.TB, snap *graph.Snapshot, want map[rdf.Quad]bool) {
	t.Helper()
	if snap.Len() != len(want) {
		t.Fatalf("%d quads, want %d", snap.Len(), len(want))
	}
	compareStats(t, snap, want)
	compareGraphs(t, snap, want)
	probes := []rdf.Quad{{S: iri("n0"), P: iri("nowhere"), O: iri("n1"), G: iri("g1")}}
	for q := range want {
		if probes = append(probes, q); len(probes) > 6 {
			break
		}
	}
	for _, q := range probes {
		for shape := range 32 {
			comparePattern(t, snap, want, patternOf(q, shape))
		}
	}
}

// patternOf binds the places of q that the bits of shape say.
func patternOf(q rdf.Quad, shape int) (p graph.Pattern) {
	for bit, set := range []func(){
		func() { p.S = q.S }, func() { p.P = q.P }, func() { p.O = q.O }, func() { p.G = q.G }, func() { p.Unnamed = true },
	} {
		if shape&(1<<bit) != 0 {
			set()
		}
	}
	return p
}

func comparePattern(t rapid.TB, snap *graph.Snapshot, want map[rdf.Quad]bool, p graph.Pattern) {
	t.Helper()
	var quads []rdf.Quad
	triples := map[rdf.Triple]bool{}
	for q := range want {
		if matches(p, q) {
			quads = append(quads, q)
			triples[q.Triple()] = true
		}
	}
	got := make([]rdf.Quad, 0, len(quads))
	for q := range snap.Quads(p) {
		got = append(got, q)
	}
	slices.SortFunc(quads, rdf.CompareQuads)
	slices.SortFunc(got, rdf.CompareQuads)
	if !slices.Equal(got, quads) {
		t.Fatalf("Quads(%v) = %v, want %v", p, got, quads)
	}
	n := 0
	seq := snap.Triples(p)
	for range seq { // may be left early, and ranged over again
		break
	}
	for tr := range seq {
		if n++; !triples[tr] {
			t.Fatalf("Triples(%v) yields %v", p, tr)
		}
	}
	if n != len(triples) || snap.Count(p) != n || snap.Has(p) != (n > 0) {
		t.Fatalf("Triples(%v): %d, Count %d, Has %v, want %d", p, n, snap.Count(p), snap.Has(p), len(triples))
	}
}

func compareGraphs(t rapid.TB, snap *graph.Snapshot, want map[rdf.Quad]bool) {
	t.Helper()
	graphs := map[rdf.Term]bool{}
	of := map[rdf.Triple][]rdf.Term{}
	for q := range want {
		graphs[q.G] = true
		of[q.Triple()] = append(of[q.Triple()], q.G)
	}
	delete(graphs, rdf.Term{})
	names := snap.GraphNames()
	for _, name := range names {
		if !graphs[name] {
			t.Fatalf("GraphNames() lists %v", name)
		}
	}
	if len(names) != len(graphs) {
		t.Fatalf("%d graph names, want %d", len(names), len(graphs))
	}
	for tr, want := range of {
		got := snap.GraphsOf(tr)
		slices.SortFunc(got, rdf.CompareTerms)
		slices.SortFunc(want, rdf.CompareTerms)
		if !slices.Equal(got, want) {
			t.Fatalf("GraphsOf(%v) = %v, want %v", tr, got, want)
		}
	}
}

// compareStats counts the model by sets.
func compareStats(t rapid.TB, snap *graph.Snapshot, quads map[rdf.Quad]bool) {
	t.Helper()
	type set map[any]bool
	triples, subjects, objects := set{}, set{}, set{}
	graphs := map[rdf.Term]int{}
	of := map[rdf.Term]*[3]set{} // by predicate: triples, subjects, objects
	for q := range quads {
		graphs[q.G]++
		triples[q.Triple()], subjects[q.S], objects[q.O] = true, true, true
		if of[q.P] == nil {
			of[q.P] = &[3]set{{}, {}, {}}
		}
		one := of[q.P]
		one[0][q.Triple()], one[1][q.S], one[2][q.O] = true, true, true
	}
	want := graph.Stats{
		Triples: len(triples), Quads: len(quads), Subjects: len(subjects), Objects: len(objects),
		Graphs: graphs, Predicates: map[rdf.Term]graph.PredicateStats{}, Classes: map[rdf.Term]int{},
	}
	for p, one := range of {
		want.Predicates[p] = graph.PredicateStats{Triples: len(one[0]), Subjects: len(one[1]), Objects: len(one[2])}
	}
	for tr := range triples {
		if tr := tr.(rdf.Triple); tr.P == rdfType {
			want.Classes[tr.O]++
		}
	}
	if got := snap.Stats(); !reflect.DeepEqual(*got, want) {
		t.Fatalf("Stats() = %+v, want %+v", *got, want)
	}
}
