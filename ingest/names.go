package ingest

import (
	"strings"

	"w3id.org/plenary/ontology"
)

// plainNames are the types whose names in the graph are mentions as they stand.
// Offices, meetings and documents have a grammar, topics have signatures.
var plainNames = map[Type]bool{PersonType: true, PartyType: true, OrganizationType: true, ForumType: true, PlaceType: true}

// findNames adds the names of the graph that stand in the text: of each type the
// longest at each place.
func (e *extraction) findNames() {
	for i := range e.tokens {
		best := map[Type]found{}
		e.gazetteer.automaton.at(e.tokens, i, e.blockOf(i).to, func(f found) {
			for k := range f.entries {
				if typ := f.entries[k].thing.typ; plainNames[typ] && e.accepts(&f.entries[k], i, f.to) {
					best[typ] = f
				}
			}
		})
		for _, typ := range nameOrder {
			if f, ok := best[typ]; ok {
				e.addName(typ, i, f.to)
			}
		}
	}
}

// nameOrder is the order in which types that share a name are tried.
var nameOrder = []Type{PersonType, OrganizationType, ForumType, PartyType, PlaceType}

// accepts reports whether a name may stand here: in case, language and context.
func (e *extraction) accepts(entry *nameEntry, from, to int) bool {
	if !entry.accepts(e.tokens, from, to) {
		return false
	}
	switch entry.thing.typ {
	case PartyType:
		return speaks(entry.language, e.language) && !e.isPartOfName(from, to) && !e.isCurrency(to) && !e.isDepartment(from, to) && !e.isModifier(to)
	case PlaceType:
		return !e.isPartOfName(from, to) && !e.isAttribute(to) && !e.isGenitive(from) && !e.isPostal(from)
	case PersonType:
		return to-from > 1 || !e.isNameWord(from-1, from)
	}
	return true
}

// isPartOfName reports that a word is a surname rather than a country or town:
// Mr. Jordan.
func (e *extraction) isPartOfName(from, to int) bool {
	if to-from > 1 {
		return false
	}
	for start := max(0, from-3); start < from; start++ {
		if e.sameBlock(start, from) && e.skipHonorifics(start) == from {
			return true
		}
	}
	return false
}

// isDepartment reports that "Canada" ends the name of a department: "Agriculture
// and Agri-Food Canada".
func (e *extraction) isDepartment(from, to int) bool {
	if !e.is(from, from, "canada") || to-from > 1 || !e.sameBlock(from-1, from) {
		return false
	}
	before := &e.tokens[from-1]
	return before.isWord() && (before.isCapital && !e.isFirst(from-1) && before.norm != "in" || e.is(from-1, from, "mondiales", "publique", "canadien"))
}

// isAttribute reports that a town is part of a longer name: "Paris Agreement".
func (e *extraction) isAttribute(to int) bool {
	if !e.sameBlock(to, to-1) || e.blockOf(to).zone == titleZone {
		return false
	}
	next := &e.tokens[to]
	return next.isWord() && next.isCapital && !next.isUpper && attributed[next.norm]
}

var attributed = setOf("agreement", "protocol", "group", "process", "declaration", "convention", "consensus", "treaty", "principles", "plan", "club", "statement", "communique", "charter", "initiative", "post", "times", "framework", "commitments", "pact", "accord", "accords", "action", "agenda", "university", "programme", "compact", "conference")

// titled nouns before "of" and a town make a title of both: « accord de Paris ».
var genitives = setOf("groupe", "groupes", "group", "accord", "accords", "protocole", "convention", "declaration", "charte", "appel", "pacte", "traite", "processus", "consensus", "engagements", "principes", "partenariat", "feuille", "action", "agenda",
	"communique", "programme", "protocol", "treaty", "charter", "accordo", "protocollo", "dichiarazione", "acuerdo", "protocolo", "declaracion", "abkommen")

// isGenitive reports that a town is part of a title before it.
func (e *extraction) isGenitive(from int) bool {
	return e.is(from-1, from, "de", "d'", "of", "di", "von") && e.sameBlock(from-2, from) && genitives[e.tokens[from-2].norm] && e.blockOf(from).zone != titleZone
}

// isPostal reports that a postal code stands before a town: it is an address.
func (e *extraction) isPostal(from int) bool {
	if !e.sameBlock(from-1, from) || e.tokens[from-1].kind != numberToken {
		return false
	}
	size := len(e.tokens[from-1].norm)
	_, isYear := (&dateScanner{e.reading, e.rules}).year(from - 1)
	return size >= 3 && size <= 6 && !isYear
}

// modified are the nouns before which the name of a party is an adjective: "UK
// officials", "New Zealand counterpart".
var modified = setOf("delegation", "delegations", "official", "officials", "counterpart", "counterparts", "minister", "ministers", "foreign", "company", "companies", "representative", "representatives", "embassy", "side",
	"workers", "citizens", "policy", "troops", "forces", "engagement", "economic", "authorities", "ambassador", "ambassadors", "consulate", "department", "funding", "team", "mission", "firms", "businesses", "naval", "navy", "army", "congress", "senate",
	"economy", "economies", "market", "markets", "trade", "border", "borders", "relations", "alliance", "partnership", "treasury", "dollar", "dollars", "interests", "leadership", "hosts", "host", "soil", "territory", "law", "legislation", "assistance", "aid", "soldiers", "counterparts", "intelligence", "agencies", "agency", "nationals", "exports", "imports", "imports", "tariffs", "budget", "banks", "institutions", "membership", "members", "accession", "enlargement", "presidencies", "programme", "programmes", "program", "programs", "rules", "regulations", "directive", "summit", "parliament", "elections", "election", "ministry", "financial", "agriculture", "negotiators", "negotiator", "energy", "security", "domestic", "federal", "public", "private", "agricultural", "environmental", "climate", "digital",
	"sea", "seas", "gulf", "member", "commissioner", "commissioners", "competitiveness", "military", "law", "leaders", "interior", "government", "strait", "institutions", "high", "sanctions", "industry", "national", "presidency")

