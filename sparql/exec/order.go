package exec

import (
	"cmp"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/plan"
)

// orderIDs compares the terms of IDs as ORDER BY does: -1, 0 or 1. It is
// expr.Order, but that equal values are equal, so that the next condition counts,
// and that texts of the same characters come without a language first, then by
// language.
//
// Spec: SPARQL 1.1 Query §15.1 ORDER BY.
func orderIDs(t *plan.Terms, a, b graph.ID) int {
	if a == b || a == 0 || b == 0 {
		return cmp.Compare(a, b)
	}
	if kind := a.Inline(); kind != graph.NotInline && kind == b.Inline() {
		return cmp.Compare(a.InlineOrder(), b.InlineOrder())
	}
	if inOrder(t, a) && inOrder(t, b) && a.Kind() == b.Kind() {
		return cmp.Compare(a, b)
	}
	return orderValues(valueOf(t, a), valueOf(t, b))
}

// inOrder reports whether an ID is in the order of orderIDs among those of its
// kind for which it reports so.
func inOrder(t *plan.Terms, id graph.ID) bool {
	switch id.Kind() {
	case rdf.IRIKind, rdf.BlankNodeKind:
		return id.InOrder()
	}
	return t.Snapshot().IsText(id)
}

// orderValues is orderIDs for values.
func orderValues(a, b expr.Value) int {
	c := expr.Order(a, b)
	if c == 0 {
		return 0
	}
	x, _ := a.Term()
	y, _ := b.Term()
	if !x.IsLiteral() || !y.IsLiteral() {
		return c
	}
	if isText(x) && isText(y) {
		if x.Value() == y.Value() {
			return cmp.Or(strings.Compare(x.Lang(), y.Lang()), cmp.Compare(x.Direction(), y.Direction()))
		}
		return c
	}
	if equal, ok := expr.Equal(a, b); equal && ok || !ok && sameMoment(x, y) {
		return 0
	}
	return c
}

// sameMoment reports whether two times of one datatype are equal when those
// without a zone are in UTC.
func sameMoment(x, y rdf.Term) bool {
	name, ok := strings.CutPrefix(x.Datatype(), xsd.Namespace)
	if !ok || x.Datatype() != y.Datatype() {
		return false
	}
	t, okT := xsd.ParseDateTime(name, x.Value())
	u, okU := xsd.ParseDateTime(name, y.Value())
	if !okT || !okU {
		return false
	}
	c, _ := t.WithZone(0).Compare(u.WithZone(0))
	return c == 0
}

func isText(t rdf.Term) bool { return t.Lang() != "" || t.Datatype() == rdf.XSDString }
