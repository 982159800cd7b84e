package ingest

import "w3id.org/plenary/ontology"

// claimOutcomes claims what the principal meeting adopted: the documents behind a
// verb of adoption in its sentence, and those that begin the items of a list of
// outcomes.
func (e *extraction) claimOutcomes() {
	if e.principal == nil {
		return
	}
	for i := 0; i < len(e.blocks); i++ {
		b := &e.blocks[i]
		if b.from == b.to || !b.zone.feeds() || b.zone == backgroundZone || b.zone == titleZone {
			continue
		}
		if e.is(b.to-1, b.from, ":") && e.introduces("adopt", i) {
			i = e.claimOutcomeList(i)
			continue
		}
		e.claimAdopted(b)
	}
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
			e.claimDocument(head, b.from, b.to)
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

// claimAdopted claims the documents behind a verb of adoption in running text. A
// title that a document is said to follow, recall or advance was not adopted.
func (e *extraction) claimAdopted(b *block) {
	for i := b.from; i < b.to; i++ {
		frame, n := e.frameAt(i, b.to)
		if n == 0 || frame != "adopt" || e.isNegated(i) {
			continue
		}
		_, end := e.sentenceOf(i)
		for _, m := range e.of(DocumentType, i+n, end) {
			if m.from-i-n > 6 || m.document != nil && m.document.isBare {
				break
			}
			e.claimDocument(m, i, end)
			break
		}
		i = end
	}
}

// isNegated reports a verb behind "not" or "ne".
func (e *extraction) isNegated(i int) bool {
	for k := i - 1; k >= i-3 && e.sameBlock(k, i); k-- {
		if e.is(k, i, "not", "never", "no", "n'", "ne", "nor") {
			return true
		}
	}
	return false
}

// claimDocument claims that a document was adopted, with its title, kind,
// subjects and parts, and what the rest of its item says of it.
func (e *extraction) claimDocument(m *mention, from, to int) {
	start := m.from
	if e.is(start-1, m.from, "a", "an") && start-1 == from {
		start--
	} else if start > from && e.sameBlock(start-1, m.from) && from < start && start-from <= 2 {
		start = e.verbBefore(start, from)
	}
	e.claim(link(e.principal.iri, ontology.Adopted, m.thing.iri), start, m.to, 0.85, "outcome of a meeting")
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
