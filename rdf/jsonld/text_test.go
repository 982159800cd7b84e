package jsonld_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld"
)

// Each character is written so that it is read back, wherever in a text it stands.
func TestTextIsEscaped(t *testing.T) {
	s, p := rdf.IRI("http://example.org/s"), rdf.IRI("http://example.org/p")
	for _, c := range []string{"\x00", "\x1f", " ", "!", "\"", "#", "\\", "\x7f", "\u0080", "é", "\U0001F600", "\n"} {
		for at := range 20 {
			text := strings.Repeat("x", at) + c + strings.Repeat("y", 19-at)
			var b bytes.Buffer
			e := jsonld.NewEncoder(&b, rdf.EncodeOptions{})
			if err := rdf.WriteNumbered(e, rdf.Number([]rdf.Quad{{S: s, P: p, O: rdf.String(text)}})); err != nil {
				t.Fatal(err)
			}
			var got map[string]any
			if err := json.Unmarshal(b.Bytes(), &got); err != nil || got[p.Value()] != text {
				t.Errorf("%q at %d: %v, %s", c, at, err, &b)
			}
		}
	}
}
