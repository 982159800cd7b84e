package turtle_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/rdf/turtle"
)

func TestStream(t *testing.T) {
	quads := `<e:s> <rdf:type> <e:T> .
<e:s> <e:p> "1"^^<xsd:integer> .
<e:s> <e:p> "2"^^<xsd:date> .
_:b <e:p> <e:a/b> .
_:b <e:p> "x"@en <e:g> .
<e:s> <e:p> _:b <e:g> .
<e:s> <e:p> _:b .
`
	tests := []struct {
		name   string
		encode rdf.EncodeFunc
		want   string
	}{
		{"Turtle", turtle.NewEncoder, `@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:s a ex:T ;
    ex:p 1 , "2"^^xsd:date .
_:b ex:p <http://example.org/a/b> , "x"@en .
ex:s ex:p _:b , _:b .
`},
		{"TriG", turtle.NewTriGEncoder, `@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:s a ex:T ;
    ex:p 1 , "2"^^xsd:date .
_:b ex:p <http://example.org/a/b> .
ex:g {
_:b ex:p "x"@en .
ex:s ex:p _:b .
}
ex:s ex:p _:b .
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			e := tt.encode(&b, rdf.EncodeOptions{Prefixes: prefixes, Stream: true})
			if err := rdf.WriteAll(e, nquads.Decode(strings.NewReader(expand.Replace(quads)), rdf.DecodeOptions{})); err != nil {
				t.Fatal(err)
			}
			if b.String() != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s", &b, tt.want)
			}
		})
	}
}

// Prefixes that come late, or again for another IRI, never change what is
// written.
func TestStreamTakesUpPrefixes(t *testing.T) {
	for _, encode := range []rdf.EncodeFunc{turtle.NewEncoder, turtle.NewTriGEncoder} {
		var b bytes.Buffer
		e := encode(&b, rdf.EncodeOptions{Stream: true})
		want := new(rdf.Dataset)
		for i := range 4000 { // more than what is held back
			for _, ns := range []string{"http://a.example/", "http://b.example/#"} {
				if i%1000 == 500 {
					p := rdf.Prefix{Name: []string{"p", "q"}[i/1000%2], IRI: ns}
					if err := e.(rdf.Prefixer).Prefix(p); err != nil {
						t.Fatal(err)
					}
				}
				q := rdf.Quad{S: rdf.IRI(ns + "s"), P: rdf.IRI(ns + strings.Repeat("p", 1+i%20)), O: rdf.Literal(strings.Repeat("o", i%50), ns+"t")}
				want.Add(q)
				if err := e.Encode(q); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "@prefix"); n != 2 {
			t.Errorf("%d prefixes are declared, want 2", n)
		}
		got, err := rdf.ReadDataset(turtle.DecodeTriG(&b, rdf.DecodeOptions{}))
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range want.Quads() {
			if !got.Has(q) {
				t.Errorf("%v is missing", q)
			}
		}
		if got.Len() != want.Len() {
			t.Errorf("%d quads, want %d", got.Len(), want.Len())
		}
	}
}

// However many prefixes there are, the right one is found at once, and one that
// would not be read back as it is is not used.
func TestStreamWithManyPrefixes(t *testing.T) {
	const n = 20_000
	o := rdf.EncodeOptions{Stream: true, Prefixes: []rdf.Prefix{{Name: "r", IRI: "u"}}}
	for i := range n {
		o.Prefixes = append(o.Prefixes, rdf.Prefix{Name: fmt.Sprintf("p%d", i), IRI: fmt.Sprintf("urn:%d:", i)})
	}
	var b bytes.Buffer
	e := turtle.NewEncoder(&b, o)
	for i := range n {
		if err := e.Encode(rdf.Quad{S: rdf.IRI(fmt.Sprintf("urn:n:%d", i)), P: rdf.IRI("urn:7:p"), O: rdf.IRI("u:c")}); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if want := "@prefix p7: <urn:7:> .\n\n<urn:n:0> p7:p <u:c> .\n"; !strings.HasPrefix(b.String(), want) {
		t.Errorf("got %.100s, want %s", &b, want)
	}
}
