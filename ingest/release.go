package ingest

import (
	"strings"

	"w3id.org/plenary/ontology"
)

// claimRelease claims what the document says of itself: when and where it was
// issued, by whom, and of what meeting it tells.
func (e *extraction) claimRelease() {
	source := e.sourceIRI()
	if place := e.dateline(); place != nil {
		e.claim(link(source, ontology.Dateline, place.thing.iri), place.from, place.to, 0.9, "dateline")
		e.claimWire(source, place)
		e.claimDates(source, place)
	}
	for _, m := range e.of(MeetingType, 0, len(e.tokens)) {
		if m.thing == e.principal && !m.isReference() {
			e.claim(link(source, about, m.thing.iri), m.from, m.to, 0.9, "principal meeting")
			break
		}
	}
}

// claimDates claims the days at the head of the text that are the day of issue.
func (e *extraction) claimDates(source string, place *mention) {
	b := e.blockOf(place.from)
	for _, m := range e.of(DateType, b.from, min(b.to, place.to+datelineTokens)) {
		if m.value == e.day() {
			e.claim(dated(source, issued, m.value), m.from, m.to, 0.9, "date of the dateline")
		}
	}
}

// claimWire claims the wire service between slashes: /CNW/.
func (e *extraction) claimWire(source string, place *mention) {
	limit := min(e.blockOf(place.from).to, place.to+datelineTokens)
	for i := place.to; i+2 < limit; i++ {
		if e.is(i, place.from, "/") && e.is(i+2, place.from, "/") {
			e.claim(literal(source, publisher, e.word(i+1), "string"), i, i+3, 0.85, "wire of the dateline")
			return
		}
	}
}

// isReference reports a mention that does not give the meeting's name.
func (m *mention) isReference() bool {
	return m.meeting != nil && (m.meeting.isShort || m.meeting.isBack)
}

// claimPlaces claims the region that stands behind a place, once for each place.
func (e *extraction) claimPlaces() {
	done := map[*thing]bool{}
	for _, m := range e.of(PlaceType, 0, len(e.tokens)) {
		if m.region == 0 || done[m.thing] || m.thing == nil || e.isDateline(m) {
			continue
		}
		done[m.thing] = true
		e.claim(literal(m.thing.iri, ontology.Region, strings.Trim(e.span(m.region, m.to), "()"), "string"), m.from, m.to, 0.9, "region behind a place")
	}
}

// claimPeople claims names, honorifics and offices of the people who are named
// with their titles.
func (e *extraction) claimPeople() {
	namedBefore := map[*thing]bool{}
	titles := map[*thing]bool{}
	for _, m := range e.of(PersonType, 0, len(e.tokens)) {
		if m.thing == nil || !e.zoneOf(m.from).feeds() {
			continue
		}
		if !namedBefore[m.thing] && !e.isSurnameOnly(m) {
			namedBefore[m.thing] = true
			e.claim(e.wording(m.thing.iri, named, m.label), m.from, m.to, 0.9, "name")
			if start := e.honorificStart(m.from); start < m.from && e.isStately(start) {
				e.claim(e.wording(m.thing.iri, honorific, e.span(start, m.from)), start, m.from, 0.9, "honorific before a name")
			}
		}
		office := e.titleOf(m)
		if office == nil || office.thing == nil || office.confidence < 0.5 {
			continue
		}
		e.claim(link(m.thing.iri, ontology.HeldOffice, office.thing.iri), min(m.from, office.from), max(m.to, office.to), 0.9, "name beside a title")
		if !titles[office.thing] {
			titles[office.thing] = true
			e.claim(e.wording(office.thing.iri, title, office.label), office.from, office.to, 0.85, "title")
		}
	}
}

// isStately reports an honorific that is more than a form of address.
func (e *extraction) isStately(i int) bool {
	kind, _ := e.rules.honorifics.at(e.tokens, i, e.blockOf(i).to)
	return kind == "honorific"
}

// titleOf returns the title beside a name: right before it, else behind a comma.
func (e *extraction) titleOf(m *mention) *mention {
	start := e.honorificStart(m.from)
	if office := e.ofType(OfficeType, start-1); office != nil && e.sameBlock(office.from, m.from) {
		return office
	}
	for k := m.to; k < m.to+4 && e.sameBlock(k, m.from); k++ {
		if office := e.ofType(OfficeType, k); office != nil {
			return office
		}
		if !e.is(k, m.from, ",", "the", "le", "la", "l'", "-", "–", "(") {
			break
		}
	}
	if office := e.ofType(OfficeType, start-2); office != nil && e.is(start-1, m.from, ",") && e.sameBlock(office.from, m.from) {
		return office
	}
	return nil
}
