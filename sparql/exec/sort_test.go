package exec

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/plan"
)

// valueStore returns a state of a store that has some of values in its base, some
// as changes, and not the rest.
func valueStore(t testing.TB) *graph.Snapshot {
	t.Helper()
	store := graph.New(graph.Options{})
	add := func(all []rdf.Term) {
		_, err := store.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
			for _, v := range all {
				if _, err := tx.Add(rdf.Quad{S: rdf.BlankNode("s"), P: rdf.IRI("http://example.org/p"), O: v}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	texts := []rdf.Term{rdf.String(""), rdf.String("b"), rdf.LangString("b", "fr"), rdf.LangString("b", "de"), rdf.LangString("ab", "en"), rdf.IRI("http://example.org/c")}
	add(append(texts, values[1:25]...))
	if err := store.Merge(t.Context()); err != nil {
		t.Fatal(err)
	}
	add([]rdf.Term{rdf.String("ba"), rdf.LangString("b", "es"), rdf.IRI("http://example.org/d"), values[26]})
	return store.Snapshot()
}

// sortValues are the terms of valueStore and others.
var sortValues = append(slices.Clone(values), rdf.String(""), rdf.LangString("b", "fr"), rdf.LangString("b", "de"), rdf.LangString("b", "es"),
	rdf.LangString("b", "it"), rdf.String("ba"), rdf.String("bb"), rdf.IRI("http://example.org/c"), rdf.IRI("http://example.org/d"), rdf.IRI("http://example.org/e"),
	rdf.TripleTerm(rdf.Triple{S: rdf.BlankNode("b"), P: rdf.IRI("http://example.org/p"), O: rdf.String("x")}))

// TestOrderIDs compares the order with < and with that of expr.
func TestOrderIDs(t *testing.T) {
	run := newRun(t, valueStore(t), 0, false)
	for _, a := range sortValues {
		for _, b := range sortValues {
			got := orderIDs(run.Terms, run.Terms.ID(a), run.Terms.ID(b))
			if back := orderIDs(run.Terms, run.Terms.ID(b), run.Terms.ID(a)); back != -got {
				t.Errorf("%v and %v compare %d and %d", a, b, got, back)
			}
			x, y := expr.Of(a), expr.Of(b)
			if c, ok := expr.Compare(x, y); ok && c != expr.Unordered && c != got {
				t.Errorf("%v and %v compare %d, want %d", a, b, got, c)
			}
			equal, known := expr.Equal(x, y)
			equal = known && equal || sameMoment(a, b)
			sameText := a.IsLiteral() && b.IsLiteral() && a.Value() == b.Value() && a.Lang()+b.Lang() != ""
			if want := expr.Order(x, y); got != want && !(equal && got == 0) && !sameText {
				t.Errorf("%v and %v compare %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestSort(t *testing.T) {
	s := valueStore(t)
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 3))
		run := newRun(t, s, 0, false)
		run.Workers = 1 + r.IntN(2)
		n := &plan.Sort{Info: plan.Info{Vars: []string{"a", "b", "n"}}}
		for range 1 + r.IntN(3) {
			var e algebra.Expr = algebra.Var([]string{"a", "b"}[r.IntN(2)])
			if r.IntN(4) == 0 {
				e = &algebra.Call{Name: "STR", Args: []algebra.Expr{e}}
			}
			n.Conditions = append(n.Conditions, algebra.Condition{Expr: e, Descending: r.IntN(2) == 0})
		}
		if r.IntN(2) == 0 {
			n.Limit = 1 + r.Int64N(20)
		}
		from, of := r.IntN(len(sortValues)), 1+r.IntN(len(sortValues))
		var rows [][]graph.ID
		for i := range []int{0, 1, 300, 3000, 3000}[r.IntN(5)] {
			row := []graph.ID{0, 0, graph.ID(i)}
			for c := range row[:2] {
				row[c] = run.Terms.ID(sortValues[from:min(len(sortValues), from+of)][r.IntN(min(of, len(sortValues)-from))])
			}
			rows = append(rows, row)
		}
		checkSort(t, run, n, rows, r, fmt.Sprint("seed ", seed))
	}
}

// checkSort compares a sort with one by definition.
func checkSort(t *testing.T, run *Run, n *plan.Sort, rows [][]graph.ID, r *rand.Rand, name string) {
	t.Helper()
	n.Input = &plan.Table{Info: n.Info}
	want := slices.Clone(rows)
	slices.SortStableFunc(want, func(a, b []graph.ID) int {
		for _, c := range n.Conditions {
			o := orderValues(conditionValue(run, c.Expr, a), conditionValue(run, c.Expr, b))
			if c.Descending {
				o = -o
			}
			if o != 0 {
				return o
			}
		}
		return 0
	})
	if n.Limit > 0 {
		want = want[:min(len(want), int(n.Limit))]
	}
	op, err := newSort(n, &feed{rows: rows, width: 3, sizes: r}, run)
	if err != nil {
		t.Fatal(err)
	}
	got, err := rowsOf(t, op, run)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%s: %+v", name, n.Conditions)
		sameRows(t, got, want, true)
	}
}

func conditionValue(run *Run, e algebra.Expr, row []graph.ID) expr.Value {
	if call, ok := e.(*algebra.Call); ok {
		v := conditionValue(run, call.Args[0], row)
		if term, ok := v.Term(); ok && (term.IsIRI() || term.IsLiteral()) {
			return expr.String(term.Value())
		}
		return expr.Value{}
	}
	return valueOf(run.Terms, row[e.(algebra.Var)[0]-'a'])
}

// TestSortKeyed compares sorting by bytes, on one and two goroutines, and the
// choice of the smallest with the library.
func TestSortKeyed(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 3))
	for _, n := range []int{1, 2, 16, 17, 255, 257, 5000, 140_000} {
		for _, mask := range []uint64{0, 3, 0xff00, 0xff_0000_0000_00ff, ^uint64(0)} {
			rows := make([]keyed, n)
			for i := range rows {
				rows[i] = keyed{r.Uint64() & mask, uint32(i)}
			}
			want := slices.Clone(rows)
			slices.SortStableFunc(want, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
			keep := 1 + r.IntN(n)
			few := smallest(slices.Clone(rows), make([]keyed, n), keep)
			for _, workers := range []int{1, 2} {
				got, err := sortKeyed(t.Context(), slices.Clone(rows), make([]keyed, n), workers)
				if err != nil || !slices.Equal(got, want) {
					t.Fatalf("%d rows, mask %x, %d goroutines: not in order, error %v", n, mask, workers, err)
				}
			}
			few, err := sortKeyed(t.Context(), few, make([]keyed, len(few)), 1)
			if err != nil || !slices.Equal(few[:keep], want[:keep]) {
				t.Fatalf("%d rows, mask %x: the smallest %d are others", n, mask, keep)
			}
		}
	}
}

func TestSortOnDisk(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 3))
	run := newRun(t, valueStore(t), 1<<20, true)
	n := &plan.Sort{Info: plan.Info{Vars: []string{"a", "b", "n"}}}
	n.Conditions = []algebra.Condition{{Expr: algebra.Var("a"), Descending: true}, {Expr: algebra.Var("b")}}
	var rows [][]graph.ID
	for i := range 20000 {
		rows = append(rows, []graph.ID{run.Terms.ID(sortValues[r.IntN(len(sortValues))]), run.Terms.ID(rdf.Literal(fmt.Sprint(r.IntN(50)), "http://www.w3.org/2001/XMLSchema#integer")), graph.ID(i)})
	}
	checkSort(t, run, n, rows, r, "on disk")
	if run.Disk.Written() == 0 {
		t.Error("nothing was put on disk")
	}
	n.Limit = 7000
	checkSort(t, run, n, rows, r, "on disk with a limit")
	run.Disk = nil
	op, err := newSort(n, &feed{rows: rows, width: 3}, run)
	if err == nil {
		_, err = rowsOf(t, op, run)
	}
	if !errors.Is(err, ErrBudget) {
		t.Errorf("without a disk: error %v", err)
	}
}

