package graph

import (
	"w3id.org/plenary/graph/internal/inline"
	"w3id.org/plenary/graph/internal/termkey"
	"w3id.org/plenary/rdf"
)

// An ID stands for a term in a snapshot; 0 is no term. Its four highest bits
// are a tag. Common numbers, dates and booleans are their own IDs, in the order
// of their values; IDs of one tag but new are in the order of their terms.
// Merging changes IDs: they mean nothing outside their snapshot.
type ID uint64

// The tags beside those of package inline, which are from 3 to 9. Below the tag
// of a term in the base is its code there; below new is the kind of the term
// and its number among the terms that came since.
const (
	tagShift = 60

	tagBlank   = 1
	tagIRI     = 2
	tagLiteral = 10
	tagTriple  = 11
	tagNew     = 12

	kindShift = 56
)

func (id ID) tag() int { return int(id >> tagShift) }

// newID returns the ID of the n-th term since the base.
func newID(t rdf.Term, n uint32) ID {
	return tagNew<<tagShift | ID(t.Kind())<<kindShift | ID(n)
}

// Kind returns what the term is.
func (id ID) Kind() rdf.Kind {
	switch tag := id.tag(); tag {
	case 0:
		return rdf.NoKind
	case tagBlank:
		return rdf.BlankNodeKind
	case tagIRI:
		return rdf.IRIKind
	case tagTriple:
		return rdf.TripleTermKind
	case tagNew:
		return rdf.Kind(id >> kindShift & 15)
	}
	return rdf.LiteralKind
}

// inlineID returns the ID of a literal that is its own ID.
func inlineID(t rdf.Term) (ID, bool) {
	code, ok := inline.Encode(t)
	return ID(code), ok
}

// IntegerID returns the ID of an xsd:integer in its canonical form, which is the
// same in all snapshots; false when it is beyond ±2⁵⁹.
func IntegerID(n int64) (ID, bool) {
	code, ok := inline.OfInt(n)
	return ID(code), ok
}

// DecimalID returns the ID of an xsd:decimal of n × 10^-scale that is written with
// as many digits behind its point, without one for none; false when it is none of
// those that are the same in all snapshots.
func DecimalID(n int64, scale int) (ID, bool) {
	code, ok := inline.OfDecimal(n, scale)
	return ID(code), ok
}

// Int64 returns the number that an ID of IntegerID stands for, false of others.
func (id ID) Int64() (int64, bool) { return inline.Int(uint64(id)) }

// Inline is the datatype of a literal that is its own ID.
type Inline uint8

// The datatypes. A Double is written without exponent.
const (
	NotInline Inline = 0
	Boolean   Inline = inline.Boolean
	Integer   Inline = inline.Integer
	Decimal   Inline = inline.Decimal
	Double    Inline = inline.Double
	Date      Inline = inline.Date
	DateTime  Inline = inline.DateTime
	Year      Inline = inline.Year
)

// Inline returns the datatype of a literal that is its own ID, NotInline of other
// terms.
func (id ID) Inline() Inline {
	if !inline.Is(uint64(id)) {
		return NotInline
	}
	return Inline(id.tag())
}

// InlineOrder returns a number that among the literals of one datatype that are
// their own IDs is in the order of the values, and the same for equal ones. A time
// without a zone is as in UTC.
func (id ID) InlineOrder() uint64 { return inline.Order(uint64(id)) }

// InOrder reports whether an ID is in the order of the terms of its kind: blank
// nodes by label, IRIs, and literals that are not Inline by lexical form.
func (id ID) InOrder() bool { return id < tagNew<<tagShift }

// Millionths returns a Decimal or Double times a million.
func (id ID) Millionths() int64 { return inline.Millionths(uint64(id)) }

// tagOfKey returns the tag of the terms whose keys begin with a byte.
var tagOfKey = [...]ID{termkey.Blank: tagBlank, termkey.IRI: tagIRI, termkey.Literal: tagLiteral, termkey.Triple: tagTriple}

// Instant returns what a Date, DateTime or Year is at: milliseconds since 1970 in
// UTC, and minutes east of it, zoned being false where it has no zone and counts
// as in UTC. canonical tells whether it is written in its canonical form.
func (id ID) Instant() (ms int64, east int, zoned, canonical bool) {
	return inline.Instant(uint64(id))
}
