package ingest

import "strings"

// german reads a title that is one word: « Bundesgesundheitsminister »,
// « Innenministerin ». It returns the token behind, zero when there is none.
func (s *titleScanner) german(i, limit int) (t titled, to int) {
	if i >= limit {
		return t, 0
	}
	norm := s.tokens[i].norm
	if s.language != "de" || !s.tokens[i].isCapital || len(norm) < 10 || s.isGroup(i, limit) {
		return t, 0
	}
	field := ""
	for _, head := range germanHeads {
		if before, ok := strings.CutSuffix(norm, head.ending); ok {
			field, t.class = before, head.class
		}
	}
	field, isFederal := strings.CutPrefix(field, "bundes")
	for _, f := range germanFields {
		if t.portfolio == "" && strings.Contains(field, f.stem) {
			t.portfolio = f.track
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
// G7 », « Ministerinnen und Minister ».
func (s *titleScanner) isGroup(i, limit int) bool {
	_, isForum := s.rules.bodies.at(s.tokens, min(i+2, limit-1), limit)
	isOfForum := s.is(i+1, i, "der") && (s.is(i+2, i, "g7", "g8", "g20") || isForum > 0)
	isPlural := s.is(i-1, i, "die") && strings.HasSuffix(s.tokens[i].norm, "minister")
	return isOfForum || isPlural || s.is(i-1, i, "und", "-") && !s.isSentenceStart(i) && strings.HasSuffix(s.word(i), "minister") && !(i+1 < limit && s.tokens[i+1].isCapital)
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
