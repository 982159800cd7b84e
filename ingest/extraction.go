package ingest

import (
	"cmp"
	"iter"
	"slices"
	"time"
)

// An Extractor finds mentions and claims in documents. It does not change, and
// may be used by several goroutines.
type Extractor struct {
	gazetteer     *Gazetteer
	rules         *rules
	officeByTitle officeIndex
}

// NewExtractor returns an extractor that resolves against a gazetteer.
func NewExtractor(g *Gazetteer) *Extractor {
	x := &Extractor{gazetteer: g, rules: newRules()}
	x.officeByTitle = x.newOfficeIndex()
	return x
}

// An extraction is the work on one document.
type extraction struct {
	*Extractor
	*reading
	published  time.Time // zero when not known
	mentions   []mention
	covered    []int32             // for each token the mention over it, plus one; after choose
	made       map[string]*thing   // new things by type and label
	country    *thing              // whose government speaks
	principal  *thing              // the meeting that the document is about
	isOff      bool                // the principal meeting is not held, says the text
	ahead      map[string]bool     // IRIs of the meetings that are to come
	ofBodies   map[*thing]bool     // meetings of organizations; made when first asked for
	people     map[string][]*thing // named in full, by given name and surname
	quotations []quotation
	promises   []promise
	claims     []*Claim
}

// A mention is a stretch of tokens that names something.
type mention struct {
	typ        Type
	from, to   int
	thing      *thing // nil for dates and values
	value      string
	label      string
	confidence float64
	rule       string
	isNested   bool    // may stand inside a longer mention
	region     int     // where the region of a place begins; 0 without
	office     *titled // the parts of a title
	meeting    *namedMeeting
	document   *namedDocument
	others     []Alternative
}

func (e *extraction) add(m mention) *mention {
	e.mentions = append(e.mentions, m)
	return &e.mentions[len(e.mentions)-1]
}

// rankOf orders mentions of the same length.
var rankOf = map[Type]int{
	DocumentType: 9, MeetingType: 8, OfficeType: 7, PersonType: 6, OrganizationType: 5, ForumType: 4, PartyType: 3, PlaceType: 2, DateType: 1,
}

// choose keeps the mentions that do not overlap, the longest first; those that
// may be nested stand beside them.
func (e *extraction) choose() {
	slices.SortStableFunc(e.mentions, func(a, b mention) int {
		return cmp.Or(b.weight()-a.weight(), a.from-b.from, rankOf[b.typ]-rankOf[a.typ])
	})
	e.covered = make([]int32, len(e.tokens))
	chosen := e.mentions[:0:0]
	for _, m := range e.mentions {
		if !m.isNested && e.isCovered(m.from, m.to) {
			continue
		}
		chosen = append(chosen, m)
		if !m.isNested {
			for i := m.from; i < m.to; i++ {
				e.covered[i] = 1
			}
		}
	}
	e.mentions = chosen
	e.index()
}

// weight is the length of a mention, by which those that overlap are chosen.
func (m *mention) weight() int { return m.to - m.from }

func (e *extraction) isCovered(from, to int) bool {
	for i := from; i < to; i++ {
		if e.covered[i] != 0 {
			return true
		}
	}
	return false
}

// index puts the mentions in the order of the text and notes which covers each
// token.
func (e *extraction) index() {
	slices.SortStableFunc(e.mentions, func(a, b mention) int {
		return cmp.Or(a.from-b.from, b.to-a.to, rankOf[b.typ]-rankOf[a.typ])
	})
	clear(e.covered)
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.isNested {
			continue
		}
		for i := m.from; i < m.to; i++ {
			e.covered[i] = int32(n + 1)
		}
	}
}

// covering returns the mention over token i, nil when there is none.
func (e *extraction) covering(i int) *mention {
	if i < 0 || i >= len(e.covered) || e.covered[i] == 0 {
		return nil
	}
	return &e.mentions[e.covered[i]-1]
}

// of yields the mentions of a type within a range of tokens.
func (e *extraction) of(typ Type, from, to int) (found []*mention) {
	for _, m := range e.inside(from, to) {
		if m.typ == typ {
			found = append(found, m)
		}
	}
	return found
}

// farBefore is how many mentions back something may have been named that a text refers
// to by less of its name.
const farBefore = 1000

// before yields the mentions of a type before a token, the last first, from among the
// farBefore last ones.
func (e *extraction) before(typ Type, token int) iter.Seq[*mention] {
	end, _ := slices.BinarySearchFunc(e.mentions, token, func(m mention, token int) int { return m.from - token })
	return func(yield func(*mention) bool) {
		for n := end - 1; n >= max(end-farBefore, 0); n-- {
			if m := &e.mentions[n]; m.typ == typ && m.to <= token && !yield(m) {
				return
			}
		}
	}
}

// inside returns the mentions within a range of tokens. They are in the order of
// the text from choose on.
func (e *extraction) inside(from, to int) (found []*mention) {
	first, _ := slices.BinarySearchFunc(e.mentions, from, func(m mention, from int) int { return m.from - from })
	for first > 0 && e.mentions[first-1].from == from {
		first--
	}
	for n := first; n < len(e.mentions) && e.mentions[n].from < to; n++ {
		if e.mentions[n].to <= to {
			found = append(found, &e.mentions[n])
		}
	}
	return found
}
