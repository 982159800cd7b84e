package ingest

import (
	"slices"
	"strings"
	"time"

	"w3id.org/plenary/ontology"
)

// resolveDocuments finds the document of the graph that each title means.
func (e *extraction) resolveDocuments() {
	for _, m := range e.of(DocumentType, 0, len(e.tokens)) {
		if m.thing != nil {
			continue
		}
		one := e.documentOf(m)
		if one == nil && e.language != "en" {
			one = e.translated(m)
		}
		if one != nil {
			m.thing = one
			continue
		}
		m.thing = e.newThing(DocumentType, strings.Join(strings.Fields(m.label), " "))
	}
	e.referToDocuments()
}

// referToDocuments adds the nouns in capitals and the acronyms in brackets that refer
// back to a document: "the Declaration", "the Regional Arrangement (RRA) … the RRA".
func (e *extraction) referToDocuments() {
	byWord := map[string]*thing{}
	var added []mention
	documents := e.of(DocumentType, 0, len(e.tokens))
	next := 0
	for i := range e.tokens {
		for ; next < len(documents) && documents[next].to <= i; next++ {
			e.noteDocument(documents[next], byWord)
		}
		t := &e.tokens[i]
		named := byWord[e.word(i)]
		if named == nil || !t.isCapital || e.covered[i] != 0 && e.covering(i).typ != OrganizationType {
			continue
		}
		isAcronym := t.isUpper && len(e.word(i)) < 7
		if !isAcronym && (!e.isDefinite(i, i+1) || !e.sameBlock(i+1, i)) {
			continue
		}
		added = append(added, mention{typ: DocumentType, from: i, to: i + 1, thing: named, label: named.label, document: &namedDocument{kind: e.kindIn(i, i+1), isBare: true}, confidence: 0.7, rule: "noun that refers back to a document"})
	}
	if len(added) > 0 {
		e.mentions = append(e.mentions, added...)
		e.index()
	}
}

// noteDocument keeps the noun and the acronym by which a text may refer to a document.
func (e *extraction) noteDocument(m *mention, byWord map[string]*thing) {
	if m.thing == nil || m.confidence < 0.5 {
		return
	}
	if e.is(m.to, m.from, "(") && e.is(m.to+2, m.from, ")") && e.tokens[m.to+1].isUpper {
		byWord[e.word(m.to+1)] = m.thing
	}
	for i := m.from; i < m.to; i++ {
		if _, n := e.rules.documentKinds.at(e.tokens, i, m.to); n > 0 {
			byWord[e.word(i+n-1)] = m.thing
			if e.language != "en" {
				byWord[e.word(i)] = m.thing
				return
			}
		}
	}
}

// translated returns the document of the graph that a title in another language
// means: of one of the kinds that the title names, of a meeting that it may mean, with
// most of its subjects; nil when several are as good.
func (e *extraction) translated(m *mention) (best *thing) {
	topics := e.topicsWithin(m.from, m.to)
	if place := e.placeWithin(m); place != nil {
		return e.adoptedIn(place, m, topics)
	}
	kinds := e.kindsWithin(m)
	shared, isTie := -1, false
	for _, t := range e.gazetteer.outcomes {
		if !e.mayMean(m, t, topics) || !slices.ContainsFunc(kinds, func(kind string) bool { return isKindOf(tailOf(t.one(ontology.DocumentKind)), kind) }) {
			continue
		}
		n := 0
		for _, topic := range topics {
			if slices.Contains(t.props[ontology.Addresses], topic) {
				n++
			}
		}
		switch {
		case len(topics) > 0 && n == 0 && len(t.props[ontology.Addresses]) > 0:
		case n > shared:
			best, shared, isTie = t, n, false
		case n == shared:
			isTie = true
		}
	}
	if isTie {
		return nil
	}
	return best
}

// mayMean reports that a title of the document's own meeting, of those whom it names,
// or of the year if it names a subject, may mean a document of the graph.
func (e *extraction) mayMean(m *mention, t *thing, topics []string) bool {
	meeting := e.gazetteer.adoptedAt[t.iri]
	named := namedMeeting{}
	s := &meetingScanner{e, &titleScanner{e.reading, e.rules, e.gazetteer}}
	s.noteAll(&named, m.from, m.to)
	if meeting != nil && named.hasWho && (named.isSummit || len(named.tracks) > 0) && !e.isKind(&named, meeting) {
		return false
	}
	isRoadmap := e.is(m.from, m.from, "feuille") != hasWord(t.label, "roadmap")
	isOwn := e.principal != nil && e.principal == meeting
	isOfYear := len(e.day()) >= 4 && strings.HasPrefix(t.one(issued), e.day()[:4])
	return !isRoadmap && (isOwn || isOfYear && (len(topics) > 0 || named.hasWho && len(named.tracks) > 0))
}

