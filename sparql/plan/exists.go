package plan

import (
	"slices"

	"w3id.org/plenary/sparql/algebra"
)

// hasExists reports whether a pattern stands in an expression.
func hasExists(e algebra.Expr) bool {
	switch e := e.(type) {
	case *algebra.Exists:
		return true
	case *algebra.Call:
		return slices.ContainsFunc(e.Args, hasExists)
	}
	return false
}

// asExists returns the pattern that an expression asks for, or not.
func asExists(e algebra.Expr) (x *algebra.Exists, not, ok bool) {
	switch e := e.(type) {
	case *algebra.Exists:
		return e, e.Not, true
	case *algebra.Call:
		if e.Name == "!" {
			x, not, ok = asExists(e.Args[0])
			return x, !not, ok
		}
	}
	return nil, false, false
}

// filter keeps the rows for which an expression holds. Patterns in it are over
// graphs.
func (b *builder) filter(input Node, e algebra.Expr, graphs Graphs) Node {
	if isEmpty(input) {
		return input
	}
	if x, not, ok := asExists(e); ok {
		return b.exists(input, x, not, graphs)
	}
	input, e = b.mark(input, e, graphs)
	return filter(input, e)
}

// exists keeps the rows for which a pattern has a solution, or has none.
//
// Spec: SPARQL 1.2 Query §18.6 Evaluation of ContextSolution.
func (b *builder) exists(input Node, x *algebra.Exists, not bool, graphs Graphs) Node {
	at := scope{graphs: graphs, loose: b.on("loosen")}
	in := input.About()
	f := b.of(x.Input)
	both := f.uses.in(in.Vars)
	if b.apart(x, in, both) && !b.cheaperAfter(input, x.Input, at) {
		right := b.plan(x.Input, at.asking(both.in(f.vars)))
		if isEmpty(right) {
			return decided(input, not)
		}
		return semiJoin(input, right, not)
	}
	mode := Semi
	if not {
		mode = Anti
	}
	seed, right := b.correlated(input, x, at)
	if isEmpty(right) {
		return decided(input, not)
	}
	return b.apply(input, right, seed, mode, "")
}

func decided(input Node, all bool) Node {
	if all {
		return input
	}
	return empty(*input.About())
}

// correlated plans a pattern in the context of the rows of the input.
func (b *builder) correlated(input Node, x *algebra.Exists, at scope) (*Seed, Node) {
	vars := b.of(x.Input).uses
	if has(x.Input, isMinus) {
		vars = vars.and(visible(input.About().Vars)...)
	}
	at.seed = b.seed(input, vars.and(at.keep()...))
	at.context = true
	return at.seed, b.plan(x.Input, at)
}

// mark binds variables to whether the patterns in an expression have solutions,
// and puts them in their place.
func (b *builder) mark(input Node, e algebra.Expr, graphs Graphs) (Node, algebra.Expr) {
	switch e := e.(type) {
	case *algebra.Exists:
		v := b.variable("exists")
		seed, right := b.correlated(input, e, scope{graphs: graphs, loose: b.on("loosen")})
		var out algebra.Expr = algebra.Var(v)
		if e.Not {
			out = &algebra.Call{Name: "!", Args: []algebra.Expr{out}}
		}
		return b.apply(input, right, seed, Mark, v), out
	case *algebra.Call:
		if !hasExists(e) {
			return input, e
		}
		out := &algebra.Call{Name: e.Name, IRI: e.IRI}
		for _, arg := range e.Args {
			input, arg = b.mark(input, arg, graphs)
			out.Args = append(out.Args, arg)
		}
		return input, out
	}
	return input, e
}
