package expr

import (
	"math"
	"strconv"
	"unsafe"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
)

// A Value is an operand: a term, a value computed from terms, or no value. The
// zero Value is none: an expression error, or an unbound variable.
//
// A Value is 32 bytes and never changes. It refers to the string of its term;
// see rdf.Term.Clone.
//
// Spec: SPARQL 1.2 Query §17.1 Operand Data Types.
type Value struct {
	// Four words are what the compiler keeps in registers: with more, passing a
	// value on takes longer than comparing it.
	data unsafe.Pointer // the bytes of the text of its term, or a *wide
	typ  rdf.Type       // of its term; zero of a computed value whose text has not been asked for
	num  int64          // 0 or 1; an integer; an unscaled decimal; the bits of a double or float; a time in milliseconds
	tag  uint64         // the kind, isWide, the scale of a decimal or the zone of a time in num, and the length of the text
}

// Where the parts of a tag are. The kind has the eight lowest bits.
const (
	isWide     = 1 << 8
	scaleShift = 9  // 14 bits
	textShift  = 23 // the rest
	scaleMask  = 1<<(textShift-scaleShift) - 1
)

// wide is what num cannot hold: a decimal of any size, a time finer than
// milliseconds or a duration. A duration without one is still to be read from
// the text, and so is a time without a zone in the tag, where 0 is not even
// unzoned.
type wide struct {
	text     string
	decimal  xsd.Decimal
	time     xsd.DateTime
	duration xsd.Duration
}

// of returns the value of a term of which only the kind is known.
func of(t rdf.Term, k kind) Value { return Value{tag: uint64(k)}.withTerm(t) }

// withTerm returns v as the value of a term.
func (v Value) withTerm(t rdf.Term) Value {
	v.typ = t.Type()
	if w := v.wide(); w != nil {
		v.data = unsafe.Pointer(&wide{t.Value(), w.decimal, w.time, w.duration})
		return v
	}
	text := t.Value()
	v.data = unsafe.Pointer(unsafe.StringData(text))
	v.tag = v.tag&(1<<textShift-1) | uint64(len(text))<<textShift
	return v
}

// ofWide returns a value that num cannot hold, without a text.
func ofWide(k kind, w wide) Value {
	return Value{tag: uint64(k) | isWide, data: unsafe.Pointer(&w)}
}

func (v Value) kind() kind { return kind(v.tag & 0xFF) }

// wide returns what num cannot hold, nil where it can.
func (v Value) wide() *wide {
	if v.tag&isWide == 0 {
		return nil
	}
	return (*wide)(v.data)
}

// term returns the term, zero of a computed value whose text has not been asked
// for.
func (v Value) term() rdf.Term { return v.typ.Term(v.text()) }

// text returns the text of the term.
func (v Value) text() string {
	if w := v.wide(); w != nil {
		return w.text
	}
	return unsafe.String((*byte)(v.data), v.tag>>textShift)
}

// hasTerm reports whether the term need not be made first.
func (v Value) hasTerm() bool { return v.typ != rdf.Type{} }

// Of returns the value of a term. It decodes nothing yet.
func Of(t rdf.Term) Value {
	if t.IsZero() {
		return Value{}
	}
	return of(t, undecoded)
}

// Int returns an xsd:integer.
func Int(n int64) Value { return Value{num: n, tag: uint64(integer)} }

// Bool returns an xsd:boolean.
func Bool(b bool) Value {
	if b {
		return Value{num: 1, tag: uint64(boolean)}
	}
	return Value{tag: uint64(boolean)}
}

// String returns an xsd:string.
func String(s string) Value { return of(rdf.String(s), stringLiteral) }

// IRI returns an IRI, which is not checked.
func IRI(s string) Value { return of(rdf.IRI(s), iri) }

// Double returns an xsd:double.
func Double(f float64) Value { return Value{num: int64(math.Float64bits(f)), tag: uint64(double)} }

// Float returns an xsd:float, f rounded to a float32.
func Float(f float64) Value {
	return Value{num: int64(math.Float64bits(float64(float32(f)))), tag: uint64(float)}
}

