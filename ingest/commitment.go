package ingest

import (
	"strconv"
	"strings"

	"w3id.org/plenary/ontology"
)

// A promise is a commitment that a document states.
type promise struct {
	mention  mention
	verb     int      // its first token
	deadline *mention // the date by which it is to be kept, nil when none is named
	amount   string   // of money, as the text has it
}

// shortestPromise is how many tokens a commitment has at least behind its verb.
const shortestPromise = 3

// findCommitments adds what those who meet promise: behind a verb of promising, to
// the end of its phrase.
func (e *extraction) findCommitments() {
	for n, s := range e.sentences {
		if z := e.blocks[s.block].zone; !z.feeds() || z == backgroundZone || z == titleZone {
			continue
		}
		for i := s.from; i < s.to; i++ {
			frame, size := e.frameAt(i, s.to)
			if frame != "commit" || e.isNegated(i) {
				continue
			}
			end := e.phraseEnd(i+size, s.to)
			if end-i-size >= shortestPromise && e.commits(i, size, n) {
				e.addPromise(i, i+size, end)
				i = end
			}
		}
	}
}

// commits reports that the verb from token i promises: its subject is those who
// speak or meet, and it stands in no quotation but in theirs.
func (e *extraction) commits(i, size, sentence int) bool {
	if e.isInQuotation(i) {
		return false
	}
	s := e.sentences[sentence]
	for k := max(s.from, i-subjectTokens); k < i+size; k++ {
		if promising[e.tokens[k].norm] {
			return true
		}
		if over := e.covering(k); over != nil && (over.typ == ForumType || over.typ == PartyType || over.typ == PersonType) {
			return true
		}
	}
	return e.sameBlock(s.from, i) && e.blocks[s.block].isItem
}

// subjectTokens is how far before a verb its subject may stand.
const subjectTokens = 12

// promising are the words that those who meet are named by.
var promising = setOf("we", "ministers", "leaders", "members", "participants", "they", "countries", "nations", "states", "governments", "parties",
	"nous", "ministres", "dirigeants", "membres", "ils", "elles", "pays", "etats", "wir", "noi", "nosotros", "ci", "nos")

// addPromise adds the commitment with the verb from token verb to token behind,
// and what it says up to token end.
func (e *extraction) addPromise(verb, behind, end int) {
	label := strings.Join(strings.Fields(e.span(behind, end)), " ")
	t := &thing{typ: CommitmentType, label: label, props: map[string][]string{}, isNew: true}
	t.iri = e.gazetteer.base + "id/commitment/" + e.doc.Hash[:8] + "-" + strconv.Itoa(len(e.promises)+1)
	p := promise{verb: verb, amount: e.amountIn(behind, end), deadline: e.deadlineIn(behind, end)}
	p.mention = mention{typ: CommitmentType, from: verb, to: end, thing: t, label: label, confidence: 0.7, rule: "verb of promising", isNested: true}
	if p.deadline != nil {
		p.mention.value = p.deadline.value
	}
	if e.is(verb, verb, "ministers", "leaders", "members", "g7") && !e.is(behind-1, verb, "to") || e.isInPlan(verb) || e.is(end-1, verb, "to", "a", "de") {
		p.mention.confidence = 0.45 // what they will do there, or a list that is to follow
	}
	e.promises = append(e.promises, p)
	e.mentions = append(e.mentions, p.mention)
}

// isInPlan reports a sentence on what one person or delegation is about to do.
func (e *extraction) isInPlan(verb int) bool {
	return e.is(verb, verb, "we") && e.is(verb+1, verb, "will") && e.is(verb+2, verb, "discuss", "meet", "visit", "also", "consider", "review", "hear")
}

// deadlineIn returns the date behind "by" or its like.
func (e *extraction) deadlineIn(from, to int) *mention {
	for _, m := range e.of(DateType, from, to) {
		k := m.from - 1
		for e.is(k, m.from, "the", "end", "of", "la", "fin", "l'", "de", "le", "year", "annee") && k > from {
			k--
		}
		if e.is(k, m.from, "by", "before", "until", "ici", "avant", "jusqu'en", "horizon", "bis", "entro", "hasta", "no") {
			copied := *m
			return &copied
		}
	}
	return nil
}

