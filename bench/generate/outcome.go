package main

import (
	"strconv"
	"strings"
)

// outcome states what the meeting adopted: a document, which other releases
// name too, and some of its commitments and figures.
func (r *release) outcome(l *lines) {
	m := &r.meeting
	d := drawsOf(ofDocument, m.number)
	kind := documentKinds[d.skewed(len(documentKinds))]
	title := m.en + ": " + kind.en
	document := id("document/", m.slug, "-", kind.slug)
	l.state(m.iri, "pl:adopted", document)
	l.state(document, "rdf:type", name("pl:OutcomeDocument"))
	l.labels(document, english(title))
	l.state(document, "dct:title", english(title))
	l.state(document, "dct:issued", m.end.date())
	l.state(document, "pl:documentKind", kind.iri)
	topics := d.several(2, len(priorities))
	for _, p := range topics {
		l.state(document, "pl:addresses", priorities[p].iri)
	}
	if r.oneIn(4) {
		r.figures(l, document, &d)
	}
	first := r.below(8)
	for i := range r.below(2) {
		number := (first + i) % 8
		c := id("commitment/", m.slug, "-", strconv.Itoa(number))
		words := drawsOf(ofCommitment, m.number<<3|number)
		r.commitment(l, c, document, &words, topics)
	}
}

func (r *release) commitment(l *lines, c, document term, words *draws, topics []int) {
	l.state(c, "rdf:type", name("pl:Commitment"))
	l.labels(c, english(inEnglish.text(words, 1)))
	l.state(c, "pl:madeIn", document)
	l.state(c, "pl:madeAt", r.meeting.iri)
	l.state(c, "pl:committedBy", forums[r.meeting.forum].iri)
	l.state(c, "pl:addresses", priorities[topics[words.below(len(topics))]].iri)
	l.state(c, "schema:amount", decimal(100_000+words.skewed(1<<40), 2))
	l.state(c, "schema:currency", plain(currencies[words.skewed(len(currencies))]))
}

var currencies = [...]string{"EUR", "USD", "CAD", "JPY", "GBP"}

// figures states how much there is of something in a document.
func (r *release) figures(l *lines, document term, d *draws) {
	for _, what := range [...]string{"commitments", "words"} {
		m := id("measurement/", r.meeting.slug, "-", what)
		l.state(m, "rdf:type", name("pl:Measurement"))
		l.state(m, "rdfs:label", english("Number of "+what))
		l.state(m, "pl:measureOf", document)
		l.state(m, "pl:measure", english(what))
		l.state(m, "pl:value", integer(1+d.skewed(4000)))
		l.state(m, "pl:unit", english("count"))
	}
}

// run states who took the claims from the text.
func (r *release) run(l *lines) term {
	run := id("run/", r.slug)
	l.state(run, "rdf:type", name("pl:ExtractionRun"))
	l.state(run, "rdfs:label", english("Extraction from "+r.slug))
	l.state(run, "prov:used", r.source)
	l.state(run, "prov:startedAtTime", (r.issued + day(r.skewed(30))).at(r.below(86400)))
	l.state(run, "schema:softwareVersion", plain("0."+strconv.Itoa(r.skewed(30))))
	return run
}

// claim states that a passage of the release says a fact of the meeting.
func (r *release) claim(l *lines, run term, i int, f fact) {
	c := id("claim/", r.slug, "-", strconv.Itoa(i))
	l.state(c, "rdf:type", name("pl:Claim"))
	l.state(c, "rdfs:label", english("Claim "+r.slug+"-"+strconv.Itoa(i)+": "+r.meeting.en+", "+f.property))
	l.state(c, "rdf:subject", r.meeting.iri)
	l.state(c, "rdf:predicate", name(f.property))
	l.state(c, "rdf:object", f.object)
	l.state(c, "pl:claimStatus", name([...]string{"pl:Stated", "pl:Inferred"}[r.skewed(2)]))
	l.state(c, "pl:polarity", name([...]string{"pl:Affirmed", "pl:Negated"}[r.below(20)/19]))
	l.state(c, "pl:modality", name([...]string{"pl:Factual", "pl:Planned", "pl:Reported"}[r.skewed(3)]))
	l.state(c, "pl:confidence", decimal(50+r.below(50), 2))
	l.state(c, "pl:extractedBy", run)
	l.state(c, "pl:rule", plain("rule-"+strconv.Itoa(r.skewed(40))))
	if r.oneIn(8) {
		l.state(c, "pl:note", english(inEnglish.text(&r.draws, 1)))
	}
	l.state(c, "pl:evidence", r.passage(l, i, f.words))
}

// passage states where in the text something is said; every other selector
// has no name.
func (r *release) passage(l *lines, i int, words string) term {
	start := 400*i + r.below(300)
	end := start + 5 + r.below(250)
	p := id("passage/", r.slug, "-", strconv.Itoa(start), "-", strconv.Itoa(end))
	selector := p.in("#position")
	if r.oneIn(2) {
		selector = term("_:r" + strconv.Itoa(r.number) + "s" + strconv.Itoa(i))
	}
	l.state(p, "rdf:type", name("pl:Passage"))
	l.state(p, "rdfs:label", english("Characters "+strconv.Itoa(start)+" to "+strconv.Itoa(end)+" of "+r.slug))
	l.state(p, "pl:passageOf", r.source)
	l.state(p, "oa:hasSource", r.source)
	l.state(p, "oa:hasSelector", selector)
	l.state(selector, "rdf:type", name("oa:TextPositionSelector"))
	l.state(selector, "oa:start", count(start))
	l.state(selector, "oa:end", count(end))
	l.state(p, "pl:quoteHash", plain(r.hash()))
	l.state(p, "pl:anchor", plain(words))
	l.state(p, "foaf:page", r.page("#:~:text="+strings.ReplaceAll(words, " ", "%20")))
	return p
}
