package jsonld_test

import (
	"bytes"
	"fmt"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld"
)

// What a document cannot be written for is told each time, whatever was written with
// the context before.
func TestErrorsComeAgain(t *testing.T) {
	context, err := jsonld.ParseContext(map[string]any{"@context": map[string]any{"ex": "http://example.org/"}})
	if err != nil {
		t.Fatal(err)
	}
	write := func(predicate string, context *jsonld.Context) (string, error) {
		var out bytes.Buffer
		e := jsonld.NewEncoderWith(&out, rdf.EncodeOptions{}, jsonld.Options{Context: context})
		err := rdf.WriteNumbered(e, rdf.Number([]rdf.Quad{{S: rdf.IRI("http://example.org/a"), P: rdf.IRI(predicate), O: rdf.String("b")}}))
		return out.String(), err
	}
	want, err := write("http://example.org/p", context)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		for range 2 {
			if _, err := write("ex:p", context); err == nil {
				t.Errorf("%d: an IRI is written that would be read as another", i)
			}
		}
		if got, err := write("http://example.org/p", context); err != nil || got != want {
			t.Errorf("%d: %s %v, want %s", i, got, err, want)
		}
		other, err := jsonld.ParseContext(map[string]any{"@context": map[string]any{fmt.Sprint("e", i): "http://example.org/"}})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := write("http://example.org/p", other); err != nil || got == want {
			t.Errorf("%d: another context: %s %v", i, got, err)
		}
	}
}
