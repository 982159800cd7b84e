package exec

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/plan"
)

// randomStore returns a store whose triples are partly in its base and partly
// changes to it, in the unnamed graph and two others.
func randomStore(t testing.TB, r *rand.Rand, triples, nodes, predicates int) *graph.Store {
	t.Helper()
	store := graph.New(graph.Options{MergeAfter: triples / 2, FlushAfter: max(triples/10, 1)})
	node := func() rdf.Term {
		if n := r.IntN(nodes); n%5 == 0 {
			return rdf.BlankNode(fmt.Sprint("b", n))
		} else {
			return rdf.IRI(fmt.Sprint("http://example.org/", n))
		}
	}
	for range 6 {
		_, err := store.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
			for range triples / 6 {
				q := rdf.Quad{S: node(), P: rdf.IRI(fmt.Sprint("http://example.org/p", r.IntN(predicates))), O: node()}
				if r.IntN(4) == 0 {
					q.O = rdf.Literal(fmt.Sprint(r.IntN(nodes)), "http://www.w3.org/2001/XMLSchema#integer")
				}
				if g := r.IntN(3); g > 0 {
					q.G = rdf.IRI(fmt.Sprint("http://example.org/g", g))
				}
				if _, err := tx.Add(q); err != nil {
					return err
				}
				if r.IntN(5) == 0 {
					if _, err := tx.Remove(q); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return store
}

func TestIndexGroups(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, size := range [][3]int{{30, 5, 3}, {6000, 40, 3}, {6000, 3000, 4}, {12000, 2, 3000}, {9000, 4000, 1}} {
		s := randomStore(t, r, size[0], size[1], size[2]).Snapshot()
		for range 60 {
			checkGroups(t, r, s)
		}
	}
}

// checkGroups compares the groups of a random prefix of a random order.
func checkGroups(t *testing.T, r *rand.Rand, s *graph.Snapshot) {
	t.Helper()
	var any [3]graph.ID
	for q := range s.TripleIDs(graph.IDPattern{}) {
		if any = q; r.IntN(50) == 0 {
			break
		}
	}
	n := &plan.IndexGroups{Order: graph.Order(r.IntN(4))}
	slots := [3]*plan.Slot{&n.S, &n.P, &n.O}
	positions := n.Order.Positions()
	bound, keys := r.IntN(3), 1+r.IntN(3)
	for i, position := range positions {
		switch {
		case i < bound:
			slots[position].ID = any[position]
		case i < bound+keys:
			slots[position].Var = string('a' + rune(i))
			n.Vars = append(n.Vars, slots[position].Var)
		}
	}
	if r.IntN(3) > 0 {
		n.Count = "n"
		n.Vars = append([]string{"n"}, n.Vars...)
	}
	counts := map[string]int{}
	for q := range s.TripleIDs(graph.IDPattern{S: n.S.ID, P: n.P.ID, O: n.O.ID}) {
		counts[rowKey(chosen(q, positions, slots))]++
	}
	run := newRun(t, s, 0, false)
	got, err := rowsOf(t, newIndexGroups(n, run), run)
	if err != nil || len(got) != len(counts) {
		t.Fatalf("%+v: %d groups, error %v; want %d", n, len(got), err, len(counts))
	}
	for i, row := range got {
		if n.Count != "" {
			count := run.Terms.Term(row[0]).Value()
			if row = row[1:]; count != fmt.Sprint(counts[rowKey(row)]) {
				t.Fatalf("%+v: group %x has %s, want %d", n, row, count, counts[rowKey(row)])
			}
		}
		if counts[rowKey(row)] == 0 || i > 0 && slices.Compare(row, got[i-1][len(got[i-1])-len(row):]) <= 0 {
			t.Fatalf("%+v: row %x is no group, or not in order", n, row)
		}
	}
}

// chosen returns the values of the positions that are variables, in an order.
func chosen(q [3]graph.ID, positions [3]int, slots [3]*plan.Slot) (row []graph.ID) {
	for _, position := range positions {
		if slots[position].Var != "" {
			row = append(row, q[position])
		}
	}
	return row
}

func BenchmarkIndexGroups(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	store := randomStore(b, r, 600000, 100000, 30)
	if err := store.Merge(b.Context()); err != nil {
		b.Fatal(err)
	}
	s := store.Snapshot()
	n := &plan.IndexGroups{P: plan.Slot{Var: "p"}, Order: graph.PSO, Count: "n", Info: plan.Info{Vars: []string{"p", "n"}}}
	for b.Loop() {
		drain(b, newIndexGroups(n, newRun(b, s, 0, false)))
	}
}
