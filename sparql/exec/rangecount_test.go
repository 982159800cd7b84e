package exec

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

func TestRangeCount(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 1))
	s := randomStore(t, r, 3000, 30, 4).Snapshot()
	for range 200 {
		graphs, triples := graphsFor(r, s)
		if graphs.Kind == plan.EachGraph {
			continue
		}
		all := triples(0)
		one := all[r.IntN(len(all))]
		n := &plan.RangeCount{Info: plan.Info{Vars: []string{"n"}}, Graphs: graphs, Var: "n"}
		slots := [3]*plan.Slot{&n.S, &n.P, &n.O}
		bound := graph.Order(r.IntN(4)).Positions()
		for _, position := range bound[:r.IntN(4)] {
			slots[position].ID = one[position]
		}
		want := 0
		for _, q := range all {
			ok := true
			for i, slot := range slots {
				ok = ok && (slot.ID == 0 || slot.ID == q[i])
			}
			if ok {
				want++
			}
		}
		id, _ := graph.IntegerID(int64(want))
		compareRows(t, fmt.Sprintf("%+v", n), runPlan(t, n, s), texts([]solution{{"n": id}}))
	}
}

func TestGraphNames(t *testing.T) {
	s := randomStore(t, rand.New(rand.NewPCG(9, 2)), 60, 10, 2).Snapshot()
	var want []solution
	for _, id := range s.GraphIDs() {
		want = append(want, solution{"g": id})
	}
	if len(want) != 2 {
		t.Fatalf("%d graphs, want 2", len(want))
	}
	n := &plan.GraphNames{Info: plan.Info{Vars: []string{"g"}}, Var: "g"}
	compareRows(t, "all", runPlan(t, n, s), texts(want))
	n.IDs = []graph.ID{want[1]["g"], graph.FirstLocal}
	compareRows(t, "one of two, and one that there is not", runPlan(t, n, s), texts(want[1:]))
	n.IDs = []graph.ID{}
	compareRows(t, "none", runPlan(t, n, s), nil)
}
