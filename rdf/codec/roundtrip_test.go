package codec_test

import (
	"bytes"
	"errors"
	"iter"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/jsonld"
)

var canWrite = map[string]abilities{
	"turtle":   {tripleTerms: true, directions: true, allText: true},
	"trig":     {graphs: true, tripleTerms: true, directions: true, allText: true},
	"ntriples": {tripleTerms: true, directions: true, allText: true},
	"nquads":   {graphs: true, tripleTerms: true, directions: true, allText: true},
	"rdfxml":   {tripleTerms: true, directions: true},
	"jsonld":   {graphs: true, directions: true, allText: true},
}

var prefixes = []rdf.Prefix{
	{Name: "", IRI: "http://example.org/ns#"}, {Name: "ns", IRI: "http://example.org/ns#"}, {Name: "xsd", IRI: xsdNS},
	{Name: "rdf", IRI: rdfNS}, {Name: "e", IRI: "http://example.org/"},
}

// encode writes a dataset twice, quad by quad and as a whole, and fails unless the
// bytes are the same.
func encode(t *rapid.T, f rdf.Format, d *rdf.Dataset, o rdf.EncodeOptions, x codec.Options) []byte {
	var first, second bytes.Buffer
	if err := rdf.WriteAll(codec.NewEncoder(f, &first, o, x), d.All()); err != nil {
		t.Fatal(err)
	}
	quads, err := collect(d.All())
	if err == nil {
		err = rdf.WriteNumbered(codec.NewEncoder(f, &second, o, x), rdf.Number(quads))
	}
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Fatalf("one dataset, two documents:\n%s\n%s", &first, &second)
	}
	return first.Bytes()
}

func collect(quads iter.Seq2[rdf.Quad, error]) (all []rdf.Quad, err error) {
	for q, err := range quads {
		if err != nil {
			return nil, err
		}
		all = append(all, q)
	}
	return all, nil
}

// checkRoundTrip writes a dataset, reads it and compares.
func checkRoundTrip(t *rapid.T, f rdf.Format, d *rdf.Dataset, o rdf.EncodeOptions, x codec.Options) {
	text := encode(t, f, d, o, x)
	got, err := rdf.ReadDataset(codec.Decode(f, bytes.NewReader(text), rdf.DecodeOptions{}, x))
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if diff := canon.Diff(d, got); diff != "" {
		t.Fatalf("%s%s", diff, text)
	}
}

func TestRoundTrip(t *testing.T) {
	for _, f := range rdf.Formats {
		t.Run(f.Token, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				d := drawDataset(t, canWrite[f.Token])
				o := rdf.EncodeOptions{}
				if rapid.Bool().Draw(t, "prefixes") {
					o.Prefixes = prefixes
				}
				if rapid.Bool().Draw(t, "rooted") {
					o.Root = drawNode(t)
				}
				o.Stream = rapid.Bool().Draw(t, "stream")
				checkRoundTrip(t, f, d, o, codec.Options{})
			})
		})
	}
}

// What goes from one syntax into another and back is the same, for all that
// both can write.
func TestPairs(t *testing.T) {
	for _, from := range rdf.Formats {
		for _, to := range rdf.Formats {
			t.Run(from.Token+" "+to.Token, func(t *testing.T) {
				rapid.Check(t, func(t *rapid.T) {
					d := drawDataset(t, canWrite[from.Token].and(canWrite[to.Token]))
					o := rdf.EncodeOptions{Prefixes: prefixes, Stream: rapid.Bool().Draw(t, "stream")}
					there, err := rdf.ReadDataset(codec.Decode(from, bytes.NewReader(encode(t, from, d, o, codec.Options{})), rdf.DecodeOptions{}, codec.Options{}))
					if err != nil {
						t.Fatal(err)
					}
					checkRoundTrip(t, to, there, o, codec.Options{})
					if diff := canon.Diff(d, there); diff != "" {
						t.Fatal(diff)
					}
				})
			})
		}
	}
}

func jsonContext() map[string]any {
	m := map[string]any{
		"@vocab": "http://example.org/ns#", "id": "@id", "type": "@type", "xsd": xsdNS, "e": "http://example.org/",
		"label": map[string]any{"@id": "http://www.w3.org/2000/01/rdf-schema#label", "@container": "@language"},
		"p":     map[string]any{"@type": "@id"}, "pSet": map[string]any{"@id": "p", "@type": "xsd:date", "@container": "@set"},
		"count": map[string]any{"@id": "e:p", "@type": "xsd:integer"}, "kind": map[string]any{"@id": "urn:x:p", "@type": "@vocab"},
		"list": map[string]any{"@container": "@list"}, "french": map[string]any{"@id": "q.r", "@language": "fr-CA"},
	}
	m["p"].(map[string]any)["@id"] = "http://example.org/ns#p"
	m["pSet"].(map[string]any)["@id"] = "http://example.org/ns#p"
	return m
}

