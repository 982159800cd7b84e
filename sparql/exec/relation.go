package exec

import (
	"context"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/plan"
)

// A relation is what a path connects, in one direction. What it yields is lent:
// at most BatchRows at once.
//
// Spec: SPARQL 1.1 Query §18.4.
type relation interface {
	// from yields the ends of the ways that begin at a node, an end once for each
	// way.
	from(ctx context.Context, node graph.ID, yield func(ends []graph.ID) error) error
	// pairs yields both ends of all ways there are.
	pairs(ctx context.Context, yield func(starts, ends []graph.ID) error) error
	// reflexive reports whether there is a way from each node to itself.
	reflexive() bool
	// size returns about how many pairs there are.
	size() int
	// enter has the relation read one graph.
	enter(name graph.ID)
	close()
}

// relations makes relations of paths.
type relations struct {
	run    *Run
	graphs plan.Graphs
}

// of returns the relation of a path, or from its end to its start.
func (r *relations) of(path algebra.PathExpr, inverse bool) relation {
	switch p := path.(type) {
	case algebra.Link:
		return r.link(plan.Slot{ID: r.run.Terms.ID(rdf.IRI(p.IRI))}, nil, inverse)
	case algebra.NPS:
		not := make([]graph.ID, len(p.IRIs))
		for i, iri := range p.IRIs {
			not[i] = r.run.Terms.ID(rdf.IRI(iri))
		}
		return r.link(plan.Slot{Var: ".p"}, not, inverse)
	case algebra.Inv:
		return r.of(p.Path, !inverse)
	case algebra.Seq:
		first, then := r.of(p.First, inverse), r.of(p.Then, inverse)
		if inverse {
			first, then = then, first
		}
		return &sequence{first, then}
	case algebra.Alt:
		return alternative{r.of(p.Either, inverse), r.of(p.Or, inverse)}
	}
	p := path.(algebra.Repeat)
	for inner, ok := p.Path.(algebra.Repeat); ok; inner, ok = p.Path.(algebra.Repeat) {
		p = algebra.Repeat{Path: inner.Path, Mark: bothMarks(p.Mark, inner.Mark)}
	}
	step := r.of(p.Path, inverse)
	if step.reflexive() {
		p.Mark = bothMarks(p.Mark, '?')
	}
	return newClosure(step, p.Mark, r)
}

// bothMarks returns the mark of a closure of a closure.
func bothMarks(a, b byte) byte {
	if a == b {
		return a
	}
	return '*'
}

// A link is a step along a predicate, or along any but some.
type link struct {
	run     *Run
	node    plan.Scan // with the variables ".from", ".p" and ".to"
	not     []graph.ID
	inverse bool
	name    graph.ID // of the graph, where there is more than one in turn
	lookup  *source
	cols    [][]graph.ID // ".from", ".to" and ".p", as far as they are read
}

func (r *relations) link(p plan.Slot, not []graph.ID, inverse bool) *link {
	l := &link{run: r.run, not: not, inverse: inverse}
	l.node = plan.Scan{S: plan.Slot{Var: ".from"}, P: p, O: plan.Slot{Var: ".to"}, Graphs: r.graphs}
	if inverse {
		l.node.S, l.node.O = l.node.O, l.node.S
	}
	l.cols = [][]graph.ID{make([]graph.ID, BatchRows), make([]graph.ID, BatchRows), make([]graph.ID, BatchRows)}
	return l
}

// source returns a source of the link's triples. given are variables that it is
// told.
func (l *link) source(given ...string) (*source, [][]graph.ID) {
	columns := []string{".from", ".to", ".p"}
	cols := l.cols
	if len(l.not) == 0 && l.node.P.Var == "" {
		columns, cols = columns[:2], cols[:2]
	}
	if slices.Contains(given, ".from") {
		columns, cols = columns[1:], cols[1:]
	}
	known := func(name string) bool { return slices.Contains(given, name) || name == l.node.Graphs.Var }
	return newSource(l.run.Terms.Snapshot(), &l.node, columns, known), cols
}

func (l *link) enter(name graph.ID) { l.name = name }

func (l *link) from(ctx context.Context, node graph.ID, yield func([]graph.ID) error) error {
	if l.lookup == nil {
		l.lookup, _ = l.source(".from")
		l.lookup.lookup = true
	}
	l.bind(l.lookup)
	l.lookup.bind(".from", node)
	l.lookup.reset()
	return l.read(ctx, l.lookup, l.cols[1:], func(cols [][]graph.ID) error { return yield(cols[0]) })
}

