package ingest

// institutionBefore returns the end of the name of a known body before a rank: "ILO"
// in "ILO Director-General".
func (s *titleScanner) institutionBefore(i, limit int) int {
	to := s.institutionAt(i, limit)
	if to > 0 && s.language == "de" && s.is(to, i, "-") && !s.tokens[to].spaced {
		to++ // Weltbank-Präsident
	}
	return to
}

// bodyBefore returns the end of what looks like the name of a body before a rank.
func (s *titleScanner) bodyBefore(i, limit int) int {
	isNoun := s.tokens[i].isCapital && s.tokens[i].isWord() && !s.isSentenceStart(i) && !s.rules.notNames[s.tokens[i].norm]
	if (s.tokens[i].isUpper || isNoun && s.language == "en") && i+1 < limit && s.tokens[i+1].isCapital {
		return i + 1
	}
	if s.language == "de" && s.tokens[i].isUpper && i+2 < limit && s.is(i+1, i, "-") && !s.tokens[i+1].spaced {
		return i + 2 // WHO-Generaldirektorin
	}
	return i
}

// bodyTail reads what a president, governor or secretary-general is of.
func (s *titleScanner) bodyTail(i int, t *titled, limit int) int {
	if to := s.partyTail(i, t, limit); to > i {
		if end := s.postTail(to, limit); end > to {
			return end
		}
		if s.is(to, i-1, "to", "aupres", "bei", "presso") {
			return s.bodyTail(to, t, limit) // Ambassador of Japan to the United Nations
		}
		return s.taskTail(to, t, limit)
	}
	k := i
	for k < limit && k < i+3 && s.sameBlock(k, i-1) && officeLinks[s.tokens[k].norm] {
		k++
	}
	if k == i || k >= limit || !s.tokens[k].isCapital && s.institutionAt(k, limit) == 0 {
		return i
	}
	if superior, end := s.within(k, limit); t.class == "organization" && end > 0 {
		t.words = append(append(t.words, superior.words...), "superior")
		return s.taskTail(end, t, limit) // Special Representative of the UN Secretary-General for Gaza
	}
	if ministries[s.tokens[k].norm] {
		return s.departmentTail(k, t, limit)
	}
	return s.bodyName(i, k, t, limit)
}

