package ontology_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/rdf/turtle"
)

const base = "http://localhost:8080/"

func parseExample(t *testing.T, name, text string) *rdf.Dataset {
	t.Helper()
	var b strings.Builder
	for _, p := range ontology.Prefixes {
		fmt.Fprintf(&b, "@prefix %s: <%s> .\n", p.Name, p.IRI)
	}
	b.WriteString(text)
	d, err := rdf.ReadDataset(turtle.Decode(strings.NewReader(b.String()), rdf.DecodeOptions{Source: "example of " + name, Base: base}))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestContextRoundTrip writes the examples and the vocabulary itself with the
// published context and reads them back with json-gold.
func TestContextRoundTrip(t *testing.T) {
	var document any
	if err := json.Unmarshal(ontology.Context, &document); err != nil {
		t.Fatal(err)
	}
	samples := map[string]*rdf.Dataset{}
	for _, term := range ontology.Terms() {
		for _, example := range term.Examples {
			samples[term.IRI] = parseExample(t, term.IRI, example)
		}
	}
	var err error
	if samples["the vocabulary"], err = rdf.ReadDataset(ontology.Quads()); err != nil {
		t.Fatal(err)
	}
	const where = base + "ontology/context.jsonld"
	for name, d := range samples {
		var b bytes.Buffer
		e := jsonld.NewEncoderWith(&b, rdf.EncodeOptions{}, jsonld.Options{Context: document, ContextIRI: where})
		if err := rdf.WriteAll(e, d.All()); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := rdf.ReadDataset(jsonld.DecodeWith(&b, rdf.DecodeOptions{Base: base}, jsonld.Options{Contexts: map[string]any{where: document}}))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if !canon.Isomorphic(d, got) {
			t.Errorf("%s: %s", name, canon.Diff(d, got))
		}
	}
}
