package shacl_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/turtle"
	"w3id.org/plenary/sparql"
)

// TestTransactions carries out our own cases, and those of the folder that
// PLENARY_TRANSACTIONS names, laid out as those of RDF4J: below a folder with shacl.ttl the folders valid
// and invalid, in them one of each case, with the updates query1.rq, query2.rq …,
// before them initialData.ttl, which no gate has seen, and behind them report.ttl. All
// updates of a valid case pass; of an invalid one some are refused, and all of them as
// one transaction, with that report. A file refused has the number of the first.
func TestTransactions(t *testing.T) {
	for _, root := range append(filepath.SplitList(os.Getenv("PLENARY_TRANSACTIONS")), filepath.Join("testdata", "transactions")) {
		runCases(t, root)
	}
}

func runCases(t *testing.T, root string) {
	passed, all := 0, 0
	err := filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
		if filepath.Base(path) != "query1.rq" || err != nil {
			return err
		}
		dir := filepath.Dir(path)
		name, err := filepath.Rel(root, dir)
		all++
		t.Run(name, func(t *testing.T) {
			if runTransactions(t, dir); !t.Failed() {
				passed++
			}
		})
		return err
	})
	if err != nil || all == 0 {
		t.Errorf("%d cases in %s: %v", all, root, err)
	}
	t.Logf("%s: %d of %d", root, passed, all)
}

func runTransactions(t *testing.T, dir string) {
	shapes, err := shacl.Compile(sequence(readTurtle(t, filepath.Join(dir, "..", "..", "shacl.ttl"))))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "query*.rq"))
	if err != nil {
		t.Fatal(err)
	}
	store, valid := initialStore(t, dir), filepath.Base(filepath.Dir(dir)) == "valid"
	var updates []string
	refused, first := 0, 0
	for i, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		updates = append(updates, string(text))
		if report := underGate(t, store, shapes, string(text)); !report.Conforms() {
			refused++
			first = cmp.Or(first, i+1)
		}
	}
	if want, err := os.ReadFile(filepath.Join(dir, "refused")); err == nil && strings.TrimSpace(string(want)) != strconv.Itoa(first) {
		t.Errorf("the first that is refused is %d, want %s", first, want)
	}
	if (refused == 0) != valid {
		t.Errorf("%d of %d updates are refused", refused, len(updates))
	}
	report := underGate(t, initialStore(t, dir), shapes, strings.Join(updates, "\n;\n"))
	if report.Conforms() != valid {
		t.Errorf("as one transaction: conforms = %v", report.Conforms())
	}
	if expected := filepath.Join(dir, "report.ttl"); !valid && exists(expected) {
		if err := sameResults(t, report, readTurtle(t, expected)); err != nil {
			t.Error(err)
		}
	}
}

func initialStore(t *testing.T, dir string) *graph.Store {
	t.Helper()
	store := graph.New(graph.Options{})
	if initial := filepath.Join(dir, "initialData.ttl"); exists(initial) {
		load(t, store, readTurtle(t, initial))
	}
	return store
}

// underGate carries out an update behind a gate, and returns what the gate finds,
// which must be what is wrong with the whole state that the update makes.
func underGate(t *testing.T, store *graph.Store, shapes *shacl.Shapes, text string) (report *shacl.Report) {
	t.Helper()
	gate := shacl.Gate{Rules: []shacl.Rule{{Shapes: shapes}}}
	ctx := context.Background()
	_, err := sparql.New(sparql.Options{}).Update(ctx, store, text, sparql.UpdateOptions{After: func(tx *graph.Tx) error {
		after, err := tx.Snapshot()
		if err != nil {
			return err
		}
		whole, err := shapes.Validate(ctx, after, shacl.Options{ShapeClasses: true})
		if err != nil {
			return err
		}
		if report, err = gate.Check(ctx, tx); err == nil && len(report.Violations()) > 0 {
			err = errRefused
		}
		if whole.Conforms() != report.Conforms() {
			t.Errorf("the whole state conforms = %v, what the gate looks at = %v: %s", whole.Conforms(), report.Conforms(), text)
		}
		return err
	}})
	if err != nil && !errors.Is(err, errRefused) {
		t.Fatal(err)
	}
	return report
}

// sameResults compares results by what all reports have: the focus node, the value,
// the component, the severity and paths that are predicates.
func sameResults(t *testing.T, r *shacl.Report, expected []rdf.Quad) error {
	got, want := summary(collect(t, r, false).Quads()), summary(expected)
	if !canon.Isomorphic(got, want) {
		return fmt.Errorf("a is the report, b what is expected:\n%s", canon.Diff(got, want))
	}
	return nil
}

func summary(report []rdf.Quad) *rdf.Dataset {
	d := rdf.NewDataset()
	for _, q := range report {
		name := strings.TrimPrefix(q.P.Value(), shacl.Namespace)
		if slices.Contains([]string{"conforms", "result", "focusNode", "value", "sourceConstraintComponent", "resultSeverity"}, name) || name == "resultPath" && q.O.IsIRI() {
			d.Add(q)
		}
	}
	return d
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// documentBase is the base of documents: what is beside them is below it.
const documentBase = "file:///"

func readTurtle(t *testing.T, path string) []rdf.Quad {
	t.Helper()
	all, _ := readDocument(t, path)
	return all
}

func readDocument(t *testing.T, path string) (all []rdf.Quad, prefixes []rdf.Prefix) {
	t.Helper()
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	for q, err := range turtle.Decode(in, rdf.DecodeOptions{Source: filepath.Base(path), Base: documentBase, OnPrefix: func(p rdf.Prefix) { prefixes = append(prefixes, p) }}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, q)
	}
	return all, prefixes
}
