package plan

import (
	"slices"

	"w3id.org/plenary/sparql/algebra"
)

// apart reports whether a pattern of EXISTS can be found for all rows at once,
// and joined with them by the variables of both.
func (b *builder) apart(x *algebra.Exists, in *Info, both names) bool {
	f := b.of(x.Input)
	return b.on("semijoin") && b.closed(x.Input, in.Vars) && both.within(in.Sure) && both.in(f.vars).within(f.sure)
}

// closed reports whether a pattern has in the context of values of outer
// variables the solutions that agree with them of those that it has without.
func (b *builder) closed(op algebra.Op, outer names) bool {
	own := func(e algebra.Expr, sure names) bool { return b.exprVars(e).in(outer).within(sure) }
	switch o := op.(type) {
	case *algebra.Filter:
		return own(o.Expr, b.of(o.Input).sure) && b.closed(o.Input, outer)
	case *algebra.Extend:
		return own(o.Expr, b.of(o.Input).sure) && b.closed(o.Input, outer)
	case *algebra.LeftJoin:
		l, r := b.of(o.Left), b.of(o.Right)
		return own(o.Expr, l.sure.and(r.sure...)) && !r.vars.without(l.sure).meets(outer) &&
			b.closed(o.Left, outer) && b.closed(o.Right, outer)
	case *algebra.Minus:
		l, r := b.of(o.Left), b.of(o.Right)
		return r.vars.in(outer).within(l.sure) && l.sure.meets(r.sure) && b.closed(o.Left, outer) && b.closed(o.Right, outer)
	case *algebra.Join, *algebra.Union, *algebra.Graph, *algebra.Distinct, *algebra.Reduced:
		return !slices.ContainsFunc(inputs(op), func(in algebra.Op) bool { return !b.closed(in, outer) })
	case *algebra.Project:
		return !b.of(o.Input).uses.without(o.Vars).meets(outer) && b.closed(o.Input, outer)
	case *algebra.Group, *algebra.Slice, *algebra.OrderBy:
		return !b.of(op).uses.meets(outer)
	}
	return true
}
