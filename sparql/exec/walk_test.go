package exec

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/plan"
)

// randomPath returns a path of some depth at most.
func randomPath(r *rand.Rand, depth int) algebra.PathExpr {
	iri := func() string { return fmt.Sprint("http://example.org/p", r.IntN(4)) } // of which there are three
	if depth == 0 {
		if r.IntN(4) == 0 {
			return algebra.NPS{IRIs: []string{iri(), iri()}}
		}
		return algebra.Link{IRI: iri()}
	}
	sub := func() algebra.PathExpr { return randomPath(r, r.IntN(depth)) }
	switch r.IntN(6) {
	case 0:
		return algebra.Inv{Path: sub()}
	case 1:
		return algebra.Seq{First: sub(), Then: sub()}
	case 2:
		return algebra.Alt{Either: sub(), Or: sub()}
	}
	return algebra.Repeat{Path: sub(), Mark: "?*+"[r.IntN(3)]}
}

// A pathModel evaluates paths as SPARQL 1.1 Query §18.4 defines them.
type pathModel struct {
	triples [][3]graph.ID
	terms   *plan.Terms
}

// ends returns the end of each way that begins at a node.
func (m *pathModel) ends(path algebra.PathExpr, node graph.ID, inverse bool) (out []graph.ID) {
	from, to := 0, 2
	if inverse {
		from, to = to, from
	}
	switch p := path.(type) {
	case algebra.Inv:
		return m.ends(p.Path, node, !inverse)
	case algebra.Alt:
		return append(m.ends(p.Either, node, inverse), m.ends(p.Or, node, inverse)...)
	case algebra.Seq:
		first, then := p.First, p.Then
		if inverse {
			first, then = then, first
		}
		for _, middle := range m.ends(first, node, inverse) {
			out = append(out, m.ends(then, middle, inverse)...)
		}
		return out
	case algebra.Repeat:
		return m.repeat(p, node, inverse)
	}
	for _, t := range m.triples {
		if t[from] == node && m.allowed(path, t[1]) {
			out = append(out, t[to])
		}
	}
	return out
}

func (m *pathModel) allowed(path algebra.PathExpr, p graph.ID) bool {
	iri := m.terms.Term(p).Value()
	if link, ok := path.(algebra.Link); ok {
		return iri == link.IRI
	}
	return !slices.Contains(path.(algebra.NPS).IRIs, iri)
}

func (m *pathModel) repeat(p algebra.Repeat, node graph.ID, inverse bool) (out []graph.ID) {
	seen := map[graph.ID]bool{}
	var visit func(node graph.ID)
	visit = func(node graph.ID) {
		if !seen[node] {
			seen[node] = true
			out = append(out, node)
			if p.Mark != '?' {
				for _, end := range m.ends(p.Path, node, inverse) {
					visit(end)
				}
			}
		}
	}
	if p.Mark == '*' {
		visit(node)
		return out
	}
	if p.Mark == '?' {
		visit(node)
	}
	for _, end := range m.ends(p.Path, node, inverse) {
		visit(end)
	}
	return out
}

// rows returns the solutions for a row of input.
func (m *pathModel) rows(n *plan.PathWalk, row map[string]graph.ID) (out [][]graph.ID) {
	value := func(s plan.Slot) graph.ID {
		if s.Var != "" {
			return row[s.Var]
		}
		return s.ID
	}
	starts := []graph.ID{value(n.S)}
	if starts[0] == 0 {
		starts = nil
		for _, t := range m.triples {
			starts = append(starts, t[0], t[2])
		}
		if o := value(n.O); o != 0 {
			starts = append(starts, o)
		}
		slices.Sort(starts)
		starts = slices.Compact(starts)
	}
	for _, start := range starts {
		if n.S.Var != "" && n.O.Var != "" && !m.isNode(start) {
			continue
		}
		for _, end := range m.ends(n.Path, start, false) {
			if o := value(n.O); o != 0 && o != end || n.S.Var != "" && n.S.Var == n.O.Var && start != end {
				continue
			}
			var solution []graph.ID
			for _, name := range n.Vars {
				switch name {
				case n.S.Var:
					solution = append(solution, start)
				case n.O.Var:
					solution = append(solution, end)
				default:
					solution = append(solution, row[name])
				}
			}
			out = append(out, solution)
		}
	}
	return out
}

