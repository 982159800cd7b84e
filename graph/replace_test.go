package graph_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
)

// replace replaces graphs in a transaction of their own.
func replace(t rapid.TB, s *graph.Store, names []rdf.Term, document *rdf.Dataset) (graph.Replaced, graph.Commit) {
	t.Helper()
	var done graph.Replaced
	c, err := s.Update(context.Background(), graph.Change{}, func(tx *graph.Tx) (err error) {
		done, err = tx.Replace(names, document)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return done, c
}

// held returns what graphs hold.
func held(t rapid.TB, s *graph.Store, names ...rdf.Term) *rdf.Dataset {
	t.Helper()
	out := rdf.NewDataset()
	for _, name := range names {
		for q, err := range s.Snapshot().Quads(graph.Pattern{G: name, Unnamed: name.IsZero()}) {
			if err != nil {
				t.Fatal(err)
			}
			out.Add(q)
		}
	}
	return out
}

var graphsReplaced = []rdf.Term{{}, rdf.IRI("x:g")}

func randomDocument(t *rapid.T, label string) *rdf.Dataset {
	node := func() rdf.Term {
		if rapid.Bool().Draw(t, "blank") {
			return rdf.BlankNode(fmt.Sprintf("%s%d", label, rapid.IntRange(0, 3).Draw(t, "label")))
		}
		return rdf.IRI(fmt.Sprintf("x:%d", rapid.IntRange(0, 2).Draw(t, "iri")))
	}
	d := rdf.NewDataset()
	for range rapid.IntRange(0, 8).Draw(t, "size") {
		q := rdf.Quad{S: node(), P: rdf.IRI("x:p"), O: node(), G: graphsReplaced[rapid.IntRange(0, 1).Draw(t, "graph")]}
		if rapid.IntRange(0, 5).Draw(t, "term") == 0 {
			q.O = rdf.TripleTerm(rdf.Triple{S: q.S, P: q.P, O: q.O})
		}
		d.Add(q)
	}
	return d
}

// TestReplace replaces graphs by random documents again and again: they hold the
// document then, others what they had, and a document that is there already
// changes nothing, whatever its labels.
func TestReplace(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := graph.New(graph.Options{})
		defer s.Close()
		other := rdf.Quad{S: rdf.BlankNode("a0"), P: rdf.IRI("x:p"), O: rdf.BlankNode("b1"), G: rdf.IRI("x:other")}
		if _, err := s.Update(context.Background(), graph.Change{}, func(tx *graph.Tx) error { _, err := tx.Add(other); return err }); err != nil {
			r.Fatal(err)
		}
		for range rapid.IntRange(1, 4).Draw(r, "rounds") {
			before := held(r, s, graphsReplaced...)
			document := randomDocument(r, rapid.SampledFrom([]string{"a", "b"}).Draw(r, "label"))
			done, c := replace(r, s, graphsReplaced, document)
			after := held(r, s, graphsReplaced...)
			if !canon.Isomorphic(after, document) {
				r.Fatalf("%s", canon.Diff(after, document))
			}
			if done.Added+done.Unchanged != after.Len() || done.Removed+done.Unchanged != before.Len() || c.Added != done.Added || c.Removed != done.Removed {
				r.Fatalf("%+v and %+v, before %d quads, after %d", done, c, before.Len(), after.Len())
			}
			if got := held(r, s, rdf.IRI("x:other")); got.Len() != 1 || !got.Has(other) {
				r.Fatalf("another graph holds %v", got.Quads())
			}
			again := rdf.NewDataset()
			for _, q := range document.Quads() {
				again.Add(relabelled(q))
			}
			if done, _ := replace(r, s, graphsReplaced, again); done.Unchanged != document.Len() && isSimple(document) {
				r.Fatalf("the same again: %+v of %d quads", done, document.Len())
			}
		}
	})
}

// isSimple reports whether blank nodes of a document can be matched in a few
// steps: each is beside one other at most.
func isSimple(d *rdf.Dataset) bool {
	beside := map[rdf.Term]map[rdf.Term]bool{}
	for _, q := range d.Quads() {
		for _, pair := range [][2]rdf.Term{{q.S, q.O}, {q.O, q.S}} {
			if pair[0].IsBlank() && !pair[1].IsIRI() {
				if beside[pair[0]] == nil {
					beside[pair[0]] = map[rdf.Term]bool{}
				}
				beside[pair[0]][pair[1]] = true
			}
		}
	}
	for _, others := range beside {
		if len(others) > 1 {
			return false
		}
	}
	return true
}

