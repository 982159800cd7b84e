package ingest

import "strings"

// A namedDocument is the title of an outcome document.
type namedDocument struct {
	kind     string // code of the scheme of document kinds
	isQuoted bool   // the title stands in quotation marks
	isBare   bool   // nothing but the kind
}

// findDocuments adds the titles of outcome documents.
func (e *extraction) findDocuments() {
	e.quotedTitles()
	e.entitled()
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
		if to := e.annexTitle(i); to > 0 {
			i = to - 1
			continue
		}
		kind, n := e.rules.documentKinds.at(e.tokens, i, e.blockOf(i).to)
		if n == 0 {
			continue
		}
		if to := max(e.placedTitle(i, n, kind), e.statedTitle(i, n, kind), e.titleAround(i, n, kind)); to > 0 {
			i = to - 1
		}
	}
}

// titleAround adds the title around a noun of n tokens in capitals, and returns the
// token behind it; zero when the words are no title.
func (e *extraction) titleAround(i, n int, kind string) (to int) {
	if !e.tokens[i].isCapital && !(n > 1 && e.tokens[i+n-1].isCapital) {
		return 0
	}
	from, to := e.titleStart(i), e.titleEnd(i+n)
	d := namedDocument{kind: kind, isBare: from == i && to == i+n}
	if e.isSpeech(i+n) || e.isLoose(from, i, i+n, to) || d.isBare && !e.isBareTitle(i, n) || e.is(i, i, "press") || e.is(i+1, i, "de") && e.is(i+2, i, "presse") || e.is(i, i, "communique") && e.is(i-1, i, "news") {
		return 0
	}
	if e.isOrdinary(from, i, to) || e.isAttributive(i+n, to) {
		return 0
	}
	to = e.subtitleEnd(to)
	confidence := 0.8
	if d.isBare {
		confidence = 0.55
	}
	e.addDocument(from, to, d, confidence)
	return to
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
	isCapital := e.tokens[i+n-1].isCapital
	if e.language == "fr" || e.language == "it" || e.language == "es" { // sentence case: « le Résumé de la présidence »
		isCapital = isCapital || e.is(i-1, i, "le", "la", "un", "une", "du", "au", "il", "lo", "el", "una", "del", "della")
	}
	return n > 1 && isCapital && e.blockOf(i).zone != titleZone && !e.blockOf(i).isSection
}

// isAttributive reports that the noun of a document only says what kind of thing the
// words in capitals behind it are: "Strategy Unit".
func (e *extraction) isAttributive(k, to int) bool {
	if e.language != "en" || k >= to || !e.tokens[k].isWord() || !e.tokens[k].isCapital || titleJoins[e.tokens[k].norm] {
		return false
	}
	for ; k < to && e.tokens[k].isCapital; k++ {
		if _, n := e.rules.documentKinds.at(e.tokens, k, to); n > 0 {
			return false
		}
	}
	return k == to
}

// isShouted reports a headline that is set in capitals and says more than a title.
func (e *extraction) isShouted(from, head, to int) bool {
	b := e.blockOf(from)
	if from == b.from && to == b.to && to-from > 2 && e.tokens[to-1].kind != markToken && e.placeHere(to-1) {
		return false // « DÉCLARATION DE BUCAREST »
	}
	if _, n := e.rules.documentKinds.at(e.tokens, head, to); n > 0 && from == b.from && to > head+n+3 && e.is(head+n, head, "of", "by", "des", "du") {
		return false // "JOINT STATEMENT OF THE FOREIGN MINISTERS"
	}
	for i := b.from; i < b.to; i++ {
		if t := &e.tokens[i]; t.isWord() && !t.isUpper && len(t.norm) > 3 {
			return false
		}
	}
	return b.zone == titleZone && !hasDigit(e.span(from, to))
}

func hasDigit(text string) bool { return strings.ContainsAny(text, "0123456789") }

