package exec

import (
	"context"

	"w3id.org/plenary/sparql/plan"
)

// hashed is what joins by a table have in common.
type hashed struct {
	left, right         Operator
	shared, rightShared []int // columns of the variables of both sides
	sure, rightSure     bool  // of all of them
	run                 *Run
	cached              *sharedTable // where the table is kept for others, nil for nowhere
	table               *joinTable
	in                  Batch
	row                 int
	probe               probe
	common              uint64 // of shared, of which a row and its partner must bind one; 0 is no demand
}

// hashed prepares a join of two nodes by what both have, on for sure.
func (b *builder) hashed(left, right plan.Node, on, check []string, in []Operator) hashed {
	names := append(append([]string(nil), on...), check...)
	li, ri := left.About(), right.About()
	return hashed{
		left: in[0], right: in[1], run: b.run, cached: b.tableOf(right),
		shared: indexes(li.Vars, names), rightShared: indexes(ri.Vars, names),
		sure: contains(li.Sure, names), rightSure: contains(ri.Sure, names),
	}
}

// open has the table of the right side. It looks at ctx, which joins of tables that
// have been read look at nowhere else.
func (h *hashed) open(ctx context.Context) (err error) {
	if h.table != nil {
		return ctx.Err()
	}
	if h.cached == nil {
		h.table, err = h.read(ctx)
		return err
	}
	h.cached.mu.Lock()
	defer h.cached.mu.Unlock()
	if h.cached.table == nil {
		h.cached.table, err = h.read(ctx)
	}
	h.table = h.cached.table
	return err
}

// read reads the right side.
func (h *hashed) read(ctx context.Context) (*joinTable, error) {
	t, err := newJoinTable(ctx, h.right, h.rightShared, h.rightSure, h.run.Budget)
	h.right.Close()
	return t, err
}

// fill reads a batch of the left and reports whether there is one.
func (h *hashed) fill(ctx context.Context) (ok bool, err error) {
	if h.in, err = h.left.Next(ctx); err != nil || h.in.Len == 0 {
		return false, err
	}
	h.row = 0
	return true, h.probe.reset(ctx, h.table, h.in, h.shared, h.sure, h.common)
}

// Close closes the inputs and forgets the table.
func (h *hashed) Close() {
	h.left.Close()
	h.right.Close()
	if h.table != nil && h.cached == nil {
		h.table.release()
		h.table = nil
	}
}

// hashJoin is plan.HashJoin and plan.HashLeftJoin.
type hashJoin struct {
	hashed
	gatherer
	outer      bool       // rows without a partner stay
	conditions *condition // of partners, nil for none
	li, ri     []int32
	within     bool  // the row has been begun
	found      bool  // the row has a partner
	last       int32 // the row that judge saw last
	matched    bool  // that row has a partner for which the conditions hold
}

func (b *builder) hashJoin(n *plan.HashJoin, in []Operator) *hashJoin {
	return &hashJoin{
		hashed:   b.hashed(n.Left, n.Right, n.On, n.Check, in),
		gatherer: newGatherer(n.Vars, n.Left.About().Vars, n.Right.About().Vars),
	}
}

func (b *builder) hashLeftJoin(n *plan.HashLeftJoin, in []Operator) (Operator, error) {
	j := b.hashJoin(&plan.HashJoin{Info: n.Info, Left: n.Left, Right: n.Right, On: n.On, Check: n.Check}, in)
	var err error
	j.outer = true
	j.conditions, err = newCondition(n.Conditions, n.Vars, b.run)
	return j, err
}

// Next returns the next rows.
func (j *hashJoin) Next(ctx context.Context) (Batch, error) {
	if err := j.open(ctx); err != nil {
		return Batch{}, err
	}
	for j.begin(); j.n < (j.size+1)/2; {
		if j.row >= j.in.Len {
			if more, err := j.fill(ctx); err != nil {
				return Batch{}, err
			} else if !more {
				break
			}
			j.within, j.last = false, -1
		}
		if err := j.pair(ctx, j.size-j.n); err != nil {
			return Batch{}, err
		}
		if err := j.emit(ctx); err != nil {
			return Batch{}, err
		}
	}
	return j.batch(), nil
}

// pair finds pairs of rows of the batch, so many that there are no more than room
// rows to write.
func (j *hashJoin) pair(ctx context.Context, room int) error {
	j.li, j.ri = j.li[:0], j.ri[:0]
	for j.row < j.in.Len && len(j.li) < room {
		if !j.within {
			j.probe.begin(int32(j.row))
			j.within, j.found = true, false
		}
		partner, ok, err := j.probe.next(ctx)
		switch {
		case err != nil:
			return err
		case ok:
			j.li, j.ri = append(j.li, int32(j.row)), append(j.ri, partner)
			j.found = true
			continue
		case j.outer && (!j.found || j.conditions != nil):
			j.li, j.ri = append(j.li, int32(j.row)), append(j.ri, -1)
		}
		j.row++
		j.within = false
	}
	return nil
}

// emit writes the pairs to the output, those for which the conditions hold.
func (j *hashJoin) emit(ctx context.Context) error {
	at, n := j.n, len(j.li)
	j.gather(at, j.in.Cols, j.table.rows.cols, j.li, j.ri)
	j.n += n
	if j.conditions == nil {
		return nil
	}
	part := Batch{j.n, j.out}.part(at, j.n)
	keep, err := j.conditions.holds(ctx, part)
	if err != nil {
		return err
	}
	j.judge(keep)
	part.keep(keep)
	j.n = at + part.Len
	return nil
}

// judge has rows without a partner stay that have none for which the conditions
// hold.
func (j *hashJoin) judge(keep []bool) {
	for k, row := range j.li {
		if row != j.last {
			j.last, j.matched = row, false
		}
		if j.ri[k] >= 0 {
			j.matched = j.matched || keep[k]
		} else {
			keep[k] = !j.matched
		}
	}
}

// hashSemiJoin is plan.HashSemiJoin and plan.Minus.
type hashSemiJoin struct {
	hashed
	anti  bool // what has no partner stays
	marks []bool
}

// Next returns the next rows.
func (j *hashSemiJoin) Next(ctx context.Context) (Batch, error) {
	if err := j.open(ctx); err != nil {
		return Batch{}, err
	}
	for {
		more, err := j.fill(ctx)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || !more {
			return Batch{}, err
		}
		j.marks = j.marks[:0]
		for row := range j.in.Len {
			j.probe.begin(int32(row))
			_, found, err := j.probe.next(ctx)
			if err != nil {
				return Batch{}, err
			}
			j.marks = append(j.marks, found != j.anti)
		}
		if j.in.keep(j.marks); j.in.Len > 0 {
			return j.in, nil
		}
	}
}
