package handlers

import (
	"fmt"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/syntax"
)

// getEvidence answers /api/evidence: what stands behind a triple, or behind
// everything said about a thing.
func (a *api) evidence(p *params) (forms, error) {
	p.takes("iri", "subject", "predicate", "object", "at", "limit", "cursor")
	limit, trusted := p.number("limit", 500, 1, 5000), p.trust()
	pattern := graph.Pattern{S: p.thing("subject"), P: p.thing("predicate")}
	pattern.O = p.object(pattern.S, pattern.P)
	if iri := p.thing("iri"); !iri.IsZero() {
		if pattern != (graph.Pattern{}) {
			p.fail("iri", "give either iri, or subject, predicate and object")
		}
		pattern.S = iri
	} else if pattern.S.IsZero() {
		p.need("iri")
	}
	if p.err != nil {
		return forms{}, p.err
	}
	if !p.snap.Has(pattern) {
		return forms{}, problem.New("not-found", "the graph does not say so")
	}
	stated, err := evidence.Stated(p.snap, pattern)
	if err != nil {
		return forms{}, err
	}
	begin := p.from(len(stated))
	if p.err != nil {
		return forms{}, p.err
	}
	f := evidence.Finder{Words: words.Words{Snap: p.snap, Lang: p.lang}, Trust: trusted, Documents: a.documents}
	items, triples, next := []evidence.Support{}, []rdf.Triple{}, ""
	for i, t := range stated[begin:] {
		found := []evidence.Support{}
		if trusted.Accepts(t) {
			found = f.Support(t)
		}
		if len(items) > 0 && len(items)+len(found) > limit {
			next = p.next(fmt.Sprintf("%d %d", p.snap.Seq(), begin+i))
			break
		}
		items = append(items, found...)
		triples = append(triples, trusted.Evidence(t)...)
	}
	return forms{map[string]any{"items": items, "truncated": next != "", "next": next}, &content{triples: triples},
		func() [][]string { return evidenceTable(items) }, nil}, nil
}

// from reads the cursor of a list whose keys are the number of a commit and a
// place among n; 0 without one.
func (p *params) from(n int) (place int) {
	key := p.cursor()
	if key == "" {
		return 0
	}
	var seq uint64
	if _, err := fmt.Sscanf(key, "%d %d", &seq, &place); p.err == nil && (err != nil || seq != p.snap.Seq() || place > n) {
		p.err = p.staleCursor()
	}
	return place
}

// object reads the object of a triple: an IRI of the graph, a literal as SPARQL has
// it, or the text of a literal that the subject has by that predicate.
func (p *params) object(subject, predicate rdf.Term) rdf.Term {
	text := p.text("object")
	if text == "" {
		return rdf.Term{}
	}
	if strings.HasPrefix(text, `"`) {
		t, err := syntax.ParseTerm(text)
		if err != nil || !t.IsLiteral() {
			p.fail("object", "%.200q is no literal such as \"Ottawa\"@en or \"2025\"^^<%sgYear>", text, xsd.Namespace)
		}
		return t
	}
	if t, err := p.site.Resolve(text); err == nil && p.snap.Has(graph.Pattern{O: t}) {
		return t
	}
	if !subject.IsZero() {
		for t := range p.snap.Triples(graph.Pattern{S: subject, P: predicate}) {
			if t.O.IsLiteral() && t.O.Value() == text {
				return t.O
			}
		}
	}
	p.fail("object", "%.200q is neither an IRI of the graph nor the text of a literal that the subject has", text)
	return rdf.Term{}
}
