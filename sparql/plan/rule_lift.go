package plan

import "w3id.org/plenary/sparql/algebra"

// lift takes OPTIONAL out of a join, so that what all solutions must have comes
// first.
func (b *builder) lift(op algebra.Op) algebra.Op {
	j, ok := op.(*algebra.Join)
	if !ok {
		return op
	}
	parts := joined(j)
	for i, p := range parts {
		l, ok := p.(*algebra.LeftJoin)
		if !ok || !b.lifts(l, parts, i) {
			continue
		}
		parts[i] = l.Left
		in := combine(parts, func(in algebra.Op) algebra.Op { return in }, func(l, r algebra.Op) algebra.Op { return &algebra.Join{Left: l, Right: r} })
		return &algebra.LeftJoin{Left: in, Right: l.Right, Expr: l.Expr}
	}
	return op
}

// lifts reports whether the other parts bind nothing that would change what the
// optional part, number i, matches.
func (b *builder) lifts(l *algebra.LeftJoin, parts []algebra.Op, i int) bool {
	if hasExists(l.Expr) {
		return false
	}
	sure := b.of(l.Left).sure
	open := b.of(l.Right).vars.and(b.exprVars(l.Expr)...).without(sure)
	for k, p := range parts {
		if k != i && open.meets(b.of(p).vars) {
			return false
		}
	}
	return true
}
