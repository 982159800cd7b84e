package ingest

import (
	"slices"
	"strings"

	"w3id.org/plenary/ontology"
)

// titled is a title taken apart: rank × portfolio × jurisdiction.
type titled struct {
	class     string
	words     []string // of the portfolio, sorted, without the small ones
	portfolio string   // the field of government that the words tell; empty when none or several
	country   string   // code of the jurisdiction that the title names
	body      string   // what an office is of that belongs to no state
	isBare    bool     // nothing but the rank
	isFederal bool     // of a federation
}

// key is what titles of one office have in common.
func (t *titled) key() string {
	return t.class + ":" + strings.Join(t.words, " ") + ":" + t.body
}

// A titleScanner finds titles of offices in a row of tokens.
type titleScanner struct {
	*reading
	rules     *rules
	gazetteer *Gazetteer
}

// at reads the title that begins at token i and returns the token behind it;
// zero when there is none.
func (s *titleScanner) at(i int) (t titled, to int) {
	return s.within(i, min(s.blockOf(i).to, i+longestOffice))
}

// longestOffice is how many tokens a title may have.
const longestOffice = 60

// within reads the title that begins at token i and ends before limit.
func (s *titleScanner) within(i, limit int) (t titled, to int) {
	if i >= limit {
		return t, 0
	}
	start := i
	if code, n := s.jurisdictionBefore(i, limit); n > 0 {
		t.country, i = code, i+n
	}
	words, n := s.fieldBefore(i, limit)
	found, size := s.rules.ranks.at(s.tokens, i+n, limit)
	if size == 0 && n == 0 && i == start {
		if body := s.bodyBefore(i, limit); body > i {
			if found, size = s.rules.ranks.at(s.tokens, body, limit); found.tail != "body" {
				return titled{}, 0
			}
			t.words, i = []string{strings.ToLower(s.span(i, body))}, body
		}
	}
	words = append(words, t.words...)
	if size == 0 || s.isPlural(i+n, i+n+size, limit) {
		return titled{}, 0
	}
	if n > 0 && found.tail != "portfolio" {
		return titled{}, 0
	}
	t.class = found.class
	t.words = words
	to = s.tail(i+n+size, &t, found, limit)
	t.isBare = len(t.words) == 0 && t.body == "" && t.country == "" && !found.isBare
	slices.Sort(t.words)
	t.words = slices.Compact(t.words)
	t.portfolio = s.portfolioOf(start, to)
	for k := start; k < to; k++ {
		t.isFederal = t.isFederal || s.is(k, start, "federal", "federale")
	}
	return s.joined(t, start, to, limit)
}

// joined reads a second title that is written with the first: « garde des Sceaux,
// ministre de la Justice ».
func (s *titleScanner) joined(t titled, start, to, limit int) (titled, int) {
	if s.language != "fr" || t.class != "sceaux" && t.class != "state" || !s.is(to, start, ",") || !s.sameBlock(to+1, start) {
		return t, to
	}
	second, end := s.within(to+1, limit)
	if end == 0 || second.isBare {
		return t, to
	}
	return second, end
}

// isPlural reports a group rather than one office: "Ministers" is no rank, but
// "Prime Minister and" … "Ministers' Meeting" must not begin within.
func (s *titleScanner) isPlural(from, to, limit int) bool {
	last := s.word(to - 1)
	return strings.HasSuffix(last, "'") || to < limit && s.is(to, from, "'") && strings.HasSuffix(last, "s")
}

// jurisdictionBefore reads "Canadian", "U.S.", "UK", "EU" before a title.
func (s *titleScanner) jurisdictionBefore(i, limit int) (code string, n int) {
	if code, n = s.rules.demonyms.at(s.tokens, i, limit); n > 0 {
		return code, n
	}
	if !s.tokens[i].isUpper && !s.is(i, i, "united", "european") {
		return "", 0
	}
	party, to := s.partyAt(i, limit)
	if party == nil || s.is(to, i, "'s", "'") {
		return "", 0
	}
	return party.one(ontology.Alpha2), to - i
}

