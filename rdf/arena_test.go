package rdf_test

import (
	"fmt"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
)

func TestArena(t *testing.T) {
	var a rdf.Arena
	var got, want []string
	for i := range 5000 {
		part := strings.Repeat(fmt.Sprint(i), 1+i%40*i%700)
		got = append(got, a.Concat("x", part), a.Copy([]byte(part)), a.Term(rdf.LangString(part, "en")).Value())
		want = append(want, "x"+part, part, part)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("string %d is %q, want %q", i, got[i], want[i])
		}
	}
}

func TestWithLexical(t *testing.T) {
	l := rdf.DirLangString("a", "ar", rdf.RightToLeft)
	if got, want := l.WithLexical("b"), rdf.DirLangString("b", "ar", rdf.RightToLeft); got != want {
		t.Errorf("WithLexical = %v, want %v", got, want)
	}
	for _, other := range []rdf.Term{{}, rdf.IRI("urn:x"), rdf.BlankNode("b")} {
		if got := other.WithLexical("b"); !got.IsZero() {
			t.Errorf("WithLexical of %s = %v, want no term", other.Kind(), got)
		}
	}
}
