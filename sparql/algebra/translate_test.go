package algebra_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/rdf/manifest/suitetest"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/syntax"
)

// TestTranslate has the examples of SPARQL 1.1 Query §18.2.3 and what they leave
// out. Joins with the empty group are left out, §18.2.2.8.
func TestTranslate(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"one triple", "{ ?s ?p ?o }", "(project (?s ?p ?o) (bgp (triple ?s ?p ?o)))"},
		{"two triples", "{ ?s :p1 ?v1 ; :p2 ?v2 }", "(project (?s ?v1 ?v2) (bgp (triple ?s <e:p1> ?v1) (triple ?s <e:p2> ?v2)))"},
		{"union", "{ { ?s :p1 ?v1 } UNION { ?s :p2 ?v2 } UNION { ?s :p3 ?v3 } }",
			"(project (?s ?v1 ?v2 ?v3) (union (union (bgp (triple ?s <e:p1> ?v1)) (bgp (triple ?s <e:p2> ?v2))) (bgp (triple ?s <e:p3> ?v3))))"},
		{"optional", "{ ?s :p1 ?v1 OPTIONAL { ?s :p2 ?v2 } }", "(project (?s ?v1 ?v2) (leftjoin (bgp (triple ?s <e:p1> ?v1)) (bgp (triple ?s <e:p2> ?v2))))"},
		{"optional with a filter", "{ ?s :p1 ?v1 OPTIONAL { ?s :p2 ?v2 FILTER(?v1 < 3) } }",
			"(project (?s ?v1 ?v2) (leftjoin (bgp (triple ?s <e:p1> ?v1)) (bgp (triple ?s <e:p2> ?v2)) (< ?v1 3)))"},
		{"optional with a group that has a filter", "{ ?s :p1 ?v1 OPTIONAL { { ?s :p2 ?v2 FILTER(?v1 < 3) } } }",
			"(project (?s ?v1 ?v2) (leftjoin (bgp (triple ?s <e:p1> ?v1)) (filter (< ?v1 3) (bgp (triple ?s <e:p2> ?v2)))))"},
		{"optional with two filters", "{ ?s :p1 ?v1 OPTIONAL { ?s :p2 ?v2 FILTER(?v1 < 3) FILTER(?v2) } }",
			"(project (?s ?v1 ?v2) (leftjoin (bgp (triple ?s <e:p1> ?v1)) (bgp (triple ?s <e:p2> ?v2)) (&& (< ?v1 3) ?v2)))"},
		{"filter over the whole group", "{ ?s :p1 ?v1 FILTER(?v1 < 3) OPTIONAL { ?s :p2 ?v2 } }",
			"(project (?s ?v1 ?v2) (filter (< ?v1 3) (leftjoin (bgp (triple ?s <e:p1> ?v1)) (bgp (triple ?s <e:p2> ?v2)))))"},
		{"triples on both sides of a filter", "{ ?s :p1 ?v1 FILTER(?v1 < 3) ?s :p2 ?v2 }",
			"(project (?s ?v1 ?v2) (filter (< ?v1 3) (bgp (triple ?s <e:p1> ?v1) (triple ?s <e:p2> ?v2))))"},
		{"bind ends a pattern", "{ ?s :p ?v BIND(2*?v AS ?v2) ?s :p1 ?v2 }",
			"(project (?s ?v ?v2) (join (extend ((?v2 (* 2 ?v))) (bgp (triple ?s <e:p> ?v))) (bgp (triple ?s <e:p1> ?v2))))"},
		{"groups apart", "{ { ?s :p1 ?v1 } { ?s :p2 ?v2 } }", "(project (?s ?v1 ?v2) (join (bgp (triple ?s <e:p1> ?v1)) (bgp (triple ?s <e:p2> ?v2))))"},
		{"minus", "{ ?s :p ?v MINUS { ?s :q ?v } }", "(project (?s ?v) (minus (bgp (triple ?s <e:p> ?v)) (bgp (triple ?s <e:q> ?v))))"},
		{"subquery", "{ ?s :p ?o { SELECT DISTINCT ?s { ?s ?p ?o } LIMIT 5 } }",
			"(project (?s ?o) (join (bgp (triple ?s <e:p> ?o)) (slice 0 5 (distinct (project (?s) (bgp (triple ?s ?p ?o)))))))"},
		{"sequence of paths", "{ ?s :p/^:q ?o }", "(project (?s ?o) (bgp (triple ?s <e:p> ?.1) (triple ?o <e:q> ?.1)))"},
		{"path", "{ ?s :p ?x . ?x (:p|^:q)+ ?o . ?o :r [] }",
			"(project (?s ?x ?o) (join (join (bgp (triple ?s <e:p> ?x)) (path ?x (path+ (alt <e:p> (reverse <e:q>))) ?o)) (bgp (triple ?o <e:r> ?_:b1))))"},
		{"negated path", "{ ?s !(:p|^:q) ?o . ?s !^:r ?o }", "(project (?s ?o) (join (path ?s (alt (notoneof <e:p>) (reverse (notoneof <e:q>))) ?o) (path ?o (notoneof <e:r>) ?s)))"},
		{"graph and values", "{ GRAPH ?g { ?s ?p ?o } VALUES (?s ?o) { (:a UNDEF) } }",
			"(project (?g ?s ?p ?o) (join (graph ?g (bgp (triple ?s ?p ?o))) (table (vars ?s ?o) (row (?s <e:a>)))))"},
		{"exists", "{ ?s ?p ?o FILTER NOT EXISTS { ?s :p ?o } }", "(project (?s ?p ?o) (filter (notexists (bgp (triple ?s <e:p> ?o))) (bgp (triple ?s ?p ?o))))"},
		{"annotation", "{ ?s :p ?o {| :q 1 |} }",
			"(project (?s ?o) (bgp (triple ?s <e:p> ?o) (triple ?_:b1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> (qtriple ?s <e:p> ?o)) (triple ?_:b1 <e:q> 1)))"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { checkAlgebra(t, "SELECT * "+tt.query, tt.want) })
	}
	checkAlgebra(t, "SELECT (SUM(?val)+SUM(?val) AS ?sum) (COUNT(*) AS ?n) { ?a :has ?val } GROUP BY ?a (STR(?val) AS ?k) HAVING (SUM(?val) > 3) ORDER BY DESC(?sum) ?a OFFSET 2",
		"(slice 2 _ (project (?sum ?n) (order ((desc ?sum) ?a) (extend ((?n ?.2)) (extend ((?sum (+ ?.1 ?.1))) (filter (> ?.1 3) "+
			"(group (?a (?k (str ?val))) ((?.1 (sum ?val)) (?.2 (count))) (bgp (triple ?a <e:has> ?val)))))))))")
}

func checkAlgebra(t *testing.T, query, want string) {
	t.Helper()
	q, err := syntax.ParseQuery("PREFIX : <e:> "+query, syntax.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(strings.Fields(algebra.String(algebra.Translate(q).Pattern)), " ")
	got = strings.ReplaceAll(strings.ReplaceAll(got, `"^^<http://www.w3.org/2001/XMLSchema#integer>`, ""), `"`, "")
	if got = strings.ReplaceAll(got, "( ", "("); got != want {
		t.Errorf("%s\nis   %s\nwant %s", query, got, want)
	}
}

// TestTranslateSuites translates every query of the W3C suites that is one.
func TestTranslateSuites(t *testing.T) {
	dir := suitetest.Dir(t, "rdf-tests/sparql")
	n := 0
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".rq") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		q, err := syntax.ParseQuery(string(text), syntax.Options{Base: "http://example.org/"})
		if err == nil {
			n++
			if text := algebra.String(algebra.Translate(q).Pattern); strings.Count(text, "(") == 0 {
				t.Errorf("%s is %s", path, text)
			}
		}
		return nil
	})
	if err != nil || n < 800 {
		t.Errorf("%d queries translated, error %v", n, err)
	}
}
