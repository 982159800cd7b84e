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
		case e.isBodyOfSessions(m) || e.isCutShort(m):
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
	return t.isWord() && t.isCapital && !isTime && !e.is(k, k, "vingt", "quinze", "douze") && !e.placeHere(k)
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
