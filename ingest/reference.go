package ingest

import (
	"cmp"
	"slices"
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
	named := e.newAntecedents()
	var added []mention
	for i := range e.tokens {
		kind := backNouns[e.tokens[i].norm]
		if kind == "" || e.covered[i] != 0 || kind == "ministerial" && e.isAdjectiveOf(i+1) {
			continue
		}
		from, to, ok := e.backSpan(i)
		if !ok {
			continue
		}
		named.upTo(i)
		if t := e.meantBy(kind, from, to, named); t != nil {
			confidence := 0.7
			if e.isVague(kind, from, to, t, named) {
				confidence = doubtful
			}
			added = append(added, mention{typ: MeetingType, from: from, to: to, thing: t, label: t.label, confidence: confidence, rule: "noun that refers back", meeting: &namedMeeting{isBack: true}})
		}
	}
	e.mentions = append(e.mentions, added...)
	e.index()
}

// isAdjectiveOf reports that "ministerial" stands before the noun at token k: a word
// in small letters that is none of those that follow a noun.
func (e *extraction) isAdjectiveOf(k int) bool {
	if !e.sameBlock(k, k-1) || !e.tokens[k].isWord() {
		return false
	}
	return !isConnector[e.tokens[k].norm] && !nounFollowers[e.tokens[k].norm]
}

// nounFollowers are small words that may follow a noun, beside prepositions.
var nounFollowers = setOf("is", "was", "will", "has", "had", "on", "at", "by", "as", "or", "but", "where", "which", "that", "also", "held", "took", "takes", "ended", "opened", "concluded", "begins", "would", "should", "itself", "est", "a", "sera", "qui", "que", "s'")

// backSpan widens a noun that refers back by the adjective beside it, and reports
// whether an article stands before it and no longer name begins there.
func (e *extraction) backSpan(i int) (from, to int, ok bool) {
	from, to = i, i+1
	for e.sameBlock(from-1, i) && e.rules.meetings.same[e.tokens[from-1].norm] && e.covered[from-1] == 0 {
		from--
	}
	for e.sameBlock(to, i) && e.language != "en" && e.rules.meetings.same[e.tokens[to].norm] && e.covered[to] == 0 {
		to++
	}
	return from, to, e.isDefinite(from, to)
}

// isDefinite reports whether a noun stands behind an article and is not the
// start of a longer name.
func (e *extraction) isDefinite(from, to int) bool {
	before := from - 1
	if e.is(before, from, "day") && e.is(before-1, from, "-") {
		before -= 3 // "the two-day meeting"
	}
	if before < 0 || !e.sameBlock(before, from) || !backArticles[e.tokens[before].norm] {
		return false
	}
	if e.is(from, from, "council") && e.is(to, from, "conclusions", "presidency", "secretariat", "members", "decision", "decisions", "regulation", "directive", "members") {
		return false
	}
	isOfDay := e.is(to, from, "of", "du", "on", "vom") && e.sameBlock(to+1, from) && (e.tokens[to+1].kind == numberToken || e.rules.months[e.tokens[to+1].norm] > 0)
	if !isOfDay && e.is(to, from, "of", "on", "between", "room", "rooms", "de", "des", "du", "d'", "entre", "with", "avec", "sur", "table", "process", "hall", "venue", "centre", "center", "members", "bilaterale", "bilateral") {
		return false
	}
	if e.isAnotherKind(to) {
		return false
	}
	return !(e.sameBlock(to, from) && e.tokens[to].isCapital && e.tokens[from].isCapital)
}

// isAnotherKind reports that the word behind a noun of a Romance language says of what
// kind another meeting is: « la réunion technique », "la riunione ristretta".
func (e *extraction) isAnotherKind(k int) bool {
	if e.language == "en" || e.language == "de" || !e.sameBlock(k, k-1) {
		return false
	}
	return e.rules.meetings.apart[e.tokens[k].norm]
}

// antecedents are the meetings that nouns may refer to, in the order of the text.
type antecedents struct {
	meetings []*mention
	next     int
	byKind   map[string]*thing          // the last of each kind of noun so far
	lastAt   map[*thing]int             // the token where a meeting was named last so far
	kinds    map[*thing]map[string]bool // the kinds of nouns that it is called anywhere
	latest   map[*thing]string          // the latest year in which names so far put it; beyond all years without one
}

// anyYear is later than all years.
const anyYear = "any"

func (e *extraction) newAntecedents() *antecedents {
	a := &antecedents{meetings: e.of(MeetingType, 0, len(e.tokens)), byKind: map[string]*thing{}, lastAt: map[*thing]int{}, kinds: map[*thing]map[string]bool{}, latest: map[*thing]string{}}
	for _, m := range a.meetings {
		for _, kind := range kindsOf(m) {
			if a.kinds[m.thing] == nil {
				a.kinds[m.thing] = map[string]bool{}
			}
			a.kinds[m.thing][kind] = true
		}
	}
	return a
}

