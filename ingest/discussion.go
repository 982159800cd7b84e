package ingest

import "w3id.org/plenary/ontology"

// claimDiscussions claims what the principal meeting discussed: a subject an item
// where a list of discussions is introduced, all subjects behind a verb of
// discussion elsewhere.
func (e *extraction) claimDiscussions() {
	if e.principal == nil {
		return
	}
	for i := range e.blocks {
		b := &e.blocks[i]
		if b.from == b.to || !b.zone.feeds() || b.zone == backgroundZone || b.zone == quoteZone {
			continue
		}
		if b.intro >= 0 && e.introduces("discuss", b.intro) {
			e.claimItem(b)
		} else if b.intro < 0 {
			e.claimDiscussed(b)
		}
	}
}

// introduces reports whether the last sentence of a block that ends in a colon
// has a verb of a frame.
func (e *extraction) introduces(frame string, block int) bool {
	b := &e.blocks[block]
	from, to := e.sentenceOf(b.to - 1)
	start, _ := e.firstFrame(frame, from, to)
	return start >= 0
}

// claimItem claims the subject of an item and what the item says of it.
func (e *extraction) claimItem(b *block) {
	to := b.to
	for to > b.from && e.is(to-1, b.from, ";", ".", ",", "and", "et") {
		to--
	}
	topics := e.of(TopicType, b.from, to)
	if len(topics) == 0 {
		return
	}
	first := topics[0]
	for _, m := range topics {
		if m.confidence > first.confidence {
			first = m
			break
		}
	}
	e.claim(link(e.principal.iri, ontology.Discussed, first.thing.iri), b.from, to, 0.85, "item of discussions")
	e.claimAspects(first, b.from, to)
	for _, m := range topics {
		if m.thing == first.thing || m.from < first.to {
			continue
		}
		e.relate(first, m, to)
	}
}

// relate claims how a second subject of an item belongs to the first: as one
// that it includes, or as the wider one.
func (e *extraction) relate(first, second *mention, to int) {
	if e.gazetteer.isBelow(first.thing, second.thing) {
		e.infer(link(first.thing.iri, broader, second.thing.iri), second.from, to, 0.6, "wider subject of an item")
		return
	}
	for k := first.to; k < second.from; k++ {
		if e.is(k, first.from, "including", "notamment", "dont") {
			e.claim(link(second.thing.iri, related, first.thing.iri), second.from, second.to, 0.65, "subject that an item includes")
			return
		}
	}
}

// isBelow reports whether one topic lies right below another in the scheme.
func (g *Gazetteer) isBelow(topic, than *thing) bool {
	for _, iri := range topic.props[broader] {
		if iri == than.iri {
			return true
		}
	}
	return false
}

// claimAspects claims sides of a subject: "the production and distribution of X",
// "X, including in the online space".
func (e *extraction) claimAspects(m *mention, from, to int) {
	if e.is(m.from-1, m.from, "of", "de", "des", "d'") {
		k := m.from - 1
		for k > from && (e.tokens[k-1].isWord() && !e.is(k-1, m.from, "the", "to", "disrupt", "combat") && e.covering(k-1) == nil) && k > m.from-6 {
			k--
		}
		if e.is(k-1, m.from, "the", "la", "le") && m.from-1-k >= 3 && e.is(k+1, m.from, "and", "et") {
			e.claim(e.wording(m.thing.iri, ontology.Aspect, e.span(k, m.from-1)), k, m.to, 0.65, "side of a subject")
		}
	}
	if e.is(m.to, m.from, ",") && e.is(m.to+1, m.from, "including") && e.is(m.to+2, m.from, "in", "on", "online") {
		first := m.to + 2
		for e.is(first, m.from, "in", "on", "the") {
			first++
		}
		if first < to {
			e.claim(e.wording(m.thing.iri, ontology.Aspect, e.span(first, to)), m.to+1, to, 0.65, "side of a subject")
		}
	}
}

// claimDiscussed claims the subjects behind a verb of discussion in running text.
func (e *extraction) claimDiscussed(b *block) {
	for i := b.from; i < b.to; i++ {
		frame, n := e.frameAt(i, b.to)
		if n == 0 || frame != "discuss" && frame != "purpose" {
			continue
		}
		_, end := e.sentenceOf(i)
		for _, m := range e.of(TopicType, i+n, end) {
			if m.confidence >= 0.7 {
				e.claim(link(e.principal.iri, ontology.Discussed, m.thing.iri), i, m.to, 0.7, "verb of discussion")
			}
		}
		i = end
	}
}
