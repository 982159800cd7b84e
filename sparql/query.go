package sparql

import (
	"cmp"
	"context"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/syntax"
)

// QueryOptions are those of one request. The zero value works.
type QueryOptions struct {
	Base     string       // of relative IRIs
	Prefixes []rdf.Prefix // that need no declaration
	Source   string       // named in syntax errors
	Timeout  time.Duration
	// DefaultGraphs and NamedGraphs are the dataset, when there are any: they
	// stand before FROM and FROM NAMED, or USING and USING NAMED.
	DefaultGraphs, NamedGraphs []string
	// DefaultUnion, unless it is nil, are the graphs whose set union is the default
	// graph in place of DefaultGraphs: the zero Term is the unnamed one.
	DefaultUnion []rdf.Term
	// Separate has the unnamed graph alone for the default graph; else it is the
	// set union of it and all named graphs.
	Separate bool
	// Symmetric has DESCRIBE also tell what points at a thing.
	Symmetric bool
	// Find are predicates whose patterns are searches.
	Find map[string]plan.Finder
	// Measure counts rows and time of each operator for Result.Explain.
	Measure bool

	// with is the default graph of a WHERE behind WITH.
	with string
	// matched says that a template is what the pattern matches.
	matched bool
	// long queries take a slot before they are planned.
	long bool
	// bytes is what the text of a long query, its tree and its plan take.
	bytes int64
	// turn has the slot of a long query from before it was read; nil is none.
	turn *turn
	// urgent queries go before those that wait: others wait for what they do.
	urgent bool
}

// A Query has been read. It may be run several times, over several states, and
// by several goroutines.
type Query struct {
	Form syntax.Form
	Vars []string // of SELECT, in their order

	text    string
	tree    *syntax.Query
	algebra *algebra.Query
	options QueryOptions
}

// longText is from how many bytes on a query is a long one.
const longText = 16 << 10

// treeBytes is about what a byte of a text takes in its tree and its plan at most.
const treeBytes = 128

// Parse reads a query. Errors: *rdf.SyntaxError.
//
// Spec: SPARQL 1.1 and 1.2 Query §19.
func Parse(text string, o QueryOptions) (*Query, error) {
	tree, err := syntax.ParseQuery(text, syntax.Options{Base: o.Base, Prefixes: o.Prefixes, Source: o.Source})
	if err != nil {
		return nil, err
	}
	q := algebra.Translate(tree)
	o.Base = cmp.Or(tree.Base, o.Base)
	if o.long = len(text) > longText; o.long {
		o.bytes = treeBytes * int64(len(text))
	}
	return &Query{Form: q.Form, Vars: q.Vars, text: text, tree: tree, algebra: q, options: o}, nil
}

// Parse is Parse within the limits of the engine: a long text waits for a turn
// before it is read, which the query has until it is run or closed. Errors: ErrBusy,
// those of Parse and of ctx.
func (e *Engine) Parse(ctx context.Context, text string, o QueryOptions) (q *Query, err error) {
	if len(text) > longText {
		ctx, stop := e.within(ctx, o.Timeout)
		defer stop()
		if err := e.slots.take(ctx, false); err != nil {
			return nil, err
		}
		o.turn = newTurn(&e.slots)
		defer func() {
			if q == nil {
				o.turn.end()
			}
		}()
	}
	return Parse(text, o)
}

// Close gives back the turn of a query that Engine.Parse has read and that is not
// run. It may be called again, and is not needed where the text is short.
func (q *Query) Close() { q.options.turn.end() }

// Of returns the query of an algebra. It has no text: String is "".
func Of(q *algebra.Query, o QueryOptions) *Query {
	return &Query{Form: q.Form, Vars: q.Vars, algebra: q, options: o}
}

// String returns the query as it was read, IRIs in full.
func (q *Query) String() string {
	if q.tree == nil {
		return ""
	}
	return q.tree.String()
}

// Algebra returns its pattern as an S-expression.
func (q *Query) Algebra() string { return algebra.String(q.algebra.Pattern) }

// Query is Parse and Run.
func (e *Engine) Query(ctx context.Context, s *graph.Snapshot, text string, o QueryOptions) (*Result, error) {
	q, err := e.Parse(ctx, text, o)
	if err != nil {
		return nil, err
	}
	defer q.Close()
	return e.Run(ctx, s, q)
}

// Run begins a query over a snapshot. It returns when the first rows are there,
// so that most of what can go wrong is an error here. The result must be read to
// its end or closed. Errors: ErrBusy, ErrDenied, exec.ErrBudget, those of ctx and
// of the store.
//
// Spec: SPARQL 1.1 and 1.2 Query §18.
func (e *Engine) Run(ctx context.Context, s *graph.Snapshot, q *Query) (*Result, error) {
	began := e.options.Now()
	rows, err := e.evaluate(ctx, s, q.algebra, q.options)
	if err != nil {
		return nil, err
	}
	r := &Result{Query: q, engine: e, snapshot: s, rows: rows, began: began}
	r.Boolean = q.Form == syntax.Ask && rows.first.Len > 0
	return r, nil
}

// evaluate plans a query and computes its first rows.
func (e *Engine) evaluate(ctx context.Context, s *graph.Snapshot, q *algebra.Query, o QueryOptions) (*rows, error) {
	ctx, clock, stop := e.clocked(ctx, o.Timeout)
	r := &rows{
		engine: e, ctx: func() context.Context { return ctx }, stop: stop, clock: clock, terms: plan.NewTerms(s),
		budget: exec.NewBudget(&e.pool, e.options.QueryMemory, e.options.Rows),
	}
	if err := r.open(q, o); err != nil {
		r.close()
		return nil, because(ctx, err)
	}
	return r, nil
}
