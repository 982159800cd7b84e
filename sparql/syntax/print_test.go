package syntax_test

import (
	"os"
	"strings"
	"testing"

	"w3id.org/plenary/rdf/manifest"
	"w3id.org/plenary/rdf/manifest/suitetest"
	"w3id.org/plenary/sparql/syntax"
)

// printed reads a text and prints it.
func printed(text string, o syntax.Options, isUpdate bool) (string, error) {
	if isUpdate {
		u, err := syntax.ParseUpdate(text, o)
		if err != nil {
			return "", err
		}
		return u.String(), nil
	}
	q, err := syntax.ParseQuery(text, o)
	if err != nil {
		return "", err
	}
	return q.String(), nil
}

// checkPrint fails unless what is printed reads as what was printed.
func checkPrint(t *testing.T, text string, o syntax.Options, isUpdate bool) {
	t.Helper()
	first, err := printed(text, o, isUpdate)
	if err != nil {
		return
	}
	second, err := printed(first, syntax.Options{MaxDepth: 1 << 16}, isUpdate)
	if err != nil {
		t.Fatalf("%v in %s, printed of %s", err, first, text)
	}
	if first != second {
		t.Fatalf("%s reads as %s", first, second)
	}
}

func TestPrint(t *testing.T) {
	s := manifest.Suite{Prefix: w3c, Dir: suitetest.Dir(t, "rdf-tests")}
	for _, suite := range suites {
		entries, err := s.Entries(w3c + suite.manifest)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			iri, isUpdate := textOf(e)
			path, ok := s.Path(iri)
			if !ok {
				continue
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			checkPrint(t, string(text), syntax.Options{Base: iri}, isUpdate)
		}
	}
}

func TestString(t *testing.T) {
	q, err := syntax.ParseQuery(`PREFIX : <http://a/> SELECT ?s (COUNT(*) AS ?n) { ?s :p/^:q* [ :r 1 ] ; a :C FILTER(?s IN (:a, :b) && !BOUND(?x)) } GROUP BY ?s LIMIT 3`, syntax.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const want = `SELECT ?s (COUNT(*) AS ?n) WHERE {
  ?s (<http://a/p>/(^(<http://a/q>)*)) _:b1 .
  _:b1 <http://a/r> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
  ?s <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://a/C> .
  FILTER (((?s IN (<http://a/a>, <http://a/b>)) && (! BOUND(?x))))
}
GROUP BY ?s LIMIT 3`
	if got := q.String(); got != want {
		t.Errorf("printed\n%s\nwant\n%s", got, want)
	}
}

func FuzzQuery(f *testing.F) {
	fuzz(f, false, "SELECT * { ?s ?p ?o }", `ASK { <a:b> a/!(^a|<c:d>)* [] . FILTER EXISTS { << ?a ?b 1.5 ~ ?r >> ?c "x"@en--ltr } }`)
}

func FuzzUpdate(f *testing.F) {
	fuzz(f, true, "INSERT DATA { GRAPH <a:b> { <a:c> a 1 } } ; CLEAR ALL", "WITH <a:b> DELETE { ?s ?p ?o } INSERT { _:x ?p ?o } USING NAMED <a:c> WHERE { ?s ?p ?o }")
}

func fuzz(f *testing.F, isUpdate bool, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkPrint(t, text, syntax.Options{Base: "http://base/"}, isUpdate) })
}

// TestRunningOn reads texts without white space that none needs: what they print is
// what the same texts with white space print.
func TestRunningOn(t *testing.T) {
	for _, tt := range []struct{ name, text, apart string }{
		{"keywords", "SELECTDISTINCT*WHERE{}ORDERBYDESC(?x)LIMIT10OFFSET5", "SELECT DISTINCT * WHERE {} ORDER BY DESC(?x) LIMIT 10 OFFSET 5"},
		{"a function", "ASK{FILTERsameTerm(?x,?y)FILTERNOTEXISTS{}}", "ASK { FILTER sameTerm(?x, ?y) FILTER NOT EXISTS {} }"},
		{"an operator", "ASK{FILTER(1NOTIN(2))}", "ASK { FILTER(1 NOT IN (2)) }"},
		{"a prefix that looks like keywords", "PREFIX selectall: <x:>ASK{?s selectall:in?o}", "PREFIX selectall: <x:> ASK { ?s selectall:in ?o }"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := printed(tt.text, syntax.Options{}, false)
			if err != nil {
				t.Fatal(err)
			}
			if want, err := printed(tt.apart, syntax.Options{}, false); err != nil || got != want {
				t.Errorf("%s, want %s, %v", got, want, err)
			}
		})
	}
	for _, text := range []string{"SELECTT * {}", "ASK { FILTER isIRIx(?x) }", "ASK { FILTER " + strings.Repeat("IN", 1<<20) + " }"} {
		if _, err := syntax.ParseQuery(text, syntax.Options{}); err == nil {
			t.Errorf("%.80s is read", text)
		}
	}
}
