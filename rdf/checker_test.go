package rdf_test

import (
	"fmt"
	"testing"

	"w3id.org/plenary/rdf"
)

// A Checker says of every quad what Quad.Check says, whatever came before.
func TestCheckerAgrees(t *testing.T) {
	terms := []rdf.Term{
		{}, rdf.IRI("urn:a"), rdf.IRI("urn:b c"), rdf.IRI("relative"), rdf.IRI(""), rdf.IRI("urn:\xff"), rdf.IRI("urn:é"),
		rdf.BlankNode("b"), rdf.BlankNode("b."), rdf.BlankNode(""),
		rdf.String("x"), rdf.String("\xff"), rdf.Literal("x", "urn:d"), rdf.Literal("\xff", "urn:d"), rdf.Literal("x", "d"),
		rdf.LangString("x", "en"), rdf.LangString("x", "e n"), rdf.DirLangString("x", "ar", rdf.RightToLeft),
		rdf.TripleTerm(rdf.Triple{S: rdf.IRI("urn:a"), P: rdf.IRI("urn:a"), O: rdf.String("x")}),
		rdf.TripleTerm(rdf.Triple{S: rdf.IRI("urn:a"), P: rdf.IRI("urn:a"), O: rdf.String("\xff")}),
	}
	for i := range 12 {
		terms = append(terms, rdf.Literal("x", fmt.Sprintf("urn:d%d", i)))
	}
	var c rdf.Checker
	good := 0
	for _, s := range terms {
		for _, o := range terms {
			for _, other := range terms {
				for _, q := range []rdf.Quad{{S: s, P: terms[1], O: o, G: other}, {S: s, P: other, O: o}} {
					got, want := c.Check(&q), q.Check()
					if (got == nil) != (want == nil) {
						t.Fatalf("Check(%v) = %v, Quad.Check says %v", q, got, want)
					}
					if want == nil {
						good++
					}
				}
			}
		}
	}
	if good == 0 {
		t.Error("no quad was in order")
	}
}