func relabelled(q rdf.Quad) rdf.Quad {
	var rename func(t rdf.Term) rdf.Term
	rename = func(t rdf.Term) rdf.Term {
		if tr, ok := t.Triple(); ok {
			return rdf.TripleTerm(rdf.Triple{S: rename(tr.S), P: tr.P, O: rename(tr.O)})
		}
		if t.IsBlank() {
			return rdf.BlankNode("again" + t.Value())
		}
		return t
	}
	return rdf.Quad{S: rename(q.S), P: q.P, O: rename(q.O), G: q.G}
}

func TestReplaceRefuses(t *testing.T) {
	s := graph.New(graph.Options{MaxChanges: 2})
	defer s.Close()
	elsewhere := rdf.NewDataset(rdf.Quad{S: rdf.IRI("x:s"), P: rdf.IRI("x:p"), O: rdf.IRI("x:o"), G: rdf.IRI("x:other")})
	large := rdf.NewDataset()
	for i := range 3 {
		large.Add(rdf.Quad{S: rdf.IRI(fmt.Sprintf("x:%d", i)), P: rdf.IRI("x:p"), O: rdf.IRI("x:o"), G: rdf.IRI("x:g")})
	}
	for name, tt := range map[string]struct {
		document *rdf.Dataset
		want     error
	}{"a graph that is not replaced": {elsewhere, graph.ErrInvalid}, "too much": {large, graph.ErrTooLarge}} {
		_, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
			_, err := tx.Replace(graphsReplaced, tt.document)
			return err
		})
		if !errors.Is(err, tt.want) || s.Snapshot().Seq() != 0 {
			t.Errorf("%s: %v, commit %d", name, err, s.Snapshot().Seq())
		}
	}
}

// TestReplaceInTripleTerms replaces blank nodes that stand in triple terms alone: a
// new one does not become one that stays.
func TestReplaceInTripleTerms(t *testing.T) {
	says := func(s, label string) rdf.Quad {
		in := rdf.Triple{S: rdf.IRI(s), P: rdf.IRI("x:p"), O: rdf.BlankNode(label)}
		return rdf.Quad{S: in.S, P: in.P, O: rdf.TripleTerm(in)}
	}
	s := graph.New(graph.Options{})
	defer s.Close()
	unnamed := []rdf.Term{{}}
	replace(t, s, unnamed, rdf.NewDataset(says("x:0", "b0")))
	document := rdf.NewDataset(says("x:0", "b1"), says("x:1", "b0"))
	replace(t, s, unnamed, document)
	if after := held(t, s, unnamed...); !canon.Isomorphic(after, document) {
		t.Error(canon.Diff(after, document))
	}
}

// TestReplaceBesideTripleTerms: nor does it become one of a graph that is not
// replaced, whether in the base, in changes since or in the transaction.
func TestReplaceBesideTripleTerms(t *testing.T) {
	said := func(label string) rdf.Quad {
		in := rdf.Triple{S: rdf.IRI("x:s"), P: rdf.IRI("x:p"), O: rdf.BlankNode(label)}
		return rdf.Quad{S: in.S, P: in.P, O: rdf.TripleTerm(in), G: rdf.IRI("x:other")}
	}
	s := graph.New(graph.Options{})
	defer s.Close()
	if _, err := s.Load(t.Context(), graph.Change{}, rdf.NewDataset(said("base")).All()); err != nil {
		t.Fatal(err)
	}
	replace(t, s, []rdf.Term{rdf.IRI("x:since")}, rdf.NewDataset(rdf.Quad{S: rdf.IRI("x:s"), P: rdf.IRI("x:p"), O: said("since").O, G: rdf.IRI("x:since")}))
	_, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		if _, err := tx.Add(said("within")); err != nil {
			return err
		}
		document := rdf.NewDataset()
		for _, label := range []string{"base", "since", "within", "free"} {
			document.Add(rdf.Quad{S: rdf.BlankNode(label), P: rdf.IRI("x:p"), O: rdf.String(label)})
		}
		_, err := tx.Replace([]rdf.Term{{}}, document)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range held(t, s, rdf.Term{}).Quads() {
		if kept := q.S == rdf.BlankNode(q.O.Value()); kept != (q.O.Value() == "free") {
			t.Errorf("%v", q)
		}
	}
}
