package jsonld_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld"
)

func TestContextHasTheUsedPrefixesAlone(t *testing.T) {
	used, unused := rdf.Prefix{Name: "ex", IRI: "http://example/"}, rdf.Prefix{Name: "other", IRI: "http://other.example/"}
	var b bytes.Buffer
	e := jsonld.NewEncoder(&b, rdf.EncodeOptions{Prefixes: []rdf.Prefix{unused, used}})
	if err := e.Encode(rdf.Quad{S: rdf.IRI("http://example/s"), P: rdf.IRI("http://example/p"), O: rdf.LangString("x", "en")}); err != nil {
		t.Fatal(err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	var document struct {
		Context map[string]string `json:"@context"`
	}
	if err := json.Unmarshal(b.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{"ex": "http://example/"}; !maps.Equal(document.Context, want) {
		t.Errorf("context %v, want %v", document.Context, want)
	}
}
