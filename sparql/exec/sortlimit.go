package exec

import (
	"context"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/expr"
)

// narrow computes the first condition and leaves out rows that it puts behind the
// worst: their values need no IDs.
func (s *sorter) narrow(ctx context.Context, b *Batch) error {
	c, n := &s.by[0], 0
	worst := valueOf(s.run.Terms, s.worst[0])
	c.eval.begin(*b)
	for row := range b.Len {
		if row%checkRows == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		v, err := c.eval.at(row)
		if err != nil {
			return err
		}
		if o := s.orderWorst(v, worst); o == 0 && len(s.by) > 1 || o != 0 && o < 0 != c.descending {
			c.ids[n], s.chosen[n] = idOf(s.run.Terms, v), uint32(row)
			n++
		}
	}
	b.pick(s.chosen[:n])
	return s.run.pay()
}

// orderWorst compares a value with that of the worst row.
func (s *sorter) orderWorst(v, worst expr.Value) int {
	if n, ok := v.Integer(); ok {
		if id, ok := graph.IntegerID(n); ok {
			return orderIDs(s.run.Terms, id, s.worst[0])
		}
	}
	return orderValues(v, worst)
}

// better returns the rows that are before the worst.
func (s *sorter) better(b Batch) []uint32 {
	n := 0
	worst, descending, alone := s.worst[0], s.by[0].descending, len(s.by) == 1
	kind, last, ordered := worst.Inline(), worst.InlineOrder(), inOrder(s.run.Terms, worst)
	for row, id := range b.Cols[s.by[0].column] {
		if kind != graph.NotInline && id.Inline() == kind { // the common case
			order := id.InlineOrder()
			if order == last && alone || order != last && (order > last) != descending {
				continue
			}
		} else if ordered && id != worst && (id > worst) != descending && id.Kind() == worst.Kind() && inOrder(s.run.Terms, id) {
			continue
		}
		if s.compareWorst(b, row) < 0 {
			s.chosen[n] = uint32(row)
			n++
		}
	}
	return s.chosen[:n]
}

// compareWorst compares a row with the worst.
func (s *sorter) compareWorst(b Batch, row int) int {
	for i, c := range s.by {
		if o := orderIDs(s.run.Terms, b.Cols[c.column][row], s.worst[i]); o != 0 {
			if c.descending {
				return -o
			}
			return o
		}
	}
	return 0
}

// cut leaves only the rows to keep, in their order.
func (s *sorter) cut(ctx context.Context) error {
	if err := s.sort(ctx); err != nil {
		return err
	}
	kept := make([]graph.ID, s.limit)
	for c, col := range s.rows.cols {
		for i, r := range s.order[:s.limit] {
			kept[i] = col[r.row]
		}
		s.rows.cols[c] = append(col[:0], kept...)
	}
	s.rows.n = s.limit
	s.worst = s.worst[:0]
	for _, c := range s.by {
		s.worst = append(s.worst, s.rows.cols[c.column][s.limit-1])
	}
	s.order = nil
	return nil
}
