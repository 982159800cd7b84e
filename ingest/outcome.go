package ingest

import (
	"slices"
	"strings"
	"time"

	"w3id.org/plenary/ontology"
)

// A namedDocument is the title of an outcome document.
type namedDocument struct {
	kind     string // code of the scheme of document kinds
	isQuoted bool   // the title stands in quotation marks
	isBare   bool   // nothing but the kind
}

// findDocuments adds the titles of outcome documents.
func (e *extraction) findDocuments() {
	e.quotedTitles()
	for i := 0; i < len(e.tokens); i++ {
		if n := e.documentName(i); n > 0 {
			if from := e.titleStart(i); isGenericTitle(titleKey(e.span(i, n))) && from < i {
				e.addDocument(from, n, namedDocument{kind: e.kindIn(from, n)}, 0.8)
			} else {
				e.addDocument(i, n, namedDocument{kind: e.kindIn(i, n)}, 0.9)
			}
			i = n - 1
			continue
		}
		kind, n := e.rules.documentKinds.at(e.tokens, i, e.blockOf(i).to)
		if n == 0 || !e.tokens[i].isCapital && !(n > 1 && e.tokens[i+n-1].isCapital) {
			continue
		}
		from, to := e.titleStart(i), e.titleEnd(i+n)
		d := namedDocument{kind: kind, isBare: from == i && to == i+n}
		if d.isBare && !e.isBareTitle(i, n) || e.is(i, i, "press") || e.is(i+1, i, "de") && e.is(i+2, i, "presse") || e.is(i, i, "communique") && e.is(i-1, i, "news") {
			continue
		}
		if e.isOrdinary(from, i, to) {
			continue
		}
		confidence := 0.8
		if d.isBare {
			confidence = 0.55
		}
		e.addDocument(from, to, d, confidence)
		i = to - 1
	}
}

func (e *extraction) addDocument(from, to int, d namedDocument, confidence float64) {
	e.add(mention{typ: DocumentType, from: from, to: to, document: &d, label: e.span(from, to), confidence: confidence, rule: "title of a document"})
}

// documentName returns the end of the longest title of the graph at token i.
func (e *extraction) documentName(i int) (to int) {
	e.gazetteer.automaton.at(e.tokens, i, e.blockOf(i).to, func(f found) {
		for k := range f.entries {
			entry := &f.entries[k]
			if entry.thing.typ == DocumentType && entry.accepts(e.tokens, i, f.to) && f.to-i > 2 {
				to = f.to
			}
		}
	})
	if to > 0 {
		to = e.titleEnd(to)
	}
	return to
}

// kindIn returns the kind that the first noun of a title tells.
func (e *extraction) kindIn(from, to int) string {
	for i := from; i < to; i++ {
		if kind, n := e.rules.documentKinds.at(e.tokens, i, to); n > 0 {
			return kind
		}
	}
	return "outcome-document"
}

// isBareTitle reports that a noun in capitals is the title of a document by
// itself: "the Joint Communiqué".
func (e *extraction) isBareTitle(i, n int) bool {
	return n > 1 && e.tokens[i+n-1].isCapital && e.blockOf(i).zone != titleZone && !e.blockOf(i).isSection
}

// isOrdinary reports that capitals mean something else than a title: the start
// of a sentence, a heading in capitals, an agreement of others.
func (e *extraction) isOrdinary(from, head, to int) bool {
	if e.blockOf(from).isSection {
		return true
	}
	isShort := to-from <= 1
	return isShort || from == head && to-from <= 2 && !e.tokens[to-1].isCapital
}

