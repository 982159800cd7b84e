package ingest

import "strings"

// headLast reads an English name around its noun, the token at i: what stands in
// capitals or is a word of meetings before it ("2025 G7 Interior and Security
// Ministers'"), and whose or on what it is behind it ("of the Bali Process", "on
// Cybercrime"). It returns the first token and the one behind the last; to is zero
// when the words name no meeting.
func (s *meetingScanner) headLast(i int) (m namedMeeting, from, to int) {
	role, n := s.nounAt(i, s.blockOf(i).to)
	if n == 0 {
		return m, 0, 0
	}
	h := meetingHead{role: role, at: i, to: i + n, isCapital: s.tokens[i].isCapital}
	from = s.nameStart(i)
	for {
		role, n := s.nounAt(h.to, s.blockOf(i).to)
		if n == 0 || s.tokens[h.to].isCapital != h.isCapital && !(role == "noun" && h.isCapital) {
			break
		}
		h.role, h.at, h.to = role, h.to, h.to+n
	}
	if h.isCapital && (s.goesOn(h.to) || s.isAttributive(h.to)) {
		return m, 0, 0 // the noun is further right, or something else
	}
	to = s.nameEnd(&h, from)
	m.noun = s.tokens[h.to-1].norm
	m.isSummit = h.role == "summit"
	s.noteAll(&m, from, to)
	return m, from, s.judge(&m, &h, from, to)
}

// nounAt returns the role of the noun of a gathering at token i, and its size. In
// capitals it may be English in any text: « One Planet Summit ».
func (s *meetingScanner) nounAt(i, limit int) (role string, n int) {
	if i >= limit {
		return "", 0
	}
	if nouns := s.rules.meetings.nouns[s.language]; nouns != nil {
		role, n = nouns.at(s.tokens, i, limit)
	}
	if n == 0 && s.tokens[i].isCapital {
		role, n = s.rules.meetings.nouns["en"].at(s.tokens, i, limit)
	}
	return role, n
}

// A meetingHead is the noun of a name.
type meetingHead struct {
	role      string
	at, to    int
	isCapital bool
	tail      int // where the words behind the noun end that say whose meeting it is
}

// goesOn reports that more words in capitals and another noun follow at token k:
// "Pacific Islands Forum | Leaders Meeting".
func (s *meetingScanner) goesOn(k int) bool {
	for limit := s.blockOf(k - 1).to; k < limit; k++ {
		if _, n := s.nounAt(k, limit); n > 0 && s.tokens[k].isCapital {
			return true
		}
		if !s.isNameWord(k) && !s.isPossessive(k) {
			return false
		}
	}
	return false
}

// isAttributive reports that a noun in capitals only says what kind of thing the word
// in capitals at token k is: "Ministerial Taskforce", "Conference Centre".
func (s *meetingScanner) isAttributive(k int) bool {
	if !s.sameBlock(k, k-1) || s.blockOf(k).zone == titleZone || s.blockOf(k).isSection {
		return false
	}
	t := &s.tokens[k]
	return t.isWord() && t.isCapital && t.norm != "'s" && s.rules.months[t.norm] == 0 && s.rules.weekdays[t.norm] == 0 && !s.placeHere(k) && !s.rules.meetings.lead[t.norm]
}

// isNameWord reports a word in capitals that may be part of a name, or an ordinal
// in figures.
func (s *meetingScanner) isNameWord(k int) bool {
	t := &s.tokens[k]
	return s.isNumbered(k) || t.isWord() && t.isCapital && t.norm != "'s" && !s.rules.meetings.lead[t.norm] && s.rules.months[t.norm] == 0 && s.rules.weekdays[t.norm] == 0
}

// isNumbered reports an ordinal in figures: "36th".
func (s *meetingScanner) isNumbered(k int) bool {
	t := &s.tokens[k]
	digits := strings.TrimLeft(t.norm, "0123456789")
	return t.kind == numberToken && digits != t.norm && s.rules.ordinalEndings[digits]
}

