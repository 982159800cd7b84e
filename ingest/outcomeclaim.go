package ingest

import "w3id.org/plenary/ontology"

// claimOutcomes claims what meetings adopted: the documents around a verb of adoption,
// those that begin the items of a list of outcomes, and those that are named for the
// place of the principal meeting.
func (e *extraction) claimOutcomes() {
	heading := -1
	for i := 0; i < len(e.blocks); i++ {
		b := &e.blocks[i]
		if b.from == b.to || !b.zone.feeds() || b.zone == backgroundZone || b.zone == titleZone {
			heading = -1
			continue
		}
		switch {
		case e.principal != nil && e.is(b.to-1, b.from, ":") && e.introduces("adopt", i):
			i = e.claimOutcomeList(i)
			continue
		case e.principal != nil && heading >= 0 && b.isItem:
			if head := e.itemDocument(b); head != nil {
				e.claimDocument(e.principal, head, b.from, b.to)
			}
		case !b.isItem:
			heading = -1
			if e.isHeadingOf("adopt", b) {
				heading = i
			}
		}
		e.claimAdopted(i)
	}
	e.claimNamesake()
}

// claimOutcomeList claims the documents of the items behind an introduction, and
// returns the last of them. Items are what begins with a document.
func (e *extraction) claimOutcomeList(intro int) int {
	last := intro
	for i := intro + 1; i < len(e.blocks); i++ {
		b := &e.blocks[i]
		if b.from == b.to {
			continue
		}
		head := e.itemDocument(b)
		if head == nil && b.intro != intro {
			break
		}
		last = i
		if head != nil {
			e.claimDocument(e.principal, head, b.from, b.to)
		}
	}
	return last
}

// itemDocument returns the document that an item begins with, behind an article
// or a verb.
func (e *extraction) itemDocument(b *block) *mention {
	for k := b.from; k < min(b.to, b.from+4); k++ {
		if m := e.ofType(DocumentType, k); m != nil {
			return m
		}
	}
	return nil
}

// claimAdopted claims the documents behind a verb of adoption in running text, or before
// one in the passive. A title that a document is said to follow, recall or advance was
// not adopted.
func (e *extraction) claimAdopted(block int) {
	b := &e.blocks[block]
	for i := b.from; i < b.to; i++ {
		frame, n := e.frameAt(i, b.to)
		if n == 0 || frame != "adopt" && frame != "sign" || e.covering(i) != nil || e.isInQuotation(i) {
			continue
		}
		from, end := e.sentenceOf(i)
		s := sentence{from, end, block}
		meeting := e.sceneOf(s, i)
		if meeting == nil || frame == "sign" && !e.isGathering(from, i) && !e.is(i-1, i, "they", "we", "nous", "ils") && i > from+1 {
			continue
		}
		if documents := e.documentsBehind(i+n, end); len(documents) > 0 {
			for _, m := range documents {
				e.claimAdoption(meeting, m, i, end)
			}
			i = end - 1
		} else if m := e.documentBefore(i, from); m != nil && !e.isElsewhere(i+n, end, meeting) {
			e.claimAdoption(meeting, m, i, m.to)
		}
	}
}

// claimAdoption claims that a meeting adopted a document, or that it did not.
func (e *extraction) claimAdoption(meeting *thing, m *mention, verb, end int) {
	if e.isNegated(verb) {
		e.claim(link(meeting.iri, ontology.Adopted, m.thing.iri), min(verb, m.from), max(verb+1, m.to), 0.8, "verb of adoption denied").Polarity = "negated"
		return
	}
	from := verb
	if m.from < verb {
		from = m.from
	}
	e.claimDocument(meeting, m, from, max(end, m.to))
}

// documentsBehind returns the row of documents behind a verb of adoption.
func (e *extraction) documentsBehind(from, to int) (row []*mention) {
	last := from
	for _, m := range e.of(DocumentType, from, to) {
		gap := m.from - last
		if len(row) == 0 && (gap > 6 || e.isWithin(from, m.from)) || len(row) > 0 && !e.isRow(last, m.from) || m.document != nil && m.document.isBare {
			break
		}
		row = append(row, m)
		last = m.to
	}
	return row
}

// isWithin reports a document that something else was said in: "announced in the
// Declaration".
func (e *extraction) isWithin(verb, document int) bool {
	for k := document - 1; k >= max(verb, document-3); k-- {
		if e.is(k, document, "in", "dans", "from", "under", "since", "nella", "nel", "aus") {
			return true
		}
	}
	return false
}