// currencies are the names and signs of money, in the plural too.
var currencies = setOf("$", "€", "£", "¥", "us$", "dollar", "dollars", "euro", "euros", "pound", "pounds", "yen", "usd", "eur", "cad", "livres")

// amountIn returns the first sum of money between tokens: "$3 billion", « 3
// milliards d'euros ».
func (e *extraction) amountIn(from, to int) string {
	for i := from; i < to; i++ {
		if e.tokens[i].kind != numberToken {
			continue
		}
		first, last := i, i+1
		for last < to && (e.is(last, i, "million", "billion", "trillion", "millions", "billions", "milliards", "milliard", "u.s", "us", "d'", "de", "usd", "canadian") || currencies[e.tokens[last].norm]) {
			last++
		}
		if first > from && currencies[e.tokens[first-1].norm] {
			first--
		}
		for k := first; k < last; k++ {
			if currencies[e.tokens[k].norm] {
				return strings.Join(strings.Fields(e.span(first, last)), " ")
			}
		}
	}
	return ""
}

// claimCommitments claims where each commitment was made, by whom, what it says and what
// it deals with.
func (e *extraction) claimCommitments() {
	for n := range e.promises {
		p := &e.promises[n]
		m := &p.mention
		e.claim(e.wording(m.thing.iri, description, m.label), m.from, m.to, m.confidence, m.rule)
		e.claimCommitted(p)
		if d := p.deadline; d != nil {
			e.claim(dated(m.thing.iri, deadline, lastDay(d.value)), d.from-1, d.to, 0.75, "deadline of a commitment")
		}
		if p.amount != "" {
			e.claim(literal(m.thing.iri, amount, p.amount, "string"), m.from, m.to, m.confidence, "amount of a commitment")
		}
		for _, topic := range e.of(TopicType, m.from, m.to) {
			if topic.confidence >= 0.6 {
				e.claim(link(m.thing.iri, ontology.Addresses, topic.thing.iri), topic.from, topic.to, m.confidence, "subject of a commitment")
			}
		}
	}
}

// claimCommitted claims who promises, and at which meeting: the party before the verb for
// itself; those who meet for their forum, at the meeting that the sentence is about.
func (e *extraction) claimCommitted(p *promise) {
	m := &p.mention
	from, to := e.sentenceOf(p.verb)
	s := sentence{from, to, int(e.tokens[p.verb].block)}
	if party := e.partyBefore(p.verb, from); party != nil {
		e.claim(link(m.thing.iri, ontology.CommittedBy, party.thing.iri), party.from, m.to, m.confidence, m.rule)
		return
	}
	if !e.isGathering(from, p.verb+1) && !e.isSaidByMeeting(from, p.verb) {
		return
	}
	if forum := e.forumOf(); forum != nil {
		e.infer(link(m.thing.iri, ontology.CommittedBy, forum.iri), m.from, m.to, min(0.6, m.confidence), m.rule)
	}
	if meeting := e.sceneOf(s, p.verb); meeting != nil && e.isOfLeaders(from, p.verb) == isSummitOfLeaders(meeting) || meeting != nil && !e.isOfLeaders(from, p.verb) {
		e.infer(link(m.thing.iri, ontology.MadeAt, meeting.iri), m.from, m.to, min(0.6, m.confidence), "commitment of those who meet")
	}
}

// partyBefore returns the one party that is the subject of a verb.
func (e *extraction) partyBefore(verb, from int) (party *mention) {
	for k := verb - 1; k >= max(from, verb-5); k-- {
		over := e.covering(k)
		switch {
		case over != nil && over.typ == PartyType && over.thing != nil && party == nil:
			party = over
			k = over.from
		case over != nil || e.isGatheringWord(k) || e.is(k, verb, "and", "et", ",", "we", "nous"):
			return nil
		}
	}
	return party
}

// lastDay returns the end of an interval; other dates as they are.
func lastDay(value string) string {
	_, last, isInterval := strings.Cut(value, "/")
	if isInterval {
		return last
	}
	return value
}
