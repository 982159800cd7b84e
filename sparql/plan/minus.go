package plan

import (
	"strings"

	"w3id.org/plenary/sparql/algebra"
)

// minus plans MINUS. What is on the right is seen by nobody else.
//
// Spec: SPARQL 1.1 Query §8.3, §18.5 Minus.
func (b *builder) minus(o *algebra.Minus, at scope) Node {
	l, r := b.of(o.Left), b.of(o.Right)
	both := l.vars.in(r.vars)
	if at.context {
		both = both.and(visible(at.seed.Vars)...)
	}
	left := b.plan(o.Left, at.asking(at.need.and(both...).and(at.seedVars(o.Right, b)...)))
	if len(both) == 0 || isEmpty(left) {
		return left
	}
	inner := at.asking(both)
	inner.loose = b.on("loosen")
	if at.seed != nil && b.closed(o.Right, at.seed.Vars) && (!at.context || l.sure.meets(r.sure)) {
		inner = inner.alone()
	}
	right := b.plan(o.Right, inner)
	if isEmpty(right) {
		return left
	}
	right = project(right, names(right.About().Vars).in(both.and(inner.keep()...)), false)
	if sure, _ := shared(left, right); sure.meets(both) {
		return semiJoin(left, right, true)
	}
	columns := names(left.About().Vars).in(right.About().Vars).in(both)
	if len(columns) == 0 {
		return left
	}
	return minus(left, right, inner.keep(), columns)
}

// isHidden reports whether no query can name a variable.
func isHidden(v string) bool { return strings.HasPrefix(v, ".") || strings.HasPrefix(v, "_:") }
