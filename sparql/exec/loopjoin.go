package exec

import (
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// loopJoin is plan.LoopJoin.
type loopJoin struct {
	input  Operator
	source *source
	names  []string // of the variables that rows of input give the scan
	from   []int    // the columns of input they are in
	copied []int    // for each column of output: that of input, -1 for one of the scan
	found  []int    // the columns of output that the scan fills
	output
	part [][]graph.ID // of out, where the scan writes

	in   Batch
	row  int  // of in
	open bool // the row's lookup is not at its end
}

func newLoopJoin(n *plan.LoopJoin, input Operator, run *Run) *loopJoin {
	left := n.Input.About().Vars
	j := &loopJoin{input: input, output: output{width: len(n.Vars)}}
	var scanned []string
	for i, name := range n.Vars {
		c := slices.Index(left, name)
		j.copied = append(j.copied, c)
		if c < 0 {
			scanned = append(scanned, name)
			j.found = append(j.found, i)
		}
	}
	j.part = make([][]graph.ID, len(j.found))
	given := func(name string) bool { return slices.Contains(left, name) }
	j.source = newSource(run.Terms.Snapshot(), n.Scan, scanned, given)
	j.source.lookup = true
	for _, slot := range [...]plan.Slot{n.Scan.S, n.Scan.P, n.Scan.O, {Var: n.Scan.Graphs.Var}} {
		if slot.Var != "" && given(slot.Var) && !slices.Contains(j.names, slot.Var) {
			j.names = append(j.names, slot.Var)
			j.from = append(j.from, slices.Index(left, slot.Var))
		}
	}
	return j
}

// Next returns the next rows.
func (j *loopJoin) Next(ctx context.Context) (Batch, error) {
	for j.begin(); j.n < j.size; {
		if !j.open {
			if more, err := j.advance(ctx); err != nil || !more {
				return j.batch(), err
			}
		}
		for i, c := range j.found {
			j.part[i] = j.out[c][j.n:]
		}
		got, err := j.source.read(j.part, j.size-j.n)
		if err != nil {
			return Batch{}, err
		}
		if got == 0 {
			j.open = false
			j.row++
			continue
		}
		j.repeat(got)
		j.n += got
	}
	return j.batch(), nil
}

// advance begins the lookup of the next row of the input. It reports false at
// the end, and where the next batch of the input is better waited for with rows
// in hand.
func (j *loopJoin) advance(ctx context.Context) (bool, error) {
	if j.row >= j.in.Len {
		if j.n > 0 && j.in.Len < BatchRows {
			return false, nil
		}
		var err error
		if j.in, err = j.input.Next(ctx); err != nil || j.in.Len == 0 {
			return false, err
		}
		j.row = 0
	} else if j.row%128 == 0 && ctx.Err() != nil {
		return false, ctx.Err()
	}
	for i, name := range j.names {
		j.source.bind(name, j.in.Cols[j.from[i]][j.row])
	}
	j.source.reset()
	j.open = true
	return true, nil
}

// repeat copies the row of the input to the next n rows of the output.
func (j *loopJoin) repeat(n int) {
	for i, c := range j.copied {
		if c < 0 {
			continue
		}
		id, to := j.in.Cols[c][j.row], j.out[i][j.n:j.n+n]
		for k := range to {
			to[k] = id
		}
	}
}

func (j *loopJoin) few(rows int) {
	j.output.few(rows)
	few(j.input, rows)
}

// Close closes the input and ends the use of the store.
func (j *loopJoin) Close() {
	j.input.Close()
	j.source.close()
}
