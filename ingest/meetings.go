package ingest

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"w3id.org/plenary/ontology"
)

// tracksOf maps fields of government to the tracks of meetings, where their
// names differ.
var tracksOf = map[string][]string{
	"interior": {"interior-security", "crime", "terrorism"}, "labour": {"labour", "employment"}, "digital": {"digital", "information", "industry"},
	"industry": {"industry", "digital", "small-and-medium-enterprise"}, "environment": {"environment"}, "energy": {"energy"},
}

// resolveMeetings finds which meeting each name means, in the order of the text:
// what says more of it comes first, short names mean the last one named.
func (e *extraction) resolveMeetings() {
	meetings := e.of(MeetingType, 0, len(e.tokens))
	for _, m := range meetings {
		if !m.meeting.isShort {
			e.resolveMeeting(m)
		}
	}
	e.setPrincipal(meetings)
	if !e.isNamedFirst(meetings) {
		if implied, isUnknown := e.impliedMeeting(); implied != nil || isUnknown && !e.isNamedInTitle(meetings) {
			e.principal = implied
		}
	}
	for _, m := range meetings {
		switch {
		case m.meeting.isShort:
			e.resolveShort(m)
		case m.meeting.isPlaceOnly && m.thing.isNew && e.isInTitle(m.meeting.place):
			m.thing, m.confidence = e.principal, 0.7
		}
	}
	e.referBack()
	e.findAcronyms()
	e.doubtMeetings()
}

// isInTitle reports that the title of a document on a meeting names a place.
func (e *extraction) isInTitle(place *thing) bool {
	for _, m := range e.of(PlaceType, 0, len(e.tokens)) {
		if e.zoneOf(m.from) == titleZone && m.thing.iri == place.iri {
			return e.principal != nil
		}
	}
	return false
}

// findAcronyms adds the acronyms that brackets introduce behind the name of a
// meeting, there and further on.
func (e *extraction) findAcronyms() {
	meant := map[string]*thing{}
	for _, m := range e.of(MeetingType, 0, len(e.tokens)) {
		if m.thing != nil && e.is(m.to, m.from, "(") && e.is(m.to+2, m.from, ")") && e.isAcronym(m.to+1) && e.isInitialOf(m.to+1, m) {
			meant[e.word(m.to+1)] = m.thing
		}
	}
	for i := range e.tokens {
		t := meant[e.word(i)]
		if over := e.covering(i); t != nil && over != nil && over.typ == MeetingType && over.to == over.from+1 {
			over.thing, over.label = t, t.label
		} else if t != nil && (over == nil || over.typ == OrganizationType) {
			e.mentions = append(e.mentions, mention{typ: MeetingType, from: i, to: i + 1, thing: t, label: t.label, confidence: 0.85, rule: "acronym in brackets", meeting: &namedMeeting{isBack: true}})
		}
	}
	if len(meant) > 0 {
		e.index()
	}
}