// bind tells a source the graph.
func (l *link) bind(s *source) {
	if l.node.Graphs.Kind == plan.EachGraph {
		s.bind(l.node.Graphs.Var, l.name)
	}
}

// read yields columns without what the predicate forbids.
func (l *link) read(ctx context.Context, s *source, cols [][]graph.ID, yield func([][]graph.ID) error) error {
	cols = cols[:s.width]
	for {
		n, err := s.read(cols, BatchRows)
		if err != nil || n == 0 {
			return err
		}
		if n = l.allowed(cols, n); n > 0 {
			err = yield(first(cols, n))
		}
		if err == nil && n == BatchRows {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
	}
}

// allowed moves rows whose predicate is allowed to the start.
func (l *link) allowed(cols [][]graph.ID, n int) (kept int) {
	if l.node.P.Var == "" {
		return n
	}
	predicates := cols[len(cols)-1]
	for i, p := range predicates[:n] {
		if slices.Contains(l.not, p) {
			continue
		}
		for _, col := range cols {
			col[kept] = col[i]
		}
		kept++
	}
	return kept
}

func (l *link) pairs(ctx context.Context, yield func(starts, ends []graph.ID) error) error {
	l.node.Order = l.order()
	s, cols := l.source()
	defer s.close()
	l.bind(s)
	s.reset()
	return l.read(ctx, s, cols, func(cols [][]graph.ID) error { return yield(cols[0], cols[1]) })
}

// order returns the order for all pairs: one that begins with the predicate, or
// that in which a graph has rows of its own.
func (l *link) order() graph.Order {
	g := &l.node.Graphs
	if l.node.P.Var != "" || g.Kind == plan.EachGraph {
		return graph.SPO
	}
	p := graph.IDPattern{Unnamed: g.Kind == plan.Unnamed}
	if g.Kind == plan.SomeGraphs && len(g.IDs) == 1 {
		p.G = g.IDs[0]
	}
	if p != (graph.IDPattern{}) && l.run.Terms.Snapshot().CountIDs(p) < l.size() {
		return graph.SPO
	}
	if l.inverse {
		return graph.POS
	}
	return graph.PSO
}

func (*link) reflexive() bool { return false }

func (l *link) size() int { return l.run.Terms.Snapshot().CountIDs(graph.IDPattern{P: l.node.P.ID}) }

func (l *link) close() {
	if l.lookup != nil {
		l.lookup.close()
	}
}

// A sequence is one relation and then another.
type sequence struct{ first, then relation }

func (s *sequence) from(ctx context.Context, node graph.ID, yield func([]graph.ID) error) error {
	return s.first.from(ctx, node, func(middle []graph.ID) error {
		for _, m := range middle {
			if err := s.then.from(ctx, m, yield); err != nil {
				return err
			}
		}
		return ctx.Err()
	})
}

func (s *sequence) pairs(ctx context.Context, yield func(starts, ends []graph.ID) error) error {
	same := make([]graph.ID, BatchRows)
	return s.first.pairs(ctx, func(starts, middle []graph.ID) error {
		for i, m := range middle {
			err := s.then.from(ctx, m, func(ends []graph.ID) error {
				return yield(repeated(same, starts[i], len(ends)), ends)
			})
			if err != nil {
				return err
			}
		}
		return ctx.Err()
	})
}

// repeated fills the first n places with an ID.
func repeated(to []graph.ID, id graph.ID, n int) []graph.ID {
	for i := range to[:n] {
		to[i] = id
	}
	return to[:n]
}

func (s *sequence) reflexive() bool { return s.first.reflexive() && s.then.reflexive() }

func (s *sequence) size() int { return max(s.first.size(), s.then.size()) }

func (s *sequence) enter(name graph.ID) {
	s.first.enter(name)
	s.then.enter(name)
}

func (s *sequence) close() {
	s.first.close()
	s.then.close()
}

// An alternative is all ways of two relations.
type alternative [2]relation

func (a alternative) from(ctx context.Context, node graph.ID, yield func([]graph.ID) error) error {
	if err := a[0].from(ctx, node, yield); err != nil {
		return err
	}
	return a[1].from(ctx, node, yield)
}

func (a alternative) pairs(ctx context.Context, yield func(starts, ends []graph.ID) error) error {
	if err := a[0].pairs(ctx, yield); err != nil {
		return err
	}
	return a[1].pairs(ctx, yield)
}

func (a alternative) reflexive() bool { return a[0].reflexive() || a[1].reflexive() }

func (a alternative) size() int { return a[0].size() + a[1].size() }

func (a alternative) enter(name graph.ID) {
	a[0].enter(name)
	a[1].enter(name)
}

func (a alternative) close() {
	a[0].close()
	a[1].close()
}
