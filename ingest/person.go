package ingest

import (
	"slices"
	"strings"
	"unicode"
)

func isSpaceOrMark(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r) || unicode.IsControl(r)
}

// nameSize measures the name of a person that begins at token i: capitalized
// words, initials and the small words between them. It returns zero for fewer
// than least words.
func (e *extraction) nameSize(i, least int) int {
	if least == 1 && capitalParticles[e.tokens[i].norm] && e.tokens[i].isCapital && e.isNameWord(i+1, i) {
		if n := e.nameSize(i+1, 1); n > 0 {
			return n + 1 // M. Le Maire
		}
	}
	if !e.isNameWord(i, i) || e.honorificSize(i) > 0 {
		return 0
	}
	to, words := i+1, 1
	for k := i + 1; words < 5; {
		switch {
		case e.isNameWord(k, i):
			to, words, k = k+1, words+1, k+1
		case e.is(k, i, ".") && k == to && e.tokens[k-1].end-e.tokens[k-1].start <= 2 && !e.tokens[k].spaced:
			to, k = k+1, k+1
		case e.is(k, i, "-") && k == to && !e.tokens[k].spaced && e.isSyllable(k+1, i):
			to, k = k+2, k+2
		case e.is(k, i, "-") && k == to && !e.tokens[k].spaced:
			k++
		case e.is(k, i, "e", "y") && e.language != "pt": // Keir Starmer e Shigeru Ishiba
			if words < least {
				return 0
			}
			return to - i
		case e.sameBlock(k, i) && e.rules.particles[e.tokens[k].norm] && e.is(k+1, i, "-") && !e.tokens[k+1].spaced && e.isNameWord(k+2, i):
			k += 2 // el-Sisi
		case e.sameBlock(k, i) && e.rules.particles[e.tokens[k].norm] && (e.isNameWord(k+1, i) || e.sameBlock(k+1, i) && e.rules.particles[e.tokens[k+1].norm] && e.isNameWord(k+2, i)):
			k++
		default:
			if words < least {
				return 0
			}
			return to - i
		}
	}
	return to - i
}

// isSyllable reports the second half of a given name: Kyung-wha.
func (e *extraction) isSyllable(k, of int) bool {
	return e.sameBlock(k, of) && e.tokens[k].isWord() && !e.tokens[k].isCapital && !e.tokens[k].spaced && len(e.tokens[k].norm) <= 6 && len(e.tokens[k-2].norm) <= 6
}

// capitalParticles are the small words that surnames begin with in capitals.
var capitalParticles = setOf("le", "la", "de", "du", "von", "van", "al", "el", "di", "del", "da", "dos")

// isNameWord tells a word that may be part of a person's name.
func (e *extraction) isNameWord(k, of int) bool {
	if !e.sameBlock(k, of) {
		return false
	}
	t := &e.tokens[k]
	if !t.isWord() || !t.isCapital || e.rules.notNames[t.norm] || t.norm == "'s" {
		return false
	}
	if postNominals[t.norm] && t.isUpper || t.isUpper && len(t.norm) <= 3 && !(k > 0 && e.tokens[k-1].isCapital && e.sameBlock(k-1, of)) {
		return false
	}
	return true
}

// postNominals are the letters behind a name that are none of it.
var postNominals = setOf("mp", "qc", "kc", "pc", "cbe", "obe", "mbe", "mep", "cm", "msp", "md", "phd", "kbe", "mna", "lld")

// findPersons adds people named beside a title or an honorific, and attributions
// of quotations. People of the graph are found by their names.
func (e *extraction) findPersons() {
	titles := e.titlesByEdge()
	for i := 0; i < len(e.tokens); i++ {
		to, least, score := 0, 2, 0.85
		if n := e.honorificSize(i); n > 0 {
			to, least = i+n, 1
		} else if before := titles.ending[i]; before != nil {
			to, least = i, 1
			if !before.isBareRank() {
				least, score = 2, 0.8
			}
		}
		if to == 0 {
			continue
		}
		to = e.skipHonorifics(to)
		if e.is(to, i, ",") && titles.ending[i] != nil && e.nameSize(to+1, 2) > 0 {
			to++
		}
		to = e.skipHonorifics(to)
		if to >= len(e.tokens) || !e.sameBlock(to, i) || titles.beginning[to] != nil {
			continue
		}
		if n := e.nameSize(to, least); n > 0 {
			e.addPerson(to, to+n, score, "person beside a title")
		}
	}
	for i := range titles.beginning {
		e.nameBefore(i, titles)
	}
	e.findGivenNames()
	e.findListed()
}

