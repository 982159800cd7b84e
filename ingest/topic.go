package ingest

import (
	"slices"
	"strings"
)

// topicRules are the signatures of subjects, by the first letters of their first
// word.
type topicRules struct {
	byStart map[string][]signature
	known   map[string]bool // topics that have signatures
}

// A signature is a row of words that tells a subject, behind others or anywhere.
type signature struct {
	topic    string // the last part of the IRI
	language string
	kind     string          // full, general, heading or none
	before   []signatureWord // what stands before it
	words    []signatureWord
}

type signatureWord struct {
	forms []string // alternatives
	stems []string
	isGap bool // up to maxGap words
}

const (
	noTopic     = "none" // of words that only look like a subject
	maxGap      = 4
	stemLetters = 3 // by which signatures are looked up
)

func newTopicRules() topicRules {
	t := readRules("topics")
	rules := topicRules{byStart: map[string][]signature{}, known: map[string]bool{}}
	for _, row := range t.rows {
		topic := t.cell(row, "topic")
		rules.known[topic] = topic != noTopic
		for _, pattern := range list(t.cell(row, "patterns")) {
			s := signature{topic: topic, language: t.cell(row, "language"), kind: t.cell(row, "kind")}
			before, words, isLed := strings.Cut(pattern, ">")
			if !isLed {
				before, words = "", pattern
			}
			s.before, s.words = readSignature(before), readSignature(words)
			for _, start := range s.starts() {
				rules.byStart[start] = append(rules.byStart[start], s)
			}
		}
	}
	for _, list := range rules.byStart {
		slices.SortStableFunc(list, func(a, b signature) int { return a.gaps() - b.gaps() }) // the most exact first
	}
	return rules
}

// gaps counts the gaps of a signature.
func (s *signature) gaps() (n int) {
	for _, w := range s.words {
		if w.isGap {
			n++
		}
	}
	return n
}

// readSignature reads a pattern, split as text is.
func readSignature(pattern string) (words []signatureWord) {
	spaced := strings.NewReplacer("-", " - ", "'s", " 's", ",", " ,").Replace(pattern)
	for _, item := range strings.Fields(spaced) {
		if item == ".." {
			words = append(words, signatureWord{isGap: true})
			continue
		}
		var w signatureWord
		for _, form := range strings.Split(item, "/") {
			if strings.Contains(form, "*") {
				w.stems = append(w.stems, strings.TrimSuffix(form, "*"))
			} else {
				w.forms = append(w.forms, form)
			}
		}
		words = append(words, w)
	}
	return words
}

func (s *signature) starts() (starts []string) {
	first := s.words[0]
	for _, form := range append(append([]string{}, first.forms...), first.stems...) {
		form, _, _ = strings.Cut(form, "*")
		starts = append(starts, form[:min(len(form), stemLetters)])
	}
	return starts
}

func (w *signatureWord) matches(norm string) bool {
	for _, form := range w.forms {
		if norm == form {
			return true
		}
	}
	for _, stem := range w.stems {
		if before, after, isOpen := strings.Cut(stem, "*"); isOpen { // organi*ation
			if strings.HasPrefix(norm, before) && strings.Contains(norm[len(before):], after) {
				return true
			}
		} else if strings.HasPrefix(norm, stem) {
			return true
		}
	}
	return false
}

// end returns the token behind the signature when it stands at token i; zero
// when it does not.
func (s *signature) end(r *reading, i, limit int) int {
	start := i - len(s.before)
	if len(s.before) > 0 && (!r.sameBlock(start, i) || matchSignature(s.before, r, start, i) != i) {
		return 0
	}
	return matchSignature(s.words, r, i, limit)
}

func matchSignature(words []signatureWord, r *reading, i, limit int) int {
	if len(words) == 0 {
		return i
	}
	if words[0].isGap {
		for k := i; k <= i+maxGap && k < limit; k++ {
			if to := matchSignature(words[1:], r, k, limit); to > 0 {
				return to
			}
			if r.tokens[k].kind == markToken && !strings.Contains("-,/'", r.tokens[k].norm) {
				return 0
			}
		}
		return 0
	}
	for i < limit && r.tokens[i].norm == "-" && !words[0].matches("-") && i > 0 && !r.tokens[i].spaced {
		i++ // cyber-crime
	}
	if i >= limit || !words[0].matches(r.tokens[i].norm) {
		return 0
	}
	return matchSignature(words[1:], r, i+1, limit)
}

// A topicMention is a subject at a place in the text.
type topicMention struct {
	topic    string
	from, to int
	kind     string
}

// topicsAt returns the subject whose longest signature begins at token i.
func (e *extraction) topicsAt(i int) (best topicMention) {
	norm := e.tokens[i].norm
	limit := e.blockOf(i).to
	for _, s := range e.rules.topics.byStart[norm[:min(len(norm), stemLetters)]] {
		if s.language != e.language {
			continue
		}
		if to := s.end(e.reading, i, limit); to > best.to {
			best = topicMention{s.topic, i, to, s.kind}
		}
	}
	return best
}

// topicOf returns the concept of a subject; new where the graph has none.
func (e *extraction) topicOf(topic string) *thing {
	if t := e.gazetteer.things[e.gazetteer.base+"id/priority/"+topic]; t != nil {
		return t
	}
	label := strings.ReplaceAll(topic, "-", " ")
	t := e.newThing(TopicType, strings.ToUpper(label[:1])+label[1:])
	t.iri = e.gazetteer.base + "id/priority/" + topic
	return t
}

