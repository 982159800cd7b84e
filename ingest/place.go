package ingest

import (
	"slices"
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
			if party := e.governmentAt(i, i+n); party != nil {
				e.addGovernment(i, i+n, party)
			} else if !e.isPartOfName(i, i+n) && !e.isAttribute(i+n) && !e.isGenitive(i) && !e.isPostal(i) {
				e.addPlace(i, i+n, e.span(i, i+n), e.gazetteer.countries[rule.country], 0.85)
			}
			i += n - 1
			continue
		}
		if n, confidence := e.unknownPlace(i); n > 0 {
			e.addPlace(i, i+n, e.span(i, i+n), e.countryBehind(i+n), confidence)
			i += n - 1
		}
	}
	e.findRegions()
	e.findVenues()
	e.findGrounds()
}

func (e *extraction) addGovernment(from, to int, party *thing) {
	if party.isNew {
		party = e.newThing(PartyType, party.label)
	}
	e.add(mention{typ: PartyType, from: from, to: to, thing: party, label: e.span(from, to), confidence: 0.7, rule: "capital that acts"})
}

func (e *extraction) addPlace(from, to int, label string, country *thing, confidence float64) {
	t := e.newThing(PlaceType, label)
	if country != nil {
		t.props[ontology.InCountry] = []string{country.iri}
	}
	e.add(mention{typ: PlaceType, from: from, to: to, thing: t, label: label, confidence: confidence, rule: "place"})
}

// unknownPlace measures capitalized words that are a place by what stands around
// them: a preposition before, a region or country behind.
func (e *extraction) unknownPlace(i int) (n int, confidence float64) {
	isBehind := e.isTowards(i) || e.isBesidePlace(i)
	if !isBehind && e.sameBlock(i-1, i) || !e.isPlaceWord(i) {
		return 0, 0
	}
	k := i + 1
	for e.sameBlock(k, i) && k < i+5 && (e.isPlaceWord(k) || e.is(k, i, "-", "am", "an", "der", "de", "di", "del", "della", "do", "da", "la", "sur", "d'", "l'", "les", "en") && e.sameBlock(k+1, i) && e.isPlaceWord(k+1)) {
		k++
	}
	isLocated := e.is(k, i, ",", "(") && !e.isOwner(k+1) && (e.regionSize(k+1, i) > 0 || e.countryBehind(k) != nil)
	switch {
	case isLocated:
		return k - i, 0.8
	case !isBehind || e.is(i-1, i, "from", "au") || e.language == "fr" && e.is(i-1, i, "en") || k-i > 3 || !e.isBareProper(i, k) || e.language == "de" && !e.isBeforeDate(k, i):
		return 0, 0
	}
	return k - i, 0.6
}

// isBeforeDate reports that token k begins a date or a preposition before one; all
// nouns are capitalized in German, and those before dates are towns.
func (e *extraction) isBeforeDate(k, of int) bool {
	if e.is(k, of, "am", "vom", "im", ",", "(") {
		k++
	}
	return e.sameBlock(k, of) && slices.ContainsFunc(e.mentions, func(m mention) bool { return m.typ == DateType && m.from <= k && k < m.to })
}

// towards are the prepositions before towns, by language; those of English are for all.
var towards = map[string]map[string]bool{
	"fr": setOf("a", "au", "en"), "es": setOf("a", "en"), "it": setOf("a", "ad"), "pt": setOf("a", "em"),
}

// isTowards reports a preposition before token i behind which towns are named.
func (e *extraction) isTowards(i int) bool {
	isBehind := e.is(i-1, i, "in", "at", "near", "from") || e.sameBlock(i-1, i) && towards[e.language][e.tokens[i-1].norm]
	return isBehind && !e.is(i-2, i, "belief", "faith")
}

// isBesidePlace reports a word that "and" joins to a place behind a preposition:
// "in Bologna and Forlì".
func (e *extraction) isBesidePlace(i int) bool {
	if !e.is(i-1, i, "and", "et", "und", "e", "y") {
		return false
	}
	return slices.ContainsFunc(e.mentions, func(m mention) bool {
		return m.typ == PlaceType && m.to == i-1 && e.is(m.from-1, i, "in", "at", "a", "en", "em")
	})
}

// isOwner reports a party with a genitive at token k: "Arata Takebe, Japan's
// Minister of Agriculture".
func (e *extraction) isOwner(k int) bool {
	if !e.sameBlock(k, k-1) {
		return false
	}
	if e.is(k, k-1, "the") {
		k++
	}
	_, to := (&titleScanner{e.reading, e.rules, e.gazetteer}).partyAt(k, e.blockOf(k-1).to)
	return to > 0 && e.is(to, k-1, "'s", "'")
}

// isPlaceWord tells a word that may be part of the name of a place.
func (e *extraction) isPlaceWord(k int) bool {
	t := &e.tokens[k]
	return t.isWord() && t.isCapital && !e.rules.notNames[t.norm] && t.norm != "'s" && e.rules.months[t.norm] == 0 && !(t.isUpper && len(t.norm) <= 5)
}

