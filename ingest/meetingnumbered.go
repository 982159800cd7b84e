package ingest

import (
	"strconv"
	"strings"
)

// lastConference is the highest number that a conference of parties is taken to have.
const lastConference = 60

// numbered reads gatherings that are called by their number or season: "76th session
// of the World Health Assembly", « XVe Sommet », "COP 21", "Annual Meetings of the
// IMF and the World Bank".
func (s *meetingScanner) numbered(i, limit int) (m namedMeeting, to int) {
	for _, form := range []func(i, limit int) int{s.conferenceOfParties, s.numberedSession, s.bankMeetings, s.councilOf, s.gatheringOf, s.assembly} {
		if to = form(i, limit); to > 0 {
			m.isTitle = true
			return m, to
		}
	}
	return m, 0
}

// conferenceOfParties reads "COP21", "COP 21".
func (s *meetingScanner) conferenceOfParties(i, limit int) int {
	t := &s.tokens[i]
	if !t.isUpper && !t.isCapital {
		return 0
	}
	if number, ok := strings.CutPrefix(t.norm, "cop"); ok && number != "" && isConferenceNumber(number) {
		return i + 1
	}
	if t.norm == "cop" && i+1 < limit && s.tokens[i+1].kind == numberToken && isConferenceNumber(s.tokens[i+1].norm) {
		return i + 2
	}
	if t.norm == "cop" && s.is(i+1, i, "-") && i+2 < limit && isConferenceNumber(s.tokens[i+2].norm) {
		return i + 3
	}
	return 0
}

func isConferenceNumber(digits string) bool {
	n, err := strconv.Atoi(digits)
	return err == nil && n > 0 && n < lastConference
}

// numberedSession reads an ordinal, "session" or "summit", and the body that sits.
func (s *meetingScanner) numberedSession(i, limit int) int {
	if i+1 >= limit || !s.isOrdinal(i) {
		return 0
	}
	if s.isRoman(i) && s.is(i+1, i, "sommet") && s.tokens[i+1].isCapital {
		return max(i+2, s.bodyEnd(i+2, limit))
	}
	if s.is(i+1, i, "session", "sessione", "sesion", "tagung") {
		return s.bodyEnd(i+2, limit)
	}
	return 0
}

// bodyEnd reads "of the General Assembly", « de la Conférence générale »: zero when
// no name in capitals follows.
func (s *meetingScanner) bodyEnd(k, limit int) int {
	from := k
	for k < limit && k < from+3 && s.is(k, k-1, "of", "the", "de", "du", "la", "l'", "des", "della", "del", "der", "des") {
		k++
	}
	if k == from || k >= limit || !s.tokens[k].isCapital || !s.tokens[k].isWord() {
		return 0
	}
	to := k + 1
	for ; k < min(limit, from+longestName); k++ {
		t := &s.tokens[k]
		switch {
		case t.isWord() && t.isCapital || s.language != "en" && k == to && isAdjective(t.norm):
			to = k + 1
		case !isConnector[t.norm] && !s.is(k, k-1, "of", "the", "for", "on"):
			return to
		}
	}
	return to
}

// isOrdinal reports a number that counts: "36th", « 36e », "second", « XVe ».
func (s *meetingScanner) isOrdinal(i int) bool {
	t := &s.tokens[i]
	digits := strings.TrimLeft(t.norm, "0123456789")
	return ordinals[t.norm] || t.kind == numberToken && digits != t.norm && s.rules.ordinalEndings[digits] || s.isRoman(i)
}

// isRoman reports a French ordinal in Roman figures: « XVe ».
func (s *meetingScanner) isRoman(i int) bool {
	t := &s.tokens[i]
	figures, isOrdinal := strings.CutSuffix(strings.TrimSuffix(t.norm, "me"), "e")
	return isOrdinal && t.isCapital && s.language == "fr" && figures != "" && strings.Trim(figures, "ivx") == ""
}

