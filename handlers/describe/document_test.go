package describe_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/describe"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

var (
	label = rdf.IRI(ontology.RDFSLabel)
	typ   = rdf.IRI(ontology.RDFType)
	knows = rdf.IRI("http://example.org/knows")
)

func thing(n int) rdf.Term { return rdf.IRI(fmt.Sprintf("http://example.org/%d", n)) }

// people is a store in which 1 has a part and a blank node, and all others know it.
func people(t *testing.T, others int) *graph.Store {
	t.Helper()
	part, blank, graphs := rdf.IRI(thing(1).Value()+"#part"), rdf.BlankNode("b"), []rdf.Term{{}, rdf.IRI("http://example.org/g")}
	quads := []rdf.Quad{
		{S: thing(1), P: knows, O: thing(2), G: graphs[1]}, {S: thing(1), P: knows, O: thing(2)}, {S: thing(1), P: label, O: rdf.String("one")},
		{S: thing(1), P: knows, O: blank}, {S: blank, P: knows, O: thing(3)}, {S: part, P: knows, O: thing(1)}, {S: part, P: label, O: rdf.String("part")},
	}
	for i := range others {
		quads = append(quads, rdf.Quad{S: thing(2 + i), P: knows, O: thing(1)}, rdf.Quad{S: thing(2 + i), P: label, O: rdf.LangString(fmt.Sprint(i), "en"), G: graphs[i%2]},
			rdf.Quad{S: thing(2 + i), P: typ, O: rdf.IRI("http://example.org/Person")}, rdf.Quad{S: thing(2 + i), P: knows, O: thing(3 + i)})
	}
	s := graph.New(graph.Options{})
	if _, err := s.Load(context.Background(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	return s
}

// document gathers the one about 1 as a server does.
func document(t *testing.T, snap *graph.Snapshot, names *describe.Names, graphs bool, behind, size int) (d *describe.Document, more bool) {
	t.Helper()
	d = describe.New(snap, names, graphs)
	id, _ := snap.ID(thing(1))
	err := d.AddTriples(snap.DescribeID(id))
	if err == nil {
		more, err = d.AddInbound(id, behind, size)
	}
	if err == nil {
		err = d.AddNames()
	}
	if err != nil {
		t.Fatal(err)
	}
	return d, more
}

// expected is what the document should be, by its definition.
func expected(t *testing.T, snap *graph.Snapshot, graphs bool, behind, size int) (quads []rdf.Quad) {
	t.Helper()
	add := func(q rdf.Quad, err error) {
		if err != nil {
			t.Fatal(err)
		}
		if !graphs {
			q.G = rdf.Term{}
		}
		if !slices.Contains(quads, q) {
			quads = append(quads, q)
		}
	}
	for q, err := range graph.Describe(snap, thing(1)) {
		add(q, err)
	}
	inbound, i := map[rdf.Triple]int{}, 0
	for q, err := range snap.Quads(graph.Pattern{P: knows, O: thing(1)}) {
		if inbound[q.Triple()] == 0 {
			i++
			inbound[q.Triple()] = i
		}
		if n := inbound[q.Triple()]; n > behind && n <= behind+size {
			add(q, err)
		}
	}
	for _, q := range slices.Clone(quads) {
		for _, node := range []rdf.Term{q.S, q.O} {
			for _, p := range []rdf.Term{typ, label} {
				if !node.IsIRI() {
					continue
				}
				for q, err := range snap.Quads(graph.Pattern{S: node, P: p}) {
					add(q, err)
				}
			}
		}
	}
	return quads
}

func TestDocument(t *testing.T) {
	store := people(t, 50)
	snap := store.Snapshot()
	for _, graphs := range []bool{false, true} {
		for _, page := range [][2]int{{0, 200}, {0, 10}, {40, 10}, {45, 10}} {
			for _, names := range []*describe.Names{nil, (*describe.Names)(nil).Next(snap)} {
				for range 2 { // with names that are known
					d, more := document(t, snap, names, graphs, page[0], page[1])
					got, want := d.Quads(), expected(t, snap, graphs, page[0], page[1])
					if !graphs { // the same triple may come again
						slices.SortFunc(got, rdf.CompareQuads)
						slices.SortFunc(want, rdf.CompareQuads)
						got = slices.Compact(got)
					}
					if !slices.Equal(got, want) || graphs && d.Len() != len(want) {
						t.Errorf("graphs %v, inbound from %d: %d quads, want %d", graphs, page[0], len(got), len(want))
					}
					if want := page[0]+page[1] < 51; more != want { // and the part
						t.Errorf("inbound from %d: more is %v, want %v", page[0], more, want)
					}
				}
			}
		}
	}
}

// A document is as new as what touched one of its nodes last.
func TestModified(t *testing.T) {
	store := people(t, 5)
	commit := func(s rdf.Term) time.Time {
		c, err := store.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
			_, err := tx.Add(rdf.Quad{S: s, P: label, O: rdf.String(fmt.Sprint(store.Snapshot().Seq()))})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return c.Time
	}
	linked := commit(thing(4))
	elsewhere := commit(rdf.IRI("http://example.org/elsewhere"))
	snap := store.Snapshot()
	d, _ := document(t, snap, (*describe.Names)(nil).Next(snap), false, 0, 200)
	if got, err := d.Modified(t.Context()); err != nil || !got.Equal(linked) || got.Equal(elsewhere) {
		t.Errorf("modified %v, %v, want %v", got, err, linked)
	}
	if d.NodeCount() != len(d.Nodes()) || !slices.Contains(d.Nodes(), thing(4)) || slices.Contains(d.Nodes(), knows) {
		t.Errorf("nodes %v", d.Nodes())
	}
}

// Terms that the state does not have can be in a document.
func TestAddUnknownTerms(t *testing.T) {
	snap := people(t, 3).Snapshot()
	d := describe.New(snap, nil, true)
	q := rdf.Quad{S: rdf.IRI("http://example.org/new"), P: label, O: rdf.String("new"), G: rdf.IRI("http://example.org/new-graph")}
	d.Add(q)
	d.Add(q)
	d.Name(thing(2))
	if err := d.AddNames(); err != nil {
		t.Fatal(err)
	}
	got := d.Quads()
	if len(got) != 3 || got[0] != q || got[1].S != thing(2) {
		t.Errorf("%v, want the quad, and type and label of what is to be named", got)
	}
}
