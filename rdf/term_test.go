package rdf_test

import (
	"testing"
	"unsafe"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
)

const xsdInteger = "http://www.w3.org/2001/XMLSchema#integer"

// distinct lists terms of which no two are the same RDF term.
func distinct() []rdf.Term {
	s, p := rdf.IRI("http://example/s"), rdf.IRI("http://example/p")
	return []rdf.Term{
		{},
		rdf.IRI(""),
		rdf.IRI("x"),
		rdf.BlankNode("x"),
		rdf.String("x"),
		rdf.String(""),
		rdf.Literal("x", xsdInteger),
		rdf.LangString("x", "en"),
		rdf.LangString("x", "fr"),
		rdf.DirLangString("x", "en", rdf.LeftToRight),
		rdf.DirLangString("x", "en", rdf.RightToLeft),
		rdf.TripleTerm(rdf.Triple{S: s, P: p, O: rdf.String("x")}),
		rdf.TripleTerm(rdf.Triple{S: s, P: p, O: rdf.IRI("x")}),
	}
}

func TestTermEquality(t *testing.T) {
	for i, a := range distinct() {
		for j, b := range distinct() { // made anew: equality must not be identity
			if got, want := a == b, i == j; got != want {
				t.Errorf("term %d == term %d is %v, want %v", i, j, got, want)
			}
			if got, want := rdf.CompareTerms(a, b) == 0, i == j; got != want {
				t.Errorf("CompareTerms(%d, %d) == 0 is %v, want %v", i, j, got, want)
			}
		}
	}
}

func TestTermIsSmall(t *testing.T) {
	if size := unsafe.Sizeof(rdf.Term{}); size != 24 {
		t.Errorf("a Term has %d bytes, want 24", size)
	}
}

func TestTermParts(t *testing.T) {
	tests := []struct {
		name     string
		term     rdf.Term
		kind     rdf.Kind
		value    string
		datatype string
		lang     string
		dir      rdf.Direction
	}{
		{"zero", rdf.Term{}, rdf.NoKind, "", "", "", rdf.NoDirection},
		{"IRI", rdf.IRI("http://example/"), rdf.IRIKind, "http://example/", "", "", rdf.NoDirection},
		{"blank node", rdf.BlankNode("b0"), rdf.BlankNodeKind, "b0", "", "", rdf.NoDirection},
		{"plain string", rdf.String("a"), rdf.LiteralKind, "a", rdf.XSDString, "", rdf.NoDirection},
		{"string by datatype", rdf.Literal("a", rdf.XSDString), rdf.LiteralKind, "a", rdf.XSDString, "", rdf.NoDirection},
		{"no datatype is string", rdf.Literal("a", ""), rdf.LiteralKind, "a", rdf.XSDString, "", rdf.NoDirection},
		{"integer keeps its form", rdf.Literal("01", xsdInteger), rdf.LiteralKind, "01", xsdInteger, "", rdf.NoDirection},
		{"tag is folded", rdf.LangString("a", "en-CA"), rdf.LiteralKind, "a", rdf.RDFLangString, "en-ca", rdf.NoDirection},
		{"no tag is string", rdf.LangString("a", ""), rdf.LiteralKind, "a", rdf.XSDString, "", rdf.NoDirection},
		{"direction", rdf.DirLangString("a", "ar", rdf.RightToLeft), rdf.LiteralKind, "a", rdf.RDFDirLang, "ar", rdf.RightToLeft},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.term
			if got.Kind() != tt.kind || got.Value() != tt.value || got.Datatype() != tt.datatype ||
				got.Lang() != tt.lang || got.Direction() != tt.dir {
				t.Errorf("got %v %q datatype %q lang %q dir %q", got.Kind(), got.Value(), got.Datatype(), got.Lang(), got.Direction())
			}
		})
	}
}

func TestTripleTermHoldsItsTriple(t *testing.T) {
	inner := rdf.Triple{S: rdf.IRI("http://example/s"), P: rdf.IRI("http://example/p"), O: rdf.LangString("x", "en")}
	nested := rdf.Triple{S: inner.S, P: inner.P, O: rdf.TripleTerm(inner)}
	got, ok := rdf.TripleTerm(nested).Triple()
	if !ok || got != nested {
		t.Errorf("Triple() = %v, %v, want %v", got, ok, nested)
	}
	if _, ok := rdf.String("x").Triple(); ok {
		t.Error("a literal has a triple")
	}
}

func TestCompareTermsIsATotalOrder(t *testing.T) {
	term := rapid.SampledFrom(distinct())
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := term.Draw(t, "a"), term.Draw(t, "b"), term.Draw(t, "c")
		if rdf.CompareTerms(a, b) != -rdf.CompareTerms(b, a) {
			t.Fatal("not antisymmetric")
		}
		if rdf.CompareTerms(a, b) <= 0 && rdf.CompareTerms(b, c) <= 0 && rdf.CompareTerms(a, c) > 0 {
			t.Fatal("not transitive")
		}
	})
}

func TestQuadValid(t *testing.T) {
	iri, blank, lit := rdf.IRI("http://example/"), rdf.BlankNode("b"), rdf.String("x")
	tests := []struct {
		name string
		quad rdf.Quad
		want bool
	}{
		{"default graph", rdf.Quad{S: iri, P: iri, O: lit}, true},
		{"named graph", rdf.Quad{S: blank, P: iri, O: blank, G: iri}, true},
		{"blank graph", rdf.Quad{S: blank, P: iri, O: blank, G: blank}, true},
		{"literal subject", rdf.Quad{S: lit, P: iri, O: lit}, false},
		{"blank predicate", rdf.Quad{S: iri, P: blank, O: lit}, false},
		{"literal graph", rdf.Quad{S: iri, P: iri, O: lit, G: lit}, false},
		{"no object", rdf.Quad{S: iri, P: iri}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.quad.Valid(); got != tt.want {
				t.Errorf("Valid() = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestType(t *testing.T) {
	terms := []rdf.Term{
		{}, rdf.IRI("a"), rdf.BlankNode("a"), rdf.String("a"), rdf.Literal("a", "http://example/d"), rdf.LangString("a", "en"), rdf.DirLangString("a", "en", rdf.LeftToRight),
		rdf.TripleTerm(rdf.Triple{S: rdf.IRI("s"), P: rdf.IRI("p"), O: rdf.IRI("o")}), rdf.TripleTerm(rdf.Triple{S: rdf.IRI("s"), P: rdf.IRI("p"), O: rdf.IRI("p")}),
	}
	for i, a := range terms {
		if got := a.Type().Term(a.Value()); got != a {
			t.Errorf("Type.Term of %v is %v", a, got)
		}
		if got, want := a.IsString(), a == rdf.String("a"); got != want {
			t.Errorf("IsString(%v) = %v", a, got)
		}
		for j, b := range terms {
			if (a.Type() == b.Type()) != (i == j) {
				t.Errorf("types of %v and %v: equal %v", a, b, a.Type() == b.Type())
			}
		}
	}
}
