package data

import (
	"regexp"
	"strings"
	"testing"
)

// TestIRIsAreCompleteAndFresh: go generate would add nothing.
func TestIRIsAreCompleteAndFresh(t *testing.T) {
	tables, err := Load(Files())
	if err != nil {
		t.Fatal(err)
	}
	missing, err := tables.Missing()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range missing {
		t.Errorf("iris.csv lacks %s,%s,%s: run go generate ./data", e.Table, e.ID, e.IRI)
	}
}

// TestIRIsAreOfWords: a path of the class and one slug, unless the thing is
// someone else's.
func TestIRIsAreOfWords(t *testing.T) {
	entries, err := IRIs(Files())
	if err != nil {
		t.Fatal(err)
	}
	path := regexp.MustCompile(`^id/[a-z-]+/[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, e := range entries {
		if !path.MatchString(e.IRI) && !strings.HasPrefix(e.IRI, "http") {
			t.Errorf("%s,%s: the IRI %s is not made of words", e.Table, e.ID, e.IRI)
		}
		if seen[e.IRI] {
			t.Errorf("%s occurs twice", e.IRI)
		}
		seen[e.IRI] = true
	}
}

// TestIRIsOfRowsThatAreGone: a line without a row would be a broken promise.
func TestIRIsOfRowsThatAreGone(t *testing.T) {
	f := loaded(t)
	for name, ids := range f.tables.iris.byTable {
		for id := range ids {
			if d := f.tables.byName[name]; d == nil {
				t.Errorf("iris.csv has the table %s, tables.csv has not", name)
			} else if _, ok := d.rowOf[id]; !ok {
				t.Errorf("%s has no row %s any more", d.file(), id)
			}
		}
	}
}

// TestMissingFollowsTheRules takes lines out of iris.csv and has them made
// again.
func TestMissingFollowsTheRules(t *testing.T) {
	tests := []struct{ name, line string }{
		{"from an id", "places,ottawa,id/place/ottawa"},
		{"from a name", "countries,CI,id/country/cote-divoire"},
		{"without the letter of the pack", "documents,d-2025-tnr-framework,id/document/2025-tnr-framework"},
		{"from other rows", "summit_guests,summit-50/un/antonio-guterres,id/participation/2024-summit-fasano-antonio-guterres"},
		{"second choice", "summit_participants,summit-34/nicolas-sarkozy/EU,id/participation/2008-summit-toyako-nicolas-sarkozy-president-european-council"},
		{"of a party without a person", "meeting_participants,m-2025-fm-niagara/IN,id/participation/2025-fm-niagara-india"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tables, err := Load(broken(t, "iris.csv", tt.line+"\n", ""))
			if err != nil {
				t.Fatal(err)
			}
			missing, err := tables.Missing()
			if err != nil || len(missing) != 1 {
				t.Fatalf("Missing() = %v, %v, want one entry", missing, err)
			}
			if got := missing[0].Table + "," + missing[0].ID + "," + missing[0].IRI; got != tt.line {
				t.Errorf("Missing() = %s, want %s", got, tt.line)
			}
		})
	}
}
