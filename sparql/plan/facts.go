package plan

import (
	"slices"

	"w3id.org/plenary/sparql/algebra"
)

// facts are what is known of the solutions of a pattern before it is planned.
type facts struct {
	vars names // variables that they may bind
	sure names // variables that all of them bind
	uses names // those that stand in it, in expressions and inside subqueries too
}

// of returns the facts of a pattern.
func (b *builder) of(op algebra.Op) facts {
	if known, ok := b.facts[op]; ok {
		return known
	}
	f := b.find(op)
	b.facts[op] = f
	return f
}

func (b *builder) find(op algebra.Op) (f facts) {
	switch o := op.(type) {
	case *algebra.BGP:
		var vars collected
		for _, t := range o.Patterns {
			vars.add(tripleVars(t)...)
		}
		return facts{vars.names, vars.names, vars.names}
	case *algebra.Path:
		f.vars = names(nodeVars(o.S)).and(nodeVars(o.O)...)
		return facts{f.vars, f.vars, f.vars}
	case *algebra.Join:
		return b.ofJoin(joined(o))
	case *algebra.LeftJoin:
		l, r := b.of(o.Left), b.of(o.Right)
		return facts{l.vars.and(r.vars...), l.sure, l.uses.and(r.uses...).and(b.exprVars(o.Expr)...)}
	case *algebra.Filter:
		f = b.of(o.Input)
		f.sure = f.sure.and(required(o.Expr, true).in(f.vars)...)
		f.uses = f.uses.and(b.exprVars(o.Expr)...)
		return f
	case *algebra.Union:
		return b.ofUnion(branches(o))
	case *algebra.Graph:
		f = b.of(o.Input)
		v := nodeVars(o.Name)
		return facts{f.vars.and(v...), f.sure.and(v...), f.uses.and(v...)}
	case *algebra.Extend:
		return b.ofExtend(o)
	case *algebra.Minus:
		l, r := b.of(o.Left), b.of(o.Right)
		return facts{l.vars, l.sure, l.uses.and(r.uses...)}
	case *algebra.Values:
		return ofValues(o)
	case *algebra.Service:
		f.vars = b.of(o.Input).vars.and(nodeVars(o.Name)...)
		return facts{f.vars, nil, f.vars}
	}
	return b.ofSelection(op)
}

// ofSelection returns the facts of what subqueries are made of.
func (b *builder) ofSelection(op algebra.Op) (f facts) {
	switch o := op.(type) {
	case *algebra.Group:
		return b.ofGroup(o)
	case *algebra.Project:
		f = b.of(o.Input)
		return facts{o.Vars, names(o.Vars).in(f.sure), f.uses.and(o.Vars...)}
	case *algebra.OrderBy:
		f = b.of(o.Input)
		uses := collected{names: slices.Clone(f.uses)}
		for _, c := range o.Conditions {
			uses.add(b.exprVars(c.Expr)...)
		}
		f.uses = uses.names
		return f
	case *algebra.Distinct:
		return b.of(o.Input)
	case *algebra.Reduced:
		return b.of(o.Input)
	}
	return b.of(op.(*algebra.Slice).Input)
}

func (b *builder) ofJoin(all []algebra.Op) facts {
	var vars, sure, uses collected
	for _, part := range all {
		f := b.of(part)
		vars.add(f.vars...)
		sure.add(f.sure...)
		uses.add(f.uses...)
	}
	return facts{vars.names, sure.names, uses.names}
}

func (b *builder) ofUnion(all []algebra.Op) facts {
	var vars, uses collected
	sure := b.of(all[0]).sure
	for _, branch := range all {
		f := b.of(branch)
		vars.add(f.vars...)
		sure = sure.in(f.sure)
		uses.add(f.uses...)
	}
	return facts{vars.names, sure, uses.names}
}

func (b *builder) ofExtend(o *algebra.Extend) facts {
	f := b.of(o.Input)
	out := facts{f.vars.and(o.Var), f.sure, f.uses.and(o.Var).and(b.exprVars(o.Expr)...)}
	if always(o.Expr, f.sure) {
		out.sure = f.sure.and(o.Var)
	}
	return out
}

// always reports whether an expression has a value whenever variables have.
func always(e algebra.Expr, sure names) bool {
	switch e := e.(type) {
	case algebra.Var:
		return sure.has(string(e))
	case algebra.Constant:
		return !e.Term.IsZero()
	}
	return false
}

func (b *builder) ofGroup(o *algebra.Group) facts {
	in := b.of(o.Input)
	has := in.sure.finder(len(o.Keys))
	var vars, sure collected
	for _, k := range o.Keys {
		if k.Var == "" {
			continue
		}
		vars.add(k.Var)
		if k.Expr == nil && has(k.Var) || k.Expr != nil && always(k.Expr, in.sure) {
			sure.add(k.Var)
		}
	}
	for _, a := range o.Aggregates {
		vars.add(a.Var)
		if a.Name == "COUNT" {
			sure.add(a.Var)
		}
	}
	uses := collected{names: in.uses.and(vars.names...)}
	for _, e := range exprs(o) {
		uses.add(b.exprVars(e)...)
	}
	return facts{vars.names, sure.names, uses.names}
}

func ofValues(o *algebra.Values) facts {
	var vars, sure collected
	for i, v := range o.Vars {
		vars.add(v)
		bound := true
		for _, row := range o.Rows {
			bound = bound && !row[i].IsZero()
		}
		if bound {
			sure.add(v)
		}
	}
	return facts{vars.names, sure.names, vars.names}
}

// joined returns the parts of joins of joins, from left to right.
func joined(op algebra.Op) (parts []algebra.Op) {
	for {
		j, ok := op.(*algebra.Join)
		if !ok {
			break
		}
		right := joined(j.Right)
		slices.Reverse(right)
		parts = append(parts, right...)
		op = j.Left
	}
	parts = append(parts, op)
	slices.Reverse(parts)
	return parts
}

// branches returns the parts of unions of unions, from left to right.
func branches(op algebra.Op) (parts []algebra.Op) {
	for {
		u, ok := op.(*algebra.Union)
		if !ok {
			break
		}
		right := branches(u.Right)
		slices.Reverse(right)
		parts = append(parts, right...)
		op = u.Left
	}
	parts = append(parts, op)
	slices.Reverse(parts)
	return parts
}

func nodeVars(n algebra.Node) []string {
	switch {
	case n.Var != "":
		return []string{n.Var}
	case n.Triple != nil:
		return tripleVars(*n.Triple)
	}
	return nil
}

func tripleVars(t algebra.TriplePattern) names {
	return names(nodeVars(t.S)).and(nodeVars(t.P)...).and(nodeVars(t.O)...)
}
