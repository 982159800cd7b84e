package plan_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/turtle"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/syntax"
)

var update = flag.Bool("update", false, "write the golden files anew")

const prefix = "http://example.org/"

// TestGolden holds plans. A file begins with prose; "rule: NAME" in it has each
// query planned without the rule as well, in sections "before". In the section
// "data", a line that begins with a number stands for as many lines, with {i}
// and {i/N} for their numbers.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) { testGoldenFile(t, path) })
	}
}

func testGoldenFile(t *testing.T, path string) {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, sections := parseArchive(string(text))
	rule := ""
	if m := regexp.MustCompile(`rule: (\S+)`).FindStringSubmatch(head); m != nil {
		rule = m[1]
	}
	var out strings.Builder
	out.WriteString(head)
	var snapshot *graph.Snapshot
	for _, s := range sections {
		name, what, _ := strings.Cut(s.name, " ")
		switch name {
		case "data":
			snapshot = load(t, s.text)
			fmt.Fprintf(&out, "-- %s --\n%s", s.name, s.text)
		case "query":
			terms := plan.NewTerms(snapshot)
			q := parse(t, s.text)
			fmt.Fprintf(&out, "-- %s --\n%s-- algebra %s --\n%s\n", s.name, s.text, what, algebra.String(q.Pattern))
			if rule != "" {
				fmt.Fprintf(&out, "-- before %s --\n%s", what, planned(t, q, terms, plan.Options{Without: []string{rule}}))
			}
			fmt.Fprintf(&out, "-- plan %s --\n%s", what, planned(t, q, terms, plan.Options{}))
		}
	}
	if *update {
		if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if out.String() != string(text) {
		t.Errorf("%s is not as it was; look at what -update changes", path)
	}
}

func planned(t *testing.T, q *algebra.Query, terms *plan.Terms, o plan.Options) string {
	t.Helper()
	p, err := plan.New(t.Context(), q, terms, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := plan.Check(p.Root); err != nil {
		t.Errorf("%v\n%s", err, p)
	}
	return p.String()
}

func parse(t testing.TB, text string) *algebra.Query {
	t.Helper()
	q, err := syntax.ParseQuery("PREFIX : <"+prefix+">\n"+text, syntax.Options{})
	if err != nil {
		t.Fatalf("%.200s: %v", text, err)
	}
	return algebra.Translate(q)
}

// section is a part of an archive.
type section struct{ name, text string }

// parseArchive parts a text at its lines "-- name --".
func parseArchive(text string) (head string, sections []section) {
	marks := regexp.MustCompile(`(?m)^-- (.+) --\n`).FindAllStringSubmatchIndex(text, -1)
	head = text
	for i, m := range marks {
		end := len(text)
		if i == 0 {
			head = text[:m[0]]
		}
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		sections = append(sections, section{text[m[2]:m[3]], text[m[1]:end]})
	}
	return head, sections
}

// load returns a store with TriG data.
func load(t testing.TB, text string) *graph.Snapshot {
	t.Helper()
	s := graph.New(graph.Options{})
	t.Cleanup(func() { s.Close() })
	_, err := s.Load(t.Context(), graph.Change{}, turtle.DecodeTriG(strings.NewReader("PREFIX : <"+prefix+">\n"+repeat(text)), rdf.DecodeOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	return s.Snapshot()
}

var number = regexp.MustCompile(`\{i(/\d+)?\}`)

func repeat(text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		times, rest, _ := strings.Cut(line, " ")
		n, err := strconv.Atoi(times)
		if err != nil {
			out.WriteString(line)
			continue
		}
		for i := range n {
			out.WriteString(number.ReplaceAllStringFunc(rest, func(mark string) string {
				by, err := strconv.Atoi(strings.Trim(mark, "{i/}"))
				if err != nil {
					by = 1
				}
				return strconv.Itoa(i / by)
			}))
		}
	}
	return out.String()
}
