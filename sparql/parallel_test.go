package sparql_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/results"
)

// Several goroutines give the answer that one gives.
func TestWorkers(t *testing.T) {
	tests := []struct{ name, query string }{
		{"filter", `SELECT * { ?m pl:host ?h ; pl:cost ?c FILTER(?c > 99000 && STRENDS(STR(?h), "7")) }`},
		{"computed", "SELECT ?n (COUNT(*) AS ?rows) { ?s ?p ?o BIND(STRLEN(STR(?o)) AS ?n) } GROUP BY ?n"},
		{"sum", "SELECT ?h (SUM(?c * 2) AS ?sum) (MAX(?c) AS ?most) { ?m pl:host ?h ; pl:cost ?c } GROUP BY ?h"},
		{"distinct", "SELECT DISTINCT ?h ?d { ?m pl:host ?h ; pl:onDay ?d FILTER(YEAR(?d) = 2007) }"},
		{"pairs", "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?p ?o { ?s ?p ?o } }"},
		{"optional", "SELECT (COUNT(*) AS ?n) (COUNT(?d) AS ?days) { ?m pl:host ?h OPTIONAL { ?m pl:onDay ?d FILTER(MONTH(?d) = 3) } }"},
		{"sorted", "SELECT ?m ?l { ?m rdfs:label ?l FILTER(LANG(?l) = 'fr') } ORDER BY DESC(STRLEN(?l)) ?m LIMIT 500"},
	}
	csv, _ := results.FormatOf("csv")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var lines [2][]string
			for i, workers := range []int{1, 4} {
				o := sparql.QueryOptions{Prefixes: append(terms, prefixes[1])}
				r, err := sparql.New(sparql.Options{Workers: workers}).Query(t.Context(), meetings(), tt.query, o)
				if err != nil {
					t.Fatal(err)
				}
				var text bytes.Buffer
				if err := r.Write(&text, csv); err != nil {
					t.Fatal(err)
				}
				lines[i] = strings.Split(text.String(), "\n")
				if tt.name != "sorted" {
					slices.Sort(lines[i])
				}
			}
			if !slices.Equal(lines[0], lines[1]) || len(lines[0]) < 3 {
				t.Errorf("one has %d lines, four have %d, %.200q and %.200q", len(lines[0]), len(lines[1]), lines[0], lines[1])
			}
		})
	}
}
