package graph_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// A Numbering numbers quads as rdf.Number does, those of a base, of later commits
// and of neither.
func TestNumbering(t *testing.T) {
	s := graph.New(graph.Options{})
	var loaded []rdf.Quad
	for part, size := range []int{500, 40} {
		from := len(loaded)
		for i := range size {
			subject := rdf.IRI(fmt.Sprintf("http://example.org/id/%d/%d", part, i))
			for _, o := range []rdf.Term{
				rdf.Literal(fmt.Sprint(i), "http://www.w3.org/2001/XMLSchema#integer"), rdf.LangString(fmt.Sprint(i), "en"), rdf.String(fmt.Sprint(i)), rdf.BlankNode(fmt.Sprintf("b%d-%d", part, i)),
				rdf.Literal("2025-11-23", "http://www.w3.org/2001/XMLSchema#date"), rdf.String("a\x00b"), rdf.String("a"), subject,
				rdf.TripleTerm(rdf.Triple{S: subject, P: rdf.IRI("p:"), O: rdf.String(fmt.Sprint(i))}),
			} {
				loaded = append(loaded, rdf.Quad{S: subject, P: rdf.IRI("p:"), O: o, G: []rdf.Term{{}, rdf.IRI("g:")}[i%2]})
			}
		}
		if _, err := s.Load(context.Background(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
			for _, q := range loaded[from:] {
				if !yield(q, nil) {
					return
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
	n := s.Snapshot().Numbering()
	quads := append(slices.Clone(loaded), rdf.Quad{S: rdf.IRI("http://example.org/id/0/a"), P: rdf.IRI("p:"), O: rdf.IRI("http://example.org/id/0/0")})
	for _, q := range quads {
		n.Add([4]graph.ID{n.ID(q.S), n.ID(q.P), n.ID(q.O), n.ID(q.G)})
	}
	got, want := n.Numbered(), rdf.Number(quads)
	if !slices.Equal(got.Terms, want.Terms) {
		t.Errorf("%d terms, want %d", len(got.Terms), len(want.Terms))
	}
	if !slices.Equal(got.Quads, want.Quads) || n.Len() != len(quads) {
		t.Errorf("%d quads, want %d", n.Len(), len(quads))
	}
}

// Terms that cannot be written are told each time, wherever they are, and sound ones
// need not be looked at again.
func TestNumberingTellsWhatIsUnsound(t *testing.T) {
	sound := rdf.Quad{S: rdf.IRI("http://example.org/a"), P: rdf.IRI("p:"), O: rdf.LangString("b", "en")}
	base, later, local := sound, sound, sound
	base.O, later.O, local.O = rdf.IRI("not absolute"), rdf.String("\xFF"), rdf.IRI("http://example.org/<")
	s := graph.New(graph.Options{})
	if _, err := s.Load(t.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		_ = yield(sound, nil) && yield(base, nil)
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		_, err := tx.Add(later)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		quads []rdf.Quad
		sound bool
	}{{"sound", []rdf.Quad{sound}, true}, {"of the base", []rdf.Quad{sound, base}, false}, {"of a later commit", []rdf.Quad{later}, false}, {"of neither", []rdf.Quad{local, sound}, false}} {
		for range 3 {
			n := s.Snapshot().Numbering()
			for _, q := range tt.quads {
				n.Add([4]graph.ID{n.ID(q.S), n.ID(q.P), n.ID(q.O)})
			}
			if got := n.Numbered(); got.Sound != tt.sound || (got.Check() == nil) != tt.sound {
				t.Errorf("%s: sound %t, %v", tt.name, got.Sound, got.Check())
			}
			n.Release()
		}
	}
}
