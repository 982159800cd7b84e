package rdf_test

import (
	"errors"
	"slices"
	"testing"

	"w3id.org/plenary/rdf"
)

func TestDatasetIsASet(t *testing.T) {
	s, p, g := rdf.IRI("http://example/s"), rdf.IRI("http://example/p"), rdf.IRI("http://example/g")
	unnamed := rdf.Quad{S: s, P: p, O: rdf.String("x")}
	named := rdf.Quad{S: s, P: p, O: rdf.String("x"), G: g}
	d := rdf.NewDataset(named, unnamed, named)
	if d.Len() != 2 || !d.Has(named) || !d.Has(unnamed) || d.Add(unnamed) {
		t.Errorf("%d quads, want the two added once each", d.Len())
	}
	if got := d.Quads(); !slices.Equal(got, []rdf.Quad{unnamed, named}) {
		t.Errorf("Quads() = %v, want the default graph first", got)
	}
}

func TestReadDatasetStopsAtTheFirstError(t *testing.T) {
	broken := errors.New("broken")
	_, err := rdf.ReadDataset(func(yield func(rdf.Quad, error) bool) {
		_ = yield(rdf.Quad{}, broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}

func TestSyntaxErrorText(t *testing.T) {
	tests := []struct {
		name string
		err  rdf.SyntaxError
		want string
	}{
		{"all", rdf.SyntaxError{Source: "a.ttl", Line: 3, Column: 7, Rule: "Turtle [15] collection", Msg: "unexpected '.'", Hint: "close the list with ')'"},
			"a.ttl:3:7: unexpected '.' (Turtle [15] collection); close the list with ')'"},
		{"no position", rdf.SyntaxError{Source: "a.rdf", Msg: "not well-formed"}, "a.rdf: not well-formed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.err.Error(); got != tt.want {
				t.Errorf("Error() = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestFormatOf(t *testing.T) {
	for name, want := range map[string]string{
		"turtle": "Turtle", "TEXT/TURTLE": "Turtle", ".nq": "N-Quads", "application/x-trig": "TriG", "application/json": "JSON-LD",
	} {
		if f, ok := rdf.FormatOf(name); !ok || f.Name != want {
			t.Errorf("FormatOf(%q) = %q, %v, want %q", name, f.Name, ok, want)
		}
	}
	if f, ok := rdf.FormatOf("text/html"); ok {
		t.Errorf("FormatOf(text/html) = %q, want none", f.Name)
	}
}
