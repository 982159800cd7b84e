package exec

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/plan"
)

// values are terms of all kinds that aggregates tell apart, the zero Term too.
var values = []rdf.Term{
	{}, rdf.IRI("http://example.org/a"), rdf.IRI("http://example.org/b"), rdf.BlankNode("b"),
	rdf.String("a"), rdf.String("b"), rdf.LangString("a", "en"),
	typed("1", "integer"), typed("2", "integer"), typed("-7", "integer"), typed("0", "integer"), typed("01", "integer"), typed("3", "int"),
	typed("500000000000000000", "integer"), typed("99999999999999999999999", "integer"),
	typed("1.5", "decimal"), typed("1.50", "decimal"), typed("-0.000001", "decimal"), typed("70000000000.5", "decimal"), typed("0.1234567", "decimal"),
	typed("1.5", "double"), typed("0.1", "double"), typed("1e3", "double"), typed("NaN", "double"), typed("2.5", "float"),
	typed("true", "boolean"), typed("2024-01-01", "date"), typed("2024-01-01Z", "date"), typed("2023-05-01", "date"),
	typed("2024-01-01T00:00:00Z", "dateTime"), typed("2024-01-01T02:00:00+02:00", "dateTime"), typed("x", "integer"),
}

func typed(lexical, datatype string) rdf.Term { return rdf.Literal(lexical, xsd.Namespace+datatype) }

// some returns a part of values: all, or those of one kind and a few others.
func some(r *rand.Rand) []rdf.Term {
	switch r.IntN(4) {
	case 0:
		return values
	case 1:
		return values[7:11]
	case 2:
		return values[7:24]
	}
	from := r.IntN(len(values))
	return values[from:min(len(values), from+1+r.IntN(6))]
}

// aggregateOf returns a random aggregate of ?v or of an expression.
func aggregateOf(r *rand.Rand, name string) algebra.Aggregate {
	names := []string{"COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT"}
	a := algebra.Aggregate{Var: name, Name: names[r.IntN(len(names))], Distinct: r.IntN(4) == 0, Separator: "|"}
	switch r.IntN(4) {
	case 0:
		a.Arg = &algebra.Call{Name: "+", Args: []algebra.Expr{algebra.Var("v"), algebra.Var("v")}}
	default:
		a.Arg = algebra.Var("v")
	}
	if a.Name == "COUNT" && r.IntN(2) == 0 {
		a.Arg = nil
	}
	return a
}

// grouped returns the groups of rows with the variables "k", "l" and "v", by
// definition.
func grouped(run *Run, n *plan.Group, rows [][]graph.ID) (out [][]graph.ID) {
	index, groups := map[string]int{}, [][]expr.Accumulator{}
	seen := map[string]bool{}
	begin := func(keys []graph.ID) int {
		i, ok := index[rowKey(keys)]
		if !ok {
			i = len(groups)
			index[rowKey(keys)] = i
			var all []expr.Accumulator
			for _, a := range n.Aggregates {
				acc, _ := expr.NewAccumulator(a.Name, a.Distinct && a.Arg != nil, a.Separator)
				all = append(all, acc)
			}
			groups, out = append(groups, all), append(out, keys)
		}
		return i
	}
	if len(n.Keys) == 0 {
		begin(nil)
	}
	for _, row := range rows {
		keys := row[:len(n.Keys):len(n.Keys)]
		g := begin(keys)
		for i, a := range n.Aggregates {
			v := valueOf(run.Terms, row[2])
			if _, computed := a.Arg.(*algebra.Call); computed {
				v = doubled(v)
			}
			if a.Arg == nil {
				v = expr.Int(1)
				if id := fmt.Sprint(i, row); a.Distinct && seen[id] {
					continue
				} else {
					seen[id] = true
				}
			}
			groups[g][i].Add(v)
		}
	}
	for g := range out {
		for i := range n.Aggregates {
			out[g] = append(out[g], idOf(run.Terms, groups[g][i].Result()))
		}
	}
	return out
}

func doubled(v expr.Value) expr.Value {
	slot := func(string) (int, bool) { return 0, true }
	f, _ := expr.Compile(&algebra.Call{Name: "+", Args: []algebra.Expr{algebra.Var("v"), algebra.Var("v")}}, slot, expr.Options{})
	return f(&expr.Env{Row: &pair{v}})
}

func TestGroup(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 2))
		run := newRun(t, nil, 0, false)
		n := &plan.Group{Keys: []string{"k", "l"}[:r.IntN(3)], Streamed: r.IntN(2) == 0}
		for i := range 1 + r.IntN(4) {
			n.Aggregates = append(n.Aggregates, aggregateOf(r, fmt.Sprint("a", i)))
		}
		rows := [][]graph.ID{}
		of := some(r)
		for range []int{0, 1, 30, 3000}[r.IntN(4)] {
			rows = append(rows, []graph.ID{graph.ID(r.IntN(5)), graph.ID(r.IntN(400)), run.Terms.ID(of[r.IntN(len(of))])})
		}
		if n.Streamed {
			slices.SortStableFunc(rows, func(a, b []graph.ID) int { return slices.Compare(a[:2], b[:2]) })
		}
		checkGroup(t, run, n, rows, r, fmt.Sprintf("seed %d", seed))
	}
}

