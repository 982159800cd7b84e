package plan

import (
	"slices"

	"w3id.org/plenary/sparql/algebra"
)

// computed binds the argument of an aggregate before rows are grouped, where it is
// a number: it is then computed on as many cores as rows are read on, and most
// numbers are their own IDs.
func (b *builder) computed(input Node, arg algebra.Expr) (Node, algebra.Expr) {
	call, ok := arg.(*algebra.Call)
	if !ok || !b.on("compute") || !slices.Contains(numbers, call.Name) {
		return input, arg
	}
	v := b.variable("arg")
	return extend(input, v, arg), algebra.Var(v)
}

// numbers are the functions and operators whose results are numbers, most of them
// small.
var numbers = []string{
	"+", "-", "*", "/", "unary -", "ABS", "CEIL", "FLOOR", "ROUND", "STRLEN", "YEAR", "MONTH", "DAY", "HOURS", "MINUTES", "SECONDS",
}
