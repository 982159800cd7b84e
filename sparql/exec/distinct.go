package exec

import (
	"context"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// distinct is plan.Distinct. A row goes on as soon as it is known to be the first
// of its kind: those that fit in memory in the order of the input, others after
// them.
type distinct struct {
	input  Operator
	source Operator // input, or what is on disk
	dedup  *dedup
}

func newDistinct(n *plan.Distinct, input Operator, run *Run) Operator {
	if n.Streamed {
		return &unique{input: input, last: make([]graph.ID, len(n.Vars))}
	}
	d := &distinct{input: input, source: input, dedup: newDedup(len(n.Vars), run)}
	if n.Ordered {
		d.dedup.disk = nil
	}
	return d
}

// Next returns the next rows.
func (d *distinct) Next(ctx context.Context) (Batch, error) {
	for {
		b, err := d.source.Next(ctx)
		if err != nil {
			return Batch{}, err
		}
		if b.Len == 0 {
			part, err := d.dedup.rest()
			if err != nil {
				return Batch{}, err
			}
			if part == nil {
				d.source = d.input // which has ended, too
				return Batch{}, nil
			}
			d.source = part
			continue
		}
		rows, err := d.dedup.fresh(b)
		if err != nil {
			return Batch{}, err
		}
		if len(rows) > 0 {
			b.pick(rows)
			return b, nil
		}
	}
}

// Close closes the input.
func (d *distinct) Close() {
	d.input.Close()
	d.dedup.close()
}

// unique is plan.Distinct where equal rows are neighbours.
type unique struct {
	input Operator
	last  []graph.ID
	any   bool // there is a last row
	rows  [BatchRows]uint32
}

// Next returns the next rows.
func (u *unique) Next(ctx context.Context) (Batch, error) {
	for {
		b, err := u.input.Next(ctx)
		if err != nil || b.Len == 0 {
			return Batch{}, err
		}
		if rows := u.fresh(b); len(rows) > 0 {
			b.pick(rows)
			return b, nil
		}
	}
}

// fresh returns the rows that differ from the one before.
func (u *unique) fresh(b Batch) []uint32 {
	var differs [BatchRows]bool
	differs[0], u.any = !u.any, true
	for c, col := range b.Cols {
		before := u.last[c]
		for i, id := range col {
			differs[i] = differs[i] || id != before
			before = id
		}
		u.last[c] = before
	}
	n := 0
	for i, is := range differs[:b.Len] {
		u.rows[n] = uint32(i)
		if is {
			n++
		}
	}
	return u.rows[:n]
}

// Close closes the input.
func (u *unique) Close() { u.input.Close() }

// pick keeps chosen rows, which ascend.
func (b *Batch) pick(rows []uint32) {
	for c, col := range b.Cols {
		for i, row := range rows {
			col[i] = col[row]
		}
		b.Cols[c] = col[:len(rows)]
	}
	b.Len = len(rows)
}
