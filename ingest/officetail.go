package ingest

import "strings"

// tail reads what follows a rank, and returns the token behind it.
func (s *titleScanner) tail(i int, t *titled, r rank, limit int) int {
	to := i
	if code, n := s.rules.demonyms.at(s.tokens, i, limit); n > 0 && adjectiveBehind[r.language] {
		t.country = code // ministre allemande des Affaires étrangères
		to = i + n
	}
	if r.tail == "body" && s.is(to, i-1, "for", "a") && to+1 < limit && s.rules.portfolioWords[s.tokens[to+1].norm] {
		return s.portfolioTail(to, t, r, limit)
	}
	if r.tail == "body" {
		return s.bodyTail(s.ministryTail(to, limit), t, limit)
	}
	if end := s.superior(to, limit); end > 0 {
		t.words = append(t.words, "superior")
		return end
	}
	if r.tail == "portfolio" {
		to = s.ministryTail(s.portfolioTail(to, t, r, limit), limit)
	}
	if code, n := s.rules.demonyms.at(s.tokens, to, limit); n > 0 && adjectiveBehind[r.language] && !s.tokens[to].isCapital && to > i {
		t.country, to = code, to+n // ministre des Affaires étrangères indien
	}
	if to = s.partyTail(to, t, limit); t.class == "highrep" && s.is(to, i-1, "for", "pour", "per", "para", "fur") {
		to = s.portfolioTail(to, t, r, limit)
	}
	if t.class == "highrep" && s.is(to, i-1, "and", "/", "et", "y", "e") {
		if second, size := s.rules.ranks.at(s.tokens, to+1, limit); size > 0 && second.class == "vicepresident" {
			return s.bodyTail(to+1+size, t, limit)
		}
	}
	if t.class == "deputyhead" && s.is(to, i-1, "and", "et") && s.beginsOther(to+1, limit) {
		return s.mainTitle(to+1, to, t, limit)
	}
	return to
}

// adjectiveBehind are the languages that put the adjective of a country behind a title.
var adjectiveBehind = setOf("fr", "it", "es")

// ministryTail reads « du ministère allemand » behind a rank, before its field.
func (s *titleScanner) ministryTail(i, limit int) int {
	if i+1 >= limit || !s.is(i, i-1, "du", "of") || !s.is(i+1, i, "ministere", "departement") {
		return i
	}
	k := i + 2
	if _, n := s.rules.demonyms.at(s.tokens, k, limit); n > 0 {
		k += n
	}
	for k < limit && s.is(k, i, "du", "de", "des", "l'", "la") {
		k++
	}
	if k >= limit || !s.tokens[k].isCapital {
		return i
	}
	for k < limit && (s.tokens[k].isCapital || isConnector[s.tokens[k].norm] && k+1 < limit && s.tokens[k+1].isCapital && s.tokens[k].norm != ",") {
		k++
	}
	return k
}

// superior reads "to the Minister of Housing", « auprès du ministre de … ».
func (s *titleScanner) superior(i, limit int) int {
	if i+2 >= limit || !s.is(i, i-1, "to", "aupres") || !s.is(i+1, i, "the", "du", "de") {
		return 0
	}
	k := i + 2
	if s.is(k, i, "la") {
		k++
	}
	_, end := s.within(k, limit)
	return end
}

// mainTitle reads the ministry behind "Deputy Prime Minister and", which tells
// the office.
func (s *titleScanner) mainTitle(k, to int, t *titled, limit int) int {
	second, end := s.within(k, limit)
	if end == 0 || second.isBare {
		return to
	}
	country := t.country
	*t = second
	if t.country == "" {
		t.country = country
	}
	return end
}

