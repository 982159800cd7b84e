package ingest

import "strings"

// longestTitle is how many words a title in sentence case may have behind its
// noun.
const longestTitle = 18

// titleStops end a title in sentence case: what follows says something of it.
var titleStops = setOf("prend", "prennent", "exprime", "decide", "decident", "charge", "recommande", "encourage", "salue", "saluent", "felicite", "remercie", "note", "condamne", "recoit", "seront", "adoptent", "ne", "n'", "aura", "auront", "avait", "avaient", "etait", "etaient", "fut", "furent", "va", "vont", "devra", "devrait", "pourra", "peuvent", "che", "ha", "hanno", "e'", "con", "fue", "es", "approvata", "approvato", "adottata", "adottato", "adoptada", "adoptado", "firmada", "firmato", "presentata", "chiama", "chiede", "ribadisce", "riconosce", "affronta", "prevede", "stata", "stato", "sono", "menos", "nella", "nel", "al", "alla", "que", "qui", "que", "dont", "afin", "ainsi", "lors", "est", "sont", "a", "ont", "sera", "seront", "adopte", "adoptee", "adoptes", "adoptees", "publie", "publiee", "signe", "signee", "ou", "mais", "comme", "lequel", "laquelle", "avec", "approuve", "approuvee", "lance", "lancee", "ci-joint", "comprend", "prevoit", "vise", "etabli", "etablie", "annexe", "annexee", "notamment", "y", "nous", "ils", "elle", "il", "se", "cette", "ce", "permettra", "reaffirme", "souligne", "tient", "definit", "contient", "compte", "porte", "rappelle", "appelle", "fixe", "engage", "retient", "verweist", "adoptee", "est", "respecte", "reprend", "demande", "soit", "soient", "doivent", "peut", "peuvent", "invite", "figure", "entend", "doit", "joint", "jointe", "reunis")

// titleLinks open the rest of a title in sentence case.
var titleLinks = setOf("de", "du", "des", "d'", "sur", "pour", "contre", "en", "visant", "relatif", "relative", "relatifs", "relatives", "concernant", "commune", "conjointe", "di", "del", "della", "dei", "degli", "dell'", "sulla", "sul", "sulle", "sui", "sull'", "per", "contro", "congiunta", "congiunto", "conjunta", "conjunto", "sobre", "para", "contra", "ministeriale", "ministerielle", "ministeriel", "finale", "final", "politique", "commun", "conjoint", "portant", "a")

// sentenceCaseEnd goes right from the noun of a French title: over
// prepositions, articles and what they govern, up to a mark or a verb.
func (e *extraction) sentenceCaseEnd(i int) int {
	to := i
	if !e.sameBlock(i, i-1) || !titleLinks[e.tokens[i].norm] && !e.tokens[i].isCapital && !isAdjective(e.tokens[i].norm) && !bodyAdjectives[e.tokens[i].norm] || e.isOfMeeting(i) {
		return to
	}
	hasSubject := false
	for k := i; e.sameBlock(k, i-1) && k < i+longestTitle; k++ {
		t := &e.tokens[k]
		hasSubject = hasSubject || subjectLinks[t.norm]
		isMark := t.kind == markToken && t.norm != "-" && t.norm != "'" && !(t.norm == "," && hasSubject && e.listGoesOn(k))
		if isMark || e.rules.months[t.norm] > 0 || isFutureVerb(t.norm) && e.language == "fr" && !t.isCapital || titleStops[t.norm] && !(t.norm == "a" && !isVerbA(e, k)) {
			break
		}
		if t.norm == "et" && (e.beginsAnother(k+1) || !hasSubject && e.is(k+1, k, "le", "la", "les", "l'")) {
			break
		}
		if _, n := e.rules.relativeDates.at(e.tokens, k, e.blockOf(k).to); n > 0 {
			break
		}
		if e.is(k, k, "en", "de", "du") && e.sameBlock(k+1, k) && e.tokens[k+1].kind == numberToken {
			break
		}
		if t.norm == "a" && !isVerbA(e, k) && e.language == "fr" && e.placeHere(k+1) {
			break
		}
		if t.norm == "s'" || t.norm == "en" && e.is(k+1, k, "compagnie", "presence", "marge", "vue") {
			break
		}
		if !isConnector[t.norm] && !titleLinks[t.norm] && t.norm != "-" {
			to = k + 1
		}
	}
	return to
}

// subjectLinks open what a title is about.
var subjectLinks = setOf("sulla", "sul", "sulle", "sui", "sull'", "per", "contro", "sobre", "para", "contra", "su", "sur", "pour", "contre", "visant", "relatif", "relative", "relatifs", "relatives", "concernant", "matiere", "faveur")

