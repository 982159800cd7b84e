package data

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"w3id.org/plenary/rdf"
)

const testBase = "http://localhost:8080/"

// A fixture is the embedded data, evaluated once for all tests.
type fixture struct {
	tables *Tables
	quads  []rdf.Quad
	byS    map[rdf.Term][]rdf.Quad
	err    error
}

var theFixture = sync.OnceValue(func() *fixture {
	f := &fixture{byS: map[rdf.Term][]rdf.Quad{}}
	if f.tables, f.err = Load(Files()); f.err != nil {
		return f
	}
	for q, err := range f.tables.Quads(testBase) {
		if err != nil {
			f.err = err
			return f
		}
		f.quads = append(f.quads, q)
		f.byS[q.S] = append(f.byS[q.S], q)
	}
	return f
})

func loaded(t *testing.T) *fixture {
	t.Helper()
	f := theFixture()
	if f.err != nil {
		t.Fatal(f.err)
	}
	return f
}

// objects returns the objects of a subject and predicate in any graph.
func (f *fixture) objects(s rdf.Term, p string) []rdf.Term {
	var out []rdf.Term
	for _, q := range f.byS[s] {
		if q.P.Value() == p {
			out = append(out, q.O)
		}
	}
	return out
}

func (f *fixture) has(s rdf.Term, p string, o rdf.Term) bool {
	for _, q := range f.byS[s] {
		if q.P.Value() == p && q.O == o {
			return true
		}
	}
	return false
}

// shared returns a path in the folder of the fact pack and the documents.
func shared(t *testing.T, path ...string) string {
	t.Helper()
	root := os.Getenv("PLENARY_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	if _, err := os.Stat(root); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("PLENARY_SHARED is not there: %v", err)
		}
		t.Skipf("set PLENARY_SHARED to the folder with facts and documents: %v", err)
	}
	return filepath.Join(append([]string{root}, path...)...)
}

// readRows reads a CSV file as rows by column name.
func readRows(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, line := range lines[1:] {
		r := map[string]string{}
		for i, c := range line {
			r[lines[0][i]] = c
		}
		out = append(out, r)
	}
	return out
}