// findTopics adds subjects: the longest signature at each place, and names of
// the graph's topics that have no signature.
func (e *extraction) findTopics() {
	for i := 0; i < len(e.tokens); i++ {
		if !e.zoneOf(i).feeds() {
			continue
		}
		best := e.topicsAt(i)
		if e.isHidden(i, best.to) || e.isLinked(i, best.to) {
			continue
		}
		if best.topic == noTopic {
			i = best.to - 1
			continue
		}
		concept := (*thing)(nil)
		if best.to > 0 {
			concept = e.topicOf(best.topic)
		}
		if named, to := e.topicNamed(i); to > best.to {
			concept, best.to = named, to
		}
		if concept == nil {
			continue
		}
		e.add(mention{typ: TopicType, from: i, to: best.to, thing: concept, label: e.span(i, best.to), confidence: e.topicConfidence(i, best), rule: "signature of a topic", isNested: true})
		if over := e.covering(i); over == nil || over.typ != DocumentType {
			i = best.to - 1 // in a title, subjects share words
		}
	}
	e.widestTopics()
}

// widestTopics drops a subject that lies in a longer mention of itself.
func (e *extraction) widestTopics() {
	var kept []mention
	var last *mention
	for _, m := range e.mentions {
		if m.typ == TopicType {
			if last != nil && m.from < last.to && (m.thing == last.thing || m.to <= last.to && e.covering(m.from) != nil && !e.sharesEnd(last, &m)) {
				continue
			}
			last = &m
		}
		kept = append(kept, m)
	}
	e.mentions = kept
}

// sharesEnd reports whether two subjects of a title share the noun that both need:
// "Drug and Precursor Chemical Trafficking".
func (e *extraction) sharesEnd(wide, narrow *mention) bool {
	return wide.to-wide.from > 3 && narrow.from > wide.from+1
}

// isHidden reports that a subject from token i to token to is part of a name in which it
// is none: an office, a body, a meeting. It may begin with a country or a town: "Russia's
// war against Ukraine".
func (e *extraction) isHidden(i, to int) bool {
	m := e.covering(i)
	switch {
	case m == nil || m.typ == DocumentType || m.typ == QuotationType:
		return false
	case m.typ == PartyType || m.typ == PlaceType:
		return to <= m.to
	}
	return true
}

// isLinked reports that a subject stands between dashes in a row of capitals, a name:
// "India – Middle East – Europe Economic Corridor".
func (e *extraction) isLinked(i, to int) bool {
	const dashes = "-–—"
	isBetween := to > i && e.sameBlock(i-2, i) && e.sameBlock(to+1, i) && strings.Contains(dashes, e.tokens[i-1].norm) && strings.Contains(dashes, e.tokens[to].norm)
	return isBetween && e.tokens[i-2].isCapital && e.tokens[i].isCapital && e.tokens[to+1].isCapital
}

// longestHeading is how many tokens the heading of a paragraph has.
const longestHeading = 10

// isHeading reports a subject that is a short block, or one of several that it joins,
// before a longer one: what follows is about it.
func (e *extraction) isHeading(from, to int) bool {
	n := e.tokens[from].block
	b := e.blocks[n]
	if b.to-b.from > longestHeading || int(n)+1 >= len(e.blocks) || n == 0 {
		return false
	}
	before, next := e.blocks[n-1], e.blocks[n+1]
	if b.zone != bodyZone && (b.zone != titleZone || before.to-before.from <= longestHeading) {
		return false
	}
	isFirst := from == b.from || e.is(from-1, from, "and", "et", ",", "&", ".") || e.tokens[from-1].kind == numberToken
	isLast := to == b.to || e.is(to, from, "and", "et", ",", "&")
	return isFirst && isLast && next.to-next.from > longestHeading && !e.is(b.to-1, from, ".", ":", ";", ",", "!", "?")
}

// topicConfidence weighs how sure it is that a subject is one here.
func (e *extraction) topicConfidence(i int, t topicMention) float64 {
	isSubject := e.isHeading(t.from, t.to)
	switch {
	case t.kind == "heading" && !isSubject:
		return 0.3
	case t.kind == "general" && !isSubject && !e.isDiscussed(i):
		if t.to-i > 1 && e.zoneOf(i) != backgroundZone {
			return 0.5 // "world economy"
		}
		return 0.4
	case t.kind == "general" || t.kind == "heading":
		return 0.6
	case e.zoneOf(i) == backgroundZone:
		return 0.5
	}
	return 0.8
}

// itemHead is how many tokens at the head of an item say what it is about.
const itemHead = 25

// isDiscussed reports whether a token stands at the head of an item, or behind a verb
// of discussion or adoption in its sentence.
func (e *extraction) isDiscussed(i int) bool {
	b := e.blockOf(i)
	if (b.isItem || b.intro >= 0) && i-b.from < itemHead {
		return true
	}
	for k := max(b.from, i-longestSentence/4); k < i; k++ {
		if frame, n := e.rules.frames.at(e.tokens, k, i); n > 0 && (frame == "discuss" || frame == "purpose" || frame == "adopt") {
			return true
		}
	}
	return false
}

// topicNamed returns the topic of the graph without signatures whose name
// begins at token i.
func (e *extraction) topicNamed(i int) (topic *thing, to int) {
	e.gazetteer.automaton.at(e.tokens, i, e.blockOf(i).to, func(f found) {
		for k := range f.entries {
			entry := &f.entries[k]
			isUsual := entry.thing.typ == TopicType && speaks(entry.language, e.language) && entry.accepts(e.tokens, i, f.to)
			if isUsual && (f.to-i > 1 || !e.rules.topics.known[tailOf(entry.thing.iri)]) {
				topic, to = entry.thing, f.to
			}
		}
	})
	return topic, to
}
