package exec

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// solution is a row of a model: what its variables are bound to.
type solution map[string]graph.ID

// randomTable returns rows over some variables, of few IDs. Those that are not
// sure are unbound now and then.
func randomTable(r *rand.Rand, rows int, vars, sure []string) *plan.Table {
	t := &plan.Table{Info: plan.Info{Vars: vars, Sure: sure}}
	for range rows {
		row := make([]graph.ID, len(vars))
		for i, name := range vars {
			if row[i] = graph.ID(1 + r.IntN(9)); !slices.Contains(sure, name) && r.IntN(3) == 0 {
				row[i] = 0
			}
		}
		t.IDs = append(t.IDs, row)
	}
	return t
}

func solutions(t *plan.Table) (out []solution) {
	for _, row := range t.IDs {
		s := solution{}
		for i, name := range t.Vars {
			if row[i] != 0 {
				s[name] = row[i]
			}
		}
		out = append(out, s)
	}
	return out
}

// merge returns the union of compatible solutions, SPARQL 1.1 Query §18.3.
func merge(a, b solution) (both solution, shared int, ok bool) {
	both = solution{}
	for name, id := range a {
		both[name] = id
	}
	for name, id := range b {
		if other, bound := both[name]; bound && other != id {
			return nil, shared, false
		} else if bound {
			shared++
		}
		both[name] = id
	}
	return both, shared, true
}