// isPossessive reports the mark of "Ministers'" or "Women's" at token k.
func (s *meetingScanner) isPossessive(k int) bool {
	return s.is(k, k-1, "'") || s.is(k, k-1, "'s") && s.is(k-1, k, "women", "children", "people", "world", "youth", "chair")
}

// nameStart goes left from the noun at token i over what may belong to its name.
func (s *meetingScanner) nameStart(i int) int {
	from, isList := i, false
	for k := i - 1; k >= i-longestName && s.sameBlock(k, i); k-- {
		t := &s.tokens[k]
		isBefore := s.sameBlock(k-1, i) && (s.isNameWord(k-1) || s.isWhoOrField(k-1))
		switch {
		case s.isNameWord(k), s.is(k, i, "annual") && isBefore && !s.rules.meetings.lead[s.tokens[k-1].norm], s.isWhoOrField(k), s.isYear(k), s.rules.meetings.inner[t.norm] && !t.isCapital, ordinals[t.norm]:
			from = k
		case s.isHyphen(k) && ordinals[s.tokens[k+1].norm] && s.is(k-1, k, tens...):
			k--
			from = k
		case s.isPossessive(k) && isBefore, s.isHyphen(k) && k > 0 && !s.is(k-1, k, ")"), s.isDashed(k):
		case (t.norm == "and" || t.norm == "&") && isBefore && !s.is(i, i, "summits", "dialogues", "councils") && !s.isGathering(k-1) && !s.isOtherName(k-1) && !(s.is(i, i, "ministerial") && s.is(k-1, k, "ministerial")):
			isList = true
		case t.norm == "," && isList && isBefore && (s.rules.portfolioWords[s.tokens[k-1].norm] || s.is(k-1, k, "federal")):
		case t.norm == "of" && isBefore && (s.is(k+1, k, "government", "state", "mission", "delegation") || s.tokens[k-1].isCapital && s.is(k-1, k, "heads", "chiefs", "council", "community", "group", "parliament", "league", "union", "friends")):
		case (t.norm == "for" || t.norm == "on") && isBefore && s.tokens[k-1].isCapital && s.tokens[k+1].isCapital && s.rules.meetings.body[s.tokens[k-1].norm]:
		case (t.norm == "the" && s.is(k-1, k, "for") || t.norm == "for" && s.is(k+1, k, "the")) && s.sameBlock(k-2, i) && (s.rules.meetings.body[s.tokens[k-1].norm] && s.tokens[k-1].isCapital || s.rules.meetings.body[s.tokens[k-2].norm] && s.tokens[k-2].isCapital):
		case t.norm == "+" && s.sameBlock(k-1, i), t.norm == "in" && s.is(k+1, k, "-"):
		case t.kind == numberToken && (s.is(k-1, k, "+", "-") && !t.spaced || s.is(k+1, k, "+")):
			from = k
		case t.norm == ")" && s.is(k-2, i, "(") && s.tokens[k-1].isCapital && s.sameBlock(k-3, i) && s.tokens[k-3].isCapital:
			k -= 2
		default:
			return s.trimStart(from, i)
		}
	}
	return s.trimStart(from, i)
}

// isHyphen reports a mark that joins words: "EU-Canada", "IMF/World Bank".
func (s *meetingScanner) isHyphen(k int) bool {
	return s.is(k, k-1, "-", "/") || s.is(k, k-1, "–", "—") && !s.tokens[k].spaced
}

// isDashed reports a dash behind the name of a country: "U.S. – ASEAN".
func (s *meetingScanner) isDashed(k int) bool {
	if k == 0 || !s.is(k, k-1, "–", "—") {
		return false
	}
	_, to := s.titles.partyAt(k-1, k)
	return to > 0
}

// isYear reports a year in figures.
func (s *meetingScanner) isYear(k int) bool {
	_, ok := (&dateScanner{s.reading, s.rules}).year(k)
	return ok && !s.is(k-1, k, "in", "of", ",") && len(s.tokens[k].norm) == 4
}

// isWhoOrField reports a word of those who meet or of their field in small letters.
func (s *meetingScanner) isWhoOrField(k int) bool {
	return s.tokens[k].isWord() && (s.rules.portfolioWords[s.tokens[k].norm] || s.whoAt(k, k+1) > 0) && !s.rules.meetings.lead[s.tokens[k].norm]
}

