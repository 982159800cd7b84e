package ingest

import (
	"strconv"
	"strings"
)

// ordinalNumbers are what the words that number a meeting stand for.
var ordinalNumbers = map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
	"premier": 1, "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10, "onzieme": 11, "douzieme": 12}

// ordinals are the words that number a meeting.
var ordinals = setOf("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth", "fortieth", "fiftieth",
	"premiere", "premier", "deuxieme", "seconde", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme", "huitieme", "neuvieme", "dixieme", "onzieme", "douzieme", "quinzieme", "vingtieme", "novena", "primera", "segunda", "tercera", "prima", "seconda", "terza", "quarta", "quinta", "sesta", "settima", "ottava", "nona", "decima", "cuarta", "sexta", "septima", "octava", "tercer")

// tens are the words before the hyphen of an ordinal: "forty-third".
var tens = []string{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}

// ordinalAt returns the number that token i counts: 8 for « huitième », 0 for none.
func (s *meetingScanner) ordinalAt(i int) int {
	if i < 0 {
		return 0
	}
	t := &s.tokens[i]
	if n := ordinalNumbers[t.norm]; n > 0 {
		return n
	}
	if !s.isNumbered(i) {
		return 0
	}
	n, _ := strconv.Atoi(strings.TrimRight(t.norm, "abcdefghijklmnopqrstuvwxyz"))
	return n
}

// isFigures reports an ordinal in Roman figures: « XVe », "XIII".
func (s *meetingScanner) isFigures(i int) bool {
	t := &s.tokens[i]
	figures := t.norm
	if s.language == "fr" {
		figures = strings.TrimSuffix(strings.TrimSuffix(figures, "me"), "e")
	}
	return t.isCapital && t.isWord() && strings.Trim(figures, "ivx") == "" && figures != ""
}

// ordinalStart returns where the number before token i stands: "15th", « XVIIe »,
// « quatrième ».
func (s *meetingScanner) ordinalStart(i int) int {
	k := i - 1
	if s.sameBlock(k, i) && (s.isNumbered(k) || s.isFigures(k) || ordinals[s.tokens[k].norm] && (s.tokens[k].isCapital || !s.is(k, i, "premier", "premiere", "prima", "primera"))) {
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
	isThe := s.is(k, k, "on") && s.is(k+1, k, "the") && k+2 < limit && s.tokens[k+2].isCapital && s.tokens[k+2].isWord()
	if k+1 >= limit || !s.is(k, k, "on") || !isThe && !s.tokens[k+1].isCapital && !s.rules.portfolioWords[s.tokens[k+1].norm] || s.rules.months[s.tokens[k+1].norm] > 0 || s.rules.weekdays[s.tokens[k+1].norm] > 0 {
		return k
	}
	to := k
	for i := k + 1; i < min(limit, k+longestName); i++ {
		switch {
		case s.tokens[i].isCapital && s.tokens[i].isWord():
			to = i + 1
		case s.is(i, k, "in", ",") && s.subjectGoesOn(i+1):
		case s.rules.portfolioWords[s.tokens[i].norm] && !s.tokens[k+1].isCapital && !isThe:
			to = i + 1
		case s.is(i, k, "and") && s.endsHere(i, limit):
			return to
		case isConnector[s.tokens[i].norm] && !s.is(i, k, "in", ","), s.is(i, k, "-"):
		default:
			return to
		}
	}
	return to
}

// capitalsTail reads the rest of a name in capitals: "Counter Violent Extremism".
func (s *meetingScanner) capitalsTail(k, limit int) (to int) {
	for to = k; k < limit && s.rules.months[s.tokens[k].norm] == 0 && (s.tokens[k].isCapital && s.tokens[k].isWord() || s.is(k, k, "-") || isConnector[s.tokens[k].norm] && !s.is(k, k, "in", ",") || s.is(k, k, "in") && k+1 < limit && s.subjectGoesOn(k+1)); k++ {
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
