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
	ordinal  int  // the number that stands before the name; 0 without

	isMinisterial bool // of ministers, whose fields it does not say
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
		from := i
		if s.language == "en" && m.forum == nil && (m.isShort || m.isTitle) && s.tokens[to-1].isCapital {
			if from = s.bodiesBefore(i); from < i {
				m.isTitle, m.isShort = true, false
			}
		}
		if isOfBody := m.forum != nil && m.forum.isNew; m.isTitle || isOfBody {
			from = s.ordinalStart(from, isOfBody || s.is(to-1, i, "dialogue"))
		}
		m.ordinal = s.ordinalBefore(i)
		e.add(mention{typ: MeetingType, from: from, to: to, meeting: &m, label: e.span(from, to), confidence: confidence, rule: "name of a meeting"})
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
	if label, n := s.rules.bodies.at(s.tokens, i, limit); i+n > to && n > 0 && (s.tokens[i].isCapital || s.tokens[i].kind == numberToken || s.language == "fr" && len(s.tokens[i].norm) > 4) {
		return s.newThing(ForumType, label), i + n
	}
	return forum, to
}

// at reads the name of a meeting that begins at token i, and returns the token
// behind it; zero when there is none.
func (s *meetingScanner) at(i int) (m namedMeeting, to int) {
	limit := s.blockOf(i).to
	if m, to = s.numbered(i, limit); to > 0 {
		return m, to
	}
	if s.language == "fr" || s.language == "it" || s.language == "es" {
		if m, to = s.nounFirst(i, limit); to > 0 {
			return m, to
		}
		if m, to = s.sentenceCase(i, limit); to > 0 {
			return m, to
		}
		if m, to = s.council(i, limit); to > 0 {
			return m, to
		}
		return s.forumFirst(i, limit)
	}
	for _, form := range []func(i, limit int) (namedMeeting, int){s.compound, s.nounLast, s.nounFirst, s.placeFirst, s.titled} {
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
		if _, n := s.rules.meetingNouns.at(s.tokens, k, limit); n > 0 && k > i && !(s.tokens[k].isCapital && m.forum != nil && s.nounFollows(k+n, limit)) {
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
	case m.forum == nil && isSummitNoun && isTitle && m.year != "" && k == i+1:
	case m.forum == nil && hasWho && isTitle && s.tokens[i].isCapital:
		m.isShort = true
	default:
		return m, 0
	}
	if s.is(i, i, "the", "and", "of", "on", ",", "'", "'s", "-", "first", "second", "third", "annual") {
		return m, 0
	}
	if isTitle && !hasWho {
		to = s.whoTail(to, s.blockOf(i).to)
	}
	if tail := s.subjectTail(to, s.blockOf(i).to); tail > to && isTitle {
		to = tail
	}
	return m, to
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