// findGivenNames adds names that begin with a known given name.
func (e *extraction) findGivenNames() {
	for i := 0; i < len(e.tokens); i++ {
		t := &e.tokens[i]
		if !t.isCapital || !e.rules.givenNames[t.norm] || e.isNameWord(i-1, i) && !e.isFirst(i) && e.rules.givenNames[e.tokens[i-1].norm] {
			continue
		}
		n := e.nameSize(i, 2)
		if n == 0 || !e.isFullName(i, i+n) {
			continue
		}
		e.addPerson(i, i+n, 0.75, "given name")
		i += n - 1
	}
}

// isFirst reports whether a token begins a sentence.
func (e *extraction) isFirst(i int) bool {
	return !e.sameBlock(i-1, i) || e.is(i-1, i, ".", ":", ";", "?", "!", `"`, "«", "•")
}

// isFullName reports whether capitalized words may be a person's name by what
// follows: "Victoria Falls Bridge" and "Ian Road" are none.
func (e *extraction) isFullName(from, to int) bool {
	return !e.rules.notNames[e.tokens[to-1].norm] && to-from <= 6
}

// edges are the titles of a text by their first token and by the token behind
// the last.
type edges struct{ beginning, ending map[int]*mention }

func (e *extraction) titlesByEdge() edges {
	at := edges{map[int]*mention{}, map[int]*mention{}}
	for n := range e.mentions {
		if m := &e.mentions[n]; m.typ == OfficeType {
			at.beginning[m.from], at.ending[m.to] = m, m
		}
	}
	return at
}

// isBareRank reports a title such as "Minister", behind which a surname stands
// alone.
func (m *mention) isBareRank() bool { return m.office != nil && (m.office.isBare || m.to-m.from <= 2) }

func (e *extraction) honorificSize(i int) int {
	_, n := e.rules.honorifics.at(e.tokens, i, e.blockOf(i).to)
	if n == 0 || n == 1 && !e.tokens[i].isCapital {
		return 0
	}
	if e.is(i+n, i, ".") && !e.tokens[i+n].spaced && len(e.tokens[i+n-1].norm) <= 4 {
		n++
	}
	return n
}

func (e *extraction) skipHonorifics(i int) int {
	for range 4 {
		if i >= len(e.tokens) {
			break
		}
		i += e.honorificSize(i)
	}
	return i
}

// nameBefore adds the person before a title: "Ralph Goodale, Minister of …".
func (e *extraction) nameBefore(i int, titles edges) {
	k := i - 1
	if e.is(k, i, "the", "le", "la", "l'", "current", "new", "federal") {
		k--
	}
	if e.is(k, i, "'s", "'") {
		_, from := (&titleScanner{e.reading, e.rules, e.gazetteer}).ownerBefore(k)
		k = from - 1 // Xie Zhenhua, China's …
	}
	if !e.is(k, i, ",", "-", "–", "—", "(") {
		return
	}
	last := k - 1
	if e.is(last, i, ")") { // after letters behind a name: "(Germany)"
		return
	}
	for first := max(0, last-6); first < last; first++ {
		if !e.sameBlock(first, i) || titles.beginning[first] != nil || e.rules.givenNames[e.tokens[first+1].norm] && e.placeHere(first) {
			continue
		}
		if n := e.nameSize(first, 2); n > 0 && first+n == k && !e.isNameWord(first-1, i) {
			e.addPerson(first, k, 0.85, "person before a title")
			return
		}
	}
}

func (e *extraction) addPerson(from, to int, confidence float64, rule string) {
	if e.isKnownOther(from, to) {
		return
	}
	e.add(mention{typ: PersonType, from: from, to: to, label: e.span(from, to), confidence: confidence, rule: rule})
}

// isKnownOther reports that the words are a name of something else.
func (e *extraction) isKnownOther(from, to int) (is bool) {
	e.gazetteer.automaton.at(e.tokens, from, to, func(f found) {
		for k := range f.entries {
			entry := &f.entries[k]
			is = is || f.to == to && entry.thing.typ != PersonType && entry.thing.typ != TopicType && entry.accepts(e.tokens, from, to)
		}
	})
	_, n := e.rules.places.at(e.tokens, from, to)
	return is || n == to-from
}

