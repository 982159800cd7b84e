package ingest

import (
	"slices"

	"w3id.org/plenary/ontology"
)

// A voice says where those stand who take part: before the verb or behind it.
type voice struct{ isPassive, isHosting, isNegated bool }

// voices are the frames that say who took part in a meeting. Who is quoted,
// thanked or invited stands in none of them.
var voices = map[string]voice{
	"attend": {}, "join": {}, "attendedby": {isPassive: true}, "chair": {}, "chairedby": {isPassive: true},
	"host": {isHosting: true}, "hostedby": {isPassive: true, isHosting: true},
	"represent": {}, "representedby": {isPassive: true}, "absent": {isNegated: true},
}

// claimParticipations claims who took part in which meeting, by the verbs that say
// so: attended, chaired, hosted, represented.
func (e *extraction) claimParticipations() {
	for _, s := range e.sentences {
		if z := e.blocks[s.block].zone; !z.feeds() || z == backgroundZone || z == quoteZone {
			continue
		}
		for i := s.from; i < s.to; i++ {
			frame, n := e.frameAt(i, s.to)
			if v, ok := voices[frame]; ok && e.covering(i) == nil && !e.isInQuotation(i) {
				e.claimParticipation(v, frame, s, i, i+n)
				i += n - 1
			}
		}
	}
}

// isInQuotation reports that token i belongs to what somebody said.
func (e *extraction) isInQuotation(i int) bool {
	for n := range e.quotations {
		if q := &e.quotations[n]; q.from <= i && i < q.to {
			return true
		}
	}
	return false
}

// claimParticipation claims those around the verb from token verb to token end.
func (e *extraction) claimParticipation(v voice, frame string, s sentence, verb, end int) {
	var meeting *mention
	var actors []*mention
	if v.isPassive {
		meeting, actors = e.meetingBefore(verb, s.from), e.actorsBehind(end, s.to)
	} else {
		meeting, actors = e.meetingBehind(end, s.to), e.actorsBefore(verb, s.from)
	}
	if frame == "representedby" { // whoever was represented was not there, unless it is a party
		actors = append(actors, slices.DeleteFunc(e.actorsBefore(verb, s.from), func(m *mention) bool { return m.typ != PartyType })...)
	}
	thing := e.meetingMeant(meeting, frame)
	if thing == nil {
		return
	}
	v.isNegated = v.isNegated || e.isNegated(verb)
	for _, who := range actors {
		from, to := min(e.honorificStart(who.from), verb), max(who.to, end)
		if meeting != nil {
			from, to = min(from, meeting.from), max(to, meeting.to)
		}
		e.claimPart(v, thing, who, from, to)
	}
}

// claimPart claims that a person or party was at a meeting, or its host.
func (e *extraction) claimPart(v voice, meeting *thing, who *mention, from, to int) {
	isPerson := who.typ == PersonType
	property, rule := ontology.AttendedBy, "verb of taking part"
	switch {
	case v.isHosting && isPerson:
		property, rule = ontology.HostedBy, "verb of hosting"
	case v.isHosting:
		property, rule = ontology.HostCountry, "verb of hosting"
	case !isPerson:
		property = ontology.AttendedByParty
	}
	c := e.claim(link(meeting.iri, property, who.thing.iri), from, to, min(0.85, who.confidence), rule)
	if v.isNegated {
		c.Polarity = "negated"
	}
}

// meetingMeant returns the meeting that a verb of taking part is about: that in its
// clause, else the principal one where the verb needs no other.
func (e *extraction) meetingMeant(named *mention, frame string) *thing {
	switch {
	case named != nil:
		return named.thing
	case frame == "attend" || frame == "representedby" || frame == "absent" || frame == "attendedby":
		return e.principal
	}
	return nil
}

// nearClause is how many tokens may stand between a verb and the meeting that it is
// about.
const nearClause = 14

// meetingBehind returns the first meeting behind a verb, in its clause.
func (e *extraction) meetingBehind(verb, to int) *mention {
	for k := verb; k < min(to, verb+nearClause); k++ {
		if m := e.ofType(MeetingType, k); m != nil && m.confidence >= 0.5 {
			return m
		}
	}
	return nil
}

// meetingBefore returns the last meeting before a verb, in its sentence.
func (e *extraction) meetingBefore(verb, from int) *mention {
	for k := verb - 1; k >= max(from, verb-2*nearClause); k-- {
		if m := e.ofType(MeetingType, k); m != nil && m.confidence >= 0.5 {
			return m
		}
	}
	return nil
}

// joining are the words that may stand between those who take part, and between
// them and the verb.
var joining = setOf(",", ";", "and", "the", "also", "has", "have", "had", "will", "be", "was", "were", "is", "are", "both", "who", "which", "virtually", "remotely", "in", "person",
	"(", ")", "'s", "'", "-", "as", "well", "along", "with", "alongside", "together", "from", "of", "by", "representing", "including", "other", "among", "others", "his", "her", "their",
	"ministers", "minister", "representatives", "counterparts", "delegations", "officials", "senior", "interior", "justice", "foreign", "finance", "health", "heads", "respectively",
	"et", "le", "la", "les", "l'", "ont", "a", "etait", "etaient", "s'", "y", "est", "sont", "ainsi", "que", "qui", "egalement", "aussi", "du", "de", "des", "d'", "dont", "par", "notamment", "ses", "son", "sa", "homologues", "ministres", "representants", "aux", "au", "cotes", "ete", "avait", "avaient")

// former are the words before people who no longer hold what they are named for.
var former = setOf("former", "ex", "ancien", "ancienne", "late", "feu", "predecessor", "predecesseur")

// actorsBefore returns the people and parties in the row that ends before a verb.
func (e *extraction) actorsBefore(verb, from int) (actors []*mention) {
	for k := verb - 1; k >= from; k-- {
		over := e.covering(k)
		switch {
		case over != nil && e.isActor(over, from):
			actors = append(actors, over)
			k = e.honorificStart(over.from)
		case over != nil && (over.typ == OfficeType || over.typ == OrganizationType || over.typ == PersonType || over.typ == ForumType):
			k = over.from
		case over == nil && (joining[e.tokens[k].norm] || e.honorificStart(k+1) <= k):
		default:
			return actors
		}
	}
	return actors
}

// actorsBehind returns the people and parties in the row behind a verb.
func (e *extraction) actorsBehind(end, to int) (actors []*mention) {
	for k := end; k < to; k++ {
		over := e.covering(k)
		switch {
		case over != nil && e.is(over.to, end, "'s", "'"):
			k = over.to
		case over != nil && e.isActor(over, end):
			actors = append(actors, over)
			k = over.to - 1
		case over != nil && (over.typ == OfficeType || over.typ == OrganizationType || over.typ == PersonType || over.typ == ForumType):
			k = over.to - 1
		case over == nil && (joining[e.tokens[k].norm] || e.honorificSize(k) > 0):
		default:
			return actors
		}
	}
	return actors
}

// isActor reports a person or party that is named as one that takes part: nobody
// who was something once.
func (e *extraction) isActor(m *mention, from int) bool {
	if m.thing == nil || m.confidence < 0.5 || m.typ != PersonType && m.typ != PartyType {
		return false
	}
	start := e.honorificStart(m.from)
	if title := e.covering(start - 1); title != nil && title.typ == OfficeType && e.sameBlock(title.from, m.from) {
		start = title.from
	}
	for k := start - 1; k >= max(from, start-2) && e.sameBlock(k, m.from); k-- {
		if former[e.tokens[k].norm] {
			return false
		}
	}
	return true
}