// portfolioTail reads "of Public Safety and Emergency Preparedness", "de
// l'Intérieur et de la Sécurité publique".
func (s *titleScanner) portfolioTail(i int, t *titled, r rank, limit int) int {
	k := i
	if s.is(k, i-1, ",") && s.isCharge(k+1) {
		k++
	} else if s.is(k, i-1, ",") && s.is(k+1, i-1, "en") && s.isCharge(k+2) {
		k += 2
	}
	if !s.opensTail(k, limit) {
		return i
	}
	to := i
	for first := true; k < limit; k++ {
		norm := s.tokens[k].norm
		switch {
		case s.isFieldWord(k, first):
			t.words = append(t.words, contentWord(norm)...)
			to, first = k+1, false
		case isConnector[norm] && (norm != "," || s.continues(k+1, limit)):
			if norm == "and" || norm == "et" || norm == "," || norm == "&" {
				if s.beginsOther(k+1, limit) {
					return s.secondTitle(k+1, to, t, limit)
				}
			}
		case norm == "-" && !s.tokens[k].spaced:
		default:
			return to
		}
	}
	return to
}

// tailLinks are the words within a title behind which any capitalized word
// belongs to it.
var tailLinks = setOf("and", "et", "des", "du", "de", "l'", "la", "&", "of", "for", "the")

// isAdjective guesses a French adjective by its ending.
func isAdjective(norm string) bool {
	for _, ending := range []string{"es", "ique", "ale", "elle", "aire", "ive", "iques", "aux", "euse", "el"} {
		if strings.HasSuffix(norm, ending) {
			return true
		}
	}
	return false
}

// opensTail tells the words that a portfolio follows.
func (s *titleScanner) opensTail(k, limit int) bool {
	return k < limit && (s.is(k, k, "of", "for", "in", "responsible", "de", "du", "des", "d'", "aux", "a", "au", "charge", "chargee", "fur", "pour", "des", "der", "degli", "dell'", "della", "del", "responsable", "per", "to", "all'", "alla", "agli", "al", "ai", "dello", "dei", "delle", "für", "im") || s.isCharge(k))
}

func (s *titleScanner) isCharge(k int) bool {
	return k < len(s.tokens) && (s.tokens[k].norm == "charge" || s.tokens[k].norm == "chargee" || s.tokens[k].norm == "delegue" || s.tokens[k].norm == "deleguee")
}

// isFieldWord reports whether a token belongs to the name of a portfolio: a word
// of one, or right behind the preposition any capitalized word that is no name
// of a country.
func (s *titleScanner) isFieldWord(k int, first bool) bool {
	t := &s.tokens[k]
	if !t.isWord() || isConnector[t.norm] {
		return false
	}
	if s.rules.portfolioWords[t.norm] {
		return t.isCapital || s.language != "en" || !first || t.norm != "state"
	}
	if s.language == "fr" && !first && !t.isCapital && k > 0 && s.tokens[k-1].isCapital && len(t.norm) > 5 && isAdjective(t.norm) {
		return true // the adjective of a portfolio
	}
	if !t.isCapital || s.rules.givenNames[t.norm] {
		return false
	}
	if before := &s.tokens[k-1]; !first && !tailLinks[before.norm] && before.norm != "," && (!before.isCapital || s.rules.portfolioWords[before.norm]) && !s.rules.portfolioWords[t.norm] {
		return false // behind a known field stands a name
	}
	if _, n := s.rules.ranks.at(s.tokens, k, s.blockOf(k).to); n > 0 {
		return false
	}
	party, _ := s.partyAt(k, s.blockOf(k).to)
	return party == nil
}

// continues reports whether a comma within a title is followed by more of it:
// "Transport, Housing and Tourism".
func (s *titleScanner) continues(k, limit int) bool {
	from := k
	for ; k < limit && isConnector[s.tokens[k].norm] && s.tokens[k].norm != ","; k++ {
	}
	if s.language == "fr" && k > from && k < limit && s.is(from, from, "des", "du", "de", "d'") && s.tokens[k].isCapital && !s.rules.givenNames[s.tokens[k].norm] {
		return true
	}
	if k >= limit || !s.tokens[k].isCapital {
		return false
	}
	if !s.rules.portfolioWords[s.tokens[k].norm] && !s.isFieldList(k, limit) {
		return false
	}
	if s.isFirstName(k, limit) {
		return false
	}
	return true
}

