package ingest

import (
	"strconv"
	"strings"

	"w3id.org/plenary/ontology"
)

// claimBackground claims what the background says of a forum; it never claims
// anything of the meeting.
func (e *extraction) claimBackground() {
	for _, s := range e.sentences {
		if e.blocks[s.block].zone != backgroundZone {
			continue
		}
		forum := e.forumIn(s.from, s.to)
		if forum == nil {
			continue
		}
		e.claimForum(forum, s)
		e.claimRhythm(forum, s)
		e.claimResponsibilities(forum, s)
		e.claimPresidency(forum, s)
		e.claimAnniversary(forum, s)
		e.claimFirst(forum, s)
		e.claimPromoted(forum, s)
	}
}

// forumIn returns the forum that a sentence speaks of: named in it, or before in
// the background.
func (e *extraction) forumIn(from, to int) (forum *thing) {
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.from >= to {
			break
		}
		if m.typ == ForumType && m.thing != nil && (m.from >= from || e.zoneOf(m.from) == backgroundZone) {
			forum = m.thing
		}
	}
	return forum
}

// claimForum claims names, nature and members: "The Group of Seven (G7) is an
// informal grouping of …(A, B and C)".
func (e *extraction) claimForum(forum *thing, s sentence) {
	first := e.of(ForumType, s.from, min(s.to, s.from+8))
	if len(first) < 2 || !e.is(first[0].to, s.from, "(") || !e.is(first[1].to, s.from, ")") || !e.is(first[1].to+1, s.from, "is", "est") {
		return
	}
	e.claim(e.wording(forum.iri, named, first[0].label), first[0].from, first[1].to+1, 0.85, "name of a forum")
	e.claim(literal(forum.iri, altLabel, e.span(first[1].from, first[1].to), "string"), first[0].to, first[1].to+1, 0.85, "acronym in brackets")
	end := e.phraseEnd(first[1].to+2, s.to)
	start := first[1].to + 2
	if e.is(start, s.from, "an", "a", "un", "une") {
		start++
	}
	e.claim(e.wording(forum.iri, description, e.span(start, end)), start, end, 0.65, "what a forum is")
	e.claimMembers(forum, first[1].to, s.to)
}

// claimMembers claims the parties of a sentence as members, and their number.
func (e *extraction) claimMembers(forum *thing, from, to int) {
	for _, m := range e.of(PartyType, from, to) {
		start := m.from
		if e.is(start-1, m.from, "the", "la", "le", "l'", "les") {
			start--
		}
		e.claim(link(forum.iri, ontology.HasMember, m.thing.iri), start, m.to, 0.85, "list of members")
	}
	for i := from; i < to; i++ {
		if n := numberWords[e.tokens[i].norm]; n > 0 && e.is(i+1, i, "of", "des", "advanced", "pays", "countries", "members", "principales", "grandes") {
			e.claim(literal(forum.iri, ontology.EnumeratedMembers, strconv.Itoa(n), "integer"), i, min(to, i+8), 0.75, "number of members")
			return
		}
	}
}

var numberWords = map[string]int{"seven": 7, "eight": 8, "twenty": 20, "sept": 7, "huit": 8, "vingt": 20, "nineteen": 19}

// claimRhythm claims how often a forum meets and what its summits deal with.
func (e *extraction) claimRhythm(forum *thing, s sentence) {
	for i := s.from; i < s.to; i++ {
		if e.is(i, i, "annually", "yearly", "annuellement") && e.is(i-1, i, "meet", "meets", "reunit", "reunissent") {
			first := s.from
			end := e.phraseEnd(i, s.to, "to", "pour", "afin")
			e.claim(literal(forum.iri, ontology.MeetsEvery, "P1Y", "duration"), first, end, 0.8, "how often a forum meets")
			start, _ := e.firstFrame("purpose", i, s.to)
			e.claimGeopolitics(forum, end, s.to)
			for _, m := range e.of(TopicType, end, s.to) {
				if start < 0 {
					start = m.from
				}
				e.claim(link(forum.iri, ontology.SummitTopic, m.thing.iri), start, min(s.to, e.phraseEnd(m.to, s.to)), 0.65, "purpose of summits")
			}
			return
		}
	}
}

// claimGeopolitics claims that summits deal with relations between powers: the word is
// often joined to another subject, "economic and geopolitical issues".
func (e *extraction) claimGeopolitics(forum *thing, from, to int) {
	for i := from; i < to; i++ {
		if strings.HasPrefix(e.tokens[i].norm, "geopoliti") {
			start, end := i, min(i+2, to)
			if over := e.of(TopicType, from, to); len(over) > 0 && over[0].from <= i && i < over[0].to {
				start, end = over[0].from, over[0].to
			}
			e.claim(link(forum.iri, ontology.SummitTopic, e.topicOf("foreign-policy").iri), start, end, 0.6, "geopolitics as purpose of summits")
			return
		}
	}
}

// claimResponsibilities claims the duties of the presidency: "is responsible for
// A, as well as B, along with C".
func (e *extraction) claimResponsibilities(forum *thing, s sentence) {
	_, end := e.firstFrame("responsible", s.from, s.to)
	if end < 0 || !e.names(s, "presidency", "presidence") {
		return
	}
	office := e.gazetteer.base + "id/office/" + tailOf(forum.iri) + "-presidency"
	for from := end; from < s.to; {
		stop := e.phraseEnd(from, s.to, ",")
		first := from
		for e.is(first, from, "as", "well", "and", "along", "with", "ainsi", "que", "et") && first < stop {
			first++
		}
		if stop > first && e.tokens[first].isWord() {
			e.claim(e.wording(office, ontology.Responsibility, e.span(first, stop)), first, stop, 0.7, "duty of a presidency")
		}
		from = stop + 1
	}
}

