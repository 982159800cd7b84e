package ingest

import (
	"slices"
	"strings"
)

// A namedMeeting is the name of a meeting taken apart: forum × who meets × what
// it is called × when and where.
type namedMeeting struct {
	forum    *thing
	isSummit bool
	tracks   []string // fields of government of those who meet, sorted
	year     string
	place    *thing
	isShort  bool // names neither forum nor place: "the Ministers' Meeting"
	isTitle  bool // of a gathering of another body
	isBack   bool // nothing but a noun that refers back: "the meeting"
}

// longestName is how many tokens the name of a meeting may have.
const longestName = 28

// A meetingScanner finds names of meetings in a row of tokens.
type meetingScanner struct {
	*extraction
	titles *titleScanner
}

// findMeetings adds the names of meetings.
func (e *extraction) findMeetings() {
	s := &meetingScanner{e, &titleScanner{e.reading, e.rules, e.gazetteer}}
	for i := 0; i < len(e.tokens); i++ {
		m, to := s.at(i)
		if n := e.meetingName(i); n > to || n == to && n > 0 && m.forum == nil {
			m, to = s.readName(i, n), n
		}
		if to == 0 {
			continue
		}
		confidence := 0.9
		if m.isShort || m.isTitle {
			confidence = 0.7
		}
		e.add(mention{typ: MeetingType, from: i, to: to, meeting: &m, label: e.span(i, to), confidence: confidence, rule: "name of a meeting"})
		i = to - 1
	}
}

// meetingName returns the end of the longest name of a meeting of the graph at
// token i.
func (e *extraction) meetingName(i int) (to int) {
	e.gazetteer.automaton.at(e.tokens, i, e.blockOf(i).to, func(f found) {
		for k := range f.entries {
			entry := &f.entries[k]
			if entry.thing.typ == MeetingType && entry.accepts(e.tokens, i, f.to) && (f.to-i > 1 || entry.needs == acronymCase) {
				to = f.to
			}
		}
	})
	return to
}

// readName takes the parts of a name of the graph.
func (s *meetingScanner) readName(from, to int) (m namedMeeting) {
	for i := from; i < to; i++ {
		s.note(&m, i, to)
	}
	return m
}

// note takes what token i says of a meeting, and returns the token behind it; i
// when it says nothing.
func (s *meetingScanner) note(m *namedMeeting, i, limit int) int {
	if year, ok := (&dateScanner{s.reading, s.rules}).year(i); ok && m.year == "" {
		m.year = s.tokens[i].norm
		_ = year
		return i + 1
	}
	if forum, to := s.forumAt(i, limit); to > 0 {
		m.forum = forum
		return to
	}
	if field, n := s.rules.portfolios.at(s.tokens, i, limit); n > 0 {
		if !slices.Contains(m.tracks, field) {
			m.tracks = append(m.tracks, field)
			slices.Sort(m.tracks)
		}
		return i + n
	}
	return i
}

// forumAt returns the forum that is named at token i: G7, Group of Eight.
func (s *meetingScanner) forumAt(i, limit int) (forum *thing, to int) {
	s.gazetteer.automaton.at(s.tokens, i, limit, func(f found) {
		for k := range f.entries {
			if entry := &f.entries[k]; entry.thing.typ == ForumType && entry.accepts(s.tokens, i, f.to) {
				forum, to = entry.thing, f.to
			}
		}
	})
	return forum, to
}

// at reads the name of a meeting that begins at token i, and returns the token
// behind it; zero when there is none.
func (s *meetingScanner) at(i int) (m namedMeeting, to int) {
	limit := s.blockOf(i).to
	if s.language == "fr" || s.language == "it" || s.language == "es" {
		if m, to = s.nounFirst(i, limit); to > 0 {
			return m, to
		}
		if m, to = s.sentenceCase(i, limit); to > 0 {
			return m, to
		}
		return s.forumFirst(i, limit)
	}
	for _, form := range []func(i, limit int) (namedMeeting, int){s.nounLast, s.nounFirst, s.placeFirst, s.compound, s.titled} {
		if m, to = form(i, limit); to > 0 {
			return m, to
		}
	}
	return m, 0
}

