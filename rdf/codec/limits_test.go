package codec_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
)

// What exceeds a limit is refused, and the limit named.
func TestLimits(t *testing.T) {
	const n = 1_000_000
	long := strings.Repeat("x", n)
	var names strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&names, "@prefix p%d: <x:> . ", i)
	}
	tests := []struct{ token, limit, text string }{
		{"turtle", "depth", "<x:a> <x:p> " + strings.Repeat("[ <x:p> ", n)},
		{"trig", "depth", "<x:a> <x:p> " + strings.Repeat("(", n)},
		{"ntriples", "depth", strings.Repeat("<x:a> <x:p> <<( ", n)},
		{"nquads", "depth", strings.Repeat("<x:a> <x:p> <<( ", n)},
		{"jsonld", "depth", strings.Repeat("[", n)},
		{"rdfxml", "depth", strings.Repeat(`<a xmlns="x:"><p>`, n)},
		{"turtle", "token", "<x:a> <x:p> '''" + long},
		{"trig", "token", "<x:a> <x:p> <x:" + long},
		{"ntriples", "token", `<x:a> <x:p> "` + long},
		{"nquads", "token", "<x:a> <x:p> _:" + long},
		{"rdfxml", "token", `<a xmlns="x:"><p>` + long + "</p></a>"},
		{"turtle", "names", names.String()},
		{"trig", "names", names.String()},
	}
	for _, tt := range tests {
		t.Run(tt.token+" "+tt.limit, func(t *testing.T) {
			f, _ := rdf.FormatOf(tt.token)
			var e *rdf.SyntaxError
			o := rdf.DecodeOptions{MaxToken: n / 2, MaxNames: 100}
			if tt.limit == "depth" {
				o = rdf.DecodeOptions{}
			}
			_, err := rdf.ReadDataset(codec.Decode(f, strings.NewReader(tt.text), o, codec.Options{}))
			if !errors.As(err, &e) || e.Limit != tt.limit || !strings.Contains(e.Msg, "limit") {
				t.Errorf("%.300v, want an error that names the limit %q", err, tt.limit)
			}
		})
	}
}
