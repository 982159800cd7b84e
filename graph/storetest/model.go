package storetest

import (
	"context"
	"maps"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// model loads random quads and replays random transactions, on the store and on
// a map.
func model(t *testing.T, open Open) {
	rapid.Check(t, func(r *rapid.T) {
		s := open(t, graph.Options{})
		want := map[rdf.Quad]bool{}
		quads := rapid.Custom(randomQuad)
		base := rapid.SliceOfN(quads, 0, 30).Draw(r, "base")
		for _, q := range base {
			want[q] = true
		}
		if _, err := s.Load(context.Background(), graph.Change{}, sequence(base, nil)); err != nil {
			r.Fatal(err)
		}
		for range rapid.IntRange(1, 8).Draw(r, "transactions") {
			next := maps.Clone(want)
			fail := rapid.IntRange(0, 4).Draw(r, "fail") == 0
			_, err := s.Update(context.Background(), graph.Change{}, func(tx *graph.Tx) error {
				for range rapid.IntRange(0, 12).Draw(r, "steps") {
					step(r, tx, next, quads.Draw(r, "quad"))
					if rapid.IntRange(0, 3).Draw(r, "look") == 0 {
						defer looked(r, tx, next)()
					}
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
	if pick("type", 3) == 0 {
		q.P = rdfType
	}
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
		if got, err := tx.RemoveMatching(p); err != nil || got != n-len(want) {
			t.Fatalf("RemoveMatching = %d, %v, want %d", got, err, n-len(want))
		}
	}
	if tx.Has(q) != want[q] {
		t.Fatalf("Has(%v) = %v", q, tx.Has(q))
	}
}

// looked compares the state that a transaction has made, and returns what does
// so again, when the transaction may have changed more.
func looked(t *rapid.T, tx *graph.Tx, want map[rdf.Quad]bool) func() {
	snap, err := tx.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	want = maps.Clone(want)
	compare(t, snap, want)
	return func() { compare(t, snap, want) }
}

// churn changes a store so often that what holds its quads is written anew
// several times over.
func churn(t *testing.T, open Open) {
	const seed = 25
	random := rand.New(rand.NewPCG(seed, seed))
	s := open(t, graph.Options{})
	want := map[rdf.Quad]bool{}
	for range 60 {
		update(t, s, func(tx *graph.Tx) {
			for range 150 {
				q := rdf.Quad{S: iri("s%d", random.IntN(30)), P: iri("p%d", random.IntN(4)), O: iri("s%d", random.IntN(30))}
				if g := random.IntN(4); g > 0 {
					q.G = iri("g%d", g)
				}
				if random.IntN(3) > 0 {
					add(t, tx, q)
					want[q] = true
				} else if removed, err := tx.Remove(q); err != nil || removed != want[q] {
					t.Fatalf("Remove(%v) = %v, %v", q, removed, err)
				} else {
					delete(want, q)
				}
			}
		})
		compareStats(t, s.Snapshot(), want)
	}
	compare(t, s.Snapshot(), want)
}
