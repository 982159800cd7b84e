package graph_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// changing returns states of a store whose base and changes hold few terms of
// all kinds, so that much is the same, comes and goes.
func changing(t *testing.T, r *rand.Rand) (states []*graph.Snapshot) {
	t.Helper()
	store := graph.New(graph.Options{MergeAfter: 60, FlushAfter: 20})
	for range 30 {
		_, err := store.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
			for range 12 {
				q := rdf.Quad{S: anyTerm(r, 2), P: rdf.IRI(fmt.Sprint("http://example.org/p", r.IntN(4))), O: anyTerm(r, 4)}
				if r.IntN(3) > 0 {
					q.G = anyTerm(r, 2)
				}
				change := tx.Add
				if r.IntN(4) == 0 {
					change = tx.Remove
				}
				if _, err := change(q); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		states = append(states, store.Snapshot())
	}
	return states
}

// anyTerm returns one of the first kinds of: blank node, IRI, number, string.
func anyTerm(r *rand.Rand, kinds int) rdf.Term {
	n := r.IntN(6)
	switch r.IntN(kinds) {
	case 0:
		return rdf.BlankNode(fmt.Sprint("b", n))
	case 1:
		return rdf.IRI(fmt.Sprint("http://example.org/", n))
	case 2:
		return rdf.Literal(fmt.Sprint(n), "http://www.w3.org/2001/XMLSchema#integer")
	}
	return rdf.LangString(fmt.Sprint("text ", n), "en")
}

func TestScan(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, s := range changing(t, r) {
		var ids []graph.ID
		for q := range s.TripleIDs(graph.IDPattern{}) {
			ids = append(ids, q[:]...)
		}
		for range 200 {
			one := func() graph.ID {
				if len(ids) == 0 || r.IntN(2) == 0 {
					return 0
				}
				return ids[r.IntN(len(ids))]
			}
			p := graph.IDPattern{S: one(), P: one(), O: one()}
			if graphs := s.GraphIDs(); len(graphs) > 0 && r.IntN(3) == 0 {
				p.G = graphs[r.IntN(len(graphs))]
			} else if r.IntN(5) == 0 {
				p.Unnamed = true
			}
			checkScan(t, s, p, graph.Order(r.IntN(4)), one(), one())
		}
	}
}

// checkScan compares a scan with a pattern's triples, sorted and restricted here.
func checkScan(t *testing.T, s *graph.Snapshot, p graph.IDPattern, o graph.Order, low, high graph.ID) {
	t.Helper()
	positions, open := o.Positions(), -1
	for _, position := range positions {
		if [...]graph.ID{p.S, p.P, p.O}[position] == 0 {
			open = position
			break
		}
	}
	var want [][3]graph.ID
	for q := range s.TripleIDs(p) {
		if open < 0 || q[open] >= low && (high == 0 || q[open] < high) {
			want = append(want, q)
		}
	}
	slices.SortFunc(want, func(a, b [3]graph.ID) int {
		for _, i := range positions {
			if a[i] != b[i] {
				return int(2*min(1, max(a[i], b[i])-b[i])) - 1
			}
		}
		return 0
	})
	scanner := s.Scan(p, o)
	defer scanner.Close()
	scanner.Range(low, high)
	columns := [3][]graph.ID{make([]graph.ID, 5), make([]graph.ID, 5), make([]graph.ID, 5)}
	var got [][3]graph.ID
	for {
		n, err := scanner.Next(columns)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			break
		}
		for i := range n {
			got = append(got, [3]graph.ID{columns[0][i], columns[1][i], columns[2][i]})
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("Scan(%v, %v) from %x to %x = %x, want %x", p, o, low, high, got, want)
	}
	if n := s.CountIDs(p); low|high == 0 && n != len(want) {
		t.Fatalf("CountIDs(%v) = %d, want %d", p, n, len(want))
	}
}

// TestInOrder holds that IDs are in the order of their terms where they say so.
func TestInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 4))
	store := graph.New(graph.Options{})
	for range 2 { // the base and what came since
		_, err := store.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
			for range 60 {
				o := anyTerm(r, 4)
				if r.IntN(3) == 0 {
					o = rdf.Literal(fmt.Sprint("text ", r.IntN(9)), "http://example.org/datatype")
				} else if r.IntN(3) == 0 {
					o = rdf.LangString(fmt.Sprint("text ", r.IntN(9)), []string{"fr", "en-gb", "de"}[r.IntN(3)])
				}
				if _, err := tx.Add(rdf.Quad{S: anyTerm(r, 2), P: rdf.IRI("http://example.org/p"), O: o}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		checkInOrder(t, store.Snapshot())
		if err := store.Merge(t.Context()); err != nil {
			t.Fatal(err)
		}
		if checkInOrder(t, store.Snapshot()) == 0 {
			t.Error("no literal is said to be a text")
		}
	}
}

// checkInOrder goes through all terms and returns how many are said to be texts.
func checkInOrder(t *testing.T, s *graph.Snapshot) (texts int) {
	t.Helper()
	var ids []graph.ID
	for q := range s.TripleIDs(graph.IDPattern{}) {
		ids = append(ids, q[0], q[2])
	}
	slices.Sort(ids)
	last, languages := map[rdf.Kind]string{}, map[int]string{}
	for _, id := range slices.Compact(ids) {
		term := s.Term(id)
		if n, ok := s.Language(id); ok {
			if other, seen := languages[n]; seen && other != term.Lang() || (n == 0) != (term.Lang() == "") || !term.IsLiteral() {
				t.Fatalf("Language of %v = %d", term, n)
			}
			languages[n] = term.Lang()
		}
		is := s.IsText(id)
		if is && term.Lang() == "" || !is && term.Lang() != "" && id.InOrder() {
			t.Fatalf("IsText of %v = %v", term, is)
		}
		if is {
			texts++
		}
		if id.InOrder() && (is || term.Kind() != rdf.LiteralKind) {
			if term.Value() < last[term.Kind()] {
				t.Fatalf("%v is behind %s", term, last[term.Kind()])
			}
			last[term.Kind()] = term.Value()
		}
	}
	return texts
}
