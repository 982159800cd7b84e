package shacl

import (
	"fmt"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/expr"
)

// A bound compares value nodes with a literal as the operators of SPARQL do.
//
// Spec: SHACL §4.3 Value Range Constraint Components.
type bound struct {
	value expr.Value
	term  rdf.Term
	words string
	in    func(order int) bool
}

// readBound returns what reads a bound of a component.
func (c *compiler) readBound(component named, words string, in func(order int) bool) func(*shape, rdf.Term) constraint {
	return func(s *shape, value rdf.Term) constraint {
		if !value.IsLiteral() {
			c.fail(s.node, Namespace+"m"+string(component[1:]), "%v is no literal", value)
		}
		return each{component, bound{expr.Of(value).Decoded(), value, words, in}}
	}
}

func (b bound) holds(e *evaluation, v graph.ID) (bool, error) {
	if e.kind(v) != rdf.LiteralKind {
		return false, nil
	}
	order, ok := expr.Compare(expr.Of(e.term(v)), b.value)
	return ok && order != expr.Unordered && b.in(order), nil
}

func (b bound) message() string { return fmt.Sprintf("is not %s %s", b.words, words(b.term)) }