// What the compactor of package jsonld writes, json-gold expands to the same
// dataset, in every form.
func TestJSONLDRoundTrip(t *testing.T) {
	f, _ := rdf.FormatOf("jsonld")
	for _, tt := range []struct {
		name string
		form jsonld.Form
	}{
		{"compacted", jsonld.Compacted},
		{"expanded", jsonld.Expanded},
		{"flattened", jsonld.Flattened},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := codec.Options{JSONLD: jsonld.Options{Context: jsonContext(), Form: tt.form}}
			rapid.Check(t, func(t *rapid.T) {
				o := rdf.EncodeOptions{}
				if rapid.Bool().Draw(t, "rooted") {
					o.Root = drawNode(t)
				}
				checkRoundTrip(t, f, drawDataset(t, canWrite[f.Token]), o, x)
			})
		})
	}
}

func TestWithoutGraphsEachTripleOnce(t *testing.T) {
	s, p := rdf.IRI("http://example.org/s"), rdf.IRI("http://example.org/p")
	d := rdf.NewDataset(rdf.Quad{S: s, P: p, O: s}, rdf.Quad{S: s, P: p, O: s, G: s}, rdf.Quad{S: s, P: p, O: p, G: p})
	for _, f := range rdf.Formats {
		if f.Graphs {
			continue
		}
		t.Run(f.Token, func(t *testing.T) {
			var b bytes.Buffer
			if err := rdf.WriteAll(codec.NewEncoder(f, &b, rdf.EncodeOptions{}, codec.Options{}), d.All()); err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, err := range codec.Decode(f, &b, rdf.DecodeOptions{}, codec.Options{}) {
				if err != nil {
					t.Fatal(err)
				}
				n++
			}
			if n != 2 {
				t.Errorf("%d triples, want 2", n)
			}
		})
	}
}

func TestEncodersRefuseWhatNobodyCouldRead(t *testing.T) {
	iri := rdf.IRI("http://example.org/a")
	bad := map[string]rdf.Quad{
		"literal subject":  {S: rdf.String("x"), P: iri, O: iri},
		"blank predicate":  {S: iri, P: rdf.BlankNode("b"), O: iri},
		"no object":        {S: iri, P: iri},
		"relative IRI":     {S: iri, P: iri, O: rdf.IRI("a")},
		"IRI with a space": {S: iri, P: iri, O: rdf.IRI("http://example.org/a b")},
		"label":            {S: rdf.BlankNode("a b"), P: iri, O: iri},
		"language":         {S: iri, P: iri, O: rdf.LangString("x", "e n")},
		"no UTF-8":         {S: iri, P: iri, O: rdf.String("\xff")},
		"datatype":         {S: iri, P: iri, O: rdf.Literal("x", "y")},
		"inside":           {S: iri, P: iri, O: rdf.TripleTerm(rdf.Triple{S: iri, P: iri, O: rdf.IRI("b")})},
	}
	for _, f := range rdf.Formats {
		for name, q := range bad {
			if err := codec.NewEncoder(f, new(bytes.Buffer), rdf.EncodeOptions{}, codec.Options{}).Encode(q); err == nil {
				t.Errorf("%s takes a quad with %s", f.Name, name)
			}
		}
	}
}

func TestDecodersStopWhenTold(t *testing.T) {
	s, p := rdf.IRI("http://example.org/s"), rdf.IRI("http://example.org/p")
	d := rdf.NewDataset(rdf.Quad{S: s, P: p, O: s}, rdf.Quad{S: p, P: p, O: rdf.BlankNode("b")}, rdf.Quad{S: rdf.BlankNode("b"), P: p, O: p})
	for _, f := range rdf.Formats {
		var b bytes.Buffer
		if err := rdf.WriteAll(codec.NewEncoder(f, &b, rdf.EncodeOptions{}, codec.Options{}), d.All()); err != nil {
			t.Fatal(err)
		}
		for range codec.Decode(f, &b, rdf.DecodeOptions{}, codec.Options{}) {
			break
		}
	}
}

var errRead = errors.New("broken pipe")

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errRead }

func TestDecodersReportTheReadersError(t *testing.T) {
	for _, f := range rdf.Formats {
		_, err := rdf.ReadDataset(codec.Decode(f, brokenReader{}, rdf.DecodeOptions{}, codec.Options{}))
		if !errors.Is(err, errRead) {
			t.Errorf("%s: error %v, want that of the reader", f.Name, err)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	f := rdf.Format{Name: "HDT"}
	if _, err := rdf.ReadDataset(codec.Decode(f, strings.NewReader(""), rdf.DecodeOptions{}, codec.Options{})); err == nil {
		t.Error("an unknown format is read")
	}
	e := codec.NewEncoder(f, new(bytes.Buffer), rdf.EncodeOptions{}, codec.Options{})
	if e.Encode(rdf.Quad{}) == nil || e.Close() == nil {
		t.Error("an unknown format is written")
	}
}