// isFieldList reports that capitalized words, joined by "and" to others, hold one of
// those that fields of government have: "Multicultural and Indigenous Affairs".
func (s *titleScanner) isFieldList(k, limit int) bool {
	isJoined, isKnown := false, false
	for i := k; i < min(limit, k+7); i++ {
		t := &s.tokens[i]
		switch {
		case s.is(i, k, "and", "et", "&") && i > k:
			isJoined = true
		case t.isWord() && t.isCapital && !s.rules.givenNames[t.norm]:
			isKnown = isKnown || s.rules.portfolioWords[t.norm] || t.norm == "affairs" || t.norm == "policy"
		case s.is(i, k, "the", "la", "de", "des", "du", "l'") && isJoined:
		default:
			return isJoined && isKnown
		}
	}
	return isJoined && isKnown
}

// isFirstName reports that a word begins the name of a person whom the graph
// knows.
func (s *titleScanner) isFirstName(k, limit int) (is bool) {
	s.gazetteer.automaton.at(s.tokens, k, limit, func(f found) {
		for _, entry := range f.entries {
			is = is || entry.thing.typ == PersonType && f.to-k > 1
		}
	})
	return is
}

// beginsOther reports whether a rank stands at token k: a second title follows.
func (s *titleScanner) beginsOther(k, limit int) bool {
	if k < limit && s.is(k, k, "the", "le", "la") {
		return false
	}
	_, n := s.rules.ranks.at(s.tokens, k, limit)
	return n > 0 && (s.tokens[k].isCapital || s.language != "en")
}

// secondTitle reads the other half of "Minister of Justice and Attorney General
// of Canada", which is one title.
func (s *titleScanner) secondTitle(k, to int, t *titled, limit int) int {
	if to == 0 || s.is(k-1, k, ",") {
		return to
	}
	second, end := s.within(k, limit)
	if end == 0 || second.isBare || second.class == t.class {
		return to
	}
	t.words = append(t.words, second.words...)
	if t.country == "" {
		t.country = second.country
	}
	if second.class != t.class {
		t.words = append(t.words, second.class)
	}
	return end
}

// notePartyBeside takes the jurisdiction of ", Papua New Guinea" behind a title, unless
// that begins a list of countries.
func (s *titleScanner) notePartyBeside(i int, t *titled, limit int) {
	if s.language != "en" || !s.is(i, i-1, ",") || i+1 >= limit || !s.tokens[i+1].isCapital || t.country != "" {
		return
	}
	party, to := s.partyAt(i+1, limit)
	if party == nil || to < limit && !s.is(to, i, ".", ";", ")", "and", "–", "-", ",") {
		return
	}
	if next := to + 1; to < limit && next < limit && s.is(to, i, "and", ",", "-") {
		if s.is(next, i, "and", "the") && next+1 < limit {
			next++
		}
		if other, _ := s.partyAt(next, limit); other != nil || s.is(to, i, "-") && !s.tokens[to].spaced {
			return
		}
	}
	t.country = codeOf(party)
}

// partyTail reads "of Canada", "for Italy", "du Canada".
func (s *titleScanner) partyTail(i int, t *titled, limit int) int {
	s.notePartyBeside(i, t, limit)
	k := i
	for k < limit && k < i+9 && (s.is(k, i-1, "of", "for", "to", "the", "du", "de", "la", "l'", "des", "d'", "(", "di", "del", "en", "der", "von", "dei", "degli", "dell'", "della", "los", "las", "'", "state") || formal[s.tokens[k].norm] && k > i) {
		k++
	}
	if k == i || k >= limit {
		return i
	}
	party, to := s.partyAt(k, limit)
	if party == nil || s.is(to, i-1, "-") && !s.tokens[to].spaced {
		return i
	}
	t.country = codeOf(party)
	if s.is(k-1, k, "(") {
		return i // "(Canada)" stands beside the title
	}
	return to
}
