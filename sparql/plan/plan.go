package plan

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/syntax"
)

// A Dataset is what a query reads. The zero Dataset is the store's: the default
// graph is the union of all graphs, and all named graphs are there.
type Dataset struct {
	Default Graphs     // AnyGraph, Unnamed or SomeGraphs
	Named   []graph.ID // ascending; nil is all
}

// From returns the dataset that FROM and FROM NAMED, or USING, describe.
//
// Spec: SPARQL 1.1 Query §13.2.
func From(clauses []syntax.DatasetClause, terms *Terms) Dataset {
	d := Dataset{Default: Graphs{Kind: SomeGraphs}, Named: []graph.ID{}}
	for _, c := range clauses {
		to := &d.Default.IDs
		if c.Named {
			to = &d.Named
		}
		*to = append(*to, terms.ID(rdf.IRI(c.IRI)))
	}
	for _, ids := range []*[]graph.ID{&d.Default.IDs, &d.Named} {
		slices.Sort(*ids)
		*ids = slices.Compact(*ids)
	}
	return d
}

// Union returns the set union of graphs by their names, of which the zero Term is
// that of the unnamed one.
func (t *Terms) Union(names []rdf.Term) Graphs {
	g := Graphs{Kind: SomeGraphs}
	for _, name := range names {
		g.IDs = append(g.IDs, t.ID(name))
	}
	slices.Sort(g.IDs)
	if g.IDs = slices.Compact(g.IDs); len(g.IDs) == 1 && g.IDs[0] == 0 {
		return Graphs{Kind: Unnamed}
	}
	return g
}

// Options say how a query is planned.
type Options struct {
	Dataset Dataset  // of a query without FROM and FROM NAMED
	Without []string // names of rules that are not to be used, see Rules
	// Find are predicates whose patterns are searches.
	Find map[string]Finder
}

// A Plan is how a query is evaluated.
type Plan struct {
	Root  Node
	terms *Terms
}

// New returns the plan of a query. Its columns are those of SELECT in their
// order; for CONSTRUCT and DESCRIBE at least the variables that they use; none
// need to be for ASK, which asks whether there is a row.
//
// Errors: ErrFind and those of Finders, of ctx and of the store.
func New(ctx context.Context, q *algebra.Query, terms *Terms, o Options) (*Plan, error) {
	if len(q.Dataset) > 0 {
		o.Dataset = From(q.Dataset, terms)
	}
	b := newBuilder(ctx, terms, o)
	if len(o.Find) > 0 {
		searched := *q
		searched.Pattern = b.found(q.Pattern)
		q = &searched
	}
	if b.problem != nil {
		return nil, b.problem
	}
	root := b.query(q)
	return &Plan{root, terms}, b.err()
}

// Pattern returns the plan of a pattern, with all its variables as columns.
// Errors: those of ctx and of the store.
func Pattern(ctx context.Context, op algebra.Op, terms *Terms, o Options) (*Plan, error) {
	b := newBuilder(ctx, terms, o)
	root := b.all(op, b.of(op).vars)
	return &Plan{root, terms}, b.err()
}

// builder makes the plan of one query.
type builder struct {
	ctx      context.Context // of the call that plans, which every rule works for
	terms    *Terms
	snapshot *graph.Snapshot
	dataset  Dataset
	off      []string
	finders  map[string]Finder
	problem  error // with a search
	fresh    int
	contexts int // how many EXISTS what is rewritten stands in
	facts    map[algebra.Op]facts
	counts   map[graph.IDPattern]float64
	figures  map[graph.ID]graph.PredicateStats
	single   map[*Seed]bool // seeds of one row at a time
}

func newBuilder(ctx context.Context, terms *Terms, o Options) *builder {
	b := &builder{
		ctx: ctx, terms: terms, snapshot: terms.Snapshot(), dataset: o.Dataset, off: o.Without, finders: o.Find,
		facts: map[algebra.Op]facts{}, counts: map[graph.IDPattern]float64{}, figures: map[graph.ID]graph.PredicateStats{}, single: map[*Seed]bool{},
	}
	if b.dataset.Default.Kind == Unnamed && b.count(graph.IDPattern{Unnamed: true}) == float64(b.snapshot.Len()) {
		b.dataset.Default.Kind = AnyGraph
	}
	return b
}

func (b *builder) err() error { return cmp.Or(b.ctx.Err(), b.snapshot.Err()) }

// variable returns a new variable that no query can name.
func (b *builder) variable(kind string) string {
	b.fresh++
	return "." + kind + strconv.Itoa(b.fresh)
}

// on reports whether a rule is to be used.
func (b *builder) on(rule string) bool { return !slices.Contains(b.off, rule) }

func (b *builder) query(q *algebra.Query) Node {
	switch q.Form {
	case syntax.Select:
		return project(b.all(q.Pattern, q.Vars), q.Vars, true)
	case syntax.Ask:
		return slice(b.plan(b.rewrite(q.Pattern), scope{graphs: b.dataset.Default, first: 1, loose: b.on("loosen")}), 0, 1)
	}
	var need names
	for _, t := range q.Template {
		need = need.and(tripleVars(t)...)
	}
	for _, n := range q.Describe {
		need = need.and(nodeVars(n)...)
	}
	return b.all(q.Pattern, need)
}

// all plans a pattern over the default graph.
func (b *builder) all(op algebra.Op, need names) Node {
	return b.plan(b.rewrite(op), scope{graphs: b.dataset.Default, need: need})
}
