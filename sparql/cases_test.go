package sparql_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/turtle"
	"w3id.org/plenary/sparql/syntax"
)

// namespaces stand before the data, queries and results of cases.
const namespaces = `PREFIX : <http://example.org/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
`

// TestCases runs the files of cases in testdata. Behind a section "data", which
// is in TriG, each section "query NAME" is followed by what it must give: "rows"
// in the form of VALUES, in that order where the query has ORDER BY, "graph" in
// TriG, "yes" or "no"; each "update NAME" by the dataset "after" it, or "fails".
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of cases: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, system := range systems {
			t.Run(system.name+"/"+filepath.Base(file), func(t *testing.T) { testCases(t, system, sections(string(text))) })
		}
	}
}

// A section of a file is the text behind a line "-- NAME --".
type section struct{ name, text string }

var sectionLine = regexp.MustCompile(`(?m)^-- (.*) --\n`)

func sections(text string) (out []section) {
	lines := sectionLine.FindAllStringSubmatchIndex(text, -1)
	for i, at := range lines {
		end := len(text)
		if i+1 < len(lines) {
			end = lines[i+1][0]
		}
		out = append(out, section{text[at[2]:at[3]], text[at[1]:end]})
	}
	return out
}

func testCases(t *testing.T, system system, all []section) {
	r := request{base: "http://example.org/base", data: rdf.NewDataset()}
	for i, s := range all {
		word, name, _ := strings.Cut(s.name, " ")
		r.text = namespaces + s.text
		switch word {
		case "data":
			r.data = dataset(t, s.text)
		case "query":
			t.Run(name, func(t *testing.T) { testQuery(t, system, r, all[i+1]) })
		case "update":
			t.Run(name, func(t *testing.T) { testUpdate(t, system, r, all[i+1]) })
		}
	}
}

func dataset(t testing.TB, text string) *rdf.Dataset {
	t.Helper()
	d, err := rdf.ReadDataset(turtle.DecodeTriG(strings.NewReader(namespaces+text), rdf.DecodeOptions{Base: "http://example.org/base"}))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func testQuery(t *testing.T, system system, r request, expected section) {
	q, err := syntax.ParseQuery(r.text, syntax.Options{Base: r.base})
	if err != nil {
		t.Fatal(err)
	}
	got, err := system.query(r)
	if err != nil {
		t.Fatal(err)
	}
	var want answer
	switch expected.name {
	case "rows":
		want = rows(t, expected.text)
	case "graph":
		want.graph = dataset(t, expected.text)
	default:
		want.isBoolean, want.boolean = true, expected.name == "yes"
	}
	if problem := (matching{ordered: len(q.OrderBy) > 0}).differs(got, want); problem != "" {
		t.Errorf("%s\n%s", r.text, problem)
	}
}

// rows reads a table that is written as the clause VALUES.
func rows(t *testing.T, text string) answer {
	t.Helper()
	q, err := syntax.ParseQuery(namespaces+"ASK { VALUES "+text+" }", syntax.Options{})
	if err != nil {
		t.Fatal(err)
	}
	v := q.Where.Elements[0].(*syntax.Values)
	return answer{vars: v.Vars, rows: v.Rows}
}

func testUpdate(t *testing.T, system system, r request, expected section) {
	before := canonicalOrder(r.data)
	got, err := system.update(r)
	if expected.name == "fails" {
		if err == nil {
			t.Errorf("%s does not fail", r.text)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if problem := canon.Diff(got, dataset(t, expected.text)); problem != "" {
		t.Errorf("%s\n%s", r.text, problem)
	}
	if canonicalOrder(r.data) != before {
		t.Error("the dataset before has changed")
	}
}

func canonicalOrder(d *rdf.Dataset) string {
	var text strings.Builder
	for _, q := range d.Quads() {
		text.WriteString(q.S.Value() + " " + q.P.Value() + " " + q.O.Value() + " " + q.G.Value() + "\n")
	}
	return text.String()
}