// isGathering reports the noun of a meeting at token k.
func (s *meetingScanner) isGathering(k int) bool {
	_, n := s.nounAt(k, k+1)
	return n > 0 && !s.is(k, k, "ministerial")
}

// isOtherName reports that the word at token k ends the name of a country or body
// beside that whose meeting it is: "Japan and the G7".
func (s *meetingScanner) isOtherName(k int) bool {
	return s.is(k, k, "g7", "g8", "g20") || s.rules.givenNames[s.tokens[k].norm] && !s.rules.portfolioWords[s.tokens[k].norm]
}

// trimStart drops what only leads to a name: small words, and in front of a forum
// what is neither a number nor its partner.
func (s *meetingScanner) trimStart(from, head int) int {
	for k := from; k < head; k++ {
		forum, to := s.forumAt(k, head)
		if forum == nil || to > head {
			continue
		}
		return s.partnersBefore(k, from, !forum.isNew)
	}
	for from < head && s.isLoose(from, head) {
		from++
	}
	return from
}

// isLoose reports a mark or small word that leads to the name of a meeting and is no
// part of it: "the first virtual". An ordinal counts before a noun in small letters.
func (s *meetingScanner) isLoose(k, head int) bool {
	t := &s.tokens[k]
	if t.isCapital || t.kind == numberToken {
		return false
	}
	isKind := s.is(k, k, "informal", "extraordinary") && k == head-1
	isCount := ordinals[t.norm] && !s.tokens[head].isCapital && !s.tokens[head-1].isCapital
	isWord := s.isWhoOrField(k) && !ordinals[t.norm] && !s.rules.meetings.inner[t.norm]
	isTens := s.isHyphen(k) || s.is(k, k, tens...)
	isCount = isCount || isTens && !s.tokens[head].isCapital && (ordinals[s.tokens[k+1].norm] || s.isHyphen(k+1))
	return !isKind && !isCount && !isWord
}

// partnersBefore goes left from a forum, at most to limit, over what may stand before
// it: ordinals, years, "Special", the country that it meets.
func (s *meetingScanner) partnersBefore(k, limit int, isKnown bool) int {
	from := k
	for k--; k >= limit; k-- {
		t := &s.tokens[k]
		_, party := s.titles.partyAt(k, k+1)
		switch {
		case (s.isHyphen(k) || s.isDashed(k)) && k > limit && s.tokens[k-1].isWord():
			k--
			from = k
			for k > limit && s.is(k, k, "states", "kingdom", "zealand", "africa", "korea", "asia", "islands") && s.tokens[k-1].isCapital {
				k--
				from = k
			}
		case ordinals[t.norm] && t.isCapital && !isKnown || s.isNumbered(k) || s.isYear(k) || party > 0 || t.isCapital && s.rules.meetings.inner[t.norm] || s.isFigures(k):
			from = k
		case s.is(k, k, ")", "(") || t.isUpper && s.is(k-1, k, "("):
		default:
			return from
		}
	}
	return from
}

// nameEnd goes right from the noun over whose and on what the meeting is.
func (s *meetingScanner) nameEnd(h *meetingHead, from int) (to int) {
	limit := s.blockOf(h.at).to
	to = h.to
	if s.is(to, h.at, "(") && s.is(to+2, h.at, ")") && s.tokens[to+1].isUpper && s.is(to+3, h.at, "of") {
		to += 3
	}
	for to < limit && s.is(to, h.at, "of", "for") {
		end := s.complementEnd(to+1, limit, h)
		if end == 0 {
			break
		}
		to = end
		h.tail = end
	}
	first := to + 1 // of what a body is for
	if s.is(first, to, "the") {
		first++
	}
	isBody := h.tail > h.to && s.tokens[to-1].isCapital && s.is(to, h.at, "on") && first < limit && s.tokens[first].isCapital && !s.placeHere(first)
	if isField := s.is(to, h.at, "on") && to+1 < limit && s.rules.portfolioWords[s.tokens[to+1].norm]; h.isCapital || isBody || isField && from < h.at && s.tokens[from].isCapital {
		if end := s.subjectTail(to, limit); end > to {
			to = end
			h.tail = end
		}
	}
	if h.tail == 0 {
		to = h.to
	}
	return to
}

