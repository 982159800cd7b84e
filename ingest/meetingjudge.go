package ingest

// noteAll takes what the words of a name say.
func (s *meetingScanner) noteAll(m *namedMeeting, from, to int) {
	for k := from; k < to; {
		forum := m.forum
		next := s.note(m, k, to)
		m.isTitle = m.isTitle || forum != nil && m.forum != forum
		if place, end := s.townOf(m, k, to); end > 0 && m.place == nil && next == k {
			m.place, next = place, end
		}
		if n := s.whoAt(k, to); n > 0 && next == k {
			m.hasWho = true
			m.isSummit = m.isSummit || s.is(k, from, "leaders", "heads")
			if s.is(k, from, "speakers") {
				m.tracks = append(m.tracks, "parliament")
			}
			next = k + n
		}
		k = max(k+1, next)
	}
}

// judge decides whether words around a noun name a meeting, and how. It returns the
// end of the name, zero for other words.
func (s *meetingScanner) judge(m *namedMeeting, h *meetingHead, from, to int) int {
	content := s.contentWords(from, h)
	isSummit := h.role == "summit"
	isPlural := h.isPlural(s)
	isNumbered := from < h.at && (s.isNumbered(from) || ordinals[s.tokens[from].norm])
	m.isSummit = (m.isSummit || isSummit) && len(m.tracks) == 0
	m.isMinisterial = m.hasWho && !m.isSummit && len(m.tracks) == 0
	switch {
	case isPlural || from == h.at && s.is(h.at, h.at, "summits"):
		return 0
	case h.role == "sitting" && !m.hasWho:
		if !s.isSitting(h, from, to) {
			return 0
		}
		m.isTitle, m.isSitting = true, true
	case m.forum == nil && (s.rules.meetings.private[s.tokens[from].norm] && from < h.at || from == h.at && s.is(from, from, "council")):
		return 0
	case h.role == "proper" && !h.isCapital, s.isTreaty(h):
		return 0
	case m.forum != nil && (m.hasWho || isSummit || len(m.tracks) > 0 || h.isCapital):
		m.isTitle = m.isTitle || !m.forum.isNew && (content > 0 || h.tail > h.to && h.isCapital && !m.hasWho) || s.isExtra(from, to)
	case m.forum == nil && h.isCapital && content > 0 && !(h.at == from+1 && s.rules.meetings.other[s.tokens[from].norm]):
		m.isTitle = true
	case m.forum == nil && h.isCapital && h.role != "sitting" && s.tokens[h.at].norm != "session" && s.isInCapitals(h.at-2, h.at, from):
		m.isTitle = true
	case h.isCapital && (h.tail > h.to || isNumbered):
		m.isTitle = true
	case m.hasWho && h.isCapital && s.tokens[from].isCapital && from < h.at:
		m.isShort = true
	case m.hasWho && len(m.tracks) > 0 && (s.is(from-1, from, "the", "their", "of", "at", "during", "our", "this") || h.tail > h.to && !s.is(from-1, from, "a", "an")):
		m.isShort = true
	case isSummit && (m.place != nil || m.year != "") && from < h.at:
	case h.tail > h.to && (isNumbered || !m.hasWho && !s.is(from-1, from, "a", "an")):
		m.isTitle = true
	default:
		return 0
	}
	return to
}

// isTreaty reports a convention that is a document: "Framework Convention on Climate
// Change", "Convention against Corruption".
func (s *meetingScanner) isTreaty(h *meetingHead) bool {
	return s.is(h.at, h.at, "convention") && (s.is(h.at+1, h.at, "on", "against", "for", "relating", "concerning") || s.is(h.at-1, h.at, "framework"))
}

// isInCapitals reports words in capitals between tokens, none before token first:
// "Trilateral Strategic Dialogue".
func (s *meetingScanner) isInCapitals(from, to, first int) bool {
	for k := from; k < to; k++ {
		if k < first || !s.tokens[k].isCapital || s.rules.meetings.other[s.tokens[k].norm] && !s.is(k, k, "trilateral") {
			return false
		}
	}
	return true
}

// isPlural reports meetings in general.
func (h *meetingHead) isPlural(s *meetingScanner) bool {
	norm := s.tokens[h.to-1].norm
	return norm[len(norm)-1] == 's' && h.role == "noun"
}

// contentWords counts the words in capitals before the noun that say of what kind or
// on what a meeting is, beside who meets and whose it is.
func (s *meetingScanner) contentWords(from int, h *meetingHead) (n int) {
	for k := from; k < h.at; k++ {
		t := &s.tokens[k]
		if _, to := s.forumAt(k, h.at); to > k {
			k = to - 1
			continue
		}
		if w := s.whoAt(k, h.at); w > 0 {
			k += w - 1
			continue
		}
		if _, w := s.rules.portfolios.at(s.tokens, k, h.at); w > 0 && s.hasWhoAfter(k, h.to) {
			k += w - 1
			continue
		}
		if _, to := s.townAt(k, h.at); to > k && h.role == "summit" {
			k = to - 1
			continue
		}
		if t.isWord() && t.isCapital && t.norm != "'s" && !s.is(k-1, k, "(") && !s.rules.meetings.inner[t.norm] && !ordinals[t.norm] {
			n++
		}
	}
	return n
}

func (s *meetingScanner) hasWhoAfter(k, limit int) bool {
	for ; k < limit; k++ {
		if s.whoAt(k, limit) > 0 {
			return true
		}
	}
	return false
}

// isSitting reports that a forum or council, which may be a body, is named as what
// meets: with a number, behind "attend", or before a place, a date or "was held".
func (s *meetingScanner) isSitting(h *meetingHead, from, to int) bool {
	if !h.isCapital || from == h.at {
		return false
	}
	if s.isNumbered(from) || ordinals[s.tokens[from].norm] {
		return true
	}
	if s.is(h.at, h.at, "council") {
		return false
	}
	for k := from - 1; k > from-3 && s.sameBlock(k, from); k-- {
		if s.is(k, from, "attend", "attends", "attended", "attending", "at", "during", "hosts", "hosted", "hosting", "convenes", "convened", "convening", "opens", "opened", "addressed", "addresses") {
			return true
		}
	}
	if s.is(from-1, from, "the") && s.is(from-2, from, "in") && s.is(from-3, from, "part", "participate", "participates", "participated", "participating", "participation") {
		return true
	}
	if s.is(from-1, from, "the") && s.is(from-2, from, "of") && s.is(from-3, from, "outcome", "outcomes", "conclusions", "results", "margins", "sidelines", "opening") {
		return true
	}
	return s.is(to, from, "will", "was", "opened", "opens", "concluded", "takes", "took", "begins", "began", "starts", "ends", "ended", "convenes", "convened", "meets", "met") && s.is(to+1, from, "be", "held", "place", "in", "on", "today", "tomorrow", "yesterday") || s.is(to, from, "in") && s.placeHere(to+1)
}
