package expr

import (
	"math"

	"w3id.org/plenary/rdf/xsd"
)

// numeric applies the one of two functions that fits the type of a number. The
// result has that type, of an integer xsd:integer.
func numeric(v Value, decimals func(xsd.Decimal) xsd.Decimal, doubles func(float64) float64) Value {
	switch v = v.decoded(); v.kind() {
	case double:
		return Double(doubles(v.float64()))
	case float:
		return Float(doubles(v.float64()))
	case integer, decimal:
		return exact(decimals(v.decimal()), v.kind())
	}
	return Value{}
}

func same(d xsd.Decimal) xsd.Decimal { return d }

func plus(v Value) Value { return numeric(v, same, func(f float64) float64 { return f }) }

// minus negates a number or, beyond the specification, a duration.
func minus(v Value) Value {
	if v = v.decoded(); v.kind().isDuration() {
		if d, ok := v.duration(); ok {
			return ofDuration(d.Neg(), v.kind())
		}
	}
	return numeric(v, xsd.Decimal.Neg, func(f float64) float64 { return -f })
}

func abs(v Value) Value   { return numeric(v, xsd.Decimal.Abs, math.Abs) }
func ceil(v Value) Value  { return numeric(v, xsd.Decimal.Ceil, math.Ceil) }
func floor(v Value) Value { return numeric(v, xsd.Decimal.Floor, math.Floor) }
func round(v Value) Value { return numeric(v, xsd.Decimal.Round, roundFloat) }

// roundFloat rounds halves up, to -0 from -0.5 on.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §4.4.4.
func roundFloat(f float64) float64 {
	whole := math.Floor(f)
	if f-whole >= 0.5 { // f+0.5 would round
		whole++
	}
	return math.Copysign(whole, f)
}

func isNumeric(v Value) bool { return v.decoded().kind().isNumeric() }