// nounLast reads "2025 G7 Interior and Security Ministers' Meeting", "G8
// Summit", "Ministers' Meeting".
func (s *meetingScanner) nounLast(i, limit int) (m namedMeeting, to int) {
	hasWho, k := false, i
	for k < min(limit, i+longestName) {
		if _, n := s.rules.meetingNouns.at(s.tokens, k, limit); n > 0 && k > i {
			return s.endName(m, i, k, n, hasWho)
		}
		next := s.note(&m, k, limit)
		switch {
		case next > k:
			k = next
		case s.whoAt(k, limit) > 0:
			m.isSummit = m.isSummit || s.is(k, i, "leaders", "heads")
			if s.is(k, i, "speakers") {
				m.tracks = append(m.tracks, "parliament")
			}
			k += s.whoAt(k, limit)
			hasWho = true
		case k > i && s.joins(k, i), k > i && m.forum != nil && s.tokens[k].isWord() && s.tokens[k].isCapital:
			k++
		default:
			return m, 0
		}
	}
	return m, 0
}

func (s *meetingScanner) whoAt(k, limit int) int {
	_, n := s.rules.meetingWho.at(s.tokens, k, limit)
	return n
}

// joins tells the small words within names of meetings.
func (s *meetingScanner) joins(k, of int) bool {
	if s.is(k, of, ",") && s.is(k+1, of, "the") {
		return false
	}
	return s.is(k, of, "and", "&", ",", "'", "'s", "of", "the", "central", "bank", "governors", "virtual", "extraordinary", "informal", "joint", "ministerial", "-", "first", "second", "third", "annual", "on", "government", "state", "special", "in-person", "open", "small", "medium", "sized", "senior", "officials", "heads", "state", "empowerment")
}

// endName ends a name at the noun at token k. It must name a forum, or those who
// meet in capitals.
func (s *meetingScanner) endName(m namedMeeting, i, k, n int, hasWho bool) (namedMeeting, int) {
	to := k + n
	for {
		_, more := s.rules.meetingNouns.at(s.tokens, to, s.blockOf(i).to)
		if more == 0 || s.tokens[to].isCapital != s.tokens[k].isCapital {
			break
		}
		to += more
	}
	noun := s.span(k, to)
	isTitle := s.tokens[k].isCapital
	isSummitNoun := s.is(to-1, i, "summit", "summits")
	m.isSummit = m.isSummit || isSummitNoun && len(m.tracks) == 0
	if strings.HasSuffix(strings.ToLower(noun), "s") && !isSummitNoun {
		return m, 0 // meetings in general
	}
	switch {
	case m.forum != nil && (hasWho || isSummitNoun || s.is(k, i, "ministerial") || len(m.tracks) > 0):
	case m.forum == nil && hasWho && len(m.tracks) > 0 && s.is(i-1, i, "the", "their"):
		m.isShort = true
	case m.forum != nil && isTitle:
	case m.forum == nil && hasWho && isTitle && s.tokens[i].isCapital:
		m.isShort = true
	default:
		return m, 0
	}
	if s.is(i, i, "the", "and", "of", "on", ",", "'", "'s", "-", "first", "second", "third", "annual") {
		return m, 0
	}
	if tail := s.subjectTail(to, s.blockOf(i).to); tail > to && isTitle {
		to = tail
	}
	return m, to
}

// subjectTail reads "on Combating Transnational Organized Crime" behind a
// conference's name.
func (s *meetingScanner) subjectTail(k, limit int) int {
	if k+1 >= limit || !s.is(k, k, "on") || !s.tokens[k+1].isCapital || s.rules.months[s.tokens[k+1].norm] > 0 || s.rules.weekdays[s.tokens[k+1].norm] > 0 {
		return k
	}
	to := k
	for i := k + 1; i < min(limit, k+longestName); i++ {
		switch {
		case s.tokens[i].isCapital && s.tokens[i].isWord():
			to = i + 1
		case isConnector[s.tokens[i].norm] && !s.is(i, k, "in"), s.is(i, k, "-"):
		default:
			return to
		}
	}
	return to
}

