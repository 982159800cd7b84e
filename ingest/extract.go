package ingest

import "strings"

// Extract finds what a document mentions and claims. The same document, graph
// and rules give the same result.
func (x *Extractor) Extract(d *Document) *Result {
	e := &extraction{Extractor: x, reading: x.read(d), made: map[string]*thing{}, ahead: map[string]bool{}}
	e.covered = make([]int32, len(e.tokens))
	e.findDates()
	e.findNames()
	e.findPlaces()
	e.findOffices()
	e.findMeetings()
	e.findDocuments()
	e.findPersons()
	e.choose()
	e.resolve()
	e.addQuotations()
	e.findTopics()
	e.index()
	e.findParts()
	e.findPresidencies()
	e.findCommitments()
	e.index()
	e.addAlternatives()
	e.claimAll()
	return e.result()
}

// claimAll makes the claims. Contacts feed none, the background those on forums.
func (e *extraction) claimAll() {
	e.checkPrincipal()
	e.claimRelease()
	e.claimPlaces()
	e.claimPeople()
	e.claimMeetings()
	e.claimSettings()
	e.claimParticipations()
	e.claimGathering()
	e.claimBilaterals()
	e.claimSequel()
	e.claimDiscussions()
	e.claimOutcomes()
	e.claimQuotations()
	e.claimCommitments()
	e.claimBackground()
	e.planAhead()
}

// resolve finds what each mention means.
func (e *extraction) resolve() {
	e.widenPlaces()
	e.widenParties()
	e.index()
	e.setCountry()
	e.resolvePersons()
	e.resolveRanks()
	e.resolveOffices()
	e.findSurnames()
	e.widenPersons()
	e.resolveMeetings()
	e.resolveDocuments()
}

// resolveOffices finds each title's office, by the person beside it where one
// is.
func (e *extraction) resolveOffices() {
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.typ == OfficeType && m.office != nil {
			e.resolveOffice(m, e.holderBeside(m))
		}
	}
}

// holderBeside returns the person whose title a mention is: who stands before
// it, behind a comma, or right behind it.
func (e *extraction) holderBeside(m *mention) *thing {
	for k := m.from - 1; k >= m.from-3 && e.sameBlock(k, m.from); k-- {
		if over := e.covering(k); over != nil {
			if over.typ == PersonType && !e.isTaken(over, m) {
				return over.thing
			}
			break
		}
		if !e.is(k, m.from, ",", "the", "le", "la", "-", "–", "—", "(", "l'") {
			break
		}
	}
	k := m.to
	for e.is(k, m.from, ",", "the") && k < m.to+2 {
		k++
	}
	if over := e.covering(e.skipHonorifics(k)); over != nil && over.typ == PersonType && e.sameBlock(over.from, m.from) {
		return over.thing
	}
	return nil
}

// isTaken reports that a person before a title has one already, right before the
// name, while another person follows the title: "IMF Managing Director Christine
// Lagarde, World Bank President Jim Yong Kim".
func (e *extraction) isTaken(person, title *mention) bool {
	before, behind := e.covering(e.honorificStart(person.from)-1), e.covering(title.to)
	return before != nil && before.typ == OfficeType && e.sameBlock(before.from, title.from) && behind != nil && behind.typ == PersonType && e.sameBlock(behind.from, title.from)
}

// result puts together what is given out: mentions without those that nothing
// is known of.
func (e *extraction) result() *Result {
	e.spellLabels()
	r := &Result{Document: e.doc, Language: e.language}
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.thing == nil && m.value == "" || !e.zoneOf(m.from).feeds() {
			continue
		}
		start, end := e.offsets(m.from, m.to)
		out := Mention{Kind: "mention", Type: m.typ, Value: m.value, Label: m.label, Start: start, End: end,
			Quote: e.doc.Quote(start, end), Confidence: m.confidence, Rule: m.rule, Alternatives: m.others}
		if m.thing != nil {
			out.IRI, out.Label, out.New = m.thing.iri, m.thing.label, m.thing.isNew
		}
		out.Label = strings.Join(strings.Fields(out.Label), " ")
		r.Mentions = append(r.Mentions, out)
	}
	r.Claims = e.sortedClaims()
	return r
}

// ligatures are the letters that folding takes apart.
const ligatures = "œŒæÆ"

// spellLabels gives new things the spelling of the text where folding took letters
// apart: Cœuré.
func (e *extraction) spellLabels() {
	if !strings.ContainsAny(e.doc.Text, ligatures) {
		return
	}
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.thing == nil || !m.thing.isNew {
			continue
		}
		start, end := e.offsets(m.from, m.to)
		quote := e.doc.Quote(start, end)
		if strings.ContainsAny(quote, ligatures) && strings.EqualFold(foldings.Replace(quote), m.thing.label) {
			m.thing.label = quote
		}
	}
}
