package rdf_test

import (
	"bytes"
	"slices"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

var someQuads = []rdf.Quad{
	{S: rdf.IRI("x:s"), P: rdf.IRI("x:p"), O: rdf.LangString("a", "en")},
	{S: rdf.IRI("x:s"), P: rdf.IRI("x:p"), O: rdf.String("a"), G: rdf.IRI("x:g")},
	{S: rdf.BlankNode("b"), P: rdf.IRI("x:q"), O: rdf.TripleTerm(rdf.Triple{S: rdf.IRI("x:s"), P: rdf.IRI("x:p"), O: rdf.BlankNode("c")})},
	{S: rdf.IRI("x:s"), P: rdf.IRI("x:p"), O: rdf.String("a"), G: rdf.IRI("x:g")},
}

func TestNumbersAreInTheOrderOfTerms(t *testing.T) {
	n := rdf.Number(someQuads)
	if !n.Terms[0].IsZero() || !slices.IsSortedFunc(n.Terms, rdf.CompareTerms) || len(slices.Compact(slices.Clone(n.Terms))) != len(n.Terms) {
		t.Errorf("terms %v", n.Terms)
	}
	for i, q := range someQuads {
		if got := n.Quad(i); got != q {
			t.Errorf("quad %d is %v, want %v", i, got, q)
		}
	}
	for i, term := range n.Terms {
		if got := n.Find(term); int(got) != i {
			t.Errorf("Find(%v) = %d, want %d", term, got, i)
		}
		behindBlank, behindIRI := n.Kinds()
		if blank, iri := i > 0 && i < int(behindBlank), i >= int(behindBlank) && i < int(behindIRI); blank != term.IsBlank() || iri != term.IsIRI() {
			t.Errorf("%v is number %d of blank nodes below %d and IRIs below %d", term, i, behindBlank, behindIRI)
		}
	}
	if got := n.Find(rdf.IRI("x:other")); got != 0 {
		t.Errorf("Find of a term that is not there = %d, want 0", got)
	}
	if empty := rdf.Number(nil); len(empty.Terms) != 1 || len(empty.Quads) != 0 || empty.Find(rdf.IRI("x:s")) != 0 {
		t.Errorf("no quads are %v", empty)
	}
}

func TestMergedLosesGraphs(t *testing.T) {
	n := rdf.Number(someQuads)
	merged := n.Merged()
	for i, q := range someQuads {
		if got := merged.Quad(i); got != q.Triple().In(rdf.Term{}) || n.Quad(i) != q {
			t.Errorf("quad %d is %v, and %v before", i, got, n.Quad(i))
		}
	}
	if merged.Merged() != merged {
		t.Error("quads of no graph are copied")
	}
}

// Check finds what Quad.Check does.
func TestNumberedCheck(t *testing.T) {
	s, p := rdf.IRI("http://example.org/s"), rdf.IRI("http://example.org/p")
	tests := []struct {
		name string
		quad rdf.Quad
	}{
		{"good", rdf.Quad{S: s, P: p, O: rdf.LangString("x", "en")}},
		{"literal as subject", rdf.Quad{S: rdf.String("x"), P: p, O: s}},
		{"blank node as predicate", rdf.Quad{S: s, P: rdf.BlankNode("b"), O: s}},
		{"no object", rdf.Quad{S: s, P: p}},
		{"literal as graph", rdf.Quad{S: s, P: p, O: s, G: rdf.String("g")}},
		{"space in an IRI of the same folder", rdf.Quad{S: s, P: p, O: rdf.IRI("http://example.org/a b")}},
		{"bad UTF-8 in one", rdf.Quad{S: s, P: p, O: rdf.IRI("http://example.org/\xff")}},
		{"other letters in one", rdf.Quad{S: s, P: p, O: rdf.IRI("http://example.org/é")}},
		{"relative IRI", rdf.Quad{S: s, P: p, O: rdf.IRI("a/b")}},
		{"bad label", rdf.Quad{S: rdf.BlankNode("a b"), P: p, O: s}},
		{"bad language", rdf.Quad{S: s, P: p, O: rdf.LangString("x", "e n")}},
		{"bad text", rdf.Quad{S: s, P: p, O: rdf.String("\xff")}},
	}
	for _, tt := range tests {
		got, want := rdf.Number([]rdf.Quad{{S: s, P: p, O: s}, tt.quad}).Check(), tt.quad.Check()
		if (got == nil) != (want == nil) || got != nil && got.Error() != want.Error() {
			t.Errorf("%s: Check = %v, want %v", tt.name, got, want)
		}
	}
}

func TestWriteNumberedToAnyEncoder(t *testing.T) {
	var b, want bytes.Buffer
	e := nquads.NewEncoder(&want, rdf.EncodeOptions{})
	for _, q := range someQuads {
		if err := e.Encode(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if err := rdf.WriteNumbered(nquads.NewEncoder(&b, rdf.EncodeOptions{}), rdf.Number(someQuads)); err != nil || b.String() != want.String() {
		t.Errorf("%v, %s", err, &b)
	}
}
