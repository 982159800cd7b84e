package exec

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/plan"
)

// randomState returns a state of few terms, some of it in base files and some
// changed since, with triples that are in several graphs.
func randomState(t *testing.T, r *rand.Rand) *graph.Snapshot {
	t.Helper()
	store := graph.New(graph.Options{MergeAfter: 100})
	for range 3 {
		_, err := store.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
			for range 60 {
				q := rdf.Quad{S: thing(r), P: thing(r), O: thing(r)}
				if r.IntN(4) > 0 {
					q.G = thing(r)
				}
				change := tx.Add
				if r.IntN(3) == 0 {
					change = tx.Remove
				}
				if _, err := change(q); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return store.Snapshot()
}

func thing(r *rand.Rand) rdf.Term { return rdf.IRI(fmt.Sprint("http://example.org/", r.IntN(5))) }

// randomScan returns a scan of terms and the variables x, y and z.
func randomScan(r *rand.Rand, terms []graph.ID, names ...string) *plan.Scan {
	n := &plan.Scan{Order: graph.Order(r.IntN(4))}
	for _, slot := range []*plan.Slot{&n.S, &n.P, &n.O} {
		switch r.IntN(5) {
		case 0:
			slot.ID = terms[r.IntN(len(terms))]
		case 1:
		default:
			slot.Var = names[r.IntN(len(names))]
		}
	}
	switch r.IntN(4) {
	case 1:
		n.Graphs.Kind = plan.Unnamed
	case 2:
		n.Graphs = plan.Graphs{Kind: plan.SomeGraphs, IDs: slices.Clone(terms[:r.IntN(4)])}
	case 3:
		n.Graphs = plan.Graphs{Kind: plan.EachGraph, Var: names[r.IntN(len(names))]}
		if r.IntN(2) == 0 {
			n.Graphs.IDs = slices.Clone(terms[:r.IntN(4)])
		}
	}
	for _, name := range []string{n.S.Var, n.P.Var, n.O.Var, n.Graphs.Var} {
		if name != "" && !slices.Contains(n.Vars, name) {
			n.Vars = append(n.Vars, name)
		}
	}
	return n
}

// matches is the definition of a scan, over the quads of a state: solutions with
// how often they are found.
func matches(s *graph.Snapshot, n *plan.Scan, given solution) (out []solution) {
	type found struct {
		triple rdf.Triple
		graph  rdf.Term
	}
	seen := map[found]bool{}
	for q := range s.Quads(graph.Pattern{}) {
		g, _ := s.ID(q.G)
		in := n.Graphs.IDs == nil || slices.Contains(n.Graphs.IDs, g)
		f := found{triple: rdf.Triple{S: q.S, P: q.P, O: q.O}}
		switch n.Graphs.Kind {
		case plan.Unnamed:
			in = g == 0
		case plan.SomeGraphs:
			in = slices.Contains(n.Graphs.IDs, g)
		case plan.EachGraph:
			in = in && g != 0
			f.graph = q.G
		}
		if !in || seen[f] {
			continue
		}
		seen[f] = true
		if sol, ok := bind(s, n, q, given); ok {
			out = append(out, sol)
		}
	}
	return out
}

func bind(s *graph.Snapshot, n *plan.Scan, q rdf.Quad, given solution) (solution, bool) {
	sol, _, _ := merge(given, nil)
	slots := []plan.Slot{n.S, n.P, n.O, {Var: n.Graphs.Var}}
	for i, term := range []rdf.Term{q.S, q.P, q.O, q.G} {
		id, _ := s.ID(term)
		if slots[i].ID != 0 && slots[i].ID != id {
			return nil, false
		}
		if name := slots[i].Var; name != "" {
			if other, ok := sol[name]; ok && other != id {
				return nil, false
			}
			sol[name] = id
		}
	}
	return sol, true
}

func TestScans(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 20 {
		s := randomState(t, r)
		terms := termsOf(s)
		for range 100 {
			n := randomScan(r, terms, "x", "y", "z")
			compareRows(t, fmt.Sprintf("%+v", n), runPlan(t, n, s), texts(matches(s, n, nil)))
		}
	}
}

func termsOf(s *graph.Snapshot) (ids []graph.ID) {
	for i := range 5 {
		if id, ok := s.ID(rdf.IRI(fmt.Sprint("http://example.org/", i))); ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// TestLoopJoin compares lookups with the definition; Apply is the same with the
// lookup on its right side.
func TestLoopJoin(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 20 {
		s := randomState(t, r)
		terms := termsOf(s)
		for range 50 {
			input := &plan.Table{Info: plan.Info{Vars: []string{"x", "w"}, Sure: []string{"x", "w"}}}
			for range r.IntN(30) {
				input.IDs = append(input.IDs, []graph.ID{terms[r.IntN(len(terms))], terms[r.IntN(len(terms))]})
			}
			scan := randomScan(r, terms, "x", "y", "w")
			vars := slices.Clone(input.Vars)
			for _, name := range scan.Vars {
				if !slices.Contains(vars, name) {
					vars = append(vars, name)
				}
			}
			var join, outer, semi, anti []solution
			for _, row := range solutions(input) {
				found := matches(s, scan, row)
				join, outer = append(join, found...), append(outer, found...)
				if len(found) == 0 {
					outer, anti = append(outer, row), append(anti, row)
				} else {
					semi = append(semi, row)
				}
			}
			info := plan.Info{Vars: vars}
			compareRows(t, "LoopJoin", runPlan(t, &plan.LoopJoin{Info: info, Input: input, Scan: scan}, s), texts(join))
			for mode, want := range map[plan.Mode][]solution{plan.Inner: join, plan.Left: outer, plan.Semi: semi, plan.Anti: anti} {
				seed := &plan.Seed{Info: plan.Info{Vars: []string{"w", "x", ".row"}}, Row: ".row"}
				right := &plan.LoopJoin{Info: plan.Info{Vars: append([]string{".row"}, vars...)}, Input: seed, Scan: scan}
				n := &plan.Apply{Info: info, Input: input, Right: right, Seed: seed, Mode: mode}
				if mode == plan.Semi || mode == plan.Anti {
					n.Info = input.Info
				}
				compareRows(t, fmt.Sprint("Apply ", mode), runPlan(t, n, s), texts(want))
			}
		}
	}
}
