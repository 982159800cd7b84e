package exec

import (
	"context"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// table is plan.Table, plan.Unit and plan.Empty.
type table struct {
	width int
	rows  [][]graph.ID
	cols  [][]graph.ID
}

func newTable(n *plan.Table) *table {
	return &table{width: len(n.Vars), rows: n.IDs, cols: newColumns(len(n.Vars), min(len(n.IDs), BatchRows))}
}

// Next returns the next rows.
func (t *table) Next(context.Context) (Batch, error) {
	n := min(len(t.rows), BatchRows)
	for i, row := range t.rows[:n] {
		for c, id := range row {
			t.cols[c][i] = id
		}
	}
	t.rows = t.rows[n:]
	return Batch{n, first(t.cols, n)}, nil
}

// Close does nothing.
func (*table) Close() {}

// union is plan.Union.
type union struct {
	inputs []Operator
	from   [][]int // for each input and column: that of the input, -1 for none
	empty  []graph.ID
	at     int
}

func newUnion(n *plan.Union, inputs []Operator) *union {
	u := &union{inputs: inputs, empty: make([]graph.ID, BatchRows)}
	for _, in := range n.All {
		u.from = append(u.from, indexes(in.About().Vars, n.Vars))
	}
	return u
}

// Next returns the next rows.
func (u *union) Next(ctx context.Context) (Batch, error) {
	for u.at < len(u.inputs) {
		in, err := u.inputs[u.at].Next(ctx)
		if err != nil {
			return Batch{}, err
		}
		if in.Len > 0 {
			return u.arrange(in, u.from[u.at]), nil
		}
		u.at++
	}
	return Batch{}, nil
}

func (u *union) arrange(in Batch, from []int) Batch {
	return arrange(in, from, func() []graph.ID {
		clear(u.empty) // whoever had the batch before may have written to it
		return u.empty
	})
}

// arrange returns the columns of a batch in another order; unbound makes one for
// each that is missing.
func arrange(in Batch, from []int, unbound func() []graph.ID) Batch {
	out := Batch{in.Len, make([][]graph.ID, len(from))}
	for i, c := range from {
		if c >= 0 {
			out.Cols[i] = in.Cols[c]
		} else {
			out.Cols[i] = unbound()[:in.Len]
		}
	}
	return out
}

// Close closes the inputs.
func (u *union) Close() {
	for _, in := range u.inputs {
		in.Close()
	}
}
