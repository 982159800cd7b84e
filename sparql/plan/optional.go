package plan

import "w3id.org/plenary/sparql/algebra"

// leftJoin plans OPTIONAL: the right side for each row of the left one when
// those are few, else apart.
func (b *builder) leftJoin(o *algebra.LeftJoin, at scope) Node {
	if b.loosen(o, at) {
		return b.plan(o.Left, at)
	}
	l, r := b.of(o.Left), b.of(o.Right)
	seen := b.sees(o.Expr, o)
	need := at.need.and(seen...).and(l.vars.in(r.vars)...)
	leftmost := at.asking(need.and(at.seedVars(o.Right, b)...))
	leftmost.first = at.first
	left := b.plan(o.Left, leftmost)
	if isEmpty(left) {
		return left
	}
	if hasExists(o.Expr) || b.mayFollow(o, left, at) && b.cheaperAfter(left, o.Right, at) {
		return b.optionalAfter(left, o, at, need)
	}
	right := b.plan(o.Right, b.unseeded(at.asking(need), o.Right))
	if isEmpty(right) {
		return left
	}
	return hashLeftJoin(left, right, conjuncts(o.Expr), left.About().Rows)
}

// unseeded returns the scope without its seed when a pattern is the same without.
func (b *builder) unseeded(at scope, op algebra.Op) scope {
	if at.seed != nil && b.closed(op, at.seed.Vars) {
		return at.alone()
	}
	return at
}

// seedVars returns the variables of the seed that another pattern looks at.
func (at scope) seedVars(op algebra.Op, b *builder) names {
	if at.seed == nil {
		return nil
	}
	return names(at.seed.Vars).in(b.of(op).uses)
}

// optionalAfter evaluates the right side for each row of the left one.
func (b *builder) optionalAfter(left Node, o *algebra.LeftJoin, at scope, need names) Node {
	seed := b.seed(left, b.of(o.Right).uses.and(b.sees(o.Expr, o)...).and(at.keep()...))
	if at.first > 0 {
		seed.Rows = min(seed.Rows, float64(at.first))
	}
	inner := at.asking(need).alone()
	inner.seed = seed
	var right Node
	if b.mayFollow(o, left, at) {
		right = b.plan(o.Right, inner)
	} else {
		right = hashJoin(seed, b.plan(o.Right, b.unseeded(at.asking(need), o.Right)), seed.Rows)
	}
	for _, e := range conjuncts(o.Expr) {
		right = b.filter(right, e, at.graphs)
	}
	if isEmpty(right) {
		return left
	}
	return b.applyLeft(left, right, seed)
}

// applyLeft also binds variables that left may leave unbound.
func (b *builder) applyLeft(left, right Node, seed *Seed) Node {
	open := names(left.About().Vars).without(left.About().Sure).in(right.About().Vars)
	bound := map[string]string{}
	for _, v := range open {
		bound[v] = b.variable("bound")
		right = extend(right, bound[v], algebra.Var(v))
	}
	n := b.apply(left, right, seed, Left, "")
	for _, v := range open {
		whole, either := names(n.About().Vars), b.variable("either")
		n = extend(n, either, &algebra.Call{Name: "COALESCE", Args: []algebra.Expr{algebra.Var(v), algebra.Var(bound[v])}})
		n = project(n, whole.without(names{v, bound[v]}).and(either), false)
		n = extend(n, v, algebra.Var(either))
	}
	return n
}

// batch is for how many rows at a time the right side of an Apply is evaluated.
const batch = 1024

// seed returns a seed of a node with some of its columns.
func (b *builder) seed(n Node, vars names) *Seed {
	a := n.About()
	s := &Seed{Row: b.variable("row")}
	s.Vars = names(a.Vars).in(vars).and(s.Row)
	s.Sure = names(a.Sure).in(vars).and(s.Row)
	s.Sorted = names{s.Row}
	s.Rows = min(a.Rows, batch)
	return s
}
