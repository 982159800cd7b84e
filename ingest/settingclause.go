package ingest

import (
	"slices"
	"strings"
)

// settingsOfNames reads around the names of meetings in a sentence.
func (e *extraction) settingsOfNames(s sentence) (found []setting) {
	for _, m := range e.of(MeetingType, s.from, s.to) {
		if m.thing == nil || m.confidence < 0.5 || e.isInQuotation(m.from) {
			continue
		}
		parts := e.settingBehind(m.to, s.to, m.thing)
		if e.isMerePoint(m) {
			parts = slices.DeleteFunc(parts, func(p *mention) bool { return !e.isRightBehind(p, m) && !e.isHeldBehind(m) })
		} else if e.isSubject(m, s) {
			parts = append(parts, e.settingAhead(s, m.from)...)
		} else if m.thing == e.principal && (e.hasMeetingVerb(s) || e.is(m.from-1, m.from, "for", "pour", "zum", "zur") || e.is(m.from-2, m.from, "for", "pour")) {
			parts = append(parts, e.settingBefore(m, s)...)
		}
		if m.thing == e.principal && e.isHistory(parts) {
			continue
		}
		found = e.addSettings(found, setting{meeting: m.thing, from: m.from, to: m.to}, parts, "place behind a meeting", "days behind a meeting")
	}
	return found
}

// settingBefore returns the places and dates before a meeting in its clause: « a participé
// les 19 et 20 octobre à la réunion », « à Venise, où se tenait la réunion ».
func (e *extraction) settingBefore(m *mention, s sentence) (parts []*mention) {
	for k := m.from - 1; k >= max(s.from, m.from-longestSetting); k-- {
		over := e.covering(k)
		switch {
		case over != nil && over.typ == MeetingType:
			return parts
		case over != nil && over.typ == PlaceType && over.thing != nil:
			if e.isLocative(over, m.from) && !e.isDateline(over) {
				parts = append(parts, over)
			}
			k = over.from
		case over != nil && over.typ == DateType:
			if e.isOwnDate(over) {
				parts = append(parts, over)
			}
			k = over.from
		case over != nil:
			k = over.from
		case clauseStops[e.tokens[k].norm] && !e.is(k, k, "where", "ou", "in", "que", "dove", "wo"):
			return parts
		}
	}
	return parts
}

// hasMeetingVerb reports a verb of holding, hosting or taking part in a sentence.
func (e *extraction) hasMeetingVerb(s sentence) bool {
	for i := s.from; i < s.to; i++ {
		frame, n := e.frameAt(i, s.to)
		if n > 0 && e.covering(i) == nil && (frame == "held" || frame == "meet" || frame == "host" || frame == "chair" || frame == "attend" || frame == "end" || frame == "begin" || frame == "gather") {
			return true
		}
	}
	return false
}

// settingsOfVerbs reads behind the verbs of meeting, hosting and chairing of a
// sentence, for the meeting that they are about.
func (e *extraction) settingsOfVerbs(s sentence) (found []setting) {
	for i := s.from; i < s.to; i++ {
		frame, n := e.frameAt(i, s.to)
		isOfMeeting := frame == "meet" || frame == "host" || frame == "chair" || frame == "end"
		if n == 0 || !isOfMeeting && !e.isOfPronoun(frame, i, s) || e.covering(i) != nil || e.isInQuotation(i) {
			continue
		}
		meeting := e.meetingOfVerb(frame, i, i+n, s)
		if meeting == nil {
			continue
		}
		parts := e.settingBehind(i+n, s.to, meeting)
		switch {
		case frame == "meet":
			parts = append(parts, e.settingAhead(s, i)...)
		case frame == "host" && e.language == "de": // its verb ends the clause
			parts = append(parts, e.settingBehind(s.from, i, meeting)...)
		}
		if day := e.covering(i - 1); day != nil && day.typ == DateType && day.from > s.from && e.isOwnDate(day) {
			parts = append(parts, day)
		}
		if e.isHistory(e.of(DateType, s.from, s.to)) {
			continue
		}
		found = e.addSettings(found, setting{meeting: meeting, from: i, to: i + n}, parts, "place behind a verb of meeting", "days behind a verb of meeting")
	}
	return found
}