// titleStart goes left from the noun of a title over capitalized words and the
// small ones between them.
func (e *extraction) titleStart(i int) int {
	from := i
	for k := i - 1; k >= i-longestTitleTail && e.sameBlock(k, i); k-- {
		t := &e.tokens[k]
		switch {
		case t.isWord() && t.isCapital && t.norm != "'s" && !e.isLead(k):
			from = k
		case t.kind == numberToken && len(t.norm) == 4 && e.tokens[k+1].isCapital:
			from = k
		case t.norm == "'" || t.norm == "'s" || (t.norm == "-" || t.norm == "–") && !t.spaced && !e.tokens[k+1].spaced:
		case e.language != "fr" && (t.norm == "and" || t.norm == "&" || t.norm == "of" || t.norm == "for" || t.norm == "to") && e.sameBlock(k-1, i) && e.tokens[k-1].isCapital && from == k+1:
		default:
			return from
		}
	}
	return from
}

// longestTitleTail is how many tokens a title may have on either side of its noun.
const longestTitleTail = 48

// isLead reports a word that is capitalized because it begins a sentence, or an
// article.
func (e *extraction) isLead(k int) bool {
	t := &e.tokens[k]
	if t.norm == "the" || t.norm == "a" || t.norm == "an" || t.norm == "le" || t.norm == "la" || t.norm == "les" || t.norm == "l'" || t.norm == "un" || t.norm == "une" || t.norm == "das" || t.norm == "der" || t.norm == "die" || t.norm == "il" || t.norm == "lo" || t.norm == "our" || t.norm == "this" || t.norm == "these" {
		return true
	}
	isFirst := !e.sameBlock(k-1, k) || e.is(k-1, k, ".", ":", ";", `"`)
	if !isFirst {
		return false
	}
	if strings.HasSuffix(t.norm, "ing") && len(t.norm) > 5 {
		return true
	}
	return e.rules.leads[t.norm]
}

// titleEnd goes right from the noun of a title over what belongs to it.
func (e *extraction) titleEnd(i int) int {
	if e.language == "fr" {
		return e.sentenceCaseEnd(i)
	}
	to := i
	for k := i; e.sameBlock(k, i-1) && k < i+longestTitleTail; k++ {
		t := &e.tokens[k]
		switch {
		case t.isWord() && t.isCapital && e.rules.months[t.norm] > 0 && e.is(k-1, k, "of", "in", "from"):
			return to
		case t.isWord() && t.isCapital:
			to = k + 1
		case t.kind == numberToken && e.tokens[k-1].isCapital && len(t.norm) == 4 || t.kind == numberToken && e.is(k-1, k, "-"):
			to = k + 1
		case e.isTitleJoin(k, i):
		default:
			return to
		}
	}
	return to
}

var titleJoins = setOf("an", "of", "on", "for", "to", "against", "in", "with", "by", "and", "the", "'s", "'", "-", "&", "from", "at", "through", "between", "into", "–", "a", "/", "towards", "under", "within", "de", "des", "du")

// isTitleJoin tells the small words and marks within a title: a comma only in a
// list that goes on in capitals and ends in "and".
func (e *extraction) isTitleJoin(k, i int) bool {
	norm := e.tokens[k].norm
	if norm == "," {
		return e.commaGoesOn(k)
	}
	if norm == "and" && e.is(k+1, i, "the", "a", "an", "its", "our") {
		return false // another document
	}
	if norm == "in" || norm == "at" { // the place of adoption is not part of the title
		if place := e.placeHere(k + 1); place {
			return false
		}
	}
	return titleJoins[norm]
}

func (e *extraction) placeHere(i int) bool {
	if !e.sameBlock(i, i-1) {
		return false
	}
	_, n := e.rules.places.at(e.tokens, i, e.blockOf(i).to)
	is := n > 0
	e.gazetteer.automaton.at(e.tokens, i, e.blockOf(i).to, func(f found) {
		for k := range f.entries {
			is = is || f.entries[k].thing.typ == PlaceType && f.entries[k].accepts(e.tokens, i, f.to)
		}
	})
	return is
}

