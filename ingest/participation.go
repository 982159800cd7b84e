package ingest

import (
	"slices"

	"w3id.org/plenary/ontology"
)

// A voice says where those who take part stand: before the verb or behind it.
type voice struct {
	isPassive bool // behind the verb
	isHosting bool
	isChair   bool
	isNegated bool
	isCoChair bool
	isFree    bool // without a meeting named it is about the principal one
	inverts   bool // those who take part may stand on the other side: "Present were"
}

// voices are the frames that say who took part in a meeting. Who is quoted,
// thanked or invited stands in none of them.
var voices = map[string]voice{
	"attend": {isFree: true, inverts: true}, "join": {}, "attendedby": {isPassive: true, isFree: true},
	"chair": {isChair: true}, "chairedby": {isPassive: true, isChair: true, isFree: true}, "cochair": {isChair: true, isCoChair: true}, "cochairedby": {isPassive: true, isChair: true, isCoChair: true, isFree: true}, "inchair": {isChair: true, isFree: true, inverts: true},
	"host": {isHosting: true}, "hostedby": {isPassive: true, isHosting: true, isFree: true}, "hosts": {isHosting: true, isFree: true, inverts: true},
	"represent": {isFree: true}, "representedby": {isPassive: true, isFree: true}, "absent": {isNegated: true, isFree: true},
	"welcome": {isPassive: true}, "end": {isChair: true}, "begin": {isChair: true}, "gather": {isHosting: true}, "head": {isFree: true},
}

// A seat is who takes part in a clause: at which meeting, with which words.
type seat struct {
	voice
	meeting  *thing
	from, to int // the verb
	named    *mention
}