// settingsOfDays reads a sentence that begins with the days over which those who meet did
// something: "Over three days, April 26 to 28, ministers".
func (e *extraction) settingsOfDays(s sentence) []setting {
	parts := e.settingAhead(s, s.to)
	if e.principal == nil || len(parts) == 0 || e.isHistory(parts) {
		return nil
	}
	last := parts[len(parts)-1].to
	for e.is(last, s.from, ",", "the") {
		last++
	}
	if last >= s.to || !e.isNewSubject(last) || e.ofRank(s.from, min(last+3, s.to)) != e.principal {
		return nil
	}
	parts = slices.DeleteFunc(parts, func(p *mention) bool { return !strings.Contains(p.value, "/") })
	return e.addSettings(nil, setting{meeting: e.principal, from: last, to: last + 1}, parts, "", "days of those who meet")
}

// meetingOfVerb returns the meeting that a verb of meeting or hosting is about: that
// behind a verb of hosting, the principal one where its subject or object is those
// who meet.
func (e *extraction) meetingOfVerb(frame string, verb, end int, s sentence) *thing {
	if e.isOfPronoun(frame, verb, s) {
		if m := e.subjectBefore(s); m != nil {
			return m.thing
		}
		return e.principal
	}
	if frame != "meet" {
		if m := e.meetingBehind(end, s.to); m != nil && !e.isMerePoint(m) {
			return m.thing
		}
		if frame == "host" && (e.isGathering(end, min(end+nearClause, s.to)) || e.language == "de" && e.isGathering(s.from, verb)) {
			return e.principal
		}
		return nil
	}
	if e.is(end, verb, "again", "bilaterally", "with", "avec", "his", "her", "once", "regularly") || e.is(verb-1, verb, "first") {
		return nil
	}
	for k := verb - 1; k >= max(s.from, verb-3); k-- {
		if m := e.ofType(MeetingType, k); m != nil {
			return m.thing
		}
	}
	if e.principal == nil || !e.isGathering(max(s.from, verb-farSubject), verb) && !e.isOpening(verb, s) {
		return nil
	}
	return e.ofRank(max(s.from, verb-farSubject), verb)
}

// isOfPronoun reports a verb of holding whose subject is a pronoun that begins the
// sentence: « Elle s'est tenue à Paris ».
func (e *extraction) isOfPronoun(frame string, verb int, s sentence) bool {
	return (frame == "held" || frame == "end" || frame == "begin") && verb <= s.from+2 && e.is(s.from, verb, "it", "elle", "il", "sie", "es")
}

// farSubject is how many tokens before a verb those who meet may be named.
const farSubject = 30

// clauseStops end what a clause says of where and when.
var clauseStops = setOf("which", "who", "whom", "that", "when", "where", "after", "before", "since", "until", "following", "followed", "ahead", "but", "as", "once", "annually", "regularly", "each", "every", "turn", "while", "because", "with", "than",
	"qui", "que", "ou", "avant", "apres", "depuis", "lorsque", "dont", "puis", "tandis", "mais", "avec", "suivie", "comme", "chaque", "wo", "nach", "vor", "seit", "che", "dove", "dopo", "prima", "mit", ";", ":")

// longestSetting is how far behind a meeting or verb a place or date may stand.
const longestSetting = 30

// settingBehind returns the places and dates of a clause from token i on.
func (e *extraction) settingBehind(i, to int, meeting *thing) (parts []*mention) {
	for k := i; k < min(to, i+longestSetting); k++ {
		over := e.covering(k)
		switch {
		case over != nil && over.typ == MeetingType && over.thing != meeting:
			return parts
		case over != nil && over.typ == PlaceType && over.thing != nil && (e.isLocative(over, i) || k <= i+2 && e.is(k-1, i, ",", "(", "–", "-")):
			parts = append(parts, over)
			k = over.to - 1
		case over != nil && over.typ == DateType:
			if e.isOwnDate(over) {
				parts = append(parts, over)
			}
			k = over.to - 1
		case over != nil:
			k = over.to - 1
		case backNouns[e.tokens[k].norm] != "" && k > i+1:
			return parts
		case e.isClauseStop(k, i) || e.is(k-1, i, ",") && e.isNewSubject(k):
			if k = e.resumption(k, min(to, i+longestSetting)); k < 0 {
				return parts
			}
		}
	}
	return parts
}

