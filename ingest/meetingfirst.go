package ingest

// headFirst reads a name that begins with its noun at token i, as Romance languages
// have it, and so may English: « réunion des ministres de l'Intérieur du G7 »,
// « Conférence internationale sur la sécurité ».
func (s *meetingScanner) headFirst(i, limit int) (m namedMeeting, to int) {
	role, n := s.nounAt(i, limit)
	if n == 0 || role == "proper" && !s.tokens[i].isCapital || role == "sitting" && !s.isNumberedAt(i) && s.language == "fr" && !s.is(i, i, "forum") {
		return m, 0
	}
	m.isSummit, m.noun = role == "summit", s.tokens[i+n-1].norm
	c := meetingChain{s, &m, i, i + n}
	to = c.read(i+n, min(limit, i+longestName))
	return m, s.judgeFirst(&m, &c, to)
}

// A meetingChain goes right from the noun of a name over what says whose meeting it
// is, of what kind, where and on what.
type meetingChain struct {
	*meetingScanner
	m       *namedMeeting
	at, end int // the noun, and the token behind it
}

// read returns the token behind the last that belongs to the name.
func (c *meetingChain) read(k, limit int) (to int) {
	to = c.end
	for k < limit {
		next, isSolid := c.step(k, limit, to)
		if next == k {
			break
		}
		if isSolid {
			to = next
		}
		k = next
	}
	return to
}

// step takes what stands at token k, and returns the token behind it; k itself when
// it is no part of the name. Small words are no end of a name.
func (c *meetingChain) step(k, limit, to int) (next int, isSolid bool) {
	t := &c.tokens[k]
	isDe := k > to && (isConnector[c.tokens[k-1].norm] || c.is(k-1, k, "-", "–", "di", "los", "las", "von"))
	switch {
	case c.m.hasSubject || c.rules.months[t.norm] > 0 || titleStops[t.norm] && t.norm != "a" && !(t.norm == "y" && c.language == "es"):
		return k, false
	case c.whoAt(k, limit) > 0 && (isDe || k == to || t.isCapital):
		c.m.hasWho = true
		c.m.isSummit = c.m.isSummit || c.is(k, c.at, "dirigeants", "chefs", "leader", "capi", "jefes")
		return k + c.whoAt(k, limit), true
	case t.isCapital && c.isDocumentNoun(k, limit):
		return k, false
	case c.is(k, c.at, "vingt", "quinze", "douze", "dix", "huit", "sept", "vingt-sept"):
		return k, false
	case c.isSubject(k, limit):
		c.m.hasSubject = true
		return c.subjectEnd(k), true
	}
	if place, next := c.townOf(c.m, k, limit); place != nil && isDe && c.m.place == nil && c.is(k-1, k, "de", "d'", "du", "di", "von") {
		c.m.place = place
		return next, true
	}
	if next := c.note(c.m, k, limit); next > k && (isDe || t.isCapital || k == to) {
		return next, true
	}
	switch {
	case c.is(k, c.at, "-", "–") && (!t.spaced || c.m.hasBody || c.m.forum != nil && t.norm == "–" && c.isForum(k+1, limit)) && c.sameBlock(k+1, k):
		return k + 1, false
	case k == to && c.isFranco(k):
		c.m.hasBody = true
		return k + 3, true
	case t.isWord() && t.isCapital && (isDe && !c.is(k-1, k, "et", "le", "les", "au", "aux", "pour", "a", "in", "im") || k == to && (!t.isUpper || c.m.hasBody)) && !c.startsPerson(k):
		c.m.hasBody = true
		return k + 1, true
	case c.is(k, k, "pays") && c.is(k-1, k, "au"):
		return k, false
	case c.rules.meetings.inner[t.norm], k == to && bodyAdjectives[t.norm]:
		c.m.isMinisterial = c.m.isMinisterial || c.is(k, c.at, "ministerielle", "ministerial", "ministeriale")
		return k + 1, k == to && !c.is(k, c.at, "et")
	case c.is(k, c.at, ",") && c.fieldGoesOn(k+1, limit), isConnector[t.norm] && t.norm != "," && t.norm != "a", c.is(k, c.at, "di", "los", "las", "von"):
		return k + 1, false
	}
	return k, false
}

