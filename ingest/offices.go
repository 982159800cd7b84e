package ingest

import (
	"slices"
	"strings"

	"w3id.org/plenary/ontology"
)

// officeIndex finds the offices of the graph by the parts of their titles.
type officeIndex map[string][]*thing

// add puts an office in, but for a bare "minister", which tells none.
func (index officeIndex) add(key string, office *thing) {
	if !bareKeys[key] && !slices.Contains(index[key], office) {
		index[key] = append(index[key], office)
	}
}

// bareKeys are those of ranks that tell no office by themselves.
var bareKeys = setOf("minister::", "secretary::", "deputy::", "state::", "delegate::", "deputysecretary::", "adviser::", "commissioner::")

// newOfficeIndex reads each name of each office as a title.
func (x *Extractor) newOfficeIndex() officeIndex {
	index := officeIndex{}
	for _, office := range x.gazetteer.offices {
		for _, n := range office.names {
			t, ok := x.readTitle(n)
			if !ok {
				continue
			}
			index.add(t.key(), office)
			if t.class == "head" && hasWord(n.text, "chancellor") || t.class == "exchequer" || t.class == "head" && hasWord(n.text, "chancelier") {
				index.add("chancellor::", office)
			}
			if first, _, isTwo := strings.Cut(n.text, ", "); isTwo { // Garde des Sceaux, ministre de la Justice
				if t, ok = x.readTitle(name{first, n.language}); ok && len(t.words) == 0 {
					index.add(t.key(), office)
				}
			}
		}
	}
	return index
}

// readTitle takes the name of an office apart.
func (x *Extractor) readTitle(n name) (titled, bool) {
	r := &reading{language: n.language}
	var f folded
	f.add(n.text, 0)
	r.text = f.text()
	r.tokens = tokenize(r.text, 0, nil)
	r.blocks = []block{{to: len(r.tokens)}}
	s := &titleScanner{r, x.rules, x.gazetteer}
	for i := range r.tokens {
		if t, to := s.at(i); to > 0 {
			return t, true
		}
	}
	return titled{}, false
}

// findOffices adds the titles in the text, still without the office that each
// means: that may depend on the person who bears it.
func (e *extraction) findOffices() {
	s := &titleScanner{e.reading, e.rules, e.gazetteer}
	for i := 0; i < len(e.tokens); i++ {
		t, to := s.at(i)
		if n := e.officeName(i); n > to {
			t, to = titled{class: "named"}, n
		}
		if to == 0 {
			continue
		}
		confidence := 0.85
		if t.isBare {
			confidence = 0.3
		}
		e.add(mention{typ: OfficeType, from: i, to: to, office: &t, label: e.span(i, to), confidence: confidence, rule: "title"})
		i = to - 1
	}
}

// officeName returns the end of the longest name of an office at token i.
func (e *extraction) officeName(i int) (to int) {
	e.gazetteer.automaton.at(e.tokens, i, e.blockOf(i).to, func(f found) {
		for k := range f.entries {
			if entry := &f.entries[k]; entry.thing.typ == OfficeType && entry.accepts(e.tokens, i, f.to) && f.to-i > 1 && !e.is(i, i, "presidency", "presidence") {
				to = f.to
			}
		}
	})
	return to
}

