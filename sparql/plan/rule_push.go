package plan

import "w3id.org/plenary/sparql/algebra"

// push moves the parts of a filter as far in as they see the same there.
func (b *builder) push(op algebra.Op) algebra.Op {
	if l, ok := op.(*algebra.LeftJoin); ok {
		return b.pushOptional(l)
	}
	f, ok := op.(*algebra.Filter)
	if !ok {
		return op
	}
	in, moved := f.Input, false
	var kept []algebra.Expr
	for _, e := range conjuncts(f.Expr) {
		if out := b.pushOne(e, in); out != nil {
			in, moved = out, true
		} else {
			kept = append(kept, e)
		}
	}
	if !moved {
		return op
	}
	return withFilters(in, kept)
}

// pushOptional moves what the condition of OPTIONAL says of its right side alone
// there.
func (b *builder) pushOptional(l *algebra.LeftJoin) algebra.Op {
	var inner, kept []algebra.Expr
	for _, e := range conjuncts(l.Expr) {
		if vars := b.exprVars(e); len(vars) > 0 && vars.within(b.of(l.Right).sure) && !hasExists(e) {
			inner = append(inner, e)
		} else {
			kept = append(kept, e)
		}
	}
	if len(inner) == 0 {
		return l
	}
	return &algebra.LeftJoin{Left: l.Left, Right: withFilters(l.Right, inner), Expr: conjunction(kept)}
}

// conjunction is the inverse of conjuncts.
func conjunction(all []algebra.Expr) algebra.Expr {
	if len(all) == 0 {
		return nil
	}
	e := all[0]
	for _, next := range all[1:] {
		e = &algebra.Call{Name: "&&", Args: []algebra.Expr{e, next}}
	}
	return e
}

func withFilters(op algebra.Op, all []algebra.Expr) algebra.Op {
	if len(all) == 0 {
		return op
	}
	return &algebra.Filter{Expr: conjunction(all), Input: op}
}

// pushOne returns a pattern with a filter inside it, nil when it must stay
// outside.
func (b *builder) pushOne(e algebra.Expr, op algebra.Op) algebra.Op {
	vars := b.exprVars(e)
	within := func(in algebra.Op) algebra.Op { return &algebra.Filter{Expr: e, Input: in} }
	switch o := op.(type) {
	case *algebra.Union:
		return combine(branches(o), within, func(l, r algebra.Op) algebra.Op { return &algebra.Union{Left: l, Right: r} })
	case *algebra.Distinct:
		return &algebra.Distinct{Input: within(o.Input)}
	case *algebra.Reduced:
		return &algebra.Reduced{Input: within(o.Input)}
	case *algebra.OrderBy:
		return &algebra.OrderBy{Conditions: o.Conditions, Input: within(o.Input)}
	}
	if hasExists(e) { // which sees all that is bound
		return nil
	}
	switch o := op.(type) {
	case *algebra.Join:
		return b.pushInto(e, vars, o)
	case *algebra.LeftJoin:
		if vars.in(b.of(o.Right).vars).within(b.of(o.Left).sure) {
			return &algebra.LeftJoin{Left: within(o.Left), Right: o.Right, Expr: o.Expr}
		}
	case *algebra.Minus:
		return &algebra.Minus{Left: within(o.Left), Right: o.Right}
	case *algebra.Extend:
		if !vars.has(o.Var) {
			return &algebra.Extend{Input: within(o.Input), Var: o.Var, Expr: o.Expr}
		}
	case *algebra.Project:
		if vars.in(b.of(o.Input).uses).within(o.Vars) {
			return &algebra.Project{Vars: o.Vars, Input: within(o.Input)}
		}
	case *algebra.Group:
		if len(vars) > 0 && vars.within(plainKeys(o)) {
			return &algebra.Group{Keys: o.Keys, Aggregates: o.Aggregates, Input: within(o.Input)}
		}
	}
	return nil
}

// pushInto moves a filter into the one part of a join that binds its variables,
// where that is not made of triple patterns: to these it is applied anyway.
func (b *builder) pushInto(e algebra.Expr, vars names, o *algebra.Join) algebra.Op {
	parts := joined(o)
	for i, p := range parts {
		if len(vars) == 0 || !vars.within(b.of(p).sure) {
			continue
		}
		if in := b.pushOne(e, p); in != nil {
			parts[i] = in
			return combine(parts, func(in algebra.Op) algebra.Op { return in }, func(l, r algebra.Op) algebra.Op { return &algebra.Join{Left: l, Right: r} })
		}
	}
	return nil
}

func plainKeys(o *algebra.Group) names {
	var vars collected
	for _, k := range o.Keys {
		if k.Expr == nil {
			vars.add(k.Var)
		}
	}
	return vars.names
}
