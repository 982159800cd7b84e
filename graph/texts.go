package graph

import "w3id.org/plenary/graph/internal/termkey"

// A manner is what a literal that is not inline says of itself beside its text:
// 0 is a datatype, 1 xsd:string, others are languages in the order in which they
// were found, the last one all that were found after the others.
type manner = uint8

const (
	dataManner manner = iota
	stringManner
	firstLanguage
	otherLanguage manner = 255
)

// IsText reports whether an ID is known to be that of an xsd:string or of a
// string with a language. It knows that of all literals but those that came since
// the base and those that are their own IDs.
//
// Cost: for the first of the snapshots of a base a scan of its literals, of about
// 40 ns each, for which a byte each is kept.
func (s *Snapshot) IsText(id ID) bool {
	m, ok := s.manner(id)
	return ok && m != dataManner
}

// Language returns a number that literals of one language tag have in common, 0
// for those without. ok is false of what is no literal and where it is not known:
// of literals that came since the base, and beyond 253 languages.
//
// Cost: that of IsText.
func (s *Snapshot) Language(id ID) (n int, ok bool) {
	if id.Inline() != NotInline {
		return 0, true
	}
	m, ok := s.manner(id)
	return max(int(m)-int(stringManner), 0), ok && m != otherLanguage
}

func (s *Snapshot) manner(id ID) (m manner, ok bool) {
	if id.tag() != tagLiteral {
		return 0, false
	}
	manners := s.base.manners()
	if at := int(uint32(id) - s.base.firsts[literalSection]); at < len(manners) {
		return manners[at], true
	}
	return 0, false
}

// findManners returns the manner of each literal that is not inline; of a damaged
// file there are fewer.
func (d *dictionary) findManners() []manner {
	manners := make([]manner, d.firsts[tripleSection]-d.firsts[literalSection])
	c := d.terms.From(d.rankOfCode(d.firsts[literalSection]))
	languages := map[string]manner{}
	for i := range manners {
		key, ok, err := c.Next()
		if err != nil || !ok {
			return manners[:i]
		}
		language, isText := termkey.Language(key)
		switch {
		case !isText:
		case language == nil:
			manners[i] = stringManner
		default:
			manners[i] = mannerOf(languages, language)
		}
	}
	return manners
}

// mannerOf returns that of a language, a new one when there is room.
func mannerOf(languages map[string]manner, language []byte) manner {
	m, known := languages[string(language)]
	if !known {
		if m = otherLanguage; len(languages) < int(otherLanguage-firstLanguage) {
			m = firstLanguage + manner(len(languages))
			languages[string(language)] = m
		}
	}
	return m
}