// resolveOffice finds the office that a title means: by its words and
// jurisdiction, by who bears it, or by the field of government. holder may be
// nil. What the graph does not have is new.
func (e *extraction) resolveOffice(m *mention, holder *thing) {
	t := m.office
	if t.isBare && (standing[t.class] && e.isAddress(m) || holder == nil && !e.hasArticle(m.from)) {
		return // « la ministre Chrystia Freeland », « est élu président »
	}
	country := e.jurisdictionOf(m, holder)
	if t.country == "" && country == e.country && e.isForeign(t, holder) {
		country = nil
	}
	candidates := ofCountry(e.officesNamed(m, t), e.gazetteer.countries[t.country])
	if one := e.choiceOf(candidates, country, holder, e.isUnsure(t, holder)); one != nil {
		m.thing, m.confidence = one, max(m.confidence, 0.75)
		m.others = alternatives(candidates, one, e.tenancy)
		return
	}
	if one := e.heldBy(holder, t, country); one != nil {
		m.thing, m.confidence = one, 0.8
		return
	}
	if one := e.byPortfolio(t, country); one != nil && (t.country != "" || t.class == "commissioner" || holder == nil || holder.one(ontology.CitizenOf) != "" && (t.lead != "" || e.language == "de")) {
		m.thing, m.confidence = one, 0.7
		return
	}
	if one := e.byClass(t, country); one != nil && !e.isUnsure(t, holder) && (len(t.words) == 0 || t.class == "highrep") {
		m.thing, m.confidence = one, 0.7
		return
	}
	if t.isBare && !e.isApposition(m) {
		if one := e.namedBefore(m); one != nil && holder == nil {
			m.thing, m.confidence = one, 0.65
		}
		return
	}
	m.confidence = max(m.confidence, 0.6)
	m.thing = e.newThing(OfficeType, e.officeLabel(m))
	if country != nil && !country.isNew && len(m.thing.props[ontology.Jurisdiction]) == 0 {
		m.thing.props[ontology.Jurisdiction] = []string{country.iri}
	}
}

// isAddress reports a rank right before a name, by which somebody is called rather
// than an office named.
func (e *extraction) isAddress(m *mention) bool {
	over := e.covering(e.skipHonorifics(m.to))
	return e.sameBlock(m.to, m.from) && over != nil && over.typ == PersonType
}

// isForeign reports that somebody whom the graph does not know bears a title that is
// another's in the country of the document, that day: it is of another country.
func (e *extraction) isForeign(t *titled, holder *thing) bool {
	if holder == nil || !holder.isNew || e.country == nil {
		return false
	}
	one := e.choiceOf(ofCountry(e.officeByTitle[t.key()], e.country), e.country, nil, false)
	if one == nil {
		one = e.byPortfolio(t, e.country)
	}
	if one == nil {
		return false
	}
	return slices.ContainsFunc(e.gazetteer.ofOffice[one.iri], func(n int) bool {
		held := &e.gazetteer.tenures[n]
		return held.until != "" && held.covers(e.day())
	})
}

// hasArticle reports an article or the like before token i.
func (e *extraction) hasArticle(i int) bool {
	return e.is(i-1, i, "the", "le", "la", "l'", "du", "au", "il", "del", "al", "el", "o", "do", "ao", "der", "die", "den", "dem", "des", "'s", "our", "notre") || e.is(i-1, i, "-") && !e.tokens[i].spaced
}

// namedBefore returns the office of a rank that a text named in full before, and that
// the rank alone stands for: "the Secretary-General".
func (e *extraction) namedBefore(m *mention) *thing {
	for one := range e.before(OfficeType, m.from) {
		if one.office != nil && one.thing != nil && !one.office.isBare && one.office.class == m.office.class && e.span(one.from, one.from+m.to-m.from) == e.span(m.from, m.to) {
			return one.thing
		}
	}
	return nil
}

// isApposition reports a title behind a name and a comma, which is one even when
// it is nothing but a rank.
func (e *extraction) isApposition(m *mention) bool {
	before := e.covering(m.from - 2)
	return m.to-m.from > 1 && e.is(m.from-1, m.from, ",") && before != nil && before.typ == PersonType && e.sameBlock(before.from, m.from)
}

// ofCountry keeps the offices of a country; all when it is nil.
func ofCountry(offices []*thing, country *thing) []*thing {
	if country == nil {
		return offices
	}
	return slices.DeleteFunc(slices.Clone(offices), func(o *thing) bool {
		of := o.one(ontology.Jurisdiction)
		return of != "" && of != country.iri
	})
}

// officeLabel is a title without what is only there to say of whom.
func (e *extraction) officeLabel(m *mention) string {
	return strings.Join(strings.Fields(m.label), " ")
}

