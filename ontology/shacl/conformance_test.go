package shacl_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/manifest"
	"w3id.org/plenary/rdf/manifest/suitetest"
	"w3id.org/plenary/rdf/turtle"
)

const (
	suitePrefix = "https://w3c.github.io/data-shapes/data-shapes-test-suite/tests/"
	shtNS       = "http://www.w3.org/ns/shacl-test#"
)

// TestConformance runs the suite of W3C: the report has the triples of the expected
// one, messages only where that has some.
func TestConformance(t *testing.T) {
	suite := manifest.Suite{Prefix: suitePrefix, Dir: suitetest.Dir(t, "data-shapes/data-shapes-test-suite/tests")}
	entries, err := suite.Entries(suitePrefix + "manifest.ttl")
	if err != nil {
		t.Fatal(err)
	}
	known := suitetest.ReadKnown(t)
	passed := 0
	for _, e := range entries {
		name := strings.TrimSuffix(strings.TrimPrefix(e.Node.Value(), suitePrefix), ".ttl")
		t.Run(name, func(t *testing.T) {
			problem := ""
			if err := runEntry(t, suite, e); err != nil {
				problem = err.Error()
			}
			if known.Judge(t, name, problem) {
				passed++
			}
		})
	}
	known.Rest(t)
	t.Logf("%d of %d", passed, len(entries))
	if len(entries) != 120 {
		t.Errorf("%d cases, want 120", len(entries))
	}
}

func runEntry(t *testing.T, suite manifest.Suite, e manifest.Entry) error {
	dataFile, shapesFile := e.Manifest.Object(e.Action, shtNS+"dataGraph"), e.Manifest.Object(e.Action, shtNS+"shapesGraph")
	data, shapesQuads := readFile(t, suite, dataFile, ""), readFile(t, suite, shapesFile, "s")
	shapesGraph := rdf.IRI("urn:x-test:shapes")
	store := graph.New(graph.Options{})
	for _, q := range shapesQuads {
		data = append(data, q.Triple().In(shapesGraph))
	}
	load(t, store, data)
	report, err := validate(store, shapesQuads, shacl.Options{Graphs: []rdf.Term{{}}, ShapesGraph: shapesGraph})
	if e.Result == rdf.IRI(shtNS+"Failure") {
		if err == nil {
			return fmt.Errorf("no failure")
		}
		return nil
	}
	if err != nil {
		return err
	}
	want := expectedReport(readFile(t, suite, rdf.IRI(e.Manifest.IRI), ""), e.Result)
	got := collect(t, report, has(want, shacl.Namespace+"resultMessage"))
	if !canon.Isomorphic(got, want) {
		return fmt.Errorf("a is the report, b what is expected:\n%s", canon.Diff(got, want))
	}
	return nil
}

func validate(store *graph.Store, shapesGraph []rdf.Quad, o shacl.Options) (*shacl.Report, error) {
	shapes, err := shacl.Compile(sequence(shapesGraph))
	if err != nil {
		return nil, err
	}
	return shapes.Validate(context.Background(), store.Snapshot(), o)
}

// expectedReport returns the triples of the expected report: those of the results,
// and of their paths.
func expectedReport(document []rdf.Quad, report rdf.Term) *rdf.Dataset {
	d := rdf.NewDataset()
	var copyNode func(node rdf.Term)
	copyNode = func(node rdf.Term) {
		for _, q := range document {
			if q.S != node {
				continue
			}
			name := strings.TrimPrefix(q.P.Value(), shacl.Namespace)
			if d.Add(q) && q.O.IsBlank() && name != "focusNode" && name != "value" && name != "sourceShape" && name != "sourceConstraint" {
				copyNode(q.O)
			}
		}
	}
	copyNode(report)
	return d
}

func collect(t *testing.T, report *shacl.Report, messages bool) *rdf.Dataset {
	t.Helper()
	d := rdf.NewDataset()
	for q, err := range report.Quads() {
		if err != nil {
			t.Fatal(err)
		}
		if messages || q.P.Value() != shacl.Namespace+"resultMessage" {
			d.Add(q)
		}
	}
	return d
}

func has(d *rdf.Dataset, predicate string) bool {
	for _, q := range d.Quads() {
		if q.P.Value() == predicate {
			return true
		}
	}
	return false
}

func readFile(t *testing.T, suite manifest.Suite, iri rdf.Term, labels string) []rdf.Quad {
	t.Helper()
	path, ok := suite.Path(iri.Value())
	if !ok {
		t.Fatalf("%v is no file of the suite", iri)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []rdf.Quad
	for q, err := range turtle.Decode(f, rdf.DecodeOptions{Source: filepath.Base(path), Base: iri.Value(), BlankPrefix: labels}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, q)
	}
	return all
}