// Decimal returns an xsd:decimal.
func Decimal(d xsd.Decimal) Value { return exact(d, decimal) }

// DateTime returns an xsd:dateTime.
func DateTime(t xsd.DateTime) Value { return ofTime(dateTime, t) }

// exact returns a decimal or an integer.
func exact(d xsd.Decimal, k kind) Value {
	if n, scale, ok := d.Scaled(); ok {
		return Value{num: n, tag: uint64(k) | uint64(scale)<<scaleShift}
	}
	return ofWide(k, wide{decimal: d})
}

var (
	trueTerm  = rdf.Literal("true", xsd.Namespace+"boolean")
	falseTerm = rdf.Literal("false", xsd.Namespace+"boolean")
)

// IsError reports whether there is no value.
func (v Value) IsError() bool { return v.kind() == none }

// Term returns the term: the very one that was given to Of, or of a computed
// value its canonical one; ok is false of an error.
//
// Cost: one allocation for a computed number, time or duration.
func (v Value) Term() (t rdf.Term, ok bool) {
	switch {
	case v.kind() == none || v.hasTerm():
		return v.term(), v.kind() != none
	case v.kind() == boolean && v.num != 0:
		return trueTerm, true
	case v.kind() == boolean:
		return falseTerm, true
	}
	return prototypes[v.kind()].WithLexical(v.canonical()), true
}

// canonical returns the canonical lexical form of a value of a known datatype.
func (v Value) canonical() string {
	switch v.kind() {
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
		if v.kind() == yearMonthDuration {
			return d.YearMonthString()
		}
		return d.String()
	case stringLiteral, langString:
		return v.text()
	}
	t, _ := v.time()
	return t.String()
}

// isSmall reports whether num is an integer.
func (v Value) isSmall() bool { return v.tag&(isWide|0xFF) == uint64(integer) }

// Int64 returns the number of an xsd:integer or a datatype derived from it, ok
// being false where it does not fit or is none.
func (v Value) Int64() (n int64, ok bool) {
	v = v.decoded()
	return v.num, v.isSmall()
}

// Integer returns the number of an xsd:integer without a text of its own: its
// term is the canonical one, which need not be made.
func (v Value) Integer() (n int64, ok bool) { return v.num, v.isSmall() && !v.hasTerm() }

// Scaled returns the number of an xsd:decimal without a text of its own, likewise,
// as n × 10^-scale with the least scale.
func (v Value) Scaled() (n int64, scale int, ok bool) {
	return v.num, int(v.tag >> scaleShift & scaleMask), v.kind() == decimal && v.wide() == nil && !v.hasTerm()
}

// EBV returns the effective boolean value; ok is false where there is none.
//
// Spec: SPARQL 1.2 Query §17.2.3 Effective Boolean Value.
func (v Value) EBV() (value, ok bool) {
	switch v = v.decoded(); v.kind() {
	case boolean:
		return v.num != 0, true
	case stringLiteral:
		return v.text() != "", true
	case integer, decimal:
		return v.num != 0 || v.wide() != nil, true
	case double, float:
		f := v.float64()
		return f != 0 && f == f, true
	}
	return false, false
}

// decimal returns the number of an integer or decimal.
func (v Value) decimal() xsd.Decimal {
	if w := v.wide(); w != nil {
		return w.decimal
	}
	return xsd.Scaled(v.num, int(v.tag>>scaleShift&scaleMask))
}

// float64 returns a number as the nearest double.
func (v Value) float64() float64 {
	switch {
	case v.kind() == double || v.kind() == float:
		return math.Float64frombits(uint64(v.num))
	case v.isSmall():
		return float64(v.num)
	}
	return v.decimal().Float64()
}

// float32 returns a number as the nearest float.
func (v Value) float32() float64 { return float64(float32(v.float64())) }

// duration returns that of a duration likewise.
func (v Value) duration() (xsd.Duration, bool) {
	if w := v.wide(); w != nil {
		return w.duration, true
	}
	return xsd.ParseDuration(v.kind().name(), v.text())
}