// TestComputedTexts has operators compute more texts than there is memory for.
func TestComputedTexts(t *testing.T) {
	text := &algebra.Call{Name: "CONCAT", Args: []algebra.Expr{algebra.Constant{Term: rdf.String("a text ")}, &algebra.Call{Name: "STR", Args: []algebra.Expr{algebra.Var("x")}}}}
	table := &plan.Table{Info: plan.Info{Vars: []string{"x"}}}
	for i := range 40000 {
		id, _ := graph.IntegerID(int64(i))
		table.IDs = append(table.IDs, []graph.ID{id})
	}
	info := plan.Info{Vars: []string{"x", "y"}}
	for _, n := range []plan.Node{
		&plan.Sort{Info: table.Info, Input: table, Conditions: []algebra.Condition{{Expr: text}}},
		&plan.Group{Info: plan.Info{Vars: []string{"y"}}, Input: table, Aggregates: []algebra.Aggregate{{Var: "y", Name: "COUNT", Distinct: true, Arg: text}}},
		&plan.Distinct{Info: info, Input: &plan.Extend{Info: info, Input: table, Var: "y", Expr: text}},
	} {
		run := newRun(t, nil, 4<<20, true)
		op, err := Build(n, run)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := rowsOf(t, op, run); !errors.Is(err, ErrBudget) {
			t.Errorf("%T: error %v, want ErrBudget", n, err)
		}
	}
}