// nounFirst reads "Meeting of G8 Ministers of Justice and Interior", "Réunion
// des ministres de l'Intérieur et de la Sécurité du G7", "Sommet du G7".
func (s *meetingScanner) nounFirst(i, limit int) (m namedMeeting, to int) {
	_, n := s.rules.meetingNouns.at(s.tokens, i, limit)
	if n == 0 || strings.HasSuffix(s.tokens[i].norm, "s") && !s.is(i, i, "summits") {
		return m, 0
	}
	m.isSummit = s.is(i, i, "summit", "sommet", "gipfel", "vertice", "cumbre")
	hasWho, k := s.is(i+n-1, i, "ministerielle", "ministerial"), i+n
	isOpen := true
	for isOpen && k < min(limit, i+longestName) {
		next := s.note(&m, k, limit)
		switch {
		case next > k:
			k = next
			to = k
		case s.whoAt(k, limit) > 0:
			hasWho = true
			m.isSummit = m.isSummit || s.is(k, i, "dirigeants", "chefs", "leaders", "heads")
			k += s.whoAt(k, limit)
			to = k
		case s.isInner(k, i):
			k++
		default:
			isOpen = false
		}
	}
	if m.forum == nil && m.isSummit && !hasWho {
		if end := s.bodyBehind(i+n, limit); end > 0 {
			m.isTitle = true
			return m, end
		}
	}
	if m.forum == nil || to == 0 {
		return s.shortFirst(m, i, to, hasWho)
	}
	if !hasWho && !m.isSummit && !(s.tokens[i].isCapital || len(m.tracks) > 0) {
		if s.is(i, i, "reunion", "meeting") && s.is(i-1, i, "la", "the", "cette", "this") {
			m.isShort = true
			return m, to
		}
		return m, 0
	}
	m.isTitle = s.isExtra(i, to)
	m.isSummit = m.isSummit && len(m.tracks) == 0
	return m, s.placeTail(&m, to, limit)
}

// sentenceCase reads a French name whose noun alone has a capital: « Séminaire du G7
// sur la protection des ports ».
func (s *meetingScanner) sentenceCase(i, limit int) (m namedMeeting, to int) {
	if s.language != "fr" || !s.is(i, i, "conference", "seminaire", "forum", "sommet", "rencontre") {
		return m, 0
	}
	hasForum := s.is(i+1, i, "du") && s.is(i+2, i, "g7", "g8", "g20")
	if !hasForum && (!s.tokens[i].isCapital || s.tokens[i].isUpper || s.titles.isSentenceStart(i)) {
		return m, 0
	}
	to = s.sentenceCaseEnd(i + 1)
	m.isTitle = true
	for k := i; k < to; k++ {
		s.note(&m, k, limit)
	}
	if to-i < 4 {
		return m, 0
	}
	return m, to
}

// bodyBehind returns the end of the abbreviated name of a body behind "summit":
// « sommet de l'OTAN ».
func (s *meetingScanner) bodyBehind(k, limit int) int {
	for n := 0; n < 2 && k < limit && s.is(k, k, "de", "l'", "la", "du", "of", "the", "della", "des"); n++ {
		k++
	}
	if k < limit && s.tokens[k].isUpper {
		return k + 1
	}
	return 0
}

// isExtra reports that a gathering is beside the usual ones.
func (s *meetingScanner) isExtra(from, to int) bool {
	for k := from; k < to; k++ {
		if s.is(k, from, "extraordinaire", "extraordinary", "special", "exceptionnel", "exceptionnelle", "emergency") {
			return true
		}
	}
	return false
}