// subjectEnd returns the end of what a meeting is on from token k: « sur le climat »,
// without the days behind it.
func (c *meetingChain) subjectEnd(k int) int {
	to := c.sentenceCaseEnd(k)
	for i := k; i < to; i++ {
		if c.is(i, k, ",") && c.is(i+1, k, "le", "les", "du", "des") && c.sameBlock(i+2, k) && c.tokens[i+2].kind == numberToken {
			return i
		}
	}
	return to
}

// isForum reports a forum or body at token k.
func (c *meetingChain) isForum(k, limit int) bool {
	if k >= limit {
		return false
	}
	_, to := c.forumAt(k, limit)
	return to > 0
}

// isDocumentNoun reports the noun of a document at token k.
func (c *meetingChain) isDocumentNoun(k, limit int) bool {
	kind, n := c.rules.documentKinds.at(c.tokens, k, limit)
	return n > 0 && kind != "initiative"
}

// isFranco reports an adjective of two parts in small letters: « franco-britannique »,
// « euro-méditerranéenne ».
func (c *meetingChain) isFranco(k int) bool {
	isSmall := func(k int) bool { return c.sameBlock(k, c.at) && c.tokens[k].isWord() && !c.tokens[k].isCapital }
	return isSmall(k) && c.is(k+1, k, "-") && !c.tokens[k+1].spaced && isSmall(k+2)
}

// startsPerson reports the name of somebody at token k.
func (c *meetingChain) startsPerson(k int) bool {
	return c.honorificSize(k) > 0 || c.rules.givenNames[c.tokens[k].norm] && c.sameBlock(k+1, k) && c.tokens[k+1].isCapital && c.tokens[k+1].isWord()
}

// isSubject reports that what a meeting is on begins at token k.
func (c *meetingChain) isSubject(k, limit int) bool {
	isNamed := c.tokens[c.at].isCapital || c.m.forum != nil || c.m.isMinisterial || c.m.isSummit || c.m.hasBody || c.m.place != nil || c.isNumberedAt(c.at)
	isPurpose := c.is(k, c.at, "de") && c.is(k+1, c.at, "lutte", "soutien", "suivi", "preparation", "reconstruction", "haut")
	return k+1 < limit && isNamed && (subjectLinks[c.tokens[k].norm] && !c.is(k, c.at, "en", "su") || isPurpose)
}

// isNumberedAt reports an ordinal before token i.
func (s *meetingScanner) isNumberedAt(i int) bool { return s.ordinalStart(i) < i }

// fieldGoesOn reports that a list of those who meet goes on behind a comma: « de
// l'Environnement, de l'Énergie et des Océans ».
func (s *meetingScanner) fieldGoesOn(k, limit int) bool {
	for n := 0; n < 3 && k < limit && s.is(k, k, "de", "du", "des", "d'", "l'", "la", "of", "the", "e", "dell'", "della"); n++ {
		k++
	}
	if k >= limit {
		return false
	}
	_, n := s.rules.portfolios.at(s.tokens, k, limit)
	return n > 0
}

// judgeFirst decides whether a noun and what is behind it up to token to name a
// meeting.
func (s *meetingScanner) judgeFirst(m *namedMeeting, c *meetingChain, to int) int {
	isCapital := s.tokens[c.at].isCapital && (!s.titles.isSentenceStart(c.at) || s.tokens[c.at].isUpper)
	isNumbered := s.isNumberedAt(c.at)
	isThis := s.is(c.at-1, c.at, "la", "le", "cette", "ce", "derniere", "prochaine", "au", "du", "the", "this", "il", "alla", "della", "al", "del", "el")
	isAdjective := m.isMinisterial
	isNamed := m.hasWho || m.isSummit || m.isMinisterial || len(m.tracks) > 0
	m.isTitle = s.isExtra(c.at, to) || m.hasSubject && !(m.forum != nil && isAdjective)
	m.isMinisterial = m.isMinisterial && !m.isSummit && len(m.tracks) == 0 || m.hasWho && !m.isSummit && len(m.tracks) == 0
	m.isSummit = m.isSummit && len(m.tracks) == 0
	switch {
	case s.language == "de" && !isNamed && m.forum == nil && m.place == nil && !isNumbered:
		return 0 // each German noun has a capital
	case m.isSummit && isNumbered && isCapital && m.forum == nil:
		m.isTitle = true
	case to == c.end || !isNamed && m.forum == nil && m.place == nil && !m.hasBody && !m.hasSubject:
		return s.titleCapital(m, c, isCapital)
	case m.forum != nil && (isNamed || s.tokens[c.at].isCapital || m.hasSubject):
	case m.forum != nil && isThis:
		m.isShort = true
	case m.forum != nil:
		return 0
	case m.hasWho && (len(m.tracks) > 0 || isCapital || m.hasBody):
		m.isShort = true
		return s.countriesTail(to)
	case m.isSummit && (m.place != nil || m.year != "" || m.hasWho):
	case m.isSummit && (m.hasBody || isCapital), m.hasSubject && (isNumbered || isCapital || isThis && (isAdjective || s.isExtra(c.at, to))), m.hasBody && (isNumbered || isCapital || isThis):
		m.isTitle = true
	case m.place != nil && m.hasSubject:
		m.isTitle = true
	case m.place != nil && (isThis || s.is(c.at-1, c.at, "leur", "sa", "notre")):
		m.isTitle, m.isPlaceOnly = true, !isCapital
	default:
		return 0
	}
	return to
}

