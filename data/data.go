// Package data holds the curated tables, the mapping that turns their rows
// into statements, the IRIs of what they describe, and the checks that a table
// must pass. Its invariant: what Quads yields without an error has no dangling
// reference, no impossible date and no SKOS clash.
package data

import (
	"embed"
	"io/fs"
	"iter"

	"w3id.org/plenary/rdf"
)

//go:generate go run ./gen

//go:embed *.csv
var embedded embed.FS

// Files returns the embedded tables, each at its bare name ("summits.csv").
func Files() fs.FS { return embedded }

// Quads yields every statement of the embedded tables with IRIs under base,
// which ends in a slash.
//
// Order:  tables as in tables.csv, rows as in their files; then the claims of
// documents, the derived statements and the catalogue. Always the same.
// Shape:  no quad twice.
// Errors: at the end, one that joins at most ten of type *Error; what was
// yielded before it must then be thrown away.
func Quads(base string) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		t, err := Load(embedded)
		if err != nil {
			yield(rdf.Quad{}, err)
			return
		}
		t.Quads(base)(yield)
	}
}

// Check loads tables from a file system and reports every reason, up to ten,
// why they are not fit to be served. Errors are of type *Error, joined.
func Check(fsys fs.FS) error {
	t, err := Load(fsys)
	if err != nil {
		return err
	}
	for _, err := range t.Quads("http://localhost/") {
		if err != nil {
			return err
		}
	}
	return nil
}
