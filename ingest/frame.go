package ingest

import (
	"strings"

	"w3id.org/plenary/ontology"
)

// claimMeetings claims what the text says of each meeting that it names: name,
// forum, days and place, by clause.
func (e *extraction) claimMeetings() {
	done := map[*thing]bool{}
	for _, m := range e.of(MeetingType, 0, len(e.tokens)) {
		if m.thing == nil || m.confidence < 0.5 || m.isReference() || done[m.thing] || !e.zoneOf(m.from).feeds() || e.zoneOf(m.from) == backgroundZone {
			continue
		}
		done[m.thing] = true
		e.claim(e.wording(m.thing.iri, named, e.span(m.from, m.to)), m.from, m.to, 0.9, "name of a meeting")
		if m.meeting.isSummit && m.meeting.year != "" && strings.Contains(m.label, m.meeting.year) {
			e.claim(literal(m.thing.iri, ontology.Year, m.meeting.year, "gYear"), m.from, m.to, 0.85, "year in a name")
		}
		if m.meeting.forum != nil && !m.meeting.isSummit {
			e.claim(link(m.thing.iri, ontology.MeetingOf, m.meeting.forum.iri), m.from, m.to, 0.9, "forum in a name")
		}
		e.claimStatus(m)
		e.claimBasis(m)
	}
}

// claimStatus claims that a meeting was put off or cancelled.
func (e *extraction) claimStatus(m *mention) {
	from, to := e.sentenceOf(m.from)
	for status, frame := range map[string]string{"EventPostponed": "postpone", "EventCancelled": "cancel"} {
		if start, end := e.firstFrame(frame, from, to); start >= 0 {
			e.claim(link(m.thing.iri, eventStatus, schemaOrg+status), min(m.from, start), max(m.to, end), 0.7, "verb of cancelling")
		}
	}
}

// claimBasis claims that the principal meeting builds on another: "Building on
// commitments from the 2025 G7 Leaders' Summit".
func (e *extraction) claimBasis(m *mention) {
	if e.principal == nil || m.thing == e.principal {
		return
	}
	from, _ := e.sentenceOf(m.from)
	start, end := e.firstFrame("build", from, m.from)
	if start < 0 || m.from-end > nearClause/2 {
		return
	}
	to := m.to
	if place := e.ofType(PlaceType, m.to+1); place != nil {
		to = place.to
	}
	e.claim(link(e.principal.iri, ontology.BuildsOn, m.thing.iri), start, to, 0.85, "verb of building on")
	if e.is(end, start, "commitments", "commitment", "engagements", "the") {
		e.claim(link(m.thing.iri, ontology.TakenUpBy, e.principal.iri), start, end+2, 0.8, "commitments built on")
	}
}

// claimGathering claims who came, and what for: "The meeting brought together X,
// as well as Y, to discuss A, B and C".
func (e *extraction) claimGathering() {
	for _, s := range e.sentences {
		if e.principal == nil || e.blocks[s.block].zone == backgroundZone || !e.blocks[s.block].zone.feeds() {
			continue
		}
		_, at := e.firstFrame("gather", s.from, s.to)
		if at < 0 || e.subjectMeeting(s.from, at) == nil {
			continue
		}
		purpose, behind := e.firstFrame("purpose", at, s.to)
		end := s.to
		if purpose >= 0 {
			end = purpose
		}
		e.claimGroups(e.principal, at, end)
		if purpose >= 0 {
			e.claimPurposes(behind, s.to)
		}
	}
}

// subjectMeeting returns the meeting that a sentence begins with.
func (e *extraction) subjectMeeting(from, to int) *mention {
	for k := from; k < min(to, from+6); k++ {
		if m := e.ofType(MeetingType, k); m != nil && m.thing == e.principal {
			return m
		}
	}
	return nil
}

// claimGroups claims each group of participants in a row of them.
func (e *extraction) claimGroups(meeting *thing, from, to int) {
	for from < to {
		end := e.phraseEnd(from, to, ",")
		first := from
		for e.is(first, from, "as", "well", "and", "along", "with", "also") && first < end {
			first++
		}
		if end > first && e.tokens[first].isWord() {
			e.claim(e.wording(meeting.iri, ontology.ParticipantGroup, e.span(first, end)), first, end, 0.7, "verb of gathering")
		}
		from = end + 1
	}
}

// claimPurposes claims each of the subjects of a row of noun phrases.
func (e *extraction) claimPurposes(from, to int) {
	for from < to {
		end := e.phraseEnd(from, to, ",")
		if e.is(from, from, "and", "et") {
			from++
		}
		first := from
		if e.is(first, first, "the", "la", "le", "les", "l'") && first < end {
			first++
		}
		if end-first > 1 {
			e.claim(e.wording(e.principal.iri, ontology.Purpose, e.span(first, end)), first, end, 0.65, "verb of purpose")
		}
		from = end + 1
	}
}

// claimBilaterals claims the talks of two on the margins of the principal
// meeting.
func (e *extraction) claimBilaterals() {
	for _, s := range e.sentences {
		if e.principal == nil || !e.blocks[s.block].zone.feeds() {
			continue
		}
		start, end := e.firstFrame("bilateral", s.from, s.to)
		if start < 0 {
			continue
		}
		talks := e.principal.iri + "-bilaterals"
		e.claim(link(talks, ontology.SubMeetingOf, e.principal.iri), s.from, s.to-1, 0.75, "talks on the margins")
		for _, m := range e.of(PersonType, s.from, start) {
			e.claim(link(talks, organizer, m.thing.iri), m.from, end, 0.75, "subject of talks")
		}
		e.claimCounterparts(talks, end, s.to)
		return
	}
}

// claimCounterparts claims whom the talks were with and what for.
func (e *extraction) claimCounterparts(talks string, from, to int) {
	purpose, behind := e.firstFrame("purpose", from, to)
	if purpose < 0 {
		purpose, behind = to, to
	}
	first := from
	for e.is(first, from, "with", "his", "her", "their", "ses", "avec", "the") {
		first++
	}
	end := e.phraseEnd(first, purpose, ",")
	if end > first {
		e.claim(e.wording(talks, ontology.ParticipantGroup, e.span(first, end)), max(from, first-1), end, 0.7, "object of talks")
	}
	if behind < to {
		e.claimTalkPurposes(talks, purpose, behind, to-1)
	}
}

// claimTalkPurposes claims what talks are for, each verb by itself: "to discuss priorities
// and deepen relationships".
func (e *extraction) claimTalkPurposes(talks string, verb, behind, to int) {
	for k := behind; k < to; k++ {
		if e.is(k, behind, "and", "et") && e.is(k+1, behind, "deepen", "strengthen", "advance", "exchange", "review", "reinforce", "approfondir", "renforcer") {
			e.claim(e.wording(talks, ontology.Purpose, e.span(k+1, to)), k+1, to, 0.65, "purpose of talks")
			to = k
		}
	}
	e.claim(e.wording(talks, ontology.Purpose, e.span(behind, to)), verb, to, 0.7, "purpose of talks")
}

// claimSequel claims what a meeting leads to: "set the stage for X".
func (e *extraction) claimSequel() {
	for _, s := range e.sentences {
		if e.principal == nil || !e.blocks[s.block].zone.feeds() || e.blocks[s.block].zone == quoteZone {
			continue
		}
		if start, end := e.firstFrame("lead", s.from, s.to); start >= 0 {
			stop := e.phraseEnd(end, s.to)
			e.claim(e.wording(e.principal.iri, ontology.LeadsTo, e.span(end, stop)), start, stop, 0.7, "verb of leading to")
		}
	}
}