// claimParticipations claims who took part in which meeting, by the verbs that say
// so: attended, chaired, hosted, represented.
func (e *extraction) claimParticipations() {
	for _, s := range e.sentences {
		if z := e.blocks[s.block].zone; !z.feeds() || z == backgroundZone || z == quoteZone || z == attributedZone {
			continue
		}
		for i := s.from; i < s.to; i++ {
			frame, n := e.frameAt(i, s.to)
			if e.covering(i) != nil || e.isInQuotation(i) {
				continue
			}
			if v, ok := voices[frame]; ok {
				e.claimParticipation(v, frame, s, i, i+n)
				i += n - 1
			} else if frame == "meet" {
				e.claimMet(s, i, i+n)
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
	named := e.meetingOfSeat(v, s, verb, end)
	st := seat{v, e.meetingMeant(named, v, frame, s, end), verb, end, named}
	if st.meeting == nil {
		return
	}
	st.isNegated = st.isNegated || e.isNegated(verb)
	before, behind := e.actorsBefore(verb, s.from), e.actorsBehind(end, s.to)
	if frame == "inchair" && e.is(end, verb, ";", ",", ".") {
		behind = nil
	}
	if len(behind) == 0 && (v.isPassive || v.inverts) && e.is(s.to-1, verb, ":") {
		behind = e.actorsOfList(s.block)
	}
	actors := before
	switch {
	case frame == "representedby": // whoever was represented was not there, unless it is a party
		actors = append(behind, slices.DeleteFunc(before, func(m *mention) bool { return m.typ == PersonType })...)
	case frame == "welcome":
		e.claimWelcome(st, before, behind)
		return
	case v.isPassive || v.inverts && len(before) == 0:
		actors = behind
	case frame == "gather":
		actors = slices.DeleteFunc(before, func(m *mention) bool { return m.typ != PersonType })
	case frame == "represent":
		actors = append(before, slices.DeleteFunc(behind, func(m *mention) bool { return m.typ == PersonType })...)
	}
	for _, who := range actors {
		e.claimPart(st, who)
	}
}

// fewestMet is how many must be named before a verb of meeting: two may have met for
// themselves.
const fewestMet = 3

// claimMet claims a row of people and parties who met: "The leaders of A, B and C met".
func (e *extraction) claimMet(s sentence, verb, end int) {
	actors := e.actorsBefore(verb, s.from)
	if len(actors) < fewestMet {
		return
	}
	meeting := e.meetingOfVerb("meet", verb, end, s)
	if m := e.meetingBehind(end, s.to); m != nil {
		meeting = m.thing
	}
	if meeting == nil {
		return
	}
	for _, who := range actors {
		e.claimPart(seat{meeting: meeting, from: verb, to: end}, who)
	}
}

// claimWelcome claims hosts and guests: "Anna Ek welcomed A, B and C". One guest may
// be a visitor.
func (e *extraction) claimWelcome(st seat, hosts, guests []*mention) {
	if len(guests) < 3 && !e.isGathering(st.to, min(st.to+6, len(e.tokens))) || len(hosts) == 0 || hosts[0].typ != PersonType {
		return
	}
	for _, who := range guests {
		e.claimPart(st, who)
	}
	st.isHosting = true
	for _, who := range hosts {
		e.claimPart(st, who)
	}
}

// claimPart claims that a person or party was at a meeting, or its host. Who chairs it
// is there, and most likely its host.
func (e *extraction) claimPart(st seat, who *mention) {
	from, to := min(e.honorificStart(who.from), st.from), max(who.to, st.to)
	if st.named != nil {
		from, to = min(from, st.named.from), max(to, st.named.to)
	}
	property, rule := ontology.AttendedBy, "verb of taking part"
	switch isPerson := who.typ == PersonType; {
	case st.isHosting && isPerson:
		property, rule = ontology.HostedBy, "verb of hosting"
	case st.isHosting && who.typ == PartyType:
		property, rule = ontology.HostCountry, "verb of hosting"
	case st.isChair && isPerson:
		rule = "verb of chairing"
		if !st.isNegated && !st.isCoChair && e.isOfForum(st.meeting) {
			e.infer(link(st.meeting.iri, ontology.HostedBy, who.thing.iri), from, to, 0.6, "chair as host")
		}
	case !isPerson:
		property = ontology.AttendedByParty
	}
	c := e.claim(link(st.meeting.iri, property, who.thing.iri), from, to, min(0.85, who.confidence), rule)
	if st.isNegated {
		c.Polarity = "negated"
	}
}

// isOfForum reports a meeting of no organization: where the chair goes round, whoever
// has it is the host.
func (e *extraction) isOfForum(meeting *thing) bool {
	if e.ofBodies == nil {
		e.ofBodies = map[*thing]bool{}
		for _, m := range e.of(MeetingType, 0, len(e.tokens)) {
			if m.thing != nil && m.meeting != nil && m.meeting.forum != nil && m.meeting.forum.typ != ForumType {
				e.ofBodies[m.thing] = true
			}
		}
	}
	return !e.ofBodies[meeting] && !hasWord(meeting.label, "council") && !hasWord(meeting.label, "conseil")
}

// meetingOfSeat returns the meeting that the clause of a verb names: behind an active
// one, before a passive one.
func (e *extraction) meetingOfSeat(v voice, s sentence, verb, end int) *mention {
	if v.isPassive {
		return e.meetingBefore(verb, s.from)
	}
	if m := e.meetingBehind(end, s.to); m != nil {
		return m
	}
	if v.inverts || v.isNegated {
		return e.meetingBefore(verb, s.from)
	}
	return nil
}

// meetingMeant returns the meeting that a verb of taking part is about: that in its
// clause, else the principal one where the verb needs no other.
func (e *extraction) meetingMeant(named *mention, v voice, frame string, s sentence, end int) *thing {
	switch {
	case named != nil && (frame == "end" || frame == "begin") && named.from-end > 3:
		return nil
	case frame == "gather" && !e.isGathering(end, min(end+5, s.to)), frame == "head" && !e.isDelegated(end, s.to):
		return nil
	case named != nil:
		return named.thing
	case frame == "end" || frame == "begin", v.isPassive && e.isOfGroup(s, end), frame == "attend" && e.isOfEvent(end):
		return nil
	case v.isFree, frame == "welcome",
		(frame == "chair" || frame == "cochair") && (end >= s.to || e.is(end, s.from, ".", ",", ";") || e.is(end+1, s.from, "talks", "session", "sessions", "travaux", "discussion", "discussions", "debats")),
		frame == "join" && (e.is(end, s.from, "virtually", "remotely", "online", "them", "us", "a", "by", "par") || e.isGathering(end, min(end+5, s.to))),
		frame == "gather",
		frame == "host" && e.isGathering(end, min(end+nearClause, s.to)):
		return e.sceneOf(s, end)
	}
	return nil
}

// isOfGroup reports a body or session, and no meeting, as the subject of a passive verb:
// "the groups would continue to be chaired by".
func (e *extraction) isOfGroup(s sentence, end int) bool {
	for k := end - 1; k >= max(s.from, end-14); k-- {
		if over := e.covering(k); over != nil && over.typ == OrganizationType || e.is(k, end-1, "group", "groups", "committee", "session", "sessions", "groupe", "groupes", "comite", "seance", "commission") {
			return true
		}
	}
	return false
}

// isOfEvent reports that what somebody attends is something else than a meeting.
func (e *extraction) isOfEvent(end int) bool {
	for k := end; k < end+4; k++ {
		if e.is(k, end, "talks", "dinner", "lunch", "luncheon", "ceremony", "reception", "exhibition", "diner", "dejeuner", "ceremonie", "cena") {
			return true
		}
	}
	return false
}

// isDelegated reports that what somebody heads is a delegation.
func (e *extraction) isDelegated(from, to int) bool {
	for k := from; k < min(to, from+6); k++ {
		if e.is(k, from, "delegation", "delegations", "delegazione") {
			return true
		}
	}
	return false
}

// isAside reports a sentence on what was beside the meeting: a call, a dinner of two,
// talks on the margins.
func (e *extraction) isAside(s sentence) bool {
	for i := s.from; i < s.to; i++ {
		if e.is(i, i, "bilateral", "bilaterally", "bilaterale", "bilaterales", "margins", "sidelines", "marge", "telephone", "spoke", "separately", "exhibition") && !e.is(i, i, "spoke") {
			return true
		}
	}
	return false
}

// nearClause is how many tokens may stand between a verb and the meeting that it is
// about.
const nearClause = 14

// meetingBehind returns the first meeting behind a verb, in its clause.
func (e *extraction) meetingBehind(verb, to int) *mention {
	for k := verb; k < min(to, verb+nearClause); k++ {
		if m := e.ofType(MeetingType, k); m != nil && m.confidence >= 0.5 && !e.isMerePoint(m) {
			return m
		}
		if e.is(k, verb, ";", "who", "qui", "after", "before") {
			return nil
		}
	}
	return nil
}

// meetingBefore returns the last meeting before a verb, in its sentence.
func (e *extraction) meetingBefore(verb, from int) *mention {
	for k := verb - 1; k >= max(from, verb-2*nearClause); k-- {
		if m := e.ofType(MeetingType, k); m != nil && m.confidence >= 0.5 && !e.isMerePoint(m) {
			return m
		}
	}
	return nil
}
