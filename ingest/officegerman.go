package ingest

import "strings"

// german reads a title that is one word, or two with one end: « Bundesgesundheitsminister »,
// « Wirtschafts- und Finanzministerin ». It returns the token behind, zero when
// there is none.
func (s *titleScanner) german(i, limit int) (t titled, to int) {
	if s.language != "de" || i >= limit || !s.tokens[i].isCapital {
		return t, 0
	}
	if s.is(i+1, i, "-") && !s.tokens[i+1].spaced && s.is(i+2, i, "und") {
		if second, end := s.german(i+3, limit); end > 0 {
			second.words = append(second.words, s.tokens[i].norm)
			return second, end
		}
		return t, 0
	}
	norm := s.tokens[i].norm
	if len(norm) < 10 || s.isGroup(i, limit) {
		return t, 0
	}
	field := ""
	for _, head := range germanHeads {
		if before, ok := strings.CutSuffix(norm, head.ending); ok {
			field, t.class = before, head.class
		}
	}
	field, isFederal := strings.CutPrefix(field, "bundes")
	for _, f := range s.rules.germanFields {
		if t.portfolio == "" && strings.Contains(field, f.stem) {
			t.portfolio = f.portfolio
		}
	}
	if t.portfolio == "" {
		return t, 0
	}
	t.words = []string{field}
	if isFederal {
		t.country = "DE"
	}
	return t, s.germanOwner(i+1, &t, limit)
}

// germanHeads end the titles that are one word.
var germanHeads = []struct{ ending, class string }{
	{"minister", "minister"}, {"ministerin", "minister"}, {"ministers", "minister"},
	{"kommissar", "commissioner"}, {"kommissarin", "commissioner"}, {"kommissars", "commissioner"},
}

// isGroup reports the plural, which is written like the singular: « Innenminister der
// G7 », « Finanzministerinnen, Finanzminister und Notenbankgouverneure ».
func (s *titleScanner) isGroup(i, limit int) bool {
	if !strings.HasSuffix(s.tokens[i].norm, "minister") {
		return false
	}
	_, isForum := s.rules.bodies.at(s.tokens, min(i+2, limit-1), limit)
	isOfForum := s.is(i+1, i, "der") && (s.is(i+2, i, "g7", "g8", "g20") || isForum > 0)
	isNamed := i+1 < limit && s.tokens[i+1].isCapital
	isSecond := s.is(i-1, i, "und", "-", ",") && s.sameBlock(i-2, i) && (strings.HasSuffix(s.tokens[i-2].norm, "innen") || s.tokens[i-1].norm != ",")
	return isOfForum || s.is(i-1, i, "die") || isSecond && !s.isSentenceStart(i) && !isNamed
}

// germanOwner reads « Italiens », « von Finnland » behind a title.
func (s *titleScanner) germanOwner(i int, t *titled, limit int) int {
	if to := s.partyTail(i, t, limit); to > i {
		return to
	}
	if i >= limit || !s.tokens[i].isCapital || !strings.HasSuffix(s.tokens[i].norm, "s") {
		return i
	}
	bare := s.tokens[i]
	bare.norm = strings.TrimSuffix(bare.norm, "s")
	own := &titleScanner{&reading{language: s.language, tokens: []token{bare}, blocks: []block{{to: 1}}}, s.rules, s.gazetteer}
	own.tokens[0].block = 0
	if party, to := own.partyAt(0, 1); to == 1 {
		t.country = codeOf(party)
		return i + 1
	}
	return i
}