func (m *pathModel) isNode(id graph.ID) bool {
	return slices.ContainsFunc(m.triples, func(t [3]graph.ID) bool { return t[0] == id || t[2] == id })
}

// graphsFor returns the graphs of a walk at random, and which triples they hold
// in a row.
func graphsFor(r *rand.Rand, s *graph.Snapshot) (plan.Graphs, func(name graph.ID) [][3]graph.ID) {
	names := s.GraphIDs()
	g := plan.Graphs{Kind: plan.GraphKind(r.IntN(4))}
	if g.Kind == plan.EachGraph {
		g.Var = "g"
	} else if g.Kind == plan.SomeGraphs {
		g.IDs = names[:1+r.IntN(len(names))]
	}
	return g, func(name graph.ID) (triples [][3]graph.ID) {
		for t := range s.TripleIDs(graph.IDPattern{}) {
			holds, _ := s.GraphsOfIDs(nil, t[0], t[1], t[2])
			ok := g.Kind == plan.AnyGraph || g.Kind == plan.Unnamed && slices.Contains(holds, 0) || g.Kind == plan.EachGraph && slices.Contains(holds, name)
			for _, id := range g.IDs {
				ok = ok || slices.Contains(holds, id)
			}
			if ok {
				triples = append(triples, t)
			}
		}
		return triples
	}
}

func TestPathWalk(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		s := randomStore(t, r, 6+r.IntN(40), 3+r.IntN(8), 3).Snapshot()
		if len(s.GraphIDs()) > 0 {
			checkWalk(t, r, s, seed)
		}
	}
}

// checkWalk compares a random walk with the model.
func checkWalk(t *testing.T, r *rand.Rand, s *graph.Snapshot, seed uint64) {
	t.Helper()
	run := newRun(t, s, 0, false)
	nodes := []graph.ID{run.Terms.ID(rdf.IRI("http://example.org/nowhere")), run.Terms.ID(rdf.String("x"))}
	for q := range s.TripleIDs(graph.IDPattern{}) {
		nodes = append(nodes, q[0], q[2])
	}
	graphs, triples := graphsFor(r, s)
	n := &plan.PathWalk{Path: randomPath(r, 1+r.IntN(3)), Graphs: graphs}
	in := &plan.Table{}
	in.Vars = []string{"other"}
	if graphs.Kind == plan.EachGraph {
		in.Vars = append(in.Vars, "g")
	}
	n.Vars = slices.Clone(in.Vars)
	for i, slot := range []*plan.Slot{&n.S, &n.O} {
		name := []string{"a", "b"}[i]
		if r.IntN(6) == 0 {
			name = "a"
		}
		switch r.IntN(3) {
		case 0:
			slot.ID = nodes[r.IntN(len(nodes))]
			continue
		case 1:
			if !slices.Contains(in.Vars, name) {
				in.Vars = append(in.Vars, name)
			}
		}
		slot.Var = name
		if !slices.Contains(n.Vars, name) {
			n.Vars = append(n.Vars, name)
		}
	}
	model := pathModel{terms: run.Terms}
	var want, rows [][]graph.ID
	for range 1 + r.IntN(200) {
		row, values := make([]graph.ID, len(in.Vars)), map[string]graph.ID{}
		for i, name := range in.Vars {
			if row[i] = nodes[r.IntN(len(nodes))]; name == "g" {
				row[i] = s.GraphIDs()[r.IntN(len(s.GraphIDs()))]
			}
			values[name] = row[i]
		}
		model.triples = triples(values["g"])
		rows, want = append(rows, row), append(want, model.rows(n, values)...)
	}
	n.Input = in
	got, err := rowsOf(t, newPathWalk(n, &feed{rows: rows, width: len(in.Vars), sizes: r}, run), run)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Logf("seed %d: %+v over %v", seed, n, in.Vars)
	}
	sameRows(t, got, want, false)
}

