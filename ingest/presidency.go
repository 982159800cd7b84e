package ingest

import "strconv"

// findPresidencies adds the presidencies of forums: "Canada's G7 Presidency",
// « présidence française du G7 ».
func (e *extraction) findPresidencies() {
	for i := range e.tokens {
		if !e.is(i, i, "presidency", "presidence", "chairmanship", "prasidentschaft", "presidenza") || !e.zoneOf(i).feeds() {
			continue
		}
		from, to, forum, party, year := i, i+1, (*thing)(nil), (*thing)(nil), ""
		for k := i - 1; k >= i-5 && e.sameBlock(k, i); k-- {
			if e.presidencyWord(k, i, &forum, &party, &year) {
				break
			}
			if !presidencyLinks[e.tokens[k].norm] {
				from = k
			}
		}
		for k := i + 1; k < i+7 && e.sameBlock(k, i); k++ {
			if e.presidencyWord(k, i, &forum, &party, &year) {
				break
			}
			if !presidencyLinks[e.tokens[k].norm] {
				to = k + 1
			}
		}
		e.addPresidency(from, to, forum, party, year)
	}
}

// presidencyLinks join the words that say whose presidency it is.
var presidencyLinks = setOf("'s", "'", "of", "the", "du", "de", "la", "l'", "del", "der")

// presidencyWord takes what a word beside "presidency" says of it, and reports
// that it says nothing.
func (e *extraction) presidencyWord(k, i int, forum, party **thing, year *string) (stop bool) {
	over := e.covering(k)
	code, n := e.rules.demonyms.at(e.tokens, k, e.blockOf(i).to)
	switch {
	case over != nil && over.thing != nil && (over.thing == *forum || over.thing == *party):
	case over != nil && over.typ == ForumType && *forum == nil:
		*forum = over.thing
	case over != nil && over.typ == PartyType && *party == nil:
		*party = over.thing
	case over != nil && over.typ == DateType && len(over.value) == 4 && *year == "":
		*year = over.value
	case n == 1 && *party == nil:
		*party = e.gazetteer.countries[code]
	default:
		return !presidencyLinks[e.tokens[k].norm] || over != nil
	}
	return false
}

// addPresidency adds the presidency of a forum, by a party or in a year: that of the
// document's where the text names none.
func (e *extraction) addPresidency(from, to int, forum, party *thing, year string) {
	if forum == nil && (party != nil || year != "") {
		forum = e.forumOf()
	}
	if forum == nil || year == "" && len(e.day()) < 4 {
		return
	}
	iri, isKnown := e.presidencyBy(forum, party, year)
	if iri == "" {
		return
	}
	t := &thing{iri: iri, typ: PresidencyType, label: e.span(from, to), props: map[string][]string{}, isNew: !isKnown}
	if known := e.gazetteer.things[iri]; known != nil {
		t = known
	}
	e.mentions = append(e.mentions, mention{typ: PresidencyType, from: from, to: to, thing: t, label: t.label, confidence: 0.7, rule: "presidency of a forum", isNested: true})
}

// nearPresidency is how many years a presidency may be from the document that names
// it by its party alone.
const nearPresidency = 7

// presidencyBy returns the presidency of a forum in a year; without a year that of
// the party nearest to the document.
func (e *extraction) presidencyBy(forum, party *thing, year string) (iri string, isKnown bool) {
	if year == "" {
		year = e.day()[:4]
		now, _ := strconv.Atoi(year)
		for gap := 0; party != nil && gap <= nearPresidency; gap++ {
			for _, y := range []int{now - gap, now + gap} {
				key := forum.iri + " " + strconv.Itoa(y)
				if e.gazetteer.presidency[key] == party.iri {
					return e.gazetteer.presidencies[key], true
				}
			}
		}
	}
	key := forum.iri + " " + year
	if held := e.gazetteer.presidency[key]; held != "" && (party == nil || held == party.iri) {
		return e.gazetteer.presidencies[key], true
	}
	if e.gazetteer.presidency[key] != "" {
		return "", false // the party holds it in no year near by
	}
	return e.gazetteer.base + "id/presidency/" + tailOf(forum.iri) + "-" + year, false
}
