package expr

import (
	"math"

	"w3id.org/plenary/rdf/xsd"
)

// An operator is what an arithmetic operator does to numbers of one type.
type operator struct {
	integers func(a, b int64) (int64, bool) // nil, or false where it does not fit
	decimals func(a, b xsd.Decimal) (xsd.Decimal, bool)
	doubles  func(a, b float64) float64
}

var (
	adding      = operator{addInts, xsd.Decimal.Add, func(a, b float64) float64 { return a + b }}
	subtracting = operator{subInts, xsd.Decimal.Sub, func(a, b float64) float64 { return a - b }}
	multiplying = operator{mulInts, xsd.Decimal.Mul, func(a, b float64) float64 { return a * b }}
	dividing    = operator{nil, xsd.Decimal.Div, func(a, b float64) float64 { return a / b }}
)

// arithmetic has a path of its own for integers, as comparison.build.
func arithmetic(integers func(a, b int64) (int64, bool), values func(a, b Value) Value) func(*compiler, []node) Func {
	return func(_ *compiler, args []node) Func {
		left, right := args[0].eval, args[1].eval
		return func(env *Env) Value {
			a, b := left(env), right(env)
			if a.isSmall() && b.isSmall() {
				if n, ok := integers(a.num, b.num); ok {
					return Int(n)
				}
			}
			return values(a, b)
		}
	}
}

func addInts(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0)
}

func subInts(a, b int64) (int64, bool) {
	difference := a - b
	return difference, (difference < a) == (b > 0)
}

func mulInts(a, b int64) (int64, bool) {
	if small := int64(math.MaxInt32); -small <= a && a <= small && -small <= b && b <= small {
		return a * b, true
	}
	return 0, false
}

// numbers promotes two numbers to the wider of their types; none where either is
// no number, where a decimal is divided by zero or has too many digits.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §4.2.
func (o operator) numbers(a, b Value) Value {
	if o.integers != nil && a.isSmall() && b.isSmall() {
		if n, ok := o.integers(a.num, b.num); ok {
			return Int(n)
		}
	}
	if !a.kind().isNumeric() || !b.kind().isNumeric() {
		return Value{}
	}
	switch max(a.kind(), b.kind()) {
	case double:
		return Double(o.doubles(a.float64(), b.float64()))
	case float:
		return Float(o.doubles(a.float32(), b.float32()))
	case decimal:
		return o.exactly(a, b, decimal)
	}
	if o.integers == nil {
		return o.exactly(a, b, decimal) // integers divide to a decimal, SPARQL 1.1 §17.3
	}
	return o.exactly(a, b, integer)
}

func (o operator) exactly(a, b Value, k kind) Value {
	d, ok := o.decimals(a.decimal(), b.decimal())
	if !ok {
		return Value{}
	}
	return exact(d, k)
}

func add(a, b Value) Value {
	a, b = a.decoded(), b.decoded()
	switch {
	case a.kind().isTime():
		return later(a, b, xsd.Duration{}.Add)
	case b.kind().isTime():
		return later(b, a, xsd.Duration{}.Add)
	case a.kind().isDuration():
		return sumOf(a, b, xsd.Duration.Add)
	}
	return adding.numbers(a, b)
}

func subtract(a, b Value) Value {
	a, b = a.decoded(), b.decoded()
	switch {
	case a.kind().isTime() && b.kind().isTime():
		return between(a, b)
	case a.kind().isTime():
		return later(a, b, func(d xsd.Duration) (xsd.Duration, bool) { return d.Neg(), true })
	case a.kind().isDuration():
		return sumOf(a, b, func(d, e xsd.Duration) (xsd.Duration, bool) { return d.Add(e.Neg()) })
	}
	return subtracting.numbers(a, b)
}

func multiply(a, b Value) Value {
	a, b = a.decoded(), b.decoded()
	switch {
	case a.kind().isDuration():
		return scaled(a, b, xsd.Duration.Mul)
	case b.kind().isDuration():
		return scaled(b, a, xsd.Duration.Mul)
	}
	return multiplying.numbers(a, b)
}

func divide(a, b Value) Value {
	a, b = a.decoded(), b.decoded()
	switch {
	case a.kind().isDuration() && b.kind().isDuration():
		return ratio(a, b)
	case a.kind().isDuration():
		return scaled(a, b, xsd.Duration.Div)
	}
	return dividing.numbers(a, b)
}

// later returns a time a duration later, of which change makes another.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §9.7. It takes an
// xsd:duration of months and seconds too, as XSD 1.1 Part 2 §E.3.3 adds it.
func later(t, d Value, change func(xsd.Duration) (xsd.Duration, bool)) Value {
	if !d.kind().isDuration() || t.kind() > timeOfDay {
		return Value{}
	}
	start, ok := t.time()
	by, okBy := d.duration()
	by, fits := change(by)
	if !ok || !okBy || !fits || t.kind() == timeOfDay && by.Months != 0 {
		return Value{}
	}
	if start, ok = start.Add(by); !ok {
		return Value{}
	}
	return ofTime(t.kind(), start)
}

// between returns the xsd:dayTimeDuration from b to a, both dateTimes, dates or
// times. What has no zone counts as in UTC.
func between(a, b Value) Value {
	t, okT := a.time()
	u, okU := b.time()
	if a.kind() != b.kind() || a.kind() > timeOfDay || !okT || !okU {
		return Value{}
	}
	return ofDuration(t.Sub(u), dayTimeDuration)
}

func ofDuration(d xsd.Duration, k kind) Value { return ofWide(k, wide{duration: d}) }

// sumOf adds durations: of two of one type the sum is of that type too.
func sumOf(a, b Value, sum func(d, e xsd.Duration) (xsd.Duration, bool)) Value {
	if !b.kind().isDuration() {
		return Value{}
	}
	d, okD := a.duration()
	e, okE := b.duration()
	out, ok := sum(d, e)
	switch {
	case !okD || !okE || !ok:
		return Value{}
	case a.kind() != b.kind():
		return ofDuration(out, duration)
	}
	return ofDuration(out, a.kind())
}

// scaled multiplies or divides a duration by a number.
func scaled(a, by Value, scale func(xsd.Duration, xsd.Decimal) (xsd.Duration, bool)) Value {
	d, ok := a.duration()
	if !by.kind().isNumeric() || !ok {
		return Value{}
	}
	factor, finite := by.exactly()
	if d, ok = scale(d, factor); !ok || !finite {
		return Value{}
	}
	return ofDuration(d, a.kind())
}

// ratio divides durations that have only months or only seconds.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §8.4.5, §8.4.10.
func ratio(a, b Value) Value {
	d, okD := a.duration()
	e, okE := b.duration()
	if a.kind() != b.kind() || a.kind() == duration || !okD || !okE {
		return Value{}
	}
	quotient, ok := xsd.Int(d.Months).Div(xsd.Int(e.Months))
	if a.kind() == dayTimeDuration {
		quotient, ok = d.Seconds.Div(e.Seconds)
	}
	if !ok {
		return Value{}
	}
	return Decimal(quotient)
}
