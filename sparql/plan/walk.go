package plan

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/algebra"
)

// inputs returns the patterns that a pattern is made of.
func inputs(op algebra.Op) []algebra.Op {
	switch o := op.(type) {
	case *algebra.Join:
		return joined(o)
	case *algebra.Union:
		return branches(o)
	case *algebra.LeftJoin:
		return []algebra.Op{o.Left, o.Right}
	case *algebra.Minus:
		return []algebra.Op{o.Left, o.Right}
	case *algebra.Filter:
		return []algebra.Op{o.Input}
	case *algebra.Graph:
		return []algebra.Op{o.Input}
	case *algebra.Extend:
		return []algebra.Op{o.Input}
	case *algebra.Group:
		return []algebra.Op{o.Input}
	case *algebra.Service:
		return []algebra.Op{o.Input}
	case *algebra.OrderBy:
		return []algebra.Op{o.Input}
	case *algebra.Project:
		return []algebra.Op{o.Input}
	case *algebra.Distinct:
		return []algebra.Op{o.Input}
	case *algebra.Reduced:
		return []algebra.Op{o.Input}
	case *algebra.Slice:
		return []algebra.Op{o.Input}
	}
	return nil
}

// exprs returns the expressions of an operator itself.
func exprs(op algebra.Op) (all []algebra.Expr) {
	switch o := op.(type) {
	case *algebra.LeftJoin:
		return conjuncts(o.Expr)
	case *algebra.Filter:
		return []algebra.Expr{o.Expr}
	case *algebra.Extend:
		return []algebra.Expr{o.Expr}
	case *algebra.OrderBy:
		for _, c := range o.Conditions {
			all = append(all, c.Expr)
		}
	case *algebra.Group:
		for _, k := range o.Keys {
			all = append(all, k.Expr)
		}
		for _, a := range o.Aggregates {
			all = append(all, a.Arg)
		}
	}
	return all
}

// has reports whether a pattern has a part of a kind anywhere.
func has(op algebra.Op, kind func(algebra.Op) bool) bool {
	return kind(op) || slices.ContainsFunc(exprs(op), func(e algebra.Expr) bool { return exprHas(e, kind) }) ||
		slices.ContainsFunc(inputs(op), func(in algebra.Op) bool { return has(in, kind) })
}

func exprHas(e algebra.Expr, kind func(algebra.Op) bool) bool {
	switch e := e.(type) {
	case *algebra.Call:
		return slices.ContainsFunc(e.Args, func(arg algebra.Expr) bool { return exprHas(arg, kind) })
	case *algebra.Exists:
		return has(e.Input, kind)
	}
	return false
}

func isMinus(op algebra.Op) bool {
	_, ok := op.(*algebra.Minus)
	return ok
}

// mentions reports whether a variable stands anywhere in a pattern, be it that
// nobody outside sees it.
func mentions(op algebra.Op, v string) bool {
	own := false
	switch o := op.(type) {
	case *algebra.BGP:
		own = slices.ContainsFunc(o.Patterns, func(t algebra.TriplePattern) bool { return tripleVars(t).has(v) })
	case *algebra.Path:
		own = names(nodeVars(o.S)).has(v) || names(nodeVars(o.O)).has(v)
	case *algebra.Values:
		own = slices.Contains(o.Vars, v)
	case *algebra.Graph:
		own = o.Name.Var == v
	case *algebra.Service:
		own = o.Name.Var == v
	case *algebra.Extend:
		own = o.Var == v
	case *algebra.Project:
		own = slices.Contains(o.Vars, v)
	case *algebra.Group:
		own = slices.ContainsFunc(o.Keys, func(k algebra.Key) bool { return k.Var == v })
	}
	return own || slices.ContainsFunc(exprs(op), func(e algebra.Expr) bool { return exprMentions(e, v) }) ||
		slices.ContainsFunc(inputs(op), func(in algebra.Op) bool { return mentions(in, v) })
}

func exprMentions(e algebra.Expr, v string) bool {
	switch e := e.(type) {
	case algebra.Var:
		return string(e) == v
	case *algebra.Call:
		return slices.ContainsFunc(e.Args, func(arg algebra.Expr) bool { return exprMentions(arg, v) })
	case *algebra.Exists:
		return mentions(e.Input, v)
	}
	return false
}

func contains(ids []graph.ID, id graph.ID) bool {
	_, ok := slices.BinarySearch(ids, id)
	return ok
}
