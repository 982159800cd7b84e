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
	lead      string   // the portfolio of the one department that the words name
	country   string   // code of the jurisdiction that the title names
	body      string   // what an office is of that belongs to no state
	isBare    bool     // nothing but the rank
	isFederal bool     // of a federation
}

// setJurisdiction notes the country or, with a code such as DE-BY, the region that an
// adjective tells.
func (t *titled) setJurisdiction(code string) {
	if strings.Contains(code, "-") {
		t.body = code
		return
	}
	t.country = code
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

// within reads the title that begins at token i and ends before limit: who has the
// office, what it is of, the rank, and what follows.
func (s *titleScanner) within(i, limit int) (t titled, to int) {
	if i >= limit {
		return t, 0
	}
	start := i
	i = s.owner(i, &t, limit)
	if compound, end := s.german(i, limit); end > 0 {
		if t.country != "" {
			compound.country = t.country
		}
		return compound, end
	}
	h := s.headAt(i, limit, i == start)
	if h.size == 0 || !s.isTitle(&h, start, limit) {
		return titled{}, 0
	}
	if h.rank.class == "head" && (s.isRegional(start-1) || s.isRegionBefore(start)) {
		t.body = s.word(start - 1) // bayerischer Ministerpräsident, Bayerns Ministerpräsident
	}
	t.class, t.words = h.rank.class, h.words
	end := h.at + h.size
	if s.is(end, end-1, "par", "ad") && s.is(end+1, end, "interim") {
		end += 2 // directeur général par intérim du FMI
	}
	to = s.tail(end, &t, h.rank, limit)
	t.isBare = to == end && len(t.words) == 0 && t.body == "" && t.country == "" && !h.rank.isBare
	slices.Sort(t.words)
	t.words = slices.Compact(t.words)
	t.portfolio = s.onlyOf(&s.rules.fields, start, to)
	t.lead = s.onlyOf(&s.rules.departments, start, to)
	if code, n := s.rules.nationalTitles.at(s.tokens, start, to); n > 0 && t.country == "" && t.body == "" {
		t.country = code
	}
	for k := start; k < to; k++ {
		t.isFederal = t.isFederal || s.is(k, start, "federal", "federale")
	}
	return s.joined(t, start, to, limit)
}

// owner takes whose title begins at token i, by "Canada's" before it or by an adjective,
// and returns the token behind.
func (s *titleScanner) owner(i int, t *titled, limit int) int {
	if s.is(i-1, i, "'s", "'") {
		if owner, _ := s.ownerBefore(i - 1); owner != nil {
			t.country = codeOf(owner)
		}
	}
	code, n := s.jurisdictionBefore(i, limit)
	if n > 0 {
		t.setJurisdiction(code)
	}
	return i + n
}

// A titleHead is a rank and what stands before it: the fields of a minister, or the
// body of its head.
type titleHead struct {
	words    []string
	from, at int // the first token, and that of the rank
	size     int // tokens of the rank; zero when there is none
	rank     rank
	isOfBody bool
}

// headAt reads the rank at token i, behind a body or fields.
func (s *titleScanner) headAt(i, limit int, mayHaveBody bool) titleHead {
	if body := s.institutionBefore(i, limit); mayHaveBody && body > i {
		if h := s.bodyHead(i, body, limit); h.size > 0 {
			return h
		}
	}
	h := titleHead{from: i, at: i}
	words, n := s.fieldBefore(i, limit)
	h.words, h.at = words, i+n
	h.rank, h.size = s.rankAt(s.rules, h.at, limit)
	if h.size == 0 && n == 0 && mayHaveBody {
		return s.bodyHead(i, s.bodyBefore(i, limit), limit)
	}
	return h
}

// bodyHead reads the rank behind the name of a body that ends before token to.
func (s *titleScanner) bodyHead(i, to, limit int) titleHead {
	h := titleHead{from: i, at: to, isOfBody: true}
	if to > i {
		h.rank, h.size = s.rankAt(s.rules, to, limit)
		h.words = []string{strings.ToLower(s.span(i, to))}
	}
	if h.rank.tail != "body" && h.rank.tail != "institution" {
		h.size = 0
	}
	return h
}

// isTitle reports whether a rank is that of one office, as it stands.
func (s *titleScanner) isTitle(h *titleHead, start, limit int) bool {
	end := h.at + h.size
	isFielded := h.at > h.from && !h.isOfBody
	switch {
	case s.isPlural(h.at, end, limit), h.size == 1 && s.language == "fr" && s.tokens[h.at].norm == "premier":
		return false
	case h.rank.tail == "institution" && !h.isOfBody:
		return s.isOfInstitution(end, limit) // who chairs a meeting holds no office
	case isFielded:
		return h.rank.tail == "portfolio" && !(h.rank.class == "adviser" && strings.Contains(s.span(h.from, h.at), ","))
	}
	isAny := h.from > start && h.rank.tail == "portfolio" && s.is(start-1, start, "a", "an", "un", "une", "ein", "eine")
	return !isAny || s.opensTail(end, limit) // not "an Australian minister"
}

// rankAt returns the rank at token i and its length: one of the language of the text,
// or in English.
func (r *reading) rankAt(rules *rules, i, limit int) (found rank, n int) {
	for _, language := range []string{r.language, "en"} {
		if set := rules.ranks[language]; set != nil {
			if one, size := set.at(r.tokens, i, limit); size > n {
				found, n = one, size
			}
		}
	}
	return found, n
}

// isRegional reports the German adjective of a region that is no state.
func (s *titleScanner) isRegional(k int) bool {
	if s.language != "de" || k < 0 || !s.sameBlock(k, k+1) || s.tokens[k].isCapital {
		return false
	}
	stem := strings.TrimRight(s.tokens[k].norm, "enrms")
	return strings.HasSuffix(stem, "isch") && len(stem) > len("politisch")-2
}

// isRegionBefore reports the genitive of a region before token to: « Nordrhein-Westfalens ».
func (s *titleScanner) isRegionBefore(to int) bool {
	if s.language != "de" || !s.sameBlock(to-1, to) || !strings.HasSuffix(s.tokens[to-1].norm, "s") {
		return false
	}
	for from := max(0, to-3); from < to; from++ {
		own := slices.Clone(s.tokens[from:to])
		last := &own[len(own)-1]
		last.norm = strings.TrimSuffix(last.norm, "s")
		if _, n := s.rules.regions.at(own, 0, len(own)); n == len(own) && s.sameBlock(from, to) {
			return true
		}
	}
	return false
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
	if s.language == "de" && s.is(to, i, "-") && !s.tokens[to].spaced {
		to++ // US-Präsident
	}
	return codeOf(party), to - i
}

// ownerBefore returns the party whose name ends before token to, and where it begins;
// nil and to when there is none.
func (s *titleScanner) ownerBefore(to int) (party *thing, from int) {
	for from = max(0, to-4); from < to; from++ {
		if party, end := s.partyAt(from, to); end == to && s.sameBlock(from, to) {
			return party, from
		}
	}
	return nil, to
}

// isSentenceStart reports whether a token begins a sentence.
func (s *titleScanner) isSentenceStart(i int) bool {
	return !s.sameBlock(i-1, i) || s.is(i-1, i, ".", ":", ";", `"`, "!", "?")
}

// codeOf returns the code of a country.
func codeOf(party *thing) string { return party.one(ontology.Alpha2) }

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
	if _, size := s.rankAt(s.rules, i, limit); s.language == "fr" || size > 1 {
		return nil, 0
	}
	for k := i; k < limit && k < i+9; k++ {
		if k > i {
			if _, size := s.rankAt(s.rules, k, limit); size > 0 {
				return words, k - i
			}
		}
		norm := s.tokens[k].norm
		switch {
		case s.rules.fieldWords[norm] && s.tokens[k].isWord():
			words = append(words, contentWord(norm)...)
		case k > i && (norm == "and" || norm == "&" || norm == "," || norm == "-" && !s.tokens[k].spaced):
		default:
			return nil, 0
		}
	}
	return nil, 0
}

// contentWord returns a word of a title unless it tells nothing.
func contentWord(norm string) []string {
	if isConnector[norm] || emptyWords[norm] {
		return nil
	}
	if word := bodyWords[norm]; word != "" {
		return []string{word}
	}
	return []string{norm}
}

// emptyWords stand in many titles and tell nothing.
var emptyWords = setOf("affairs", "affaires", "affari", "asuntos", "assuntos", "angelegenheiten", "federal", "republique", "repubblica", "republica", "republik")

// bodyWords are words of the names of bodies in other languages, in English.
var bodyWords = map[string]string{"europeenne": "european", "europeen": "european", "europea": "european", "europeo": "european", "europaischen": "european", "conseil": "council", "consiglio": "council", "consejo": "council", "commissione": "commission", "comision": "commission", "parlement": "parliament", "parlamento": "parliament", "banque": "bank", "banca": "bank", "mondiale": "world"}

// onlyOf returns the one field of government that phrases in a title tell; empty
// when they tell several.
func (s *titleScanner) onlyOf(phrases *phraseSet[string], from, to int) string {
	only := ""
	for i := from; i < to; {
		field, n := phrases.at(s.tokens, i, to)
		if n == 0 || field == "" {
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
