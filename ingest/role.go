package ingest

import "slices"

// standing are the ranks that stand for a person named in the text when they
// stand alone: "the Minister", « la ministre ».
var standing = setOf("minister", "state", "delegate", "deputy", "secretary", "secretary-of-state", "commissioner", "highrep", "governor", "treasurer")

// resolveRanks takes a rank that stands alone for the person named last before
// it with that rank.
func (e *extraction) resolveRanks() {
	titles := e.heldTitles()
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.typ != OfficeType || m.office == nil || !e.standsAlone(m) {
			continue
		}
		if person := holderOf(titles, m, e.genderOf(m)); person != nil {
			m.typ, m.thing, m.label, m.confidence, m.rule = PersonType, person, person.label, 0.7, "rank of a person named before"
		}
	}
	e.index()
}

// standsAlone reports a bare rank behind an article.
func (e *extraction) standsAlone(m *mention) bool {
	t := m.office
	isBare := len(t.words) == 0 && t.body == "" && t.country == "" && standing[t.class]
	if e.isNameWord(m.to, m.from) || e.is(m.from, m.from, "minister") && e.is(m.from-1, m.from, "die") {
		return false // die Minister are several
	}
	return isBare && e.is(m.from-1, m.from, "the", "le", "la", "du", "il", "al", "der", "die", "el")
}

// A heldTitle is a title that stands beside a name.
type heldTitle struct {
	from   int
	class  string
	holder *thing
	gender byte // f or m, as the words around it say; zero when they do not
}

func (e *extraction) heldTitles() (titles []heldTitle) {
	for _, m := range e.of(OfficeType, 0, len(e.tokens)) {
		if m.office == nil {
			continue
		}
		if holder := e.holderBeside(m); holder != nil {
			titles = append(titles, heldTitle{m.from, m.office.class, holder, e.genderOf(m)})
		}
	}
	return titles
}

// farBack is how many titles before a rank may come between it and the one that
// it refers to.
const farBack = 50

// holderOf returns the person named last before a rank with a title of that
// class beside the name; failing that the first behind it.
func holderOf(titles []heldTitle, m *mention, gender byte) *thing {
	fits := func(t heldTitle) bool {
		return sameRank(t.class, m.office.class) && (gender == 0 || t.gender == 0 || t.gender == gender)
	}
	at, _ := slices.BinarySearchFunc(titles, m.from, func(t heldTitle, from int) int { return t.from - from })
	for n := at - 1; n >= max(0, at-farBack); n-- {
		if fits(titles[n]) {
			return titles[n].holder
		}
	}
	for n := at; n < min(len(titles), at+farBack); n++ {
		if fits(titles[n]) {
			return titles[n].holder
		}
	}
	return nil
}

// genderOf tells the gender of who bears a title, by its article, its form or the
// form of address beside it.
func (e *extraction) genderOf(m *mention) byte {
	for k := m.from - 1; k <= m.to+2; k++ {
		switch {
		case !e.sameBlock(k, m.from):
		case k < m.from && e.is(k, m.from, "la"), e.is(k, m.from, "mme", "mrs", "ms", "madame", "deleguee", "premiere", "directrice", "chanceliere", "commissaria", "ministra", "ministerin"):
			return 'f'
		case k < m.from && e.is(k, m.from, "le", "il"), e.is(k, m.from, "mr", "monsieur", "delegue"):
			return 'm'
		}
	}
	return 0
}

// sameRank reports whether people of one rank may be called by the other.
func sameRank(title, called string) bool {
	switch called {
	case "minister":
		return title == "minister" || title == "state" || title == "delegate" || title == "deputy" || title == "sceaux"
	case "secretary":
		return title == "secretary" || title == "secretary-of-state"
	}
	return title == called
}
