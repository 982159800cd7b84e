package ingest

import (
	"strings"

	"w3id.org/plenary/ontology"
)

// findPlaces adds the places that the rules know and the graph does not, and
// capitalized words behind a preposition with a region or country behind them.
func (e *extraction) findPlaces() {
	for i := 0; i < len(e.tokens); i++ {
		limit := e.blockOf(i).to
		if !e.tokens[i].isCapital {
			continue
		}
		if rule, n := e.rules.places.at(e.tokens, i, limit); n > 0 {
			if !e.isPartOfName(i, i+n) && !e.isGovernment(i+n) {
				e.addPlace(i, i+n, rule.label, e.gazetteer.countries[rule.country], 0.85)
			}
			i += n - 1
			continue
		}
		if n := e.unknownPlace(i); n > 0 {
			e.addPlace(i, i+n, e.span(i, i+n), e.countryBehind(i+n), 0.75)
			i += n - 1
		}
	}
}

func (e *extraction) addPlace(from, to int, label string, country *thing, confidence float64) {
	t := e.newThing(PlaceType, label)
	if country != nil {
		t.props[ontology.InCountry] = []string{country.iri}
	}
	e.add(mention{typ: PlaceType, from: from, to: to, thing: t, label: label, confidence: confidence, rule: "place"})
}

// unknownPlace measures capitalized words behind "in" or "at" that a comma and
// a region or country follow.
func (e *extraction) unknownPlace(i int) int {
	if !e.is(i-1, i, "in", "at", "near", "a", "au", "en") || e.rules.notNames[e.tokens[i].norm] {
		return 0
	}
	k := i
	for e.sameBlock(k, i) && (e.tokens[k].isCapital && e.tokens[k].isWord() || e.is(k, i, "-", "am", "an", "der", "de", "la", "sur", "d'", "l'") && k > i && e.sameBlock(k+1, i) && e.tokens[k+1].isCapital) && k < i+5 {
		k++
	}
	if k == i || !e.is(k, i, ",", "(") || e.regionSize(k+1, i) == 0 && e.countryBehind(k) == nil {
		return 0
	}
	return k - i
}

// countryBehind returns the country named behind a comma or bracket at token k,
// or that of the region.
func (e *extraction) countryBehind(k int) *thing {
	if k == 0 || !e.is(k, k-1, ",", "(") || !e.sameBlock(k+1, k) {
		return nil
	}
	at := k + 1
	if e.is(at, k, "the") {
		at++
	}
	s := &titleScanner{e.reading, e.rules, e.gazetteer}
	if party, to := s.partyAt(at, e.blockOf(k).to); to > 0 {
		return party
	}
	code, n := e.rules.regions.at(e.tokens, at, e.blockOf(k).to)
	if n > 0 {
		return e.gazetteer.countries[code]
	}
	return nil
}

// regionSize measures the name of a region at token k.
func (e *extraction) regionSize(k, of int) int {
	if !e.sameBlock(k, of) || !e.tokens[k].isCapital {
		return 0
	}
	_, n := e.rules.regions.at(e.tokens, k, e.blockOf(of).to)
	if n > 0 && e.is(k+n, of, ".") && !e.tokens[k+n].spaced && e.tokens[k+n-1].end-e.tokens[k+n-1].start <= 5 && !e.tokens[k+n-1].isUpper {
		n++
	}
	return n
}

// widenPlaces takes the region behind a place into its mention: "Ottawa,
// Ontario". A place in another country than the graph's is another place.
func (e *extraction) widenPlaces() {
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.typ != PlaceType || !e.is(m.to, m.from, ",") {
			continue
		}
		size := e.regionSize(m.to+1, m.from)
		if size == 0 {
			continue
		}
		code, _ := e.rules.regions.at(e.tokens, m.to+1, e.blockOf(m.from).to)
		country := e.gazetteer.countries[code]
		if country != nil && m.thing.one(ontology.InCountry) != "" && m.thing.one(ontology.InCountry) != country.iri {
			m.thing = e.newThing(PlaceType, e.span(m.from, m.to+1+size))
			m.thing.props[ontology.InCountry] = []string{country.iri}
		}
		m.to += 1 + size
		m.label = e.span(m.from, m.to)
	}
}

// dateline returns the place at the head of the text, nil when there is none.
func (e *extraction) dateline() *mention {
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.from > 400 {
			return nil
		}
		if m.typ == PlaceType && m.thing != nil && e.isDateline(m) {
			return m
		}
	}
	return nil
}

// datelineTokens is how far behind a place its dateline may end.
const datelineTokens = 16

// isDateline reports whether a place stands at the head of a paragraph, or
// behind the date there, and a dash or a wire's name follows within a few words.
func (e *extraction) isDateline(m *mention) bool {
	b := e.blockOf(m.from)
	for i := b.from; i < m.from; i++ {
		over := e.covering(i)
		isDate := over != nil && over.typ == DateType
		if !isDate && !e.is(i, m.from, "date", ",", "(", "-", "–") {
			return false
		}
	}
	for i := m.to; i < b.to && i < m.to+datelineTokens; i++ {
		switch {
		case e.is(i, m.from, "–", "—", "-") && e.tokens[i].spaced, e.is(i, m.from, "/"), e.is(i, m.from, ":") && i > m.to:
			return true
		case e.is(i, m.from, "."):
			if over := e.covering(i - 1); over == nil && e.tokens[i-1].end-e.tokens[i-1].start > 5 {
				return false
			}
		case e.tokens[i].isWord() && !e.tokens[i].isCapital && e.covering(i) == nil && !e.is(i, m.from, "le", "the", "on", "de", "den", "am"):
			return false
		}
	}
	return e.isPlaceAndDate(m, b)
}

// isPlaceAndDate reports a block that holds a place and a date and nothing else.
func (e *extraction) isPlaceAndDate(m *mention, b *block) bool {
	dates := 0
	for i := m.to; i < b.to; i++ {
		over := e.covering(i)
		switch {
		case over != nil && over.typ == DateType:
			dates++
		case e.tokens[i].kind != markToken && !e.is(i, m.from, "le", "the", "on", "den"):
			return false
		}
	}
	return dates > 0
}

// countryOfAddress returns the country of the host that published the document.
func (e *extraction) countryOfAddress() *thing {
	_, host, ok := strings.Cut(e.doc.Address, "://")
	if !ok {
		return nil
	}
	host, _, _ = strings.Cut(host, "/")
	for _, known := range hostEndings {
		if strings.HasSuffix(host, known.ending) {
			return e.gazetteer.countries[known.code]
		}
	}
	return nil
}
