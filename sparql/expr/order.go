package expr

import (
	"cmp"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
)

// Order is a total order for ORDER BY, MIN and MAX: -1, 0 or 1; 0 only for the
// same term.
//
// No value is before blank nodes, these before IRIs, literals and triple terms.
// IRIs and blank nodes are in the order of their characters. Literals come in
// these groups: numbers by exact value, NaN last; booleans; strings with and
// without a language by their characters; each datatype of times, those without
// a zone as in UTC; durations, a month as 30.436875 days; all others. Within a
// group literals of one value, and the others, are in the order of
// rdf.CompareTerms. Triple terms are in the order of their subjects, predicates
// and objects. Where < tells two values apart, Order agrees with it.
//
// Spec: SPARQL 1.2 Query §15.1 ORDER BY, which leaves open what < does.
func Order(a, b Value) int {
	a, b = a.orderable(), b.orderable()
	if a.isSmall() && b.isSmall() && a.num != b.num {
		return cmp.Compare(a.num, b.num)
	}
	g, h := a.group(), b.group()
	switch {
	case g != h:
		return cmp.Compare(g, h)
	case g == noGroup:
		return 0
	}
	if c := orderWithin(g, a, b); c != 0 {
		return c
	}
	return orderTerms(a, b)
}

// orderable is decoded, and has read a time.
func (v Value) orderable() Value {
	v = v.decoded()
	if v.kind().isTime() {
		return v.prepared()
	}
	return v
}

func orderTerms(a, b Value) int {
	x, _ := a.Term()
	y, _ := b.Term()
	return rdf.CompareTerms(x, y)
}

// group is what is ordered among itself.
type group uint8

const (
	noGroup group = iota
	blankNodes
	iris
	numbers
	booleans
	texts
	times       // and one for each datatype up to
	durations   = times + group(gDay-dateTime) + 1
	others      = durations + 1
	tripleTerms = others + 1
)

func (v Value) group() group {
	switch {
	case v.kind() == none:
		return noGroup
	case v.kind() == blankNode:
		return blankNodes
	case v.kind() == iri:
		return iris
	case v.kind() == tripleTerm:
		return tripleTerms
	case v.kind().isString():
		return texts
	case v.kind().isNumeric():
		return numbers
	case v.kind() == boolean:
		return booleans
	case !v.isWellTyped():
		return others
	case v.kind().isTime():
		return times + group(v.kind()-dateTime)
	}
	return durations
}

// orderWithin compares two of one group by value.
func orderWithin(g group, a, b Value) int {
	switch {
	case g == numbers:
		return orderNumbers(a, b)
	case g == booleans:
		return cmp.Compare(a.num, b.num)
	case g == texts:
		return strings.Compare(a.text(), b.text())
	case g == durations:
		return orderDurations(a, b)
	case g == tripleTerms:
		x, y := parts(a), parts(b)
		return cmp.Or(Order(x[0], y[0]), Order(x[1], y[1]), Order(x[2], y[2]))
	case times <= g && g < durations:
		return orderTimes(a, b)
	}
	return 0
}

func orderTimes(a, b Value) int {
	x, _, okA := a.instant()
	y, _, okB := b.instant()
	if okA && okB {
		return cmp.Compare(x, y)
	}
	t, _ := a.time()
	u, _ := b.time()
	c, _ := t.WithZone(0).Compare(u.WithZone(0))
	return c
}

// orderNumbers compares exactly: promotion to doubles would make numbers equal
// to one that are not equal to each other.
func orderNumbers(a, b Value) int {
	if a.kind() <= decimal && b.kind() <= decimal {
		return a.decimal().Cmp(b.decimal())
	}
	if a.isNaN() || b.isNaN() {
		return cmp.Compare(order(a.isNaN()), order(b.isNaN()))
	}
	x, y := a.float64(), b.float64()
	if x != y {
		return cmp.Compare(x, y) // rounding never reverses an order
	}
	d, finite := a.exactly()
	e, finiteToo := b.exactly()
	switch {
	case finite && finiteToo:
		return d.Cmp(e)
	case x > 0:
		return cmp.Compare(order(!finite), order(!finiteToo))
	}
	return cmp.Compare(order(finite), order(finiteToo))
}

// order puts false before true.
func order(b bool) int {
	if b {
		return 1
	}
	return 0
}

// exactly returns a number as a decimal, false for an infinity.
func (v Value) exactly() (xsd.Decimal, bool) {
	if v.kind() == integer || v.kind() == decimal {
		return v.decimal(), true
	}
	return xsd.FromFloat64(v.float64())
}

// monthSeconds is a twelfth of the mean year of the Gregorian calendar.
const monthSeconds = 2629746

func orderDurations(a, b Value) int {
	d, _ := a.duration()
	e, _ := b.duration()
	return estimate(d).Cmp(estimate(e))
}

func estimate(d xsd.Duration) xsd.Decimal {
	months, _ := xsd.Int(d.Months).Mul(xsd.Int(monthSeconds))
	sum, _ := months.Add(d.Seconds)
	return sum
}
