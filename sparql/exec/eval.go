package exec

import (
	"cmp"
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/plan"
)

// An evaluator computes an expression for the rows of batches, which come one
// after the other.
type evaluator struct {
	run   *Run
	eval  expr.Func
	env   expr.Env
	cols  []int // the column of each slot
	names []string
	batch Batch
	row   int
	known []*memo // for each slot
	terms *plan.TermReader
}

// newEvaluator prepares an expression over rows with some variables.
func newEvaluator(e algebra.Expr, vars []string, run *Run) (*evaluator, error) {
	run.open()
	ev := &evaluator{run: run, env: run.env(), terms: run.Terms.Reader()}
	ev.env.Row = ev
	slot := func(name string) (int, bool) {
		if i := slices.Index(ev.names, name); i >= 0 {
			return i, true
		}
		c := slices.Index(vars, name)
		if c >= 0 {
			ev.names, ev.cols = append(ev.names, name), append(ev.cols, c)
		}
		return len(ev.names) - 1, c >= 0
	}
	var err error
	ev.eval, err = expr.Compile(e, slot, expr.Options{Base: run.Base})
	for range ev.cols {
		ev.known = append(ev.known, newMemo())
	}
	return ev, err
}

// share has the evaluator know what others know that run in turn with it, by the
// names of variables.
func (ev *evaluator) share(known map[string]*memo) {
	for slot, name := range ev.names {
		if m := known[name]; m != nil {
			ev.known[slot] = m
		} else {
			known[name] = ev.known[slot]
		}
	}
}

// Value returns the value of a variable, for the expression.
func (ev *evaluator) Value(slot int) expr.Value {
	id := ev.batch.Cols[ev.cols[slot]][ev.row]
	if id == 0 {
		return expr.Value{}
	}
	if n, ok := id.Int64(); ok {
		return expr.Int(n)
	}
	return ev.known[slot].value(id, ev.terms)
}

// terms are those of IDs: *plan.Terms or *plan.TermReader.
type terms interface{ Term(id graph.ID) rdf.Term }

// valueOf returns the value of an ID.
func valueOf(t terms, id graph.ID) expr.Value {
	if n, ok := id.Int64(); ok {
		return expr.Int(n)
	}
	if name := timeNames[id.Inline()]; name != "" {
		if ms, east, zoned, canonical := id.Instant(); canonical {
			return expr.TimeAt(name, ms, east, zoned)
		}
	}
	return expr.Of(t.Term(id))
}

// timeNames are those of datatypes of times, without their namespace.
var timeNames = [graph.Year + 1]string{graph.Date: "date", graph.DateTime: "dateTime", graph.Year: "gYear"}

// begin goes to the rows of the next batch.
func (ev *evaluator) begin(b Batch) {
	ev.env.Solution += uint64(ev.batch.Len - ev.row)
	ev.batch, ev.row = b, 0
}

// at returns the value of the expression for a row, not before the one it was
// asked for last. Errors: what ends the query.
func (ev *evaluator) at(row int) (expr.Value, error) {
	ev.env.Solution += uint64(row - ev.row)
	ev.row = row
	v := ev.eval(&ev.env)
	return v, ev.env.Err
}

// column writes the IDs of the values for a batch.
func (ev *evaluator) column(ctx context.Context, b Batch, to []graph.ID) error {
	ev.begin(b)
	for row := range b.Len {
		if row%checkRows == 0 {
			if err := cmp.Or(ctx.Err(), ev.run.pay()); err != nil {
				return err
			}
		}
		v, err := ev.at(row)
		if err != nil {
			return err
		}
		to[row] = idOf(ev.run.Terms, v)
	}
	return ev.run.pay()
}

// checkRows is for how many rows an expression is evaluated between two looks at
// the context.
const checkRows = 64

// idOf returns the ID of a value, 0 of none.
func idOf(t *plan.Terms, v expr.Value) graph.ID {
	if n, ok := v.Integer(); ok {
		if id, ok := graph.IntegerID(n); ok {
			return id
		}
	}
	if n, scale, ok := v.Scaled(); ok {
		if id, ok := graph.DecimalID(n, scale); ok {
			return id
		}
	}
	term, _ := v.Term()
	return t.ID(term)
}

