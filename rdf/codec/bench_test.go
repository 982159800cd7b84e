package codec_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/jsonld"
)

// benchDocument makes n quads like those of an entity's document: types,
// labels in two languages, dates, numbers, links and a few blank nodes.
func benchDocument(n int) []rdf.Quad {
	ns := func(local string) rdf.Term { return rdf.IRI("http://example.org/ns#" + local) }
	label := rdf.IRI("http://www.w3.org/2000/01/rdf-schema#label")
	var quads []rdf.Quad
	for i := 0; len(quads) < n; i++ {
		s := rdf.IRI(fmt.Sprintf("http://example.org/id/meeting/%d", i))
		b := rdf.BlankNode(fmt.Sprintf("b%d", i))
		quads = append(quads,
			rdf.Quad{S: s, P: rdf.IRI(rdfNS + "type"), O: ns("Meeting")},
			rdf.Quad{S: s, P: label, O: rdf.LangString(fmt.Sprintf("Meeting %d", i), "en")},
			rdf.Quad{S: s, P: label, O: rdf.LangString(fmt.Sprintf("Réunion %d", i), "fr")},
			rdf.Quad{S: s, P: ns("startDate"), O: rdf.Literal("2025-11-22", xsdNS+"date")},
			rdf.Quad{S: s, P: ns("ordinal"), O: rdf.Literal(fmt.Sprint(i), xsdNS+"integer")},
			rdf.Quad{S: s, P: ns("confidence"), O: rdf.Literal("0.90", xsdNS+"decimal")},
			rdf.Quad{S: s, P: ns("link1"), O: rdf.IRI("http://example.org/id/country/canada")},
			rdf.Quad{S: s, P: ns("link2"), O: rdf.IRI(fmt.Sprintf("http://example.org/id/meeting/%d", i+1))},
			rdf.Quad{S: s, P: ns("selector"), O: b},
			rdf.Quad{S: b, P: ns("start"), O: rdf.Literal("17", xsdNS+"integer")},
		)
	}
	return quads[:n]
}

// benchContext has some 250 terms.
func benchContext(b *testing.B) *jsonld.Context {
	m := jsonContext()
	m["startDate"] = map[string]any{"@type": "xsd:date"}
	for i := range 240 {
		m[fmt.Sprintf("link%d", i)] = map[string]any{"@type": "@id"}
	}
	c, err := jsonld.ParseContext(m)
	if err != nil {
		b.Fatal(err)
	}
	return c
}

func BenchmarkEncode(b *testing.B) {
	x := codec.Options{JSONLD: jsonld.Options{Context: benchContext(b), ContextIRI: "http://example.org/context"}}
	for _, f := range rdf.Formats {
		for _, n := range []int{500, 5000} {
			b.Run(fmt.Sprintf("%s/%d", f.Token, n), func(b *testing.B) {
				quads := benchDocument(n)
				b.ReportAllocs()
				for b.Loop() {
					e := codec.NewEncoder(f, io.Discard, rdf.EncodeOptions{Prefixes: prefixes, Root: quads[0].S}, x)
					for _, q := range quads {
						if err := e.Encode(q); err != nil {
							b.Fatal(err)
						}
					}
					if err := e.Close(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, f := range rdf.Formats {
		b.Run(f.Token, func(b *testing.B) {
			var text bytes.Buffer
			if err := rdf.WriteAll(codec.NewEncoder(f, &text, rdf.EncodeOptions{Prefixes: prefixes}, codec.Options{}), rdf.NewDataset(benchDocument(5000)...).All()); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range codec.Decode(f, bytes.NewReader(text.Bytes()), rdf.DecodeOptions{}, codec.Options{}) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func BenchmarkParseContext(b *testing.B) {
	for b.Loop() {
		benchContext(b)
	}
}
