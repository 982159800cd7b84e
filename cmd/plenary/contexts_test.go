package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestContexts(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"note.jsonld":    `{"@context": "https://www.w3.org/ns/activitystreams", "id": "x:n", "name": "a note"}`,
		"other.jsonld":   `{"@context": "x:c?a=b", "@id": "x:n", "p": "x:o"}`,
		"context.jsonld": `{"@context": {"p": {"@id": "x:p", "@type": "@id"}}}`,
		"bad.jsonld":     `{`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		line   string
		status int
		want   string // in what is written
	}{
		{"convert note.jsonld --to nt", exitDone, `<x:n> <https://www.w3.org/ns/activitystreams#name> "a note" .`},
		{"convert other.jsonld --to nt", exitData, "other.jsonld:1:1: <x:c?a=b>: remote contexts are not fetched"},
		{"convert other.jsonld --to nt --context x:c?a=b=context.jsonld", exitDone, "<x:n> <x:p> <x:o> ."},
		{"validate other.jsonld --context x:c?a=b=context.jsonld", exitDone, "1 quad"},
		{"validate other.jsonld --context context.jsonld", exitUsage, "is not IRI=FILE"},
		{"validate other.jsonld --context x:c?a=b=none.jsonld", exitData, "none.jsonld"},
		{"validate other.jsonld --context x:c?a=b=bad.jsonld", exitData, "bad.jsonld:1:2"},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			got := runIn(t, dir, tt.line, "")
			if got.status != tt.status || !strings.Contains(got.out+got.err, tt.want) {
				t.Errorf("%+v, want status %d and %q", got, tt.status, tt.want)
			}
		})
	}
}
