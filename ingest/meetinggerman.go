package ingest

import (
	"slices"
	"strings"
)

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
	case strings.HasSuffix(norm, "treffen"), strings.HasSuffix(norm, "treffens"), strings.HasSuffix(norm, "konferenz"), strings.HasSuffix(norm, "tagung"):
		for _, field := range s.rules.germanFields {
			if strings.Contains(norm, field.stem) {
				m.tracks = append(m.tracks, field.portfolio)
			}
		}
	default:
		return m, 0
	}
	to = k + 2
	if !m.isSummit && len(m.tracks) == 0 && s.is(to, i, "der", "von") && s.sameBlock(to+1, i) && s.noteGerman(&m, to+1) {
		to += 2 // G7-Treffen der Justizminister
		for s.is(to, i, "und") && s.sameBlock(to+1, i) && s.noteGerman(&m, to+1) {
			to += 2
		}
	}
	return m, to
}

// noteGerman takes who meets of a German compound: « Finanzminister »,
// « Notenbankgouverneure ».
func (s *meetingScanner) noteGerman(m *namedMeeting, k int) bool {
	norm := s.tokens[k].norm
	isWho := false
	for _, ending := range []string{"minister", "ministern", "ministerinnen", "chefs", "gouverneure", "gouverneurinnen", "gouverneuren"} {
		isWho = isWho || strings.HasSuffix(norm, ending)
	}
	if !isWho {
		return false
	}
	for _, field := range s.rules.germanFields {
		if strings.Contains(norm, field.stem) && !slices.Contains(m.tracks, field.portfolio) {
			m.tracks = append(m.tracks, field.portfolio)
			slices.Sort(m.tracks)
		}
	}
	return true
}
