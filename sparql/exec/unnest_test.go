package exec

import (
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/plan"
)

func TestUnnest(t *testing.T) {
	run := newRun(t, nil, 0, false)
	a, b, p := run.Terms.ID(rdf.IRI("http://example.org/a")), run.Terms.ID(rdf.IRI("http://example.org/b")), run.Terms.ID(rdf.IRI("http://example.org/p"))
	term := func(s, o graph.ID) graph.ID {
		return run.Terms.ID(rdf.TripleTerm(rdf.Triple{S: run.Terms.Term(s), P: run.Terms.Term(p), O: run.Terms.Term(o)}))
	}
	ab, aa := term(a, b), term(a, a)
	slot := func(name string) plan.Slot { return plan.Slot{Var: name} }
	tests := []struct {
		name    string
		in      []string
		rows    [][]graph.ID
		s, p, o plan.Slot
		out     []string
		want    [][]graph.ID
	}{
		{"all parts", []string{"t"}, [][]graph.ID{{ab}, {a}, {0}, {aa}}, slot("s"), slot("p"), slot("o"), []string{"o", "s", "p", "t"},
			[][]graph.ID{{b, a, p, ab}, {a, a, p, aa}}},
		{"a term", []string{"t"}, [][]graph.ID{{ab}, {aa}}, slot("s"), plan.Slot{ID: p}, plan.Slot{ID: b}, []string{"s"}, [][]graph.ID{{a}}},
		{"another term", []string{"t"}, [][]graph.ID{{ab}, {aa}}, slot("s"), plan.Slot{ID: b}, slot("o"), []string{"s"}, nil},
		{"the same twice", []string{"t"}, [][]graph.ID{{ab}, {aa}}, slot("x"), slot("p"), slot("x"), []string{"x", "t"}, [][]graph.ID{{a, aa}}},
		{"a value of the row", []string{"s", "t"}, [][]graph.ID{{a, ab}, {b, ab}, {0, ab}}, slot("s"), plan.Slot{}, slot("o"), []string{"s", "o"}, [][]graph.ID{{a, b}, {a, b}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n := &plan.Unnest{Info: plan.Info{Vars: tt.out}, Input: &plan.Table{Info: plan.Info{Vars: tt.in}}, Var: "t", S: tt.s, P: tt.p, O: tt.o}
			got, err := rowsOf(t, newUnnest(n, &feed{rows: tt.rows, width: len(tt.in)}, run), run)
			if err != nil {
				t.Fatal(err)
			}
			sameRows(t, got, tt.want, true)
		})
	}
}
