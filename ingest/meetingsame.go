package ingest

import (
	"slices"
	"strings"
	"time"

	"w3id.org/plenary/ontology"
)

// sameName returns the meeting that a name means which says less than one before it
// in the text: "the Semiconductor Conference", behind "North America Semiconductor
// Conference".
func (e *extraction) sameName(m *mention) *thing {
	named := m.meeting
	if m.thing != nil || !named.isTitle && (named.forum == nil || !named.forum.isNew) || e.isNext(m) {
		return nil
	}
	isDefinite := e.sameBlock(m.from-1, m.from) && backArticles[e.tokens[m.from-1].norm] && !e.is(m.to, m.from, "that", "planned", "que")
	words := e.nameWords(m)
	for b := range e.before(MeetingType, m.from) {
		if b.thing == nil || !b.thing.isNew || b.meeting == nil || b.meeting.isBack || named.ordinal != 0 && b.meeting.ordinal != 0 && named.ordinal != b.meeting.ordinal || named.forum != nil && named.forum != b.meeting.forum {
			continue
		}
		isNumbered := named.ordinal*b.meeting.ordinal == 0 && named.ordinal != b.meeting.ordinal // one of them
		if !isNumbered && !isDefinite {
			continue
		}
		all := e.nameWords(b)
		if isNumbered && e.isSameBut(words, all) {
			return b.thing
		}
		if !isDefinite {
			continue
		}
		isPart := len(words) < len(all) && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(all, w) })
		isPartner := slices.ContainsFunc(all, func(w string) bool { return named.forum != nil && !slices.Contains(words, w) && !e.isSubjectWord(b, w) })
		if isPart && !isPartner && slices.Contains(all, named.noun) {
			return b.thing
		}
	}
	return nil
}

// isSameBut reports that names have the same words but for ordinals.
func (e *extraction) isSameBut(a, b []string) bool {
	isOrdinal := func(w string) bool { return ordinals[w] || w[0] >= '0' && w[0] <= '9' && len(w) < 5 }
	return slices.Equal(slices.DeleteFunc(slices.Clone(a), isOrdinal), slices.DeleteFunc(slices.Clone(b), isOrdinal))
}

// isSubjectWord reports that a word stands behind the noun of a name, where it is what
// the meeting is on, or counts it.
func (e *extraction) isSubjectWord(m *mention, word string) bool {
	for k := m.from; k < m.to; k++ {
		switch e.tokens[k].norm {
		case word:
			return ordinals[word] || e.tokens[k].kind == numberToken
		case m.meeting.noun:
			return true
		}
	}
	return false
}

// nameWords returns the words of a name but the small ones.
func (e *extraction) nameWords(m *mention) []string {
	if m.meeting.words != nil {
		return m.meeting.words
	}
	words := []string{}
	for k := m.from; k < m.to; k++ {
		if t := &e.tokens[k]; t.kind != markToken && !isConnector[t.norm] && t.norm != "'s" && t.norm != "on" {
			words = append(words, t.norm)
		}
	}
	m.meeting.words = words
	return words
}

// heldNear is how far from the day of the document a meeting may be that it calls by
// its town alone.
const heldNear = 2 * 366 * 24 * time.Hour

// heldThere returns the only meeting of ministers that the graph has in a town within
// two years, for a name of nothing but the town and a field: « Conférence de Milan »,
// "Kobe Jobs Conference".
func (e *extraction) heldThere(m *mention) *thing {
	named := m.meeting
	if named.place == nil || named.forum != nil || named.isSummit || named.hasSubject || named.place.iri == "" || !e.saysPlaceOnly(m) {
		return nil
	}
	only := e.onlyHeldAt(named.place, named.year)
	if only != nil && len(named.tracks) > 0 && !e.isKind(named, only) {
		return nil
	}
	return only
}

// onlyHeldAt returns the only meeting of ministers that the graph has in a town within
// two years, in a year when one is given.
func (e *extraction) onlyHeldAt(place *thing, year string) (only *thing) {
	for _, t := range e.gazetteer.meetings {
		if t.one(ontology.HeldAt) != place.iri || t.one(ontology.Ordinal) != "" || e.gapTo(t) > heldNear || year != "" && !strings.HasPrefix(t.one(ontology.StartDate), year) {
			continue
		}
		if only != nil {
			return nil
		}
		only = t
	}
	return only
}

// saysPlaceOnly reports a name of a noun, a town and words of a field.
func (e *extraction) saysPlaceOnly(m *mention) bool {
	for k := m.from; k < m.to; k++ {
		t := &e.tokens[k]
		_, n := e.rules.places.at(e.tokens, k, m.to)
		isPlace := n > 0 || e.placeHere(k)
		if t.norm != m.meeting.noun && !isPlace && !e.rules.portfolioWords[t.norm] && !isConnector[t.norm] {
			return false
		}
	}
	return m.to-m.from < 5
}
