package shacl_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
)

// TestReports validates the test cases of our own, and those of other implementations
// in the documents below the folders that PLENARY_REPORTS lists, separated as in PATH: of the
// vocabularies of the suite of W3C and of DASH. The document is data and shapes, unless
// the case names others.
func TestReports(t *testing.T) {
	for _, folder := range append(filepath.SplitList(os.Getenv("PLENARY_REPORTS")), filepath.Join("testdata", "reports")) {
		passed, all := 0, 0
		err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".ttl" {
				return err
			}
			document, prefixes := readDocument(t, path)
			for _, c := range reportCases(document) {
				c.prefixes = prefixes
				all++
				name, _ := filepath.Rel(folder, path)
				t.Run(name, func(t *testing.T) {
					if err := c.run(t, filepath.Dir(path)); err != nil {
						t.Error(err)
						return
					}
					passed++
				})
			}
			return nil
		})
		if err != nil || all == 0 {
			t.Errorf("%d cases in %s: %v", all, folder, err)
		}
		t.Logf("%s: %d of %d", folder, passed, all)
	}
}

// A reportCase is one case of a document.
type reportCase struct {
	document     []rdf.Quad
	prefixes     []rdf.Prefix
	data, shapes rdf.Term // file IRIs
	report       rdf.Term
}

func reportCases(document []rdf.Quad) (all []reportCase) {
	const mf, dash = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#", "http://datashapes.org/dash#"
	object := func(s rdf.Term, p string) rdf.Term {
		for _, q := range document {
			if q.S == s && q.P.Value() == p {
				return q.O
			}
		}
		return rdf.Term{}
	}
	for _, q := range document {
		switch q.O.Value() {
		case shtNS + "Validate":
			action := object(q.S, mf+"action")
			all = append(all, reportCase{document: document, data: object(action, shtNS+"dataGraph"), shapes: object(action, shtNS+"shapesGraph"), report: object(q.S, mf+"result")})
		case dash + "GraphValidationTestCase":
			all = append(all, reportCase{document: document, report: object(q.S, dash+"expectedResult")})
		}
	}
	return all
}

func (c reportCase) run(t *testing.T, dir string) error {
	shapesGraph := rdf.IRI("urn:x-test:shapes")
	shapes := c.file(t, dir, c.shapes)
	var data []rdf.Quad
	data = append(data, c.file(t, dir, c.data)...)
	for _, q := range shapes {
		data = append(data, q.Triple().In(shapesGraph))
	}
	store := graph.New(graph.Options{})
	load(t, store, data)
	compiled, err := shacl.Compile(sequence(shapes), c.prefixes...)
	var report *shacl.Report
	if err == nil {
		report, err = compiled.Validate(t.Context(), store.Snapshot(), shacl.Options{Graphs: []rdf.Term{{}}, ShapesGraph: shapesGraph})
	}
	if c.report == rdf.IRI(shtNS+"Failure") {
		if err == nil {
			return fmt.Errorf("no failure")
		}
		return nil
	}
	if err != nil {
		return err
	}
	want := expectedReport(c.document, c.report)
	if !has(rdf.NewDataset(shapes...), shacl.Namespace+"message") { // else each has its own words
		want = rdf.NewDataset(slices.DeleteFunc(want.Quads(), func(q rdf.Quad) bool { return q.P == rdf.IRI(shacl.Namespace+"resultMessage") })...)
	}
	got := collect(t, report, has(want, shacl.Namespace+"resultMessage"))
	if !canon.Isomorphic(got, want) {
		return fmt.Errorf("a is the report, b what is expected:\n%s", canon.Diff(got, want))
	}
	return nil
}

// file returns the document itself, or what another has.
func (c reportCase) file(t *testing.T, dir string, iri rdf.Term) []rdf.Quad {
	name := strings.TrimPrefix(iri.Value(), documentBase)
	if name == "" {
		return c.document
	}
	return readTurtle(t, filepath.Join(dir, filepath.FromSlash(name)))
}
