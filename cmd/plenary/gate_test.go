package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Commands that change a folder pass its gate, and shapes given with them.
func TestGateOfCommands(t *testing.T) {
	dir := t.TempDir()
	folder, shapes, bad, good := filepath.Join(dir, "store"), filepath.Join(dir, "shapes.ttl"), filepath.Join(dir, "bad.ttl"), filepath.Join(dir, "good.ttl")
	for path, text := range map[string]string{
		shapes: "@prefix sh: <http://www.w3.org/ns/shacl#> . [] a sh:NodeShape ; sh:targetSubjectsOf <x:p> ; sh:property [ sh:path <x:q> ; sh:minCount 1 ; sh:message 'needs q' ] .",
		bad:    "<x:s> <x:p> 1 .", good: "<x:s> <x:p> 1 ; <x:q> 1 .",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	printed(t, "load", "--data", folder+"3", "--from", "nq", "-")
	if err := os.WriteFile(filepath.Join(folder+"3", "gate.json"), []byte(`{"rules": [{"shapes": ["../shapes.ttl"]}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	printed(t, "load", "--data", folder, "--from", "nq", "-")
	tests := []struct {
		name, args string
		code       int
		says       string
	}{
		{"replace with a violation", "load --data " + folder + " --replace --graph x:g --shapes " + shapes + " " + bad, 1, "needs q"},
		{"replace", "load --data " + folder + " --replace --graph x:g --shapes " + shapes + " " + good, 0, ""},
		{"update with a violation", "update --data " + folder + " --shapes " + shapes + " -e DELETE{GRAPH<x:g>{<x:s><x:q>?o}}WHERE{GRAPH<x:g>{<x:s><x:q>?o}}", 1, "needs q"},
		{"update that need not pass", "update --data " + folder + " --no-gate --shapes " + shapes + " -e DELETE{GRAPH<x:g>{<x:s><x:q>?o}}WHERE{GRAPH<x:g>{<x:s><x:q>?o}}", 0, ""},
		{"the folder's own", "update --data " + folder + " -e INSERT{<x:m>a<https://w3id.org/plenary#MinisterialMeeting>}WHERE{}", 1, "MinisterialMeeting"},
		{"load with a violation", "load --data " + folder + " --shapes " + shapes + " " + bad, 1, "needs q"},
		{"first load with a violation", "load --data " + folder + "2 --shapes " + shapes + " " + bad, 1, "needs q"},
		{"first load", "load --data " + folder + "2 --shapes " + shapes + " " + good, 0, ""},
		{"load where nothing is said", "load --data " + folder + "2 --graph x:g " + bad, 0, ""},
		{"load where a file says what is gated", "load --data " + folder + "3 --graph x:g " + bad, 1, "needs q"},
		{"load that need not pass", "load --data " + folder + "2 --shapes " + shapes + " --no-gate --graph x:g " + bad, 0, ""},
		{"no shapes", "update --data " + folder + " --shapes missing.ttl -e DELETE{?s?p?o}WHERE{?s?p?o}", 1, "missing.ttl"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var errs bytes.Buffer
			if code := run(t.Context(), strings.Fields(tt.args), streams{strings.NewReader(""), &errs, &errs}); code != tt.code || !strings.Contains(errs.String(), tt.says) {
				t.Errorf("status %d, want %d and %q: %s", code, tt.code, tt.says, &errs)
			}
		})
	}
}
