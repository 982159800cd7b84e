package rdfxml_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/rdfxml"
)

const rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

func ex(local string) rdf.Term { return rdf.IRI("http://example.org/" + local) }

func TestEncoder(t *testing.T) {
	e := []rdf.Quad{
		{S: ex("a"), P: rdf.IRI(rdfNS + "type"), O: ex("T")},
		{S: ex("a"), P: rdf.IRI(rdfNS + "type"), O: ex("1")},
		{S: ex("a"), P: rdf.IRI("http://example.com/x#p"), O: rdf.LangString("<é> & \"q\"", "en")},
		{S: ex("a"), P: rdf.IRI("http://example.com/x#q"), O: rdf.BlankNode("1st")},
		{S: rdf.BlankNode("1st"), P: ex("p"), O: rdf.Literal("1", "http://www.w3.org/2001/XMLSchema#integer")},
		{S: rdf.BlankNode("b0"), P: ex("p"), O: ex("o?a=b&c=d")},
		{S: ex("root"), P: rdf.IRI(rdfNS + "type"), O: ex("T")},
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF
    xmlns:ex="http://example.org/"
    xmlns:ns1="http://example.com/x#"
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <ex:T rdf:about="http://example.org/root"/>
  <ex:T rdf:about="http://example.org/a">
    <ns1:p xml:lang="en">&lt;é&gt; &amp; &quot;q&quot;</ns1:p>
    <ns1:q rdf:nodeID="_1st"/>
    <rdf:type rdf:resource="http://example.org/1"/>
  </ex:T>
  <rdf:Description rdf:nodeID="_1st">
    <ex:p rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">1</ex:p>
  </rdf:Description>
  <rdf:Description rdf:nodeID="b0">
    <ex:p rdf:resource="http://example.org/o?a=b&amp;c=d"/>
  </rdf:Description>
</rdf:RDF>
`
	o := rdf.EncodeOptions{Root: ex("root"), Prefixes: []rdf.Prefix{{Name: "ex", IRI: "http://example.org/"}, {Name: "unused", IRI: "http://example.net/"}}}
	var b bytes.Buffer
	if err := rdf.WriteAll(rdfxml.NewEncoder(&b, o), rdf.NewDataset(e...).All()); err != nil {
		t.Fatal(err)
	}
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", &b, want)
	}
}

func TestEncoderRefuses(t *testing.T) {
	s := ex("s")
	tests := []struct {
		name string
		q    rdf.Quad
	}{
		{"predicate without a name", rdf.Quad{S: s, P: ex("1"), O: s}},
		{"predicate that is all name", rdf.Quad{S: s, P: ex(""), O: s}},
		{"reserved predicate", rdf.Quad{S: s, P: rdf.IRI(rdfNS + "li"), O: s}},
		{"Description", rdf.Quad{S: s, P: rdf.IRI(rdfNS + "Description"), O: s}},
		{"control character", rdf.Quad{S: s, P: ex("p"), O: rdf.String("\x01")}},
		{"character outside XML", rdf.Quad{S: s, P: ex("p"), O: rdf.String("\uFFFE")}},
		{"attribute declaration", rdf.Quad{S: s, P: rdf.IRI("http://www.w3.org/2000/xmlns/a"), O: s}},
		{"datatype", rdf.Quad{S: s, P: ex("p"), O: rdf.Literal("x", "http://example.org/\uFFFF")}},
		{"inside a triple term", rdf.Quad{S: s, P: ex("p"), O: rdf.TripleTerm(rdf.Triple{S: s, P: ex("1"), O: s})}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, stream := range []bool{false, true} {
				if err := rdfxml.NewEncoder(new(bytes.Buffer), rdf.EncodeOptions{Stream: stream}).Encode(tt.q); err == nil {
					t.Error("is written")
				}
			}
		})
	}
}

func TestEncoderNamesThePredicate(t *testing.T) {
	err := rdfxml.NewEncoder(new(bytes.Buffer), rdf.EncodeOptions{}).Encode(rdf.Quad{S: ex("s"), P: ex("1"), O: ex("o")})
	const want = "rdfxml: predicate <http://example.org/1> cannot be written: it does not end in a name that XML allows"
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// version12 is what only RDF 1.2 can say.
func version12() []rdf.Quad {
	inner := rdf.TripleTerm(rdf.Triple{S: rdf.BlankNode("b"), P: ex("q"), O: rdf.DirLangString("x", "ar", rdf.RightToLeft)})
	return []rdf.Quad{
		{S: ex("s"), P: ex("p"), O: rdf.DirLangString("y", "en", rdf.LeftToRight)},
		{S: ex("s"), P: ex("r"), O: rdf.TripleTerm(rdf.Triple{S: ex("s"), P: ex("p"), O: inner})},
	}
}

func TestEncoderRDF12(t *testing.T) {
	want := `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF
    xmlns:its="http://www.w3.org/2005/11/its"
    xmlns:ns1="http://example.org/"
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    rdf:version="1.2"
    its:version="2.0">
  <rdf:Description rdf:about="http://example.org/s">
    <ns1:p xml:lang="en" its:dir="ltr">y</ns1:p>
    <ns1:r rdf:parseType="Triple">
      <rdf:Description rdf:about="http://example.org/s">
        <ns1:p rdf:parseType="Triple">
          <rdf:Description rdf:nodeID="b">
            <ns1:q xml:lang="ar" its:dir="rtl">x</ns1:q>
          </rdf:Description>
        </ns1:p>
      </rdf:Description>
    </ns1:r>
  </rdf:Description>
</rdf:RDF>
`
	if got := write(t, rdf.EncodeOptions{}, version12()...); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestStreamEncoder(t *testing.T) {
	var b bytes.Buffer
	e := rdfxml.NewEncoder(&b, rdf.EncodeOptions{Stream: true, Prefixes: []rdf.Prefix{{Name: "ns1", IRI: "http://example.net/"}}})
	prefix := func(name, iri string) {
		if err := e.(rdf.Prefixer).Prefix(rdf.Prefix{Name: name, IRI: iri}); err != nil {
			t.Fatal(err)
		}
	}
	prefix("ex", "http://example.org/")
	prefix("its", "http://www.w3.org/2005/11/its")
	late := rdf.IRI("http://example.com/x#p")
	quads := append(version12(), rdf.Quad{S: ex("s"), P: late, O: rdf.String("x")}, rdf.Quad{S: ex("s"), P: late, O: rdf.String("x")}, rdf.Quad{S: ex("a"), P: late, O: ex("b")})
	for i, q := range quads {
		if i == 4 {
			prefix("late", "http://example.com/x#")
		}
		if err := e.Encode(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF
    xmlns:ex="http://example.org/"
    xmlns:its="http://www.w3.org/2005/11/its"
    xmlns:ns1="http://example.net/"
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="http://example.org/s">
    <ex:p xml:lang="en" its:version="2.0" rdf:version="1.2" its:dir="ltr">y</ex:p>
    <ex:r rdf:version="1.2" rdf:parseType="Triple">
      <rdf:Description rdf:about="http://example.org/s">
        <ex:p rdf:parseType="Triple">
          <rdf:Description rdf:nodeID="b">
            <ex:q xml:lang="ar" its:version="2.0" its:dir="rtl">x</ex:q>
          </rdf:Description>
        </ex:p>
      </rdf:Description>
    </ex:r>
    <ns2:p xmlns:ns2="http://example.com/x#">x</ns2:p>
  </rdf:Description>
  <rdf:Description rdf:about="http://example.org/a">
    <late:p xmlns:late="http://example.com/x#" rdf:resource="http://example.org/b"/>
  </rdf:Description>
</rdf:RDF>
`
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", &b, want)
	}
}

