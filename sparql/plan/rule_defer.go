package plan

import "w3id.org/plenary/sparql/algebra"

// deferred takes expressions that ORDER BY does not look at from a pattern, the
// last first: they are computed of what is left after sorting.
func (b *builder) deferred(op algebra.Op, seen names) (in algebra.Op, late []*algebra.Extend) {
	for b.on("defer") {
		e, ok := op.(*algebra.Extend)
		if !ok || seen.has(e.Var) || hasExists(e.Expr) {
			break
		}
		late = append(late, e)
		op = e.Input
	}
	return op, late
}

// looked returns the variables of expressions.
func (b *builder) looked(all []*algebra.Extend) names {
	var vars collected
	for _, e := range all {
		vars.add(b.exprVars(e.Expr)...)
	}
	return vars.names
}
