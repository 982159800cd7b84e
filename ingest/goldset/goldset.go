// Package goldset reads releases that carry their annotation in the text, as
// ingest/testdata/gold/README.md describes them. Its invariant: the words of
// every mention are the text between its offsets.
package goldset

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// A Document is one release with what a reader finds in it.
type Document struct {
	ID        string
	Language  string // BCP 47
	Title     string
	Publisher string
	Date      time.Time // the day of issue
	URL       string
	HTML      bool
	Note      string // the hard cases in it
	// Marked is the body with its marks. In HTML they stand inside text nodes,
	// so that a reader of HTML may take the text out first and Unmark it then.
	Marked string
	Claims []Claim
}

// headers are the lines that begin a document, in this order.
var headers = []string{"id", "language", "title", "publisher", "date", "url", "format", "note"}

// Parse reads one document: header lines, an empty line, the marked body and,
// after a line "---", claims. The body ends before the line feed of its last
// line; carriage returns count as text.
//
// Errors: a header that is missing or out of order, a mark or a claim that is
// not well formed; they name the line or the words.
func Parse(file string) (Document, error) {
	head, body, found := strings.Cut(file, "\n\n")
	if !found {
		return Document{}, errors.New("goldset: no empty line after the header")
	}
	values, err := parseHeader(head)
	if err != nil {
		return Document{}, err
	}
	d := Document{
		ID: values[0], Language: values[1], Title: values[2], Publisher: values[3],
		URL: values[5], HTML: values[6] == "html", Note: values[7],
	}
	if d.Date, err = time.Parse(time.DateOnly, values[4]); err != nil {
		return Document{}, fmt.Errorf("goldset: header date: %w", err)
	}
	if values[6] != "html" && values[6] != "text" {
		return Document{}, fmt.Errorf("goldset: format %q is neither html nor text", values[6])
	}
	body, claims, _ := strings.Cut(body, "\n---\n")
	d.Marked = strings.TrimSuffix(body, "\n")
	if _, _, err := Unmark(d.Marked); err != nil {
		return Document{}, err
	}
	d.Claims, err = parseClaims(claims)
	return d, err
}

func parseHeader(head string) ([]string, error) {
	lines := strings.Split(head, "\n")
	values := make([]string, len(headers))
	if len(lines) != len(headers) {
		return nil, fmt.Errorf("goldset: %d header lines, want %d: %s", len(lines), len(headers), strings.Join(headers, ", "))
	}
	for i, key := range headers {
		value, found := strings.CutPrefix(lines[i], key+":")
		if !found {
			return nil, fmt.Errorf("goldset: header line %d is not %q", i+1, key)
		}
		values[i] = strings.TrimSpace(value)
	}
	return values, nil
}

// Load parses every .txt and .html file of a folder, not of those below it, in
// the order of names. Errors name the file; all are joined.
func Load(fsys fs.FS, dir string) ([]Document, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	var out []Document
	var errs []error
	for _, e := range entries {
		if !slices.Contains([]string{".txt", ".html"}, path.Ext(e.Name())) {
			continue
		}
		raw, err := fs.ReadFile(fsys, path.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		d, err := Parse(string(raw))
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", e.Name(), err))
			continue
		}
		out = append(out, d)
	}
	return out, errors.Join(errs...)
}
