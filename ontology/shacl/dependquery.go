package shacl

import (
	"w3id.org/plenary/sparql/algebra"
)

// A match is a pattern of a query where a changed triple matters, with what must
// match beside it for it to matter.
type match struct {
	pattern link
	beside  []link
	opaque  bool // it is in a subquery, whose variables are its own
}

// A link is a triple pattern or path pattern.
type link struct {
	s, o algebra.Node
	path *Path // nil for a variable as predicate, or a path that cannot be walked
}

// matches returns the patterns of a query. For each $this its solutions depend on
// nothing else.
func matches(op algebra.Op) (all []match) {
	add := func(m match) { all = append(all, m) }
	pattern, beside := grouped(op)
	collect(pattern, nil, false, add)
	for _, e := range beside {
		collectExpr(e, nil, true, add)
	}
	return all
}

// collect calls yield for each pattern of op. A solution of op counts only beside
// solutions of the links.
func collect(op algebra.Op, beside []link, opaque bool, yield func(match)) {
	switch o := op.(type) {
	case *algebra.BGP, *algebra.Path:
		own := required(op)
		for _, l := range own {
			yield(match{l, join(beside, own), opaque})
		}
	case *algebra.Join:
		collect(o.Left, join(beside, required(o.Right)), opaque, yield)
		collect(o.Right, join(beside, required(o.Left)), opaque, yield)
	case *algebra.LeftJoin:
		collect(o.Left, beside, opaque, yield)
		collect(o.Right, join(beside, required(o.Left)), opaque, yield)
		collectExpr(o.Expr, join(beside, join(required(o.Left), required(o.Right))), opaque, yield)
	case *algebra.Union:
		collect(o.Left, beside, opaque, yield)
		collect(o.Right, beside, opaque, yield)
	case *algebra.Filter:
		collect(o.Input, beside, opaque, yield)
		collectExpr(o.Expr, join(beside, required(o.Input)), opaque, yield)
	case *algebra.Extend:
		collect(o.Input, beside, opaque, yield)
		collectExpr(o.Expr, join(beside, required(o.Input)), opaque, yield)
	case *algebra.Graph:
		collect(o.Input, beside, opaque, yield)
	case *algebra.Minus:
		collect(o.Left, beside, true, yield)
		collect(o.Right, beside, true, yield)
	default:
		collectModifier(op, yield)
	}
}

// collectModifier is collect of what is made of subqueries, all of which is opaque.
func collectModifier(op algebra.Op, yield func(match)) {
	switch o := op.(type) {
	case *algebra.Group:
		collect(o.Input, nil, true, yield)
		for _, k := range o.Keys {
			collectExpr(k.Expr, nil, true, yield)
		}
		for _, a := range o.Aggregates {
			collectExpr(a.Arg, nil, true, yield)
		}
	case *algebra.OrderBy:
		collect(o.Input, nil, true, yield)
		for _, c := range o.Conditions {
			collectExpr(c.Expr, nil, true, yield)
		}
	case *algebra.Project:
		collect(o.Input, nil, true, yield)
	case *algebra.Distinct:
		collect(o.Input, nil, true, yield)
	case *algebra.Reduced:
		collect(o.Input, nil, true, yield)
	case *algebra.Slice:
		collect(o.Input, nil, true, yield)
	}
}

func collectExpr(e algebra.Expr, beside []link, opaque bool, yield func(match)) {
	switch e := e.(type) {
	case *algebra.Exists:
		collect(e.Input, beside, opaque, yield)
	case *algebra.Call:
		for _, arg := range e.Args {
			collectExpr(arg, beside, opaque, yield)
		}
	}
}

// join returns links of both.
func join(a, b []link) []link { return append(a[:len(a):len(a)], b...) }

// required returns links that match in every solution of op.
func required(op algebra.Op) (all []link) {
	switch o := op.(type) {
	case *algebra.BGP:
		for _, t := range o.Patterns {
			l := link{s: t.S, o: t.O}
			if t.P.Term.IsIRI() {
				l.path = &Path{IRI: t.P.Term.Value()}
			}
			all = append(all, l)
		}
	case *algebra.Path:
		all = append(all, link{o.S, o.O, pathOf(o.Path)})
	case *algebra.Join:
		return join(required(o.Left), required(o.Right))
	case *algebra.LeftJoin:
		return required(o.Left)
	case *algebra.Filter:
		return required(o.Input)
	case *algebra.Extend:
		return required(o.Input)
	case *algebra.Graph:
		return required(o.Input)
	}
	return all
}

// pathOf returns the path of a query, nil for one with a negated property set.
func pathOf(e algebra.PathExpr) *Path {
	of := func(kind PathKind, parts ...algebra.PathExpr) *Path {
		p := &Path{Kind: kind}
		for _, part := range parts {
			inner := pathOf(part)
			if inner == nil {
				return nil
			}
			p.Parts = append(p.Parts, *inner)
		}
		return p
	}
	switch e := e.(type) {
	case algebra.Link:
		return &Path{IRI: e.IRI}
	case algebra.Inv:
		return of(InversePath, e.Path)
	case algebra.Seq:
		return of(SequencePath, e.First, e.Then)
	case algebra.Alt:
		return of(AlternativePath, e.Either, e.Or)
	case algebra.Repeat:
		return of(map[byte]PathKind{'?': ZeroOrOnePath, '*': ZeroOrMorePath, '+': OneOrMorePath}[e.Mark], e.Path)
	}
	return nil
}

// grouped returns the pattern that the solutions of a query are made of, and the
// expressions that select, order and group these.
func grouped(op algebra.Op) (pattern algebra.Op, beside []algebra.Expr) {
	found, exprs := op, []algebra.Expr(nil)
	for {
		switch o := op.(type) {
		case *algebra.Project:
			op = o.Input
		case *algebra.Distinct:
			op = o.Input
		case *algebra.Reduced:
			op = o.Input
		case *algebra.Slice:
			op = o.Input
		case *algebra.OrderBy:
			for _, c := range o.Conditions {
				beside = append(beside, c.Expr)
			}
			op = o.Input
		case *algebra.Filter: // HAVING, if a group comes
			exprs = append(exprs, o.Expr)
			op = o.Input
			continue
		case *algebra.Extend:
			exprs = append(exprs, o.Expr)
			op = o.Input
			continue
		case *algebra.Group:
			for _, k := range o.Keys {
				exprs = append(exprs, k.Expr)
			}
			for _, a := range o.Aggregates {
				exprs = append(exprs, a.Arg)
			}
			return o.Input, append(beside, exprs...)
		default:
			return found, beside
		}
		if len(exprs) == 0 {
			found = op
		}
	}
}