// commaGoesOn reports whether a list within a title continues behind a comma:
// "Principles on Tracing, Freezing and Confiscation".
func (e *extraction) commaGoesOn(k int) bool {
	for i := k + 1; e.sameBlock(i, k) && i < k+6; i++ {
		switch {
		case e.is(i, k, "and", "&"):
			return i > k+1 && e.sameBlock(i+1, k) && e.tokens[i+1].isCapital
		case e.is(i, k, ","):
			if i == k+1 {
				return false
			}
		case !e.tokens[i].isCapital || e.rules.notNames[e.tokens[i].norm] && i == k+1:
			return false
		}
	}
	return false
}

// longestTitle is how many words a title in sentence case may have behind its
// noun.
const longestTitle = 18

// titleStops end a title in sentence case: what follows says something of it.
var titleStops = setOf("qui", "que", "dont", "afin", "ainsi", "lors", "est", "sont", "a", "ont", "sera", "seront", "adopte", "adoptee", "adoptes", "adoptees", "publie", "publiee", "signe", "signee", "ou", "mais", "comme", "lequel", "laquelle", "avec", "approuve", "approuvee", "lance", "lancee", "ci-joint", "comprend", "prevoit", "vise", "etabli", "etablie", "annexe", "annexee", "notamment", "y", "nous", "ils", "elle", "il", "se", "cette", "ce", "permettra", "reaffirme", "souligne", "tient", "definit", "contient", "compte", "porte", "rappelle", "appelle", "fixe", "engage", "retient", "verweist", "adoptee", "est", "respecte", "reprend", "demande", "soit", "soient", "doivent", "peut", "peuvent", "invite", "figure", "entend", "doit", "joint", "jointe", "reunis")

// titleLinks open the rest of a title in sentence case.
var titleLinks = setOf("de", "du", "des", "d'", "sur", "pour", "contre", "en", "visant", "relatif", "relative", "relatifs", "relatives", "concernant", "commune", "conjointe", "ministerielle", "ministeriel", "finale", "final", "politique", "commun", "conjoint", "portant", "a")

// sentenceCaseEnd goes right from the noun of a French title: over
// prepositions, articles and what they govern, up to a mark or a verb.
func (e *extraction) sentenceCaseEnd(i int) int {
	to := i
	if !e.sameBlock(i, i-1) || !titleLinks[e.tokens[i].norm] && !e.tokens[i].isCapital && !isAdjective(e.tokens[i].norm) && !e.is(i, i-1, "europeen") {
		return to
	}
	for k := i; e.sameBlock(k, i-1) && k < i+longestTitle; k++ {
		t := &e.tokens[k]
		over := e.rules.months[t.norm] > 0
		if t.kind == markToken && t.norm != "-" && t.norm != "'" && !(t.norm == "," && e.listGoesOn(k)) || over || titleStops[t.norm] && !(t.norm == "a" && !isVerbA(e, k)) {
			break
		}
		if t.norm == "et" && e.beginsAnother(k+1) {
			break
		}
		if !isConnector[t.norm] && !titleLinks[t.norm] && t.norm != "-" {
			to = k + 1
		}
	}
	return to
}

// listGoesOn reports whether a list within a title continues behind a comma and
// ends in "et": "la traçabilité, le gel et la confiscation".
func (e *extraction) listGoesOn(k int) bool {
	for i := k + 1; e.sameBlock(i, k) && i < k+6; i++ {
		if e.is(i, k, "et") {
			return !e.beginsAnother(i + 1)
		}
		if e.tokens[i].kind == markToken || titleStops[e.tokens[i].norm] {
			return false
		}
	}
	return false
}

// beginsAnother reports whether something else than the rest of a title follows
// "et": a verb, or another document.
func (e *extraction) beginsAnother(k int) bool {
	if !e.sameBlock(k, k-1) || titleStops[e.tokens[k].norm] {
		return true
	}
	for i := k; e.sameBlock(i, k) && i < k+3; i++ {
		if _, n := e.rules.documentKinds.at(e.tokens, i, e.blockOf(k).to); n > 0 {
			return true
		}
	}
	return false
}

