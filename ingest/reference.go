package ingest

import (
	"strings"

	"w3id.org/plenary/ontology"
)

// backNouns are the nouns that refer back to a meeting, with what kind they need.
var backNouns = map[string]string{
	"meeting": "meeting", "summit": "summit", "conference": "conference", "dialogue": "dialogue", "forum": "forum", "ministerial": "ministerial",
	"reunion": "meeting", "rencontre": "meeting", "sommet": "summit", "riunione": "meeting", "vertice": "summit",
	"treffen": "meeting", "treffens": "meeting", "gipfel": "summit", "gipfels": "summit", "konferenz": "conference", "seminaire": "conference", "tagung": "meeting", "cumbre": "summit", "council": "council", "conseil": "council", "ministerielle": "meeting",
}

// backArticles stand before nouns that refer back.
var backArticles = setOf("the", "this", "that", "la", "le", "cette", "ce", "du", "au", "der", "das", "dem", "beim", "dieses", "des", "diesem", "diese", "zum", "della", "il", "del", "al", "alla", "their", "el", "nella", "ladite")

// referBack adds the nouns that refer to a meeting named before: "the meeting",
// "cette réunion".
func (e *extraction) referBack() {
	named := &antecedents{meetings: e.of(MeetingType, 0, len(e.tokens)), byWord: map[string]*thing{}}
	var added []mention
	for i := range e.tokens {
		kind := backNouns[e.tokens[i].norm]
		if kind == "" || e.covered[i] != 0 || !e.isDefinite(i) {
			continue
		}
		named.upTo(i)
		if t := e.meantBy(kind, i, named); t != nil {
			added = append(added, mention{typ: MeetingType, from: i, to: i + 1, thing: t, label: t.label, confidence: 0.7, rule: "noun that refers back", meeting: &namedMeeting{isBack: true}})
		}
	}
	e.mentions = append(e.mentions, added...)
	e.index()
}

// isDefinite reports whether a noun stands behind an article and is not the
// start of a longer name.
func (e *extraction) isDefinite(i int) bool {
	if !e.sameBlock(i-1, i) || !backArticles[e.tokens[i-1].norm] {
		return false
	}
	if e.is(i+1, i, "of", "on", "between", "room", "rooms", "de", "des", "du", "d'", "entre", "with", "avec", "sur", "table", "process", "hall", "venue", "centre", "center", "members", "bilaterale", "bilateral") {
		return false
	}
	return !(e.sameBlock(i+1, i) && e.tokens[i+1].isCapital && e.tokens[i].isCapital)
}

// antecedents are the meetings named so far, in the order of the text.
type antecedents struct {
	meetings []*mention
	next     int
	summit   *thing
	meeting  *thing
	byWord   map[string]*thing
}

// upTo takes in the meetings that are named before token i.
func (a *antecedents) upTo(i int) {
	for ; a.next < len(a.meetings) && a.meetings[a.next].from <= i; a.next++ {
		m := a.meetings[a.next]
		if m.thing == nil {
			continue
		}
		isOther := false
		if hasWord(m.label, "conseil") {
			a.byWord["council"], isOther = m.thing, true
		}
		for _, word := range []string{"conference", "dialogue", "forum", "council", "konferenz", "seminaire"} {
			if hasWord(m.label, word) {
				a.byWord[word], isOther = m.thing, true
			}
		}
		if strings.HasPrefix(m.label, "COP") {
			a.byWord["conference"] = m.thing
			continue
		}
		switch {
		case m.meeting.isSummit:
			a.summit = m.thing
		case !isOther || a.meeting == nil:
			a.meeting = m.thing
		}
	}
}

// meantBy returns the meeting that a noun refers to: where a place behind it says
// so another, else the last of its kind named before, else the one that the
// document is about.
func (e *extraction) meantBy(kind string, i int, a *antecedents) *thing {
	if elsewhere := e.elsewhere(kind, i); elsewhere != nil {
		return elsewhere
	}
	switch kind {
	case "summit":
		if a.summit == nil {
			return e.summitOfYear()
		}
		return a.summit
	case "meeting", "ministerial":
		switch {
		case a.meeting != nil:
			return a.meeting
		case e.principal != nil && kind == "meeting":
			return e.principal
		}
		return nil
	}
	return a.byWord[kind]
}

// elsewhere returns the meeting that a place behind the noun tells, where it is
// not the principal's: "their meeting in London".
func (e *extraction) elsewhere(kind string, i int) *thing {
	place := (*mention)(nil)
	for k := i + 1; k < i+5 && place == nil; k++ {
		if !e.sameBlock(k, i) || e.is(k, i, ".", ";", ",") {
			return nil
		}
		place = e.ofType(PlaceType, k)
	}
	if place == nil || e.principal != nil && e.principal.one(ontology.HeldAt) == place.thing.iri {
		return nil
	}
	named := &namedMeeting{place: place.thing, isSummit: kind == "summit", forum: e.forumOf(), year: e.yearBehind(place)}
	if kind == "meeting" && e.principal != nil {
		for _, iri := range e.principal.props[ontology.Track] {
			named.tracks = append(named.tracks, fieldOf(tailOf(iri)))
		}
	}
	at := &mention{from: i, to: i + 1, meeting: named}
	return e.likeliestMeeting(e.meetingsLike(named, at), at)
}

// fieldOf returns the field of government of a track.
func fieldOf(track string) string {
	if track == "interior-security" {
		return "interior"
	}
	return track
}

// summitOfYear returns the summit in the year of the document of the forum that
// it names.
func (e *extraction) summitOfYear() *thing {
	if forum := e.forumOf(); forum != nil && len(e.day()) >= 4 {
		return e.summitOf(forum, e.day()[:4])
	}
	return nil
}

// hasWord reports whether a label has a word, whatever its case and marks.
func hasWord(label, word string) bool {
	var f folded
	f.add(label, 0)
	for _, t := range tokenize(f.text(), 0, nil) {
		if t.norm == word {
			return true
		}
	}
	return false
}
