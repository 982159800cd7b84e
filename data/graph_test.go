package data

import (
	"strings"
	"testing"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// isFragment reports whether a node is a part of another, as the claims of a
// record are; parts have no label of their own.
func isFragment(s rdf.Term) bool { return strings.Contains(s.Value(), "#") }

func ours(t rdf.Term) bool { return t.IsIRI() && strings.HasPrefix(t.Value(), testBase) }

func TestEveryNodeIsTypedAndLabelled(t *testing.T) {
	f := loaded(t)
	for s := range f.byS {
		if !ours(s) {
			continue
		}
		if len(f.objects(s, rdfType.Value())) == 0 {
			t.Errorf("%s has no type", s.Value())
		}
		english := false
		for _, label := range f.objects(s, rdfsLabel.Value()) {
			english = english || label.Lang() == "en"
		}
		if !english && !isFragment(s) {
			t.Errorf("%s has no English label", s.Value())
		}
	}
}

func TestNothingDangles(t *testing.T) {
	f := loaded(t)
	for _, q := range f.quads {
		if ours(q.O) && len(f.byS[q.O]) == 0 {
			t.Errorf("%s: %s points to %s, which nothing describes", q.S.Value(), q.P.Value(), q.O.Value())
		}
		if len(f.byS[q.G]) == 0 {
			t.Fatalf("the graph %s is not in the catalogue", q.G.Value())
		}
	}
}

func TestNoQuadTwice(t *testing.T) {
	f := loaded(t)
	seen := make(map[rdf.Quad]bool, len(f.quads))
	for _, q := range f.quads {
		if seen[q] {
			t.Errorf("%v comes twice", q)
		}
		if !q.Valid() {
			t.Errorf("%v is not valid", q)
		}
		seen[q] = true
	}
	t.Logf("%d quads", len(f.quads))
}

// TestClaimsOfRecordsAreWhole: each claim has one subject, predicate and
// object, so no two share an IRI.
func TestClaimsOfRecordsAreWhole(t *testing.T) {
	f := loaded(t)
	records, fragments := 0, 0
	for s := range f.byS {
		switch {
		case !strings.HasPrefix(s.Value(), testBase+"id/record/"):
			continue
		case !isFragment(s):
			records++
			f.one(t, s, plTable)
			continue
		}
		fragments++
		for _, p := range []rdf.Term{rdfSubject, rdfPredicate, rdfObject, plInRecord} {
			f.one(t, s, p)
		}
	}
	t.Logf("%d records, %d claims in them", records, fragments)
}

// reachable walks all statements in both directions, apart from types, schemes
// and records.
func (f *fixture) reachable(from rdf.Term) map[rdf.Term]bool {
	next := map[rdf.Term][]rdf.Term{}
	for _, q := range f.quads {
		switch path := strings.TrimPrefix(q.S.Value(), testBase); {
		case !ours(q.O), q.P == rdfType, strings.HasPrefix(path, "id/record/"), strings.HasPrefix(path, "id/graph/"),
			strings.HasPrefix(q.O.Value(), testBase+"id/scheme/"):
		default:
			next[q.S], next[q.O] = append(next[q.S], q.O), append(next[q.O], q.S)
		}
	}
	seen := map[rdf.Term]bool{from: true}
	for todo := []rdf.Term{from}; len(todo) > 0; todo = todo[1:] {
		for _, n := range next[todo[0]] {
			if !seen[n] {
				seen[n] = true
				todo = append(todo, n)
			}
		}
	}
	return seen
}

// TestEveryEntityIsReachable: from the meeting of Ottawa every entity is
// reached through its neighbours. Records, sources, graphs and schemes are
// what entities rest on or belong to, not entities.
func TestEveryEntityIsReachable(t *testing.T) {
	f := loaded(t)
	seen := f.reachable(rdf.IRI(testBase + "id/meeting/2025-ism-ottawa"))
	for s := range f.byS {
		path, mine := strings.CutPrefix(s.Value(), testBase+"id/")
		class, _, _ := strings.Cut(path, "/")
		switch class {
		case "record", "source", "graph", "scheme":
			continue
		}
		if mine && !seen[s] && !isFragment(s) {
			t.Errorf("%s is not reached", s.Value())
		}
	}
}

func TestConflictsAreRanked(t *testing.T) {
	f := loaded(t)
	banff := rdf.IRI(testBase + "id/meeting/2025-fin-banff")
	if !f.has(banff, ontology.StartDate, rdf.Literal("2025-05-20", xsdDate)) {
		t.Error("the best date is not asserted")
	}
	if f.has(banff, ontology.StartDate, rdf.Literal("2025-05-27", xsdDate)) {
		t.Error("the other date is asserted")
	}
	ranks := map[string]string{
		"id/record/ministerial-meetings-2025-fin-banff#claim-startDate":   "1",
		"id/record/conflicts-banff-2025-start#claim-startDate-2025-05-27": "2",
	}
	for iri, want := range ranks {
		if got := f.one(t, rdf.IRI(testBase+iri), plRank).Value(); got != want {
			t.Errorf("the rank of %s is %q, want %s", iri, got, want)
		}
	}
}

func TestQuadsAreDeterministic(t *testing.T) {
	f := loaded(t)
	i := 0
	for q, err := range Quads(testBase) {
		if err != nil {
			t.Fatal(err)
		}
		if i >= len(f.quads) || f.quads[i] != q {
			t.Fatalf("quad %d = %v the second time", i, q)
		}
		i++
	}
}

func TestQuadsStopsWhenAsked(t *testing.T) {
	n := 0
	for range Quads(testBase) {
		if n++; n == 1000 {
			break
		}
	}
	if n != 1000 {
		t.Errorf("%d quads after a break at 1000", n)
	}
}
