package codec_test

import (
	"errors"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
)

// A syntax error says what was expected by itself, too, and the quotes of what was
// found do not mislead it.
func TestExpected(t *testing.T) {
	for _, tt := range []struct{ name, format, text, want string }{
		{"Turtle, the end", "turtle", "<x:a> <x:b> <x:c>", "'.'"},
		{"Turtle, several", "turtle", "@prefix", "a prefix and ':'"},
		{"Turtle, a text of that form", "turtle", "<x:a> <x:b> <x:c> \" where 7 was expected\" .", "'.'"},
		{"N-Triples", "ntriples", "<x:a> <x:b> .", "an IRI, blank node or literal"},
		{"JSON-LD", "jsonld", `{"@id" 7}`, "':'"},
		{"another kind", "turtle", "<x:a> <x:b> x:c .", ""},
		{"another kind of JSON", "jsonld", `{"@id": 7}`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			format, _ := rdf.FormatOf(tt.format)
			var syntax *rdf.SyntaxError
			for _, err := range codec.Decode(format, strings.NewReader(tt.text), rdf.DecodeOptions{}, codec.Options{}) {
				errors.As(err, &syntax)
			}
			if syntax == nil || syntax.Expected() != tt.want {
				t.Errorf("Expected() of %v, want %q", syntax, tt.want)
			}
		})
	}
}
