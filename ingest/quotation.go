package ingest

import "strconv"

// A quotation is words in quotation marks and who said them.
type quotation struct {
	start, end int // bytes of the folded text, without the marks
	from, to   int // tokens
	block      int
	speaker    *mention
	thing      *thing
}

// quotedLetters is how long words in quotation marks must be to be somebody's,
// and not a title or a term.
const quotedLetters = 60

// longestQuotation is how many tokens a quotation in one paragraph may have.
const longestQuotation = 1500

// findQuotations finds words in quotation marks. A quotation may go on over
// paragraphs each of which opens with a mark.
func (e *extraction) findQuotations() (found []quotation) {
	for i := range e.tokens {
		if !e.opensQuotation(i) || len(found) > 0 && i < found[len(found)-1].to {
			continue
		}
		b := e.blockOf(i)
		end := b.to
		for k := i + 1; k < min(b.to, i+longestQuotation); k++ {
			if e.closesQuotation(k, i) {
				end = k
				break
			}
		}
		if end == b.to && b.from != i || end <= i+1 || e.isTitled(i+1, end) {
			continue
		}
		q := quotation{start: e.tokens[i+1].start, end: e.tokens[end-1].end, from: i + 1, to: end, block: int(e.tokens[i].block)}
		if len([]rune(e.text[q.start:q.end])) >= quotedLetters {
			found = append(found, q)
		}
	}
	return found
}

// mark returns a quotation mark as the document has it: folding makes one of many.
func (e *extraction) mark(i int) string {
	start, end := e.offsets(i, i+1)
	return e.doc.Quote(start, end)
}

// opensQuotation reports a mark that may stand before words of somebody.
func (e *extraction) opensQuotation(i int) bool {
	switch e.tokens[i].norm {
	case "«":
		return true
	case `"`:
		m := e.mark(i)
		return m != "”" && (m != "“" || e.language != "de")
	}
	return false
}

// closesQuotation reports a mark that may stand behind the words that the mark at token
// open opens.
func (e *extraction) closesQuotation(i, open int) bool {
	if e.tokens[open].norm == "«" {
		return e.tokens[i].norm == "»"
	}
	return e.tokens[i].norm == `"` && (e.mark(i) != "“" || e.language == "de")
}

// isTitled reports that the words in quotation marks are the title of a document.
func (e *extraction) isTitled(from, to int) bool {
	m := e.covering(from)
	return m != nil && m.typ == DocumentType && m.to >= to-1
}

// addQuotations adds quotations with their speakers.
func (e *extraction) addQuotations() {
	e.quotations = e.findQuotations()
	for n := range e.quotations {
		q := &e.quotations[n]
		if speaker := e.speakerOf(q); speaker != nil {
			copied := *speaker // mentions move when more are added
			q.speaker = &copied
		}
		m := mention{typ: QuotationType, from: q.from, to: q.to, confidence: 0.8, rule: "quotation", isNested: true}
		m.thing = e.newQuotation(q, n)
		m.label = m.thing.label
		q.thing = m.thing
		e.mentions = append(e.mentions, m)
	}
	e.index()
}

// newQuotation makes the node of the quotation with a number.
func (e *extraction) newQuotation(q *quotation, n int) *thing {
	label, slug := "Quotation", ""
	if q.speaker != nil && q.speaker.thing != nil {
		label += " of " + q.speaker.thing.label
		slug = tailOf(q.speaker.thing.iri) + "-"
	}
	label += " in the release"
	if !e.published.IsZero() {
		label += " of " + e.published.Format("2 January 2006")
	}
	iri := e.gazetteer.base + "id/quotation/" + slug + e.doc.Hash[:8] + "-" + strconv.Itoa(n+1)
	return &thing{iri: iri, typ: QuotationType, label: label, props: map[string][]string{}, isNew: true}
}

// claimQuotations claims who said a quotation, where it stands, and what it
// mentions.
func (e *extraction) claimQuotations() {
	for n := range e.quotations {
		q := &e.quotations[n]
		if q.speaker == nil || q.speaker.thing == nil || !e.zoneOf(q.from).feeds() {
			continue
		}
		e.claim(link(q.thing.iri, spokenBy, q.speaker.thing.iri), q.speaker.from, q.speaker.to, 0.85, "attribution")
		e.claim(link(q.thing.iri, quotedFrom, e.sourceIRI()), q.from, q.to, 0.85, "quotation")
		e.claimNamed(q)
		e.claimSayings(q)
	}
}

