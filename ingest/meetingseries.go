package ingest

import (
	"strconv"
	"strings"
)

// seriesAt reads a gathering that needs nothing beside its name, with the number
// before it and whose it is behind it: "CHOGM", "Annual Meetings of the IMF and the
// World Bank", "COP21".
func (s *meetingScanner) seriesAt(i, limit int) (from, to int) {
	if n := s.partiesConference(i, limit); n > 0 {
		return i, i + n
	}
	_, n := s.rules.meetings.series.at(s.tokens, i, limit)
	if s.is(i+n, i, "process") {
		return i, 0
	}
	isMarked := s.is(i-1, i, "(") && (s.is(i+n, i, ")") || s.is(i+n+1, i, ")"))
	if n == 0 || isMarked || !s.tokens[i].isCapital && s.language == "en" && !s.is(i+n, i, "of") {
		return i, 0
	}
	from, to = i, i+n
	if s.tokens[i].isUpper && s.sameBlock(to, i) && s.isFigures(to) {
		to++ // "TICAD IV"
	}
	if s.language == "en" {
		from = s.partnersBefore(i, s.blockOf(i).from, false)
		for s.tokens[i].isUpper && s.sameBlock(from-1, i) && (s.isYear(from-1) || s.tokens[from-1].isCapital && s.placeHere(from-1)) {
			from-- // "1995 Auckland CHOGM"
		}
	} else {
		from = s.ordinalStart(i)
	}
	for s.is(from-1, i, "/", "-", "and", "&", "imf", "bank", "world", "wb", "wbg", "group") && s.is(i, i, "annual", "spring") {
		from--
	}
	for s.is(from, i, "and", "-", "/", "&") {
		from++
	}
	return from, s.seriesEnd(to, limit)
}

// seriesEnd reads "of the IMF and the World Bank".
func (s *meetingScanner) seriesEnd(k, limit int) int {
	to := k
	if !s.is(k, k-1, "of", "de", "du") || k+1 < limit && s.whoAt(k+1, limit) > 0 {
		return to
	}
	for k++; k < min(limit, to+longestName) && (s.isNameWord(k) || isConnector[s.tokens[k].norm] && !s.is(k, k, "in", ",", "to", "a", "au") || s.is(k, k, "-", "/") || s.language == "fr" && bodyAdjectives[s.tokens[k].norm]); k++ {
		if s.isNameWord(k) || bodyAdjectives[s.tokens[k].norm] {
			to = k + 1
		}
	}
	return to
}

// lastConference is the highest number that a conference of parties is taken to have.
const lastConference = 60

// partiesConference measures "COP21", "COP 21", "COP-21" at token i.
func (s *meetingScanner) partiesConference(i, limit int) int {
	t := &s.tokens[i]
	if !t.isUpper && !t.isCapital {
		return 0
	}
	number, ok := strings.CutPrefix(t.norm, "cop")
	if !ok {
		number, ok = strings.CutPrefix(t.norm, "cdp")
	}
	switch {
	case !ok:
		return 0
	case isConferenceNumber(number):
		return 1
	case number != "":
		return 0
	case i+1 < limit && isConferenceNumber(s.tokens[i+1].norm):
		return 2
	case s.is(i+1, i, "-") && i+2 < limit && isConferenceNumber(s.tokens[i+2].norm):
		return 3
	}
	return 0
}

func isConferenceNumber(digits string) bool {
	n, err := strconv.Atoi(digits)
	return err == nil && n > 0 && n < lastConference
}