// isBareProper reports that words behind a preposition name nothing else: no
// person, no body, no title.
func (e *extraction) isBareProper(from, to int) bool {
	if e.rules.givenNames[e.tokens[from].norm] && to-from > 1 || e.is(to, from, "'s", "-", "'") || e.rules.portfolioWords[e.tokens[from].norm] || noPlace[e.tokens[from].norm] {
		return false
	}
	_, isDemonym := e.rules.demonyms.at(e.tokens, from, to)
	_, isRank := e.rankAt(e.rules, from, to)
	if isDemonym > 0 || isRank > 0 || e.tokens[from].end-e.tokens[from].start < 4 {
		return false
	}
	isNamed := false
	e.gazetteer.automaton.at(e.tokens, from, e.blockOf(from).to, func(f found) {
		for k := range f.entries {
			isNamed = isNamed || f.entries[k].thing.typ != TopicType && f.entries[k].accepts(e.tokens, from, f.to)
		}
	})
	return !isNamed && !(e.sameBlock(to, from) && e.tokens[to].isCapital && e.tokens[to].isWord())
}

// noPlace are capitalized words behind prepositions that are no places.
var noPlace = setOf("parliament", "congress", "cabinet", "english", "french", "german", "italian", "japanese", "europe", "africa", "asia", "america", "arctic", "antarctica", "christmas", "easter", "brexit", "horizon", "chapter", "article", "annex", "section", "paragraph", "part", "phase", "addition", "particular", "response", "order", "light", "support", "afrique", "asie", "amerique", "article", "internet", "opposition", "olympic", "nature", "senate", "treasury", "council", "table", "round", "latin", "sahel", "sahara", "caribbean", "pacific", "mediterranean", "atlantic", "balkans", "eurozone")

// findRegions adds regions that are named by themselves, "in Alberta", or in a row.
func (e *extraction) findRegions() {
	last := -1 // behind the region before
	for i := 0; i < len(e.tokens); i++ {
		n := e.regionSize(i, i)
		if n == 0 || len(e.tokens[i].norm) < 4 || e.is(i+n-1, i, ".") || e.is(i-1, i, ",", "(") && last != i-1 {
			continue
		}
		last = i + n
		code, _ := e.rules.regions.at(e.tokens, i, e.blockOf(i).to)
		e.addPlace(i, i+n, e.span(i, i+n), e.gazetteer.countries[code], 0.7)
	}
}

// venues are the nouns that names of buildings and grounds are built around.
var venues = setOf("hotel", "house", "palace", "castle", "hall", "centre", "center", "museum", "memorial", "park", "hill", "pier", "airport", "port", "musee", "palais", "chateau", "centre", "villa", "harbour", "harbor", "university", "stadium", "cathedral", "abbey", "manoir", "maison", "schloss", "castello", "palazzo", "scuola", "kloster", "rathaus", "residenz", "abtei", "abbazia", "reggia", "palacio", "castillo", "convento", "plant")

// findVenues adds names of buildings and grounds: "Parliament Hill", "Palais des
// Congrès".
func (e *extraction) findVenues() {
	for i := 0; i < len(e.tokens); i++ {
		t := &e.tokens[i]
		if !t.isCapital || !venues[t.norm] {
			continue
		}
		from, to := i, i+1
		for e.sameBlock(from-1, i) && e.tokens[from-1].isWord() && e.tokens[from-1].isCapital && !e.is(from-1, i, "the", "le", "la", "place", "lieu", "at", "in", "white", "nel", "nella", "al", "alla", "dans", "au", "im", "am", "vom", "beim") && from > i-4 {
			from--
		}
		isPort := e.is(i, i, "port", "pier") && from == i
		if from == i {
			for k := i + 1; e.sameBlock(k, i) && k < i+7 && (e.tokens[k].isCapital || e.tokens[k].kind == numberToken || e.is(k, i, "de", "des", "du", "of", "la", "l'", "le", "di", "del", "della", "dell'", "dei", "superiore") && (k == i+1 || !e.beginsPlace(k+1)) && e.sameBlock(k+1, i) && e.tokens[k+1].isCapital); k++ {
				to = k + 1
			}
		}
		isBehind := e.is(from-1, from, "the", "at", "in", "a", "au", "l'", "le", "la", ":", "of", "to", "nella", "'s", "im", "am", "dem", "der", "zum", "beim", "vom", "nel", "al", "dal", "en", "no") || !e.sameBlock(from-1, from) || isPort
		if to-from < 2 || !isBehind || e.is(i, i, "house", "center", "centre", "hall") && e.is(from, from, "white") {
			continue
		}
		e.addPlace(from, to, e.span(from, to), nil, 0.6)
		i = to - 1
	}
}

// beginsPlace reports that a place found before begins at token i.
func (e *extraction) beginsPlace(i int) bool {
	return slices.ContainsFunc(e.mentions, func(m mention) bool { return m.typ == PlaceType && m.from == i })
}

