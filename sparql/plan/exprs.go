package plan

import (
	"strings"

	"w3id.org/plenary/sparql/algebra"
)

// exprVars returns the variables that an expression looks at.
func (b *builder) exprVars(e algebra.Expr) names {
	switch e := e.(type) {
	case algebra.Var:
		return names{string(e)}
	case *algebra.Call:
		var vars collected
		for _, arg := range e.Args {
			vars.add(b.exprVars(arg)...)
		}
		return vars.names
	case *algebra.Exists:
		return b.of(e.Input).uses
	}
	return nil
}

// sees returns the variables of a pattern that an expression over its solutions
// looks at. With MINUS inside EXISTS these are all: it takes away nothing where no
// variable is bound.
func (b *builder) sees(e algebra.Expr, op algebra.Op) names {
	vars := b.exprVars(e)
	if exprHas(e, isMinus) {
		vars = vars.and(visible(b.of(op).vars)...)
	}
	return vars
}

// conjuncts returns the parts of a conjunction.
func conjuncts(e algebra.Expr) []algebra.Expr {
	if e == nil {
		return nil
	}
	return operands("&&", e, nil)
}

// disjuncts returns the parts of a disjunction.
func disjuncts(e algebra.Expr) []algebra.Expr { return operands("||", e, nil) }

// operands appends the operands of an operator and of itself in these.
func operands(name string, e algebra.Expr, to []algebra.Expr) []algebra.Expr {
	call, ok := e.(*algebra.Call)
	if !ok || call.Name != name {
		return append(to, e)
	}
	for _, arg := range call.Args {
		to = operands(name, arg, to)
	}
	return to
}

// required returns variables without which an expression is an error, or with
// truth is not true.
//
// Spec: SPARQL 1.1 Query §17.2, §17.4.1.
func required(e algebra.Expr, truth bool) names {
	switch e := e.(type) {
	case algebra.Var:
		return names{string(e)}
	case *algebra.Call:
		return requiredOfCall(e, truth)
	}
	return nil
}

func requiredOfCall(e *algebra.Call, truth bool) names {
	switch e.Name {
	case "BOUND":
		if truth {
			return required(e.Args[0], false)
		}
		return nil
	case "&&":
		if truth {
			return requiredByAll(e.Args, true)
		}
		return requiredByAny(e.Args, false)
	case "||", "COALESCE":
		return requiredByAny(e.Args, truth && e.Name == "||")
	case "IF":
		return required(e.Args[0], false).and(requiredByAny(e.Args[1:], truth)...)
	case "IN", "NOT IN":
		if len(e.Args) > 1 {
			return required(e.Args[0], false)
		}
		return nil
	case "":
		if !strings.HasPrefix(e.IRI, "http://www.w3.org/2001/XMLSchema#") {
			return nil
		}
	}
	return requiredByAll(e.Args, false)
}

func requiredByAll(args []algebra.Expr, truth bool) names {
	var out collected
	for _, arg := range args {
		out.add(required(arg, truth)...)
	}
	return out.names
}

func requiredByAny(args []algebra.Expr, truth bool) (out names) {
	for i, arg := range args {
		if r := required(arg, truth); i == 0 {
			out = r
		} else {
			out = out.in(r)
		}
	}
	return out
}
