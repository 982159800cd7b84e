package ingest

import "strings"

// tail reads what follows a rank, and returns the token behind it.
func (s *titleScanner) tail(i int, t *titled, r rank, limit int) int {
	to := i
	if code, n := s.rules.demonyms.at(s.tokens, i, limit); n > 0 && adjectiveBehind[s.language] {
		t.setJurisdiction(code) // ministre allemande des Affaires étrangères
		to = i + n
	}
	if r.tail == "body" && s.is(to, i-1, "for", "a") && to+1 < limit && s.rules.fieldWords[s.tokens[to+1].norm] {
		return s.portfolioTail(to, t, r, limit)
	}
	if r.tail == "body" || r.tail == "institution" {
		return s.bodyTail(s.ministryTail(to, limit), t, limit)
	}
	if end := s.superior(to, limit); end > 0 {
		t.words = append(t.words, "superior")
		return end
	}
	if r.tail == "portfolio" && !(t.class == "highrep" && s.partyTail(to, t, limit) > to) {
		to = s.ministryTail(s.portfolioTail(to, t, r, limit), limit)
	}
	if code, n := s.rules.demonyms.at(s.tokens, to, limit); n > 0 && adjectiveBehind[s.language] && !s.tokens[to].isCapital && to > i {
		t.setJurisdiction(code)
		to += n // ministre des Affaires étrangères indien
	}
	if to = s.partyTail(to, t, limit); t.class == "highrep" && s.is(to, i-1, "for", "pour", "per", "para", "fur") {
		to = s.portfolioTail(to, t, r, limit)
	}
	if t.class == "highrep" && s.is(to, i-1, "and", "/", "et", "y", "e") {
		if second, size := s.rankAt(s.rules, to+1, limit); size > 0 && second.class == "vicepresident" {
			return s.bodyTail(to+1+size, t, limit)
		}
	}
	if t.class == "deputyhead" && s.is(to, i-1, "and", "et", "e", "y", "und") && s.beginsSecond(to+1, limit) {
		return s.mainTitle(to+1, to, t, limit)
	}
	return to
}

// adjectiveBehind are the languages that put the adjective of a country behind a title.
var adjectiveBehind = setOf("fr", "it", "es", "pt")

