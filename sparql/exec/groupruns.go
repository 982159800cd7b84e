package exec

import (
	"context"

	"w3id.org/plenary/graph"
)

// groupRuns is plan.Group where rows with the same keys are neighbours: it holds
// the groups of one batch, of which the last may go on in the next.
type groupRuns struct {
	*group
	last []graph.ID // keys of the group that may go on
	open bool       // there is one, with the number 0
	end  bool
}

// Next returns the next groups.
func (g *groupRuns) Next(ctx context.Context) (Batch, error) {
	for !g.end {
		b, err := g.input.Next(ctx)
		if err != nil {
			return Batch{}, err
		}
		if b.Len == 0 {
			g.end = true
			return g.rest(), nil
		}
		whole, err := g.addRuns(ctx, b)
		if err != nil {
			return Batch{}, err
		}
		if whole > 0 {
			g.results(0, whole, g.out)
			g.keep(whole)
			return Batch{whole, first(g.out, whole)}, g.run.pay()
		}
	}
	return Batch{}, nil
}

// addRuns takes a batch and returns how many groups are at their end: all but the
// last.
func (g *groupRuns) addRuns(ctx context.Context, b Batch) (whole int, err error) {
	keys, number := g.keysOf(b), -1
	if g.open {
		number = 0
		g.writeLast()
	}
	for row := range b.Len {
		if !g.goesOn(keys, row) {
			number++
			for i, c := range g.columns {
				g.out[c][number] = keys[i][row]
			}
		}
		g.numbers[row] = uint32(number)
	}
	g.open = true
	for i, key := range keys {
		g.last[i] = key[b.Len-1]
	}
	if err := g.grow(number+1, (*claim).hold); err != nil {
		return 0, err
	}
	return number, g.aggregation.add(ctx, b, g.numbers[:b.Len])
}

// goesOn reports whether a row has the keys of the one before.
func (g *groupRuns) goesOn(keys [][]graph.ID, row int) bool {
	if row == 0 {
		for i, key := range keys {
			if key[0] != g.last[i] {
				return false
			}
		}
		return g.open
	}
	for _, key := range keys {
		if key[row] != key[row-1] {
			return false
		}
	}
	return true
}

func (g *groupRuns) writeLast() {
	for i, c := range g.columns {
		g.out[c][0] = g.last[i]
	}
}

// rest returns the last group.
func (g *groupRuns) rest() Batch {
	if !g.open {
		return Batch{}
	}
	g.writeLast()
	g.results(0, 1, g.out)
	return Batch{1, first(g.out, 1)}
}
