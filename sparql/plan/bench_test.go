package plan_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// patterns returns a query of n triple patterns: stars of three in a chain.
func patterns(n int) string {
	var text strings.Builder
	text.WriteString("SELECT * {")
	for i := range n {
		switch subject := i / 3; i % 3 {
		case 0:
			fmt.Fprintf(&text, " ?x%d :knows ?x%d .", subject, subject+1)
		case 1:
			fmt.Fprintf(&text, " ?x%d a :Person .", subject)
		default:
			fmt.Fprintf(&text, " ?x%d :name ?n%d .", subject, subject)
		}
	}
	return text.String() + "}"
}

const people = `
3000 :person{i} a :Person ; :name "name {i}"@en ; :knows :person{i/2}, :person{i/7} .
`

func BenchmarkNew(b *testing.B) {
	s := load(b, people)
	for _, n := range []int{1, 5, 8, 10, 12, 15, 30} {
		q := parse(b, patterns(n))
		b.Run(fmt.Sprint(n, " patterns"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := plan.New(context.Background(), q, plan.NewTerms(s), plan.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestHostile plans queries that are large in some way: what that allocates may
// grow with their size, not with its square, where it is much.
func TestHostile(t *testing.T) {
	s := load(t, people)
	nested := func(n int, open, inner, end string) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
	}
	many := func(n int, format string) string {
		var text strings.Builder
		for i := range n {
			text.WriteString(strings.ReplaceAll(format, "#", fmt.Sprint(i)))
		}
		return text.String()
	}
	tests := []struct {
		name  string
		size  int // of the larger of two queries
		query func(n int) string
	}{
		{"patterns", 2000, func(n int) string { return "SELECT * { " + many(n, "?x# :knows ?x . ") + "}" }},
		{"star", 2000, func(n int) string { return "SELECT * { " + many(n, "?x :knows ?y# . ") + "}" }},
		{"unions", 4000, func(n int) string {
			return "SELECT * { { ?x :knows ?y }" + many(n, " UNION { ?x# :knows ?y }") + " FILTER(?x != 1) }"
		}},
		{"groups", 200, func(n int) string { return "SELECT * " + nested(n, "{ ", "?x :knows ?y", " }") }},
		{"groups of two", 200, func(n int) string { return "SELECT * { " + nested(n, "{ ?x :knows ?y ", "", " }") + "}" }},
		{"optionals", 300, func(n int) string { return "SELECT * { ?x :knows ?y " + many(n, "OPTIONAL { ?x :knows ?y# } ") + "}" }},
		{"nested optionals", 200, func(n int) string {
			return "SELECT * { ?x :knows ?y " + nested(n, "OPTIONAL { ?x :name ?y ", "", "} ") + "}"
		}},
		{"minus", 500, func(n int) string { return "SELECT * { ?x :knows ?y " + many(n, "MINUS { ?x :name ?y# } ") + "}" }},
		{"exists", 100, func(n int) string {
			return "SELECT * { ?x :knows ?y " + nested(n, "FILTER EXISTS { ?x :name ?z ", "", "} ") + "}"
		}},
		{"filters", 2000, func(n int) string { return "SELECT * { ?x :knows ?y " + many(n, "FILTER(?x != #) ") + "}" }},
		{"filter", 5000, func(n int) string { return "SELECT * { ?x :knows ?y FILTER(?x = 1" + many(n, " || ?x = #") + ") }" }},
		{"binds", 500, func(n int) string { return "SELECT * { ?x :knows ?y " + many(n, "BIND(?x AS ?z#) ") + "}" }},
		{"values", 100_000, func(n int) string { return "SELECT * { ?x :knows ?y VALUES ?x { " + many(n, ":x# ") + "} }" }},
		{"subqueries", 100, func(n int) string {
			return "SELECT * { ?x :knows ?y " + nested(n, "{ SELECT ?x { ?x :name ?z ", "", "} LIMIT 3 }") + "}"
		}},
		{"paths", 2000, func(n int) string { return "SELECT * { ?x (:knows" + many(n, "|:p#") + ")* ?y }" }},
		{"alternatives", 12, func(n int) string { return "SELECT * { ?x " + nested(n, "(", ":knows", "/:knows|:name)") + " ?y }" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			half, whole := allocated(t, s, tt.query(tt.size/2)), allocated(t, s, tt.query(tt.size))
			if whole > 3*half && whole > 8<<20 {
				t.Errorf("half of the query takes %d bytes to plan, the whole %d", half, whole)
			}
		})
	}
}

// allocated plans a query and returns how many bytes that allocates.
func allocated(t *testing.T, s *graph.Snapshot, text string) uint64 {
	q := parse(t, text)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	p, err := plan.New(t.Context(), q, plan.NewTerms(s), plan.Options{})
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	if err := plan.Check(p.Root); err != nil && len(err.Error()) < 5000 {
		t.Error(err)
	}
	return after.TotalAlloc - before.TotalAlloc
}