// isRow reports that only commas, conjunctions and articles stand between tokens.
func (e *extraction) isRow(from, to int) bool {
	for k := from; k < to; k++ {
		if !e.is(k, from, ",", ";", "and", "et", "a", "an", "the", "la", "le", "les", "une", "un", "l'", "as", "well", "also", "ainsi", "que", "e", "il", "y") {
			return false
		}
	}
	return to-from <= 5
}

// documentBefore returns the document right before a verb in the passive.
func (e *extraction) documentBefore(verb, from int) *mention {
	for k := verb - 1; k >= max(from, verb-4); k-- {
		if m := e.ofType(DocumentType, k); m != nil && (m.document == nil || !m.document.isBare) {
			return m
		}
		if !e.is(k, verb, ",", "was", "were", "is", "are", "has", "have", "been", "also", "which", "today", "to", "be", "'s", "a", "ete", "est", "qui", "ont", "sera", "e", "stata", "stato", "wurde", "publicly", "formally", "unanimously", "then") {
			return nil
		}
	}
	return nil
}

// isElsewhere reports that what follows a verb says that it was at another meeting, or
// long before: "adopted in Kananaskis in June".
func (e *extraction) isElsewhere(from, to int, meeting *thing) bool {
	for k := from; k < min(to, from+8); k++ {
		over := e.covering(k)
		switch {
		case e.is(from, from, "by", "par") && over != nil && over.typ == PersonType:
			return true
		case e.is(k, from, ",", ";", "."):
			return false
		case over == nil:
		case over.typ == MeetingType && over.thing != meeting,
			over.typ == PlaceType && over.thing != nil && meeting.one(ontology.HeldAt) != "" && meeting.one(ontology.HeldAt) != over.thing.iri,
			over.typ == DateType && e.isHistory([]*mention{over}):
			return true
		}
	}
	return false
}

// claimNamesake claims the documents that bear the name of the place of the principal
// meeting, and begin a sentence or follow "in": "The Versailles Declaration asks".
func (e *extraction) claimNamesake() {
	if e.principal == nil {
		return
	}
	place := e.placeOfPrincipal()
	if place == "" {
		return
	}
	done := map[*thing]bool{}
	for _, m := range e.of(DocumentType, 0, len(e.tokens)) {
		from, to := e.sentenceOf(m.from)
		z := e.zoneOf(m.from)
		isNamed := hasWord(m.label, place) && m.document != nil && !m.document.isBare
		isSubject := m.from-from <= 2 || e.is(m.from-1, m.from, "their") || e.is(m.from-2, m.from, "in", "under", "dans")
		if done[m.thing] || !isNamed || !isSubject || !z.feeds() || z == backgroundZone || z == quoteZone || e.isHistory(e.of(DateType, from, to)) {
			continue
		}
		done[m.thing] = true
		e.infer(link(e.principal.iri, ontology.Adopted, m.thing.iri), m.from, m.to, 0.6, "document named for the place")
	}
}

// placeOfPrincipal returns the name of the place of the principal meeting: that which
// the text says of it, or the graph.
func (e *extraction) placeOfPrincipal() string {
	for _, c := range e.claims {
		if c.Subject == e.principal.iri && c.Predicate == ontology.HeldAt && c.Polarity == "affirmed" {
			return firstWord(e.labelOf(c.Object))
		}
	}
	if at := e.principal.one(ontology.HeldAt); at != "" {
		return firstWord(e.labelOf(at))
	}
	return ""
}

// labelOf returns the label of a thing of the graph or of this document.
func (e *extraction) labelOf(iri string) string {
	if t := e.gazetteer.things[iri]; t != nil {
		return t.label
	}
	for n := range e.mentions {
		if t := e.mentions[n].thing; t != nil && t.iri == iri {
			return t.label
		}
	}
	return ""
}

// firstWord returns the first word of a name, in lower case and without marks.
func firstWord(name string) string {
	var f folded
	f.add(name, 0)
	for _, t := range tokenize(f.text(), 0, nil) {
		return t.norm
	}
	return ""
}

// isNegated reports a verb behind "not" or "ne".
func (e *extraction) isNegated(i int) bool {
	for k := i - 1; k >= i-3 && e.sameBlock(k, i); k-- {
		if e.is(k, i, "not", "never", "no", "n'", "ne", "nor", "pas", "nicht", "non") {
			return true
		}
	}
	return false
}

