package expr

import (
	"math"
	"strconv"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
)

// kind says what a value is. Literals of numbers and of times stand together.
type kind uint8

const (
	none      kind = iota
	undecoded      // a term whose kind has not been looked at
	blankNode
	iri
	tripleTerm
	unknown  // a literal of a datatype that has no meaning here
	illTyped // a literal outside the lexical space of its datatype
	stringLiteral
	langString // with or without a base direction
	boolean
	integer // and what is derived from it
	decimal
	float
	double
	dateTime
	date
	timeOfDay
	gYear
	gYearMonth
	gMonth
	gMonthDay
	gDay
	duration
	yearMonthDuration
	dayTimeDuration
)

// names are those of the datatypes without their namespace.
var names = [...]string{
	boolean: "boolean", integer: "integer", decimal: "decimal", float: "float", double: "double",
	dateTime: "dateTime", date: "date", timeOfDay: "time", gYear: "gYear", gYearMonth: "gYearMonth", gMonth: "gMonth", gMonthDay: "gMonthDay", gDay: "gDay",
	duration: "duration", yearMonthDuration: "yearMonthDuration", dayTimeDuration: "dayTimeDuration",
}

func (k kind) name() string { return names[k] }

func (k kind) isNumeric() bool  { return integer <= k && k <= double }
func (k kind) isTime() bool     { return dateTime <= k && k <= gDay }
func (k kind) isDuration() bool { return duration <= k && k <= dayTimeDuration }
func (k kind) isString() bool   { return k == stringLiteral || k == langString }
func (k kind) isLiteral() bool  { return k >= unknown }

// prototypes are literals of the datatypes, to make others of.
var prototypes = func() (terms [len(names)]rdf.Term) {
	for k := boolean; int(k) < len(names); k++ {
		terms[k] = rdf.Literal("", xsd.Namespace+names[k])
	}
	return terms
}()

// A datatype is one whose literals have values.
type datatype struct {
	kind        kind
	derived     bool         // the kind does not tell the name
	least, most *xsd.Decimal // of a derived integer type; nil without a bound
	stamp       bool         // xsd:dateTimeStamp
}

// datatypes are by their IRIs.
var datatypes = func() map[string]*datatype {
	all := map[string]*datatype{rdf.XSDString: {kind: stringLiteral}, rdf.RDFLangString: {kind: langString}, rdf.RDFDirLang: {kind: langString}}
	for k := boolean; int(k) < len(names); k++ {
		all[xsd.Namespace+names[k]] = &datatype{kind: k}
	}
	all[xsd.Namespace+"dateTimeStamp"] = &datatype{kind: dateTime, derived: true, stamp: true}
	for name, bounds := range derivedIntegers {
		all[xsd.Namespace+name] = &datatype{kind: integer, derived: true, least: bound(bounds[0]), most: bound(bounds[1])}
	}
	return all
}()

// derivedIntegers are bounded on either side, both inclusive.
//
// Spec: XSD 1.1 Part 2 §3.4.14 to §3.4.25.
var derivedIntegers = map[string][2]string{
	"nonPositiveInteger": {"", "0"}, "negativeInteger": {"", "-1"}, "nonNegativeInteger": {"0", ""}, "positiveInteger": {"1", ""},
	"long": {"-9223372036854775808", "9223372036854775807"}, "int": {"-2147483648", "2147483647"}, "short": {"-32768", "32767"}, "byte": {"-128", "127"},
	"unsignedLong": {"0", "18446744073709551615"}, "unsignedInt": {"0", "4294967295"}, "unsignedShort": {"0", "65535"}, "unsignedByte": {"0", "255"},
}

func bound(text string) *xsd.Decimal {
	if d, ok := xsd.ParseInteger(text); ok {
		return &d
	}
	return nil
}

// allows reports whether a number is within the bounds.
func (d *datatype) allows(n xsd.Decimal) bool {
	return (d.least == nil || n.Cmp(*d.least) >= 0) && (d.most == nil || n.Cmp(*d.most) <= 0)
}

// decoded returns v with its kind and, but for times and durations, its value.
func (v Value) decoded() Value {
	if v.kind() != undecoded {
		return v
	}
	return decode(v.term())
}

// Decoded returns v with what operators read from its term, for who keeps it and
// gives it to them more than once.
func (v Value) Decoded() Value { return v.decoded() }

func decode(t rdf.Term) Value {
	switch {
	case t.IsIRI():
		return of(t, iri)
	case t.IsString():
		return of(t, stringLiteral)
	case t.IsBlank():
		return of(t, blankNode)
	}
	name := t.Datatype()
	if name == "" {
		return of(t, tripleTerm)
	}
	d, known := datatypes[name]
	if !known {
		return of(t, unknown)
	}
	v, ok := d.read(t.Value())
	if !ok {
		return of(t, illTyped)
	}
	return v.withTerm(t)
}

// read returns the value of a lexical form; of strings, times and durations the
// kind alone.
func (d *datatype) read(lexical string) (v Value, ok bool) {
	v.tag = uint64(d.kind)
	switch d.kind {
	case boolean:
		value, valid := xsd.ParseBoolean(lexical)
		return Bool(value), valid
	case integer:
		return d.readInteger(lexical)
	case decimal:
		n, valid := xsd.ParseDecimal(lexical)
		return Decimal(n), valid
	case double:
		f, valid := xsd.ParseDouble(lexical)
		return Double(f), valid
	case float:
		f, valid := xsd.ParseFloat(lexical)
		return Float(f), valid
	case dateTime:
		if d.stamp {
			_, valid := xsd.ParseDateTime("dateTimeStamp", lexical)
			return v, valid
		}
	}
	return v, true
}

func (d *datatype) readInteger(lexical string) (Value, bool) {
	if n, err := strconv.ParseInt(lexical, 10, 64); err == nil {
		return Int(n), !d.derived || d.allows(xsd.Int(n))
	}
	n, ok := xsd.ParseInteger(lexical)
	return exact(n, integer), ok && d.allows(n)
}

// prepared returns v with its value read, for one that is used often.
func (v Value) prepared() Value {
	v = v.decoded()
	out, ok := v, true
	switch {
	case v.kind().isTime():
		out, ok = v.readTime()
	case v.kind().isDuration() && v.wide() == nil:
		var d xsd.Duration
		d, ok = v.duration()
		out = ofDuration(d, v.kind())
	}
	switch {
	case !ok:
		return of(v.term(), illTyped)
	case v.hasTerm() && !out.hasTerm():
		return out.withTerm(v.term())
	}
	return out
}

// isNaN reports whether v is the NaN of xsd:double or xsd:float.
func (v Value) isNaN() bool {
	return (v.kind() == double || v.kind() == float) && math.IsNaN(v.float64())
}

// IllTyped reports whether a literal is outside the lexical space of its datatype.
// Of datatypes that have no meaning here it is false.
//
// Spec: RDF 1.2 Concepts §3.3 Literals.
func IllTyped(t rdf.Term) bool { return Of(t).prepared().kind() == illTyped }
