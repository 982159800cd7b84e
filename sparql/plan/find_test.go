package plan_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/syntax"
)

// two is a search that finds two things, the second with a lower score.
func two(_ context.Context, _ *graph.Snapshot, text rdf.Term, limit int) ([]plan.Found, error) {
	found := []plan.Found{{rdf.IRI("http://example.org/" + text.Value()), 9}, {rdf.IRI("http://example.org/other"), 4}}
	if limit > 0 {
		found = found[:limit]
	}
	return found, nil
}

func TestFind(t *testing.T) {
	const matches = "http://example.org/matches"
	for _, tt := range []struct{ name, pattern, want string }{
		{"text", `?x :matches "a"`, "table ?x ~2"},
		{"list", `?x :matches ("a" ?score)`, "table ?x ?score ~2"},
		{"limit", `?x :matches (1 "a")`, "extend ?x <http://example.org/a>"},
		{"no such thing", `:a :matches "b"`, "empty"},
		{"no text", `?x :matches ?text`, "error"},
		{"no list", `?x :matches [ :p 1 ]`, "error"},
		{"two texts", `?x :matches ("a" "b")`, "error"},
		{"inside", `OPTIONAL { ?x :matches "a" } FILTER EXISTS { ?y :matches "a" }`, "table"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q, err := syntax.ParseQuery("PREFIX : <http://example.org/> SELECT * { "+tt.pattern+" }", syntax.Options{})
			if err != nil {
				t.Fatal(err)
			}
			terms := plan.NewTerms(graph.New(graph.Options{}).Snapshot())
			p, err := plan.New(t.Context(), algebra.Translate(q), terms, plan.Options{Find: map[string]plan.Finder{matches: two}})
			if tt.want == "error" {
				if !errors.Is(err, plan.ErrFind) {
					t.Fatalf("New(%s) = %v, %v, want ErrFind", tt.pattern, p, err)
				}
				return
			}
			if err != nil || !strings.Contains(p.String(), tt.want) {
				t.Fatalf("New(%s) = %v, %v, want %q", tt.pattern, p, err, tt.want)
			}
		})
	}
}