// bodyBefore returns the end of an abbreviated name of a body before a rank: "ILO"
// in "ILO Director-General".
func (s *titleScanner) bodyBefore(i, limit int) int {
	isNoun := s.tokens[i].isCapital && s.tokens[i].isWord() && !s.isSentenceStart(i) && !s.rules.notNames[s.tokens[i].norm]
	if (s.tokens[i].isUpper || isNoun && s.language == "en") && i+1 < limit && s.tokens[i+1].isCapital {
		return i + 1
	}
	to := i
	s.gazetteer.automaton.at(s.tokens, i, limit, func(f found) {
		for k := range f.entries {
			if entry := &f.entries[k]; entry.thing.typ == OrganizationType && entry.accepts(s.tokens, i, f.to) {
				to = f.to
			}
		}
	})
	return to
}

// isSentenceStart reports whether a token begins a sentence.
func (s *titleScanner) isSentenceStart(i int) bool {
	return !s.sameBlock(i-1, i) || s.is(i-1, i, ".", ":", ";", `"`, "!", "?")
}

// partyAt returns the country or union that is named at token i.
func (s *titleScanner) partyAt(i, limit int) (party *thing, to int) {
	s.gazetteer.automaton.at(s.tokens, i, limit, func(f found) {
		for k := range f.entries {
			entry := &f.entries[k]
			if entry.thing.typ == PartyType && entry.accepts(s.tokens, i, f.to) && speaks(entry.language, s.language) {
				party, to = entry.thing, f.to
			}
		}
	})
	return party, to
}

// speaks reports whether a name in one language may stand in a text of another.
func speaks(name, text string) bool {
	return name == "" || name == text || name == "und" || name == "en" && text != "fr"
}

// fieldBefore reads the field of government before a rank: "Interior and
// Security" in "Interior and Security Minister", and the number of its tokens.
func (s *titleScanner) fieldBefore(i, limit int) (words []string, n int) {
	if s.language == "fr" {
		return nil, 0
	}
	for k := i; k < limit && k < i+9; k++ {
		if k > i {
			if _, size := s.rules.ranks.at(s.tokens, k, limit); size > 0 {
				return words, k - i
			}
		}
		norm := s.tokens[k].norm
		switch {
		case s.rules.portfolioWords[norm] && s.tokens[k].isWord():
			words = append(words, contentWord(norm)...)
		case k > i && (norm == "and" || norm == "&" || norm == ","):
		default:
			return nil, 0
		}
	}
	return nil, 0
}

// contentWord returns a word of a title unless it tells nothing.
func contentWord(norm string) []string {
	if isConnector[norm] || norm == "affairs" || norm == "affaires" || norm == "federal" {
		return nil
	}
	return []string{norm}
}

