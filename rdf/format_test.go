package rdf_test

import (
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
)

// TestFormatsAreConsistent holds the table to what its users rely on: every
// name leads to the row that has it, so none stands in two rows.
func TestFormatsAreConsistent(t *testing.T) {
	for _, f := range rdf.Formats {
		t.Run(f.Token, func(t *testing.T) {
			names := slices.Concat([]string{f.Token, f.MediaType, f.Suffix}, f.Short, f.Aliases)
			for _, name := range names {
				if got, ok := rdf.FormatOf(strings.ToUpper(name)); !ok || got.Token != f.Token {
					t.Errorf("FormatOf(%q) = %q, %v", name, got.Token, ok)
				}
			}
			for _, suffix := range append(f.Suffixes, f.Suffix) {
				if got, ok := rdf.FormatOfFile("dir.nt/DATA" + strings.ToUpper(suffix)); !ok || got.Token != f.Token || suffix[0] != '.' {
					t.Errorf("FormatOfFile(%q) = %q, %v", suffix, got.Token, ok)
				}
			}
			all := append(names, f.Suffixes...)
			slices.Sort(all)
			if len(slices.Compact(slices.Clone(all))) != len(all) {
				t.Errorf("a name stands twice: %q", all)
			}
			if f.Name == "" || f.Version == "" || f.Text != strings.HasPrefix(f.MediaType, "text/") || !(f.Reads || f.Writes) {
				t.Errorf("incomplete: %+v", f)
			}
		})
	}
}

func TestFormatOfFile(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"suffix", "a/b.ttl", "Turtle"},
		{"upper case", "B.NT", "N-Triples"},
		{"OWL", "onto.owl", "RDF/XML"},
		{"JSON", "x.json", "JSON-LD"},
		{"other", "x.txt", ""},
		{"none", "ttl", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if f, ok := rdf.FormatOfFile(tt.file); f.Name != tt.want || ok != (tt.want != "") {
				t.Errorf("FormatOfFile(%q) = %q, %v, want %q", tt.file, f.Name, ok, tt.want)
			}
		})
	}
}

func TestFormatOfParameters(t *testing.T) {
	if f, ok := rdf.FormatOf("text/turtle; charset=utf-8"); !ok || f.Token != "turtle" {
		t.Errorf("FormatOf with a parameter = %q, %v", f.Token, ok)
	}
}