// A condition is expressions of which all must hold.
type condition struct {
	all   []*conjunct
	marks []bool
}

// newCondition returns nil for no expressions.
func newCondition(all []algebra.Expr, vars []string, run *Run) (*condition, error) {
	if len(all) == 0 {
		return nil, nil
	}
	c, known := &condition{marks: make([]bool, BatchRows)}, map[string]*memo{}
	for _, e := range all {
		ev, err := newEvaluator(e, vars, run)
		if err != nil {
			return nil, err
		}
		ev.share(known)
		part := &conjunct{evaluator: ev}
		if len(ev.cols) == 1 && steady(e) {
			part.known, part.byLanguage = new(verdicts), onlyLanguage(e)
		}
		c.all = append(c.all, part)
	}
	return c, nil
}

// holds tells for each row of a batch whether it does. What it returns is lent
// until it is called again.
func (c *condition) holds(ctx context.Context, b Batch) ([]bool, error) {
	marks := c.marks[:b.Len]
	for i := range marks {
		marks[i] = true
	}
	for _, part := range c.all {
		if err := part.judge(ctx, b, marks); err != nil {
			return nil, err
		}
	}
	return marks, nil
}

// A conjunct is an expression that must hold.
type conjunct struct {
	*evaluator
	known *verdicts // where it has the same value for the same ID of its one variable
	// byLanguage says that it has the same value for all literals of one language.
	byLanguage bool
}

// verdicts are what an expression is for IDs, of each slot the one met last.
type verdicts struct {
	ids   [1 << verdictBits]graph.ID
	holds [1 << verdictBits]bool
}

const verdictBits = 9

// slot returns where the verdict of an ID is.
func (v *verdicts) slot(id graph.ID) int { return int(hashID(0, id) >> (64 - verdictBits)) }

// steady reports whether an expression always has the same value for the same
// terms.
func steady(e algebra.Expr) bool {
	call, ok := e.(*algebra.Call)
	if !ok {
		return true
	}
	switch call.Name {
	case "", "RAND", "UUID", "STRUUID", "BNODE":
		return false
	}
	return !slices.ContainsFunc(call.Args, func(arg algebra.Expr) bool { return !steady(arg) })
}

// judge leaves the marks of those rows for which the expression holds.
func (c *conjunct) judge(ctx context.Context, b Batch, marks []bool) (err error) {
	c.begin(b)
	for row := range marks {
		if row%checkRows == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if !marks[row] {
			continue
		}
		if c.known == nil {
			marks[row], err = c.test(row)
		} else if id := c.subject(b.Cols[c.cols[0]][row]); id == 0 {
			marks[row], err = c.test(row)
		} else if slot := c.known.slot(id); c.known.ids[slot] == id {
			marks[row] = c.known.holds[slot]
		} else {
			marks[row], err = c.test(row)
			c.known.ids[slot], c.known.holds[slot] = id, marks[row]
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// subject returns what a verdict is about: an ID, or the number of its language.
func (c *conjunct) subject(id graph.ID) graph.ID {
	if c.byLanguage {
		if n, ok := c.run.Terms.Snapshot().Language(id); ok {
			return graph.ID(n) + 1 // below all IDs
		}
	}
	return id
}

// onlyLanguage reports whether an expression looks at variables for their language
// alone.
func onlyLanguage(e algebra.Expr) bool {
	call, ok := e.(*algebra.Call)
	if !ok {
		_, ok = e.(algebra.Constant)
		return ok
	}
	if call.Name == "LANG" {
		if _, ok := call.Args[0].(algebra.Var); ok {
			return true
		}
	}
	return !slices.ContainsFunc(call.Args, func(arg algebra.Expr) bool { return !onlyLanguage(arg) })
}

func (c *conjunct) test(row int) (bool, error) {
	v, err := c.at(row)
	holds, _ := v.EBV()
	return holds, err
}
