package expr

import (
	"cmp"
	"strings"
)

// Unordered is what Compare returns where a number is NaN: neither less, equal
// nor greater.
const Unordered = 2

// Compare compares as the operators <, =, > do: -1, 0, 1 or Unordered. ok is
// false for a type error.
//
// Numbers are promoted to the wider of their types, strings are compared by
// code point, false is before true. Times of one datatype are compared where one
// has a zone and the other none only if the 14 hours that this leaves open do not
// matter. Beyond the table of the specification there are dates, times and
// durations, as XPath has them.
//
// Spec: SPARQL 1.2 Query §17.3 Operator Mapping; XPath and XQuery Functions and
// Operators 3.1 §4.3, §8.2, §9.4.
func Compare(a, b Value) (c int, ok bool) {
	a, b = a.decoded(), b.decoded()
	switch {
	case a.isSmall() && b.isSmall():
		return cmp.Compare(a.num, b.num), true
	case a.kind().isNumeric() && b.kind().isNumeric():
		return compareNumbers(a, b), true
	case a.kind().isDuration() && b.kind().isDuration():
		return compareDurations(a, b)
	case a.kind() != b.kind():
		return 0, false
	case a.kind() == stringLiteral:
		return strings.Compare(a.text(), b.text()), true
	case a.kind() == boolean:
		return cmp.Compare(a.num, b.num), true
	case a.kind().isTime():
		return compareTimes(a, b)
	}
	return 0, false
}

func compareNumbers(a, b Value) int {
	x, y := 0.0, 0.0
	switch max(a.kind(), b.kind()) {
	case double:
		x, y = a.float64(), b.float64()
	case float:
		x, y = a.float32(), b.float32()
	default:
		return a.decimal().Cmp(b.decimal())
	}
	if x != x || y != y {
		return Unordered
	}
	return cmp.Compare(x, y)
}

func compareDurations(a, b Value) (c int, ok bool) {
	d, okD := a.duration()
	e, okE := b.duration()
	if !okD || !okE {
		return 0, false
	}
	return d.Compare(e)
}

// Equal compares as the operator = does; ok is false for an error, as where
// nothing is known of a datatype and the terms differ.
//
// Spec: SPARQL 1.2 Query §17.3 Operator Mapping.
func Equal(a, b Value) (eq, ok bool) {
	a, b = a.decoded(), b.decoded()
	switch {
	case a.kind() == none || b.kind() == none:
		return false, false
	case a.kind().isNumeric() && b.kind().isNumeric():
		c, _ := Compare(a, b)
		return c == 0, true
	case a.kind() == b.kind() && (a.kind() == stringLiteral || a.kind() == iri):
		return a.text() == b.text(), true
	case a.kind() == tripleTerm && b.kind() == tripleTerm:
		return equalTriples(a, b)
	case a.kind() == b.kind() && a.kind().isTime():
		if c, ok := compareTimes(a, b); ok {
			return c == 0, true
		}
	}
	return SameValue(a, b)
}

// equalTriples is true where all parts are equal, false where some are known not
// to be.
func equalTriples(a, b Value) (eq, ok bool) {
	eq, ok = true, true
	for i, part := range parts(a) {
		same, known := Equal(part, parts(b)[i])
		if known && !same {
			return false, true
		}
		ok = ok && known
	}
	return eq, ok
}

// parts returns subject, predicate and object of a triple term.
func parts(v Value) [3]Value {
	t, _ := v.term().Triple()
	return [3]Value{Of(t.S), Of(t.P), Of(t.O)}
}

// SameTerm reports whether both are the same term; ok is false where either is
// an error.
//
// Spec: SPARQL 1.2 Query §17.4.2.1 sameTerm.
func SameTerm(a, b Value) (same, ok bool) {
	x, okX := a.Term()
	y, okY := b.Term()
	return x == y, okX && okY
}

// SameValue reports whether both are the same element of a value space, which
// NaN is with itself; ok is false where that cannot be told.
//
// A language-tagged string is known to differ from any other literal, as the
// suite of SPARQL 1.0 has it, even from one that is ill-typed.
//
// Spec: SPARQL 1.2 Query §17.4.2.2 sameValue.
func SameValue(a, b Value) (same, ok bool) {
	a, b = a.decoded(), b.decoded()
	if same, ok = SameTerm(a, b); same || !ok {
		return same && ok, ok
	}
	if !a.kind().isLiteral() || !b.kind().isLiteral() {
		if a.kind() == tripleTerm && b.kind() == tripleTerm {
			return sameTriples(a, b)
		}
		return false, true
	}
	return sameLiterals(a, b)
}

func sameTriples(a, b Value) (same, ok bool) {
	same = true
	for i, part := range parts(a) {
		same1, ok1 := SameValue(part, parts(b)[i])
		if !ok1 {
			return false, false
		}
		same = same && same1
	}
	return same, true
}

// sameLiterals compares literals that are not the same term.
func sameLiterals(a, b Value) (same, ok bool) {
	switch {
	case a.kind() == langString || b.kind() == langString:
		return false, true
	case !a.isWellTyped() || !b.isWellTyped():
		return false, false
	case a.isNaN() || b.isNaN():
		return a.isNaN() && b.isNaN(), true
	case a.kind().space() != b.kind().space():
		return false, true
	}
	c, ok := Compare(a, b)
	if !ok && a.kind().isDuration() {
		return false, true // durations that are not comparable are not equal
	}
	return c == 0, ok
}

// isWellTyped reports whether a literal has a value that is known.
func (v Value) isWellTyped() bool {
	ok := true
	switch {
	case v.kind() == unknown || v.kind() == illTyped:
		return false
	case v.kind().isTime():
		_, ok = v.readTime()
	case v.kind().isDuration():
		_, ok = v.duration()
	}
	return ok
}

// space returns one kind for all that have values in common.
func (k kind) space() kind {
	switch {
	case k.isNumeric():
		return decimal
	case k.isDuration():
		return duration
	}
	return k
}
