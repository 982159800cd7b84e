package jsonld_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/rdf/turtle"
)

func TestStream(t *testing.T) {
	const document = `@prefix : <http://x/> .
		:s a :T, :U ; :p "a\"b"@en, 1 ; :q _:b . :s a :V . :s :p "again", :o . _:b :p true .
		:g { :s :p "rtl"@ar--rtl . _:b a "no IRI" } :h { :s :p () } :t :p "\u0001" .`
	want := `[
{"@id":"http://x/s","@type":["http://x/T","http://x/U"],"http://x/p":[{"@value":"a\"b","@language":"en"},` +
		`{"@value":"1","@type":"http://www.w3.org/2001/XMLSchema#integer"}],"http://x/q":[{"@id":"_:b"}]},
{"@id":"http://x/s","@type":["http://x/V"],"http://x/p":[{"@value":"again"},{"@id":"http://x/o"}]},
{"@id":"_:b","http://x/p":[{"@value":"true","@type":"http://www.w3.org/2001/XMLSchema#boolean"}]},
{"@id":"http://x/g","@graph":[
{"@id":"http://x/s","http://x/p":[{"@value":"rtl","@language":"ar","@direction":"rtl"}]},
{"@id":"_:b","http://www.w3.org/1999/02/22-rdf-syntax-ns#type":[{"@value":"no IRI"}]}
]},
{"@id":"http://x/h","@graph":[
{"@id":"http://x/s","http://x/p":[{"@id":"http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"}]}
]},
{"@id":"http://x/t","http://x/p":[{"@value":"\u0001"}]}
]
`
	var b bytes.Buffer
	e := jsonld.NewEncoder(&b, rdf.EncodeOptions{Stream: true})
	if err := rdf.WriteAll(e, turtle.DecodeTriG(strings.NewReader(document), rdf.DecodeOptions{})); err != nil {
		t.Fatal(err)
	}
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
	original, err := rdf.ReadDataset(turtle.DecodeTriG(strings.NewReader(document), rdf.DecodeOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	back, err := rdf.ReadDataset(jsonld.Decode(&b, rdf.DecodeOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	if diff := canon.Diff(original, back); diff != "" {
		t.Error(diff)
	}
}

func TestStreamOfNothing(t *testing.T) {
	var b bytes.Buffer
	if err := jsonld.NewStreamEncoder(&b, rdf.EncodeOptions{}).Close(); err != nil || b.String() != "[\n]\n" {
		t.Errorf("%q, %v, want an empty array", b.String(), err)
	}
}

func TestStreamRefuses(t *testing.T) {
	s := rdf.IRI("http://x/s")
	for name, q := range map[string]rdf.Quad{
		"triple term":  {S: s, P: s, O: rdf.TripleTerm(rdf.Triple{S: s, P: s, O: s})},
		"relative IRI": {S: s, P: s, O: rdf.IRI("a")},
	} {
		if err := jsonld.NewStreamEncoder(io.Discard, rdf.EncodeOptions{}).Encode(q); err == nil {
			t.Errorf("%s: is written", name)
		}
	}
}

func TestStreamKeepsNothing(t *testing.T) {
	e := jsonld.NewStreamEncoder(io.Discard, rdf.EncodeOptions{})
	s := rdf.IRI("http://example.org/s")
	var before, after runtime.MemStats
	for i := range 300_000 {
		if i == 100_000 {
			runtime.GC()
			runtime.ReadMemStats(&before)
		}
		if err := e.Encode(rdf.Quad{S: s, P: rdf.IRI(fmt.Sprint("http://example.org/p", i)), O: rdf.String("x")}); err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 1<<20 {
		t.Errorf("200,000 quads made %d bytes stay", grown)
	}
	runtime.KeepAlive(e)
}