// isAcronym reports a word with two capitals or more: UNGA, MoCA.
func (e *extraction) isAcronym(i int) bool {
	capitals := 0
	for _, r := range e.word(i) {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals > 1
}

// isInitialOf reports that an acronym begins like the name of a meeting without its
// number.
func (e *extraction) isInitialOf(acronym int, m *mention) bool {
	first := m.from
	for first < m.to-1 && (e.tokens[first].kind == numberToken || ordinals[e.tokens[first].norm]) {
		first++
	}
	return strings.HasPrefix(strings.TrimLeft(e.tokens[acronym].norm, "0123456789"), e.tokens[first].norm[:1])
}

// isNamedFirst reports whether the principal meeting is named in the opening.
func (e *extraction) isNamedFirst(meetings []*mention) bool {
	for _, m := range meetings {
		if m.thing == e.principal && m.from < openingTokens && !m.meeting.isSummit {
			return true
		}
	}
	return false
}

// isNamedInTitle reports whether the principal meeting is one that the graph lacks and
// the title names.
func (e *extraction) isNamedInTitle(meetings []*mention) bool {
	return slices.ContainsFunc(meetings, func(m *mention) bool {
		return m.thing == e.principal && m.thing != nil && m.thing.isNew && e.zoneOf(m.from) == titleZone
	})
}

// impliedMeeting returns the meeting of the graph that the opening tells of
// without a name: "We, the G7 Foreign Ministers, met in London"; or that it tells
// of one that the graph does not know.
func (e *extraction) impliedMeeting() (meeting *thing, isUnknown bool) {
	s := &meetingScanner{e, &titleScanner{e.reading, e.rules, e.gazetteer}}
	for _, sentence := range e.sentences {
		if sentence.from > 2*openingTokens {
			break
		}
		_, verb := e.firstFrame("meet", sentence.from, sentence.to)
		if verb < 0 {
			continue
		}
		named := namedMeeting{}
		hasWho := false
		for k := sentence.from; k < verb; {
			hasWho = hasWho || s.whoAt(k, verb) > 0
			k = max(k+1, s.note(&named, k, verb))
		}
		for k := verb; k < sentence.to && named.place == nil; k++ {
			if place := e.ofType(PlaceType, k); place != nil {
				named.place = place.thing
			}
		}
		if !hasWho || named.forum == nil || len(named.tracks) == 0 {
			continue
		}
		at := mention{from: verb, to: verb, meeting: &named}
		candidates := slices.DeleteFunc(e.meetingsLike(&named, &mention{from: verb - 1, to: verb}), func(t *thing) bool { return e.gapTo(t) > nearMeeting })
		if len(candidates) == 0 && named.place != nil {
			named.place = nil
			candidates = slices.DeleteFunc(e.meetingsLike(&named, &mention{from: verb - 1, to: verb}), func(t *thing) bool { return e.gapTo(t) > nearMeeting/6 })
		}
		meeting = e.likeliestMeeting(candidates, &at)
		return meeting, meeting == nil
	}
	return nil, false
}

// resolveMeeting finds a meeting of the graph by forum, kind, field, year, place
// and day, or makes a new one.
func (e *extraction) resolveMeeting(m *mention) {
	named := m.meeting
	e.completeMeeting(m)
	if named.isSummit && named.forum == nil && named.place == nil && !named.hasBody && !named.isTitle {
		named.forum = e.forumOf()
	}
	candidates := e.candidatesFor(m)
	if only := ofNumber(candidates, named); only != nil {
		m.thing = only
		return
	}
	if t := e.sameName(m); t != nil {
		m.thing = t
		return
	}
	if t := e.heldThere(m); t != nil {
		m.thing = t
		return
	}
	if named.isPlaceOnly {
		m.confidence = 0.4
	}
	if named.isTitle {
		candidates = slices.DeleteFunc(candidates, func(t *thing) bool { return !e.isSureName(m, t) })
	}
	one := e.likeliestMeeting(candidates, m)
	m.others = alternatives(candidates, one, e.nearness)
	if one != nil {
		m.thing = one
		return
	}
	if named.isSummit && named.forum != nil && e.isGeneric(m) {
		m.confidence = 0.4
	}
	m.thing = e.newMeeting(m)
}

// candidatesFor returns the meetings of the graph that a name may mean: no summit at a
// town that the graph does not have, unless it was near; for the next of its kind none
// that was before; for a summit called by its town alone none of long ago.
func (e *extraction) candidatesFor(m *mention) []*thing {
	named := m.meeting
	candidates := e.meetingsLike(named, m)
	if len(candidates) == 0 && named.isSummit && named.forum != nil && named.place != nil && named.place.isNew {
		named.place = nil
		candidates = slices.DeleteFunc(e.meetingsLike(named, m), func(t *thing) bool { return e.gapTo(t) > 12*nearMeeting })
	}
	if e.isNext(m) {
		return slices.DeleteFunc(candidates, func(t *thing) bool { return t.one(ontology.StartDate) <= e.day() })
	}
	if named.isSummit && named.forum == nil {
		most := longAgo
		if e.namesCapital(m) {
			most = nearMeeting // many summits are called by a capital
		}
		return slices.DeleteFunc(candidates, func(t *thing) bool { return !e.namesForumOf(t) && e.gapTo(t) > most })
	}
	return candidates
}

// namesCapital reports a name with the capital of a country.
func (e *extraction) namesCapital(m *mention) bool {
	for k := m.from; k < m.to; k++ {
		if _, n := e.rules.capitals.at(e.tokens, k, m.to); n > 0 {
			return true
		}
	}
	return false
}

// ofNumber returns the only summit of the number that a name says; nil without one.
func ofNumber(candidates []*thing, named *namedMeeting) (only *thing) {
	if !named.isSummit || named.ordinal < 2 || named.year != "" {
		return nil
	}
	for _, t := range candidates {
		if t.one(ontology.Ordinal) != strconv.Itoa(named.ordinal) {
			continue
		}
		if only != nil {
			return nil
		}
		only = t
	}
	return only
}

// longAgo is how far a summit may be that a document calls by its town alone without a
// word on the forum: the Camp David Summit of 2023 is not that of 2012.
const longAgo = 10 * 365 * 24 * time.Hour

// isNext reports a meeting that is the next of its kind, which no other name of that
// kind means.
func (e *extraction) isNext(m *mention) bool {
	return e.is(m.from-1, m.from, "next", "prochain", "prochaine", "prossimo", "prossima", "proxima", "nachste", "nachsten")
}

// namesForumOf reports that the document names the forum of a meeting somewhere.
func (e *extraction) namesForumOf(t *thing) bool {
	for n := range e.mentions {
		m := &e.mentions[n]
		forum := m.thing
		if m.meeting != nil {
			forum = m.meeting.forum
		}
		if forum != nil && slices.Contains(t.props[ontology.MeetingOf], forum.iri) {
			return true
		}
	}
	return false
}

// forumOf returns the forum that the document names first.
func (e *extraction) forumOf() *thing {
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.typ == ForumType && m.thing != nil {
			return m.thing
		}
		if m.meeting != nil && m.meeting.forum != nil {
			return m.meeting.forum
		}
	}
	return nil
}