// grounds are the nouns, in small letters, whose place is named behind "of".
var grounds = setOf("chateau", "palais", "hotel", "musee", "abbaye", "prefecture", "port", "villa", "castello", "palazzo", "castillo", "palacio", "abbazia", "reggia", "convento", "castelo", "mosteiro")

// findGrounds adds buildings and districts that are called after something: "château
// de la Muette", "port of Aqaba".
func (e *extraction) findGrounds() {
	for i := 0; i < len(e.tokens); i++ {
		k := i + 1
		if !grounds[e.tokens[i].norm] || e.tokens[i].isCapital || !e.is(k, i, "of", "de", "du", "d'", "des", "di", "del", "della", "dell'", "do", "da") {
			continue
		}
		for k++; e.is(k, i, "la", "l'", "los", "las", "el"); k++ {
		}
		to := k
		for e.sameBlock(to, i) && to < k+3 && e.isPlaceWord(to) {
			to++
		}
		if party, _ := (&titleScanner{e.reading, e.rules, e.gazetteer}).partyAt(k, e.blockOf(i).to); to > k && party == nil {
			e.addPlace(i, to, e.span(i, to), e.countryBehind(to), 0.7)
		}
	}
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
		if m.typ != PlaceType || m.thing == nil {
			continue
		}
		if n := e.tailSize(m.to, m.from); n > 0 {
			m.to += n
			m.label = e.span(m.from, m.to)
			m.thing = e.renamed(m)
		}
		if !e.is(m.to, m.from, ",", "(") || e.isRegionAlone(m) {
			continue
		}
		size, gap := e.regionSize(m.to+1, m.from), 1
		if size == 0 && e.is(m.to+1, m.from, "en", "au", "in", "dans") && e.language != "en" {
			size, gap = e.regionSize(m.to+2, m.from), 2
		}
		if size == 0 {
			continue
		}
		isBracketed := e.is(m.to, m.from, "(")
		if isBracketed && !e.is(m.to+gap+size, m.from, ")") {
			continue
		}
		code, _ := e.rules.regions.at(e.tokens, m.to+gap, e.blockOf(m.from).to)
		country := e.gazetteer.countries[code]
		if country != nil && m.thing.one(ontology.InCountry) != "" && m.thing.one(ontology.InCountry) != country.iri {
			m.thing = e.newThing(PlaceType, e.span(m.from, m.to+gap+size))
			m.thing.props[ontology.InCountry] = []string{country.iri}
		}
		if over := e.covering(m.to + gap); over != nil && over != m && over.typ == PlaceType {
			over.thing = nil // the region is part of this place
		}
		m.region = m.to + gap
		m.to += gap + size
		if isBracketed {
			m.to++
		}
		m.label = e.span(m.from, m.to)
		m.thing = e.renamed(m)
	}
	e.oneSense()
}

// waters are what German towns of one name are told apart by.
var waters = setOf("rhein", "main", "oder", "neckar", "elbe", "donau", "isar", "inn", "saale", "weser", "mosel", "ruhr", "spree", "see", "taunus", "breisgau", "worthersee", "bodensee")

// tailSize measures what belongs to the name of the town before token i: "Quebec City",
// "Eltville am Rhein", "Frankfurt an der Oder".
func (e *extraction) tailSize(i, of int) int {
	k := i
	switch {
	case e.is(i, of, "city") && e.tokens[i].isCapital:
		return 1
	case e.is(i, of, "am", "im"):
		k = i + 1
	case e.is(i, of, "an") && e.is(i+1, of, "der"):
		k = i + 2
	}
	if k > i && e.sameBlock(k, of) && waters[e.tokens[k].norm] && e.tokens[k].isCapital {
		return k + 1 - i
	}
	return 0
}

// isRegionAlone reports a region that is no town too: what follows is the next of a
// row, "Donetsk, Luhansk", and not where it lies.
func (e *extraction) isRegionAlone(m *mention) bool {
	_, known := e.rules.places.at(e.tokens, m.from, m.to)
	return m.thing.isNew && known == 0 && e.regionSize(m.from, m.from) == m.to-m.from
}

// renamed returns the thing of a mention that has been widened: a new place is
// called by all its words.
func (e *extraction) renamed(m *mention) *thing {
	if !m.thing.isNew || m.thing.label == m.label {
		return m.thing
	}
	t := e.newThing(PlaceType, strings.Join(strings.Fields(m.label), " "))
	t.props[ontology.InCountry] = m.thing.props[ontology.InCountry]
	return t
}

// oneSense takes a town that stands without its region for the one that the
// document names with it: London, after "London, Ontario".
func (e *extraction) oneSense() {
	full := map[string]*thing{}
	for n := range e.mentions {
		m := &e.mentions[n]
		if town, _, ok := strings.Cut(withoutMarks(m.label), ","); ok && m.typ == PlaceType && m.thing.isNew {
			full[town] = m.thing
		}
	}
	if len(full) == 0 {
		return
	}
	for n := range e.mentions {
		m := &e.mentions[n]
		if t := full[withoutMarks(m.label)]; t != nil && (m.typ == PlaceType || m.rule == "capital that acts") {
			m.typ, m.thing = PlaceType, t
		}
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
