package canon_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
)

// renamed returns a dataset with other blank nodes.
func renamed(d *rdf.Dataset, to func(rdf.Term) rdf.Term) *rdf.Dataset {
	out := rdf.NewDataset()
	var rename func(t rdf.Term) rdf.Term
	rename = func(t rdf.Term) rdf.Term {
		if tr, ok := t.Triple(); ok {
			return rdf.TripleTerm(rdf.Triple{S: rename(tr.S), P: tr.P, O: rename(tr.O)})
		}
		if t.IsBlank() {
			return to(t)
		}
		return t
	}
	for _, q := range d.Quads() {
		out.Add(rdf.Quad{S: rename(q.S), P: q.P, O: rename(q.O), G: rename(q.G)})
	}
	return out
}

func randomNode(t *rapid.T) rdf.Term {
	if rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
		return rdf.IRI(fmt.Sprintf("x:%d", rapid.IntRange(0, 1).Draw(t, "iri")))
	}
	return rdf.BlankNode(fmt.Sprintf("b%d", rapid.IntRange(0, 5).Draw(t, "blank")))
}

func randomData(t *rapid.T) *rdf.Dataset {
	d := rdf.NewDataset()
	for range rapid.IntRange(0, 12).Draw(t, "quads") {
		q := rdf.Quad{S: randomNode(t), P: rdf.IRI(fmt.Sprintf("x:p%d", rapid.IntRange(0, 1).Draw(t, "p"))), O: randomNode(t)}
		if rapid.IntRange(0, 4).Draw(t, "triple") == 0 {
			q.O = rdf.TripleTerm(rdf.Triple{S: q.S, P: q.P, O: randomNode(t)})
		}
		d.Add(q)
	}
	return d
}

// TestMatch matches a dataset with itself under other labels, of which some quads
// were changed: no two nodes are matched with one, and where nothing changed all
// are, mostly so that nothing remains.
func TestMatch(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a := randomData(r)
		b := renamed(a, func(t rdf.Term) rdf.Term { return rdf.BlankNode("other" + t.Value()) })
		pairs := canon.Match(a, b, canon.DefaultWork)
		nodes := map[rdf.Term]bool{}
		renamed(a, func(t rdf.Term) rdf.Term { nodes[t] = true; return t })
		if len(pairs) != len(nodes) {
			r.Fatalf("%d of %d nodes are matched", len(pairs), len(nodes))
		}
		for _, q := range randomData(r).Quads() {
			b.Add(q)
		}
		pairs = canon.Match(a, b, canon.DefaultWork)
		to := slices.SortedFunc(maps.Values(pairs), rdf.CompareTerms)
		if len(slices.Compact(to)) != len(pairs) {
			r.Fatalf("a node is matched twice: %v", pairs)
		}
	})
}

// TestMatchTells has what nodes are told by, and counts the quads that are
// not the same under the match.
func TestMatchTells(t *testing.T) {
	list := func(label string, items ...string) (quads []rdf.Quad) {
		for i, item := range items {
			node, next := rdf.BlankNode(fmt.Sprintf("%s%d", label, i)), rdf.BlankNode(fmt.Sprintf("%s%d", label, i+1))
			quads = append(quads, rdf.Quad{S: node, P: rdf.IRI("x:first"), O: rdf.String(item)}, rdf.Quad{S: node, P: rdf.IRI("x:rest"), O: next})
		}
		return quads
	}
	many := func(label string, n int) (quads []rdf.Quad) {
		for i := range n {
			quads = append(quads, rdf.Quad{S: rdf.BlankNode(fmt.Sprintf("%s%d", label, i)), P: rdf.IRI("x:p"), O: rdf.String("alike")})
		}
		return quads
	}
	for _, tt := range []struct {
		name   string
		a, b   []rdf.Quad
		remain int
	}{
		{"the same list", list("a", "1", "2", "3", "4"), list("b", "1", "2", "3", "4"), 0},
		{"an item changed", list("a", "1", "2", "3", "4"), list("b", "1", "x", "3", "4"), 2},
		{"an item more at the end", list("a", "1", "2", "3"), list("b", "1", "2", "3", "4"), 2},
		{"equal items", list("a", "1", "1", "1", "1", "1"), list("b", "1", "1", "1", "1", "1"), 0},
		{"many alike", many("a", 5000), many("b", 5000), 0},
		{"fewer alike", many("a", 500), many("b", 400), 100},
	} {
		a, b := rdf.NewDataset(tt.a...), rdf.NewDataset(tt.b...)
		pairs := canon.Match(a, b, canon.DefaultWork)
		same := 0
		for _, q := range renamed(a, func(t rdf.Term) rdf.Term {
			if to, ok := pairs[t]; ok {
				return to
			}
			return rdf.BlankNode("new" + t.Value())
		}).Quads() {
			if b.Has(q) {
				same++
			}
		}
		if remain := a.Len() + b.Len() - 2*same; remain > tt.remain {
			t.Errorf("%s: %d quads remain, want %d", tt.name, remain, tt.remain)
		}
	}
}
