package rdfxml_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/rdfxml"
)

const itsNS = "http://www.w3.org/2005/11/its"

var (
	nodes = []string{"http://example.org/a", "http://example.org/ns#b", "urn:x:1", "tag:a,2025:b", "http://example.org/?a=b&c='d'", rdfNS + "Statement", itsNS + "T"}
	// predicates meet prefixes of other meanings, names after the namespace
	// that is wanted, and the namespaces that have a meaning of their own.
	predicates = []string{
		rdfNS + "type", rdfNS + "_1", "http://example.org/p", "http://example.org/ns#p", "http://example.org/ns#p.q-r", "http://example.org/nsp",
		itsNS + "dir", itsNS + "/x", "http://www.w3.org/2000/xmlns/ab", "http://www.w3.org/XML/1998/namespacelang", "urn:x:p", "http://example.org/é?a&b",
	}
	labels    = []string{"a", "1", "_1", "__1", "_", "anon1", "anon1_", "x.y", "é", "b1"}
	texts     = []string{"", " x ", "a\nb\tc\r\nd\re", "<&>\"']]>", "<a>b</a>", `<a xmlns="urn:x">b<!--c--></a>`, "<a/>", "<p:a></p:a>", "é漢😀\u0085\u2028", "&amp;", "</ns:p>"}
	datatypes = []string{"", rdfNS + "XMLLiteral", "http://example.org/dt?a=b&c"}
	prefixes  = []rdf.Prefix{
		{Name: "ns", IRI: "http://example.org/ns#"}, {Name: "e", IRI: "http://example.org/"}, {Name: "e", IRI: "http://example.org/ns"},
		{Name: "its", IRI: "http://example.org/"}, {Name: "i", IRI: itsNS}, {Name: "rdf", IRI: "urn:x:"}, {Name: "r", IRI: rdfNS}, {Name: "xmlx", IRI: "urn:x:"},
		{Name: "", IRI: "urn:x:"}, {Name: "ns1", IRI: "http://example.org/é?a&"}, {Name: "x", IRI: "http://www.w3.org/2000/xmlns/"}, {Name: "e", IRI: itsNS + "/"},
		{Name: "bad", IRI: "\x00"}, {Name: "ns1", IRI: "urn:x:"}, {Name: "q", IRI: "http://example.org/ns#p"}, {Name: "its", IRI: itsNS},
	}
)

func drawNode(t *rapid.T) rdf.Term {
	if rapid.Bool().Draw(t, "blank") {
		return rdf.BlankNode(rapid.SampledFrom(labels).Draw(t, "label"))
	}
	return rdf.IRI(rapid.SampledFrom(nodes).Draw(t, "iri"))
}

func drawObject(t *rapid.T, depth int) rdf.Term {
	switch n := rapid.IntRange(0, 9).Draw(t, "object"); {
	case n < 2 && depth < 3:
		return rdf.TripleTerm(drawTriple(t, depth+1))
	case n < 4:
		return drawNode(t)
	case n < 6:
		direction := rdf.Direction(rapid.IntRange(0, 2).Draw(t, "direction"))
		return rdf.DirLangString(rapid.SampledFrom(texts).Draw(t, "text"), "en-gb", direction)
	}
	return rdf.Literal(rapid.SampledFrom(texts).Draw(t, "text"), rapid.SampledFrom(datatypes).Draw(t, "datatype"))
}

func drawTriple(t *rapid.T, depth int) rdf.Triple {
	return rdf.Triple{S: drawNode(t), P: rdf.IRI(rapid.SampledFrom(predicates).Draw(t, "predicate")), O: drawObject(t, depth)}
}

// What is written is read again as the same graph, whatever prefixes come and
// whenever they come.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b bytes.Buffer
		o := rdf.EncodeOptions{Stream: rapid.Bool().Draw(t, "stream"), Prefixes: rapid.SliceOf(rapid.SampledFrom(prefixes)).Draw(t, "prefixes")}
		e := rdfxml.NewEncoder(&b, o)
		want := rdf.NewDataset()
		for range rapid.IntRange(0, 12).Draw(t, "triples") {
			if rapid.IntRange(0, 3).Draw(t, "late") == 0 {
				if err := e.(rdf.Prefixer).Prefix(rapid.SampledFrom(prefixes).Draw(t, "prefix")); err != nil {
					t.Fatal(err)
				}
			}
			q := drawTriple(t, 0).In(rdf.Term{})
			want.Add(q)
			if err := e.Encode(q); err != nil {
				t.Fatal(err)
			}
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
		got, err := rdf.ReadDataset(rdfxml.Decode(bytes.NewReader(b.Bytes()), rdf.DecodeOptions{}))
		if err != nil {
			t.Fatalf("%v in\n%s", err, &b)
		}
		if diff := canon.Diff(want, got); diff != "" {
			t.Fatalf("%s%s", diff, &b)
		}
	})
}
