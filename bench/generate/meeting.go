package main

import "strconv"

// A world says how many meetings and persons a set of releases is about.
type world struct{ releases, meetings, persons int }

func worldOf(releases int) world {
	return world{releases: releases, meetings: releases/4 + 1, persons: releases/20 + 300}
}

// The meetings are held one after the other from January 1995 on, through 31
// years.
const (
	firstDay day = 25 * yearDays
	allDays      = 31 * yearDays
)

// A meeting is reported by several releases, which state parts of the same.
type meeting struct {
	number     int
	iri        term
	slug       string
	en, fr     string
	summit     bool
	forum      int
	portfolio  int
	place      place
	start, end day
}

func (w world) meeting(i int) meeting {
	d := drawsOf(ofMeeting, i)
	m := meeting{number: i, summit: d.oneIn(8), forum: d.skewed(len(forums)), portfolio: d.skewed(len(portfolios)), place: placeNumber(d.skewed(placeCount))}
	m.start = firstDay + day(scale(i, w.meetings, allDays)) + day(d.below(5))
	m.end = m.start + day(d.skewed(4))
	f, p, where := forums[m.forum], portfolios[m.portfolio], m.place.name+", "+m.start.year()
	if m.summit {
		m.en, m.fr = f.en+" Summit, "+where, "Sommet : "+f.fr+", "+where
		m.slug = m.start.year() + "-" + f.slug + "-summit-" + strconv.Itoa(i)
	} else {
		m.en, m.fr = f.en+" "+p.en+" Ministers' Meeting, "+where, "Réunion ministérielle "+p.fr+" : "+f.fr+", "+where
		m.slug = m.start.year() + "-" + f.slug + "-" + p.slug + "-" + strconv.Itoa(i)
	}
	m.iri = id("meeting/", m.slug)
	return m
}

// A fact of a meeting is one statement about it, in words too.
type fact struct {
	property string
	object   term
	words    string
}

// facts returns what releases can say of a meeting: always the same.
func (m *meeting) facts(w world) []fact {
	d := drawsOf(ofFacts, m.number)
	forum, host := forums[m.forum], countries[m.place.country]
	facts := []fact{
		{"pl:startDate", m.start.date(), m.start.String()},
		{"pl:hostCountry", host.iri, host.en},
		{"pl:endDate", m.end.date(), m.end.String()},
		{"pl:year", typed(m.start.year(), "xsd:gYear"), m.start.year()},
		{"pl:underPresidency", presidency(forum, m.start.year()), "the presidency"},
		{"skos:prefLabel", french(m.fr), m.fr},
		{"pl:purpose", english(inEnglish.text(&d, 1)), "the purpose"},
		{"pl:purpose", french(inFrench.text(&d, 1)), "le but"},
	}
	for _, p := range d.several(5, len(priorities)) {
		facts = append(facts, fact{"pl:discussed", priorities[p].iri, priorities[p].en})
	}
	if m.number > 0 {
		before := w.meeting(m.number - 1 - d.skewed(m.number))
		facts = append(facts, fact{"pl:buildsOn", before.iri, before.en})
	}
	return facts
}

func track(portfolio named) term { return id("track/", portfolio.slug) }

func presidency(forum named, year string) term { return id("presidency/", forum.slug, "-", year) }

// introduce states what every release about a meeting says.
func (m *meeting) introduce(l *lines) {
	l.state(m.iri, "rdf:type", name("pl:Meeting"))
	if m.summit {
		l.state(m.iri, "rdf:type", name("pl:Summit"))
		l.state(m.iri, "pl:ordinal", integer(1+m.number%60))
	} else {
		l.state(m.iri, "rdf:type", name("pl:MinisterialMeeting"))
		l.state(m.iri, "pl:track", track(portfolios[m.portfolio]))
	}
	l.labels(m.iri, english(m.en))
	l.state(m.iri, "pl:meetingOf", forums[m.forum].iri)
	l.state(m.iri, "pl:heldAt", m.place.iri)
	l.state(m.iri, "schema:eventStatus", name("schema:EventScheduled"))
}

// A participation is that of one person in one meeting.
type participation struct {
	iri    term
	person person
	role   named
}

// participants returns how many took part.
func (m *meeting) participants() int {
	d := drawsOf(ofParticipants, m.number)
	return 3 + d.below(20)
}

// participation returns the one with a number.
func (w world) participation(m *meeting, i int) participation {
	d := drawsOf(ofParticipation, m.number<<8|i)
	role := roles[d.skewed(len(roles))]
	return participation{id("participation/", m.slug, "-", strconv.Itoa(i)), personNumber(w.inOffice(&d, m.start)), role}
}

func (p *participation) describe(l *lines, m *meeting) {
	t := p.person.tenure(m.start)
	l.state(m.iri, "pl:hasParticipation", p.iri)
	l.state(p.iri, "rdf:type", name("pl:Participation"))
	l.state(p.iri, "rdfs:label", english(p.person.name+" at the "+m.en))
	l.state(p.iri, "pl:participant", p.person.iri)
	l.state(p.iri, "pl:represents", countries[p.person.country].iri)
	l.state(p.iri, "pl:inOffice", t.office.iri())
	l.state(p.iri, "pl:inCapacity", t.iri)
	l.state(p.iri, "pl:participantRole", p.role.iri)
}
