package exec

import (
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/plan"
)

// sorter is plan.Sort. With a limit it keeps about twice as many rows at most, and
// leaves out those that are not before the worst of the ones to keep. Past its
// share of the memory it puts sorted runs on disk.
//
// Spec: SPARQL 1.1 Query §15.1 ORDER BY.
type sorter struct {
	input  Operator
	run    *Run
	by     []sortColumn
	width  int // columns of the input; those of by that are computed are behind
	limit  int // 0 is none
	rows   rowStore
	claim  claim // of what sorting the rows takes
	keys   keyMaker
	worst  []graph.ID // values of by in the last row to keep; nil for none
	runs   []*spill
	merged *runMerge
	order  []keyed
	filled bool
	at     int // the next row to yield
	out    [][]graph.ID
	chosen [BatchRows]uint32
}

// sortColumn is a condition of ORDER BY.
type sortColumn struct {
	column     int
	eval       *evaluator // of one that is no column of the input
	ids        []graph.ID
	descending bool
}

// sortBytes is what it takes to sort a row: two places with keys, and an ID.
const sortBytes = 2*16 + 8

func newSort(n *plan.Sort, input Operator, run *Run) (Operator, error) {
	vars := n.Input.About().Vars
	s := &sorter{
		input: input, run: run, width: len(vars), limit: int(min(n.Limit, 1<<40)), rows: rowStore{budget: run.Budget},
		claim: claim{budget: run.Budget}, keys: keyMaker{run.Terms, claim{budget: run.Budget}}, out: newColumns(len(vars), BatchRows),
	}
	computed := 0
	for _, c := range n.Conditions {
		by := sortColumn{column: -1, descending: c.Descending}
		if name, ok := c.Expr.(algebra.Var); ok {
			by.column = slices.Index(vars, string(name))
		}
		if by.column < 0 {
			var err error
			if by.eval, err = newEvaluator(c.Expr, vars, run); err != nil {
				return nil, err
			}
			by.column, by.ids = s.width+computed, make([]graph.ID, BatchRows)
			computed++
		}
		s.by = append(s.by, by)
	}
	return s, nil
}

// Next returns the next rows.
func (s *sorter) Next(ctx context.Context) (Batch, error) {
	if !s.filled {
		s.filled = true
		if err := s.fill(ctx); err != nil {
			return Batch{}, err
		}
	}
	n := BatchRows
	if s.limit > 0 {
		n = min(n, s.limit-s.at)
	}
	if s.merged != nil {
		b, err := s.merged.next(ctx, n)
		s.at += b.Len
		return b, err
	}
	if n = min(n, len(s.order)-s.at); n == 0 {
		return Batch{}, nil
	}
	for c, to := range s.out {
		col := s.rows.cols[c]
		for i, r := range s.order[s.at : s.at+n] {
			to[i] = col[r.row]
		}
	}
	s.at += n
	return Batch{n, first(s.out, n)}, ctx.Err()
}

// fill reads the input and sorts it.
func (s *sorter) fill(ctx context.Context) error {
	for {
		b, err := s.input.Next(ctx)
		if err != nil {
			return err
		}
		if b.Len == 0 {
			break
		}
		if b, err = s.withKeys(ctx, b); err != nil {
			return err
		}
		if s.worst != nil && b.Len > 0 {
			b.pick(s.better(b))
		}
		if err := s.add(ctx, b); err != nil {
			return err
		}
	}
	if len(s.runs) > 0 {
		return s.merge(ctx)
	}
	return s.sort(ctx)
}

