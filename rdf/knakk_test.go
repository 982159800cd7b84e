package rdf_test

import (
	"strings"
	"testing"

	knakk "github.com/knakk/rdf"
	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
)

func drawKnakkNode(t *rapid.T) rdf.Term {
	text := rapid.StringMatching(`[a-zé0-9]{1,6}`).Draw(t, "name")
	if rapid.Bool().Draw(t, "blank") {
		return rdf.BlankNode(text)
	}
	return rdf.IRI("http://example/" + text)
}

func drawKnakkTerm(t *rapid.T) rdf.Term {
	switch rapid.IntRange(0, 2).Draw(t, "kind") {
	case 0:
		return drawKnakkNode(t)
	case 1:
		return rdf.LangString(rapid.String().Draw(t, "lexical"), rapid.SampledFrom([]string{"en", "fr-ca", "de-1996"}).Draw(t, "language"))
	}
	return rdf.Literal(rapid.String().Draw(t, "lexical"), rapid.SampledFrom([]string{"", xsdInteger, "urn:x"}).Draw(t, "datatype"))
}

func TestKnakkRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := rdf.Quad{S: drawKnakkNode(t), P: rdf.IRI("http://example/p"), O: drawKnakkTerm(t)}
		if rapid.Bool().Draw(t, "named") {
			q.G = drawKnakkNode(t)
		}
		there, err := rdf.ToKnakkQuad(q)
		if err != nil {
			t.Fatal(err)
		}
		back, err := rdf.FromKnakkQuad(there)
		if err != nil || back != q {
			t.Fatalf("%v became %v, %v", q, back, err)
		}
		triple, err := rdf.FromKnakkTriple(there.Triple)
		if err != nil || triple != q.Triple() {
			t.Fatalf("%v became %v, %v", q.Triple(), triple, err)
		}
	})
}

func TestFromKnakkReadsItsDecoder(t *testing.T) {
	d := knakk.NewQuadDecoder(strings.NewReader("<http://a> <http://b> \"c\"@en .\n_:x <http://b> \"1\"^^<urn:t> <http://g> .\n"), knakk.NQuads)
	quads, err := d.DecodeAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []rdf.Quad{
		{S: rdf.IRI("http://a"), P: rdf.IRI("http://b"), O: rdf.LangString("c", "en")},
		{S: rdf.BlankNode("x"), P: rdf.IRI("http://b"), O: rdf.Literal("1", "urn:t"), G: rdf.IRI("http://g")},
	}
	for i, q := range quads {
		if got, err := rdf.FromKnakkQuad(q); err != nil || got != want[i] {
			t.Errorf("FromKnakkQuad(%v) = %v, %v, want %v", q, got, err, want[i])
		}
	}
}

func TestToKnakkRefuses(t *testing.T) {
	iri := rdf.IRI("http://example/")
	tests := []struct {
		name string
		term rdf.Term
	}{
		{"no term", rdf.Term{}},
		{"triple term", rdf.TripleTerm(rdf.Triple{S: iri, P: iri, O: iri})},
		{"direction", rdf.DirLangString("x", "en", rdf.LeftToRight)},
		{"IRI with a space", rdf.IRI("http://example/ ")},
		{"empty label", rdf.BlankNode("")},
		{"language", rdf.LangString("x", "1")},
		{"datatype", rdf.Literal("x", "a b")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := rdf.ToKnakk(tt.term); err == nil {
				t.Errorf("ToKnakk = %v, want an error", got)
			}
			if _, err := rdf.ToKnakkTriple(rdf.Triple{S: iri, P: iri, O: tt.term}); err == nil {
				t.Error("ToKnakkTriple takes it")
			}
		})
	}
	if _, err := rdf.ToKnakkTriple(rdf.Triple{S: rdf.String("x"), P: iri, O: iri}); err == nil {
		t.Error("ToKnakkTriple takes a literal subject")
	}
	for _, g := range []rdf.Term{rdf.String("x"), rdf.BlankNode("defaultGraph"), rdf.IRI("a b"), rdf.TripleTerm(rdf.Triple{S: iri, P: iri, O: iri})} {
		if _, err := rdf.ToKnakkQuad(rdf.Quad{S: iri, P: iri, O: iri, G: g}); err == nil {
			t.Errorf("ToKnakkQuad takes graph %v", g)
		}
	}
	if _, err := rdf.FromKnakk(nil); err == nil {
		t.Error("FromKnakk takes nil")
	}
}
