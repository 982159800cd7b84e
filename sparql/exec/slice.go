package exec

import (
	"context"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// slice is plan.Slice.
type slice struct {
	input      Operator
	skip, left int64 // left is -1 for no limit
}

func newSlice(n *plan.Slice, input Operator) *slice {
	if n.Offset < firstRows && 0 < n.Limit && n.Limit < firstRows {
		few(input, int(n.Offset+n.Limit))
	}
	return &slice{input, n.Offset, n.Limit}
}

// Next returns the next rows.
func (s *slice) Next(ctx context.Context) (Batch, error) {
	for s.left != 0 {
		b, err := s.input.Next(ctx)
		if err != nil || b.Len == 0 {
			return Batch{}, err
		}
		low := int(min(s.skip, int64(b.Len)))
		s.skip -= int64(low)
		high := b.Len
		if s.left >= 0 {
			high = int(min(int64(high), int64(low)+s.left))
			s.left -= int64(high - low)
		}
		if high > low {
			return b.part(low, high), nil
		}
	}
	return Batch{}, nil
}

// Close closes the input.
func (s *slice) Close() { s.input.Close() }

// part returns rows of a batch.
func (b Batch) part(low, high int) Batch {
	out := Batch{high - low, make([][]graph.ID, len(b.Cols))}
	for i, col := range b.Cols {
		out.Cols[i] = col[low:high]
	}
	return out
}

// project is plan.Project.
type project struct {
	input Operator
	from  []int
}

func newProject(n *plan.Project, input Operator) *project {
	return &project{input, indexes(n.Input.About().Vars, n.Vars)}
}

// Next returns the next rows.
func (p *project) Next(ctx context.Context) (Batch, error) {
	b, err := p.input.Next(ctx)
	if err != nil || b.Len == 0 {
		return Batch{}, err
	}
	return arrange(b, p.from, func() []graph.ID { return make([]graph.ID, BatchRows) }), nil
}

func (p *project) few(rows int) { few(p.input, rows) }

// Close closes the input.
func (p *project) Close() { p.input.Close() }

// oneByOne has the rows of its input in batches of one.
type oneByOne struct {
	input Operator
	batch Batch
	at    int
}

// Next returns the next row.
func (o *oneByOne) Next(ctx context.Context) (Batch, error) {
	if o.at == o.batch.Len {
		var err error
		o.at = 0
		if o.batch, err = o.input.Next(ctx); err != nil || o.batch.Len == 0 {
			return Batch{}, err
		}
	}
	o.at++
	return o.batch.part(o.at-1, o.at), nil
}

// Close closes the input.
func (o *oneByOne) Close() { o.input.Close() }
