package openapi_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/problem"
)

type inner struct {
	A string `json:"a"`
}

type maybe struct {
	I bool `json:"i"`
}

type outer struct {
	inner
	*maybe
	B     int       `json:"b,omitempty"`
	C     []outer   `json:"c"`
	D     *inner    `json:"d,omitempty"`
	E     time.Time `json:"e"`
	F     float64   `json:"f"`
	G     bool      `json:"g"`
	H     any       `json:"h"`
	Tacit string    `json:"-"`
}

func TestSchemaOf(t *testing.T) {
	s := new(openapi.Schemas)
	ref, err := json.Marshal(s.Of([]outer{}))
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"items":{"$ref":"#/components/schemas/Outer"},"type":"array"}`; string(ref) != want {
		t.Errorf("Of = %s, want %s", ref, want)
	}
	all, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"Inner":{"additionalProperties":false,"properties":{"a":{"type":"string"}},"required":["a"],"type":"object"},` +
		`"Outer":{"additionalProperties":false,"properties":{"a":{"type":"string"},"b":{"type":"integer"},"c":{"items":{"$ref":"#/components/schemas/Outer"},"type":"array"},` +
		`"d":{"$ref":"#/components/schemas/Inner"},"e":{"format":"date-time","type":"string"},"f":{"type":"number"},"g":{"type":"boolean"},"h":{},"i":{"type":"boolean"}},` +
		`"required":["a","c","e","f","g","h"],"type":"object"}}`
	if string(all) != want {
		t.Errorf("schemas %s, want %s", all, want)
	}
}

type Variant struct {
	A string `json:"a"`
}

// Types of one name in two packages have schemas of their own.
func TestNamesMeet(t *testing.T) {
	s := new(openapi.Schemas)
	var refs []any
	for _, v := range []any{Variant{}, problem.Variant{}, Variant{}} {
		refs = append(refs, s.Of(v)["$ref"])
	}
	const at = "#/components/schemas/"
	if want := []any{at + "Variant", at + "ProblemVariant", at + "Variant"}; !slices.Equal(refs, want) {
		t.Errorf("%v, want %v", refs, want)
	}
}
