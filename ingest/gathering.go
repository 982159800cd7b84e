package ingest

import (
	"strings"

	"w3id.org/plenary/ontology"
)

// ofRank returns the meeting of those who are named between tokens: the summit of
// the year for leaders, the principal one for others; nil where they are of another
// forum, or of a lower rank than the principal one.
func (e *extraction) ofRank(from, to int) *thing {
	isSummit := isSummitOfLeaders(e.principal)
	isLeaders := false
	for k := from; k < to; k++ {
		isLeaders = isLeaders || e.is(k, k, "leaders", "dirigeants", "chefs", "heads", "presidents")
		if m := e.ofType(ForumType, k); m != nil && e.principal.one(ontology.MeetingOf) != m.thing.iri {
			return nil
		}
		if e.is(k, k, "when", "where", "since", "lorsque", "veille") {
			return nil
		}
	}
	switch {
	case isSummit == isLeaders:
		return e.principal
	case isLeaders && !e.isMinisterial(from, to):
		return e.summitOfYear()
	case isSummit && e.isMinisterial(from, to):
		return nil
	}
	return e.principal
}

// isMinisterial reports ministers among those who are named between tokens.
func (e *extraction) isMinisterial(from, to int) bool {
	for k := from; k < to; k++ {
		if e.is(k, k, "ministers", "ministres", "ministri", "ministros", "governors") {
			return true
		}
	}
	return false
}

// isOpening reports a sentence that begins with a verb of meeting: « Réunis à Paris ».
func (e *extraction) isOpening(verb int, s sentence) bool {
	return verb <= s.from+1 && e.is(verb, verb, "reunis", "reunies", "meeting", "gathered", "assembled")
}

// gathering are the words for those who meet.
var gathering = setOf("ministers", "leaders", "delegations", "participants", "counterparts", "colleagues", "we", "heads", "delegates", "governors", "ministries", "representatives", "envoys",
	"ministres", "dirigeants", "homologues", "nous", "chefs", "delegues", "representants", "vingt-sept", "ministri", "omologhi", "colleghi", "leader", "minister", "ministerinnen", "amtskollegen", "amtskolleginnen", "delegationen", "ministros", "homologos", "kolleginnen")

// isGatheringWord reports a word for those who meet, German compounds too.
func (e *extraction) isGatheringWord(k int) bool {
	if k < 0 || k >= len(e.tokens) {
		return false
	}
	norm := e.tokens[k].norm
	return gathering[norm] && (norm != "minister" || e.language == "de") || strings.HasSuffix(norm, "ministerinnen") || strings.HasSuffix(norm, "minister") && e.language == "de"
}

func (e *extraction) isGathering(from, to int) bool {
	for k := from; k < to; k++ {
		if e.isGatheringWord(k) {
			return true
		}
	}
	return false
}

// isNewSubject reports those who meet as the subject of what follows: « À la veille du
// sommet, les ministres ».
func (e *extraction) isNewSubject(k int) bool {
	return e.isGatheringWord(k) || e.is(k, k, "the", "les", "die", "i") && (e.isGatheringWord(k+1) || e.isGatheringWord(k+2))
}
