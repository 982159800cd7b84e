package ingest

// bodyBefore returns the end of an abbreviated name of a body before a rank: "ILO"
// in "ILO Director-General".
func (s *titleScanner) bodyBefore(i, limit int) int {
	isNoun := s.tokens[i].isCapital && s.tokens[i].isWord() && !s.isSentenceStart(i) && !s.rules.notNames[s.tokens[i].norm]
	if (s.tokens[i].isUpper || isNoun && s.language == "en") && i+1 < limit && s.tokens[i+1].isCapital {
		return i + 1
	}
	if s.language == "de" && s.tokens[i].isUpper && i+2 < limit && s.is(i+1, i, "-") && !s.tokens[i+1].spaced {
		return i + 2 // WHO-Generaldirektorin
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

// bodyTail reads what a president, governor or secretary-general is of.
func (s *titleScanner) bodyTail(i int, t *titled, limit int) int {
	if to := s.partyTail(i, t, limit); to > i {
		if s.is(to, i-1, "for", "pour", "para", "per") && to+2 < limit && (s.rules.portfolioWords[s.tokens[to+1].norm] || s.rules.portfolioWords[s.tokens[to+2].norm]) {
			return s.portfolioTail(to, t, rank{tail: "portfolio"}, limit)
		}
		return to
	}
	k := i
	for k < limit && k < i+3 && s.is(k, i-1, "of", "for", "to", "the", "du", "de", "la", "l'", "des", "d'", "der", "del", "della", "dell'", "en", "aupres", "von", "des", "dello", "degli", "di", "dei") {
		k++
	}
	if k == i || k >= limit || !s.tokens[k].isCapital {
		return i
	}
	to, first := k, k
	body := s.bodyAt(k, limit)
	for ; k < limit; k++ {
		norm := s.tokens[k].norm
		switch {
		case k > first && k == to && (k >= body && body > 0 && s.isPlainName(k) || s.beginsName(k, limit)):
			return s.trim(i, to)
		case s.tokens[k].isCapital || adjectiveBehind[s.language] && s.tokens[k].isWord() && !isConnector[norm] && to > i && k == to && bodyAdjectives[norm]:
			t.words = append(t.words, contentWord(norm)...)
			to = k + 1
		case norm == "-" && !s.tokens[k].spaced && k+1 < limit && !s.tokens[k+1].spaced && k == to:
			k++
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

// bodyAt returns the end of the name of a body of the graph at token k; zero when
// there is none.
func (s *titleScanner) bodyAt(k, limit int) (to int) {
	s.gazetteer.automaton.at(s.tokens, k, limit, func(f found) {
		for n := range f.entries {
			if entry := &f.entries[n]; entry.thing.typ == OrganizationType && entry.accepts(s.tokens, k, f.to) {
				to = f.to
			}
		}
	})
	return to
}

// isPlainName reports a capitalized word that is in no title or body.
func (s *titleScanner) isPlainName(k int) bool {
	t := &s.tokens[k]
	return t.isWord() && t.isCapital && !t.isUpper && !s.rules.portfolioWords[t.norm] && !s.rules.notNames[t.norm] && !bodyNouns[t.norm]
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
	isKnown := s.rules.portfolioWords[before] || s.rules.notNames[before]
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