// isSpeech reports that what follows the noun of a document is somebody: a statement
// of one who speaks, which no meeting adopted.
func (e *extraction) isSpeech(k int) bool {
	if !e.sameBlock(k+1, k-1) || !e.is(k, k-1, "de", "du", "d'", "by", "with", "from", "of", "par", "-", "di") {
		return false
	}
	k++
	if e.is(k, k-1, "the", "la", "le", "l'", "honourable", "hon") {
		k++
	}
	if !e.sameBlock(k, k-1) {
		return false
	}
	_, isRank := e.rankAt(e.rules, k, e.blockOf(k).to)
	return e.honorificSize(k) > 0 || e.rules.givenNames[e.tokens[k].norm] && e.sameBlock(k+1, k) && e.tokens[k+1].isCapital || isRank > 0 && !strings.HasSuffix(e.word(k), "s")
}

// loose are the nouns of alliances, which are documents only with what they are for.
var loose = setOf("alliance", "decision", "recommendation", "appeal", "partnership", "process", "annex", "annexe", "agenda", "platform", "challenge", "package", "approach", "mandate", "programme", "objectifs", "goals", "vision", "menu", "concept", "resolution", "spirit")

// isLoose reports such a noun, at tokens from to to, without what it is for, and
// without words before it, from token start on, that say what it is: "Ports".
func (e *extraction) isLoose(start, from, to, end int) bool {
	if !loose[e.tokens[to-1].norm] || to-from > 1 {
		return false
	}
	if e.language != "en" && end > to+2 {
		return false // « Alliance européenne des ports »
	}
	isYear := e.sameBlock(to, from) && e.tokens[to].kind == numberToken && len(e.tokens[to].norm) == 4
	return !isYear && !e.is(to, from, "on", "for", "to", "against", "pour", "sur", "contre", "of", "de", "d'") && (from-start < 2 || !e.saysWhat(start, from))
}

// isRelation are the words before "partnership" of what two countries call their
// relation, which is no document.
var isRelation = setOf("comprehensive", "strategic", "special", "enduring", "bilateral", "trilateral", "global", "new", "enhanced", "security", "the")

// saysWhat reports a word between tokens that is no name of a country or union.
func (e *extraction) saysWhat(from, to int) bool {
	s := &titleScanner{e.reading, e.rules, e.gazetteer}
	for k := from; k < to; k++ {
		_, end := s.partyAt(k, to)
		if _, n := e.rules.bodies.at(e.tokens, k, to); max(end, k+n) > k {
			k = max(end, k+n) - 1
		} else if t := &e.tokens[k]; t.isWord() && t.isCapital && !isRelation[t.norm] && !loose[t.norm] {
			return true
		}
	}
	return false
}

// longestAnnex is how many tokens the title of an annex may have.
const longestAnnex = 30

// annexTitle adds the title that a line gives an annex: "Annex 2: G7 Vision for
// future networks". It returns the token behind, zero for other lines.
func (e *extraction) annexTitle(i int) (to int) {
	b := e.blockOf(i)
	if i != b.from || !e.is(i, i, "annex", "annexe", "appendix", "anhang", "allegato") {
		return 0
	}
	k := i + 1
	for k < b.to && k < i+4 && !e.is(k, i, ":", "–", "—", "-") {
		k++
	}
	if k+3 >= b.to || !e.is(k, i, ":", "–", "—", "-") || b.to-k > longestAnnex || !e.tokens[k+1].isCapital {
		return 0
	}
	from, end := k+1, b.to
	if e.is(from, i, "a", "the", "la", "le") {
		from++
	}
	for end > from && e.tokens[end-1].kind == markToken {
		end--
	}
	e.addDocument(from, end, namedDocument{kind: e.kindIn(from, end)}, 0.8)
	return end
}

