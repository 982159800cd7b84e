// Package queries holds the queries that bench/sparql.py times; each says in
// its first line what it tests.
package queries

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/sparql/syntax"
)

func TestQueriesAreOfTheLanguage(t *testing.T) {
	files, err := filepath.Glob("*.rq")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 45 {
		t.Errorf("%d queries, want 45 at least", len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(file, ".rq"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(string(text), "# ") {
				t.Error("the first line does not say what it tests")
			}
			if _, err := syntax.ParseQuery(string(text), syntax.Options{}); err != nil {
				t.Error(err)
			}
		})
	}
}
