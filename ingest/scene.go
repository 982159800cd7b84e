package ingest

import "w3id.org/plenary/ontology"

// sceneOf returns the meeting that a sentence speaks of before token limit: the one that
// it names, the subject of the sentence before it in its paragraph, else the principal
// one. It is nil for a sentence on what was beside the meeting, or was long ago.
func (e *extraction) sceneOf(s sentence, limit int) *thing {
	if m := e.meetingBefore(limit, s.from); m != nil {
		return m.thing
	}
	if e.isAside(s) || e.isHistory(e.of(DateType, s.from, limit)) || e.isOfPast(s, limit) {
		return nil
	}
	if m := e.subjectBefore(s); m != nil {
		return m.thing
	}
	if e.principal == nil || e.isOff {
		return nil
	}
	isSummit := isSummitOfLeaders(e.principal)
	isLeaders := e.isOfLeaders(s.from, limit)
	switch {
	case isLeaders && !isSummit && !e.isMinisterial(s.from, limit):
		return e.summitOfYear()
	case isSummit && !isLeaders && e.isMinisterial(s.from, limit):
		return nil
	}
	return e.principal
}

// isOfLeaders reports leaders among those who are named between tokens.
func (e *extraction) isOfLeaders(from, to int) bool {
	for k := from; k < to; k++ {
		if e.is(k, k, "leaders", "dirigeants", "chefs", "heads", "presidents") && e.covering(k) == nil && !e.is(k+2, k, "delegation", "delegations") {
			return true
		}
	}
	return false
}

// findOff reports that the text says that the principal meeting is not held: what is said
// of those who meet is of something else.
func (e *extraction) findOff() bool {
	for _, m := range e.of(MeetingType, 0, len(e.tokens)) {
		if m.thing != e.principal {
			continue
		}
		from, to := e.sentenceOf(m.from)
		if start, _ := e.firstFrame("cancel", from, to); start >= 0 {
			return true
		}
	}
	return false
}

// subjectBefore returns the meeting that the nearest sentence before, in the same
// paragraph and not further back than one may be long, has as its subject.
func (e *extraction) subjectBefore(s sentence) *mention {
	for at := s.from - 1; at >= max(e.blocks[s.block].from, s.from-longestPiece); {
		from, to := e.sentenceOf(at)
		before := sentence{from, to, s.block}
		for _, m := range e.of(MeetingType, from, to) {
			if m.confidence >= 0.5 && !e.isMerePoint(m) && e.isSubject(m, before) && e.modalityAt(m.from, m.to) == "factual" {
				return m
			}
		}
		at = min(from-1, at-1)
	}
	return nil
}

// isOfPast reports words for another occasion than this.
func (e *extraction) isOfPast(s sentence, limit int) bool {
	for i := s.from; i < limit; i++ {
		if e.is(i, i, "previous", "previously", "earlier", "precedente", "precedent", "ago") || e.is(i, i, "last") && e.is(i+1, i, "year", "month") {
			return true
		}
	}
	return false
}

// isSummitOfLeaders reports a meeting of leaders.
func isSummitOfLeaders(meeting *thing) bool {
	return meeting.one(ontology.Ordinal) != "" || hasWord(meeting.label, "summit") || hasWord(meeting.label, "sommet") || hasWord(meeting.label, "leaders") || hasWord(meeting.label, "vertice") || hasWord(meeting.label, "heads") || hasWord(meeting.label, "chefs")
}

// isSaidByMeeting reports that the subject of a verb is a meeting or those who meet,
// and nobody else by name: what one of them discussed with another is their own.
func (e *extraction) isSaidByMeeting(from, verb int) bool {
	for k := verb - 1; k >= from; k-- {
		over := e.covering(k)
		switch {
		case over != nil && over.typ == MeetingType, e.isGatheringWord(k), e.is(k, verb, "they", "ils", "elles", "talks", "discussions", "agenda", "reunion", "echanges", "travaux", "session", "sessions", "seance", "journee", "programme", "menu", "themes", "topics", "sides", "parties", "g7", "countries", "members", "membres", "pays"):
			return true
		case over != nil && (over.typ == ForumType || over.typ == PartyType):
			return true
		case over != nil && (over.typ == PersonType || over.typ == OfficeType), e.is(k, verb, "he", "she", "il", "elle", "i", "je"):
			return false
		case over != nil:
			k = over.from
		}
	}
	return false
}

// checkPrincipal drops a principal meeting that the text is not about: a summit, where
// it is ministers who met, or one that is only named further on as what came before or
// is to come. Claims without a meeting are few, but those on the wrong one are wrong.
func (e *extraction) checkPrincipal() {
	if e.principal == nil || isSummitOfLeaders(e.principal) && e.isMetByMinisters() || !e.isSubjectOfText() {
		e.principal = e.onlyNamed(e.principal)
	}
	e.isOff = e.findOff()
}

// distant is how far back a meeting may be that a text is about without naming it in its
// title.
const distant = 3 * nearMeeting

// isOver reports that a meeting of the graph was before the document.
func (e *extraction) isOver(meeting *thing) bool { return meeting.one(ontology.StartDate) < e.day() }

// isSubjectOfText reports that the principal meeting is named in the opening, or further
// on as one that was held, and not only as a point in time or space.
func (e *extraction) isSubjectOfText() bool {
	isNamed := false
	for _, m := range e.of(MeetingType, 0, len(e.tokens)) {
		if m.thing != e.principal || m.isReference() {
			continue
		}
		isNamed = true
		if !m.thing.isNew && e.zoneOf(m.from) != titleZone && e.gapTo(m.thing) > distant && e.isOver(m.thing) {
			return false
		}
		isHeld := m.from < openingTokens || e.modalityAt(m.from, m.to) == "factual" && !e.is(m.to, m.from, "(")
		if isHeld && !e.isMerePoint(m) {
			return true
		}
	}
	return !isNamed
}

// onlyNamed returns the meeting that the opening names, where nothing said more of it:
// « participe à la réunion du G6 ».
func (e *extraction) onlyNamed(other *thing) *thing {
	for _, m := range e.of(MeetingType, 0, min(len(e.tokens), openingTokens)) {
		if m.confidence >= 0.5 && m.thing != nil && m.thing != other && m.thing.isNew && !isSummitOfLeaders(m.thing) && e.zoneOf(m.from).feeds() && e.zoneOf(m.from) != backgroundZone && !e.isMerePoint(m) && e.modalityAt(m.from, m.to) == "factual" {
			return m.thing
		}
	}
	return nil
}

// isMetByMinisters reports that the opening says that ministers met.
func (e *extraction) isMetByMinisters() bool {
	for i := 0; i < min(len(e.tokens), 2*openingTokens); i++ {
		frame, n := e.frameAt(i, len(e.tokens))
		from, _ := e.sentenceOf(i)
		if n == 0 || frame != "meet" || !e.isMinisterial(max(from, i-farSubject), i) {
			continue
		}
		isOf := false
		for k := max(from, i-farSubject); k < i; k++ {
			isOf = isOf || e.is(k, k, "leaders", "dirigeants", "chefs", "heads", "premiers", "prime") || e.ofType(MeetingType, k) != nil && e.ofType(MeetingType, k).thing == e.principal && !e.isMerePoint(e.ofType(MeetingType, k))
		}
		return !isOf
	}
	return false
}
