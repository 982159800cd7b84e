package ingest

// doubtful is the confidence of a mention that is likelier wrong than right.
const doubtful = 0.4

// doubtMeetings lowers the confidence of names of meetings that seem to go on behind
// where the rules end them, and of bodies that are named as what holds meetings. It does
// so last: what a text is about does not depend on it.
func (e *extraction) doubtMeetings() {
	sure := map[*thing]bool{} // named at least once without doubt
	meetings := e.of(MeetingType, 0, len(e.tokens))
	for _, m := range meetings {
		switch {
		case m.meeting.isBack:
		case e.isBodyOfSessions(m) || e.isForumItself(m) || e.isIntroduced(m) || e.isNumberOnly(m) || e.isCutShort(m):
			m.confidence = min(m.confidence, doubtful)
		case m.confidence >= 0.5:
			sure[m.thing] = true
		}
	}
	for _, m := range meetings {
		if m.meeting.isBack && m.thing != nil && m.thing.isNew && !sure[m.thing] {
			m.confidence = min(m.confidence, doubtful)
		}
	}
}

// isCutShort reports that the name of a meeting that the graph lacks and that names no
// forum of it goes on: « Conférence … de Daech | et d'Al-Qaïda », "Conference | of the
// Parties".
func (e *extraction) isCutShort(m *mention) bool {
	if m.thing == nil || !m.thing.isNew || m.meeting.forum != nil && !m.meeting.forum.isNew {
		return false
	}
	k := m.to
	switch {
	case !e.sameBlock(k+1, m.from) || e.tokens[k].isCapital:
		return false
	case e.is(k, k, "of", "on", "for", "against", "de", "du", "d'", "des", "del", "della", "dei"):
		k++
	case e.is(k, k, "and", "et", "y", "e", "und"):
		return e.is(k+1, k, "d'", "du", "de", "des", "del", "of") || e.tokens[k+1].isCapital && !e.isMeetingNoun(k+1) && e.covering(k+1) == nil
	default:
		return false
	}
	for e.is(k, m.from, "the", "la", "le", "les", "l'") && e.sameBlock(k+1, m.from) {
		k++
	}
	t := &e.tokens[k]
	over := e.covering(k)
	isTime := over != nil && (over.typ == DateType || over.typ == PlaceType) || e.rules.months[t.norm] > 0 || e.rules.weekdays[t.norm] > 0
	_, who := e.rules.meetings.who.at(e.tokens, k, e.blockOf(k).to)
	return t.isWord() && t.isCapital && who == 0 && !isTime && !e.is(k, k, "vingt", "quinze", "douze") && !e.placeHere(k)
}

// isIntroduced reports a meeting without a forum in small letters behind an indefinite
// article, which has no name of its own: « une réunion informelle des ministres ».
func (e *extraction) isIntroduced(m *mention) bool {
	named := m.meeting
	isPlain := m.thing != nil && m.thing.isNew && named.forum == nil && named.place == nil && !e.tokens[m.from].isCapital
	return isPlain && e.is(m.from-1, m.from, "a", "an", "une", "un", "una", "un'", "eine", "einer", "einem", "einen", "another", "autre")
}

// isNumberOnly reports a meeting that has nothing but a number: "the Fifth Meeting".
func (e *extraction) isNumberOnly(m *mention) bool {
	return m.to-m.from == 2 && m.meeting.ordinal > 0 && e.is(m.from+1, m.from, "meeting", "conference", "reunion", "rencontre")
}

// isForumItself reports a French name of a forum, without number, day, place or subject,
// that may be a body: « le Forum des îles du Pacifique ».
func (e *extraction) isForumItself(m *mention) bool {
	named := m.meeting
	isPlain := named.noun == "forum" && !named.hasSubject && named.place == nil && named.year == "" && named.ordinal == 0
	return e.language == "fr" && isPlain && !e.is(m.from-1, m.from, "au")
}

// isBodyOfSessions reports a name of what has sessions: « la Conférence ministérielle
// (CMF) a tenu sa 36e session ».
func (e *extraction) isBodyOfSessions(m *mention) bool {
	k := m.to
	if e.is(k, m.from, "(") && e.is(k+2, m.from, ")") {
		k += 3
	}
	if e.is(k, m.from, "a", "will") {
		k++
	}
	return e.is(k, m.from, "tenu", "tient", "tiendra", "held", "holds", "hold", "holding") && e.is(k+1, m.from, "sa", "its", "ses")
}

// isVague reports that a noun may well mean another meeting than the one it was taken
// for: "their meeting" of two, one of an earlier year than the document, one after a
// meeting without a name, or where another is named nearer that is called so too.
func (e *extraction) isVague(kind string, from, to int, t *thing, a *antecedents) bool {
	isElsewhere := e.elsewhere(kind, to-1) != nil || e.onDay(to-1) != nil
	if isElsewhere {
		return false
	}
	at, isNamed := a.lastAt[t]
	isNear := isNamed && e.sameBlock(at, from)
	isOther := t != e.principal && e.principal != nil && isNear && !e.is(from-1, from, "that", "this", "cette", "ce", "dieses", "diesem", "diese") && e.callsSo(kind, a)
	return e.is(from-1, from, "their") || isOther || len(e.day()) >= 4 && t.isNew && !e.is(from-1, from, "this", "cette", "ce", "dieses", "diese") && a.latest[t] < e.day()[:4] || e.hasNameless(kind, from, at)
}

// callsSo reports that the meeting which the text is about may be meant by a noun.
func (e *extraction) callsSo(kind string, a *antecedents) bool {
	return a.kinds[e.principal][kind] || kind == "meeting" && len(a.kinds[e.principal]) == 0
}

// longestReach is how many tokens before a noun a meeting without a name may stand.
const longestReach = 100

// hasNameless reports a meeting without a name in the paragraph before a noun, behind
// the last name at token after: "a meeting with the Attorney General … that meeting".
func (e *extraction) hasNameless(kind string, from, after int) bool {
	for k := from - 1; e.sameBlock(k, from) && k > after && k > from-longestReach; k-- {
		if backNouns[e.tokens[k].norm] != kind || e.covered[k] != 0 {
			continue
		}
		for j := k - 1; j >= k-3 && e.sameBlock(j, k); j-- {
			if e.is(j, j, "a", "an", "une", "un", "eine", "einem", "einer", "ein", "una") {
				return true
			}
		}
	}
	return false
}
