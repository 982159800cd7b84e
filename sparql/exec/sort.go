package exec

import (
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
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

// sortBytes is what it takes to sort a row: three places with keys, an ID and
// spans of rows that are equal.
const sortBytes = 3*16 + 8 + 2*8

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

// sort has the rows in order, with a limit at least as many: those behind are left
// out. A condition is looked at for rows that are equal by the ones before alone.
func (s *sorter) sort(ctx context.Context) error {
	n := s.rows.n
	if n == 0 {
		return nil
	}
	rows, room := make([]keyed, n), make([]keyed, n)
	for i := range rows {
		rows[i].row = uint32(i)
	}
	if err := s.makeKeys(ctx, 0, s.rows.cols[s.by[0].column][:n], rows); err != nil {
		return err
	}
	if s.limit > 0 {
		rows = smallest(rows, room, s.limit)
		room = room[:len(rows)]
	}
	sorted, err := sortKeyed(ctx, rows, room, s.run.Workers)
	if err != nil {
		return err
	}
	if s.order = sorted; len(s.by) == 1 {
		return nil
	}
	if &sorted[0] == &room[0] {
		room = rows
	}
	return s.sortEqual(ctx, room)
}

// makeKeys has the keys of rows by a condition, of which they have the values ids.
func (s *sorter) makeKeys(ctx context.Context, condition int, ids []graph.ID, rows []keyed) error {
	if err := s.keys.make(ctx, ids, rows); err != nil {
		return err
	}
	if s.by[condition].descending {
		for i := range rows {
			rows[i].key = ^rows[i].key
		}
	}
	return nil
}

// span is rows that are equal so far.
type span struct{ from, to int }

// sortEqual sorts rows that are equal by the first condition by the others. It
// changes room.
func (s *sorter) sortEqual(ctx context.Context, room []keyed) error {
	equal := s.spans(nil, s.order, 0)
	tied := 0
	for _, e := range equal {
		tied += e.to - e.from
	}
	part, ids := make([]keyed, 0, tied), make([]graph.ID, 0, tied)
	for i := 1; i < len(s.by) && len(equal) > 0; i++ {
		part, ids = part[:0], ids[:0]
		for _, e := range equal {
			part = append(part, s.order[e.from:e.to]...)
		}
		for _, r := range part {
			ids = append(ids, s.rows.cols[s.by[i].column][r.row])
		}
		if err := s.makeKeys(ctx, i, ids, part); err != nil {
			return err
		}
		var still []span
		rest := part
		for _, e := range equal {
			n := e.to - e.from
			sorted, err := sortKeyed(ctx, rest[:n], room[:n], s.run.Workers)
			if err != nil {
				return err
			}
			copy(s.order[e.from:], sorted)
			still, rest = s.spans(still, sorted, e.from), rest[n:]
		}
		equal = still
	}
	return nil
}

// spans appends the spans of equal rows, of which the first is at a place among
// all, as far as they matter.
func (s *sorter) spans(to []span, rows []keyed, at int) []span {
	for from := 0; from < len(rows); {
		end := from + 1
		for end < len(rows) && rows[end].key == rows[from].key {
			end++
		}
		if end-from > 1 && (s.limit == 0 || at+from < s.limit) {
			to = append(to, span{at + from, at + end})
		}
		from = end
	}
	return to
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