// resolvePersons finds who is meant by each name: a person of the graph by the
// full name, or one named before by the surname, or the holder of the office.
func (e *extraction) resolvePersons() {
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.typ != PersonType || m.thing != nil {
			continue
		}
		if words := m.to - m.from; words > 1 && !e.isSurnameOnly(m) {
			if one := e.spelledLike(personLabel(m.label)); one != nil {
				m.thing, m.confidence = one, 0.75
				continue
			}
			m.thing = e.newThing(PersonType, personLabel(m.label))
			m.thing.names = []name{{m.thing.label, ""}}
		}
	}
	e.indexPeople()
	for n := range e.mentions {
		if m := &e.mentions[n]; m.typ == PersonType && m.thing == nil {
			e.resolveSurname(m)
		}
	}
}

// indexPeople notes the people named in full by their given names and surnames.
func (e *extraction) indexPeople() {
	e.people = map[string][]*thing{}
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.typ != PersonType || m.thing == nil {
			continue
		}
		for _, n := range append([]name{{m.thing.label, ""}}, m.thing.names...) {
			words := withoutMarks(n.text)
			given, _, _ := strings.Cut(words, " ")
			for _, key := range []string{given, lastWord(words)} {
				if !slices.Contains(e.people[key], m.thing) {
					e.people[key] = append(e.people[key], m.thing)
				}
			}
		}
	}
}

// resolveSurname finds the person whose name ends like a mention: first among
// those named in the document, then among those who held the office beside it.
func (e *extraction) resolveSurname(m *mention) {
	surname := withoutMarks(strings.Join(strings.Fields(m.label), " "))
	if one := e.givenBefore(m, surname); one != nil {
		m.thing, m.confidence = one, 0.8
		return
	}
	for _, person := range e.people[lastWord(surname)] {
		if endsWithName(person, surname) {
			m.thing, m.confidence = person, 0.85
			return
		}
	}
	if first := e.people[surname]; len(first) == 1 && strings.HasPrefix(withoutMarks(first[0].label), surname+" ") {
		m.thing, m.confidence = first[0], 0.7 // the family's name first
		return
	}
	if one := e.holderNamed(m, surname); one != nil {
		m.thing, m.confidence = one, 0.75
		return
	}
	m.thing = e.newThing(PersonType, personLabel(m.label))
	m.confidence = min(m.confidence, 0.6)
}

// findSurnames adds the people named before who are named by their surname
// alone.
func (e *extraction) findSurnames() {
	surnames := map[string]*thing{}
	for _, m := range e.of(PersonType, 0, len(e.tokens)) {
		if m.thing == nil {
			continue
		}
		for _, n := range append([]name{{m.label, ""}}, m.thing.names...) {
			if last := lastWord(withoutMarks(n.text)); len(last) > 2 {
				surnames[last] = m.thing
			}
		}
	}
	for i := range e.tokens {
		t := &e.tokens[i]
		person := surnames[t.norm]
		if person == nil || !t.isCapital || e.covered[i] != 0 {
			continue
		}
		if e.isNameWord(i-1, i) || e.isNameWord(i+1, i) && !e.tokens[i+1].isUpper {
			continue // part of another name
		}
		e.mentions = append(e.mentions, mention{typ: PersonType, from: i, to: i + 1, thing: person, label: e.word(i), confidence: 0.8, rule: "surname of a person named before"})
	}
	e.index()
}

// widenPersons takes the honorific or rank before a surname into its mention:
// "Minister Joly" names a person, not an office and a person. A full name stands
// without them.
func (e *extraction) widenPersons() {
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.typ != PersonType || !e.isSurnameOnly(m) {
			continue
		}
		for e.sameBlock(m.from-1, m.from) && e.rules.particles[e.tokens[m.from-1].norm] && e.honorificStart(m.from-1) < m.from-1 {
			m.from--
		}
		if start := e.honorificStart(m.from); start < m.from {
			m.from = start
		} else if before := e.covering(m.from - 1); before != nil && before.typ == OfficeType && e.sameBlock(before.from, m.from) && before.isBareRank() {
			m.from = before.from
			before.thing, before.office, before.isNested = nil, nil, true
		}
	}
	e.index()
}

// honorificStart returns where the honorifics before token i begin.
func (e *extraction) honorificStart(i int) int {
	for start := max(0, i-4); start < i; start++ {
		if e.sameBlock(start, i) && e.covered[start] == 0 && e.skipHonorifics(start) == i {
			return start
		}
	}
	return i
}