// isModifier reports that the name of a party that ends before token to stands like
// an adjective before a noun, by itself or with another.
func (e *extraction) isModifier(to int) bool {
	if !e.sameBlock(to, to-1) || e.language != "en" {
		return false
	}
	if e.is(to, to-1, "and", "-", "–") && e.sameBlock(to+2, to) && e.tokens[to+1].isUpper {
		to += 2
	}
	t := &e.tokens[to]
	return t.isWord() && modified[t.norm] && !e.is(to-1, to, "'s", "'")
}

// isCurrency reports that a name of a country is that of its money: US$, US-Dollar.
func (e *extraction) isCurrency(to int) bool {
	return e.is(to, to-1, "$", "dollar", "dollars") || e.is(to, to-1, "-") && e.is(to+1, to-1, "dollar")
}

// maxAbbreviation is the length in bytes of the longest abbreviation of a country.
const maxAbbreviation = 4

func (e *extraction) addName(typ Type, from, to int) {
	things := e.entriesOf(typ, from, to)
	m := mention{typ: typ, from: from, to: to, label: e.span(from, to), confidence: 0.95, rule: "name in the graph"}
	m.thing = e.likeliest(typ, things)
	m.others = alternatives(things, m.thing, e.tenancy)
	if party := e.governmentAt(from, to); typ == PlaceType && party != nil {
		e.addGovernment(from, to, party)
		return
	}
	if typ == PartyType && e.is(from-1, from, "a") && e.language == "fr" && len(e.entriesOf(PlaceType, from, to)) > 0 {
		return // à Luxembourg
	}
	if m.thing.iri == "" { // a country that only the rules know
		label := m.label
		if to-from == 1 && label == strings.ToUpper(label) && len(label) <= maxAbbreviation {
			label = m.thing.label // PNG
		}
		m.thing = e.newThing(m.typ, label)
	}
	if typ == PersonType && to-from == 1 {
		m.confidence = 0.7
	}
	e.add(m)
}

// likeliest chooses among things that share a name: people by who held an office
// on the day of the document, others the first.
func (e *extraction) likeliest(typ Type, things []*thing) *thing {
	if typ == PersonType {
		for _, t := range things {
			if len(e.gazetteer.heldOn(t.iri, e.day())) > 0 {
				return t
			}
		}
	}
	return things[0]
}

// setCountry finds whose government speaks: of the place in the dateline, else of
// the publisher or its address.
func (e *extraction) setCountry() {
	if place := e.dateline(); place != nil {
		if of := e.gazetteer.things[place.thing.one(ontology.InCountry)]; of != nil {
			e.country = of
		}
	}
	if of := e.countryOfAddress(); of != nil {
		e.country = of
	}
	if of := e.countryIn(e.doc.Publisher); of != nil {
		e.country = of
	}
	if e.country == nil {
		e.country = e.countryOfFirst()
	}
	if e.country == nil {
		e.country = e.gazetteer.countries[mainCountries[e.language]]
	}
}

// mainCountries are those whose governments write most of a language.
var mainCountries = map[string]string{"fr": "FR", "de": "DE", "it": "IT"}

// openingTokens is how far the opening of a document reaches.
const openingTokens = 120

// countryOfFirst returns the country of the first person in the opening, where the
// graph has one.
func (e *extraction) countryOfFirst() *thing {
	first := e.of(PersonType, 0, min(len(e.tokens), openingTokens))
	if len(first) == 0 || first[0].thing == nil {
		return nil
	}
	return e.gazetteer.things[first[0].thing.one(ontology.CitizenOf)]
}

// countryIn returns the country that a text names, or whose adjective it has.
func (e *extraction) countryIn(text string) *thing {
	if text == "" {
		return nil
	}
	r := &reading{language: e.language}
	var f folded
	f.add(text, 0)
	r.text = f.text()
	r.tokens = tokenize(r.text, 0, nil)
	r.blocks = []block{{to: len(r.tokens)}}
	s := &titleScanner{r, e.rules, e.gazetteer}
	for i := range r.tokens {
		if party, to := s.partyAt(i, len(r.tokens)); to > 0 {
			return party
		}
		if code, n := e.rules.demonyms.at(r.tokens, i, len(r.tokens)); n > 0 {
			return e.gazetteer.countries[code]
		}
		if code, n := e.rules.governments.at(r.tokens, i, len(r.tokens)); n > 0 {
			return e.gazetteer.countries[code]
		}
	}
	return nil
}

// hostEndings are the ends of the names of government hosts.
var hostEndings = []struct{ ending, code string }{
	{".gc.ca", "CA"}, {".canada.ca", "CA"}, {".gouv.fr", "FR"}, {".gov.uk", "GB"}, {".go.jp", "JP"}, {".gov", "US"}, {".bund.de", "DE"},
	{".de", "DE"}, {".gov.it", "IT"}, {".it", "IT"}, {"europa.eu", "EU"}, {".fr", "FR"}, {".ca", "CA"}, {".uk", "GB"}, {".jp", "JP"},
}
