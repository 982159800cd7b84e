package ingest

// standing are the ranks that stand for a person named in the text when they
// stand alone: "the Minister", « la ministre ».
var standing = setOf("minister", "state", "delegate", "deputy", "secretary", "secretary-of-state", "commissioner", "highrep", "governor", "treasurer", "exchequer2")

// resolveRanks takes a rank that stands alone for the person named last before
// it with that rank.
func (e *extraction) resolveRanks() {
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.typ != OfficeType || m.office == nil || !e.standsAlone(m) {
			continue
		}
		if person := e.holderOf(m); person != nil {
			m.typ, m.thing, m.label, m.confidence, m.rule = PersonType, person, person.label, 0.7, "rank of a person named before"
		}
	}
	e.index()
}

// standsAlone reports a bare rank behind an article.
func (e *extraction) standsAlone(m *mention) bool {
	t := m.office
	isBare := len(t.words) == 0 && t.body == "" && t.country == "" && standing[t.class]
	return isBare && e.is(m.from-1, m.from, "the", "le", "la", "du", "il", "al", "der", "die", "el")
}

// holderOf returns the person named last before a rank with a title of that
// class beside the name.
func (e *extraction) holderOf(m *mention) (person *thing) {
	for k := range e.mentions {
		title := &e.mentions[k]
		if title.typ != OfficeType || title == m || title.office == nil || !sameRank(title.office.class, m.office.class) {
			continue
		}
		if person != nil && title.from > m.from {
			break
		}
		if holder := e.holderBeside(title); holder != nil {
			person = holder
		}
	}
	return person
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
