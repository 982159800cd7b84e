package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestValidateShapes(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"shapes.ttl": `@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://example.org/> .
e:Person sh:targetClass e:Person ; sh:property [ sh:path e:name ; sh:minCount 1 ] ; sh:property [ sh:path ( e:knows e:name ) ; sh:maxCount 1 ; sh:severity sh:Warning ] .`,
		"graph.ttl": `@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://example.org/> .
e:S sh:targetNode e:a ; sh:sparql [ sh:select "SELECT $this WHERE { GRAPH $shapesGraph { $currentShape <http://www.w3.org/ns/shacl#targetNode> $this } }" ] .`,
		"recursive.ttl": `@prefix sh: <http://www.w3.org/ns/shacl#> . <x:s> sh:targetNode <x:a> ; sh:node <x:s> .`,
		"good.ttl":      `@prefix e: <http://example.org/> . e:a a e:Person ; e:name "A" .`,
		"bad.ttl":       `@prefix e: <http://example.org/> . e:b a e:Person .`,
		"warned.trig":   `@prefix e: <http://example.org/> . e:g { e:c e:name "C" } e:h { e:c a e:Person ; e:knows e:c, e:d . e:d e:name "D" }`,
		"none.ttl":      `this is no Turtle`,
		"meeting.ttl":   `<x:m> a <https://w3id.org/plenary#Meeting> .`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name, line string
		status     int
		out, err   string // parts
	}{
		{"conforms", "validate --shapes shapes.ttl good.ttl", 0, "conforms\n", ""},
		{"does not", "validate --shapes shapes.ttl good.ttl bad.ttl", 1, "Violation e:b\n  path      e:name\n", ""},
		{"counts", "validate --shapes shapes.ttl bad.ttl", 1, "does not conform: 1 violation, 0 warnings and notes\n", ""},
		{"a warning, in a union of graphs", "validate --shapes shapes.ttl warned.trig", 1, "Warning e:c\n  path      e:knows/e:name\n", ""},
		{"as RDF", "validate --shapes shapes.ttl --format nt bad.ttl", 1, "<http://www.w3.org/ns/shacl#focusNode> <http://example.org/b>", ""},
		{"as RDF that conforms", "validate --shapes shapes.ttl --format turtle good.ttl", 0, "sh:conforms true", ""},
		{"two shapes graphs", "validate --shapes recursive.ttl --shapes shapes.ttl bad.ttl", 2, "", "<x:s>: the shape is recursive"},
		{"the shapes graph beside the data", "validate --shapes graph.ttl good.ttl", 1, "Violation e:a", ""},
		{"shapes of plenary", "validate --shapes plenary meeting.ttl", 1, "Meeting: label has at least one value", ""},
		{"no shapes: the syntax", "validate meeting.ttl", 0, "valid Turtle", ""},
		{"shapes that are not there", "validate --shapes missing.ttl good.ttl", 2, "", "missing.ttl"},
		{"data that cannot be read", "validate --shapes shapes.ttl none.ttl", 2, "", "none.ttl:1"},
		{"a folder that is none", "validate --data missing", 2, "", "missing"},
		{"no such format", "validate --shapes shapes.ttl --format word good.ttl", 2, "", "unknown format"},
		{"both", "validate --data folder good.ttl", 2, "", "not both"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := runIn(t, dir, tt.line, "")
			if got.status != tt.status || !strings.Contains(got.out, tt.out) || !strings.Contains(got.err, tt.err) || tt.err == "" && got.err != "" {
				t.Errorf("%s: exit status %d, want %d\nstdout: %.900s\nstderr: %.600s", tt.line, got.status, tt.status, got.out, got.err)
			}
		})
	}
}

func TestValidateFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "meeting.ttl"), []byte(`<x:m> a <https://w3id.org/plenary#Meeting> .`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := runIn(t, dir, "load --data folder meeting.ttl", ""); got.status != 0 {
		t.Fatal(got.err)
	}
	if got := runIn(t, dir, "validate --data folder", ""); got.status != 1 || !strings.Contains(got.out, "Violation <x:m>") {
		t.Errorf("exit status %d\n%s%s", got.status, got.out, got.err)
	}
}
