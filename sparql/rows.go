package sparql

import (
	"context"
	"time"

	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/plan"
)

// quick is how long a plan may take by estimate for its query not to wait for
// others.
const quick = 5 * time.Millisecond

// rows are the solutions of a pattern as they are computed.
type rows struct {
	engine   *Engine
	ctx      func() context.Context // of the whole evaluation
	stop     context.CancelFunc
	terms    *plan.Terms
	dataset  plan.Dataset
	budget   *exec.Budget
	plan     *plan.Plan
	op       exec.Operator
	measures exec.Measures // of the operators, where they are asked for
	slot     bool          // it holds one
	first    exec.Batch    // held back
	begun    bool
	texts    int64 // bytes of computed terms that the budget knows of
}

// build plans a query and makes its operators.
func (r *rows) build(q *algebra.Query, o QueryOptions) (err error) {
	defer r.engine.caught(&err)
	r.dataset = datasetOf(q.Dataset, r.terms, o)
	plain := *q
	plain.Dataset = nil // r.dataset has it
	if r.plan, err = plan.New(r.ctx(), &plain, r.terms, plan.Options{Dataset: r.dataset, Without: r.engine.options.Without}); err != nil {
		return err
	}
	options := &r.engine.options
	run := &exec.Run{Terms: r.terms, Budget: r.budget, Disk: &r.engine.disk, Caller: options.Services, Workers: options.Workers, Now: options.Now(), Base: o.Base}
	if o.Measure {
		run.Measures = &r.measures
	}
	r.op, err = exec.Build(r.plan.Root, run)
	return err
}

// open takes a slot if the plan asks for one, and computes the first batch: most
// of what can fail does so here.
func (r *rows) open(urgent bool) (err error) {
	if r.plan.Root.About().Cost > float64(quick) {
		if err := r.engine.slots.take(r.ctx(), urgent); err != nil {
			return err
		}
		r.slot = true
	}
	r.first, err = r.read()
	return err
}

// next returns the next solutions, Len 0 at the end.
func (r *rows) next() (exec.Batch, error) {
	if !r.begun {
		r.begun = true
		return r.first, nil
	}
	if r.first.Len == 0 {
		return r.first, nil
	}
	return r.read()
}

func (r *rows) read() (b exec.Batch, err error) {
	defer r.engine.caught(&err)
	if err = r.ctx().Err(); err == nil {
		b, err = r.op.Next(r.ctx())
	}
	if err != nil {
		return exec.Batch{}, because(r.ctx(), err)
	}
	if err = r.terms.Snapshot().Err(); err != nil {
		return exec.Batch{}, err
	}
	if texts := int64(r.terms.Bytes()); texts > r.texts {
		if err = r.budget.Take(texts - r.texts); err != nil {
			return exec.Batch{}, err
		}
		r.texts = texts
	}
	return b, r.budget.Rows(b.Len)
}

// pause lets another query run while this one waits for its reader, which do
// does. Errors: that of ctx when the turn does not come again.
func (r *rows) pause(do func()) error {
	if !r.slot {
		do()
		return nil
	}
	r.engine.slots.give()
	r.slot = false
	do()
	if err := r.engine.slots.take(r.ctx(), true); err != nil {
		return err
	}
	r.slot = true
	return nil
}

// close ends the evaluation. It may be called again.
func (r *rows) close() {
	if r.op != nil {
		r.op.Close()
		r.op = nil
	}
	r.budget.Close()
	if r.slot {
		r.engine.slots.give()
		r.slot = false
	}
	r.stop()
}
