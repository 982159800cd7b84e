package ingest

import (
	"slices"
	"strings"
)

// A namedMeeting is the name of a meeting taken apart: forum × who meets × what
// it is called × when and where.
type namedMeeting struct {
	forum       *thing
	isSummit    bool
	tracks      []string // fields of government of those who meet, sorted
	year        string
	place       *thing
	isShort     bool     // names neither forum nor place: "the Ministers' Meeting"
	noun        string   // what it is called, without marks
	isTitle     bool     // of a gathering of another body
	isSitting   bool     // a body of this name exists, too: "Pacific Islands Forum"
	isSeries    bool     // several at once: "Annual Meetings"
	isPlaceOnly bool     // a common noun and a town: « leur réunion de Paris »
	isBack      bool     // nothing but a noun that refers back: "the meeting"
	ordinal     int      // the number that stands before the name; 0 without
	words       []string // what nameWords returns; nil until it is asked for

	hasWho        bool // says who meets
	hasBody       bool // says whose meeting it is, in capitals
	hasSubject    bool // says on what they meet
	isMinisterial bool // of ministers, whose fields it does not say
}

// longestName is how many tokens the name of a meeting may have.
const longestName = 28

// A meetingScanner finds names of meetings in a row of tokens.
type meetingScanner struct {
	*extraction
	titles *titleScanner
}

// findMeetings adds the names of meetings: those that the grammar reads, and those
// of the graph.
func (e *extraction) findMeetings() {
	s := &meetingScanner{e, &titleScanner{e.reading, e.rules, e.gazetteer}}
	for i := 0; i < len(e.tokens); i++ {
		if m, from, to := s.at(i); to > 0 {
			s.addMeeting(m, from, to)
			i = max(i, to-1)
		}
	}
	for i := 0; i < len(e.tokens); i++ {
		if to := e.meetingName(i); to > 0 {
			s.addMeeting(s.readName(i, to), i, to)
			i = to - 1
		}
	}
}

func (s *meetingScanner) addMeeting(m namedMeeting, from, to int) {
	confidence := 0.9
	if m.isShort || m.isTitle {
		confidence = 0.7
	}
	m.ordinal = max(s.ordinalAt(from), s.ordinalAt(from-1))
	s.add(mention{typ: MeetingType, from: from, to: to, meeting: &m, label: s.span(from, to), confidence: confidence, rule: "name of a meeting"})
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
	if _, ok := (&dateScanner{s.reading, s.rules}).year(i); ok && m.year == "" {
		m.year = s.tokens[i].norm
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

// at reads the name of a meeting around the noun at token i, or one that begins
// there; to is zero when there is none.
func (s *meetingScanner) at(i int) (m namedMeeting, from, to int) {
	limit := s.blockOf(i).to
	if from, to = s.seriesAt(i, limit); to > 0 {
		s.noteAll(&m, from, to)
		_, n := s.rules.meetings.series.at(s.tokens, i, limit)
		m.isTitle, m.noun = true, s.tokens[i+max(n, 1)-1].norm
		m.isSeries = strings.HasSuffix(m.noun, "s") || strings.HasSuffix(s.tokens[i].norm, "s")
		return m, from, to
	}
	if s.language == "en" || s.isEnglishNoun(i) {
		return s.headLast(i)
	}
	forms := []func(i, limit int) (namedMeeting, int){s.quotedCouncil, s.compound, s.headFirst, s.forumFirst}
	for _, form := range forms {
		if m, to = form(i, limit); to > 0 {
			from = s.ordinalStart(i)
			if from < i && m.forum != nil && !m.forum.isNew && ordinals[s.tokens[from].norm] {
				from = i // the forum's own name has no number: « le huitième sommet du G7 »
			}
			return m, from, to
		}
	}
	return m, i, 0
}

// isEnglishNoun reports an English noun of a gathering, in capitals, in a text of
// another language.
func (s *meetingScanner) isEnglishNoun(i int) bool {
	own := s.rules.meetings.nouns[s.language]
	if own == nil {
		return true
	}
	_, n := own.at(s.tokens, i, i+1)
	_, english := s.rules.meetings.nouns["en"].at(s.tokens, i, i+1)
	return n == 0 && english > 0 && s.tokens[i].isCapital
}

func (s *meetingScanner) whoAt(k, limit int) int {
	_, n := s.rules.meetings.who.at(s.tokens, k, limit)
	return n
}

// townAt returns the place by which a summit is called at token i: its town, or what
// the summit is known by.
func (s *meetingScanner) townAt(i, limit int) (place *thing, to int) {
	if id, n := s.rules.meetings.towns.at(s.tokens, i, limit); n > 0 && s.tokens[i].isCapital {
		if place = s.gazetteer.things[s.gazetteer.base+"id/place/"+id]; place != nil {
			return place, i + n
		}
	}
	return s.placeAt(i, limit)
}

// townOf returns the place that a name of a meeting says at token i.
func (s *meetingScanner) townOf(m *namedMeeting, i, limit int) (place *thing, to int) {
	if m.isSummit {
		return s.townAt(i, limit)
	}
	return s.placeAt(i, limit)
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