// titleCapital reads the rest of a name whose noun alone has a capital: « Sommet des
// champions de la nature ».
func (s *meetingScanner) titleCapital(m *namedMeeting, c *meetingChain, isCapital bool) int {
	if !isCapital || s.tokens[c.at].isUpper || s.language != "fr" {
		return 0
	}
	to := s.sentenceCaseEnd(c.end)
	for k := c.end; k < to; k++ {
		if s.is(k, k, "et") && s.is(k+1, k, "au", "aux", "a") {
			to = k
		}
	}
	if to < c.at+4 {
		return 0
	}
	m.isTitle = true
	return to
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

// countriesTail reads whose ministers meet: « des pays germanophones », « de la zone
// franc ».
func (s *meetingScanner) countriesTail(to int) int {
	end := s.blockOf(to - 1).to
	k := to
	switch {
	case s.language != "fr":
		return to
	case s.is(k, to-1, "des") && s.is(k+1, to-1, "pays", "etats"):
		k += 2
	case s.is(k, to-1, "de") && s.is(k+1, to-1, "la") && s.is(k+2, to-1, "zone"):
		k += 3
	default:
		return to
	}
	if k < end && s.tokens[k].isWord() && len(s.tokens[k].norm) > 3 && !titleStops[s.tokens[k].norm] {
		return k + 1
	}
	return to
}

// forumFirst reads "G7 Environnement", as ministries abbreviate.
func (s *meetingScanner) forumFirst(i, limit int) (m namedMeeting, to int) {
	forum, k := s.forumAt(i, limit)
	if forum == nil || k >= limit {
		return m, 0
	}
	m.forum = forum
	if to = s.placedForum(&m, k, limit); to > 0 {
		return m, to
	}
	from := k
	for s.is(k, i, "«", `"`) {
		k++
	}
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
	if s.is(to, i, "»", `"`) && s.is(from, i, "«", `"`) {
		to++
	}
	return m, to
}

// placedForum reads the town behind a forum whose summit is meant: « G7 de Biarritz ».
func (s *meetingScanner) placedForum(m *namedMeeting, k, limit int) int {
	if !s.is(k, k-1, "de", "d'") || k+1 >= limit || s.language != "fr" {
		return 0
	}
	place, to := s.placeAt(k+1, limit)
	if place == nil {
		return 0
	}
	m.place, m.isSummit = place, !m.forum.isNew
	return to
}

// quotedCouncil reads a formation of a council in quotation marks: « Conseil "Affaires
// générales" ».
func (s *meetingScanner) quotedCouncil(i, limit int) (m namedMeeting, to int) {
	k := i + 1
	if s.is(k, i, "des") {
		k++
	}
	if !s.is(i, i, "conseil") || !s.tokens[i].isCapital || !s.is(k, i, "«", `"`) {
		return m, 0
	}
	m.isTitle = true
	for k++; k < min(limit, i+12); k++ {
		if s.is(k, i, "»", `"`) {
			if s.is(k+1, i, "extraordinaire", "informel") {
				k++
			}
			return m, k + 1
		}
	}
	return m, 0
}
