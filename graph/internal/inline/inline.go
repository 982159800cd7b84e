// Package inline holds common literals in 60 bits, so that they need no entry
// in a dictionary. Only literals that come back with their exact lexical form
// are inline: "250000.50" is, and is not "250000.5"; "+5" and "05" are not.
//
// A code has a tag in its four highest bits. Within a tag the order of codes is
// the order of values; what is equal in value (1.5 and 1.50, an instant in two
// time zones) lies together. So a comparison with a constant is a range for
// each tag.
package inline

import "w3id.org/plenary/rdf"

// The tags of the codes.
const (
	Boolean  = 3 + iota
	Integer  // xsd:integer of ±2⁵⁹
	Decimal  // xsd:decimal of ±7.2·10¹⁰ with at most six fraction digits
	Double   // xsd:double written as such a decimal, without exponent
	Date     // xsd:date of the years 0001 to 9999
	DateTime // xsd:dateTime of about the years 900 to 3100, at most milliseconds
	Year     // xsd:gYear of the years 0001 to 9999
)

// Shift is where the tag of a code begins.
const Shift = 60

const payload = 1<<Shift - 1

const xsd = "http://www.w3.org/2001/XMLSchema#"

// A kind is the literals of one datatype that are inline.
type kind struct {
	encode func(lexical string) (uint64, bool) // may accept what decode does not give back
	decode func(dst []byte, payload uint64) []byte
	sample rdf.Term // for its datatype
}

// kinds are by tag.
var kinds = [...]kind{
	Boolean:  {encodeBoolean, decodeBoolean, rdf.Literal("", xsd+"boolean")},
	Integer:  {encodeInteger, decodeInteger, rdf.Literal("", xsd+"integer")},
	Decimal:  {encodeDecimal, decodeDecimal, rdf.Literal("", xsd+"decimal")},
	Double:   {encodeDecimal, decodeDecimal, rdf.Literal("", xsd+"double")},
	Date:     {encodeDate, decodeDate, rdf.Literal("", xsd+"date")},
	DateTime: {encodeDateTime, decodeDateTime, rdf.Literal("", xsd+"dateTime")},
	Year:     {encodeYear, decodeYear, rdf.Literal("", xsd+"gYear")},
}

// longest is more bytes than a lexical form with a code has.
const longest = 32

// Encode returns the code of a literal, false when it has none.
func Encode(t rdf.Term) (code uint64, ok bool) {
	lexical := t.Value()
	if len(lexical) == 0 || len(lexical) >= longest || !t.IsLiteral() {
		return 0, false
	}
	tag, ok := tagOf(t)
	if !ok {
		return 0, false
	}
	k := &kinds[tag]
	bits, ok := k.encode(lexical)
	if !ok || bits > payload {
		return 0, false
	}
	var room [2 * longest]byte
	if string(k.decode(room[:0], bits)) != lexical {
		return 0, false
	}
	return uint64(tag)<<Shift | bits, true
}

// tagOf finds the kind by comparing handles: same datatype, same meta.
func tagOf(t rdf.Term) (tag int, ok bool) {
	bare := t.WithLexical("")
	for tag := Boolean; tag < len(kinds); tag++ {
		if kinds[tag].sample == bare {
			return tag, true
		}
	}
	return 0, false
}

// Is reports whether a code may be one of Encode, by its tag.
func Is(code uint64) bool {
	tag := code >> Shift
	return tag >= Boolean && tag <= Year
}

// Order returns the part of a code that is in the order of the values, and the
// same for equal ones.
func Order(code uint64) uint64 {
	bits := code & payload
	switch code >> Shift {
	case Decimal, Double:
		return bits >> digitBits
	case Date, Year:
		return bits >> zoneBits
	case DateTime:
		return bits >> (zoneBits + fractionBits)
	}
	return bits
}

// Term returns the literal of a code, false when no literal has it.
func Term(code uint64) (rdf.Term, bool) {
	if !Is(code) {
		return rdf.Term{}, false
	}
	k := &kinds[code>>Shift]
	var room [2 * longest]byte
	lexical := string(k.decode(room[:0], code&payload))
	if bits, ok := k.encode(lexical); !ok || bits != code&payload {
		return rdf.Term{}, false
	}
	return k.sample.WithLexical(lexical), true
}

// Append appends the lexical form of a code that Encode has returned, and returns
// a literal that has its datatype.
func Append(dst []byte, code uint64) ([]byte, rdf.Term) {
	k := &kinds[code>>Shift]
	return k.decode(dst, code&payload), k.sample
}