// subtitleEnd takes in what stands in capitals behind the colon of a title: "Quad
// Cybersecurity Partnership: Joint Principles".
func (e *extraction) subtitleEnd(to int) int {
	if e.language == "fr" && e.is(to, to-1, ":") && e.is(to+1, to, "reunion", "sommet", "conference") && !e.blockOf(to).isSection {
		return e.sentenceCaseEnd(to + 2)
	}
	if e.language != "en" || !e.is(to, to-1, ":") || !e.sameBlock(to+2, to) || !e.tokens[to+1].isCapital || !e.tokens[to+2].isCapital && !titleJoins[e.tokens[to+2].norm] {
		return to
	}
	if b := e.blockOf(to); to == b.to-1 || e.sentenceStart(to) == b.from && e.blockOf(to).isSection {
		return to
	}
	end := e.titleEnd(to + 1)
	if end < to+3 || end-to > 14 || e.is(end, to, "is", "are", "will", "has", "have") {
		return to
	}
	return end
}

// sentenceStart returns the first token of the sentence around token i.
func (e *extraction) sentenceStart(i int) int {
	from, _ := e.sentenceOf(i)
	return from
}

// isOrdinary reports that capitals mean something else than a title: the start
// of a sentence, a heading in capitals, an agreement of others.
func (e *extraction) isOrdinary(from, head, to int) bool {
	if e.blockOf(from).isSection {
		return true
	}
	isShort := to-from <= 1 || e.isShouted(from, head, to)
	return isShort || from == head && to-from <= 2 && !e.tokens[to-1].isCapital && e.tokens[to-1].kind != numberToken
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
		case t.kind == numberToken && e.is(k-1, i, ",") && e.sameBlock(k-2, i) && e.tokens[k-2].kind == numberToken:
			return from // "the June 8, 2023 Atlantic Declaration"
		case t.kind == numberToken && (len(t.norm) == 4 || strings.ContainsAny(t.norm, "rd") && e.sameBlock(k-1, i) && e.tokens[k-1].isCapital) && e.tokens[k+1].isCapital:
			from = k
		case (t.norm == "e" || t.norm == "co" || t.norm == "anti") && e.is(k+1, k, "-") && !e.tokens[k+1].spaced:
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

var (
	englishLeads = setOf("the", "a", "an", "our", "this", "these")
	foreignLeads = setOf("le", "la", "les", "l'", "un", "une", "das", "der", "die", "il", "lo")
)

// isLead reports a word that is capitalized because it begins a sentence, or an
// article.
func (e *extraction) isLead(k int) bool {
	t := &e.tokens[k]
	if englishLeads[t.norm] || foreignLeads[t.norm] && e.language != "en" { // in English they begin towns: "the La Serena Roadmap"
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
	if e.language == "fr" || e.language == "it" || e.language == "es" {
		return e.sentenceCaseEnd(e.yearsEnd(i))
	}
	to := i
	for k := i; e.sameBlock(k, i-1) && k < i+longestTitleTail; k++ {
		t := &e.tokens[k]
		switch {
		case t.isWord() && t.isCapital && e.rules.months[t.norm] > 0 && e.is(k-1, k, "of", "in", "from"):
			return to
		case t.isWord() && t.isCapital:
			to = k + 1
		case t.kind == numberToken && e.tokens[k-1].isCapital && len(t.norm) == 4 || t.kind == numberToken && e.is(k-1, k, "-", "–"):
			to = k + 1
		case t.kind == numberToken && len(t.norm) == 4 && e.is(k-1, k, "for") && e.is(k+1, k, "-", "–"): // "Work Programme for 2004-2006"
			to = k + 1
		case t.isWord() && !t.spaced && e.is(k-1, k, "-"): // "Well-being"
			to = k + 1
		case e.isTitleJoin(k, i):
		default:
			return to
		}
	}
	return to
}

// yearsEnd reads the years of a title: « Programme de travail 2024-2026 ».
func (e *extraction) yearsEnd(i int) int {
	isYear := func(k int) bool {
		return e.sameBlock(k, i-1) && e.tokens[k].kind == numberToken && len(e.tokens[k].norm) == 4
	}
	switch {
	case !isYear(i):
		return i
	case e.is(i+1, i, "-", "–") && isYear(i+2):
		return i + 3
	}
	return i + 1
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
	if i < 0 || i >= len(e.tokens) || i > 0 && !e.sameBlock(i, i-1) {
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
