package plan

import "w3id.org/plenary/sparql/algebra"

// require makes OPTIONAL a join where a filter lets no solution through that the
// optional part has not bound. Inside EXISTS the current solution may have bound
// them.
func (b *builder) require(op algebra.Op) algebra.Op {
	f, ok := op.(*algebra.Filter)
	if !ok || b.contexts > 0 {
		return op
	}
	l, ok := f.Input.(*algebra.LeftJoin)
	if !ok || !required(f.Expr, true).meets(b.of(l.Right).vars.without(b.of(l.Left).vars)) {
		return op
	}
	var in algebra.Op = &algebra.Join{Left: l.Left, Right: l.Right}
	if l.Expr != nil {
		in = &algebra.Filter{Expr: l.Expr, Input: in}
	}
	return &algebra.Filter{Expr: f.Expr, Input: in}
}
