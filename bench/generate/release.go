package main

import (
	"io"
	"strconv"
)

// releases writes a set of press releases, each in a graph of its own of about
// a hundred statements, after graphs of what they refer to. The same number
// always gives the same bytes. It holds one release in memory at a time.
func releases(out io.Writer, n int) error {
	w, l := worldOf(n), newLines(out)
	w.reference(l)
	for i := range n {
		w.release(i).write(l, w)
	}
	l.flush()
	return l.err
}

// A release reports a meeting.
type release struct {
	draws
	number  int
	slug    string
	source  term
	title   term
	lang    string
	meeting meeting
	issued  day
	second  int // of the day
	text    int // its length in code points
}

func (w world) release(i int) *release {
	r := &release{draws: drawsOf(ofRelease, i), number: i}
	r.meeting = w.meeting(r.reported(w))
	r.issued, r.second = r.meeting.end+day(r.skewed(9)), 6*3600+60*r.below(900)
	r.slug = r.issued.String() + "-" + strconv.Itoa(i)
	r.source = id("source/", r.slug)
	r.headline(countries[r.skewed(len(countries))], priorities[r.skewed(len(priorities))])
	r.text = 1500 + r.below(6000)
	return r
}

// headline gives the release its title; one in five is French.
func (r *release) headline(by, on named) {
	r.lang, r.title = "en", english(by.en+" advances work on "+on.en+" at "+r.meeting.en)
	if r.oneIn(5) {
		r.lang, r.title = "fr", french(by.fr+" fait avancer : "+on.fr+" – "+r.meeting.fr)
	}
}

// reported returns the number of a recent meeting, and now and then of one that
// many remember.
func (r *release) reported(w world) int {
	now := scale(r.number, w.releases, w.meetings)
	if r.oneIn(5) {
		// A prime spreads the remembered ones over the years.
		if famous := int64(r.skewed(w.meetings)) * 7919 % int64(w.meetings); famous < int64(now) {
			return int(famous)
		}
	}
	return now - r.skewed(min(now+1, 6))
}

func (r *release) write(l *lines, w world) {
	l.graph(id("graph/", r.slug))
	r.describe(l)
	facts := r.meeting.facts(w)
	r.meeting.introduce(l)
	for _, f := range facts {
		if r.oneIn(2) {
			l.state(r.meeting.iri, f.property, f.object)
		}
	}
	said := r.delegates(l, w)
	if r.below(3) > 0 {
		r.outcome(l)
	}
	if r.below(3) > 0 {
		r.quotation(l, said)
	}
	run := r.run(l)
	first := r.below(len(facts))
	for i := range 1 + r.skewed(3) {
		r.claim(l, run, i, facts[(first+i)%len(facts)])
	}
}

// page returns the address of the release, or of a place in it.
func (r *release) page(fragment string) term {
	return term("<https://news.example.net/" + r.slug + ".html" + fragment + ">")
}

// describe states what the release itself is.
func (r *release) describe(l *lines) {
	s := r.source
	l.state(s, "rdf:type", name("pl:SourceDocument"))
	l.state(s, "rdfs:label", r.title)
	l.state(s, "dct:title", r.title)
	l.state(s, "dct:publisher", office{r.skewed(len(countries)), r.meeting.portfolio}.ministry())
	l.state(s, "dct:issued", r.issued.date())
	l.state(s, "schema:datePublished", r.issued.at(r.second))
	l.state(s, "schema:url", r.page(""))
	l.state(s, "dct:language", typed(r.lang, "xsd:language"))
	l.state(s, "pl:sourceKind", plain("page"))
	l.state(s, "pl:textHash", plain(r.hash()))
	l.state(s, "pl:textLength", count(r.text))
	l.state(s, "pl:dateline", r.meeting.place.iri)
	l.state(s, "schema:about", r.meeting.iri)
	if r.oneIn(3) {
		l.state(s, "dct:description", english(inEnglish.text(&r.draws, 1+r.skewed(40))))
	}
	if r.oneIn(6) {
		l.state(s, "dct:description", french(inFrench.text(&r.draws, 1+r.skewed(12))))
	}
}

// delegates states some of the participations, and returns one of the persons.
func (r *release) delegates(l *lines, w world) person {
	n, all := 1+r.below(3), r.meeting.participants()
	first := r.below(all)
	var p participation
	for i := range min(n, all) {
		p = w.participation(&r.meeting, (first+i)%all)
		p.describe(l, &r.meeting)
	}
	l.state(p.person.iri, "rdfs:label", english(p.person.name))
	l.state(r.meeting.iri, "pl:attendedBy", p.person.iri)
	l.state(r.meeting.iri, "pl:attendedByParty", countries[p.person.country].iri)
	return p.person
}

// quotation states what a person is quoted with.
func (r *release) quotation(l *lines, by person) {
	q := id("quotation/", r.slug)
	l.state(q, "rdf:type", name("pl:Quotation"))
	l.state(q, "rdfs:label", english("Quotation of "+by.name))
	l.state(q, "schema:text", english("“"+inEnglish.text(&r.draws, 1+r.below(4))+"”"))
	l.state(q, "schema:spokenByCharacter", by.iri)
	l.state(q, "prov:wasQuotedFrom", r.source)
	for _, p := range r.several(2, len(priorities)) {
		l.state(q, "schema:mentions", priorities[p].iri)
	}
}
