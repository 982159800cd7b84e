package main

import "strconv"

var venues = table("", `
|
Harbour|Port
University|Université
Lakeside|Bord du lac
Old Town|Vieille ville`)

const placeCount = 48 * 5

// A place is the capital of a country, or a part of it.
type place struct {
	iri     term
	name    string
	country int
}

func placeNumber(i int) place {
	country, venue := i%len(countries), venues[i/len(countries)]
	name := countries[country].more[2]
	if venue.en != "" {
		name += " " + venue.en
	}
	return place{id("place/", slug(name), "-", countries[country].more[0]), name, country}
}

func (p place) describe(l *lines, i int) {
	d := drawsOf(ofPlace, i)
	l.state(p.iri, "rdf:type", name("pl:Place"))
	l.labels(p.iri, english(p.name))
	l.state(p.iri, "pl:inCountry", countries[p.country].iri)
	l.state(p.iri, "pl:region", plain("Region "+strconv.Itoa(1+d.below(9))))
	l.state(p.iri, "wgs:lat", decimal(d.below(12000000)-5000000, 5))
	l.state(p.iri, "wgs:long", decimal(d.below(36000000)-18000000, 5))
}
