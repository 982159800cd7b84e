package exec

import (
	"context"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// filter is plan.Filter.
type filter struct {
	input     Operator
	condition *condition
}

func newFilter(n *plan.Filter, input Operator, run *Run) (Operator, error) {
	c, err := newCondition(n.Exprs, n.Input.About().Vars, run)
	if c == nil {
		return input, err
	}
	return &filter{input, c}, err
}

// Next returns the next rows.
func (f *filter) Next(ctx context.Context) (Batch, error) {
	for {
		b, err := f.input.Next(ctx)
		if err != nil || b.Len == 0 {
			return Batch{}, err
		}
		marks, err := f.condition.holds(ctx, b)
		if err != nil {
			return Batch{}, err
		}
		if b.keep(marks); b.Len > 0 {
			return b, nil
		}
	}
}

func (f *filter) few(rows int) { few(f.input, rows) }

// Close closes the input.
func (f *filter) Close() { f.input.Close() }

// extend is plan.Extend.
type extend struct {
	input     Operator
	evaluator *evaluator
	column    []graph.ID
}

func newExtend(n *plan.Extend, input Operator, run *Run) (Operator, error) {
	ev, err := newEvaluator(n.Expr, n.Input.About().Vars, run)
	return &extend{input, ev, make([]graph.ID, BatchRows)}, err
}

// Next returns the next rows.
func (e *extend) Next(ctx context.Context) (Batch, error) {
	b, err := e.input.Next(ctx)
	if err != nil || b.Len == 0 {
		return Batch{}, err
	}
	b.Cols = append(b.Cols[:len(b.Cols):len(b.Cols)], e.column[:b.Len])
	return b, e.evaluator.column(ctx, b, e.column)
}

// Close closes the input.
func (e *extend) Close() { e.input.Close() }
