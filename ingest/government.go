package ingest

import (
	"slices"
	"strings"
)

// A capital stands for its government where it does what governments do: "Paris
// and Berlin agreed".

// placing are the words behind which a town is a place.
var placing = setOf("in", "at", "a", "de", "d'", "from", "to", "near", "of", "en", "vers", "von", "nach", "bei", "aus", "pres", "outside", "around", "through", "via", "by", "zu", "di", "da", "il", "del", "on", "the", "depuis", "visit", "visited", "visiting", "leaving", "for", "pour", "with", "ville", "dans", "sur", "par", "am", "city", "downtown", "central", "greater", "university", "lieu")

// acting are the words that follow the subject of a sentence.
var acting = setOf("must", "should", "says", "said", "insists", "warned", "warns", "denies", "denied", "accuses", "rejects", "would", "will", "has", "have", "had", "is", "are", "was", "were", "can", "could", "may", "might", "agree", "want", "wants", "did", "does", "do", "hopes", "plans", "sees", "calls",
	"doit", "croit", "attend", "demande", "propose", "annonce", "exige", "appelle", "defend", "condamne", "salue", "a", "ont", "n'", "l'", "se", "s'", "la", "le", "les", "veut", "refuse", "accuse", "affirme", "estime", "souhaite", "souhaitent", "discutent", "sont", "est", "doivent", "peuvent", "avait", "avaient", "promet", "promettent", "ha", "hanno", "chiede", "kundigten", "kundigt", "hat", "haben", "will", "wollen")

// voiced are what governments have: "Beijing's envoy".
var voiced = setOf("envoy", "envoys", "ambassador", "government", "position", "proposal", "stance", "demand", "demands", "decision", "ally", "allies", "claim", "claims", "invasion", "aggression", "representative", "support")

// governmentAt returns the country whose government the capital from token from
// to token to stands for; nil when it is a place.
func (e *extraction) governmentAt(from, to int) *thing {
	label, n := e.rules.capitals.at(e.tokens, from, e.blockOf(from).to)
	if n != to-from || !e.actsAt(from, to) {
		return nil
	}
	return e.gazetteer.byLabel[label]
}

// actsAt reports whether a capital, or a row of them, is the subject of a
// sentence.
func (e *extraction) actsAt(from, to int) bool {
	first, count := from, 1
	for count < 10 {
		k := first - 1
		if !e.is(k, from, "and", "et", ",", "und", "e") {
			break
		}
		before := e.capitalBefore(k)
		if before < 0 {
			break
		}
		first, count = before, count+1
	}
	if e.isAgent(first) {
		return true
	}
	if e.sameBlock(first-1, from) && placing[e.tokens[first-1].norm] {
		return false
	}
	for count < 20 && e.is(to, from, "and", "et", ",", "und", "e") {
		_, n := e.rules.capitals.at(e.tokens, to+1, e.blockOf(from).to)
		if n == 0 {
			break
		}
		to, count = to+1+n, count+1
	}
	if !e.sameBlock(to, from) {
		return false
	}
	next := &e.tokens[to]
	if next.norm == "'s" && e.sameBlock(to+1, from) && voiced[e.tokens[to+1].norm] {
		return true
	}
	isVerb := next.isWord() && !next.isCapital && (acting[next.norm] || strings.HasSuffix(next.norm, "ed") || e.language == "fr" && (strings.HasSuffix(next.norm, "ent") || strings.HasSuffix(next.norm, "ra") || strings.HasSuffix(next.norm, "ront")))
	return isVerb || count > 1 && next.isWord() && !next.isCapital
}

// isAgent reports that token i is who did something, or whom it is done against:
// "proposed by Paris", "sanctions against Moscow".
func (e *extraction) isAgent(i int) bool {
	if e.is(i-1, i, "against", "contre", "contro", "gegen", "contra") {
		return true
	}
	if !e.is(i-1, i, "by", "par", "da", "por") || !e.sameBlock(i-2, i) {
		return false
	}
	done := e.tokens[i-2].norm
	return slices.ContainsFunc([]string{"ed", "ee", "es", "ato", "ata", "ado", "ada"}, func(ending string) bool { return strings.HasSuffix(done, ending) })
}

// capitalBefore returns where the capital begins that ends before token k, -1
// when none does.
func (e *extraction) capitalBefore(k int) int {
	for from := max(0, k-2); from < k; from++ {
		if !e.sameBlock(from, k) {
			continue
		}
		if _, n := e.rules.capitals.at(e.tokens, from, k); n == k-from {
			return from
		}
	}
	return -1
}

// formal are the words of the names that states give themselves.
var formal = setOf("republic", "kingdom", "people's", "people", "'s", "democratic", "federal", "federative", "federated", "islamic", "commonwealth", "socialist", "arab", "plurinational", "bolivarian", "oriental", "hashemite", "grand", "duchy", "principality", "sultanate", "independent", "union",
	"republique", "royaume", "democratique", "federale", "federative", "islamique", "principaute", "populaire", "socialiste", "arabe", "unie", "grand-duche", "republica", "reino", "federativa", "repubblica", "regno", "republik", "konigreich", "bundesrepublik", "cooperative")

// formalStart returns where the formal name of the state at token from begins:
// "Republic of".
func (e *extraction) formalStart(from int) int {
	start := from
	for k := from - 1; k >= from-6 && e.sameBlock(k, from); k-- {
		switch {
		case formal[e.tokens[k].norm] && e.covering(k) == nil:
			if e.tokens[k].isCapital {
				start = k
			}
		case !e.is(k, from, "of", "the", "de", "du", "del", "la", "el", "los", "d'", "di", "'"):
			return start
		}
	}
	return start
}

// widenParties takes "Republic of" and "Government of" before a country into its
// mention.
func (e *extraction) widenParties() {
	for n := range e.mentions {
		m := &e.mentions[n]
		if m.typ != PartyType {
			continue
		}
		from := m.from
		if start := e.formalStart(m.from); start < m.from && e.tokens[start].isCapital {
			m.from = start
		}
		if start := m.from; m.thing.isNew && start < from {
			m.thing = e.newThing(PartyType, e.span(start, m.to)) // as the text calls it
		}
		k := m.from - 1
		if e.is(k, m.from, "the", "la", "l'") {
			k--
		}
		if e.is(k, m.from, "of", "du", "de") && e.is(k-1, m.from, "government", "gouvernement") && e.tokens[k-1].isCapital {
			m.from = k - 1
		}
	}
}