func TestSortEnds(t *testing.T) {
	run := newRun(t, nil, 0, false)
	cols := [][]graph.ID{make([]graph.ID, 1<<21)}
	for i := range cols[0] {
		cols[0][i] = graph.ID(rand.Uint64()>>5) | 4<<60
	}
	n := &plan.Sort{Info: plan.Info{Vars: []string{"x"}}, Conditions: []algebra.Condition{{Expr: algebra.Var("x")}}}
	n.Input = &plan.Table{Info: n.Info}
	ctx, cancel := context.WithCancel(t.Context())
	var ended time.Time
	op, err := newSort(n, &cancelling{columnsFeed{cols: cols}, func() {
		cancel()
		ended = time.Now()
	}}, run)
	if err != nil {
		t.Fatal(err)
	}
	defer op.Close()
	if _, err := op.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
	if late := time.Since(ended); late > time.Second {
		t.Errorf("it ended %v after its context", late)
	}
}

// cancelling is a feed after whose last row the context ends.
type cancelling struct {
	columnsFeed
	cancel func()
}

func (c *cancelling) Next(ctx context.Context) (Batch, error) {
	b, err := c.columnsFeed.Next(ctx)
	if b.Len == 0 {
		c.cancel()
	}
	return b, err
}

func BenchmarkSort(b *testing.B) {
	const rows = 1 << 20
	r := rand.New(rand.NewPCG(1, 2))
	store := graph.New(graph.Options{})
	_, err := store.Load(b.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		for range 200_000 {
			if !yield(rdf.Quad{S: rdf.IRI("http://example.org/s"), P: rdf.IRI("http://example.org/p"), O: rdf.LangString(fmt.Sprintf("title %x of something", r.Uint64()), "en")}, nil) {
				return
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	var texts []graph.ID
	for q := range store.Snapshot().TripleIDs(graph.IDPattern{}) {
		texts = append(texts, q[2])
	}
	integers, strings, rest := make([]graph.ID, rows), make([]graph.ID, rows), make([]graph.ID, rows)
	for i := range rows {
		integers[i], _ = graph.IntegerID(r.Int64N(1 << 24))
		strings[i], rest[i] = texts[r.IntN(len(texts))], graph.ID(i)
	}
	for _, bb := range []struct {
		name  string
		col   []graph.ID
		limit int64
		two   bool
	}{{"integers", integers, 0, false}, {"strings", strings, 0, false}, {"two", strings, 0, true}, {"ten integers", integers, 10, false}, {"ten strings", strings, 10, false}} {
		b.Run(bb.name, func(b *testing.B) {
			n := &plan.Sort{Info: plan.Info{Vars: []string{"x", "y"}}, Conditions: []algebra.Condition{{Expr: algebra.Var("x")}}, Limit: bb.limit}
			cols := [][]graph.ID{bb.col, rest}
			if bb.two {
				n.Conditions, cols[1] = append(n.Conditions, algebra.Condition{Expr: algebra.Var("y")}), integers
			}
			n.Input = &plan.Table{Info: n.Info}
			perRow(b, rows, func() {
				op, err := newSort(n, &columnsFeed{cols: cols}, newRun(b, store.Snapshot(), 0, false))
				if err != nil {
					b.Fatal(err)
				}
				drain(b, op)
			})
		})
	}
}

// TestFilterLanguage compares conditions on languages with what they are for each
// term.
func TestFilterLanguage(t *testing.T) {
	s := valueStore(t)
	run := newRun(t, s, 0, false)
	lang := &algebra.Call{Name: "LANG", Args: []algebra.Expr{algebra.Var("x")}}
	text := func(s string) algebra.Expr { return algebra.Constant{Term: rdf.String(s)} }
	tests := []algebra.Expr{
		&algebra.Call{Name: "=", Args: []algebra.Expr{lang, text("fr")}},
		&algebra.Call{Name: "!=", Args: []algebra.Expr{lang, text("")}},
		&algebra.Call{Name: "LANGMATCHES", Args: []algebra.Expr{lang, text("*")}},
		&algebra.Call{Name: "||", Args: []algebra.Expr{
			&algebra.Call{Name: "=", Args: []algebra.Expr{lang, text("")}},
			&algebra.Call{Name: "=", Args: []algebra.Expr{&algebra.Call{Name: "STR", Args: []algebra.Expr{algebra.Var("x")}}, text("b")}},
		}},
	}
	table := &plan.Table{Info: plan.Info{Vars: []string{"x"}}}
	for _, v := range append(sortValues, sortValues...) {
		table.IDs = append(table.IDs, []graph.ID{run.Terms.ID(v)})
	}
	for _, e := range tests {
		f, err := expr.Compile(e, func(string) (int, bool) { return 0, true }, expr.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var want [][]graph.ID
		for _, row := range table.IDs {
			if holds, ok := f(&expr.Env{Row: &pair{valueOf(run.Terms, row[0])}}).EBV(); holds && ok {
				want = append(want, row)
			}
		}
		op, err := Build(&plan.Filter{Info: table.Info, Input: table, Exprs: []algebra.Expr{e}}, run)
		if err != nil {
			t.Fatal(err)
		}
		got, err := rowsOf(t, op, run)
		if err != nil {
			t.Fatal(err)
		}
		sameRows(t, got, want, true)
	}
}