// shortFirst accepts a name without a forum when it says who meets.
func (s *meetingScanner) shortFirst(m namedMeeting, i, to int, hasWho bool) (namedMeeting, int) {
	if m.isSummit && s.language == "fr" {
		if k := s.placeTail(&m, i+1, s.blockOf(i).to); k > i+1 && (s.tokens[i].isCapital || m.place != nil) {
			return m, k
		}
	}
	if !hasWho || to == 0 || len(m.tracks) == 0 && !s.tokens[i].isCapital {
		return m, 0
	}
	if !s.tokens[i].isCapital && s.language != "fr" {
		return m, 0
	}
	m.isShort = true
	return m, to
}

func (s *meetingScanner) isInner(k, of int) bool {
	return isConnector[s.tokens[k].norm] || s.is(k, of, "the", "charges", "chargees", "responsables", "informelle", "virtuelle", "extraordinaire", "ministerielle", "annuelle", "-", "banque", "banques", "centrale", "centrales", "gouverneurs", "conjointe", "dei", "degli", "delle", "informale", "dell'", "della", "des", "membres", "pays", "sur", "on", "heads", "central", "bank", "governors", "i")
}

// placeTail reads "de Charlevoix" behind a French name.
func (s *meetingScanner) placeTail(m *namedMeeting, k, limit int) int {
	if k >= limit || !s.is(k, k-1, "de", "d'", "du", "a", "of") {
		return k
	}
	at := k + 1
	if _, ok := (&dateScanner{s.reading, s.rules}).year(min(at, limit-1)); ok && at < limit {
		m.year = s.tokens[at].norm
		return at + 1
	}
	if s.is(k, k-1, "a", "of") {
		return k
	}
	place, to := s.placeAt(at, limit)
	if place == nil {
		return k
	}
	m.place = place
	return to
}

// placeAt returns the place that is named at token i.
func (s *meetingScanner) placeAt(i, limit int) (place *thing, to int) {
	if i >= limit {
		return nil, 0
	}
	s.gazetteer.automaton.at(s.tokens, i, limit, func(f found) {
		for k := range f.entries {
			if entry := &f.entries[k]; entry.thing.typ == PlaceType && entry.accepts(s.tokens, i, f.to) {
				place, to = entry.thing, f.to
			}
		}
	})
	if rule, n := s.rules.places.at(s.tokens, i, limit); place == nil && n > 0 && s.tokens[i].isCapital {
		return s.newThing(PlaceType, rule.label), i + n
	}
	return place, to
}

// placeFirst reads "Kananaskis Summit".
func (s *meetingScanner) placeFirst(i, limit int) (m namedMeeting, to int) {
	place, k := s.placeAt(i, limit)
	if place == nil {
		return m, 0
	}
	m.place = place
	if forum, next := s.forumAt(k, limit); next > 0 {
		m.forum, k = forum, next
	}
	if n := s.whoAt(k, limit); n > 0 && k < limit && s.is(k, i, "leaders") {
		k += n
		for s.is(k, i, "'") {
			k++
		}
	}
	if k >= limit || !s.is(k, i, "summit") {
		return m, 0
	}
	m.isSummit = true
	to = s.subjectTail(k+1, limit)
	m.isTitle = to > k+1
	return m, to
}

// titled reads the name of a gathering of another body: "OECD Ministerial Council
// Meeting", "Tokyo Ministerial Conference on Ageing Societies".
func (s *meetingScanner) titled(i, limit int) (m namedMeeting, to int) {
	if s.language != "en" || !s.isTitleWord(i) || s.isTitleWord(i-1) && s.sameBlock(i-1, i) {
		return m, 0
	}
	words := 0
	for k := i; k < min(limit, i+longestName) && (s.isTitleWord(k) || k > i && s.joinsTitle(k)); k++ {
		n := s.eventNoun(k, limit)
		if n > 0 && words >= 1 && !s.nounFollows(k+n, limit) {
			m.isTitle = true
			return m, s.subjectTail(s.whoTail(k+n, limit), limit)
		}
		words++
	}
	return m, 0
}

// nounFollows reports that the name goes on to a noun further right: "OECD
// Ministerial Council Meeting".
func (s *meetingScanner) nounFollows(k, limit int) bool {
	for ; k < limit && s.isTitleWord(k); k++ {
		if s.eventNoun(k, limit) > 0 {
			return true
		}
	}
	return false
}

