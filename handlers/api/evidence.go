package api

import (
	"context"
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

// Evidence answers /api/evidence: what stands behind a triple, or behind
// everything said about a thing.
func (a *API) Evidence(ctx context.Context, p *Params) (Forms, error) {
	p.takes(ctx, "iri", "subject", "predicate", "object", "at", "limit", "cursor")
	limit, trusted := p.number("limit", 500, 1, 5000), p.trust()
	pattern := graph.Pattern{S: p.thing(ctx, "subject"), P: p.thing(ctx, "predicate")}
	pattern.O = p.object(ctx, pattern.S, pattern.P)
	if iri := p.thing(ctx, "iri"); !iri.IsZero() {
		if pattern != (graph.Pattern{}) {
			p.Fail("iri", "give either iri, or subject, predicate and object")
		}
		pattern.S = iri
	} else if pattern.S.IsZero() {
		p.need("iri")
	}
	if p.Err != nil {
		return Forms{}, p.Err
	}
	if !p.Snap.Has(pattern) {
		return Forms{}, problem.New("not-found", "the graph does not say so")
	}
	stated, err := evidence.Stated(p.Snap, pattern)
	if err != nil {
		return Forms{}, err
	}
	begin := p.from(len(stated))
	if p.Err != nil {
		return Forms{}, p.Err
	}
	f := evidence.Finder{Words: words.Words{Snap: p.Snap, Lang: p.Lang}, Trust: trusted, Documents: a.Documents}
	items, triples, next := []evidence.Support{}, []rdf.Triple{}, ""
	for i, t := range stated[begin:] {
		found := []evidence.Support{}
		if trusted.Accepts(t) {
			found = f.Support(t)
		}
		if len(items) > 0 && len(items)+len(found) > limit {
			next = p.next(fmt.Sprintf("%d %d", p.Snap.Seq(), begin+i))
			break
		}
		items = append(items, found...)
		triples = append(triples, trusted.Evidence(t)...)
	}
	return Forms{map[string]any{"items": items, "truncated": next != "", "next": next}, &Content{Triples: triples},
		func() [][]string { return evidenceTable(items) }, nil}, nil
}

// from reads the cursor of a list whose keys are the number of a commit and a
// place among n; 0 without one.
func (p *Params) from(n int) (place int) {
	key := p.cursor()
	if key == "" {
		return 0
	}
	var seq uint64
	if _, err := fmt.Sscanf(key, "%d %d", &seq, &place); p.Err == nil && (err != nil || seq != p.Snap.Seq() || place > n) {
		p.Err = p.staleCursor()
	}
	return place
}

// object reads the object of a triple: an IRI of the graph, a literal as SPARQL has
// it, or the text of a literal that the subject has by that predicate.
func (p *Params) object(ctx context.Context, subject, predicate rdf.Term) rdf.Term {
	text := p.Text("object")
	if text == "" {
		return rdf.Term{}
	}
	if strings.HasPrefix(text, `"`) {
		t, err := syntax.ParseTerm(text)
		if err != nil || !t.IsLiteral() {
			p.Fail("object", "%.200q is no literal such as \"Ottawa\"@en or \"2025\"^^<%sgYear>", text, xsd.Namespace)
		}
		return t
	}
	if t, err := p.Site.Resolve(text); err == nil && p.Snap.Has(graph.Pattern{O: t}) {
		return t
	}
	if !subject.IsZero() {
		for t := range p.Snap.Triples(graph.Pattern{S: subject, P: predicate}) {
			if t.O.IsLiteral() && t.O.Value() == text {
				return t.O
			}
		}
	}
	p.Fail("object", "%.200q is neither an IRI of the graph nor the text of a literal that the subject has", text)
	return rdf.Term{}
}
