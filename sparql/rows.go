package sparql

import (
	"context"
	"strings"
	"time"

	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/syntax"
)

// quick is how long a plan may take by estimate for its query not to wait for
// others.
const quick = 5 * time.Millisecond

// rows are the solutions of a pattern as they are computed.
type rows struct {
	engine   *Engine
	ctx      func() context.Context // of the whole evaluation
	stop     context.CancelFunc
	clock    *clock
	terms    *plan.Terms
	dataset  plan.Dataset
	budget   *exec.Budget
	plan     *plan.Plan
	op       exec.Operator
	measures exec.Measures // of the operators, where they are asked for
	slot     bool          // it holds one
	first    exec.Batch    // held back
	begun    bool
	yielded  int       // rows, those of first too
	since    time.Time // that they are computed
}

// hopeless is how many times the limit of rows a result has by estimate before
// it is refused at once: no error of estimation is as large.
const hopeless = 1000

// open plans a query, takes a slot if it is long, and computes the first batch:
// most of what can fail does so here.
func (r *rows) open(q *algebra.Query, o QueryOptions) (err error) {
	defer r.engine.caught(&err)
	if r.slot = o.turn.use(); o.long && !r.slot { // planning takes its time, too
		if err := r.take(o.urgent); err != nil {
			return err
		}
	}
	if err := r.budget.Take(o.bytes); err != nil {
		return err
	}
	r.dataset = datasetOf(q.Dataset, r.terms, o)
	plain := *q
	plain.Dataset = nil // r.dataset has it
	if q.Form == syntax.Construct || q.Form == syntax.Describe {
		plain.Form, plain.Vars = syntax.Select, r.used(q, o)
	}
	if r.plan, err = plan.New(r.ctx(), &plain, r.terms, plan.Options{Dataset: r.dataset, Without: r.engine.options.Without, Find: o.Find}); err != nil {
		return err
	}
	limits := &r.engine.options
	about := r.plan.Root.About()
	if about.Rows/hopeless > float64(limits.Rows) {
		return &exec.LimitError{Limit: "rows", Max: limits.Rows}
	}
	if about.Cost > float64(quick) && !r.slot {
		if err := r.take(o.urgent); err != nil {
			return err
		}
	}
	if err := r.build(o); err != nil {
		return err
	}
	r.first, err = r.read()
	return err
}

// used returns the variables that a template or description uses. The blank nodes
// of a template are none of its pattern.
func (r *rows) used(q *algebra.Query, o QueryOptions) (vars []string) {
	all := patternVars(q.Template)
	for _, n := range q.Describe {
		all = append(all, n.Var)
	}
	seen := map[string]bool{"": true}
	for _, v := range all {
		if !seen[v] && (o.matched || !strings.HasPrefix(v, "_:")) {
			vars = append(vars, v)
		}
		seen[v] = true
	}
	return vars
}

// take takes a slot.
func (r *rows) take(urgent bool) error {
	err := r.engine.slots.take(r.ctx(), urgent)
	r.slot = err == nil
	return err
}

// build makes the operators. Queries that run at once share the cores.
func (r *rows) build(o QueryOptions) (err error) {
	r.since = time.Now()
	e := r.engine
	run := &exec.Run{
		Terms: r.terms, Budget: r.budget, Disk: &e.disk, Caller: e.options.Services, Now: e.options.Now(), Base: o.Base,
		Workers: max(e.options.Workers/max(e.slots.taken(), 1), 1),
	}
	if o.Measure {
		run.Measures = &r.measures
	}
	r.op, err = exec.Build(r.plan.Root, run)
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
	r.yielded += b.Len
	return b, r.budget.Rows(b.Len)
}

// moment is how long a query keeps its slot while it waits for its reader.
const moment = 20 * time.Millisecond

// pause has the query wait for its reader, which do does: its time stands still,
// and after a moment another query may run. Errors: that of ctx when the turn does
// not come again.
func (r *rows) pause(do func()) error {
	slot := r.slot
	r.wait(do)
	if slot && !r.slot {
		return r.take(true)
	}
	return nil
}

func (r *rows) wait(do func()) {
	defer r.clock.stand()()
	if r.slot {
		giving := time.AfterFunc(moment, r.engine.slots.give)
		defer func() { r.slot = giving.Stop() }()
	}
	do()
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