// names reports whether a sentence has one of the words.
func (e *extraction) names(s sentence, words ...string) bool {
	for i := s.from; i < s.to; i++ {
		if e.is(i, i, words...) {
			return true
		}
	}
	return false
}

// claimPresidency claims who leads the forum in the year of the document: "As part
// of its role as G7 President, Canada is hosting a series of meetings".
func (e *extraction) claimPresidency(forum *thing, s sentence) {
	year := e.day()
	if len(year) < 4 || !e.names(s, "president", "presidency", "presidence") {
		return
	}
	presidency := e.presidencyOf(forum, year[:4])
	for i := s.from; i < s.to; i++ {
		if !e.is(i, i, "president", "presidency", "presidence") {
			continue
		}
		for _, m := range e.of(PartyType, i, min(s.to, i+5)) {
			e.claim(link(presidency, ontology.HeldByParty, m.thing.iri), s.from, m.to, 0.8, "presidency of a forum")
			e.claimHosting(presidency, m, s)
			return
		}
	}
}

// presidencyOf returns the presidency of a forum in a year.
func (e *extraction) presidencyOf(forum *thing, year string) string {
	if iri := e.gazetteer.presidencies[forum.iri+" "+year]; iri != "" {
		return iri
	}
	return e.gazetteer.base + "id/presidency/" + tailOf(forum.iri) + "-" + year
}

// claimHosting claims what a presidency organizes, the year, and that its party
// hosts the principal meeting.
func (e *extraction) claimHosting(presidency string, party *mention, s sentence) {
	start, end := e.firstFrame("host", party.to, s.to)
	if start < 0 || start-party.to > 2 {
		return
	}
	stop := e.phraseEnd(end, s.to, "throughout")
	e.claim(e.wording(presidency, ontology.Organizes, e.span(end, stop)), party.from, min(s.to, stop+3), 0.7, "what a presidency organizes")
	for _, date := range e.of(DateType, s.to, len(e.tokens)) {
		if date.value == e.day()[:4] && e.zoneOf(date.from) == backgroundZone {
			e.infer(literal(presidency, ontology.Year, date.value, "gYear"), max(date.from-1, 0), date.to, 0.6, "year of a presidency")
			break
		}
	}
	if e.principal != nil {
		e.infer(link(e.principal.iri, ontology.HostCountry, party.thing.iri), s.from, s.to-1, 0.6, "host of a series")
	}
}

// claimAnniversary claims a number of years that are celebrated, and when.
func (e *extraction) claimAnniversary(forum *thing, s sentence) {
	for i := s.from; i < s.to; i++ {
		if !e.is(i, i, "years", "ans") || !(e.names(s, "celebrate", "celebrates", "celebrating", "mark", "marks", "celebre", "celebrent", "celebreront", "fete")) {
			continue
		}
		n, err := strconv.Atoi(e.tokens[i-1].norm)
		if err != nil {
			return
		}
		e.claim(literal(forum.iri, ontology.Anniversary, strconv.Itoa(n), "integer"), i-1, e.phraseEnd(i, s.to), 0.7, "years that are celebrated").Modality = "factual"
		for _, date := range e.of(DateType, s.from, i) {
			if len(date.value) == 4 {
				e.claim(literal(forum.iri, ontology.AnniversaryYear, date.value, "gYear"), date.from-1, i+1, 0.7, "year of celebration").Modality = "factual"
			}
		}
		return
	}
}

// claimFirst claims who hosted the first meeting, and when: "France hosted the
// first meeting in 1975".
func (e *extraction) claimFirst(forum *thing, s sentence) {
	start, end := e.firstFrame("host", s.from, s.to)
	if start < 0 || !e.is(end, start, "the", "la", "le") || !e.is(end+1, start, "first", "premiere", "premier") {
		return
	}
	party := e.ofType(PartyType, start-1)
	for _, date := range e.of(DateType, end, min(s.to, end+6)) {
		meeting := e.summitOf(forum, date.value)
		if meeting == nil || party == nil {
			return
		}
		e.claim(link(meeting.iri, ontology.HostCountry, party.thing.iri), party.from, date.to, 0.8, "first meeting of a forum")
		e.claim(literal(meeting.iri, ontology.Year, date.value, "gYear"), party.from, date.to, 0.8, "first meeting of a forum")
		e.claim(literal(meeting.iri, ontology.Ordinal, "1", "integer"), end, date.to, 0.75, "first meeting of a forum")
	}
}

// summitOf returns the summit of a forum in a year.
func (e *extraction) summitOf(forum *thing, year string) *thing {
	for _, t := range e.gazetteer.meetings {
		if t.one(ontology.Year) == year && t.one(ontology.Ordinal) != "" && t.one(ontology.MeetingOf) == forum.iri {
			return t
		}
	}
	return nil
}

// claimPromoted claims what a forum is said to advance: "a driving force for A, B
// and C".
func (e *extraction) claimPromoted(forum *thing, s sentence) {
	start, _ := e.firstFrame("promote", s.from, s.to)
	if start < 0 {
		return
	}
	for _, m := range e.of(TopicType, start, s.to) {
		e.claim(link(forum.iri, ontology.Promotes, m.thing.iri), m.from, m.to, 0.7, "what a forum advances")
	}
}
