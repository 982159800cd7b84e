package gate_test

import (
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/gate"
	"w3id.org/plenary/rdf"
)

// TestFollowed changes the files of a gate under it.
func TestFollowed(t *testing.T) {
	folder := t.TempDir()
	var troubles []string
	f, err := gate.Follow(folder, func(err error) { troubles = append(troubles, err.Error()) })
	if err != nil {
		t.Fatal(err)
	}
	store := graph.New(graph.Options{})
	for _, step := range []struct {
		name, file, text string
		violations       int
		trouble          string
	}{
		{"plenary's own shapes", "", "", 0, ""},
		{"rules", "gate.json", `{"rules": [{"shapes": ["a.ttl"]}]}`, 0, "a.ttl"},
		{"the file they want", "a.ttl", shapes, 1, ""},
		{"broken shapes", "a.ttl", shapes + " [", 1, "a.ttl"},
		{"the same", "", "", 1, ""},
		{"broken rules", "gate.json", "{", 1, "gate.json"},
		{"other shapes", "a.ttl", strings.Replace(shapes, "minCount 1", "minCount 0", 1), 1, "gate.json"},
		{"whole rules", "gate.json", `{"rules": [{"shapes": ["a.ttl"]}] }`, 0, ""},
	} {
		t.Run(step.name, func(t *testing.T) {
			troubles = nil
			if step.file != "" {
				write(t, folder, step.file, step.text)
			}
			_, err := store.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
				if _, err := tx.Add(rdf.Quad{S: rdf.IRI("x:" + strings.ReplaceAll(step.name, " ", "")), P: rdf.IRI("x:p"), O: rdf.String("o")}); err != nil {
					return err
				}
				r, err := f.Check(t.Context(), tx)
				if err == nil && len(r.Results) != step.violations {
					t.Errorf("%d violations, want %d", len(r.Results), step.violations)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
			if told := strings.Join(troubles, "; "); !strings.Contains(told, step.trouble) || (told == "") != (step.trouble == "") {
				t.Errorf("trouble %q, want %q", told, step.trouble)
			}
		})
	}
}