// complementEnd reads who meets behind "of": "Justice Ministers", "the Ministers of
// Foreign Affairs of the Bali Process", "the Parties". It returns zero when what
// follows is nobody who meets.
func (s *meetingScanner) complementEnd(k, limit int, h *meetingHead) (to int) {
	for s.is(k, h.at, "the", "all", "our", "their") && k < limit {
		k++
	}
	if k >= limit || s.isSomebody(k, limit) {
		return 0
	}
	first, isWho := k, false
	for ; k < min(limit, first+longestName); k++ {
		_, n := s.rules.meetings.who.at(s.tokens, k, limit)
		_, body := s.forumAt(k, limit)
		switch {
		case body > k:
			isWho = true
			to = body
			k = body - 1
		case n > 0:
			isWho = true
			to = k + n
			k += n - 1
		case s.isNameWord(k), s.isWhoOrField(k):
			to = k + 1
		case isWho && s.is(k, h.at, "in") && s.is(k+1, h.at, "the") && s.is(k+2, h.at, "americas", "caribbean", "pacific"):
			to = k + 3
			k += 2
		case s.isPossessive(k), s.isHyphen(k), s.is(k, h.at, "and", "or", "of", "the", "&", "for") && !s.endsHere(k, limit), s.is(k, h.at, ",") && s.rules.portfolioWords[s.tokens[k-1].norm], s.is(k, h.at, "other") && s.whoAt(k+1, limit) > 0:
		default:
			return s.complement(first, to, isWho, h)
		}
	}
	return s.complement(first, to, isWho, h)
}

// endsHere reports that something else follows a small word in a complement.
func (s *meetingScanner) endsHere(k, limit int) bool {
	isAnd := s.is(k, k, "and", "&")
	for k++; k < limit && s.is(k, k, "the", "of", "and", "or", "other"); k++ {
	}
	if isAnd && k < limit && s.isAnotherName(k, limit) {
		return true
	}
	return k >= limit || s.isSomebody(k, limit) || !s.isNameWord(k) && !s.isWhoOrField(k)
}

// isAnotherName reports words in capitals at token k, behind "and", that name another
// meeting or document: "and the Geneva Communiqué".
func (s *meetingScanner) isAnotherName(k, limit int) bool {
	for ; k < limit && (s.tokens[k].isWord() && s.tokens[k].isCapital || s.isHyphen(k) || s.isPossessive(k) || s.is(k, k, "(", ")")); k++ {
		_, document := s.rules.documentKinds.at(s.tokens, k, limit)
		if document > 0 || s.isGathering(k) {
			return true
		}
	}
	return false
}

// isSomebody reports the rank of one person at token k.
func (s *meetingScanner) isSomebody(k, limit int) bool {
	_, n := s.rankAt(s.rules, k, limit)
	return n > 0 && !strings.HasSuffix(s.tokens[k].norm, "s") && s.tokens[k].isCapital || s.rules.months[s.tokens[k].norm] > 0
}

// complement accepts the words from first to end as those who meet.
func (s *meetingScanner) complement(first, end int, isWho bool, h *meetingHead) int {
	if end == 0 {
		return 0
	}
	if isWho {
		return end
	}
	isTown := s.placeHere(first) && !s.is(first-1, first, "the")
	_, party := s.titles.partyAt(first, end)
	isFor := s.is(first-1, first, "for") && h.isCapital
	if !s.tokens[first].isCapital || (isTown || party == end) && !isFor {
		return 0
	}
	if h.isCapital || ordinals[s.tokens[h.at-min(h.at, 1)].norm] || s.isNumbered(h.at-min(h.at, 1)) || s.is(h.at, h.at, "session") {
		return end
	}
	for k := first; k < end; k++ {
		if s.isGathering(k) && s.tokens[k].isCapital {
			return end
		}
	}
	return 0
}
