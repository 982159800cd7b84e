package exec

import (
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/plan"
)

// group is plan.Group. Groups are in the order of their first rows; those that
// were on disk come after the others.
type group struct {
	*aggregation
	overflow
	input   Operator
	source  Operator // input, or what is on disk
	keys    []int    // columns of input, -1 for one that it does not have
	columns []int    // of output, of the keys
	set     *rowSet  // of keys
	numbers [BatchRows]uint32
	rows    [BatchRows]uint32
	unbound []graph.ID // a column of a key that is not in the input
	given   [][]graph.ID
	out     [][]graph.ID
	filled  bool
	groups  int
	at      int // the next group to yield
}

func newGroup(n *plan.Group, input Operator, run *Run) (Operator, error) {
	a, err := newAggregation(n, run)
	if err != nil {
		return nil, err
	}
	g := &group{aggregation: a, overflow: overflow{disk: run.Disk}, input: input, source: input}
	for _, name := range n.Keys {
		g.keys = append(g.keys, slices.Index(a.input, name))
		g.columns = append(g.columns, slices.Index(n.Vars, name))
	}
	g.set, g.given = newRowSet(len(n.Keys), run.Budget), make([][]graph.ID, len(n.Keys))
	g.unbound, g.out = make([]graph.ID, BatchRows), newColumns(len(n.Vars), BatchRows+1)
	isDistinct := func(a algebra.Aggregate) bool { return a.Distinct }
	if n.Streamed && len(n.Keys) > 0 && !slices.ContainsFunc(n.Aggregates, isDistinct) {
		return &groupRuns{group: g, last: make([]graph.ID, len(n.Keys))}, nil
	}
	return g, nil
}

// keysOf returns the columns of the keys.
func (g *group) keysOf(b Batch) [][]graph.ID {
	for i, c := range g.keys {
		if c >= 0 {
			g.given[i] = b.Cols[c]
		} else {
			g.given[i] = g.unbound[:b.Len]
		}
	}
	return g.given
}

// Next returns the next groups.
func (g *group) Next(ctx context.Context) (Batch, error) {
	for g.at == g.groups {
		if g.filled {
			part, err := g.overflow.next()
			if err != nil || part == nil {
				return Batch{}, err
			}
			g.source, g.at, g.groups = part, 0, 0
			g.set.clear()
			if err := g.restart(); err != nil {
				return Batch{}, err
			}
		}
		if err := g.fill(ctx); err != nil {
			return Batch{}, err
		}
	}
	n := min(BatchRows, g.groups-g.at)
	for i, c := range g.columns {
		copy(g.out[c], g.set.rows[i][g.at:g.at+n])
	}
	g.results(g.at, n, g.out)
	g.at += n
	return Batch{n, first(g.out, n)}, g.run.pay()
}

// fill reads the source to its end.
func (g *group) fill(ctx context.Context) error {
	g.filled = true
	for {
		b, err := g.source.Next(ctx)
		if err != nil {
			return err
		}
		if b.Len == 0 {
			break
		}
		if len(g.keys) == 0 {
			err = g.addAll(ctx, b)
		} else {
			err = g.addBatch(ctx, b)
		}
		if err != nil {
			return err
		}
	}
	if len(g.keys) == 0 { // the one group is there without rows too
		g.groups = 1
		if err := g.grow(1, (*claim).hold); err != nil {
			return err
		}
	}
	return g.finish(ctx)
}

// addAll takes rows where there is one group.
func (g *group) addAll(ctx context.Context, b Batch) error {
	if err := g.grow(1, (*claim).hold); err != nil {
		return err
	}
	return g.aggregation.add(ctx, b, g.numbers[:b.Len])
}

func (g *group) addBatch(ctx context.Context, b Batch) error {
	keys := g.keysOf(b)
	if g.full == nil {
		g.full = g.set.reserve(b.Len, g.set.claim.fits)
	}
	if g.full == nil {
		g.full = g.grow(g.set.len+b.Len, (*claim).fits)
	}
	if g.full == nil {
		g.set.add(keys, b.Len, g.numbers[:])
	} else {
		g.set.look(keys, b.Len, g.numbers[:])
		if err := g.put(b, g.numbers[:], g.set.hash[:]); err != nil {
			return err
		}
		b.pick(g.known(b.Len))
	}
	g.groups = g.set.len
	return g.aggregation.add(ctx, b, g.numbers[:b.Len])
}

// known returns the rows that have a number, and moves those to the start.
func (g *group) known(n int) []uint32 {
	kept := 0
	for i, number := range g.numbers[:n] {
		if number != none {
			g.rows[kept], g.numbers[kept] = uint32(i), number
			kept++
		}
	}
	return g.rows[:kept]
}

// Close closes the input.
func (g *group) Close() {
	g.input.Close()
	g.overflow.close()
	g.set.release()
	g.release()
}
