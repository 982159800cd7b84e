package graph

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/graph/internal/inline"
	"w3id.org/plenary/graph/internal/termkey"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
)

// An IDRange is IDs from Low to, not including, High.
type IDRange struct{ Low, High ID }

// zoneSpan is how far apart times with and without a zone may be and still not be
// comparable.
const zoneSpan = 14 * time.Hour

// ValueRanges returns ranges, ascending, that have the IDs of all literals with
// the value of a number or time, with below also of all that are less, with above
// of all that are greater. They have IDs of other literals too: of those that are
// in a dictionary, and some whose value is near. It is nil when nothing is known.
func ValueRanges(t rdf.Term, below, above bool) (ranges []IDRange) {
	if v, ok := numberOf(t); ok {
		slack := math.Abs(v)*1e-6 + 1e-5 // a comparison as xsd:float knows no better
		low, high := v-slack, v+slack
		ranges = append(ranges, span(Integer, integerFrom(math.Floor(low)), integerFrom(math.Ceil(high)+1), below, above))
		for _, tag := range [...]Inline{Decimal, Double} {
			ranges = append(ranges, span(tag, millionthsFrom(tag, low), millionthsFrom(tag, high), below, above))
		}
		return append(ranges, dictionaryLiterals()...)
	}
	code, ok := inlineID(t)
	if !ok {
		return nil
	}
	low, high, ok := inline.Around(uint64(code), zoneSpan)
	if !ok {
		return nil
	}
	return append(ranges, slices.Concat([]IDRange{span(code.Inline(), ID(low), ID(high), below, above)}, dictionaryLiterals())...)
}

// span is the range of a tag from low to high, or without these bounds.
func span(tag Inline, low, high ID, below, above bool) IDRange {
	if below {
		low = ID(tag) << tagShift
	}
	if above {
		high = ID(tag+1) << tagShift
	}
	return IDRange{low, max(low, high)}
}

// dictionaryLiterals are the ranges of literals that are not their own IDs.
func dictionaryLiterals() []IDRange {
	return []IDRange{{tagLiteral << tagShift, tagTriple << tagShift}, newOf(rdf.LiteralKind)}
}

// newOf is the range of terms of a kind that came since the base.
func newOf(kind rdf.Kind) IDRange {
	return IDRange{tagNew<<tagShift | ID(kind)<<kindShift, tagNew<<tagShift | ID(kind+1)<<kindShift}
}

// numberOf returns about the value of a number.
func numberOf(t rdf.Term) (v float64, ok bool) {
	name, ok := strings.CutPrefix(t.Datatype(), xsd.Namespace)
	if !ok || !slices.Contains(numeric, name) {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(t.Value()), 64)
	return v, err == nil && !math.IsNaN(v)
}

var numeric = []string{
	"integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
	"nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
}

// integerFrom returns the first ID of an integer that is not below v.
func integerFrom(v float64) ID {
	const most = 1 << 58
	if v >= most {
		return ID(Integer+1) << tagShift
	}
	id, _ := IntegerID(int64(max(v, -most)))
	if v < -most {
		id = ID(Integer) << tagShift
	}
	return id
}

func millionthsFrom(tag Inline, v float64) ID {
	return ID(inline.FromMillionths(int(tag), int64(min(max(v*1e6, -1e18), 1e18))))
}

// TextRanges returns ranges, ascending, that have the IDs of all literals whose
// lexical form begins with a prefix, those that are their own IDs left out; with
// all these too, and IRIs that begin with it. They have IDs of other terms too:
// of those that came since the base.
//
// Cost: some searches.
func (s *Snapshot) TextRanges(prefix string, all bool) (ranges []IDRange) {
	if all {
		ranges = append(ranges, s.base.beginning(termkey.IRI, prefix), IDRange{ID(Boolean) << tagShift, ID(Year+1) << tagShift})
	}
	ranges = append(ranges, s.base.beginning(termkey.Literal, prefix))
	if all {
		ranges = append(ranges, newOf(rdf.IRIKind))
	}
	return append(ranges, newOf(rdf.LiteralKind))
}

// beginning returns the IDs of a kind of terms whose text begins with a prefix.
func (d *dictionary) beginning(kind byte, prefix string) IDRange {
	key := termkey.Prefix(kind, prefix)
	low, _, err := d.terms.Find(key)
	high := d.terms.Len()
	for i := len(key) - 1; i >= 0 && err == nil; i-- {
		if key[i]++; key[i] != 0 {
			high, _, err = d.terms.Find(key[:i+1])
			break
		}
	}
	tag := tagOfKey[kind] << tagShift
	if err != nil {
		return IDRange{tag, tag + 1<<tagShift}
	}
	return IDRange{tag | ID(d.codeOfRank(low)), tag | ID(max(d.codeOfRank(high), d.codeOfRank(low)))}
}

// exactChanges is how many changes are counted one by one.
const exactChanges = 4096

// CountBetween returns how many triples match p whose first open position of an
// order is within a range; p binds the positions before it and no others. Where
// much has changed since the base it is only about as many, not too few.
//
// Cost: some searches.
func (s *Snapshot) CountBetween(p IDPattern, o Order, r IDRange) (n int) {
	m := p.compile()
	if m.by(order(o)); m.prefix == 3 {
		return s.CountIDs(p)
	}
	k := m.key()
	from, to, err := s.base.between(m.order, &k, m.prefix)
	if err == nil && from < to {
		from, to, err = s.base.narrow(&m, &k, from, to, r.Low, r.High)
	}
	s.sound(err)
	return max(to-from, 0) + s.changesBetween(&m, k, r)
}

func (s *Snapshot) changesBetween(m *match, k btree.Key, r IDRange) (n int) {
	if !s.delta.touches(m.order, k, m.prefix) {
		return 0
	}
	var c changes
	c.between(s.delta, m.order, k, m.prefix, r.Low, r.High)
	for seen := 0; c.more; c.next() {
		if seen++; seen > exactChanges {
			return max(s.delta.count(m.order, k, m.prefix), n)
		}
		n += 1 - 2*int(c.sign)
	}
	return n
}
