package plan_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

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

// TestHostile plans queries that are large in some way: time may grow with their
// size, not with its square.
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
	for name, query := range map[string]string{
		"patterns":         "SELECT * { " + many(2000, "?x# :knows ?x . ") + "}",
		"star":             "SELECT * { " + many(2000, "?x :knows ?y# . ") + "}",
		"unions":           "SELECT * { { ?x :knows ?y }" + many(4000, " UNION { ?x# :knows ?y }") + " FILTER(?x != 1) }",
		"groups":           "SELECT * " + nested(200, "{ ", "?x :knows ?y", " }"),
		"groups of two":    "SELECT * { " + nested(200, "{ ?x :knows ?y ", "", " }") + "}",
		"optionals":        "SELECT * { ?x :knows ?y " + many(300, "OPTIONAL { ?x :knows ?y# } ") + "}",
		"nested optionals": "SELECT * { ?x :knows ?y " + nested(200, "OPTIONAL { ?x :name ?y ", "", "} ") + "}",
		"minus":            "SELECT * { ?x :knows ?y " + many(500, "MINUS { ?x :name ?y# } ") + "}",
		"exists":           "SELECT * { ?x :knows ?y " + nested(100, "FILTER EXISTS { ?x :name ?z ", "", "} ") + "}",
		"filters":          "SELECT * { ?x :knows ?y " + many(2000, "FILTER(?x != #) ") + "}",
		"filter":           "SELECT * { ?x :knows ?y FILTER(?x = 1" + many(5000, " || ?x = #") + ") }",
		"binds":            "SELECT * { ?x :knows ?y " + many(500, "BIND(?x AS ?z#) ") + "}",
		"values":           "SELECT * { ?x :knows ?y VALUES ?x { " + many(100000, ":x# ") + "} }",
		"subqueries":       "SELECT * { ?x :knows ?y " + nested(100, "{ SELECT ?x { ?x :name ?z ", "", "} LIMIT 3 }") + "}",
		"paths":            "SELECT * { ?x (:knows" + many(2000, "|:p#") + ")* ?y }",
		"alternatives":     "SELECT * { ?x " + nested(12, "(", ":knows", "/:knows|:name)") + " ?y }",
	} {
		q := parse(t, query)
		start := time.Now()
		p, err := plan.New(t.Context(), q, plan.NewTerms(s), plan.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s: planned in %v", name, took)
		} else {
			t.Logf("%s: planned in %v", name, took)
		}
		if err := plan.Check(p.Root); err != nil && len(err.Error()) < 5000 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