// bodyName reads the name of a body at token k, behind a rank and the words up to token
// i that lead to it, and what follows a body that is known.
func (s *titleScanner) bodyName(i, k int, t *titled, limit int) int {
	to, first := k, k
	for ; k < limit; k++ {
		norm := s.tokens[k].norm
		known := s.institutionAt(k, limit)
		switch {
		case known > 0 && !s.isLongerName(known, limit):
			t.words = append(t.words, s.wordsOf(k, known)...)
			return s.institutionTail(known, t, limit)
		case k > first && k == to && s.beginsName(k, limit):
			return s.trim(i, to)
		case s.tokens[k].isCapital || adjectiveBehind[s.language] && s.tokens[k].isWord() && !isConnector[norm] && to > i && k == to && bodyAdjectives[norm]:
			t.words = append(t.words, contentWord(norm)...)
			to = k + 1
		case norm == "-" && !s.tokens[k].spaced && k+1 < limit && !s.tokens[k+1].spaced && k == to:
			k++
			to = k + 1
		case norm == "-" && !s.tokens[k].spaced && s.language == "de" && s.is(k+1, i, "und") && s.isCapital(k+2, i):
			k++ // Justiz- und Polizeidepartement
			to = k + 1
		case s.is(k, i, "in", "at") && s.officeOf(k, limit) > k:
			return s.officeOf(k, limit)
		case norm == "'s" && k == to && s.isCapital(k+1, i):
			to = k + 1
		case (isConnector[norm] && norm != "," && norm != "a" || norm == "on" || norm == "against") && k+1 < limit && k == to && (s.tokens[k+1].isCapital || isConnector[s.tokens[k+1].norm]):
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

// departmentTail reads « Département fédéral de justice et police » behind a title.
func (s *titleScanner) departmentTail(k int, t *titled, limit int) int {
	to := k + 1
	if to < limit && (bodyAdjectives[s.tokens[to].norm] || s.tokens[to].norm == "federal") {
		to++
	}
	return s.portfolioTail(to, t, rank{tail: "portfolio"}, limit)
}

// institutionAt returns the end of the name of a body that the rules or the graph
// know at token k; zero when there is none.
func (s *titleScanner) institutionAt(k, limit int) (to int) {
	if k >= limit || !s.tokens[k].isCapital && s.language == "en" {
		return 0
	}
	if isShort, n := s.rules.institutions.at(s.tokens, k, limit); n > 0 && (!isShort || s.tokens[k].isUpper) && (s.tokens[k].isCapital || n > 3) {
		to = k + n
	}
	s.gazetteer.automaton.at(s.tokens, k, limit, func(f found) {
		for n := range f.entries {
			if entry := &f.entries[n]; entry.thing.typ == OrganizationType && entry.accepts(s.tokens, k, f.to) {
				to = max(to, f.to)
			}
		}
	})
	return to
}

// officeLinks join a title to what it is of.
var officeLinks = setOf("of", "for", "to", "the", "du", "de", "la", "l'", "des", "d'", "en", "aupres", "der", "von", "beim", "bei", "del", "della", "dell'", "dello", "degli", "delle", "dei", "di", "los", "las", "el", "do", "da", "dos", "das")

// ministries are the nouns that the names of ministries begin with.
var ministries = setOf("ministry", "ministere", "department", "departement", "ministerium", "ministero", "ministerio", "dipartimento", "departamento")

// isOfInstitution reports the name of a known body behind the words of a title.
func (s *titleScanner) isOfInstitution(k, limit int) bool {
	from := k
	for k < limit && k < from+3 && s.sameBlock(k, from-1) && officeLinks[s.tokens[k].norm] && (k > from || s.tokens[k].norm != "the") {
		k++
	}
	return k > from && k < limit && (s.institutionAt(k, limit) > 0 || ministries[s.tokens[k].norm] && s.tokens[k].isCapital)
}

// isLongerName reports that the name of a body goes on behind that of one that is
// known: "United Nations Office".
func (s *titleScanner) isLongerName(k, limit int) bool {
	if k >= limit || !s.tokens[k].isWord() || !s.tokens[k].isCapital || s.isPlainName(k) {
		return false
	}
	_, n := s.rankAt(s.rules, k, limit)
	return n == 0 && !s.beginsName(k, limit)
}

// institutionTail reads what follows the name of a known body: its country, a field,
// another body.
func (s *titleScanner) institutionTail(i int, t *titled, limit int) int {
	if _, n := s.rules.demonyms.at(s.tokens, i, limit); n > 0 && adjectiveBehind[s.language] && !s.tokens[i].isCapital {
		i += n // de la Réserve fédérale américaine
	}
	to := s.partyTail(i, t, limit)
	if s.language != "en" {
		to = i // the country stands beside the title
	}
	return s.taskTail(to, t, limit)
}

// postTail reads « en Allemagne », "in Canada" behind whose ambassador somebody is.
func (s *titleScanner) postTail(i, limit int) int {
	k := i + 1
	if !s.is(i, i-1, "en", "au", "aux", "in") || k >= limit {
		return i
	}
	if s.is(k, i, "the") {
		k++
	}
	if party, to := s.partyAt(k, limit); party != nil {
		return to
	}
	return i
}

// taskTail reads "for Values and Transparency", « pour la lutte contre le terrorisme »
// behind the body that a title is of.
func (s *titleScanner) taskTail(i int, t *titled, limit int) int {
	if !s.is(i, i-1, "for", "pour", "per", "para", "fur", "charge", "chargee") || i+1 >= limit {
		return i
	}
	if task, n := s.rules.fields.at(s.tokens, i+1, limit); n > 0 && task == "" {
		return i + 1 + n
	}
	k := i + 1
	for s.is(k, i, "the", "la", "le", "l'", "les", "el", "il", "o", "a") {
		k++
	}
	if party, to := s.partyAt(k, limit); party != nil && codeOf(party) != "EU" {
		return to // Special Envoy of the United Nations for Syria
	}
	return s.portfolioTail(i, t, rank{tail: "portfolio"}, limit)
}

// wordsOf returns the words that tell one body from another.
func (s *titleScanner) wordsOf(from, to int) (words []string) {
	for _, t := range s.tokens[from:to] {
		words = append(words, contentWord(t.norm)...)
	}
	return words
}

// isCapital reports a capitalized word at token k, in the block of another.
func (s *titleScanner) isCapital(k, of int) bool { return s.sameBlock(k, of) && s.tokens[k].isCapital }

// isPlainName reports a capitalized word that is in no title or body.
func (s *titleScanner) isPlainName(k int) bool {
	t := &s.tokens[k]
	return t.isWord() && t.isCapital && !t.isUpper && !s.rules.fieldWords[t.norm] && !s.rules.notNames[t.norm] && !bodyNouns[t.norm]
}

// bodyNouns end the names of bodies.
var bodyNouns = setOf("court", "organization", "organisation", "agency", "foundation", "institute", "association", "authority", "division", "board", "secretariat", "parliament", "assembly", "centre", "criminal", "rights", "refugees", "observatory", "corporation", "federation", "league", "society", "community", "initiative", "rada")

// beginsName reports that the name of a person begins at token k, behind the words
// of a title: two capitalized words of no office behind one of an office.
func (s *titleScanner) beginsName(k, limit int) bool {
	if !s.tokens[k].isCapital {
		return false
	}
	if s.rules.givenNames[s.tokens[k].norm] && k+1 < limit && s.tokens[k+1].isCapital || s.isFirstName(k, limit) {
		return true
	}
	before := s.tokens[k-1].norm
	isKnown := s.rules.fieldWords[before] || s.rules.notNames[before]
	isEnd := k+2 >= limit || !s.sameBlock(k+2, k) || s.tokens[k+2].kind == markToken || s.tokens[k+2].isWord() && !s.tokens[k+2].isCapital
	return isKnown && k+1 < limit && s.isPlainName(k) && s.isPlainName(k+1) && isEnd
}

// beginsApart reports a person or a forum at token k, which is no part of the
// name of a body.
func (s *titleScanner) beginsApart(k int) bool {
	return k < len(s.tokens) && (s.rules.givenNames[s.tokens[k].norm] || s.is(k, k, "g7", "g8", "g20"))
}

// bodyAdjectives follow the names of bodies in small letters in French.
var bodyAdjectives = setOf("general", "generaux", "regionale", "islamique", "economique", "europeenne", "europeen", "mondiale", "mondial", "internationale", "international", "monetaire", "nationale", "national", "centrale", "africaine", "africain", "unies", "francaise", "federale", "asiatique", "nationales", "generale", "europea", "europeo", "internazionale", "monetario", "mundial", "centrale", "unite", "unidas")

// trim takes connectors off the end of a title.
func (s *titleScanner) trim(from, to int) int {
	for to > from && (isConnector[s.tokens[to-1].norm] || s.tokens[to-1].norm == "the") {
		to--
	}
	return to
}