// isFutureVerb guesses a French verb in the future by its ending.
func isFutureVerb(norm string) bool {
	for _, ending := range []string{"era", "ira", "evra", "ttra", "ndra"} {
		if len(norm) > 5 && strings.HasSuffix(norm, ending) && norm != "camera" {
			return true
		}
	}
	return len(norm) > 5 && (strings.HasSuffix(norm, "eront") || strings.HasSuffix(norm, "iront") || strings.HasSuffix(norm, "dront") || strings.HasSuffix(norm, "raient"))
}

// isOfMeeting reports that the noun of a document only says of which meeting it is:
// « conclusions de la réunion ».
func (e *extraction) isOfMeeting(i int) bool {
	for k := i; k < i+3 && e.is(k, i-1, "de", "du", "la", "l'", "cette", "des"); k++ {
		if e.is(k+1, i-1, "reunion", "sommet", "conference", "rencontre", "session", "reunions", "presse", "presidence") {
			return true
		}
	}
	return false
}

// placedKinds are the kinds of documents that are called by a town in small letters:
// « la déclaration de Tokyo ».
var placedKinds = setOf("declaration", "charter", "action-plan", "commitments", "call-to-action", "communique", "framework", "initiative", "principles", "joint-statement")

// placedTitle adds a French title in small letters that names the town or forum that
// it is of: « le plan d'action de Toronto sur l'économie circulaire ». It returns the
// token behind, zero when there is none.
func (e *extraction) placedTitle(i, n int, kind string) (to int) {
	if n == 0 || e.language != "fr" && e.language != "it" || e.tokens[i].isCapital || !placedKinds[kind] || !e.is(i+n, i, "de", "d'", "du", "di") || !e.isDefiniteTitle(i) {
		return 0
	}
	at := i + n + 1
	if e.is(at, i, "la", "l'", "coalition") {
		at++
	}
	if e.placeHere(at) {
		to = at + 1
		for e.sameBlock(to, i) && (e.tokens[to].isCapital && e.tokens[to].isWord() || e.is(to, i, "-") && e.sameBlock(to+1, i) && e.tokens[to+1].isCapital) {
			to++
		}
	} else if e.is(at, i, "g7", "g8", "g20") && e.sameBlock(at+1, i) && subjectLinks[e.tokens[at+1].norm] {
		to = at + 1
	}
	if to == 0 {
		return 0
	}
	if e.sameBlock(to, i) && subjectLinks[e.tokens[to].norm] {
		to = e.sentenceCaseEnd(to)
	}
	e.addDocument(i, to, namedDocument{kind: kind}, 0.7)
	return to
}

// statedTitle adds a joint statement, or what a meeting adopted, that is called by its
// subject in small letters: « notre déclaration conjointe sur la Libye », « a adopté des
// conclusions sur le Sahel ». It returns the token behind, zero when there is none.
func (e *extraction) statedTitle(i, n int, kind string) (to int) {
	if n == 0 || e.language != "fr" || e.tokens[i].isCapital || !e.is(i+n, i, "sur") || !(n > 1 && kind == "joint-statement") && !e.isAdopted(i) {
		return 0
	}
	to = e.sentenceCaseEnd(i + n)
	if to > i+n {
		e.addDocument(i, to, namedDocument{kind: kind}, 0.6)
		return to
	}
	return 0
}

// isAdopted reports that the noun of a document is what somebody adopted or signed.
func (e *extraction) isAdopted(i int) bool {
	k := i - 1
	if e.is(k, i, "un", "une", "des", "les", "la", "le") {
		k--
	}
	return e.is(k, i, "adopte", "adoptent", "approuve", "approuvent", "signe", "publie", "endosse", "enterine", "entérine")
}

// isDefiniteTitle reports that a noun stands behind a definite article or begins an
// item.
func (e *extraction) isDefiniteTitle(i int) bool {
	return e.is(i-1, i, "la", "le", "l'", "au", "du", "cette", "notre", "il", "lo", "del", "della") || i == e.blockOf(i).from
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
		if _, n := e.rules.documentKinds.at(e.tokens, i, e.blockOf(k).to); n > 0 || e.isMeetingNoun(i) {
			return true
		}
	}
	return false
}

// isMeetingNoun reports the noun of a gathering, or one that needs nothing beside its
// name, at token i.
func (e *extraction) isMeetingNoun(i int) bool {
	nouns := e.rules.meetings.nouns[e.language]
	if nouns == nil {
		return false
	}
	_, noun := nouns.at(e.tokens, i, i+1)
	_, series := e.rules.meetings.series.at(e.tokens, i, e.blockOf(i).to)
	return noun+series > 0
}

// isVerbA reports that a French "a" without its accent in the folded form is the
// verb.
func isVerbA(e *extraction, k int) bool { return e.word(k) == "a" }
