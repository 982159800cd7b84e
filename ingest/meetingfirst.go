package ingest

import "strings"

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
		case s.language == "de" && s.is(k, i, "-") && s.sameBlock(k+1, i) && s.noteGerman(&m, k+1):
			hasWho = true
			k += 2
			to = k
		case s.language == "de" && s.noteGerman(&m, k):
			hasWho = true
			k++
			to = k
		case s.is(k, i, ",") && !((hasWho || len(m.tracks) > 0 && s.language == "en") && s.fieldGoesOn(k+1, limit)):
			isOpen = false
		case s.isInner(k, i):
			k++
		default:
			isOpen = false
		}
	}
	if m.forum == nil && !hasWho {
		if end := s.bodyBehind(i+n, limit, m.isSummit || s.is(i-1, i, "la", "cette", "derniere", "prochaine")); end > 0 {
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
	m.isMinisterial = hasWho && !m.isSummit && len(m.tracks) == 0
	m.isSummit = m.isSummit && len(m.tracks) == 0
	if s.language == "fr" && s.is(to, i, "sur") && s.is(i, i, "conference", "seminaire", "forum") {
		return m, s.sentenceCaseEnd(to)
	}
	return m, s.placeTail(&m, to, limit)
}

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

// sentenceCase reads a French name whose noun alone has a capital: « Séminaire du G7
// sur la protection des ports ».
func (s *meetingScanner) sentenceCase(i, limit int) (m namedMeeting, to int) {
	if s.language != "fr" || !s.is(i, i, "conference", "seminaire", "forum", "sommet", "rencontre") {
		return m, 0
	}
	if to = s.townMeeting(i, limit); to > 0 {
		m.isTitle = true
		return m, to
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

// townMeeting reads what is called by a town and a subject: « la conférence de Paris
// sur le climat », « le sommet UE-Chine ».
func (s *meetingScanner) townMeeting(i, limit int) int {
	if s.is(i, i, "conference") && s.is(i+1, i, "de", "d'") && i+2 < limit && s.placeHere(i+2) {
		if _, to := s.placeAt(i+2, limit); s.is(to, i, "sur", "pour") {
			return s.sentenceCaseEnd(to)
		}
	}
	if s.is(i, i, "sommet") && i+3 < limit && s.tokens[i+1].isCapital && s.is(i+2, i, "-", "–") && s.tokens[i+3].isCapital && s.tokens[i+3].isWord() {
		return s.capitalsEnd(i+3, limit)
	}
	if s.is(i, i, "sommet") && s.tokens[i].isCapital && s.is(i+1, i, "des") && i+2 < limit && s.tokens[i+2].isCapital && s.whoAt(i+2, limit) == 0 {
		return s.capitalsEnd(i+2, limit)
	}
	return 0
}

// bodyBehind returns the end of the abbreviated name of a body behind "summit":
// « sommet de l'OTAN ».
func (s *meetingScanner) bodyBehind(k, limit int, isSure bool) int {
	from := k
	for n := 0; n < 2 && k < limit && s.is(k, k, "de", "l'", "la", "du", "of", "the", "della", "des"); n++ {
		k++
	}
	switch {
	case k == from || k >= limit || !isSure && !s.tokens[k].isUpper:
		return 0
	case s.tokens[k].isUpper && len(s.tokens[k].norm) > 2 || bodyNames[s.tokens[k].norm]:
		return s.capitalsEnd(k, limit)
	}
	return 0
}

// bodyNames begin the names of bodies that meet.
var bodyNames = setOf("otan", "eurogroupe", "groupe", "comite", "conseil", "unesco", "commission", "assemblee", "forum", "organisation", "union", "alliance", "quad", "benelux")

// capitalsEnd returns the end of a name in capitals, with the small words in it.
func (s *meetingScanner) capitalsEnd(k, limit int) int {
	to := k + 1
	for i := k + 1; i < min(limit, k+8); i++ {
		switch {
		case s.tokens[i].isWord() && s.tokens[i].isCapital || bodyAdjectives[s.tokens[i].norm] && i == to:
			to = i + 1
		case !s.is(i, k, "de", "du", "des", "d'", "l'", "la"):
			return to
		}
	}
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
	return m, s.countriesTail(to)
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

func (s *meetingScanner) isInner(k, of int) bool {
	return isConnector[s.tokens[k].norm] || s.is(k, of, "the", "charges", "chargees", "responsables", "informelle", "trilaterale", "quadrilaterale", "tripartite", "europeens", "europeennes", "francophones", "africains", "arabes", "virtuelle", "extraordinaire", "ministerielle", "annuelle", "-", "banque", "banques", "centrale", "centrales", "gouverneurs", "conjointe", "dei", "degli", "delle", "informale", "dell'", "della", "des", "membres", "pays", "sur", "on", "dello", "agli", "alla", "della", "e", "y", "de", "los", "las", "asuntos", "informal", "virtuale", "virtual", "deux", "trois", "jours", "two", "three", "day", "days", "preparatoire", "du", "im", "heads", "central", "bank", "governors", "i")
}

// placeTail reads "de Charlevoix" behind a French name.
func (s *meetingScanner) placeTail(m *namedMeeting, k, limit int) int {
	if k >= limit || !s.is(k, k-1, "de", "d'", "du", "a", "of", "di", "von") {
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

// council reads the formations of a council in French: « Conseil européen », « Conseil
// "Affaires générales" », « Conseil Justice et Affaires intérieures ».
func (s *meetingScanner) council(i, limit int) (m namedMeeting, to int) {
	if s.language != "fr" || !s.is(i, i, "conseil") || !s.tokens[i].isCapital || i+1 >= limit {
		return m, 0
	}
	m.isTitle = true
	switch {
	case s.is(i+1, i, "europeen"):
		return m, i + 2
	case s.is(i+1, i, "des") && s.is(i+2, i, "affaires") && s.is(i+3, i, "etrangeres", "generales"):
		return m, i + 4
	case s.is(i+1, i, "jai", "ecofin", "agriculture", "epsco"):
		return m, i + 2
	case s.is(i+1, i, "«", `"`):
		for k := i + 2; k < min(limit, i+10); k++ {
			if s.is(k, i, "»", `"`) {
				if s.is(k+1, i, "extraordinaire", "informel") {
					k++
				}
				return m, k + 1
			}
		}
	case s.is(i+1, i, "justice", "affaires", "competitivite", "environnement", "energie"):
		to = i + 2
		for k := i + 2; k < min(limit, i+9) && (s.rules.portfolioWords[s.tokens[k].norm] || s.is(k, i, "et", "-", "generales", "interieures", "etrangeres")); k++ {
			to = k + 1
		}
		return m, to
	}
	return m, 0
}
