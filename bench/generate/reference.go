package main

import "strconv"

// reference states what releases refer to, each table in a graph of its own,
// and of the whole, in no graph.
func (w world) reference(l *lines) {
	w.dataset(l)
	for _, table := range []struct {
		name  string
		write func(*lines)
	}{
		{"countries", stateCountries},
		{"places", statePlaces},
		{"forums", stateForums},
		{"presidencies", statePresidencies},
		{"priorities", statePriorities},
		{"offices", stateOffices},
		{"concepts", stateConcepts},
		{"persons", w.statePersons},
	} {
		l.graph(id("graph/", table.name))
		table.write(l)
	}
}

func (w world) dataset(l *lines) {
	d := id("dataset/releases")
	l.state(d, "rdf:type", name("void:Dataset"))
	l.labels(d, english("Invented press releases"), french("Communiqués inventés"))
	l.state(d, "dct:license", "<https://creativecommons.org/publicdomain/zero/1.0/>")
	l.state(d, "dct:created", typed("2026-11-24T00:00:00Z", "xsd:dateTime"))
	l.state(d, "void:documents", integer(w.releases))
	l.state(d, "void:uriSpace", plain(base))
	for _, f := range forums {
		l.state(d, "dct:subject", f.iri)
		l.state(f.iri, "rdfs:label", english(f.en))
	}
}

func stateCountries(l *lines) {
	for _, c := range countries {
		l.state(c.iri, "rdf:type", name("pl:Country"), name("pl:Party"))
		l.labels(c.iri, c.labels()...)
		l.state(c.iri, "pl:alpha2", plain(c.more[0]))
		l.state(c.iri, "pl:alpha3", plain(c.more[1]))
		l.state(c.iri, "pl:capital", english(c.more[2]))
	}
}

func statePlaces(l *lines) {
	for i := range placeCount {
		placeNumber(i).describe(l, i)
	}
}

func stateForums(l *lines) {
	for i, f := range forums {
		d := drawsOf(ofForum, i)
		l.state(f.iri, "rdf:type", name("pl:Forum"))
		l.labels(f.iri, f.labels()...)
		l.state(f.iri, "pl:meetsEvery", typed("P1Y", "xsd:duration"))
		members := d.several(30, len(countries))
		l.state(f.iri, "pl:enumeratedMembers", integer(len(members)))
		for _, c := range members {
			l.state(f.iri, "pl:hasMember", countries[c].iri)
			m := id("membership/", f.slug, "-", countries[c].slug)
			l.state(m, "rdf:type", name("pl:ForumMembership"))
			l.state(m, "rdfs:label", english(countries[c].en+" in "+f.en))
			l.state(m, "pl:membershipOf", f.iri)
			l.state(m, "pl:member", countries[c].iri)
			l.state(m, "pl:enumerated", typed([...]string{"true", "false"}[d.skewed(2)], "xsd:boolean"))
			l.state(m, "pl:from", typed(strconv.Itoa(1950+d.below(60)), "xsd:gYear"))
		}
	}
}

func statePresidencies(l *lines) {
	for i, f := range forums {
		for start := firstDay; start <= firstDay+allDays+yearDays; start += yearDays {
			year := start.year()
			p, by := presidency(f, year), countries[(i+int(start)/yearDays)%len(countries)]
			l.state(p, "rdf:type", name("pl:Presidency"))
			l.state(p, "rdfs:label", english(f.en+" presidency "+year))
			l.state(p, "pl:presidencyOf", f.iri)
			l.state(p, "pl:heldByParty", by.iri)
			l.state(p, "pl:year", typed(year, "xsd:gYear"))
		}
	}
}

func statePriorities(l *lines) {
	scheme := id("scheme/priorities")
	l.state(scheme, "rdf:type", name("skos:ConceptScheme"))
	l.labels(scheme, english("Priorities"), french("Priorités"))
	for i, p := range priorities {
		d := drawsOf(ofPriority, i)
		l.state(p.iri, "rdf:type", name("pl:Priority"), name("skos:Concept"))
		l.labels(p.iri, p.labels()...)
		l.state(p.iri, "skos:inScheme", scheme)
		l.state(p.iri, "skos:definition", english(inEnglish.text(&d, 2)))
		if up := broader[i]; up >= 0 {
			l.state(p.iri, "skos:broader", priorities[up].iri)
			l.state(priorities[up].iri, "skos:narrower", p.iri)
		} else {
			l.state(p.iri, "skos:topConceptOf", scheme)
		}
		if related := d.below(len(priorities)); related != i {
			l.state(p.iri, "skos:related", priorities[related].iri)
		}
	}
}

func stateOffices(l *lines) {
	for c, country := range countries {
		government := id("organization/government-", country.slug)
		l.state(government, "rdf:type", name("pl:Organization"), name("pl:Party"))
		l.labels(government, english("Government of "+country.en))
		for p, portfolio := range portfolios {
			o := office{c, p}
			l.state(o.iri(), "rdf:type", name("pl:Office"))
			l.labels(o.iri(), english(o.en()), french(o.fr()))
			l.state(o.iri(), "pl:jurisdiction", country.iri)
			l.state(o.iri(), "pl:portfolio", portfolio.iri)
			l.state(o.iri(), "org:postIn", o.ministry())
			l.state(o.ministry(), "rdf:type", name("pl:Organization"), name("pl:Party"))
			l.labels(o.ministry(), english("Ministry of "+portfolio.en+" of "+country.en))
			l.state(o.ministry(), "org:subOrganizationOf", government)
		}
	}
}

func stateConcepts(l *lines) {
	for _, concepts := range [][]named{portfolios, roles, documentKinds} {
		for _, c := range concepts {
			l.state(c.iri, "rdf:type", name("skos:Concept"))
			l.labels(c.iri, c.labels()...)
		}
	}
	for _, p := range portfolios {
		l.state(track(p), "rdf:type", name("skos:Concept"))
		l.labels(track(p), p.labels()...)
		l.state(track(p), "skos:exactMatch", p.iri)
	}
}

func (w world) statePersons(l *lines) {
	for i := range w.persons {
		p := personNumber(i)
		p.describe(l)
	}
}
