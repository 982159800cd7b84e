package plan

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
)

// group is patterns that are joined, and conditions that the solutions meet. The
// order in which they are joined is free.
type group struct {
	b          *builder
	at         scope
	parts      []part
	conditions []condition
	ranges     map[string][]Range // within which conditions leave variables
	none       bool               // there is no solution
}

// part is one of the patterns: a triple, steps, an expression or any other.
type part struct {
	triple *algebra.TriplePattern
	node   Node
	op     algebra.Op
	bind   string       // a variable computed from others
	expr   algebra.Expr // of bind
	graphs Graphs
	vars   names
	fixed  []fixed // terms for variables of triple
}

// condition is a filter, over graphs if a pattern stands in it.
type condition struct {
	expr    algebra.Expr
	vars    names
	graphs  Graphs
	part    float64 // what part of the rows meet it, by estimate
	counted bool    // in the index
}

// group plans patterns that are joined.
func (b *builder) group(op algebra.Op, at scope) Node {
	g := &group{b: b, at: at}
	g.collect(op, at.graphs, nil)
	if at.graphs.Kind == EachGraph {
		g.bindGraph(0, at.graphs)
	}
	g.fix()
	g.narrow()
	need := g.need()
	if g.none {
		return empty(Info{Vars: need})
	}
	relations := g.relations(need)
	if g.none {
		return empty(Info{Vars: need})
	}
	plain, patterns := g.split()
	node := b.join(relations, plain, at.first)
	for _, c := range patterns {
		node = b.filter(node, c.expr, c.graphs)
	}
	return node
}

// split tells conditions without patterns from those with.
func (g *group) split() (plain, patterns []condition) {
	for _, c := range g.conditions {
		if hasExists(c.expr) {
			patterns = append(patterns, c)
		} else {
			plain = append(plain, c)
		}
	}
	return plain, patterns
}

// collect adds a pattern over graphs to the group; outside are the variables of
// the other patterns of the group.
func (g *group) collect(op algebra.Op, graphs Graphs, outside names) {
	switch o := op.(type) {
	case *algebra.BGP:
		for i := range o.Patterns {
			t := &o.Patterns[i]
			g.add(part{triple: t, graphs: graphs, vars: tripleVars(*t)})
		}
	case *algebra.Join:
		parts := joined(o)
		for i, p := range parts {
			g.collect(p, graphs, g.outside(parts, i, outside))
		}
	case *algebra.Filter:
		g.collectFilter(o, graphs, outside)
	case *algebra.Graph:
		g.collectGraph(o, graphs, outside)
	case *algebra.Extend:
		g.collectExtend(o, graphs, outside)
	default:
		g.add(part{op: op, graphs: graphs, vars: g.b.of(op).vars})
	}
}

// outside returns the variables of all parts of a join but one, if that one
// minds, and of others.
func (g *group) outside(parts []algebra.Op, i int, others names) names {
	switch parts[i].(type) {
	case *algebra.Filter, *algebra.Graph, *algebra.Extend:
	default:
		return nil
	}
	out := collected{names: slices.Clone(others)}
	for k, p := range parts {
		if k != i {
			out.add(g.b.of(p).vars...)
		}
	}
	return out.names
}

func (g *group) add(p part) {
	if p.graphs.Kind == EachGraph && !isValues(p.op) {
		p.vars = p.vars.and(p.graphs.Var)
	}
	g.parts = append(g.parts, p)
}

// isValues reports whether a pattern does not look at the graph.
func isValues(op algebra.Op) bool {
	_, ok := op.(*algebra.Values)
	return ok
}

// collectFilter adds a filter, unless it must not see what other patterns bind.
func (g *group) collectFilter(o *algebra.Filter, graphs Graphs, outside names) {
	inside := g.b.of(o.Input).sure
	if g.at.seed != nil {
		inside = inside.and(g.at.seed.Sure...)
	}
	var found []condition
	for _, e := range conjuncts(o.Expr) {
		if holds, known := g.b.fold(e); known {
			g.none = g.none || !holds
			continue
		}
		c := condition{expr: e, vars: g.b.sees(e, o.Input), graphs: graphs, part: selectivity(e)}
		if c.vars.in(outside).within(inside) {
			if graphs.Kind == EachGraph && hasExists(e) {
				c.vars = c.vars.and(graphs.Var)
			}
			found = append(found, c)
			continue
		}
		g.add(part{op: o, graphs: graphs, vars: g.b.of(o).vars})
		return
	}
	g.conditions = append(g.conditions, found...)
	g.collect(o.Input, graphs, outside)
}

