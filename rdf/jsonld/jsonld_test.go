package jsonld_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/rdf/turtle"
)

const document = `
@prefix : <https://w3id.org/plenary#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix d: <http://example.org/id/> .
d:m a :Meeting, :MinisterialMeeting ; rdfs:label "Meeting"@en, "Réunion"@fr ; :startDate "2025-11-22"^^xsd:date ;
  :confidence 0.90 ; :ordinal 5 ; :open true ; :heldAt d:ottawa ; :selector [ :start 1 ] ; :agenda ( "a" "b" ) ;
  :note "plain" ; :number "007"^^xsd:integer ; :also <https://example.com/x> .
d:ottawa rdfs:label "Ottawa"@en .`

func context(t *testing.T) *jsonld.Context {
	t.Helper()
	const text = `{"@context": {"@version": 1.1, "id": "@id", "type": "@type", "pl": "https://w3id.org/plenary#", "@vocab": "https://w3id.org/plenary#",
		"xsd": "http://www.w3.org/2001/XMLSchema#", "label": {"@id": "http://www.w3.org/2000/01/rdf-schema#label", "@container": "@language"},
		"startDate": {"@type": "xsd:date"}, "heldAt": {"@type": "@id"}, "agenda": {"@id": "pl:agenda", "@container": "@list"}}}`
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	c, err := jsonld.ParseContext(v)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func dataset(t *testing.T) *rdf.Dataset {
	t.Helper()
	d, err := rdf.ReadDataset(turtle.Decode(strings.NewReader(document), rdf.DecodeOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func encode(t *testing.T, d *rdf.Dataset, root string, o jsonld.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := rdf.WriteAll(jsonld.NewEncoderWith(&b, rdf.EncodeOptions{Root: rdf.IRI(root)}, o), d.All()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCompacted(t *testing.T) {
	want := `{
  "@context": "https://example.org/context",
  "id": "http://example.org/id/m",
  "type": ["Meeting", "MinisterialMeeting"],
  "agenda": ["a", "b"],
  "also": {"id": "https://example.com/x"},
  "confidence": {"@value": "0.90", "type": "xsd:decimal"},
  "heldAt": "http://example.org/id/ottawa",
  "label": {"en": "Meeting", "fr": "Réunion"},
  "note": "plain",
  "number": {"@value": "007", "type": "xsd:integer"},
  "open": true,
  "ordinal": 5,
  "selector": {"start": 1},
  "startDate": "2025-11-22",
  "@included": [
    {
      "id": "http://example.org/id/ottawa",
      "label": {"en": "Ottawa"}
    }
  ]
}
`
	o := jsonld.Options{Context: context(t), ContextIRI: "https://example.org/context"}
	if got := encode(t, dataset(t), "http://example.org/id/m", o); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestNamedGraphs(t *testing.T) {
	s, p, g := rdf.IRI("http://example.org/s"), rdf.IRI("https://w3id.org/plenary#note"), rdf.IRI("http://example.org/g")
	d := rdf.NewDataset(rdf.Quad{S: s, P: p, O: rdf.String("x"), G: g}, rdf.Quad{S: s, P: p, O: rdf.String("y")})
	want := `{
  "@context": "c:",
  "@graph": [
    {"id": "http://example.org/s", "note": "y"},
    {
      "id": "http://example.org/g",
      "@graph": [
        {"id": "http://example.org/s", "note": "x"}
      ]
    }
  ]
}
`
	if got := encode(t, d, "", jsonld.Options{Context: context(t), ContextIRI: "c:"}); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// What is written in each form, json-gold turns into the same dataset by its
// own conversion to RDF, with no help from this package.
func TestJSONGoldReadsIt(t *testing.T) {
	d := dataset(t)
	for name, form := range map[string]jsonld.Form{"compacted": jsonld.Compacted, "expanded": jsonld.Expanded, "flattened": jsonld.Flattened} {
		t.Run(name, func(t *testing.T) {
			var doc any
			if err := json.Unmarshal([]byte(encode(t, d, "http://example.org/id/m", jsonld.Options{Context: context(t), Form: form})), &doc); err != nil {
				t.Fatal(err)
			}
			o := ld.NewJsonLdOptions("")
			o.Format = "application/n-quads"
			text, err := ld.NewJsonLdProcessor().ToRDF(doc, o)
			if err != nil {
				t.Fatal(err)
			}
			got, err := rdf.ReadDataset(nquads.Decode(strings.NewReader(text.(string)), rdf.DecodeOptions{}))
			if err != nil {
				t.Fatal(err)
			}
			if diff := canon.Diff(d, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParseContextRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"text":          `"https://example.org/context"`,
		"list":          `[{}]`,
		"scoped":        `{"a": {"@id": "x:a", "@context": {}}}`,
		"reverse":       `{"a": {"@reverse": "x:a"}}`,
		"index":         `{"a": {"@id": "x:a", "@container": "@index"}}`,
		"JSON":          `{"a": {"@id": "x:a", "@type": "@json"}}`,
		"base":          `{"@base": "http://example.org/"}`,
		"no vocabulary": `{"a": "b"}`,
		"ring":          `{"a": "b:x", "b": "a:x"}`,
		"number":        `{"a": 1}`,
	} {
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		if _, err := jsonld.ParseContext(v); err == nil {
			t.Errorf("%s: a context that the writer cannot use is taken", name)
		}
	}
}

func TestIRIThatLooksLikeAPrefixedName(t *testing.T) {
	s := rdf.IRI("http://example.org/s")
	e := jsonld.NewEncoderWith(new(bytes.Buffer), rdf.EncodeOptions{}, jsonld.Options{Context: context(t)})
	if err := e.Encode(rdf.Quad{S: s, P: s, O: rdf.IRI("pl:x")}); err != nil {
		t.Fatal(err)
	}
	if err := e.Close(); err == nil || !strings.Contains(err.Error(), "prefix") {
		t.Errorf("error %v, want one about the prefix", err)
	}
}

func TestRemoteContextsAreNotFetched(t *testing.T) {
	const text = `{"@context": "https://example.org/context", "@id": "http://example.org/s", "note": "x"}`
	_, err := rdf.ReadDataset(jsonld.Decode(strings.NewReader(text), rdf.DecodeOptions{}))
	if err == nil || !strings.Contains(err.Error(), "remote contexts are not fetched") {
		t.Errorf("error %v, want one that says why", err)
	}
	known := map[string]any{"https://example.org/context": map[string]any{"note": "https://w3id.org/plenary#note"}}
	d, err := rdf.ReadDataset(jsonld.DecodeWith(strings.NewReader(text), rdf.DecodeOptions{}, jsonld.Options{Contexts: known}))
	want := rdf.Quad{S: rdf.IRI("http://example.org/s"), P: rdf.IRI("https://w3id.org/plenary#note"), O: rdf.String("x")}
	if err != nil || !d.Has(want) {
		t.Errorf("%v, %v, want %v", d, err, want)
	}
}

func TestDecodeErrors(t *testing.T) {
	tests := []struct {
		name, text   string
		line, column int
		msg          string
	}{
		{"not JSON", "{\n  \"é\": x}", 2, 8, "invalid character 'x'"},
		{"end", "{", 1, 2, "unexpected end"},
		{"string", `"http://example.org/"`, 0, 0, "not \"http://example.org/\""},
		{"relative IRI", `{"@id": "a", "http://x/p": 1}`, 1, 1, "not an absolute IRI"},
		{"context", "[\n {\"@context\": 1}]", 2, 2, "invalid local context"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := rdf.ReadDataset(jsonld.Decode(strings.NewReader(tt.text), rdf.DecodeOptions{}))
			var e *rdf.SyntaxError
			if !errors.As(err, &e) || e.Line != tt.line || e.Column != tt.column || !strings.Contains(err.Error(), tt.msg) {
				t.Errorf("error %v, want %d:%d: %s", err, tt.line, tt.column, tt.msg)
			}
		})
	}
}

func TestDecodeValues(t *testing.T) {
	const text = `{"@id": "http://x/s", "http://x/p": [1, 1.5, 1e30, true, {"@value": {"b": 1, "a": "<"}, "@type": "@json"},
		{"@value": "x", "@language": "ar", "@direction": "rtl"}], "@reverse": {"http://x/q": {"@id": "http://x/o"}}}`
	d, err := rdf.ReadDataset(jsonld.Decode(strings.NewReader(text), rdf.DecodeOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	const xsd = "http://www.w3.org/2001/XMLSchema#"
	s, p := rdf.IRI("http://x/s"), rdf.IRI("http://x/p")
	want := []rdf.Quad{{S: rdf.IRI("http://x/o"), P: rdf.IRI("http://x/q"), O: s}}
	for _, o := range []rdf.Term{
		rdf.Literal("1", xsd+"integer"), rdf.Literal("1.5E0", xsd+"double"), rdf.Literal("1.0E30", xsd+"double"), rdf.Literal("true", xsd+"boolean"),
		rdf.Literal(`{"a":"<","b":1}`, "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"), rdf.DirLangString("x", "ar", rdf.RightToLeft),
	} {
		want = append(want, rdf.Quad{S: s, P: p, O: o})
	}
	for _, q := range want {
		if !d.Has(q) {
			t.Errorf("%s is missing", nquads.AppendQuad(nil, q))
		}
	}
	if d.Len() != len(want) {
		t.Errorf("%d quads, want %d", d.Len(), len(want))
	}
}
