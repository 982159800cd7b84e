package plan

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
)

func (b *builder) union(o *algebra.Union, at scope) Node {
	var all []Node
	needed := at.need.finder(len(b.of(o).vars))
	for _, branch := range branches(o) {
		at.need = b.of(branch).vars.which(needed, true)
		all = append(all, b.plan(branch, at))
	}
	return union(all)
}

// extend plans BIND and the expressions of SELECT.
func (b *builder) extend(o *algebra.Extend, at scope) Node {
	if !at.need.has(o.Var) {
		return b.plan(o.Input, at)
	}
	if at.seed != nil && names(at.seed.Vars).has(o.Var) {
		return b.group(o, at)
	}
	first := at.first
	at = at.asking(at.need.and(b.sees(o.Expr, o.Input)...))
	at.first = first
	input := b.plan(o.Input, at)
	if isEmpty(input) {
		return input
	}
	input, e := b.mark(input, o.Expr, at.graphs)
	return extend(input, o.Var, e)
}

// selection plans what subqueries are made of. Within GRAPH ?g each graph has
// its own groups and first solutions.
func (b *builder) selection(op algebra.Op, at scope) Node {
	switch o := op.(type) {
	case *algebra.Slice:
		if at.graphs.Kind == EachGraph {
			return b.graphByGraph(op, at)
		}
		return b.slice(o, at)
	case *algebra.Group:
		if at.graphs.Kind == EachGraph && len(o.Keys) == 0 {
			return b.graphByGraph(op, at)
		}
		at.loose = false
		if n := b.counted(o, at); n != nil {
			return n
		}
		return b.grouped(o, at)
	case *algebra.Project:
		return b.project(o, at)
	case *algebra.Distinct:
		return b.distinctOf(o.Input, at)
	case *algebra.Reduced: // leaving all is allowed
		return b.plan(o.Input, at)
	}
	return b.sort(op.(*algebra.OrderBy), at)
}

// graphByGraph plans a pattern for each graph apart.
func (b *builder) graphByGraph(op algebra.Op, at scope) Node {
	ids := at.graphs.IDs
	if ids == nil {
		ids = b.snapshot.GraphIDs()
	}
	all := []Node{empty(Info{Vars: at.need.and(at.keep()...)})}
	for _, id := range ids {
		if !b.named(id) {
			continue
		}
		inner := at
		inner.graphs = Graphs{Kind: SomeGraphs, IDs: []graph.ID{id}}
		all = append(all, extend(b.plan(op, inner), at.graphs.Var, algebra.Constant{Term: b.terms.Term(id)}))
	}
	return union(all)
}

func (b *builder) slice(o *algebra.Slice, at scope) Node {
	at.first, at.loose = 0, false
	if o.Limit >= 0 && o.Limit < 1<<32 && o.Offset < 1<<32 {
		at.first = max(o.Offset+o.Limit, 1)
	}
	return slice(b.plan(o.Input, at), o.Offset, o.Limit)
}

func (b *builder) project(o *algebra.Project, at scope) Node {
	inner := at
	inner.need = names(nil).and(o.Vars...).in(at.need)
	n := b.plan(o.Input, inner)
	return project(n, inner.need.and(at.keep()...), false)
}

// distinctOf plans DISTINCT: all variables count, whoever needs them.
func (b *builder) distinctOf(op algebra.Op, at scope) Node {
	if at.loose && at.first == 0 {
		return b.plan(op, at)
	}
	if o := b.sortedLater(op); o != nil && !at.loose {
		return b.sort(o, at)
	}
	vars := b.of(op).vars
	at.loose, at.ordered = b.on("loosen"), !at.loose && isSorted(op)
	n := distinct(b.distinctRows(op, vars, at))
	if d, ok := n.(*Distinct); ok {
		d.Ordered = at.ordered
	}
	return n
}

// distinctRows plans the rows that DISTINCT tells apart.
func (b *builder) distinctRows(op algebra.Op, vars names, at scope) Node {
	n := b.plan(op, at.asking(vars))
	return project(n, names(n.About().Vars).in(vars.and(at.keep()...)), false)
}

// isSorted reports whether a projection is of what ORDER BY has sorted.
func isSorted(op algebra.Op) bool {
	p, ok := op.(*algebra.Project)
	if ok {
		_, ok = p.Input.(*algebra.OrderBy)
	}
	return ok
}