// tail reads what follows a rank, and returns the token behind it.
func (s *titleScanner) tail(i int, t *titled, r rank, limit int) int {
	to := i
	if code, n := s.rules.demonyms.at(s.tokens, i, limit); n > 0 && r.language == "fr" {
		t.country = code // ministre allemande des Affaires étrangères
		to = i + n
	}
	if r.tail == "body" {
		return s.bodyTail(to, t, limit)
	}
	if end := s.superior(to, limit); end > 0 {
		t.words = append(t.words, "superior")
		return end
	}
	if r.tail == "portfolio" {
		to = s.portfolioTail(to, t, r, limit)
	}
	if to = s.partyTail(to, t, limit); t.class == "highrep" && s.is(to, i-1, "for", "pour") {
		to = s.portfolioTail(to, t, r, limit)
	}
	if t.class == "deputyhead" && s.is(to, i-1, "and", "et") && s.beginsOther(to+1, limit) {
		return s.mainTitle(to+1, to, t, limit)
	}
	return to
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
	return k < limit && (s.is(k, k, "of", "for", "in", "responsible", "de", "du", "des", "d'", "aux", "a", "au", "charge", "chargee", "fur", "pour", "des", "der", "degli", "dell'", "della", "del", "responsable", "per", "to") || s.isCharge(k))
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
	if before := &s.tokens[k-1]; !first && !tailLinks[before.norm] && (!before.isCapital || s.rules.portfolioWords[before.norm]) {
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
	if k >= limit || !s.rules.portfolioWords[s.tokens[k].norm] || !s.tokens[k].isCapital {
		return false
	}
	if s.isFirstName(k, limit) {
		return false
	}
	return true
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

// partyTail reads "of Canada", "for Italy", "du Canada".
func (s *titleScanner) partyTail(i int, t *titled, limit int) int {
	k := i
	for k < limit && k < i+5 && s.is(k, i-1, "of", "for", "to", "the", "du", "de", "la", "l'", "des", "d'", "(", "di", "en", "republique", "republic", "kingdom") {
		k++
	}
	if k == i || k >= limit {
		return i
	}
	party, to := s.partyAt(k, limit)
	if party == nil {
		return i
	}
	t.country = party.one(ontology.Alpha2)
	if s.is(k-1, k, "(") {
		return i // "(Canada)" stands beside the title
	}
	return to
}

// bodyTail reads what a president, governor or secretary-general is of.
func (s *titleScanner) bodyTail(i int, t *titled, limit int) int {
	if to := s.partyTail(i, t, limit); to > i {
		return to
	}
	k := i
	for k < limit && k < i+3 && s.is(k, i-1, "of", "for", "to", "the", "du", "de", "la", "l'", "des", "d'", "der", "del", "della", "en", "aupres") {
		k++
	}
	if k == i || k >= limit || !s.tokens[k].isCapital {
		return i
	}
	to := k
	for ; k < limit; k++ {
		norm := s.tokens[k].norm
		switch {
		case s.tokens[k].isCapital || s.language == "fr" && s.tokens[k].isWord() && !isConnector[norm] && to > i && k == to && bodyAdjectives[norm]:
			t.words = append(t.words, contentWord(norm)...)
			to = k + 1
		case isConnector[norm] && norm != "," && norm != "a" && k+1 < limit && k == to && (s.tokens[k+1].isCapital || isConnector[s.tokens[k+1].norm]):
			if (norm == "and" || norm == "et") && (s.beginsOther(k+1, limit) || s.beginsApart(k+1)) {
				return s.trim(i, to)
			}
			to = k + 1
		default:
			return s.trim(i, to)
		}
	}
	return s.trim(i, to)
}

// beginsApart reports a person or a forum at token k, which is no part of the
// name of a body.
func (s *titleScanner) beginsApart(k int) bool {
	return k < len(s.tokens) && (s.rules.givenNames[s.tokens[k].norm] || s.is(k, k, "g7", "g8", "g20"))
}

// bodyAdjectives follow the names of bodies in small letters in French.
var bodyAdjectives = setOf("europeenne", "europeen", "mondiale", "mondial", "internationale", "international", "monetaire", "nationale", "national", "centrale", "africaine", "africain", "unies", "francaise", "federale", "asiatique", "nationales", "generale")

// trim takes connectors off the end of a title.
func (s *titleScanner) trim(from, to int) int {
	for to > from && (isConnector[s.tokens[to-1].norm] || s.tokens[to-1].norm == "the") {
		to--
	}
	return to
}

// portfolioOf returns the one field of government that the words of a title
// tell; empty when they tell several.
func (s *titleScanner) portfolioOf(from, to int) string {
	only := ""
	for i := from; i < to; {
		field, n := s.rules.portfolios.at(s.tokens, i, to)
		if n == 0 {
			i++
			continue
		}
		if only != "" && only != field {
			return ""
		}
		only = field
		i += n
	}
	return only
}
