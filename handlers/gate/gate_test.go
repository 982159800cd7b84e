package gate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/handlers/gate"
	"w3id.org/plenary/rdf"
)

const shapes = `@prefix sh: <http://www.w3.org/ns/shacl#> .
[] a sh:NodeShape ; sh:targetSubjectsOf <x:p> ; sh:property [ sh:path <x:q> ; sh:minCount 1 ] .`

func write(t *testing.T, folder, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestRules(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "a.ttl", shapes)
	usual, err := gate.Open(folder)
	if err != nil || len(usual.Rules) != 1 || usual.Rules[0].Graphs != nil || usual.Rules[0].Each {
		t.Errorf("without a file %+v, %v", usual, err)
	}
	further, err := gate.Open("", filepath.Join(folder, "a.ttl"))
	if err != nil || len(further.Rules) != 2 {
		t.Errorf("with further shapes %+v, %v", further, err)
	}
	write(t, folder, "gate.json", `{"rules": [{"shapes": ["plenary", "a.ttl"]}, {"shapes": ["a.ttl"], "graphs": ["", "http://example.org/g"], "each": true}]}`)
	g, err := gate.Open(folder)
	if err != nil || len(g.Rules) != 2 || !g.Rules[1].Each || len(g.Rules[1].Graphs) != 2 || !g.Rules[1].Graphs[0].IsZero() || g.Rules[1].Graphs[1] != rdf.IRI("http://example.org/g") {
		t.Errorf("with a file %+v, %v", g, err)
	}
	write(t, folder, "gate.json", `{"rules": []}`)
	if none, err := gate.Open(folder); err != nil || len(none.Rules) != 0 {
		t.Errorf("without rules %+v, %v", none, err)
	}
}

// TestPrefixes: queries know the prefixes of the document that they stand in.
func TestPrefixes(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "a.ttl", shapes+` @prefix x: <x:> . <x:s> sh:targetNode 1 ; sh:sparql [ sh:select "SELECT $this WHERE { $this x:p ?o }" ] .`)
	if _, err := gate.Open("", filepath.Join(folder, "a.ttl")); err != nil {
		t.Error(err)
	}
}

// A gate that cannot be read is none that stands open.
func TestBrokenRules(t *testing.T) {
	for name, tt := range map[string]struct{ text, says string }{
		"no JSON":       {`{"rules": `, "unexpected"},
		"unknown field": {`{"rules": [{"shape": "plenary"}]}`, "shape"},
		"no shapes":     {`{"rules": [{}]}`, "without shapes"},
		"no file":       {`{"rules": [{"shapes": ["none.ttl"]}]}`, "none.ttl"},
		"no syntax":     {`{"rules": [{"shapes": ["none.txt"]}]}`, "suffix"},
		"no IRI":        {`{"rules": [{"shapes": ["plenary"], "graphs": ["a b"]}]}`, "a b"},
		"ill-formed":    {`{"rules": [{"shapes": ["b.ttl"]}]}`, "minCount"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			write(t, folder, "b.ttl", strings.Replace(shapes, "minCount 1", "minCount 'x'", 1))
			write(t, folder, "gate.json", tt.text)
			if g, err := gate.Open(folder); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%+v, %v, want an error of %s", g, err, tt.says)
			}
		})
	}
}
