package plan

import (
	"slices"
	"strings"

	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/expr"
)

// fold tells whether a condition holds that looks at no variable; known is false
// for others and for those that are not the same each time.
func (b *builder) fold(e algebra.Expr) (holds, known bool) {
	if !b.on("fold") || !isConstant(e) {
		return false, false
	}
	f, err := expr.Compile(e, func(string) (int, bool) { return 0, false }, expr.Options{})
	if err != nil {
		return false, false
	}
	var env expr.Env
	holds, ok := f(&env).EBV()
	return holds && ok, env.Err == nil
}

// changing are functions that depend on more than their arguments.
var changing = []string{"NOW", "RAND", "UUID", "STRUUID", "BNODE", "IRI", "URI"}

func isConstant(e algebra.Expr) bool {
	switch e := e.(type) {
	case algebra.Constant:
		return true
	case *algebra.Call:
		if slices.Contains(changing, e.Name) || e.Name == "" && !strings.HasPrefix(e.IRI, xsd.Namespace) {
			return false
		}
		return !slices.ContainsFunc(e.Args, func(arg algebra.Expr) bool { return !isConstant(arg) })
	}
	return false
}