func (g *group) collectGraph(o *algebra.Graph, graphs Graphs, outside names) {
	if o.Name.Var == "" {
		id := g.b.terms.ID(o.Name.Term)
		if !g.b.named(id) {
			g.none = true
			return
		}
		g.collect(o.Input, Graphs{Kind: SomeGraphs, IDs: []graph.ID{id}}, outside)
		return
	}
	each := Graphs{Kind: EachGraph, IDs: g.b.dataset.Named, Var: o.Name.Var}
	if mentions(o.Input, o.Name.Var) {
		each.Var = g.b.variable("graph")
	}
	start := len(g.parts)
	g.collect(o.Input, each, outside.and(o.Name.Var))
	g.bindGraph(start, each)
	if each.Var != o.Name.Var {
		n := extend(g.b.graphNames(each), o.Name.Var, algebra.Var(each.Var))
		g.add(part{node: n, vars: n.About().Vars})
	}
}

// bindGraph adds the names of graphs when no part from start on binds them.
func (g *group) bindGraph(start int, each Graphs) {
	for _, p := range g.parts[start:] {
		if p.vars.has(each.Var) {
			return
		}
	}
	n := g.b.graphNames(each)
	g.add(part{node: n, vars: n.About().Vars})
}

func (b *builder) graphNames(each Graphs) *GraphNames {
	n := &GraphNames{IDs: each.IDs, Var: each.Var}
	n.Vars = names{each.Var}
	n.Sure, n.Sorted = n.Vars, n.Vars
	if n.Rows = float64(len(each.IDs)); each.IDs == nil {
		n.Rows = b.termsOf(perGraph)
	}
	n.Cost = lookedUp * n.Rows
	return n
}

// named reports whether a graph is one of the dataset, and has a triple.
func (b *builder) named(id graph.ID) bool {
	if b.dataset.Named != nil && !contains(b.dataset.Named, id) {
		return false
	}
	return b.count(graph.IDPattern{G: id}) > 0
}

// need returns the variables that parts must have as columns: those asked for,
// of conditions, and of several parts.
func (g *group) need() names {
	need := collected{names: g.at.need.and(g.at.keep()...)}
	for _, c := range g.conditions {
		need.add(c.vars...)
	}
	times := map[string]int{}
	for _, p := range g.parts {
		need.add(g.b.exprVars(p.expr)...)
		for _, v := range p.vars {
			if times[v]++; times[v] == 2 {
				need.add(v)
			}
		}
	}
	if g.at.seed != nil {
		need.add(names(g.at.seed.Vars).which(func(v string) bool { return times[v] > 0 }, true)...)
	}
	return need.names
}

// relations plans the parts.
func (g *group) relations(need names) (all []*relation) {
	needed := need.finder(len(g.parts))
	seeded := false
	for _, p := range g.parts {
		if g.spare(p, needed) {
			continue
		}
		r := g.relation(p, need, needed)
		all = append(all, r)
		seeded = seeded || g.at.seed != nil && r.vars.has(g.at.seed.Row)
		g.none = g.none || r.empty()
	}
	if g.at.seed != nil && !seeded {
		all = append(all, nodeRelation(g.at.seed))
	}
	return all
}

// spare reports whether a part adds nothing: one row that nobody looks at, or a
// variable.
func (g *group) spare(p part, needed func(string) bool) bool {
	o, ok := p.op.(*algebra.Values)
	_, row := p.node.(*Unit)
	return row || (ok && len(o.Rows) == 1 || p.bind != "") && !slices.ContainsFunc(p.vars, needed)
}

func (g *group) relation(p part, need names, needed func(string) bool) *relation {
	at := scope{graphs: p.graphs, need: need, loose: g.at.loose}
	switch o := p.op.(type) {
	case nil:
		return g.simple(p, needed)
	case *algebra.Values:
		return tableRelation(g.b.table(o))
	case *algebra.Path:
		return g.b.pathRelation(o, p.graphs)
	case *algebra.Service:
		return serviceRelation(o, p.vars)
	}
	if g.at.seed != nil && g.b.seedable(p.op, g.at.seed) {
		at.seed, at.context, at.single = g.at.seed, g.at.context, g.at.single
	}
	return g.lateral(nodeRelation(g.b.plan(p.op, at)), p, need)
}

// simple returns a part that is no pattern of its own.
func (g *group) simple(p part, needed func(string) bool) *relation {
	switch {
	case p.node != nil:
		return nodeRelation(p.node)
	case p.bind != "":
		return g.bindRelation(p)
	}
	t := g.b.pattern(*p.triple, p.graphs, p.fixed)
	if r := g.b.loosely(t, needed, len(g.parts) == 1); g.at.loose && r != nil {
		return r
	}
	t.forget(needed)
	r := g.b.tripleRelation(t)
	for _, n := range r.alone {
		if scan, ok := n.(*Scan); ok {
			g.within(scan, t)
		}
	}
	g.unite(r, t)
	return r
}