// ministryTail reads « du ministère allemand » behind a rank, before its field.
func (s *titleScanner) ministryTail(i, limit int) int {
	if end := s.officeOf(i, limit); end > i {
		return end
	}
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

// officeOf reads "in the Federal Chancellery", "at the U.S. Department of State"
// behind a title.
func (s *titleScanner) officeOf(i, limit int) int {
	if s.language != "en" || !s.is(i, i-1, "in", "at") || !s.is(i+1, i, "the") {
		return i
	}
	for k := i + 2; k < limit && k < i+9 && s.tokens[k].isCapital; k++ {
		switch s.tokens[k].norm {
		case "ministry", "department", "office":
			return s.portfolioTail(k+1, &titled{}, rank{tail: "portfolio"}, limit)
		case "chancellery", "treasury", "cabinet", "secretariat":
			return k + 1
		}
	}
	return i
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
		case !first && s.officeOf(k, limit) > k:
			return s.officeOf(k, limit)
		case s.isFieldWord(k, first):
			t.words = append(t.words, contentWord(norm)...)
			to, first = k+1, false
		case isConnector[norm] && (norm != "," || s.continues(k+1, limit)):
			if fieldJoints[norm] || norm == "," {
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
var tailLinks = setOf("and", "et", "des", "du", "de", "l'", "la", "&", "of", "for", "the", "aux", "au", "und", "fur", "e", "y", "ed", "del", "della", "dell'", "degli", "delle", "dei", "gli", "do", "da", "dos", "das", "los", "las")

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
	if s.is(k, k, "in") {
		return k+1 < limit && s.rules.fieldWords[s.tokens[k+1].norm] // not "in London"
	}
	return k < limit && (isConnector[s.tokens[k].norm] && !fieldJoints[s.tokens[k].norm] && !s.is(k, k, ",", "the", "la", "le", "les", "die", "with") || s.is(k, k, "im") || s.isCharge(k))
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
	if party, _ := s.partyAt(k, s.blockOf(k).to); party != nil && codeOf(party) != "EU" && !s.is(k-1, k, "in") {
		return false // but Made in Italy
	}
	if s.rules.fieldWords[t.norm] {
		return t.isCapital || s.language != "en" || !first || t.norm != "state"
	}
	if s.language == "fr" && !first && !t.isCapital && k > 0 && s.tokens[k-1].isCapital && len(t.norm) > 5 && isAdjective(t.norm) {
		return true // the adjective of a portfolio
	}
	if !t.isCapital || s.rules.givenNames[t.norm] {
		return false
	}
	if before := &s.tokens[k-1]; !first && !tailLinks[before.norm] && before.norm != "," && (!before.isCapital || s.rules.fieldWords[before.norm]) && !s.rules.fieldWords[t.norm] {
		return false // behind a known field stands a name
	}
	if _, n := s.rankAt(s.rules, k, s.blockOf(k).to); n > 0 {
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
	if s.institutionAt(k, limit) > k+1 {
		return false // Commissioner for Transport, European Commission
	}
	if k >= limit || !s.tokens[k].isCapital && !(s.language == "de" && s.rules.fieldWords[s.tokens[k].norm]) {
		return false
	}
	if !s.rules.fieldWords[s.tokens[k].norm] && !s.isFieldList(k, limit) {
		return false
	}
	if s.isFirstName(k, limit) {
		return false
	}
	return true
}

// fieldJoints are the words that join two fields of one title.
var fieldJoints = setOf("and", "et", "&", "und", "e", "ed", "y")

// isFieldList reports that capitalized words, joined by "and" to others, hold one of
// those that fields of government have: "Multicultural and Indigenous Affairs".
func (s *titleScanner) isFieldList(k, limit int) bool {
	isJoined, isKnown := false, false
	for i := k; i < min(limit, k+7); i++ {
		t := &s.tokens[i]
		switch {
		case s.tokens[i].block == s.tokens[k].block && fieldJoints[s.tokens[i].norm] && i > k:
			isJoined = true
		case t.isWord() && t.isCapital && !s.rules.givenNames[t.norm]:
			isKnown = isKnown || s.rules.fieldWords[t.norm] || t.norm == "affairs" || t.norm == "policy"
		case isJoined && s.sameBlock(i, k) && officeLinks[t.norm]:
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
	_, n := s.rankAt(s.rules, k, limit)
	return n > 0 && (s.tokens[k].isCapital || s.language != "en")
}

// beginsSecond reports whether a second title begins at token k.
func (s *titleScanner) beginsSecond(k, limit int) bool {
	_, end := s.german(k, limit)
	return end > 0 || s.beginsOther(k, limit)
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

// regionTail reads the region at token k that a title behind token i is of: "of
// Ontario", « du Québec ».
func (s *titleScanner) regionTail(i, k int, t *titled, limit int) int {
	if _, n := s.rules.regions.at(s.tokens, k, limit); n > 0 && s.tokens[k].isCapital && !s.isCapital(k+n, k) {
		t.body = s.span(k, k+n)
		return k + n
	}
	return i
}

// partyTail reads "of Canada", "for Italy", "du Canada".
func (s *titleScanner) partyTail(i int, t *titled, limit int) int {
	s.notePartyBeside(i, t, limit)
	k := i
	party, to := (*thing)(nil), 0
	if s.is(k, i-1, "en") && ministerial[t.class] {
		return i // la ministre en Allemagne
	}
	for k < limit && k < i+9 && s.sameBlock(k, i-1) && (officeLinks[s.tokens[k].norm] || s.is(k, i-1, "(", "'") || k > i && (formal[s.tokens[k].norm] || s.is(k, i, "state", "region", "province", "land", "canton", "prefecture"))) {
		if party, to = s.partyAt(k, limit); party != nil && k > i {
			break // République démocratique du Congo
		}
		k++
	}
	if k == i || k >= limit {
		return i
	}
	if party == nil {
		party, to = s.partyAt(k, limit)
	}
	if party == nil && !s.is(k-1, k, "(", "'") {
		return s.regionTail(i, k, t, limit)
	}
	if party == nil || s.is(to, i-1, "-") && !s.tokens[to].spaced {
		return i
	}
	t.country = codeOf(party)
	if s.is(k-1, k, "(") {
		return i // "(Canada)" stands beside the title
	}
	return to
}
