package expr

import (
	"math"
	"strconv"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
)

// A Value is an operand: a term, a value computed from terms, or no value. The
// zero Value is none: an expression error, or an unbound variable.
//
// A Value is 48 bytes and never changes. It refers to the string of its term;
// see rdf.Term.Clone.
//
// Spec: SPARQL 1.2 Query §17.1 Operand Data Types.
type Value struct {
	term  rdf.Term // zero of a computed value whose text has not been asked for
	num   int64    // 0 or 1; an integer; an unscaled decimal; the bits of a double or float
	wide  *wide    // what num cannot hold; nil for a time or duration that is still to be read from term
	kind  kind
	scale uint16 // of a decimal in num
}

// wide is a decimal of any size, a time or a duration.
type wide struct {
	decimal  xsd.Decimal
	time     xsd.DateTime
	duration xsd.Duration
}

// Of returns the value of a term. It decodes nothing yet.
func Of(t rdf.Term) Value {
	if t.IsZero() {
		return Value{}
	}
	return Value{term: t, kind: undecoded}
}

// Int returns an xsd:integer.
func Int(n int64) Value { return Value{num: n, kind: integer} }

// Bool returns an xsd:boolean.
func Bool(b bool) Value {
	if b {
		return Value{num: 1, kind: boolean}
	}
	return Value{kind: boolean}
}

// String returns an xsd:string.
func String(s string) Value { return Value{term: rdf.String(s), kind: stringLiteral} }

// IRI returns an IRI, which is not checked.
func IRI(s string) Value { return Value{term: rdf.IRI(s), kind: iri} }

// Double returns an xsd:double.
func Double(f float64) Value { return Value{num: int64(math.Float64bits(f)), kind: double} }

// Float returns an xsd:float, f rounded to a float32.
func Float(f float64) Value {
	return Value{num: int64(math.Float64bits(float64(float32(f)))), kind: float}
}

// Decimal returns an xsd:decimal.
func Decimal(d xsd.Decimal) Value { return exact(d, decimal) }

// DateTime returns an xsd:dateTime.
func DateTime(t xsd.DateTime) Value { return Value{wide: &wide{time: t}, kind: dateTime} }

// exact returns a decimal or an integer.
func exact(d xsd.Decimal, k kind) Value {
	if n, scale, ok := d.Scaled(); ok {
		return Value{num: n, scale: uint16(scale), kind: k}
	}
	return Value{wide: &wide{decimal: d}, kind: k}
}

var (
	trueTerm  = rdf.Literal("true", xsd.Namespace+"boolean")
	falseTerm = rdf.Literal("false", xsd.Namespace+"boolean")
)

// IsError reports whether there is no value.
func (v Value) IsError() bool { return v.kind == none }

// Term returns the term: the very one that was given to Of, or of a computed
// value its canonical one; ok is false of an error.
//
// Cost: one allocation for a computed number, time or duration.
func (v Value) Term() (t rdf.Term, ok bool) {
	switch {
	case v.kind == none || !v.term.IsZero():
		return v.term, v.kind != none
	case v.kind == boolean && v.num != 0:
		return trueTerm, true
	case v.kind == boolean:
		return falseTerm, true
	}
	return prototypes[v.kind].WithLexical(v.canonical()), true
}

// canonical returns the canonical lexical form of a value of a known datatype.
func (v *Value) canonical() string {
	switch v.kind {
	case boolean:
		return strconv.FormatBool(v.num != 0)
	case integer, decimal:
		return v.decimal().String()
	case double:
		return xsd.FormatDouble(v.float64())
	case float:
		return xsd.FormatFloat(v.float64())
	case duration, dayTimeDuration, yearMonthDuration:
		d, _ := v.duration()
		if v.kind == yearMonthDuration {
			return d.YearMonthString()
		}
		return d.String()
	case stringLiteral, langString:
		return v.term.Value()
	}
	t, _ := v.time()
	return t.String()
}

// isSmall reports whether num is an integer.
func (v *Value) isSmall() bool { return v.kind == integer && v.wide == nil }

// Int64 returns the number of an xsd:integer or a datatype derived from it, ok
// being false where it does not fit or is none.
func (v Value) Int64() (n int64, ok bool) {
	v = v.decoded()
	return v.num, v.isSmall()
}

// EBV returns the effective boolean value; ok is false where there is none.
//
// Spec: SPARQL 1.2 Query §17.2.3 Effective Boolean Value.
func (v Value) EBV() (value, ok bool) {
	switch v = v.decoded(); v.kind {
	case boolean:
		return v.num != 0, true
	case stringLiteral:
		return v.term.Value() != "", true
	case integer, decimal:
		return v.num != 0 || v.wide != nil, true
	case double, float:
		f := v.float64()
		return f != 0 && f == f, true
	}
	return false, false
}

// decimal returns the number of an integer or decimal.
func (v *Value) decimal() xsd.Decimal {
	if v.wide != nil {
		return v.wide.decimal
	}
	return xsd.Scaled(v.num, int(v.scale))
}

// float64 returns a number as the nearest double.
func (v *Value) float64() float64 {
	switch {
	case v.kind == double || v.kind == float:
		return math.Float64frombits(uint64(v.num))
	case v.kind == integer && v.wide == nil:
		return float64(v.num)
	}
	return v.decimal().Float64()
}

// float32 returns a number as the nearest float.
func (v *Value) float32() float64 { return float64(float32(v.float64())) }

// time returns the value of a time literal, false where it is ill-typed.
func (v *Value) time() (xsd.DateTime, bool) {
	if v.wide != nil {
		return v.wide.time, true
	}
	return xsd.ParseDateTime(v.kind.name(), v.term.Value())
}

// duration returns that of a duration likewise.
func (v *Value) duration() (xsd.Duration, bool) {
	if v.wide != nil {
		return v.wide.duration, true
	}
	return xsd.ParseDuration(v.kind.name(), v.term.Value())
}