// edges returns a store of triples between numbered nodes, along one predicate.
func edges(t testing.TB, n int, edge func(i int) (from, to int)) *graph.Snapshot {
	t.Helper()
	store := graph.New(graph.Options{})
	_, err := store.Load(t.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		for i := range n {
			from, to := edge(i)
			if !yield(rdf.Quad{S: numbered(from), P: rdf.IRI("http://example.org/p"), O: numbered(to)}, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return store.Snapshot()
}

func numbered(n int) rdf.Term { return rdf.IRI(fmt.Sprint("http://example.org/", n)) }

// The graphs of 5000 nodes or edges, by the next node.
var (
	chain  = func(i int) (from, to int) { return i, i + 1 }
	circle = func(i int) (from, to int) { return i, (i + 1) % 5000 }
	star   = func(i int) (from, to int) { return 0, i + 1 }
)

func TestClosureSizes(t *testing.T) {
	tests := []struct {
		name string
		edge func(i int) (from, to int)
		path string // mark
		s, o int    // -1 for a variable
		want int
	}{
		{"chain from its start", chain, "*", 0, -1, 5001},
		{"chain from its end", chain, "+", 5000, -1, 0},
		{"chain to its end", chain, "+", -1, 5000, 5000},
		{"chain, both ends", chain, "+", 0, 5000, 1},
		{"chain, the wrong way", chain, "*", 5000, 0, 0},
		{"circle from a node", circle, "+", 17, -1, 5000},
		{"circle, from a node to itself", circle, "+", 17, 17, 1},
		{"star from its centre", star, "*", 0, -1, 5001},
		{"star, everything", star, "*", -1, -1, 10001},
		{"star, one step", star, "?", -1, -1, 10001},
		{"star, at least one step", star, "+", -1, -1, 5000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			run := newRun(t, edges(t, 5000, tt.edge), 0, false)
			op := newPathWalk(walkOf(run, tt.path, tt.s, tt.o), &feed{rows: [][]graph.ID{{}}}, run)
			got, err := rowsOf(t, op, run)
			if err != nil || len(got) != tt.want {
				t.Errorf("%d rows, error %v; want %d", len(got), err, tt.want)
			}
		})
	}
}

// walkOf returns a walk along the predicate of edges, between nodes by their
// numbers, or variables for -1.
func walkOf(run *Run, mark string, s, o int) *plan.PathWalk {
	n := &plan.PathWalk{Path: algebra.Repeat{Path: algebra.Link{IRI: "http://example.org/p"}, Mark: mark[0]}, Input: &plan.Unit{}}
	for i, number := range []int{s, o} {
		slot := []*plan.Slot{&n.S, &n.O}[i]
		if number >= 0 {
			slot.ID = run.Terms.ID(numbered(number))
		} else {
			slot.Var = []string{"s", "o"}[i]
			n.Vars = append(n.Vars, slot.Var)
		}
	}
	return n
}

func TestPathWalkLimits(t *testing.T) {
	s := edges(t, 5000, circle)
	for _, mark := range []string{"*", "+"} {
		run := newRun(t, s, 64<<10, false)
		_, err := rowsOf(t, newPathWalk(walkOf(run, mark, -1, -1), &feed{rows: [][]graph.ID{{}}}, run), run)
		if !errors.Is(err, ErrBudget) {
			t.Errorf("p%s within 64 KiB: error %v", mark, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	run := newRun(t, s, 0, false)
	op := newPathWalk(walkOf(run, "+", -1, -1), &feed{rows: [][]graph.ID{{}}}, run)
	defer op.Close()
	if b, err := op.Next(ctx); b.Len == 0 || err != nil {
		t.Fatalf("the first batch has %d rows, error %v", b.Len, err)
	}
	cancel()
	if _, err := op.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of the context: error %v", err)
	}
}

func BenchmarkClosure(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	graphs := []struct {
		name string
		n    int
		edge func(i int) (from, to int)
	}{
		{"tree", 100_000, func(i int) (from, to int) { return i + 1, i / 3 }},
		{"skewed", 300_000, func(int) (from, to int) {
			return int(100_000 * r.Float64() * r.Float64() * r.Float64()), int(100_000 * r.Float64() * r.Float64() * r.Float64())
		}},
	}
	for _, g := range graphs {
		s := edges(b, g.n, g.edge)
		for _, ends := range [][2]int{{-1, -1}, {1, -1}, {-1, 1}, {77, 5}} {
			if g.name == "skewed" && ends[0]+ends[1] == -2 {
				continue // quadratic
			}
			b.Run(fmt.Sprint(g.name, ends), func(b *testing.B) {
				rows := 0
				perRow(b, g.n, func() {
					run := newRun(b, s, 0, false)
					rows = drain(b, newPathWalk(walkOf(run, "+", ends[0], ends[1]), &feed{rows: [][]graph.ID{{}}}, run))
				})
				b.ReportMetric(float64(rows), "rows")
			})
		}
	}
}
