package exec

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/plan"
)

// benchStore is 200,000 things with five statements each: a number, a link to
// another thing, and texts.
var benchStore = sync.OnceValue(func() *graph.Snapshot {
	s := graph.New(graph.Options{})
	_, err := s.Load(context.Background(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		const things = 200_000
		for i := range 5 * things {
			q := rdf.Quad{S: rdf.IRI(fmt.Sprint("http://example.org/id/thing/", i/5)), P: benchPredicate(i % 5), O: rdf.String(fmt.Sprint("what is said of thing ", i))}
			switch i % 5 {
			case 0:
				q.O = rdf.Literal(fmt.Sprint(i%1000), "http://www.w3.org/2001/XMLSchema#integer")
			case 1:
				q.O = rdf.IRI(fmt.Sprint("http://example.org/id/thing/", i*7919%things))
			}
			if !yield(q, nil) {
				return
			}
		}
	})
	if err != nil {
		panic(err)
	}
	return s.Snapshot()
})

func benchPredicate(i int) rdf.Term { return rdf.IRI(fmt.Sprint("http://example.org/ontology#p", i)) }

// benchScan is the subjects and objects of a predicate, s and o by name.
func benchScan(s *graph.Snapshot, p int, order graph.Order, subject, object string) *plan.Scan {
	id, _ := s.ID(benchPredicate(p))
	n := &plan.Scan{S: plan.Slot{Var: subject}, P: plan.Slot{ID: id}, O: plan.Slot{Var: object}, Order: order}
	n.Vars = []string{subject, object}
	n.Sure = n.Vars
	return n
}

// BenchmarkJoins joins two relations of 200,000 rows.
func BenchmarkJoins(b *testing.B) {
	s := benchStore()
	vars := func(names ...string) plan.Info { return plan.Info{Vars: names, Sure: names} }
	first, second := benchScan(s, 0, graph.PSO, "x", "n"), benchScan(s, 2, graph.PSO, "x", "text")
	linked, ofLinked := benchScan(s, 1, graph.POS, "x", "y"), benchScan(s, 2, graph.PSO, "y", "text")
	for _, c := range []struct {
		name string
		node plan.Node
	}{
		{"scan", first},
		{"merge star", &plan.MergeJoin{Info: vars("x", "n", "text"), Left: first, Right: second, On: "x"}},
		{"merge chain", &plan.MergeJoin{Info: vars("x", "y", "text"), Left: linked, Right: ofLinked, On: "y"}},
		{"hash chain", &plan.HashJoin{Info: vars("x", "y", "text"), Left: benchScan(s, 1, graph.PSO, "x", "y"), Right: ofLinked, On: []string{"y"}}},
		{"loop star", &plan.LoopJoin{Info: vars("x", "n", "text"), Input: first, Scan: second}},
		{"loop chain", &plan.LoopJoin{Info: vars("x", "y", "text"), Input: benchScan(s, 1, graph.PSO, "x", "y"), Scan: ofLinked}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				op, err := Build(c.node, &Run{Terms: plan.NewTerms(s), Budget: NewBudget(nil, 0, 0)})
				if err != nil {
					b.Fatal(err)
				}
				rows := 0
				for {
					batch, err := op.Next(b.Context())
					if err != nil {
						b.Fatal(err)
					}
					if batch.Len == 0 {
						break
					}
					rows += batch.Len
				}
				op.Close()
				if rows != 200_000 {
					b.Fatal(rows)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/200_000, "ns/row")
		})
	}
}