// completeMeeting takes the year and place that stand behind the name: "G7
// Summit in Kananaskis", "… from November 21 to 23, 2025".
func (e *extraction) completeMeeting(m *mention) {
	named := m.meeting
	if named.year != "" && named.place != nil {
		return
	}
	for k := m.to; k < m.to+3 && e.sameBlock(k, m.from); k++ {
		over := e.covering(k)
		if over == nil || over == m {
			continue
		}
		if over.typ == PlaceType && named.place == nil && e.is(over.from-1, m.from, "in", "at", "a", "de", "of", ",", "held", "en") {
			named.place = over.thing
			m2 := *m
			m2.to = over.to
			if named.year == "" {
				named.year = e.yearBehind(&m2)
			}
			return
		}
	}
	if named.year == "" {
		named.year = e.yearBehind(m)
	}
}

// yearBehind returns the year of a date within a few tokens behind a mention.
func (e *extraction) yearBehind(m *mention) string {
	for k := m.to; k < m.to+4 && e.sameBlock(k, m.from); k++ {
		if over := e.covering(k); over != nil && over.typ == DateType && len(over.value) >= 4 {
			return over.value[:4]
		}
		if e.is(k, m.from, ".", ";") {
			break
		}
	}
	return ""
}

// setPrincipal chooses the meeting that the document is about: named in the
// title or the first paragraphs, of ministers before a summit, with a date or
// place of its own.
func (e *extraction) setPrincipal(meetings []*mention) {
	best := 0
	for _, m := range meetings {
		if m.thing == nil || m.meeting.isShort || m.confidence < 0.5 {
			continue
		}
		score := 1
		if z := e.zoneOf(m.from); z == backgroundZone || !z.feeds() {
			continue
		} else if z == titleZone {
			score += 4
		}
		if m.from < 150 {
			score += 3
		}
		if !m.meeting.isSummit {
			score += 2
		}
		if e.gapTo(m.thing) < nearMeeting || m.thing.isNew {
			score += 2
		}
		if score > best {
			best, e.principal = score, m.thing
		}
	}
}

// isOfTracks reports whether a meeting is of the fields that a name says.
func (e *extraction) isOfTracks(named *namedMeeting, t *thing) bool {
	if !t.isNew {
		return e.isKind(named, t)
	}
	for _, track := range named.tracks {
		if !slices.Contains(t.props[ontology.Track], track) {
			return false
		}
	}
	return true
}

// resolveShort takes a name without a forum for the principal meeting, if its
// fields agree.
func (e *extraction) resolveShort(m *mention) {
	if m.meeting.isSummit && e.principal != nil && m.meeting.forum == nil {
		m.meeting.forum = e.gazetteer.things[e.principal.one(ontology.MeetingOf)]
		e.resolveMeeting(m)
		return
	}
	if e.principal == nil {
		e.resolveMeeting(m)
		m.confidence = min(m.confidence, 0.6)
		return
	}
	if e.isNext(m) {
		m.thing, m.confidence = e.newMeeting(m), 0.4
		return
	}
	if forum := m.meeting.forum; forum != nil && forum.isNew && e.principal.isNew && !hasWord(e.principal.label, m.meeting.noun) {
		e.resolveMeeting(m)
		return
	}
	if forum := m.meeting.forum; forum != nil && !slices.Contains(e.principal.props[ontology.MeetingOf], forum.iri) {
		e.resolveMeeting(m)
		return
	}
	if len(m.meeting.tracks) == 0 || e.isOfTracks(m.meeting, e.principal) {
		m.thing = e.principal
		return
	}
	if e.zoneOf(m.from) != titleZone {
		m.meeting.forum = e.gazetteer.things[e.principal.one(ontology.MeetingOf)]
	}
	e.resolveMeeting(m)
}
