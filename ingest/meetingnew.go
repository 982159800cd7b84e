package ingest

import (
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/ontology"
)

// newMeeting makes a meeting that the graph lacks. Names of one forum and kind in
// one year mean one meeting, in whatever text, unless they say different places.
func (e *extraction) newMeeting(m *mention) *thing {
	named := m.meeting
	year := named.year
	if year == "" && len(e.day()) >= 4 {
		year = e.day()[:4]
	}
	kind := strings.Join(named.tracks, " ")
	if named.isSummit {
		kind = "summit"
	}
	forum := ""
	if named.forum != nil {
		forum = tailOf(named.forum.iri)
	}
	if named.forum != nil && named.forum.isNew && named.noun != kind {
		kind += " " + named.noun
	}
	if named.forum != nil && named.forum.isNew && named.ordinal > 0 {
		kind += " " + strconv.Itoa(named.ordinal)
	}
	key := strings.Trim(year+"-"+slugOf(forum+" "+kind), "-")
	if kind == "" || named.forum == nil || named.isTitle {
		key = strings.Trim(year+"-"+slugOf(m.label), "-")
	} else if e.hasPartner(m) {
		words := slices.Sorted(slices.Values(e.nameWords(m)))
		key = strings.Trim(year+"-"+slugOf(strings.Join(words, " ")), "-")
	}
	if e.isNext(m) {
		key += "-next"
	}
	if t := e.made["meeting "+key]; t != nil && named.isElsewhere(t) {
		key += "-" + slugOf(named.place.label)
	}
	if t := e.made["meeting "+key]; t != nil {
		return t
	}
	t := &thing{iri: e.gazetteer.base + "id/meeting/" + key, typ: MeetingType, label: strings.Join(strings.Fields(m.label), " "), props: map[string][]string{}, isNew: true}
	e.made["meeting "+key] = t
	if named.forum != nil {
		t.props[ontology.MeetingOf] = []string{named.forum.iri}
	}
	if named.place != nil {
		t.props[ontology.HeldAt] = []string{named.place.iri}
	}
	t.props[ontology.Track] = slices.Clone(named.tracks)
	return t
}

// hasPartner reports that a body which the graph lacks meets another, in the words that
// a mark joins: "Africa-EU Summit" is not "EU-U.S. Summit".
func (e *extraction) hasPartner(m *mention) bool {
	for k := m.from + 1; k < m.to-1; k++ {
		if m.meeting.forum.isNew && e.is(k, m.from, "-", "–", "/") && e.tokens[k-1].isCapital && e.tokens[k+1].isCapital {
			return true
		}
	}
	return false
}

// isElsewhere reports that a name says another place than that of a meeting.
func (named *namedMeeting) isElsewhere(t *thing) bool {
	at := t.one(ontology.HeldAt)
	return named.place != nil && at != "" && at != named.place.iri
}