// claimDocument claims that a document was adopted, with its title, kind,
// subjects and parts, and what the rest of its item says of it.
func (e *extraction) claimDocument(meeting *thing, m *mention, from, to int) {
	start := m.from
	if e.is(start-1, m.from, "a", "an") && start-1 == from {
		start--
	} else if start > from && e.sameBlock(start-1, m.from) && from < start && start-from <= 2 {
		start = e.verbBefore(start, from)
	}
	e.claim(link(meeting.iri, ontology.Adopted, m.thing.iri), start, m.to, 0.85, "outcome of a meeting")
	e.claimTitle(m)
	e.claimParts(m, to)
	e.claimAdvance(m, to)
	e.claimSignal(m, to)
}

// verbBefore returns where the verb before a title begins, without the article.
func (e *extraction) verbBefore(start, from int) int {
	if e.is(start-1, start, "a", "an", "the", "une", "la") {
		return from
	}
	return start
}

// claimTitle claims the title of a document, its kind and what it addresses.
func (e *extraction) claimTitle(m *mention) {
	e.claim(e.wording(m.thing.iri, title, m.label), m.from, m.to, 0.9, "title of a document")
	e.claimKind(m)
	for _, topic := range e.of(TopicType, m.from, m.to) {
		e.claim(link(m.thing.iri, ontology.Addresses, topic.thing.iri), topic.from, e.nounsBehind(topic, m), 0.8, "subject in a title")
	}
}

// nounsBehind returns the end of the words that end a title behind a subject and
// belong to it.
func (e *extraction) nounsBehind(topic, title *mention) int {
	for i := topic.to; i < title.to; i++ {
		if !e.tokens[i].isWord() || !e.tokens[i].isCapital {
			return topic.to
		}
	}
	return title.to
}

// claimKind claims the kind that the noun of a title tells, without who it is of.
func (e *extraction) claimKind(m *mention) {
	for i := m.from; i < m.to; i++ {
		kind, n := e.rules.documentKinds.at(e.tokens, i, m.to)
		if n > 0 {
			if short, size := e.rules.documentKinds.at(e.tokens, i+n-1, m.to); size == 1 && short == kind {
				i, n = i+n-1, 1
			}
			e.claim(link(m.thing.iri, ontology.DocumentKind, e.gazetteer.base+"id/document-kind/"+kind), i, i+n, 0.85, "noun of a title")
			return
		}
	}
}

// claimParts claims the documents that a title is said to include.
func (e *extraction) claimParts(m *mention, to int) {
	if !e.is(m.to, m.from, ",") || !e.is(m.to+1, m.from, "including", "dont", "notamment") {
		return
	}
	for _, part := range e.of(DocumentType, m.to, to) {
		e.claim(link(m.thing.iri, hasPart, part.thing.iri), m.to+1, part.to, 0.8, "part of a document")
	}
}

// claimAdvance claims the earlier document that this one carries forward, its
// title, and what for.
func (e *extraction) claimAdvance(m *mention, to int) {
	start, end := e.firstFrame("advance", m.to, to)
	if start < 0 {
		return
	}
	documents := e.of(DocumentType, end, to)
	if len(documents) == 0 {
		return
	}
	earlier, verb := documents[0], start
	if e.is(verb, m.from, "and", "et") {
		verb++
	}
	e.claim(link(m.thing.iri, ontology.Advances, earlier.thing.iri), verb, earlier.to, 0.8, "verb of carrying forward")
	e.claim(e.wording(earlier.thing.iri, title, earlier.label), earlier.from, earlier.to, 0.85, "title of a document")
	if e.is(earlier.to, m.from, "to", "afin") {
		stop := e.phraseEnd(earlier.to, to)
		e.claim(e.wording(m.thing.iri, ontology.Aim, e.span(earlier.to, stop)), earlier.to, stop, 0.7, "aim of a document")
	}
}

// claimSignal claims what a document is said to express.
func (e *extraction) claimSignal(m *mention, to int) {
	start, end := e.firstFrame("signal", m.to, to)
	if start < 0 || start-m.to > 2 {
		return
	}
	stop := e.phraseEnd(end, to)
	e.claim(e.wording(m.thing.iri, ontology.Signals, e.span(end, stop)), start, stop, 0.7, "what a document expresses")
}