// isSpokenOf are the types that a quotation is said to mention.
var isSpokenOf = map[Type]bool{TopicType: true, PlaceType: true, PartyType: true, ForumType: true, MeetingType: true}

// claimNamed claims what a quotation mentions, once each: also the principal meeting
// when it speaks of bringing together those who meet.
func (e *extraction) claimNamed(q *quotation) {
	done := map[*thing]bool{}
	for _, m := range e.inside(q.from, q.to) {
		if m.thing != nil && isSpokenOf[m.typ] && m.confidence >= 0.7 && !done[m.thing] {
			done[m.thing] = true
			from, to := e.withJoined(m)
			e.claim(link(q.thing.iri, mentionsOf, m.thing.iri), from, to, 0.75, "named in a quotation")
		}
	}
	start, end := e.firstFrame("gather", q.from, q.to)
	if start < 0 || e.principal == nil || done[e.principal] || !e.isGathering(end, min(end+8, q.to)) {
		return
	}
	for end < q.to && !e.isGatheringWord(end) {
		end++
	}
	e.claim(link(q.thing.iri, mentionsOf, e.principal.iri), start, end+1, 0.65, "those who meet, in a quotation")
}

// shortestSaying is how many tokens a sentence of a quotation has at least that says
// something by itself.
const shortestSaying = 6

// claimSayings claims each sentence of a quotation as what it says.
func (e *extraction) claimSayings(q *quotation) {
	for at := q.from; at < q.to; {
		_, end := e.sentenceOf(at)
		end = min(end, q.to)
		to := end
		for to > at && !e.tokens[to-1].isWord() && e.tokens[to-1].kind != numberToken {
			to--
		}
		if to-at >= shortestSaying {
			e.claim(e.wording(q.thing.iri, says, e.span(at, to)), at, to, 0.75, "sentence of a quotation")
		}
		at = max(end, at+1)
	}
}

// speakerOf finds the person nearest to a quotation in its block, else in the
// attribution behind it.
func (e *extraction) speakerOf(q *quotation) *mention {
	b := &e.blocks[q.block]
	if m := e.saidBefore(q); m != nil {
		return m
	}
	for _, m := range e.of(PersonType, q.to, b.to) {
		return m
	}
	before := e.of(PersonType, b.from, q.from)
	if len(before) > 0 && q.from-before[len(before)-1].to < 40 {
		return before[len(before)-1]
	}
	for k := q.block + 1; k < len(e.blocks) && k <= q.block+2; k++ {
		next := &e.blocks[k]
		if next.from == next.to {
			continue
		}
		persons := e.of(PersonType, next.from, next.to)
		if len(persons) > 0 && next.to-next.from < 40 {
			return persons[0]
		}
		if next.zone != quoteZone {
			break
		}
	}
	return nil
}

// saying are the verbs of attributions.
var saying = setOf("said", "says", "added", "told", "stated", "declared", "dit", "declare", "ajoute", "sagte", "erklarte", "betonte", "dichiarato", "affermato", "dijo")

// saidBefore returns who is said to speak right before a quotation that is a sentence of
// its own: "Senator Evans said. “Australia will …”".
func (e *extraction) saidBefore(q *quotation) *mention {
	for k := q.from - 2; k >= q.from-8 && e.sameBlock(k, q.from); k-- {
		if !saying[e.tokens[k].norm] {
			continue
		}
		for i := k - 1; i >= k-6; i-- {
			if m := e.ofType(PersonType, i); m != nil && e.sameBlock(i, k) {
				return m
			}
		}
	}
	return nil
}

// withJoined returns the tokens of a subject and of those that a conjunction
// joins to it: the words of one are not whole without the other's.
func (e *extraction) withJoined(m *mention) (from, to int) {
	from, to = m.from, m.to
	for i := range e.mentions {
		other := &e.mentions[i]
		switch {
		case other.typ != m.typ || m.typ != TopicType:
		case other.from == m.to+1 && e.is(m.to, m.from, "and", "et"):
			to = other.to
		case m.from == other.to+1 && e.is(other.to, m.from, "and", "et"):
			from = other.from
		}
	}
	return from, to
}
