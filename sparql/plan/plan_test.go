package plan_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/manifest/suitetest"
	"w3id.org/plenary/rdf/turtle"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/syntax"
)

// TestPlanSuites plans every query of the W3C suites over their data and holds
// each plan to what its nodes promise, with the union of graphs and without.
func TestPlanSuites(t *testing.T) {
	dir := suitetest.Dir(t, "rdf-tests/sparql")
	terms := plan.NewTerms(suiteData(t, dir))
	n := 0
	for _, path := range files(t, dir, ".rq") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		q, err := syntax.ParseQuery(string(text), syntax.Options{Base: "http://example.org/"})
		if err != nil {
			continue
		}
		for _, kind := range []plan.GraphKind{plan.AnyGraph, plan.Unnamed} {
			o := plan.Options{Dataset: plan.Dataset{Default: plan.Graphs{Kind: kind}}}
			p, err := plan.New(t.Context(), algebra.Translate(q), terms, o)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			n++
			if err := plan.Check(p.Root); err != nil {
				t.Errorf("%s: %v\n%s\n%s", path, err, text, p)
			}
		}
	}
	if n < 1500 {
		t.Errorf("only %d plans", n)
	}
}

// suiteData returns the data of the suites in one store: some in the unnamed
// graph, all in graphs of their own.
func suiteData(t *testing.T, dir string) *graph.Snapshot {
	s := graph.New(graph.Options{})
	t.Cleanup(func() { s.Close() })
	_, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		for i, path := range files(t, dir, ".ttl") {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for q, err := range turtle.Decode(strings.NewReader(string(text)), rdf.DecodeOptions{Base: "http://example.org/"}) {
				if err != nil {
					break
				}
				if i%3 == 0 {
					tx.Add(q)
				}
				q.G = rdf.IRI("http://example.org/" + filepath.Base(path))
				tx.Add(q)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s.Snapshot()
}

func files(t *testing.T, dir, ext string) (paths []string) {
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if strings.HasSuffix(path, ext) && !strings.Contains(path, "manifest") {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}
