package algebra_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/manifest/suitetest"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/syntax"
)

// checkRead fails unless a pattern is read as it was printed.
func checkRead(t *testing.T, op algebra.Op) {
	t.Helper()
	text := algebra.String(op)
	got, err := algebra.Parse(text)
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if !reflect.DeepEqual(got, op) {
		t.Fatalf("%s\nreads as\n%s", text, algebra.String(got))
	}
}

// TestParse reads the algebra of every query of the W3C suites.
func TestParse(t *testing.T) {
	n := 0
	err := filepath.WalkDir(suitetest.Dir(t, "rdf-tests/sparql"), func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".rq") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if q, err := syntax.ParseQuery(string(text), syntax.Options{Base: "http://example.org/"}); err == nil {
			n++
			checkRead(t, algebra.Translate(q).Pattern)
		}
		return nil
	})
	if err != nil || n < 800 {
		t.Errorf("%d queries read, error %v", n, err)
	}
}

func TestParseOperators(t *testing.T) {
	for _, text := range []string{
		`{ ?s ?p "a \"(quoted)\" \\ text"@en--ltr, <<( <e:s> <e:p> "x y)" )>> . ?s ?p <<( ?a <e:p> <<( ?b <e:q> 1 )>> )>> }`,
		`{ ?s (^<e:p>/(<e:q>|!(<e:r>|^<e:s>))*)? ?o . ?s !<e:a>+ ?o }`,
		`{ SERVICE SILENT <e:s> { ?s ?p "text" } SERVICE ?p { ?p ?q ?r } }`,
		`{ VALUES (?a ?b) { (UNDEF <<( <e:s> <e:p> 1 )>>) (1 2) (UNDEF UNDEF) } VALUES () { () () } }`,
		`{ FILTER (-?a < +?b && ?a NOT IN (1, 2) && <e:f>(?a) <= 1 && !BOUND(?a) || NOT EXISTS { ?a ?b ?c }) }`,
		`{ ?a ?b ?c } GROUP BY (1 + 2) (?a AS ?k) HAVING (COUNT(DISTINCT *) > 1 && GROUP_CONCAT(DISTINCT ?b; SEPARATOR="(") = "") ORDER BY DESC(?k) ?k LIMIT 5`,
	} {
		form := "SELECT * "
		if strings.Contains(text, "GROUP") {
			form = "SELECT ?k "
		}
		q, err := syntax.ParseQuery(form+text, syntax.Options{})
		if err != nil {
			t.Fatal(err)
		}
		checkRead(t, algebra.Translate(q).Pattern)
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct {
		name, text string
		offset     int64
	}{
		{"nothing", "", 0},
		{"an atom", "bgp", 0},
		{"no end", "(join (bgp)", 0},
		{"more behind the end", "(bgp) (bgp)", 6},
		{"no operator", "(distinct (jion (bgp) (bgp)))", 10},
		{"too few parts", "(distinct\n(join (bgp)))", 10},
		{"no term", "(bgp (triple ?s <e:p> o))", 22},
		{"a string without an end", `(bgp (triple ?s <e:p> "o))`, 22},
		{"a triple term without an end", `(filter <<( <e:s> <e:p> 1) (bgp))`, 8},
		{"a triple of four", "(bgp (triple ?s <e:p> ?o ?o))", 5},
		{"no variable", "(project (s) (bgp))", 10},
		{"no limit", "(slice 0 -1 (bgp))", 9},
		{"a cell of no column", "(table (vars ?a) (row (?b 1)))", 22},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var e *rdf.SyntaxError
			if op, err := algebra.Parse(tt.text); !errors.As(err, &e) || e.Offset != tt.offset {
				t.Errorf("Parse(%q) = %v, %v, want a *rdf.SyntaxError at %d", tt.text, op, err, tt.offset)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`(slice 1 _ (project (?s) (filter (< ?s "a"@en) (bgp (triple ?s <e:p> (qtriple ?a ?b 1))))))`)
	f.Add(`(group (?a (?b (str ?a)) ((1))) ((?.1 (count distinct))) (path ?s (path* (alt <e:a> (notoneof))) ?o))`)
	f.Add(`(bgp (triple ?s <e:p> (qtriple ?a ?b 1) ()))`)
	f.Fuzz(func(t *testing.T, text string) {
		op, err := algebra.Parse(text)
		if err != nil {
			return
		}
		first := algebra.String(op)
		again, err := algebra.Parse(first)
		if err != nil {
			t.Fatalf("%v in %s, read from %s", err, first, text)
		}
		if second := algebra.String(again); first != second {
			t.Fatalf("%s reads as %s", first, second)
		}
	})
}
