package ingest

import (
	"strings"

	"w3id.org/plenary/ontology"
)

// claimDiscussions claims what meetings discussed: a subject an item where a list of
// discussions is introduced, all subjects around a verb of discussion elsewhere.
func (e *extraction) claimDiscussions() {
	heading := -1
	for i := range e.blocks {
		b := &e.blocks[i]
		if b.from == b.to || !b.zone.feeds() || b.zone == backgroundZone || b.zone == quoteZone || b.zone == attributedZone {
			heading = -1
			continue
		}
		isIntroduced := b.intro >= 0 && e.introduces("discuss", b.intro)
		switch {
		case e.principal != nil && (isIntroduced || b.isItem && heading >= 0 && b.intro < 0):
			e.claimItem(b)
		case b.intro < 0:
			e.claimDiscussed(i)
		}
		if !b.isItem {
			heading = -1
			if e.isHeadingOf("discuss", b) {
				heading = i
			}
		}
	}
}

// isHeadingOf reports a short line without a full stop that has a phrase of a frame.
func (e *extraction) isHeadingOf(frame string, b *block) bool {
	start, _ := e.firstFrame(frame, b.from, b.to)
	return b.to-b.from <= sectionWords && start >= 0 && !e.is(b.to-1, b.from, ".", ";")
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
	e.claimAims(b.from, to)
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
		k, hasAnd := m.from-1, false
		for k > from && (e.tokens[k-1].isWord() && !e.is(k-1, m.from, "the", "to", "disrupt", "combat") && e.covering(k-1) == nil) && k > m.from-6 {
			k--
			hasAnd = hasAnd || e.is(k, m.from, "and", "et")
		}
		if e.is(k-1, m.from, "the", "la", "le") && m.from-1-k >= 3 && hasAnd {
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

// claimAims claims what an item of discussions is to achieve, when it begins with a verb:
// "preventing and countering X", « lutter contre X »; a need that it names is one more.
func (e *extraction) claimAims(from, to int) {
	if !e.isVerbForm(from) {
		return
	}
	end := to
	need, behind := e.firstFrame("need", from, to)
	if need >= 0 && behind < to {
		e.claim(e.wording(e.principal.iri, ontology.Purpose, e.span(behind, to)), need, to, 0.6, "need that an item names")
		for end = need; e.is(end-1, from, "and", "the", "et", "la", "le", ","); {
			end--
		}
	}
	if end-from > 2 {
		e.claim(e.wording(e.principal.iri, ontology.Purpose, e.span(from, end)), from, end, 0.65, "aim of an item")
	}
}

// isVerbForm reports a gerund, or a French infinitive.
func (e *extraction) isVerbForm(i int) bool {
	norm := e.tokens[i].norm
	if e.language == "fr" {
		return len(norm) > 4 && (strings.HasSuffix(norm, "er") || strings.HasSuffix(norm, "ir") || strings.HasSuffix(norm, "dre"))
	}
	return e.language == "en" && len(norm) > 5 && strings.HasSuffix(norm, "ing")
}

// claimDiscussed claims the subjects around the verbs of discussion of a block, and
// those of what the meeting says itself.
func (e *extraction) claimDiscussed(block int) {
	b := &e.blocks[block]
	for at := b.from; at < b.to; {
		from, to := e.sentenceOf(at)
		e.claimDiscussedIn(sentence{from, to, block})
		at = max(to, at+1)
	}
}

func (e *extraction) claimDiscussedIn(s sentence) {
	for i := s.from; i < s.to; i++ {
		frame, n := e.frameAt(i, s.to)
		if n == 0 || e.covering(i) != nil || e.isInQuotation(i) || e.isNegated(i) {
			continue
		}
		switch frame {
		case "discuss", "purpose":
			if meeting := e.sceneOf(s, i); meeting != nil && (i-s.from < 4 || e.isSaidByMeeting(s.from, i)) {
				e.claimTopics(meeting, i, i+n, e.topicsEnd(i+n, s.to), leastOf[frame], 0.7, "verb of discussion")
				return
			}
		case "discussed":
			if meeting := e.sceneOf(s, i); meeting != nil {
				e.claimTopics(meeting, i, s.from, i, 0.5, 0.65, "verb of discussion behind its subject")
				return
			}
		case "state", "commit":
			if meeting := e.sceneOf(s, i); meeting != nil && meeting == e.principal && e.isSaidByMeeting(s.from, i) {
				e.claimTopics(meeting, i, i+n, s.to, 0.7, 0.55, "subject of what a meeting says")
				return
			}
		}
	}
}

// topicsEnd returns where what is discussed ends: before a clause on something else.
func (e *extraction) topicsEnd(from, to int) int {
	for k := from + 1; k < to; k++ {
		if frame, n := e.frameAt(k, to); n > 0 && (frame == "adopt" || frame == "attend" || frame == "held") && e.covering(k) == nil {
			return k
		}
		if e.is(k, from, "which", "who") && e.is(k-1, from, "for", ",") {
			return k
		}
	}
	return to
}

// claimTopics claims that a meeting discussed the subjects between tokens; the words are
// from the verb to the subject.
func (e *extraction) claimTopics(meeting *thing, verb, from, to int, least, confidence float64, rule string) {
	for _, m := range e.of(TopicType, from, to) {
		if m.confidence < least || e.isInQuotation(m.from) {
			continue
		}
		s := link(meeting.iri, ontology.Discussed, m.thing.iri)
		if confidence < 0.6 {
			e.infer(s, min(verb, m.from), max(m.to, verb+1), confidence, rule)
		} else {
			e.claim(s, min(verb, m.from), max(m.to, verb+1), confidence, rule)
		}
	}
}

// leastOf is how sure a subject must be behind a verb: what a meeting is for is often
// said in general.
var leastOf = map[string]float64{"discuss": 0.5, "purpose": 0.7}