// resumption returns where the main clause goes on behind what was put between
// commas: "the meeting, the first since the war, was held"; -1 when it does not.
func (e *extraction) resumption(k, to int) int {
	for i := k + 1; i < to; i++ {
		if frame, n := e.frameAt(i, to); n > 0 && e.is(i-1, k, ",") && (frame == "held" || frame == "end" || frame == "begin") {
			return i + n - 1
		}
	}
	return -1
}

// isClauseStop reports a word or verb that begins another clause: "which was held"
// goes on with what was said before.
func (e *extraction) isClauseStop(k, from int) bool {
	if clauseStops[e.tokens[k].norm] {
		return k > from+2 || !e.isHeldSoon(k+1, from)
	}
	frame, n := e.frameAt(k, e.blockOf(from).to)
	return n > 0 && (frame == "discuss" || frame == "adopt" || frame == "purpose" || frame == "commit" || frame == "attend")
}

// isHeldSoon reports that a relative clause has a verb of holding or hosting: "which
// Canada will host in Kananaskis".
func (e *extraction) isHeldSoon(k, from int) bool {
	for i := k; i < min(k+7, e.blockOf(from).to); i++ {
		if over := e.covering(i); over != nil && over.typ != PartyType && over.typ != PersonType {
			return false
		}
		switch frame, n := e.frameAt(i, e.blockOf(from).to); {
		case n == 0:
		case frame == "held" || frame == "meet" || frame == "end" || frame == "begin" || frame == "host" || frame == "chair":
			return true
		default:
			return false
		}
	}
	return false
}

// isLocative reports a place behind a preposition that says where.
func (e *extraction) isLocative(m *mention, of int) bool {
	k := m.from - 1
	for e.is(k, of, "the", "la", "le", "l'", "les", "der", "dem", "town", "city", "ville", "region", "il", "lo") {
		k--
	}
	return e.is(k, of, "in", "at", "a", "au", "aux", "en", "dans", "auf", "im", "ins", "nel", "nella", "nell'", "ad", "an", "near", "am") ||
		e.is(k, of, "and", "et", ",", "de") && e.ofType(PlaceType, k-1) != nil
}

// isOwnDate reports a date that is one of the meeting's: no year alone, no deadline,
// no week.
func (e *extraction) isOwnDate(m *mention) bool {
	if len(m.value) < 7 || e.isIssue(m) || e.is(m.from-1, m.from, "by", "until", "since", "before", "after", "d'ici", "ici", "depuis", "avant", "apres", "seit", "last", "'s", "for") || e.is(m.from-1, m.from, "of") && e.ofType(MeetingType, m.from-2) == nil {
		return false
	}
	for k := m.from; k < m.to; k++ {
		if e.is(k, m.from, "week", "weekend", "semaine", "woche", "settimana", "month", "mois", "year") {
			return false
		}
	}
	return true
}

// isIssue reports the day of issue in the dateline.
func (e *extraction) isIssue(m *mention) bool {
	place := e.dateline()
	return place != nil && m.value == e.day() && e.sameBlock(place.from, m.from) && max(m.from-place.to, place.from-m.to) < datelineTokens/2 && !e.isRelativeDay(m)
}

// isRelativeDay reports a day that is called by where it stands to the day of issue.
func (e *extraction) isRelativeDay(m *mention) bool {
	for k := m.from; k < m.to; k++ {
		if e.tokens[k].kind == numberToken {
			return false
		}
	}
	return true
}

// settingAhead returns the places and dates that a sentence begins with, before
// token limit: « Le 9 mai, à Venise, les ministres ».
func (e *extraction) settingAhead(s sentence, limit int) (parts []*mention) {
	for k := s.from; k < limit; k++ {
		over := e.covering(k)
		switch {
		case over != nil && over.typ == PlaceType && over.thing != nil && e.isLocative(over, s.from) && !e.isDateline(over):
			parts = append(parts, over)
			k = over.to - 1
		case over != nil && over.typ == DateType:
			if e.isOwnDate(over) {
				parts = append(parts, over)
			}
			k = over.to - 1
		case over == nil && fronting[e.tokens[k].norm]:
		default:
			return parts
		}
	}
	return parts
}

