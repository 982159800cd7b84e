package main

import (
	"slices"
	"strconv"
	"strings"
)

var firstNames = strings.Fields(`Anna Amara Aiko Benoît Carlos Chloé Daniel Elif Emma Farid François Giulia Hanna Hélène Ibrahim Ines
	Jan Jean José Kofi Lars Leïla Luca Maria Marc Mei Mohamed Nadia Ngozi Olga Oscar Paulo Priya Rachel Rajiv Sofia Thomas Yuki Yves Zoë`)

var lastNames = strings.Fields(`Abebe Adeyemi Almeida Andersen Bakker Bernard Bianchi Bouchard Castro Chen Costa Dubois Diallo Eriksson Ferrari
	Fischer García Gagnon Haddad Hansen Hoffmann Ito Ivanenko Johansson Kamau Kaya Kim Kowalski Lefèvre Lindqvist López Mbeki Meyer Moreau Müller
	Nakamura Ndiaye Nguyen Novak Okafor Öztürk Papadopoulos Patel Pelletier Rahman Rossi Roy Santos Sato Schmidt Silva Singh Smith Suzuki
	Tanaka Traoré Tremblay Virtanen Walker Yılmaz`)

// A person is nobody: names are put together by chance.
type person struct {
	iri     term
	name    string
	country int
	born    int
	tenures []tenure
}

// A tenure is the time of a person in an office.
type tenure struct {
	iri    term
	office office
	period
}

// A period has its last day in it.
type period struct{ from, until day }

const yearDays = 365

// careerOf returns from one to three periods, one after the other.
func careerOf(d *draws) []period {
	var periods []period
	from := firstDay + day(d.below(allDays+8*yearDays)-8*yearDays)
	for range 1 + d.skewed(3) {
		until := from + day(200+d.below(7*yearDays))
		periods = append(periods, period{from, until})
		from = until + day(1+d.below(yearDays))
	}
	return periods
}

// inOffice returns the number of a person who is in office on a day or, if
// chance finds none soon, of any.
func (w world) inOffice(d *draws, on day) int {
	i := 0
	for range 12 {
		i = d.skewed(w.persons)
		other := drawsOf(ofPerson, i)
		for _, t := range careerOf(&other) {
			if t.from <= on && on <= t.until {
				return i
			}
		}
	}
	return i
}

// tenure returns that of a day, or else the last.
func (p *person) tenure(on day) tenure {
	for _, t := range p.tenures {
		if t.from <= on && on <= t.until {
			return t
		}
	}
	return p.tenures[len(p.tenures)-1]
}

func personNumber(i int) person {
	d := drawsOf(ofPerson, i)
	c := careerOf(&d)
	p := person{name: d.of(firstNames) + " " + d.of(lastNames), country: d.skewed(len(countries)), born: 1970 + int(c[0].from)/yearDays - 33 - d.below(25)}
	s := slug(p.name) + "-" + strconv.Itoa(i)
	p.iri = id("person/", s)
	for _, t := range c {
		o := office{p.country, d.skewed(len(portfolios))}
		p.tenures = append(p.tenures, tenure{id("tenure/", s, "-", portfolios[o.portfolio].slug, "-", t.from.String()), o, t})
	}
	return p
}

// describe states all that the table of persons has of one.
func (p *person) describe(l *lines) {
	l.state(p.iri, "rdf:type", name("pl:Person"))
	l.labels(p.iri, english(p.name))
	l.state(p.iri, "pl:citizenOf", countries[p.country].iri)
	l.state(p.iri, "pl:birthYear", typed(strconv.Itoa(p.born), "xsd:gYear"))
	for i, t := range p.tenures {
		if !slices.ContainsFunc(p.tenures[:i], func(before tenure) bool { return before.office == t.office }) {
			l.state(p.iri, "pl:heldOffice", t.office.iri())
		}
		t.describe(l, p)
	}
}

func (t *tenure) describe(l *lines, p *person) {
	l.state(t.iri, "rdf:type", name("pl:Tenure"))
	l.state(t.iri, "rdfs:label", english(p.name+" as "+t.office.en()+", "+t.from.String()+" to "+t.until.String()))
	l.state(t.iri, "pl:tenureOf", p.iri)
	l.state(t.iri, "pl:ofOffice", t.office.iri())
	l.state(t.iri, "pl:titleUsed", english("Minister of "+portfolios[t.office.portfolio].en))
	l.state(t.iri, "pl:from", t.from.date())
	l.state(t.iri, "pl:until", t.until.date())
	l.state(t.iri, "pl:earliest", t.from.date())
	l.state(t.iri, "pl:latest", t.until.date())
}