// kindsWithin returns the kinds of documents that the nouns of a title name:
// « déclaration de principes ».
func (e *extraction) kindsWithin(m *mention) []string {
	kinds := []string{m.document.kind}
	for i := m.from; i < m.to; i++ {
		if kind, n := e.rules.documentKinds.at(e.tokens, i, m.to); n > 0 {
			kinds = append(kinds, kind)
		}
		if subjectLinks[e.tokens[i].norm] {
			break // what follows is what it is on
		}
	}
	return kinds
}

// placeWithin returns the town that the title of a document names, nil when it names
// none that the graph has.
func (e *extraction) placeWithin(m *mention) *thing {
	s := &meetingScanner{e, &titleScanner{e.reading, e.rules, e.gazetteer}}
	for i := m.from; i < m.to; i++ {
		if place, to := s.placeAt(i, m.to); to > 0 && place.iri != "" && !place.isNew {
			return place
		}
	}
	return nil
}

// adoptedIn returns the only document of the kind of a mention that a meeting in a
// town adopted, with the subjects that the title names; nil when there are several.
func (e *extraction) adoptedIn(place *thing, m *mention, topics []string) (only *thing) {
	for _, t := range e.gazetteer.outcomes {
		meeting := e.gazetteer.adoptedAt[t.iri]
		isThere := meeting != nil && meeting.one(ontology.HeldAt) == place.iri
		if !isThere || !isKindOf(tailOf(t.one(ontology.DocumentKind)), m.document.kind) || len(topics) > 0 && !addressesAny(t, topics) && len(t.props[ontology.Addresses]) > 0 {
			continue
		}
		if only != nil {
			return nil
		}
		only = t
	}
	return only
}

// topicsWithin returns the IRIs of the subjects between tokens.
func (e *extraction) topicsWithin(from, to int) (topics []string) {
	for i := from; i < to; i++ {
		if t := e.topicsAt(i); t.to > 0 && t.to <= to && t.kind == "full" {
			topics = append(topics, e.gazetteer.base+"id/priority/"+t.topic)
			i = t.to - 1
		}
	}
	return topics
}

// addressesAny reports that a document addresses one of the subjects.
func addressesAny(document *thing, topics []string) bool {
	return slices.ContainsFunc(topics, func(topic string) bool { return slices.Contains(document.props[ontology.Addresses], topic) })
}

// isKindOf reports that a noun in another language may mean a kind: « déclaration » is
// a declaration or a statement.
func isKindOf(kind, noun string) bool {
	return kind == noun || noun == "declaration" && (kind == "statement" || kind == "joint-statement")
}

// sameDocument is how far the day of a document may be from the day of the text
// that names it by a title that others may bear.
const sameDocument = 20 * 24 * time.Hour

// documentOf returns the document of the graph with the title of a mention. A
// title that says little must be of the days of the text.
func (e *extraction) documentOf(m *mention) *thing {
	key := titleKey(m.label)
	var best *thing
	bestGap := time.Duration(1 << 62)
	for _, t := range e.gazetteer.documents[key] {
		gap := time.Duration(1 << 61)
		if issued, ok := parseDay(t.one(dct + "issued")); ok && !e.published.IsZero() {
			gap = e.published.Sub(issued).Abs()
		}
		if best == nil || gap < bestGap {
			best, bestGap = t, gap
		}
	}
	if best != nil && (bestGap < sameDocument || isTelling(key)) {
		return best
	}
	return nil
}

// isTelling reports whether a title names more than a kind and those who adopt.
func isTelling(key string) bool { return !isGenericTitle(key) }

// isGenericTitle reports a title that several documents may bear.
func isGenericTitle(key string) bool {
	for _, word := range strings.Fields(key) {
		if !genericTitle[word] {
			return false
		}
	}
	return true
}

var genericTitle = setOf("g7", "g8", "g20", "chair", "chairs", "chairpersons", "chairman", "summary", "statement", "joint", "final", "concluding", "communique", "declaration", "leaders", "ministers", "ministerial", "foreign", "interior", "security", "finance", "justice", "home", "affairs", "health", "environment", "energy", "press", "release", "de", "presse", "and", "of", "conclusions", "action", "plan", "framework", "commitments", "paper", "principles", "berlin", "statement", "conjointe", "finale", "central", "bank", "governors")

// titleKey is what titles of one document have in common: the words, without
// articles, forum and what stands in brackets.
func titleKey(title string) string {
	title, _, _ = strings.Cut(title, " (")
	var f folded
	f.add(title, 0)
	var words []string
	for _, t := range tokenize(f.text(), 0, nil) {
		if t.kind != markToken && t.norm != "the" && t.norm != "'s" && t.norm != "a" && t.norm != "g7" && t.norm != "g8" && t.norm != "g20" {
			words = append(words, t.norm)
		}
	}
	return strings.Join(words, " ")
}
