package exec

import (
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// indexGroups is plan.IndexGroups. Groups are in the order of their IDs.
//
// Cost: for a group some searches, or its rows where those are few.
type indexGroups struct {
	run     *Run
	pattern graph.IDPattern
	scanner *graph.Scanner
	keys    []int // positions of the variables, the most significant first
	columns []int // for each key: the column of output, -1 for none
	count   int   // the column of the count, -1 for none
	rows    [3][]graph.ID
	outer   graph.ID // what the first key was set to for the rest of it; 0 for nothing
	group   []graph.ID
	n       int // rows of group so far
	row     []graph.ID
}

// gallopRows is how many rows of one group it takes to go to its end by a search.
const gallopRows = 128

func newIndexGroups(n *plan.IndexGroups, run *Run) Operator {
	g := &indexGroups{run: run, pattern: patternOf(n.S, n.P, n.O), row: make([]graph.ID, len(n.Vars))}
	g.count = slices.Index(n.Vars, n.Count)
	for _, position := range n.Order.Positions() {
		if name := [...]string{n.S.Var, n.P.Var, n.O.Var}[position]; name != "" {
			g.keys = append(g.keys, position)
			g.columns = append(g.columns, slices.Index(n.Vars, name))
			g.rows[position] = make([]graph.ID, BatchRows)
		}
	}
	g.group = make([]graph.ID, len(g.keys))
	g.scanner = run.Terms.Snapshot().Scan(g.pattern, n.Order)
	return newGenerator(len(n.Vars), g.make, g.scanner.Close)
}

// patternOf returns the pattern of the terms of slots.
func patternOf(s, p, o plan.Slot) graph.IDPattern { return graph.IDPattern{S: s.ID, P: p.ID, O: o.ID} }

func (g *indexGroups) make(ctx context.Context, out *rowWriter) error {
	for size := gallopRows; ; {
		n, err := g.scanner.Next(g.columnsOf(size))
		switch {
		case err != nil:
			return err
		case n == 0 && g.outer != 0:
			g.scanner.Reset(g.pattern)
			g.scanner.Range(g.outer+1, 0)
			g.outer = 0
			continue
		case n == 0:
			return g.emit(out)
		case n >= gallopRows && g.one(n):
			size = gallopRows
			err = g.gallop(out)
		default:
			size = min(2*size, BatchRows)
			err = g.read(n, out)
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
	}
}

// columnsOf returns columns for so many rows.
func (g *indexGroups) columnsOf(size int) (to [3][]graph.ID) {
	for i, col := range g.rows {
		to[i] = col[:min(size, len(col))]
		if col == nil {
			to[i] = nil
		}
	}
	return to
}

// one reports whether n rows are of one group. They are sorted.
func (g *indexGroups) one(n int) bool {
	return !slices.ContainsFunc(g.keys, func(position int) bool { return g.rows[position][0] != g.rows[position][n-1] })
}

// gallop takes the group of the first row whole and goes to the one behind.
func (g *indexGroups) gallop(out *rowWriter) error {
	if !g.is(0) {
		if err := g.emit(out); err != nil {
			return err
		}
		g.begin(0)
	}
	p := g.pattern
	for i, position := range g.keys {
		*term(&p, position) = g.group[i]
	}
	if g.n = 1; g.count >= 0 {
		g.n = g.run.Terms.Snapshot().CountIDs(p)
	}
	last := len(g.keys) - 1
	if last == 1 && g.outer == 0 {
		g.outer = g.group[0]
		p = g.pattern
		*term(&p, g.keys[0]) = g.outer
		g.scanner.Reset(p)
	}
	g.scanner.Range(g.group[last]+1, 0)
	return g.emit(out)
}

// term returns a position of a pattern.
func term(p *graph.IDPattern, position int) *graph.ID {
	return [...]*graph.ID{&p.S, &p.P, &p.O}[position]
}

// read takes rows one by one.
func (g *indexGroups) read(n int, out *rowWriter) error {
	for i := range n {
		if !g.is(i) {
			if err := g.emit(out); err != nil {
				return err
			}
			g.begin(i)
		}
		g.n++
	}
	return nil
}

// is reports whether a row is of the group.
func (g *indexGroups) is(row int) bool {
	for i, position := range g.keys {
		if g.rows[position][row] != g.group[i] {
			return false
		}
	}
	return g.n > 0
}

func (g *indexGroups) begin(row int) {
	for i, position := range g.keys {
		g.group[i] = g.rows[position][row]
	}
	g.n = 0
}

// emit writes the group unless it is none.
func (g *indexGroups) emit(out *rowWriter) error {
	if g.n == 0 {
		return nil
	}
	for i, column := range g.columns {
		if column >= 0 {
			g.row[column] = g.group[i]
		}
	}
	if g.count >= 0 {
		g.row[g.count], _ = graph.IntegerID(int64(g.n))
	}
	g.n = 0
	return out.add(g.row...)
}
