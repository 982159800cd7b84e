package codec_test

import (
	"bytes"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/codec"
)

// fuzz feeds a reader: it must not panic, and what it reads must be written
// and read again as the same dataset.
func fuzz(f *testing.F, token string, seeds ...string) {
	format, _ := rdf.FormatOf(token)
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		o := rdf.DecodeOptions{Base: "http://example.org/base"}
		d, err := rdf.ReadDataset(codec.Decode(format, bytes.NewReader(text), o, codec.Options{}))
		if err != nil {
			return
		}
		var b bytes.Buffer
		e := codec.NewEncoder(format, &b, rdf.EncodeOptions{Prefixes: prefixes}, codec.Options{})
		for q := range d.All() {
			if err := e.Encode(q); err != nil {
				if token == "rdfxml" || token == "jsonld" {
					return // some RDF they cannot write
				}
				t.Fatalf("%v in what was read from %q", err, text)
			}
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
		again, err := rdf.ReadDataset(codec.Decode(format, bytes.NewReader(b.Bytes()), rdf.DecodeOptions{}, codec.Options{}))
		if err != nil {
			t.Fatalf("%v in what was written:\n%s", err, &b)
		}
		same, err := canon.IsomorphicWithin(d, again, canon.DefaultWork)
		if err == nil && !same {
			t.Fatalf("%s%s", canon.Diff(d, again), &b)
		}
	})
}

func FuzzTurtle(f *testing.F) {
	fuzz(f, "turtle", "", "@prefix : <x:> . :a :b ( 1 1.5 1e3 true ) , [ a :c ; :d 'x'@en--ltr ] .",
		"BASE <http://a/b/> PREFIX p: <#> p:a\\-b p:%20 \"\"\"x\n\"\"\"^^<c> ~ _:r {| a <d> |} . << <a> <b> _:c ~ <e> >> .", "<a> <b> <<( <a> <b> \"\\u0041\" )>> .")
}

func FuzzTriG(f *testing.F) {
	fuzz(f, "trig", "", "@prefix : <x:> . { :a :b :c } GRAPH _:g { :a :b [] , () . } :h { [ :a :b ] . } :a :b :c .", "[] { <a> <b> <c> }")
}

func FuzzNTriples(f *testing.F) {
	fuzz(f, "ntriples", "", "<x:a> <x:b> \"c\\n\"@en-gb . # x\n_:a <x:b> <<( _:a <x:b> \"d\"^^<x:e> )>> .\n", "VERSION \"1.2\"\n")
}

func FuzzNQuads(f *testing.F) {
	fuzz(f, "nquads", "", "<x:a> <x:b> <x:c> <x:g> .\r\n_:a <x:b> \"\\U0001F600\"@ar--rtl _:g .\n")
}

func FuzzRDFXML(f *testing.F) {
	const head = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "http://e/">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/" rdf:version="1.2">`
	fuzz(f, "rdfxml", "", head+`<x:T rdf:about="&e;a" x:p="q"><x:r rdf:resource="b" rdf:ID="i"/><rdf:li xml:lang="en">t</rdf:li></x:T></rdf:RDF>`,
		head+`<rdf:Description rdf:nodeID="n"><x:l rdf:parseType="Literal"><b x:c="d">e</b></x:l><x:c rdf:parseType="Collection"><x:T/></x:c><x:r rdf:parseType="Resource"><x:d rdf:datatype="&e;dt">1</x:d></x:r></rdf:Description></rdf:RDF>`,
		head+`<rdf:Description><x:t rdf:annotation="r" rdf:parseType="Triple"><x:T/></x:t></rdf:Description></rdf:RDF>`)
}

func FuzzJSONLD(f *testing.F) {
	fuzz(f, "jsonld", "{}", `{"@context":{"@vocab":"http://x/","l":{"@container":"@list"}},"@id":"a","@type":"T","l":[1,"x",[true]],"@included":[{"@id":"_:b","p":{"@value":"v","@language":"en"}}]}`,
		`[{"@id":"http://g/","@graph":[{"http://p/":1.5e30,"http://q/":{"@value":{"a":[1]},"@type":"@json"}}]}]`)
}