// sortedLater returns DISTINCT below ORDER BY in place of the input of DISTINCT,
// when the projection has all variables that it sorts by; nil otherwise.
func (b *builder) sortedLater(op algebra.Op) *algebra.OrderBy {
	if !isSorted(op) {
		return nil
	}
	p := op.(*algebra.Project)
	o := p.Input.(*algebra.OrderBy)
	for _, c := range o.Conditions {
		if !b.exprVars(c.Expr).within(p.Vars) {
			return nil
		}
	}
	return &algebra.OrderBy{Conditions: o.Conditions, Input: &algebra.Distinct{Input: &algebra.Project{Vars: p.Vars, Input: o.Input}}}
}

// sort plans ORDER BY.
func (b *builder) sort(o *algebra.OrderBy, at scope) Node {
	if at.loose && !at.ordered {
		return b.plan(o.Input, at)
	}
	at.ordered = false
	var need collected
	for _, c := range o.Conditions {
		need.add(b.sees(c.Expr, o.Input)...)
	}
	in, late := b.deferred(o.Input, need.names)
	input := b.plan(in, at.asking(at.need.and(need.names...).and(b.looked(late)...)))
	if isEmpty(input) {
		return input
	}
	conditions := make([]algebra.Condition, len(o.Conditions))
	for i, c := range o.Conditions {
		conditions[i] = c
		input, conditions[i].Expr = b.mark(input, c.Expr, at.graphs)
	}
	n := sorted(input, conditions, at.first)
	for _, e := range slices.Backward(late) {
		if at.need.has(e.Var) {
			n = extend(n, e.Var, e.Expr)
		}
	}
	return n
}

// grouped plans GROUP BY with aggregates. Keys that are expressions are bound
// first.
func (b *builder) grouped(o *algebra.Group, at scope) Node {
	input := b.plan(o.Input, at.asking(b.ofGroups(o, at)))
	if slices.ContainsFunc(o.Aggregates, func(a algebra.Aggregate) bool { return a.Distinct && a.Arg == nil }) {
		input = project(input, names(input.About().Vars).in(visible(b.of(o.Input).vars).and(at.keep()...)), false)
	}
	n := &Group{}
	keys := collected{names: at.keep()}
	for _, k := range o.Keys {
		v := k.Var
		if v == "" {
			v = b.variable("key")
		}
		if k.Expr != nil {
			input, k.Expr = b.mark(input, k.Expr, at.graphs)
			input = extend(input, v, k.Expr)
		}
		keys.add(v)
	}
	n.Keys = keys.names
	for _, a := range o.Aggregates {
		if a.Arg != nil {
			input, a.Arg = b.mark(input, a.Arg, at.graphs)
			input, a.Arg = b.computed(input, a.Arg)
		}
		n.Aggregates = append(n.Aggregates, a)
	}
	out := aggregate(n, input)
	out.About().Rows = min(out.About().Rows, b.groupsOf(input, n.Keys))
	return out
}

// ofGroups returns the variables that groups are made of.
func (b *builder) ofGroups(o *algebra.Group, at scope) names {
	need := collected{names: at.keep()}
	for _, k := range o.Keys {
		if k.Expr == nil {
			need.add(k.Var)
		}
		need.add(b.sees(k.Expr, o.Input)...)
	}
	for _, a := range o.Aggregates {
		need.add(b.sees(a.Arg, o.Input)...)
		if a.Distinct && a.Arg == nil {
			need.add(visible(b.of(o.Input).vars)...)
		}
	}
	return need.names
}

// visible leaves out variables that no query can name.
func visible(vars names) (out names) {
	for _, v := range vars {
		if !isHidden(v) {
			out = append(out, v)
		}
	}
	return out
}

// aggregate completes a Group.
func aggregate(n *Group, input Node) Node {
	in := input.About()
	vars, sure := collected{names: slices.Clone(names(n.Keys))}, collected{names: names(n.Keys).in(in.Sure)}
	for _, a := range n.Aggregates {
		vars.add(a.Var)
		if a.Name == "COUNT" {
			sure.add(a.Var)
		}
	}
	n.Input, n.Vars, n.Sure = input, vars.names, sure.names
	if len(n.Keys) > 0 && isEmpty(input) {
		return empty(n.Info)
	}
	n.Streamed = together(in.Sorted, n.Keys)
	n.Sorted = nil
	if n.Streamed {
		n.Sorted = in.Sorted[:len(n.Keys)]
	}
	n.Cost = in.Cost + hashed*in.Rows
	if n.Rows = 1; len(n.Keys) > 0 {
		n.Rows = max(in.Rows/10, 1)
	}
	return n
}