// withKeys appends the columns of conditions that are computed. With a worst row
// it leaves out rows that the first of them puts behind it.
func (s *sorter) withKeys(ctx context.Context, b Batch) (Batch, error) {
	var cols [][]graph.ID
	for i := range s.by {
		c := &s.by[i]
		if c.eval == nil {
			continue
		}
		var err error
		if i == 0 && s.worst != nil {
			err = s.narrow(ctx, &b)
		} else {
			err = c.eval.column(ctx, b, c.ids)
		}
		if err != nil {
			return b, err
		}
		cols = append(cols, c.ids[:b.Len])
	}
	b.Cols = append(slices.Clip(b.Cols), cols...)
	return b, nil
}

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
	return nil
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
	kind, last, alone := s.worst[0].Inline(), s.worst[0].InlineOrder(), len(s.by) == 1
	for row, id := range b.Cols[s.by[0].column] {
		if kind != graph.NotInline && id.Inline() == kind { // the common case
			order := id.InlineOrder()
			if order == last && alone || order != last && (order > last) != s.by[0].descending {
				continue
			}
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

// add keeps the rows of a batch.
func (s *sorter) add(ctx context.Context, b Batch) error {
	if err := s.keep(b); err != nil {
		if s.run.Disk == nil || s.rows.n == 0 {
			return err
		}
		if err := s.spill(ctx); err != nil {
			return err
		}
		if err := s.keep(b); err != nil {
			return err
		}
	}
	if s.limit > 0 && s.rows.n > 2*s.limit+BatchRows/4 {
		return s.cut(ctx)
	}
	return nil
}

// keep has the rows, and the memory to sort them.
func (s *sorter) keep(b Batch) error {
	n := int64(s.rows.n + b.Len)
	if share := s.run.Budget.max / shareOf; share > 0 && n*int64(8*len(b.Cols)+sortBytes) > share && s.run.Disk != nil {
		return &LimitError{"memory", s.run.Budget.max}
	}
	if err := s.claim.hold(n * sortBytes); err != nil {
		return err
	}
	return s.rows.add(b)
}

// sort has the rows in order.
func (s *sorter) sort(ctx context.Context) error {
	n := s.rows.n
	rows, room := make([]keyed, n), make([]keyed, n)
	for i := range rows {
		rows[i].row = uint32(i)
	}
	ids := make([]graph.ID, 0)
	for i := len(s.by) - 1; i >= 0 && n > 0; i-- {
		c, col := &s.by[i], s.rows.cols[s.by[i].column][:n]
		if i < len(s.by)-1 { // as it is by now
			ids = ids[:0]
			for _, r := range rows {
				ids = append(ids, col[r.row])
			}
			col = ids
		}
		if err := s.keys.make(ctx, col, rows); err != nil {
			return err
		}
		if c.descending {
			for i := range rows {
				rows[i].key = ^rows[i].key
			}
		}
		sorted, err := sortKeyed(ctx, rows, room, s.run.Workers)
		if err != nil {
			return err
		}
		if &sorted[0] != &rows[0] {
			rows, room = room, rows
		}
	}
	s.order = rows
	return nil
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

// spill puts the rows on disk as a sorted run.
func (s *sorter) spill(ctx context.Context) error {
	if err := s.sort(ctx); err != nil {
		return err
	}
	out, err := newSpill(s.run.Disk, len(s.rows.cols))
	if err != nil {
		return err
	}
	s.runs = append(s.runs, out)
	for part := range slices.Chunk(s.order, BatchRows) {
		for i, r := range part {
			s.chosen[i] = r.row
		}
		if err := out.write(s.rows.cols, s.chosen[:len(part)]); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	s.order = nil
	s.rows.release()
	s.claim.release()
	return out.rewind()
}

// merge begins to merge the runs.
func (s *sorter) merge(ctx context.Context) (err error) {
	if s.rows.n > 0 {
		if err := s.spill(ctx); err != nil {
			return err
		}
	}
	s.merged, err = newRunMerge(ctx, s.runs, s.by, s.width, s.run.Terms)
	return err
}

// Close closes the input and gives memory and disk back.
func (s *sorter) Close() {
	s.input.Close()
	s.rows.release()
	s.claim.release()
	for _, r := range s.runs {
		r.Close()
	}
}
