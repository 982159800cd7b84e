package ingest

import (
	"strconv"
	"strings"
)

// ordinalNumbers are what the words that number a meeting stand for.
var ordinalNumbers = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
	"premier": 1, "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10, "onzieme": 11, "douzieme": 12}

// ordinals are the words that number a meeting.
var ordinals = setOf("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "twentieth",
	"premiere", "premier", "deuxieme", "seconde", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme", "huitieme", "neuvieme", "dixieme", "onzieme", "douzieme", "quinzieme", "vingtieme", "novena", "primera", "segunda", "tercera", "prima", "seconda", "terza")

// ordinalBefore returns the number that stands before a name: 8 for « huitième
// sommet », 0 for none.
func (s *meetingScanner) ordinalBefore(i int) int {
	k := i - 1
	if !s.sameBlock(k, i) {
		return 0
	}
	t := &s.tokens[k]
	if n := ordinalNumbers[t.norm]; n > 0 {
		return n
	}
	digits := strings.TrimRight(t.norm, "abcdefghijklmnopqrstuvwxyz")
	if t.kind != numberToken || digits == t.norm || !s.rules.ordinalEndings[t.norm[len(digits):]] {
		return 0
	}
	n, _ := strconv.Atoi(digits)
	return n
}

// bodiesBefore goes left from a name without a forum over the bodies and parties in
// capitals that meet: "Australia New Zealand Foreign Ministers' Meeting".
func (s *meetingScanner) bodiesBefore(i int) int {
	from := i
	for k := i - 1; k >= i-longestName/2 && s.sameBlock(k, i); k-- {
		t := &s.tokens[k]
		switch {
		case t.isWord() && t.isCapital && !leading[t.norm] && s.rules.months[t.norm] == 0 && (!s.titles.isSentenceStart(k) || t.isUpper):
			from = k
		case s.is(k, i, ")") && s.is(k-2, i, "(") && s.tokens[k-1].isUpper:
			k -= 2
		case s.is(k, i, "-", "–") && s.sameBlock(k-1, i) && s.tokens[k-1].isCapital:
		default:
			return from
		}
	}
	return from
}

// ordinalStart returns where the number before the name of a meeting stands: "15th",
// "Second".
func (s *meetingScanner) ordinalStart(i int, isDialogue bool) int {
	k := i - 1
	if !s.sameBlock(k, i) {
		return i
	}
	t := &s.tokens[k]
	isNumber := t.kind == numberToken && t.norm != "" && s.rules.ordinalEndings[strings.TrimLeft(t.norm, "0123456789")]
	isFirst := s.is(k, i, "first", "premier", "premiere", "prima", "primera")
	if isNumber || ordinals[t.norm] && (t.isCapital || !isFirst && !isDialogue) {
		return k
	}
	return i
}

// subjectTail reads "on Combating Transnational Organized Crime" behind a
// conference's name.
func (s *meetingScanner) subjectTail(k, limit int) int {
	if k+1 < limit && s.is(k, k, "to") && s.tokens[k+1].isCapital && !s.placeHere(k+1) {
		return s.capitalsTail(k+1, limit)
	}
	if k+1 >= limit || !s.is(k, k, "on") || !s.tokens[k+1].isCapital && !s.rules.portfolioWords[s.tokens[k+1].norm] || s.rules.months[s.tokens[k+1].norm] > 0 || s.rules.weekdays[s.tokens[k+1].norm] > 0 {
		return k
	}
	to := k
	for i := k + 1; i < min(limit, k+longestName); i++ {
		switch {
		case s.tokens[i].isCapital && s.tokens[i].isWord():
			to = i + 1
		case s.is(i, k, "in", ",") && s.subjectGoesOn(i+1):
		case s.rules.portfolioWords[s.tokens[i].norm] && !s.tokens[k+1].isCapital:
			to = i + 1
		case isConnector[s.tokens[i].norm] && !s.is(i, k, "in", ","), s.is(i, k, "-"):
		default:
			return to
		}
	}
	return to
}

// capitalsTail reads the rest of a name in capitals: "Counter Violent Extremism".
func (s *meetingScanner) capitalsTail(k, limit int) (to int) {
	for to = k; k < limit && s.rules.months[s.tokens[k].norm] == 0 && (s.tokens[k].isCapital && s.tokens[k].isWord() || s.is(k, k, "-") || isConnector[s.tokens[k].norm] && !s.is(k, k, "in", ",")); k++ {
		if s.tokens[k].isCapital {
			to = k + 1
		}
	}
	return to
}

// subjectGoesOn reports that a subject goes on behind a comma or "in": in capitals,
// and with no date, place or party.
func (s *meetingScanner) subjectGoesOn(i int) bool {
	if !s.sameBlock(i, i-1) || !s.tokens[i].isCapital || s.rules.months[s.tokens[i].norm] > 0 || s.placeHere(i) {
		return false
	}
	_, to := s.titles.partyAt(i, s.blockOf(i).to)
	return to == 0
}

// titled reads the name of a gathering of another body: "OECD Ministerial Council
// Meeting", "Tokyo Ministerial Conference on Ageing Societies".
func (s *meetingScanner) titled(i, limit int) (m namedMeeting, to int) {
	if s.language != "en" || !s.isTitleWord(i) || s.isTitleWord(i-1) && s.sameBlock(i-1, i) {
		return m, 0
	}
	words := 0
	for k := i; k < min(limit, i+longestName) && (s.isTitleWord(k) || k > i && s.joinsTitle(k)); k++ {
		n := s.eventNoun(k, limit)
		if n == 0 && words >= 2 && s.sameBlock(k+1, k) && s.is(k, k, "ministerial") && s.is(k+1, k, "meeting", "conference", "forum") {
			m.isTitle = true
			return m, s.subjectTail(s.whoTail(k+2, limit), limit)
		}
		if n > 0 && words >= 1 && !s.nounFollows(k+n, limit) {
			m.isTitle = true
			return m, s.subjectTail(s.whoTail(k+n, limit), limit)
		}
		words++
	}
	return m, 0
}

// nounFollows reports that the name goes on to a noun further right: "OECD
// Ministerial Council Meeting".
func (s *meetingScanner) nounFollows(k, limit int) bool {
	for ; k < limit && s.isTitleWord(k); k++ {
		if s.eventNoun(k, limit) > 0 {
			return true
		}
	}
	return false
}

// whoTail reads "of Justice Ministers", "of the Ministers of Foreign Affairs of the
// Bali Process" behind a noun.
func (s *meetingScanner) whoTail(k, limit int) int {
	to := k
	for k < min(limit, to+longestName) && s.is(k, k, "of", "for", "between") {
		i, isWho := k+1, false
		for i < limit && (s.isTitleWord(i) || s.whoAt(i, limit) > 0 || s.is(i, k, "the", "and", `"`, "+", "'s")) {
			isWho = isWho || s.whoAt(i, limit) > 0 || s.isBody(i, limit)
			i++
		}
		for i > k && s.is(i-1, k, "and", "the") {
			i--
		}
		isField := to > k-1 && i > k+1 && s.rules.portfolioWords[s.tokens[i-1].norm]
		if !isWho && !isField {
			break
		}
		to, k = i, i
	}
	return to
}

// isBody reports that a body is named at token i.
func (s *meetingScanner) isBody(i, limit int) bool {
	_, to := s.forumAt(i, limit)
	return to > 0
}

// eventNoun measures the noun of a gathering in capitals at token k.
func (s *meetingScanner) eventNoun(k, limit int) int {
	if s.tokens[k].isCapital && s.is(k, k, "meeting", "meetings", "summit", "conference", "dialogue", "ministerial", "interface", "assembly") {
		return 1
	}
	if s.tokens[k].isCapital && s.is(k, k, "forum") && s.is(k-1, k, "ministerial", "partnership", "leaders", "'") {
		return 1
	}
	return 0
}

// isTitleWord reports a capitalized word that may belong to the name of a
// gathering.
func (s *meetingScanner) isTitleWord(k int) bool {
	if k < 0 || k >= len(s.tokens) {
		return false
	}
	t := &s.tokens[k]
	isNumber := t.kind == numberToken && t.norm != "" && s.rules.ordinalEndings[strings.TrimLeft(t.norm, "0123456789")]
	return isNumber || t.isWord() && t.isCapital && !leading[t.norm] && s.rules.months[t.norm] == 0
}

var leading = setOf("and", "or", "of", "for", "the", "a", "an", "this", "that", "our", "their", "its", "at", "in", "on", "following", "after", "before", "during", "first", "annual", "opening", "closing", "see", "minister", "ministers", "mr", "ms", "mrs", "place", "event", "news", "press")

func (s *meetingScanner) joinsTitle(k int) bool {
	return s.is(k, k, "and", "of", "on", "'", "'s", "-", "–", ",", "for", "&") && s.sameBlock(k+1, k) && s.tokens[k+1].isCapital
}