// bankMeetings reads "Annual Meetings of the International Monetary Fund and the World
// Bank", "IMF/World Bank Spring Meetings".
func (s *meetingScanner) bankMeetings(i, limit int) int {
	if s.language != "en" {
		return 0
	}
	k := i
	for n := 0; n < 8 && k < limit && s.is(k, i, "imf", "world", "bank", "wb", "wbg", "group", "/", "-", "–", "and", "&", "international", "monetary", "fund"); n++ {
		k++
	}
	if k+1 >= limit || !s.is(k, i, "annual", "spring") || !s.is(k+1, i, "meetings") || k > i && s.isBare(i) {
		return 0
	}
	to := k + 2
	if to < limit && s.is(to, i, "of") {
		end := to + 1
		for end < min(limit, to+14) && s.is(end, i, "the", "imf", "world", "bank", "wb", "wbg", "group", "and", "&", "international", "monetary", "fund", "/", "-") {
			end++
		}
		for s.is(end-1, i, "and", "the", "of") {
			end--
		}
		if end > to+1 {
			to = end
		}
	}
	if to == k+2 && k == i && !s.tokens[k].isCapital {
		return 0
	}
	return to
}

// isBare reports a word that begins no name.
func (s *meetingScanner) isBare(i int) bool {
	return !s.tokens[i].isCapital || s.tokens[i].kind == markToken || s.is(i, i, "and", "group", "bank", "fund")
}

// councilFields begin the names of the formations of the Council of the European
// Union.
var councilFields = setOf("justice", "foreign", "general", "competitiveness", "environment", "transport", "agriculture", "economic", "employment", "education", "jha", "ecofin")

// councilOf reads "Justice and Home Affairs Council".
func (s *meetingScanner) councilOf(i, limit int) int {
	if s.language != "en" || !councilFields[s.tokens[i].norm] || !s.tokens[i].isCapital || s.isTitleWord(i-1) && s.sameBlock(i-1, i) {
		return 0
	}
	for k := i + 1; k < min(limit, i+8); k++ {
		switch {
		case s.is(k, i, "council") && s.tokens[k].isCapital:
			return k + 1
		case !s.is(k, i, "and", ",", "home", "affairs", "financial", "fisheries", "telecommunications", "energy", "social", "policy", "health", "consumer", "youth", "culture", "sport"):
			return 0
		}
	}
	return 0
}

// gatheringOf reads "ministerial meeting of the Arctic Council", "Summit of the
// Americas", "Quintet of Attorneys General".
func (s *meetingScanner) gatheringOf(i, limit int) int {
	if s.language != "en" || i+2 >= limit {
		return 0
	}
	t := &s.tokens[i]
	k := i + 1
	switch {
	case s.is(i, i, "quintet") && t.isCapital && s.is(k, i, "of"):
	case s.is(i, i, "ministerial") && s.is(k, i, "meeting", "council", "session") && s.is(k+1, i, "of"):
		k++
	case s.is(i, i, "summit") && t.isCapital && s.is(k, i, "of", "for") && !s.isTitleWord(i-1):
	case s.is(i, i, "summit") && t.isCapital && s.is(k, i, "of", "for") && s.isOrdinal(i-1):
	case s.is(i, i, "meeting") && t.isCapital && s.is(k, i, "of") && s.is(k+1, i, "the") && !s.titles.isSentenceStart(i):
	default:
		return 0
	}
	if k++; s.is(k, i, "the") {
		k++
	}
	if k >= limit || !s.tokens[k].isCapital || s.whoAt(k, limit) > 0 || s.tokens[k].kind != wordToken || s.isMinisterAt(k, limit) {
		return 0
	}
	if to := s.capitalsTail(k, limit); to <= k+5 && !s.placeHere(k) {
		if _, end := s.forumAt(k, limit); end > 0 && s.isKnownForum(k, limit) {
			return 0
		}
		return to
	}
	return 0
}

// isKnownForum reports a forum of the graph, whose meetings other forms read.
func (s *meetingScanner) isKnownForum(k, limit int) bool {
	forum, _ := s.forumAt(k, limit)
	return forum != nil && !forum.isNew
}

// isMinisterAt reports that those who meet are ministers: "of Health Ministers".
func (s *meetingScanner) isMinisterAt(k, limit int) bool {
	for i := k; i < min(limit, k+8) && (s.tokens[i].isCapital || isConnector[s.tokens[i].norm]); i++ {
		if s.whoAt(i, limit) > 0 {
			return true
		}
	}
	return false
}

// assembly reads « Assemblée mondiale de la Santé », « Sommet des Amériques ».
func (s *meetingScanner) assembly(i, limit int) int {
	if s.language != "fr" || i+3 >= limit {
		return 0
	}
	if s.is(i, i, "assemblee") && s.tokens[i].isCapital && s.is(i+1, i, "mondiale", "generale") {
		return s.bodyEnd(i+2, limit)
	}
	return 0
}