// whoTail reads "of Justice Ministers" behind a noun.
func (s *meetingScanner) whoTail(k, limit int) int {
	if k >= limit || !s.is(k, k, "of") {
		return k
	}
	for i := k + 1; i < min(limit, k+8); i++ {
		if n := s.whoAt(i, limit); n > 0 {
			return i + n
		}
		if !s.isTitleWord(i) && !s.is(i, k, "and", "the") {
			break
		}
	}
	return k
}

// eventNoun measures the noun of a gathering in capitals at token k.
func (s *meetingScanner) eventNoun(k, limit int) int {
	if s.tokens[k].isCapital && s.is(k, k, "meeting", "meetings", "summit", "conference", "dialogue", "ministerial", "interface", "assembly") {
		return 1
	}
	return 0
}

// isTitleWord reports a capitalized word that may belong to the name of a
// gathering.
func (s *meetingScanner) isTitleWord(k int) bool {
	if k < 0 || k >= len(s.tokens) {
		return false
	}
	t := &s.tokens[k]
	isNumber := t.kind == numberToken && t.norm != "" && s.rules.ordinalEndings[strings.TrimLeft(t.norm, "0123456789")]
	return isNumber || t.isWord() && t.isCapital && !leading[t.norm] && s.rules.months[t.norm] == 0
}

var leading = setOf("the", "a", "an", "this", "that", "our", "their", "its", "at", "in", "on", "following", "after", "before", "during", "first", "second", "third", "annual", "opening", "closing", "see", "minister", "ministers", "mr", "ms", "mrs", "place", "event", "news", "press")

func (s *meetingScanner) joinsTitle(k int) bool {
	return s.is(k, k, "and", "of", "on", "'", "'s", "-", "–", ",", "for", "&") && s.sameBlock(k+1, k) && s.tokens[k+1].isCapital
}

// compound reads "G7-Innenministertreffen", "G7-Gipfel".
func (s *meetingScanner) compound(i, limit int) (m namedMeeting, to int) {
	forum, k := s.forumAt(i, limit)
	if forum == nil || !s.is(k, i, "-") || !s.sameBlock(k+1, i) {
		return m, 0
	}
	m.forum = forum
	norm := s.tokens[k+1].norm
	switch {
	case strings.HasSuffix(norm, "gipfel"), strings.HasSuffix(norm, "gipfels"):
		m.isSummit = true
	case strings.HasSuffix(norm, "treffen"), strings.HasSuffix(norm, "konferenz"):
		for _, field := range germanFields {
			if strings.Contains(norm, field.stem) {
				m.tracks = append(m.tracks, field.track)
			}
		}
	default:
		return m, 0
	}
	return m, k + 2
}

var germanFields = []struct{ stem, track string }{
	{"innen", "interior"}, {"aussen", "foreign"}, {"finanz", "finance"}, {"justiz", "justice"}, {"umwelt", "environment"},
	{"gesundheit", "health"}, {"digital", "digital"}, {"entwicklung", "development"}, {"arbeit", "labour"}, {"agrar", "agriculture"}, {"energie", "energy"}, {"handel", "industry"},
}

// forumFirst reads "G7 Environnement", as ministries abbreviate.
func (s *meetingScanner) forumFirst(i, limit int) (m namedMeeting, to int) {
	forum, k := s.forumAt(i, limit)
	if forum == nil || k >= limit {
		return m, 0
	}
	m.forum = forum
	from := k
	if s.is(k, i, "des") && s.whoAt(k+1, limit) > 0 {
		k += 1 + s.whoAt(k+1, limit)
	} else if !s.tokens[k].isCapital {
		return m, 0
	}
	to = 0
	for k < min(limit, i+longestName) {
		next := s.note(&m, k, limit)
		if next == k && !isConnector[s.tokens[k].norm] {
			break
		}
		if next > k {
			to = next
		}
		k = max(next, k+1)
	}
	if len(m.tracks) == 0 || to <= from {
		return m, 0
	}
	return m, to
}
