package ingest

// entitled adds titles in capitals behind "entitled".
func (e *extraction) entitled() {
	for i := range e.tokens {
		if e.language != "en" || !e.is(i, i, "entitled", "titled") || !e.sameBlock(i+3, i) || !e.tokens[i+1].isCapital {
			continue
		}
		to := e.titleEnd(i + 1)
		if e.is(to, i, ":") {
			to = max(to, e.subtitleEnd(to))
		}
		if to-i > 3 {
			kind := e.kindBefore(i + 1)
			if kind == "" {
				kind = e.kindIn(i+1, to)
			}
			e.addDocument(i+1, to, namedDocument{kind: kind}, 0.8)
		}
	}
}

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
	if kind == "" || to-from < 3 || !e.isTitleCase(from, to) || e.is(from, from, "un", "une", "le", "la", "les", "ce", "cette", "nous", "a", "an", "we", "it", "this", "i") {
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