// jurisdictionOf returns the country of a title: named in it, that of the person
// who bears it, or that whose government speaks.
func (e *extraction) jurisdictionOf(m *mention, holder *thing) *thing {
	t := m.office
	if t.class == "highrep" {
		return e.gazetteer.countries["EU"]
	}
	if t.country != "" {
		return e.gazetteer.countries[t.country]
	}
	if t.class == "commissioner" && t.portfolio != "" {
		return e.gazetteer.countries["EU"]
	}
	if of := e.listedUnder(m.from); of != nil {
		return of
	}
	if holder != nil {
		if of := e.gazetteer.things[holder.one(ontology.CitizenOf)]; of != nil {
			return of
		}
		if code := holder.one(ontology.HostCountry); code != "" {
			return e.gazetteer.countries[code]
		}
	}
	if t.class == "commissioner" || slices.Contains(t.words, "european") && slices.ContainsFunc(t.words, func(w string) bool { return europeanBodies[w] }) {
		return e.gazetteer.countries["EU"]
	}
	if t.isFederal && (e.country == nil || !federations[e.country.one(ontology.Alpha2)]) {
		return e.gazetteer.countries["DE"]
	}
	return e.country
}

// listedUnder returns the party under which a list names the person of a title at
// token i: "for Japan, Ms. Moriyama, Minister of Justice;", "Belgium: Mr Dewael, …".
func (e *extraction) listedUnder(i int) *thing {
	for k := i - 1; k > i-longestOffice && e.sameBlock(k, i) && !e.is(k, i, ";"); k-- {
		over := e.covering(k)
		if over == nil || over.typ != PartyType {
			continue
		}
		before := over.from - 1
		if e.is(before, i, "the", "la", "le", "l'", "les", "il") {
			before--
		}
		isUnder := e.is(over.to, i, ",") && e.is(before, i, "for", "pour", "per", "fur") && (e.isFirst(before) || e.is(before-1, i, ";", ":", ","))
		if isUnder || e.is(over.to, i, ":") && e.isFirst(over.from) {
			return over.thing
		}
	}
	return nil
}

// europeanBodies are what the offices of the European Union are of.
var europeanBodies = setOf("commission", "council", "parliament")

// federations are the states whose ministers are federal.
var federations = setOf("DE", "AT", "CH", "CA", "BE", "RU")

// officesNamed returns the offices whose names have the parts of a title.
func (e *extraction) officesNamed(m *mention, t *titled) []*thing {
	if t.class == "named" {
		return e.entriesOf(OfficeType, m.from, m.to)
	}
	return e.officeByTitle[t.key()]
}

// isUnsure reports a bare "President" or "Chancellor" before a person of whom the
// graph does not know that office: the country of the document says nothing of
// it.
func (e *extraction) isUnsure(t *titled, holder *thing) bool {
	return holder != nil && t.country == "" && len(t.words) == 0 && (t.class == "president" || t.class == "chancellor" || t.class == "governor")
}

// choiceOf returns the one candidate that fits the jurisdiction; where the
// holder is known to have held one of them, that.
func (e *extraction) choiceOf(candidates []*thing, country, holder *thing, isUnsure bool) *thing {
	if holder != nil {
		for _, office := range candidates {
			if slices.Contains(e.gazetteer.heldEver(holder.iri), office.iri) {
				return office
			}
		}
	}
	if isUnsure {
		return nil
	}
	for _, office := range candidates {
		of := office.one(ontology.Jurisdiction)
		if of == "" || country != nil && of == country.iri {
			return office
		}
	}
	if country == nil && len(candidates) == 1 {
		return candidates[0]
	}
	return nil
}

// heldBy returns the office that the graph says a person held on the day of the
// document, if its field and class are those of the title.
func (e *extraction) heldBy(holder *thing, t *titled, country *thing) *thing {
	if holder == nil {
		return nil
	}
	for _, iri := range e.gazetteer.heldOn(holder.iri, e.day()) {
		office := e.gazetteer.things[iri]
		if office == nil || country != nil && office.one(ontology.Jurisdiction) != country.iri {
			continue
		}
		if e.isNarrowerTitle(office, t) || t.portfolio != "" && tailOf(office.one(ontology.Portfolio)) == t.portfolio || t.isBare && t.class == e.classOf(office) {
			return office
		}
	}
	return nil
}

// isNarrowerTitle reports whether all words of a name of an office are in a title
// that has more.
func (e *extraction) isNarrowerTitle(office *thing, t *titled) bool {
	for _, n := range office.names {
		known, ok := e.readTitle(n)
		if !ok || known.class != t.class || len(known.words) == 0 {
			continue
		}
		if !slices.ContainsFunc(known.words, func(w string) bool { return !slices.Contains(t.words, w) }) {
			return true
		}
	}
	return false
}

