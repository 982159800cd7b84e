package ingest

import (
	"strings"
	"unicode"
)

// spelledLike returns the one person of the graph whose name is written otherwise in
// the text: with initials or without, with a short form of the given name, with other
// vowels.
func (e *extraction) spelledLike(label string) *thing {
	if alike := e.gazetteer.alike(PersonType, withoutInitials(label)); len(alike) == 1 {
		return alike[0]
	}
	words := strings.Fields(withoutMarks(withoutInitials(label)))
	if len(words) < 2 {
		return nil
	}
	var only *thing
	for _, person := range e.gazetteer.surnames[words[len(words)-1]] {
		known := strings.Fields(withoutMarks(withoutInitials(person.label)))
		if len(known) != len(words) || !sameGiven(known[0], words[0]) {
			continue
		}
		if only != nil && only != person {
			return nil
		}
		only = person
	}
	return only
}

// withoutInitials drops the initials and the "Jr." of a name.
func withoutInitials(label string) string {
	words := strings.Fields(label)
	kept := words[:0:0]
	for _, w := range words {
		if bare := strings.Trim(w, ".,"); len(bare) > 1 && bare != "Jr" && bare != "Sr" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// sameGiven reports that two given names are one, or one is short for the other.
func sameGiven(a, b string) bool {
	return a == b || shortNames[a] == b || shortNames[b] == a
}

// shortNames are given names by their short forms.
var shortNames = map[string]string{"joe": "joseph", "bill": "william", "jim": "james", "tony": "anthony", "mike": "michael", "tom": "thomas", "bob": "robert", "dick": "richard", "rob": "robert", "ken": "kenneth",
	"steve": "stephen", "ed": "edward", "dan": "daniel", "jeff": "jeffrey", "liz": "elizabeth", "kate": "katherine", "sandro": "alessandro", "matt": "matthew", "chris": "christopher", "ben": "benjamin", "rick": "richard", "al": "albert", "bev": "beverley", "pam": "pamela"}

// isSurnameOnly reports a name of one word, hyphens and a particle aside.
func (e *extraction) isSurnameOnly(m *mention) bool {
	particle, rest, hasTwo := strings.Cut(strings.TrimSpace(m.label), " ")
	return !hasTwo || capitalParticles[withoutMarks(particle)] && !strings.Contains(rest, " ")
}

// personLabel writes a name with its surname in small letters.
func personLabel(name string) string {
	words := strings.Fields(name)
	isShouted := false
	for i, w := range words {
		isUpper := strings.ToUpper(w) == w && !strings.Contains(w, ".") && len([]rune(w)) > 1
		if isUpper && (len([]rune(w)) > 2 || isShouted) {
			words[i] = capitalized(w)
		}
		isShouted = isShouted || isUpper && len([]rune(w)) > 2
	}
	return strings.Join(words, " ")
}

// capitalized writes a word in small letters but for the first of each part.
func capitalized(word string) string {
	upper := true
	return strings.Map(func(r rune) rune {
		if upper {
			upper = false
			return r
		}
		upper = r == '-' || r == '\''
		return unicode.ToLower(r)
	}, word)
}

// givenBefore returns the person named before whose given name stands behind
// "Sir" or "Dame".
func (e *extraction) givenBefore(m *mention, given string) *thing {
	if !e.is(m.from-1, m.from, "sir", "dame", "lord") {
		return nil
	}
	for _, person := range e.people[given] {
		if strings.HasPrefix(withoutMarks(person.label), given+" ") {
			return person
		}
	}
	return nil
}

// endsWithName reports whether a name of a person ends in a surname.
func endsWithName(person *thing, surname string) bool {
	for _, n := range person.names {
		full := withoutMarks(n.text)
		if full == surname || strings.HasSuffix(full, " "+surname) || strings.HasSuffix(full, "-"+surname) {
			return true
		}
	}
	return false
}

// holderNamed returns the person of a surname who held an office on the day of
// the document.
func (e *extraction) holderNamed(m *mention, surname string) *thing {
	var only *thing
	for _, person := range e.gazetteer.surnames[lastWord(surname)] {
		if !endsWithName(person, surname) || len(e.gazetteer.heldOn(person.iri, e.day())) == 0 {
			continue
		}
		if only != nil && only != person {
			return nil
		}
		only = person
	}
	return only
}

func lastWord(name string) string {
	return name[strings.LastIndexAny(name, " -")+1:]
}