// upTo takes in the meetings that are named before token i.
func (a *antecedents) upTo(i int) {
	for ; a.next < len(a.meetings) && a.meetings[a.next].from <= i; a.next++ {
		m := a.meetings[a.next]
		if m.thing == nil {
			continue
		}
		a.lastAt[m.thing] = m.from
		a.latest[m.thing] = max(a.latest[m.thing], cmp.Or(m.meeting.year, anyYear))
		kinds := kindsOf(m)
		for _, kind := range kinds {
			a.byKind[kind] = m.thing
		}
		if isMeeting := len(kinds) == 0 || a.byKind["meeting"] == nil && !m.meeting.isSummit; isMeeting && !m.meeting.isSitting && !m.meeting.isSeries {
			a.byKind["meeting"] = m.thing
		}
	}
}

// kindsOf returns the kinds of the nouns in the name of a meeting that may refer back
// to it, beside "meeting".
func kindsOf(m *mention) (kinds []string) {
	if strings.HasPrefix(m.label, "COP") {
		return []string{"conference"}
	}
	if m.meeting.isSummit {
		kinds = append(kinds, "summit")
	}
	if m.meeting.noun == "session" {
		kinds = append(kinds, "session") // no meeting of its own
	}
	var f folded
	f.add(m.label, 0)
	for _, t := range tokenize(f.text(), 0, nil) {
		isBody := m.meeting.forum != nil && !m.meeting.isSitting && hasWord(m.meeting.forum.label, t.norm)
		if kind := backNouns[t.norm]; kind != "" && kind != "meeting" && kind != "ministerial" && !isBody && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// meantBy returns the meeting that a noun refers to: where a place or day behind it
// says so another; the one that the document is about, if it is called so; else the
// last that is.
func (e *extraction) meantBy(kind string, from, to int, a *antecedents) *thing {
	if elsewhere := e.elsewhere(kind, to-1); elsewhere != nil {
		return elsewhere
	}
	if then := e.onDay(to - 1); kind == "meeting" && then != nil {
		return then
	}
	if kind == "ministerial" {
		kind = "meeting"
	}
	last := a.byKind[kind]
	isNear := func(t *thing) bool { at, ok := a.lastAt[t]; return ok && e.sameBlock(at, from) }
	isLast := isNear(last) && !isNear(e.principal) || e.is(from-1, from, "that", "dieses", "diesem", "ladite")
	isPlain := (kind == "meeting" || kind == "conference" && last == nil) && len(a.kinds[e.principal]) == 0
	switch {
	case !isLast && e.principal != nil && (a.kinds[e.principal][kind] || isPlain):
		return e.principal
	case kind == "summit" && last == nil:
		return e.summitOfYear()
	case kind == "meeting" && last == nil:
		return e.principal
	case last != nil && e.isHeldElsewhere(last, to):
		return nil
	}
	return last
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
	if one := e.likeliestMeeting(e.meetingsLike(named, at), at); one != nil || kind != "meeting" {
		return one
	}
	return e.onlyHeldAt(place.thing, named.year)
}

// onDay returns the meeting of the principal's forum, no summit, in the month or on
// the day that stands behind a noun: "the virtual meeting of December 1998".
func (e *extraction) onDay(i int) (only *thing) {
	if e.principal == nil || !e.is(i+1, i, "of", "du", "de", "in", "en", "on", "vom") || !e.sameBlock(i+2, i) {
		return nil
	}
	over := e.covering(i + 2)
	if over == nil || over.typ != DateType || len(over.value) < len("2006-01") {
		return nil
	}
	forum := e.principal.one(ontology.MeetingOf)
	for _, t := range e.gazetteer.meetings {
		isThen := strings.HasPrefix(t.one(ontology.StartDate), over.value[:len("2006-01")])
		if !isThen || t.one(ontology.Ordinal) != "" || !slices.Contains(t.props[ontology.MeetingOf], forum) {
			continue
		}
		if only != nil {
			return nil
		}
		only = t
	}
	return only
}

// isHeldElsewhere reports that a town behind a noun, at token k, is not that of a
// meeting: "the summit in Antalya".
func (e *extraction) isHeldElsewhere(t *thing, k int) bool {
	if !e.is(k, k-1, "in", "at", "a", "en", "im", "of", "de", "di") {
		return false
	}
	place := e.ofType(PlaceType, k+1)
	return place != nil && t.one(ontology.HeldAt) != "" && t.one(ontology.HeldAt) != place.thing.iri
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
