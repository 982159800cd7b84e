package oracle

import (
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/syntax"
)

// value returns expr(μ, D, G), the zero Term for an error. Where μ is one of a
// list, number is its place.
//
// Spec: §17 Expressions and Testing Values.
func (e evaluation) value(x syntax.Expr, mu Solution, number int) rdf.Term {
	t, _ := e.evaluate(x, mu, number).Term()
	return t
}

// holds reports whether EBV(expr(μ, D, G)) is true.
func (e evaluation) holds(x syntax.Expr, mu Solution, number int) bool {
	value, ok := e.evaluate(x, mu, number).EBV()
	return value && ok
}

func (e evaluation) evaluate(x syntax.Expr, mu Solution, number int) expr.Value {
	e.step()
	var r row
	slot := func(name string) (int, bool) {
		r = append(r, mu[name])
		return len(r) - 1, true
	}
	f, err := expr.Compile(e.operand(x, mu), slot, expr.Options{Base: e.base})
	if err != nil {
		e.stop(err)
	}
	env := expr.Env{Row: &r, Now: e.now, Seed: e.seed, Solution: e.solutions<<32 + uint64(number)}
	v := f(&env)
	if env.Err != nil {
		e.stop(env.Err)
	}
	return v
}

// row is the terms of a solution by slot.
type row []rdf.Term

func (r *row) Value(slot int) expr.Value { return expr.Of((*r)[slot]) }

// operand returns an expression in which each EXISTS is its value for μ, and
// each aggregate the variable that has it.
func (e evaluation) operand(x syntax.Expr, mu Solution) algebra.Expr {
	switch x := x.(type) {
	case *syntax.Var:
		return algebra.Var(x.Name)
	case *syntax.Constant:
		return algebra.Constant{Term: x.Term}
	case *syntax.Exists:
		t, _ := expr.Bool(e.exists(x.Group, mu) != x.Not).Term()
		return algebra.Constant{Term: t}
	case *syntax.Aggregate:
		return algebra.Var(e.aggregates[x])
	}
	call := x.(*syntax.Call)
	out := &algebra.Call{Name: call.Name, IRI: call.IRI}
	for _, arg := range call.Args {
		out.Args = append(out.Args, e.operand(arg, mu))
	}
	return out
}

// exists reports whether eval(D(G), A, μ) is not empty: the solution for which
// it is asked is the context of the pattern.
//
// Spec: §17.4.1.4 NOT EXISTS and EXISTS.
func (e evaluation) exists(g *syntax.Group, mu Solution) bool {
	e.context = mu.visible()
	return len(e.group(g)) > 0
}

// call applies a function of SPARQL to terms.
func (e evaluation) call(name string, args ...rdf.Term) rdf.Term {
	x := &syntax.Call{Name: name}
	mu := Solution{}
	for i, t := range args {
		v := string(rune('a' + i))
		if !t.IsZero() {
			mu[v] = t
		}
		x.Args = append(x.Args, &syntax.Var{Name: v})
	}
	return e.value(x, mu, 0)
}
