package exec

import (
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// seedRows is a batch of the input of an apply.
type seedRows struct {
	vars  []string
	batch Batch
}

// seed is plan.Seed: the rows of one batch of the input of an apply, and their
// numbers.
type seed struct {
	batch Batch
	from  []int // for each column: that of the batch, -1 for the numbers
	cols  [][]graph.ID
	at    int
}

func newSeed(n *plan.Seed, rows seedRows) *seed {
	return &seed{batch: rows.batch, from: indexes(rows.vars, n.Vars)}
}

// Next returns the rows.
func (s *seed) Next(context.Context) (Batch, error) {
	n := s.batch.Len - s.at
	if n == 0 {
		return Batch{}, nil
	}
	if s.cols == nil {
		s.cols = newColumns(len(s.from), n)
	}
	for i, c := range s.from {
		if c >= 0 {
			copy(s.cols[i], s.batch.Cols[c][s.at:])
			continue
		}
		for k := range n {
			s.cols[i][k] = graph.ID(s.at + k + 1) // 0 would be unbound
		}
	}
	s.at += n
	return Batch{n, first(s.cols, n)}, nil
}

// Close does nothing.
func (*seed) Close() {}

// apply is plan.Apply. It evaluates the right side once for each batch of the
// input.
type apply struct {
	gatherer
	node  *plan.Apply
	b     *builder
	input Operator
	row   int // the column of the numbers of rows on the right

	in    Batch
	found rowStore // what the right side made of it
	li    []int32
	ri    []int32
	at    int // in li
}

func (b *builder) apply(n *plan.Apply, input Operator) Operator {
	right := n.Right.About().Vars
	if n.Single {
		input = &oneByOne{input: input}
	}
	return &apply{
		gatherer: newGatherer(n.Vars, n.Input.About().Vars, right), node: n, b: b, input: input,
		row: slices.Index(right, n.Seed.Row), found: rowStore{budget: b.run.Budget},
	}
}

// Next returns the next rows.
func (a *apply) Next(ctx context.Context) (Batch, error) {
	for {
		if a.at < len(a.li) {
			a.begin()
			a.n = min(len(a.li)-a.at, a.size)
			a.gather(0, a.in.Cols, a.found.cols, a.li[a.at:a.at+a.n], a.ri[a.at:a.at+a.n])
			a.at += a.n
			return a.batch(), nil
		}
		var err error
		if a.in, err = a.input.Next(ctx); err != nil || a.in.Len == 0 {
			return Batch{}, err
		}
		if a.node.Mode == plan.Inner || a.node.Mode == plan.Left {
			if err := a.join(ctx); err != nil {
				return Batch{}, err
			}
			continue
		}
		if err := a.test(ctx); err != nil {
			return Batch{}, err
		}
		if a.in.Len > 0 {
			return a.in, nil
		}
	}
}

// right returns the right side for the batch.
func (a *apply) right() (Operator, error) {
	return a.b.seeded(a.node.Seed, seedRows{a.node.Input.About().Vars, a.in}).build(a.node.Right)
}

// join finds all that the right side makes of the batch.
func (a *apply) join(ctx context.Context) error {
	a.found.release()
	right, err := a.right()
	if err != nil {
		return err
	}
	defer right.Close()
	if err := a.found.drain(ctx, right); err != nil {
		return err
	}
	a.pair()
	return nil
}

// pair sorts what was found by the rows of the batch.
func (a *apply) pair() {
	ends := make([]int32, a.in.Len+1)
	var numbers []graph.ID
	if a.found.n > 0 {
		numbers = a.found.cols[a.row]
	}
	for _, row := range numbers {
		ends[row]++
	}
	if a.node.Mode == plan.Left {
		for row := range a.in.Len {
			ends[row+1] = max(ends[row+1], 1)
		}
	}
	for row := range a.in.Len {
		ends[row+1] += ends[row]
	}
	total := int(ends[a.in.Len])
	a.at, a.li, a.ri = 0, slices.Grow(a.li[:0], total)[:total], slices.Grow(a.ri[:0], total)[:total]
	for row := range a.in.Len {
		for i := ends[row]; i < ends[row+1]; i++ {
			a.li[i], a.ri[i] = int32(row), -1
		}
	}
	for i, row := range numbers {
		a.ri[ends[row-1]] = int32(i)
		ends[row-1]++
	}
}

// test finds of which rows of the batch the right side makes something.
func (a *apply) test(ctx context.Context) error {
	right, err := a.right()
	if err != nil {
		return err
	}
	defer right.Close()
	marks := make([]bool, a.in.Len)
	for left := a.in.Len; left > 0; {
		b, err := right.Next(ctx)
		if err != nil {
			return err
		}
		if b.Len == 0 {
			break
		}
		for _, row := range b.Cols[a.row] {
			if !marks[row-1] {
				marks[row-1] = true
				left--
			}
		}
	}
	switch a.node.Mode {
	case plan.Mark:
		a.mark(marks)
		return nil
	case plan.Anti:
		for i := range marks {
			marks[i] = !marks[i]
		}
	}
	a.in.keep(marks)
	return nil
}

// mark adds the marks as a column of booleans.
func (a *apply) mark(marks []bool) {
	column := make([]graph.ID, len(marks))
	for i, found := range marks {
		column[i] = a.b.run.boolean(found)
	}
	a.in.Cols = append(a.in.Cols[:len(a.in.Cols):len(a.in.Cols)], column)
}

// Close closes the input.
func (a *apply) Close() {
	a.input.Close()
	a.found.release()
}