// run returns the rows of a plan as texts, in their order.
func runPlan(t *testing.T, n plan.Node, s *graph.Snapshot) []string {
	t.Helper()
	op, err := Build(n, &Run{Terms: plan.NewTerms(s), Budget: NewBudget(nil, 0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	defer op.Close()
	var out []string
	for {
		b, err := op.Next(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if b.Len == 0 {
			return out
		}
		if len(b.Cols) != len(n.About().Vars) {
			t.Fatalf("%T: a batch has %d columns, not %v", n, len(b.Cols), n.About().Vars)
		}
		for i := range b.Len {
			s := solution{}
			for c, name := range n.About().Vars {
				if id := b.Cols[c][i]; id != 0 {
					s[name] = id
				}
			}
			out = append(out, fmt.Sprint(s))
		}
	}
}

func texts(all []solution) (out []string) {
	for _, s := range all {
		out = append(out, fmt.Sprint(s))
	}
	return out
}

func compareRows(t *testing.T, what string, got, want []string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Fatalf("%s: %d rows %v\nwant %d rows %v", what, len(got), got, len(want), want)
	}
}

// compareFirst compares the first rows of a plan with those that it yields when all
// are asked for.
func compareFirst(t *testing.T, n plan.Node) {
	t.Helper()
	all := runPlan(t, n, emptySnapshot())
	for _, limit := range []int{1, 2, 5, 20} {
		got, want := runPlan(t, &plan.Slice{Info: *n.About(), Input: n, Offset: 1, Limit: int64(limit)}, emptySnapshot()), all[min(1, len(all)):min(1+limit, len(all))]
		if !slices.Equal(got, want) {
			t.Fatalf("%T: %d rows behind the first are %v, want %v", n, limit, got, want)
		}
	}
}

func emptySnapshot() *graph.Snapshot { return graph.New(graph.Options{}).Snapshot() }

// TestHashJoins compares joins by tables with their definitions.
func TestHashJoins(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 150 {
		sure := []string{"a"}[:r.IntN(2)]
		left := randomTable(r, r.IntN(40), []string{"a", "b", "c"}, append([]string{"c"}, sure...))
		right := randomTable(r, r.IntN(40), []string{"b", "a", "d"}, append([]string{"d"}, sure...))
		if r.IntN(75) == 0 {
			left = randomTable(r, 1100, left.Vars, left.Sure)
		}
		check := []string{"b"}
		if len(sure) == 0 {
			check = []string{"a", "b"}
		}
		info := plan.Info{Vars: []string{"a", "b", "c", "d"}}
		var join, outer, semi, anti, minus []solution
		for _, l := range solutions(left) {
			partners, strict := 0, 0
			for _, p := range solutions(right) {
				if both, shared, ok := merge(l, p); ok {
					join, partners = append(join, both), partners+1
					strict += min(shared, 1)
				}
			}
			if partners == 0 {
				outer, anti = append(outer, l), append(anti, l)
			} else {
				semi = append(semi, l)
			}
			if strict == 0 {
				minus = append(minus, l)
			}
		}
		outer = append(outer, join...)
		inner := &plan.HashJoin{Info: info, Left: left, Right: right, On: sure, Check: check}
		optional := &plan.HashLeftJoin{Info: info, Left: left, Right: right, On: sure, Check: check}
		compareRows(t, "HashJoin", runPlan(t, inner, emptySnapshot()), texts(join))
		compareRows(t, "HashLeftJoin", runPlan(t, optional, emptySnapshot()), texts(outer))
		compareFirst(t, inner)
		compareFirst(t, optional)
		compareRows(t, "HashSemiJoin", runPlan(t, &plan.HashSemiJoin{Info: left.Info, Left: left, Right: right, On: sure, Check: check}, emptySnapshot()), texts(semi))
		compareRows(t, "anti", runPlan(t, &plan.HashSemiJoin{Info: left.Info, Left: left, Right: right, On: sure, Check: check, Anti: true}, emptySnapshot()), texts(anti))
		compareRows(t, "Minus", runPlan(t, &plan.Minus{Info: left.Info, Left: left, Right: right, Shared: []string{"a", "b"}}, emptySnapshot()), texts(minus))
	}
}

// An index of many rows is not made to its end when nobody waits for it.
func TestIndexEnds(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	leave()
	var pool Pool
	budget := NewBudget(&pool, 0, 0)
	rows := []graph.ID{16 * BatchRows: 1}
	if _, err := newHashIndex(ctx, [][]graph.ID{rows}, nil, len(rows), budget); !errors.Is(err, context.Canceled) {
		t.Errorf("newHashIndex = %v, want %v", err, context.Canceled)
	}
	if used := pool.Used(); used != 0 {
		t.Errorf("it holds %d bytes", used)
	}
}

// TestMergeJoin compares merge joins with the definition, keys with many rows on
// both sides and keys that go over batches among them.
func TestMergeJoin(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 150 {
		left := randomTable(r, r.IntN(60), []string{"x", "b"}, []string{"x", "b"})
		right := randomTable(r, r.IntN(60), []string{"c", "x"}, []string{"c", "x"})
		if r.IntN(2) == 0 {
			right = randomTable(r, r.IntN(60), []string{"b", "x"}, []string{"b", "x"})
		}
		if r.IntN(10) == 0 {
			right = randomTable(r, 2100, right.Vars, right.Sure)
			if r.IntN(2) == 0 { // few agree in all they have in common
				for _, row := range right.IDs {
					row[0] += graph.ID(6 * r.IntN(2))
				}
			}
		}
		if r.IntN(20) == 0 {
			left = randomTable(r, 2100, left.Vars, left.Sure)
		}
		if len(left.IDs) > 1000 && len(right.IDs) > 1000 {
			continue
		}
		sortBy(left, 0)
		sortBy(right, 1)
		vars := []string{"x", "b"}
		if right.Vars[0] == "c" {
			vars = append(vars, "c")
		}
		var want []solution
		for _, l := range solutions(left) {
			for _, p := range solutions(right) {
				if both, _, ok := merge(l, p); ok {
					want = append(want, both)
				}
			}
		}
		join := &plan.MergeJoin{Info: plan.Info{Vars: vars}, Left: left, Right: right, On: "x"}
		compareRows(t, "MergeJoin", runPlan(t, join, emptySnapshot()), texts(want))
		compareFirst(t, join)
	}
}

func sortBy(t *plan.Table, column int) {
	slices.SortStableFunc(t.IDs, func(a, b []graph.ID) int { return int(a[column]) - int(b[column]) })
}