// checkGroup compares a group with its definition.
func checkGroup(t *testing.T, run *Run, n *plan.Group, rows [][]graph.ID, r *rand.Rand, name string) {
	t.Helper()
	n.Vars = slices.Clone(n.Keys)
	for _, a := range n.Aggregates {
		n.Vars = append(n.Vars, a.Var)
	}
	n.Input = &plan.Table{Info: plan.Info{Vars: []string{"k", "l", "v"}}}
	run.open()
	want := grouped(run, n, rows)
	op, err := newGroup(n, &feed{rows: rows, width: 3, sizes: r}, run)
	if err != nil {
		t.Fatal(err)
	}
	got, err := rowsOf(t, op, run)
	if err != nil || len(got) != len(want) {
		t.Fatalf("%s: %+v: %d groups, error %v; want %d", name, n.Aggregates, len(got), err, len(want))
	}
	if run.Disk != nil {
		slices.SortFunc(got, slices.Compare)
		slices.SortFunc(want, slices.Compare)
	}
	for g := range want {
		for i, id := range want[g] {
			if got[g][i] != id {
				t.Fatalf("%s: %+v: column %d of group %d is %v, want %v", name, n.Aggregates, i, g, run.Terms.Term(got[g][i]), run.Terms.Term(id))
			}
		}
	}
}

func TestGroupOnDisk(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 2))
	rows := make([][]graph.ID, 100000)
	for i := range rows {
		v, _ := graph.IntegerID(r.Int64N(1000))
		rows[i] = []graph.ID{graph.ID(1 + r.IntN(30000)), graph.ID(r.IntN(3)), v}
	}
	n := &plan.Group{Keys: []string{"k", "l"}}
	for i, name := range []string{"COUNT", "SUM", "MAX", "COUNT"} {
		n.Aggregates = append(n.Aggregates, algebra.Aggregate{Var: fmt.Sprint("a", i), Name: name, Arg: algebra.Var("v"), Distinct: i == 3})
	}
	run := newRun(t, nil, 4<<20, true)
	checkGroup(t, run, n, rows, r, "on disk")
	if run.Disk.Written() == 0 {
		t.Error("nothing was put on disk")
	}
	run = newRun(t, nil, 1<<20, false)
	op, err := newGroup(n, &feed{rows: rows, width: 3}, run)
	if err == nil {
		_, err = rowsOf(t, op, run)
	}
	if !errors.Is(err, ErrBudget) {
		t.Errorf("without a disk: error %v", err)
	}
}

func TestGroupUnknown(t *testing.T) {
	n := &plan.Group{Aggregates: []algebra.Aggregate{{Name: "MEDIAN", Arg: algebra.Var("v")}}, Input: &plan.Unit{}}
	if _, err := newGroup(n, &feed{}, newRun(t, nil, 0, false)); err == nil {
		t.Error("no error for an aggregate that there is not")
	}
}

func BenchmarkGroup(b *testing.B) {
	const rows = 1 << 20
	r := rand.New(rand.NewPCG(1, 2))
	cols := [][]graph.ID{make([]graph.ID, rows), make([]graph.ID, rows), make([]graph.ID, rows)}
	for _, keys := range []int{10, 100_000} {
		for i := range rows {
			cols[0][i], _ = graph.IntegerID(int64(r.IntN(keys)))
			cols[1][i] = graph.ID(1 + r.IntN(2))
			cols[2][i], _ = graph.IntegerID(int64(r.IntN(keys)))
		}
		for _, name := range []string{"COUNT", "SUM", "AVG", "MIN", "COUNT DISTINCT"} {
			b.Run(fmt.Sprint(name, " ", keys), func(b *testing.B) {
				n := &plan.Group{Keys: []string{"k"}, Input: &plan.Table{Info: plan.Info{Vars: []string{"k", "l", "v"}}}}
				a := algebra.Aggregate{Var: "a", Name: name, Arg: algebra.Var("v")}
				if name == "COUNT" {
					a.Arg = nil
				} else if name == "COUNT DISTINCT" {
					a.Name, a.Distinct = "COUNT", true
				}
				n.Aggregates, n.Vars = []algebra.Aggregate{a}, []string{"k", "a"}
				perRow(b, rows, func() {
					op, err := newGroup(n, &columnsFeed{cols: cols}, newRun(b, nil, 0, false))
					if err != nil {
						b.Fatal(err)
					}
					drain(b, op)
				})
			})
		}
	}
}

// TestIDOf holds that a value has the ID of its term.
func TestIDOf(t *testing.T) {
	run := newRun(t, nil, 0, false)
	r := rand.New(rand.NewPCG(8, 2))
	for range 2000 {
		d := xsd.Scaled(r.Int64N(1<<uint(1+r.IntN(60)))-1<<uint(r.IntN(58)), r.IntN(9))
		for _, v := range []expr.Value{expr.Decimal(d), expr.Int(r.Int64() >> r.IntN(60))} {
			if term, _ := v.Term(); idOf(run.Terms, v) != run.Terms.ID(term) {
				t.Fatalf("the ID of %v is %x, that of its term %x", term, idOf(run.Terms, v), run.Terms.ID(term))
			}
		}
	}
}