// isVerbA reports that a French "a" without its accent in the folded form is the
// verb.
func isVerbA(e *extraction, k int) bool { return e.word(k) == "a" }

// quotedTitles adds titles in quotation marks: those that hold the noun of a
// document, or stand behind one.
func (e *extraction) quotedTitles() {
	for i := range e.tokens {
		closing := map[string]string{`"`: `"`, "«": "»"}[e.tokens[i].norm]
		if closing == "" || !e.sameBlock(i+1, i) || !e.tokens[i+1].isCapital && e.tokens[i+1].kind != numberToken {
			continue
		}
		for k := i + 2; e.sameBlock(k, i) && k < i+28; k++ {
			if e.is(k, i, ".", ";") && k > i+2 && !e.is(k+1, i, closing) {
				break
			}
			if e.is(k, i, closing) {
				e.quotedTitle(i+1, k)
				break
			}
		}
	}
}

func (e *extraction) quotedTitle(from, to int) {
	kind := ""
	for i := from; i < to; i++ {
		if found, n := e.rules.documentKinds.at(e.tokens, i, to); n > 0 {
			kind = found
			break
		}
	}
	if before := e.kindBefore(from - 1); before != "" {
		kind = before
	}
	if kind == "" || to-from < 3 || !e.isTitleCase(from, to) {
		return
	}
	e.addDocument(from, to, namedDocument{kind: kind, isQuoted: true}, 0.85)
}

// isTitleCase reports whether quoted words are set like a title: in English mostly
// in capitals, without the marks of a sentence.
func (e *extraction) isTitleCase(from, to int) bool {
	capitals, words := 0, 0
	for i := from; i < to; i++ {
		t := &e.tokens[i]
		switch {
		case e.is(i, from, ".", "?", "!", ";"):
			return false
		case t.isWord() && len(t.norm) > 3:
			words++
			if t.isCapital {
				capitals++
			}
		}
	}
	return e.language != "en" || 5*capitals >= 3*words
}

// kindBefore returns the kind of document that the words before an opening mark
// name: "a statement entitled", "la déclaration".
func (e *extraction) kindBefore(i int) string {
	for k := max(0, i-5); k < i; k++ {
		if !e.sameBlock(k, i) {
			continue
		}
		if kind, n := e.rules.documentKinds.at(e.tokens, k, i); n > 0 && (k+n == i || e.is(k+n, i, "entitled", "titled", "called", "on", "intitule", "intitulee", "named", "dite", "sur")) {
			return kind
		}
	}
	return ""
}

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
}

// translated returns the document of the graph that a title in another language
// means: the only one of its kind that the principal meeting adopted or that is of
// the year, with the subjects that the title names.
func (e *extraction) translated(m *mention) (only *thing) {
	topics := e.topicsWithin(m.from, m.to)
	for _, t := range e.gazetteer.outcomes {
		isOwn := e.principal != nil && slices.Contains(e.principal.props[ontology.Adopted], t.iri)
		isOfYear := len(e.day()) >= 4 && strings.HasPrefix(t.one(issued), e.day()[:4])
		if tailOf(t.one(ontology.DocumentKind)) != m.document.kind || !isOwn && !(isOfYear && len(topics) > 0) || !addressesAll(t, topics) {
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
		if t := e.topicsAt(i); t.to > 0 && t.to <= to && !t.isGeneral {
			topics = append(topics, e.gazetteer.base+"id/priority/"+t.topic)
			i = t.to - 1
		}
	}
	return topics
}

func addressesAll(document *thing, topics []string) bool {
	for _, topic := range topics {
		if !slices.Contains(document.props[ontology.Addresses], topic) {
			return false
		}
	}
	return true
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
		if t.kind != markToken && t.norm != "the" && t.norm != "'s" && t.norm != "a" {
			words = append(words, t.norm)
		}
	}
	return strings.Join(words, " ")
}
