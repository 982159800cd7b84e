package plan

import "w3id.org/plenary/sparql/algebra"

// lateral lets a pattern be found for each row of the other parts, where it then
// has the same solutions.
func (g *group) lateral(r *relation, p part, need names) *relation {
	b := g.b
	others := g.others(p)
	if !b.on("lateral") || g.at.seed != nil || !b.seedable(p.op, &Seed{Info: Info{Vars: others}}) || !b.closed(p.op, others) {
		return r
	}
	at := scope{graphs: p.graphs, need: need, loose: g.at.loose}
	rows, lookups := b.reading(p.op, at)
	if rows <= few {
		return r
	}
	r.after = func(input Node, rows float64) Node {
		inner := at
		inner.seed = b.seed(input, b.of(p.op).uses.and(at.keep()...))
		right := b.plan(p.op, inner)
		if isEmpty(right) {
			return empty(both(input, right))
		}
		out := b.apply(input, right, inner.seed, Inner, "")
		out.About().Rows = rowsOf(rows)
		return out
	}
	r.afterCost = func(in, out float64, _ bool) float64 { return (lookups*lookedUp+started)*in + yielded*out }
	return r
}

// others returns the variables of all other parts.
func (g *group) others(p part) (vars names) {
	for _, other := range g.parts {
		if other.op != p.op || p.op == nil {
			vars = vars.and(other.vars...)
		}
	}
	return vars
}

// seedable reports whether a pattern can add to the rows of a seed itself. Others
// are found as a whole and joined.
func (b *builder) seedable(op algebra.Op, seed *Seed) bool {
	switch o := op.(type) {
	case *algebra.Union, *algebra.LeftJoin, *algebra.Minus, *algebra.Filter:
		return true
	case *algebra.Extend:
		return !names(seed.Vars).has(o.Var)
	}
	return !b.closed(op, seed.Vars)
}
