package sparql_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
)

// fuzzData has terms of all kinds, a cycle and a list.
const fuzzData = `
:a :p :b ; :q 1, 1.5, 2e0, "x", "x"@en, "y"@ar--rtl, true, "2020-02-29"^^xsd:date, "2020-01-01T00:00:00Z"^^xsd:dateTime .
:b :p :c ; :says <<( :a :p :b )>> . :c :p :a ; :list (1 2 _:x) . _:x :p _:x ; :q "z"^^:t, "bad"^^xsd:integer .
:g1 { :a :p :b . _:x :q 5 } :g2 { :b :p :g1 }
`

// tight are the budgets of fuzzing. What is beyond them must be refused, in time.
var tight = sparql.Options{Memory: 4 << 20, Rows: 10_000, Timeout: time.Second, DiskBytes: 16 << 20}

// addCases adds the queries or updates of the cases to a corpus.
func addCases(f *testing.F, kind string) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatalf("no files of cases: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, s := range sections(string(text)) {
			if strings.HasPrefix(s.name, kind+" ") {
				f.Add(s.text)
			}
		}
	}
}

// checkFuzz fails unless something is done, well or with an error, in time.
func checkFuzz(t *testing.T, text string, do func() error) {
	began := time.Now()
	err := do()
	if took := time.Since(began); took > 10*tight.Timeout {
		t.Errorf("%s takes %v", text, took)
	}
	if err != nil && strings.Contains(err.Error(), "panic") {
		t.Errorf("%v of %s", err, text)
	}
}

// FuzzQuery answers whatever is a query, within budgets.
func FuzzQuery(f *testing.F) {
	addCases(f, "query")
	store, err := storeOf(dataset(f, fuzzData))
	if err != nil {
		f.Fatal(err)
	}
	e := sparql.New(tight)
	f.Fuzz(func(t *testing.T, text string) {
		checkFuzz(t, text, func() error {
			result, err := e.Query(context.Background(), store.Snapshot(), namespaces+text, sparql.QueryOptions{Base: "http://example.org/base"})
			if err != nil {
				return err
			}
			defer result.Close()
			_, err = read(result)
			return err
		})
	})
}

// FuzzUpdate carries out whatever is an update.
func FuzzUpdate(f *testing.F) {
	addCases(f, "update")
	data := dataset(f, fuzzData)
	e := sparql.New(tight)
	f.Fuzz(func(t *testing.T, text string) {
		store, err := storeOf(data)
		if err != nil {
			t.Fatal(err)
		}
		before := store.Snapshot()
		checkFuzz(t, text, func() error {
			_, err := e.Update(context.Background(), store, namespaces+text, sparql.UpdateOptions{Base: "http://example.org/base"})
			return err
		})
		if d, err := rdf.ReadDataset(before.Quads(graph.Pattern{})); err != nil || d.Len() != data.Len() {
			t.Errorf("the state before has changed: %v", err)
		}
	})
}
