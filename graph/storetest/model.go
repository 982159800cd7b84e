package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// load fills a store at once and checks that this equals adding one by one, and
// that an error in the sequence leaves the store empty.
func load(t *testing.T, open Open) {
	var quads []rdf.Quad
	for i := range 5000 { // past the size from which indexes are built by counting
		quads = append(quads, rdf.Quad{S: iri("s%d", i%701), P: iri("p%d", i%7), O: rdf.String(fmt.Sprint(i % 97)), G: iri("g%d", i%5)})
	}
	sequence := func(end error) func(func(rdf.Quad, error) bool) {
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
	s := open(t, graph.Options{})
	if _, err := s.Load(context.Background(), graph.Change{}, sequence(errOnPurpose)); !errors.Is(err, errOnPurpose) || s.Snapshot().Len() != 0 {
		t.Errorf("error %v, %d quads after a failed load", err, s.Snapshot().Len())
	}
	want := map[rdf.Quad]bool{}
	for _, q := range quads {
		want[q] = true
	}
	c, err := s.Load(context.Background(), graph.Change{Author: "loader"}, sequence(nil))
	if err != nil || c.Seq != 1 || c.Added != len(want) || c.Author != "loader" {
		t.Errorf("Load = %+v, %v, want %d quads added", c, err, len(want))
	}
	compare(t, s.Snapshot(), want)
	if c, err = s.Load(context.Background(), graph.Change{}, sequence(nil)); err != nil || c.Added != 0 {
		t.Errorf("loading the same again = %+v, %v", c, err)
	}
}

// model replays random transactions on the store and on a map.
func model(t *testing.T, open Open) {
	rapid.Check(t, func(r *rapid.T) {
		s := open(t, graph.Options{})
		want := map[rdf.Quad]bool{}
		quads := rapid.Custom(randomQuad)
		for range rapid.IntRange(1, 8).Draw(r, "transactions") {
			next := maps.Clone(want)
			fail := rapid.IntRange(0, 4).Draw(r, "fail") == 0
			_, err := s.Update(context.Background(), graph.Change{}, func(tx *graph.Tx) error {
				for range rapid.IntRange(0, 12).Draw(r, "steps") {
					step(r, tx, next, quads.Draw(r, "quad"))
				}
				if fail {
					return errOnPurpose
				}
				return nil
			})
			if fail != (err != nil) {
				r.Fatalf("error %v", err)
			}
			if !fail {
				want = next
			}
			compare(r, s.Snapshot(), want)
		}
	})
}

func randomQuad(t *rapid.T) rdf.Quad {
	pick := func(label string, n int) int { return rapid.IntRange(0, n).Draw(t, label) }
	q := rdf.Quad{S: iri("n%d", pick("s", 3)), P: iri("p%d", pick("p", 2)), O: iri("n%d", pick("o", 3))}
	if pick("literal", 2) == 0 {
		q.O = rdf.String("x")
	}
	if g := pick("g", 3); g > 0 {
		q.G = iri("g%d", g)
	}
	return q
}

func step(t *rapid.T, tx *graph.Tx, want map[rdf.Quad]bool, q rdf.Quad) {
	switch rapid.IntRange(0, 5).Draw(t, "step") {
	case 0, 1, 2:
		if added, err := tx.Add(q); err != nil || added == want[q] {
			t.Fatalf("Add(%v) = %v, %v", q, added, err)
		}
		want[q] = true
	case 3, 4:
		if removed, err := tx.Remove(q); err != nil || removed != want[q] {
			t.Fatalf("Remove(%v) = %v, %v", q, removed, err)
		}
		delete(want, q)
	case 5:
		p := graph.Pattern{S: q.S, P: q.P}
		n := len(want)
		maps.DeleteFunc(want, func(q rdf.Quad, _ bool) bool { return matches(p, q) })
		if got := tx.RemoveMatching(p); got != n-len(want) {
			t.Fatalf("RemoveMatching = %d, want %d", got, n-len(want))
		}
	}
	if tx.Has(q) != want[q] {
		t.Fatalf("Has(%v) = %v", q, tx.Has(q))
	}
}

func matches(p graph.Pattern, q rdf.Quad) bool {
	fits := func(want, got rdf.Term) bool { return want.IsZero() || want == got }
	if p.Unnamed {
		return fits(p.S, q.S) && fits(p.P, q.P) && fits(p.O, q.O) && q.G.IsZero()
	}
	return fits(p.S, q.S) && fits(p.P, q.P) && fits(p.O, q.O) && fits(p.G, q.G)
}

// compare asks every shape of pattern made of some quads of the model and of
// one that it lacks.
func compare(t rapid.TB, snap *graph.Snapshot, want map[rdf.Quad]bool) {
	t.Helper()
	if snap.Len() != len(want) {
		t.Fatalf("%d quads, want %d", snap.Len(), len(want))
	}
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
	for tr := range snap.Triples(p) {
		if n++; !triples[tr] {
			t.Fatalf("Triples(%v) yields %v", p, tr)
		}
	}
	if n != len(triples) || snap.Count(p) != n || snap.Has(p) != (n > 0) {
		t.Fatalf("Triples(%v): %d, Count %d, Has %v, want %d", p, n, snap.Count(p), snap.Has(p), len(triples))
	}
}
