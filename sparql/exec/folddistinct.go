package exec

import (
	"context"

	"w3id.org/plenary/graph"
)

// distinctFold gives a fold each value of a group once. Values are IDs.
type distinctFold struct {
	fold
	dedup  *dedup
	rows   bool  // values are whole rows, of COUNT(DISTINCT *)
	pairs  Batch // group and value
	groups [BatchRows]uint32
}

// newDistinctFold returns one for values of some columns: one, unless they are
// whole rows.
func newDistinctFold(of fold, width int, rows bool, run *Run) *distinctFold {
	return &distinctFold{fold: of, dedup: newDedup(1+width, run), rows: rows}
}

// addColumns takes values for groups.
func (d *distinctFold) addColumns(groups []uint32, values [][]graph.ID) error {
	if d.pairs.Cols == nil {
		d.pairs.Cols = newColumns(1+len(values), BatchRows)
	}
	b := Batch{Len: len(groups), Cols: first(d.pairs.Cols, len(groups))}
	for i, g := range groups {
		b.Cols[0][i] = graph.ID(g)
	}
	for c, col := range values {
		copy(b.Cols[1+c], col)
	}
	return d.give(b)
}

// give passes on what is new of groups and values.
func (d *distinctFold) give(b Batch) error {
	rows, err := d.dedup.fresh(b)
	if err != nil || len(rows) == 0 {
		return err
	}
	b.pick(rows)
	for i, g := range b.Cols[0] {
		d.groups[i] = uint32(g)
	}
	var args operands
	if !d.rows {
		args.ids = b.Cols[1]
	}
	return d.fold.add(d.groups[:b.Len], args)
}

// finish passes on what is on disk.
func (d *distinctFold) finish(ctx context.Context) error {
	for {
		part, err := d.dedup.rest()
		if err != nil || part == nil {
			return err
		}
		for {
			b, err := part.Next(ctx)
			if err != nil {
				return err
			}
			if b.Len == 0 {
				break
			}
			if err := d.give(b); err != nil {
				return err
			}
		}
	}
}

func (d *distinctFold) release() {
	d.fold.release()
	d.dedup.close()
}