// classOf returns the rank of an office of the graph.
func (e *extraction) classOf(office *thing) string {
	for _, n := range office.names {
		if t, ok := e.readTitle(n); ok {
			return t.class
		}
	}
	return ""
}

// ministerial are the ranks that lead a department.
var ministerial = setOf("minister", "secretary", "secretary-of-state", "head", "chancellor", "commissioner")

// byPortfolio returns the office of a country that leads a field of government,
// where the words of the title name its department or nothing but that field.
func (e *extraction) byPortfolio(t *titled, country *thing) *thing {
	field := t.portfolio
	switch {
	case slices.Contains(t.words, "superior"):
		return nil
	case t.lead != "":
		field = t.lead
	case len(t.words) > 2:
		return nil
	}
	if country == nil || country.isNew || field == "" || !ministerial[t.class] {
		return nil
	}
	var only *thing
	for _, office := range e.gazetteer.offices {
		if office.one(ontology.Jurisdiction) != country.iri || tailOf(office.one(ontology.Portfolio)) != field || !ministerial[e.classOf(office)] {
			continue
		}
		if only != nil {
			return nil
		}
		only = office
	}
	return only
}

// byClass returns the only office of a country with a rank that stands alone:
// its president, its head of government.
func (e *extraction) byClass(t *titled, country *thing) *thing {
	if country == nil || country.isNew || t.body != "" || t.class != "president" && t.class != "head" && t.class != "highrep" && t.class != "chancellor" && t.class != "exchequer" {
		return nil
	}
	var only *thing
	for _, office := range e.gazetteer.offices {
		if office.one(ontology.Jurisdiction) != country.iri || !e.hasClass(office, t.class) {
			continue
		}
		if only != nil {
			return nil
		}
		only = office
	}
	return only
}

// hasClass reports that a name of an office of the graph has a rank.
func (e *extraction) hasClass(office *thing, class string) bool {
	return slices.ContainsFunc(office.names, func(n name) bool {
		t, ok := e.readTitle(n)
		return ok && t.class == class
	})
}

// tailOf returns what follows the last slash of an IRI.
func tailOf(iri string) string { return iri[strings.LastIndexByte(iri, '/')+1:] }

// heldEver returns the offices that the graph says a person held at any time.
func (g *Gazetteer) heldEver(person string) (offices []string) {
	for _, n := range g.ofPerson[person] {
		offices = append(offices, g.tenures[n].office)
	}
	return offices
}

// entriesOf returns the things of a type that have the name from token from to
// token to.
func (e *extraction) entriesOf(typ Type, from, to int) (things []*thing) {
	e.gazetteer.automaton.at(e.tokens, from, to, func(f found) {
		if f.to != to {
			return
		}
		for k := range f.entries {
			if entry := &f.entries[k]; entry.thing.typ == typ && !slices.Contains(things, entry.thing) {
				things = append(things, entry.thing)
			}
		}
	})
	return things
}

// newThing returns the new thing of a type and label, made when it is first
// named.
func (e *extraction) newThing(typ Type, label string) *thing {
	key := string(typ) + " " + strings.Join(strings.Fields(withoutMarks(label)), " ")
	if t := e.made[key]; t != nil {
		return t
	}
	t := &thing{iri: e.newIRI(typ, label), typ: typ, label: label, props: map[string][]string{}, isNew: true}
	e.made[key] = t
	return t
}

// paths are where things live that are not of the class named like their type.
var paths = map[Type]string{TopicType: "priority", PartyType: "country"}

func (e *extraction) newIRI(typ Type, label string) string {
	path := string(typ)
	if p := paths[typ]; p != "" {
		path = p
	}
	return e.gazetteer.base + "id/" + path + "/" + slugOf(label)
}

// slugOf makes the last part of an IRI of a label.
func slugOf(label string) string {
	var b strings.Builder
	for _, r := range withoutMarks(label) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7F && !isSpaceOrMark(r):
			b.WriteRune(r)
		case r != '\'' && b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimRight(b.String(), "-")
}
