package plan

import (
	"slices"

	"w3id.org/plenary/sparql/algebra"
)

// A rule makes a pattern cheaper to evaluate. It has a file of its own.
type rule struct {
	name string
	// rewrite returns a pattern with the same solutions, the same one when the rule
	// has nothing to say. It is nil for rules that choose nodes.
	rewrite func(b *builder, op algebra.Op) algebra.Op
}

// rules are in the order in which they are tried.
var rules = []rule{
	{"require", (*builder).require},
	{"push", (*builder).push},
	{"lift", (*builder).lift},
	{"fold", nil},
	{"bind", nil},
	{"fix", nil},
	{"narrow", nil},
	{"lateral", nil},
	{"defer", nil},
	{"count", nil},
	{"compute", nil},
	{"loosen", nil},
	{"follow", nil},
	{"semijoin", nil},
	{"unite", nil},
}

// Rules returns the names of the rules that Options can switch off. A plan
// without a rule has the same solutions.
func Rules() (names []string) {
	for _, r := range rules {
		names = append(names, r.name)
	}
	return names
}

// rewrite applies the rules to a pattern, then to its parts.
func (b *builder) rewrite(op algebra.Op) algebra.Op {
	if b.ctx.Err() != nil {
		return op
	}
	for changed := true; changed; {
		op, changed = oneFilter(op), false
		for _, r := range rules {
			if r.rewrite == nil || !b.on(r.name) {
				continue
			}
			if out := r.rewrite(b, op); out != op {
				op, changed = out, true
			}
		}
	}
	return b.withInputs(op, b.rewrite)
}

// oneFilter makes filters of filters one.
func oneFilter(op algebra.Op) algebra.Op {
	var all []algebra.Expr
	for {
		f, ok := op.(*algebra.Filter)
		if !ok {
			break
		}
		all = append(all, f.Expr)
		op = f.Input
	}
	slices.Reverse(all)
	return withFilters(op, all)
}

// withInputs returns a pattern with other inputs, those of its expressions too.
func (b *builder) withInputs(op algebra.Op, f func(algebra.Op) algebra.Op) algebra.Op {
	switch o := op.(type) {
	case *algebra.Join:
		return combine(joined(o), f, func(l, r algebra.Op) algebra.Op { return &algebra.Join{Left: l, Right: r} })
	case *algebra.Union:
		return combine(branches(o), f, func(l, r algebra.Op) algebra.Op { return &algebra.Union{Left: l, Right: r} })
	case *algebra.LeftJoin:
		return &algebra.LeftJoin{Left: f(o.Left), Right: f(o.Right), Expr: b.withPatterns(o.Expr, f)}
	case *algebra.Minus:
		return &algebra.Minus{Left: f(o.Left), Right: f(o.Right)}
	case *algebra.Filter:
		return &algebra.Filter{Expr: b.withPatterns(o.Expr, f), Input: f(o.Input)}
	case *algebra.Graph:
		return &algebra.Graph{Name: o.Name, Input: f(o.Input)}
	case *algebra.Extend:
		return &algebra.Extend{Input: f(o.Input), Var: o.Var, Expr: b.withPatterns(o.Expr, f)}
	}
	return b.withInput(op, f)
}

// withInput is withInputs for what subqueries are made of.
func (b *builder) withInput(op algebra.Op, f func(algebra.Op) algebra.Op) algebra.Op {
	switch o := op.(type) {
	case *algebra.Group:
		g := &algebra.Group{Input: f(o.Input)}
		for _, k := range o.Keys {
			g.Keys = append(g.Keys, algebra.Key{Var: k.Var, Expr: b.withPatterns(k.Expr, f)})
		}
		for _, a := range o.Aggregates {
			a.Arg = b.withPatterns(a.Arg, f)
			g.Aggregates = append(g.Aggregates, a)
		}
		return g
	case *algebra.OrderBy:
		s := &algebra.OrderBy{Input: f(o.Input)}
		for _, c := range o.Conditions {
			s.Conditions = append(s.Conditions, algebra.Condition{Expr: b.withPatterns(c.Expr, f), Descending: c.Descending})
		}
		return s
	case *algebra.Project:
		return &algebra.Project{Vars: o.Vars, Input: f(o.Input)}
	case *algebra.Distinct:
		return &algebra.Distinct{Input: f(o.Input)}
	case *algebra.Reduced:
		return &algebra.Reduced{Input: f(o.Input)}
	case *algebra.Slice:
		return &algebra.Slice{Offset: o.Offset, Limit: o.Limit, Input: f(o.Input)}
	}
	return op
}

func combine(all []algebra.Op, f func(algebra.Op) algebra.Op, two func(l, r algebra.Op) algebra.Op) algebra.Op {
	out := f(all[0])
	for _, op := range all[1:] {
		out = two(out, f(op))
	}
	return out
}

// withPatterns returns an expression with other patterns in it.
func (b *builder) withPatterns(e algebra.Expr, f func(algebra.Op) algebra.Op) algebra.Expr {
	if !hasExists(e) {
		return e
	}
	switch e := e.(type) {
	case *algebra.Exists:
		b.contexts++
		defer func() { b.contexts-- }()
		return &algebra.Exists{Not: e.Not, Input: f(e.Input)}
	case *algebra.Call:
		out := &algebra.Call{Name: e.Name, IRI: e.IRI}
		for _, arg := range e.Args {
			out.Args = append(out.Args, b.withPatterns(arg, f))
		}
		return out
	}
	return e
}
