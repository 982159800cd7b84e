package graph

import "w3id.org/plenary/graph/internal/termkey"

// IsText reports whether an ID is known to be that of an xsd:string or of a
// string with a language. It knows that of all literals but those that came since
// the base and those that are their own IDs.
//
// Cost: for the first of the snapshots of a base a scan of its literals, of about
// 30 ns each.
func (s *Snapshot) IsText(id ID) bool {
	if id.tag() != tagLiteral {
		return false
	}
	texts := s.base.texts()
	at := uint32(id) - s.base.firsts[literalSection]
	return int(at/64) < len(texts) && texts[at/64]>>(at%64)&1 != 0
}

// findTexts returns a bit for each literal that is not inline; of a damaged file
// there are fewer.
func (d *dictionary) findTexts() []uint64 {
	first, n := d.firsts[literalSection], int(d.firsts[tripleSection]-d.firsts[literalSection])
	bits := make([]uint64, (n+63)/64)
	c := d.terms.From(d.rankOfCode(first))
	for i := range n {
		key, ok, err := c.Next()
		if err != nil || !ok {
			return bits[:i/64]
		}
		if termkey.IsText(key) {
			bits[i/64] |= 1 << (i % 64)
		}
	}
	return bits
}