func TestEncoderXMLLiteral(t *testing.T) {
	tests := []struct {
		name, lexical string
		elements      bool
	}{
		{"empty", "", true},
		{"text", "a &amp; b", true},
		{"element", `<a xmlns="http://x/" b="c">d</a>`, true},
		{"comment and instruction", "<!-- c --><?p i?>", true},
		{"no namespace", "<a></a>", true},
		{"empty element", "<a/>", false},
		{"line end", "a\rb", false},
		{"undeclared prefix", "<a:b></a:b>", false},
		{"prefix of the document", "<rdf:b></rdf:b>", false},
		{"unused namespace", `<a xmlns:b="http://x/"></a>`, false},
		{"not XML", "<a>", false},
		{"out of its element", "</x><x>", false},
		{"greater than", "a > b", false},
		{"ampersand", "a & b", false},
		{"document type", "<!DOCTYPE a>", false},
		{"deep", strings.Repeat("<a>", 600) + strings.Repeat("</a>", 600), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := rdf.Quad{S: ex("s"), P: ex("p"), O: rdf.Literal(tt.lexical, rdfNS+"XMLLiteral")}
			text := write(t, rdf.EncodeOptions{}, q)
			if strings.Contains(text, "parseType") != tt.elements {
				t.Errorf("elements: %v, want %v, in\n%s", !tt.elements, tt.elements, text)
			}
			d, err := rdf.ReadDataset(rdfxml.Decode(strings.NewReader(text), rdf.DecodeOptions{}))
			if err != nil || !d.Has(q) {
				t.Errorf("%v, %v: %q is read from\n%s", err, d, tt.lexical, text)
			}
		})
	}
}

func write(t *testing.T, o rdf.EncodeOptions, quads ...rdf.Quad) string {
	t.Helper()
	var b bytes.Buffer
	if err := rdf.WriteAll(rdfxml.NewEncoder(&b, o), rdf.NewDataset(quads...).All()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Names of any length, in any number of namespaces, are written in a time that
// grows with them alone.
func TestEncoderManyNames(t *testing.T) {
	for _, stream := range []bool{false, true} {
		var b bytes.Buffer
		e := rdfxml.NewEncoder(&b, rdf.EncodeOptions{Stream: stream, Prefixes: []rdf.Prefix{{Name: "e", IRI: "http://example.org/"}}})
		for i := range 20_000 {
			q := rdf.Quad{S: ex("s"), P: rdf.IRI(fmt.Sprintf("http://example.org/%d/p", i)), O: ex("o")}
			if i == 0 {
				q.P = ex(strings.Repeat("long", 1<<18))
			}
			if err := e.Encode(q); err != nil {
				t.Fatal(err)
			}
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
		if d, err := rdf.ReadDataset(rdfxml.Decode(&b, rdf.DecodeOptions{})); err != nil || d.Len() != 20_000 {
			t.Errorf("%d triples, error %v", d.Len(), err)
		}
	}
}
