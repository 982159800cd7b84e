package exec

import (
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/plan"
)

// An aggregation is the aggregates of a plan.Group at work.
type aggregation struct {
	run   *Run
	input []string // variables
	parts []aggregate
}

// aggregate is one of them.
type aggregate struct {
	of     *algebra.Aggregate
	column int        // of output
	arg    int        // the column of input with the argument, -1 for none
	eval   *evaluator // of an argument that is no column
	fold   fold
	values []expr.Value
	ids    []graph.ID
}

func newAggregation(n *plan.Group, run *Run) (*aggregation, error) {
	run.open()
	a := &aggregation{run: run, input: n.Input.About().Vars}
	for i := range n.Aggregates {
		of := &n.Aggregates[i]
		part := aggregate{of: of, column: slices.Index(n.Vars, of.Var), arg: -1}
		if name, ok := of.Arg.(algebra.Var); ok {
			part.arg = slices.Index(a.input, string(name))
		}
		if of.Arg != nil && part.arg < 0 {
			var err error
			if part.eval, err = newEvaluator(of.Arg, a.input, run); err != nil {
				return nil, err
			}
			part.values, part.ids = make([]expr.Value, BatchRows), make([]graph.ID, BatchRows)
		}
		a.parts = append(a.parts, part)
	}
	return a, a.restart()
}

// restart begins without groups.
func (a *aggregation) restart() (err error) {
	for i := range a.parts {
		p := &a.parts[i]
		if p.fold != nil {
			p.fold.release()
		}
		distinct := p.of.Distinct && p.of.Name != "MIN" && p.of.Name != "MAX" && p.of.Name != "SAMPLE"
		if p.fold, err = newFold(p.of, p.eval != nil && !distinct, a.run); err != nil {
			return err
		}
		if distinct && p.of.Arg == nil {
			p.fold = newDistinctFold(p.fold, len(a.input), true, a.run)
		} else if distinct {
			p.fold = newDistinctFold(p.fold, 1, false, a.run)
		}
	}
	return nil
}

// grow has room for so many groups.
func (a *aggregation) grow(groups int, take func(*claim, int64) error) error {
	for i := range a.parts {
		if err := a.parts[i].fold.grow(groups, take); err != nil {
			return err
		}
	}
	return nil
}

// add takes a batch whose rows are of the groups.
func (a *aggregation) add(ctx context.Context, b Batch, groups []uint32) error {
	for i := range a.parts {
		if err := a.parts[i].add(ctx, b, groups); err != nil {
			return err
		}
	}
	return nil
}

func (p *aggregate) add(ctx context.Context, b Batch, groups []uint32) error {
	distinct, ok := p.fold.(*distinctFold)
	if ok && p.of.Arg == nil {
		return distinct.addColumns(groups, b.Cols)
	}
	var args operands
	if p.arg >= 0 {
		args.ids = b.Cols[p.arg]
	} else if ok {
		if err := p.eval.column(ctx, b, p.ids); err != nil {
			return err
		}
		args.ids = p.ids[:b.Len]
	} else if p.eval != nil {
		if err := p.evaluate(ctx, b); err != nil {
			return err
		}
		args.values = p.values[:b.Len]
	}
	if ok {
		return distinct.addColumns(groups, [][]graph.ID{args.ids})
	}
	return p.fold.add(groups, args)
}

// evaluate has the values of the argument.
func (p *aggregate) evaluate(ctx context.Context, b Batch) (err error) {
	p.eval.begin(b)
	for row := range b.Len {
		if row%checkRows == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if p.values[row], err = p.eval.at(row); err != nil {
			return err
		}
	}
	return nil
}

// finish takes what aggregates of distinct values have on disk.
func (a *aggregation) finish(ctx context.Context) error {
	for i := range a.parts {
		if d, ok := a.parts[i].fold.(*distinctFold); ok {
			if err := d.finish(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// results writes the results of groups from one on.
func (a *aggregation) results(from, n int, cols [][]graph.ID) {
	for i := range a.parts {
		if p := &a.parts[i]; p.column >= 0 {
			p.fold.results(from, cols[p.column][:n])
		}
	}
}

// keep forgets all groups but one, which is 0 from now on.
func (a *aggregation) keep(group int) {
	for i := range a.parts {
		a.parts[i].fold.keep(group)
	}
}

func (a *aggregation) release() {
	for i := range a.parts {
		if f := a.parts[i].fold; f != nil {
			f.release()
		}
	}
}