// fronting are the words of adverbials before a subject.
var fronting = setOf("in", "at", "on", "from", "over", "the", "and", "three", "two", "four", "days", ",", "le", "la", "les", "du", "au", "a", "en", "dans", "ce", "reunis", "meeting", "am", "vom", "bis", "im", "auf", "dem", "nel", "il", "dal", "al", "l'", "nella", "e", "est", "si", "conclusa", "terminata", "tenuta", "e'", "s'", "ete")

// beside are the words before a meeting that is named for where something else was,
// around those for when.
var (
	beside = setOf("margins", "sidelines", "margin", "marge", "rande", "margine", "margenes")
	around = setOf("eve", "veille", "ahead", "before", "after", "since", "following", "avant", "apres", "depuis", "prior", "weeks", "semaines", "approche", "suite", "issue", "lendemain")
)

// isMerePoint reports a meeting that is named to say when or where something else
// was: "on the margins of the summit", « à la veille du sommet ».
func (e *extraction) isMerePoint(m *mention) bool {
	return e.isBehindOneOf(m, beside) || e.isBehindOneOf(m, around) || e.isAnother(m) || e.isListed(m) || e.is(m.from-2, m.from, "sur", "about", "on") && e.is(m.from-1, m.from, "the", "le", "la", "l'")
}

// isListed reports what stands in a row of parties and bodies, and is a body there: "the
// European Commission, the European Council, France".
func (e *extraction) isListed(m *mention) bool {
	before, behind := m.from-1, m.to+1
	for e.is(before, m.from, "the", "le", "la", "l'") {
		before--
	}
	for e.is(behind, m.from, "the", "le", "la", "l'") {
		behind++
	}
	isOfRow := func(i int) bool {
		over := e.covering(i)
		return over != nil && e.sameBlock(i, m.from) && (over.typ == PartyType || over.typ == OrganizationType)
	}
	return e.is(before, m.from, ",") && e.is(m.to, m.from, ",") && isOfRow(behind)
}

// isAnother reports that a name which refers to a meeting is of the next one of its kind,
// or of the last.
func (e *extraction) isAnother(m *mention) bool {
	return m.thing == e.principal && m.isReference() && e.is(m.from-1, m.from, "next", "previous", "prochaine", "prochain", "precedente", "prossima", "prossimo", "nachste", "nachsten")
}

// isBehindOneOf reports that one of the words stands right before the name of a meeting.
func (e *extraction) isBehindOneOf(m *mention, words map[string]bool) bool {
	for k := m.from - 1; k >= m.from-5 && e.sameBlock(k, m.from); k-- {
		if words[e.tokens[k].norm] {
			return true
		}
		if e.covering(k) != nil || e.is(k, m.from, ",", ".", ";") {
			return false
		}
	}
	return false
}

// isHeldBehind reports a clause behind the name of a meeting that says when or where it
// was held: ", which was held there on 5 May".
func (e *extraction) isHeldBehind(m *mention) bool {
	for k := m.to; k < m.to+4; k++ {
		if frame, n := e.frameAt(k, e.blockOf(m.from).to); n > 0 && frame == "held" && e.sameBlock(k, m.from) {
			return true
		}
	}
	return false
}

// isRightBehind reports a place or date that belongs to a meeting which is itself but a
// point in time or space.
func (e *extraction) isRightBehind(p, m *mention) bool {
	return p.from-m.to <= 2 && !(e.isBehindOneOf(m, around) && e.is(m.to, m.from, ","))
}

// isSubject reports a meeting that its sentence begins with, but for adverbials.
func (e *extraction) isSubject(m *mention, s sentence) bool {
	for k := s.from; k < m.from; k++ {
		over := e.covering(k)
		if over != nil && (over.typ == PlaceType || over.typ == DateType) {
			k = over.to - 1
		} else if over != nil || !fronting[e.tokens[k].norm] {
			return false
		}
	}
	return true
}
