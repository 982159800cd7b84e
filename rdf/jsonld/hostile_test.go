package jsonld_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
)

// wide returns text as UTF-16 with a byte order mark, high bytes first.
func wide(text string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune("\uFEFF" + text)) {
		b.WriteByte(byte(u >> 8))
		b.WriteByte(byte(u))
	}
	return b.String()
}

func TestHostileInput(t *testing.T) {
	tests := []struct {
		name             string
		text             io.Reader
		rule, msg, limit string
	}{
		{"brackets", strings.NewReader(strings.Repeat("[", 1e6)), "JSON", "nested deeper than the limit of 512 levels", "depth"},
		{"objects", strings.NewReader(strings.Repeat(`{"http://x/p":`, 1e5)), "JSON", "nested deeper", "depth"},
		{"long string", io.MultiReader(strings.NewReader(`{"http://x/p": "`), io.LimitReader(letters{}, 100<<20), strings.NewReader(`"}`)),
			"JSON", "string longer than the limit of 16777216 bytes", "token"},
		{"long number", io.MultiReader(strings.NewReader("[1"), io.LimitReader(digits{}, 100<<20)), "JSON", "number longer", "token"},
		{"long document", io.MultiReader(strings.NewReader("["), io.LimitReader(spaces{}, 300<<20)), "JSON", "more than the limit of 67108864 bytes", "bytes"},
		{"many values", io.MultiReader(strings.NewReader("["), strings.NewReader(strings.Repeat("1,", 1.1e6))), "JSON", "more values than the limit of 1000000", "values"},
		{"NUL", strings.NewReader("{\x00}"), "JSON", `invalid character '\x00'`, ""},
		{"NUL in a string", strings.NewReader("[\"a\x00\"]"), "JSON", `invalid character '\x00' in a string`, ""},
		{"Latin-1", strings.NewReader("{\"http://x/p\": \"caf\xe9\"}"), "JSON", "invalid UTF-8", ""},
		{"overlong", strings.NewReader("{\"http://x/p\": \"\xc0\xaf\"}"), "JSON", "invalid UTF-8", ""},
		{"half a surrogate pair", strings.NewReader(`{"http://x/p": "\ud800"}`), "JSON", "surrogate", ""},
		{"UTF-16", strings.NewReader(wide("{}")), "JSON", "UTF-16", ""},
		{"UTF-16 without a mark", strings.NewReader(wide("{}")[2:]), "JSON", "UTF-16", ""},
		{"HTML", strings.NewReader("<!DOCTYPE html>"), "JSON", "invalid character '<'", ""},
		{"empty", strings.NewReader(""), "JSON", "unexpected end", ""},
		{"two values", strings.NewReader("{}{}"), "JSON", "after the end", ""},
		{"entry twice", strings.NewReader(`{"@id": "http://x/a", "@id": "http://x/b"}`), "JSON", `two entries "@id"`, ""},
		{"context that is itself", strings.NewReader(`{"@context": "http://x/c"}`), "context overflow", "http://x/c", "contexts"},
		{"term that is itself", strings.NewReader(`{"@context": {"a": "b:x", "b": "a:x"}}`), "cyclic IRI mapping", "leans on itself", ""},
		{"many contexts", strings.NewReader(manyContexts()), "limit exceeded", "term definitions", "names"},
		{"long chain of terms", strings.NewReader(longChain()), "limit exceeded", "nested deeper", "depth"},
	}
	contexts := map[string]any{"http://x/c": []any{"http://x/c"}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			quads := 0
			var err error
			for _, e := range jsonld.DecodeWith(tt.text, rdf.DecodeOptions{Source: "in"}, jsonld.Options{Contexts: contexts, MaxBytes: 64 << 20, MaxValues: 1e6}) {
				if err = e; err == nil {
					quads++
				}
			}
			var e *rdf.SyntaxError
			if !errors.As(err, &e) || e.Rule != tt.rule || !strings.Contains(e.Msg, tt.msg) || e.Limit != tt.limit || e.Source != "in" || quads > 0 {
				t.Errorf("%d quads, error %.300v with limit %q, want %s: %s with limit %q", quads, err, e.Limit, tt.rule, tt.msg, tt.limit)
			}
		})
	}
}

type letters struct{}

func (letters) Read(b []byte) (int, error) { return fill(b, 'a') }

type digits struct{}

func (digits) Read(b []byte) (int, error) { return fill(b, '1') }

type spaces struct{}

func (spaces) Read(b []byte) (int, error) { return fill(b, ' ') }

func fill(b []byte, c byte) (int, error) {
	for i := range b {
		b[i] = c
	}
	return len(b), nil
}

// manyContexts makes nodes copy a large context again and again.
func manyContexts() string {
	var b strings.Builder
	b.WriteString(`{"@context": {`)
	for i := range 5000 {
		fmt.Fprintf(&b, `"t%d": "http://x/%d", `, i, i)
	}
	b.WriteString(`"p": "http://x/p"}, "p": [`)
	for range 12000 {
		b.WriteString(`{"@context": {"q": "http://x/q"}, "q": 1},`)
	}
	b.WriteString(`1]}`)
	return b.String()
}

// longChain makes each term lean on the next.
func longChain() string {
	var b strings.Builder
	b.WriteString(`{"@context": {`)
	for i := range 5000 {
		fmt.Fprintf(&b, `"t%d": {"@id": "t%d:x"}, `, i, i+1)
	}
	b.WriteString(`"t5000": "http://x/"}}`)
	return b.String()
}

func TestErrorsHaveCodes(t *testing.T) {
	_, err := rdf.ReadDataset(jsonld.Decode(strings.NewReader(`{"@id": 1}`), rdf.DecodeOptions{}))
	var e *processor.Error
	if !errors.As(err, &e) || e.Code != processor.InvalidIDValue || e.At != (ojson.Position{Line: 1, Column: 1}) {
		t.Errorf("error %v, want %s at 1:1", err, processor.InvalidIDValue)
	}
}

func TestByteOrderMark(t *testing.T) {
	d, err := rdf.ReadDataset(jsonld.Decode(strings.NewReader("\uFEFF{\"http://x/p\": 1}"), rdf.DecodeOptions{}))
	if err != nil || d.Len() != 1 {
		t.Errorf("%d quads, error %v, want 1 quad", d.Len(), err)
	}
}

func TestOnPrefix(t *testing.T) {
	var got []rdf.Prefix
	const text = `{"@context": [{"ex": "http://example.org/", "name": "http://example.org/name", "x": {"@id": "http://x/"}}, {"f": "http://f/#"}]}`
	o := rdf.DecodeOptions{OnPrefix: func(p rdf.Prefix) { got = append(got, p) }}
	if _, err := rdf.ReadDataset(jsonld.Decode(strings.NewReader(text), o)); err != nil {
		t.Fatal(err)
	}
	want := []rdf.Prefix{{Name: "ex", IRI: "http://example.org/"}, {Name: "f", IRI: "http://f/#"}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("prefixes %v, want %v", got, want)
	}
}
