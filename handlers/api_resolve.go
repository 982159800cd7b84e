package handlers

import (
	"context"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// identifiers are the properties by which other identifiers lead to things.
var identifiers = []string{ontology.OWLSameAs, ontology.SchemaSameAs, ontology.SKOSExactMatch, ontology.SKOSCloseMatch, ontology.SchemaURL, ontology.FOAFPage}

// getResolve answers /api/resolve: the things that another identifier, a code
// or a name stands for, the best first.
func (s *Server) getResolve(c *gin.Context) error {
	p := s.params(c, "iri", "name", "class", "limit")
	limit := p.number("limit", 10, 1, 100)
	class, classed := p.class("class")
	trusted := p.trust()
	iri, name := p.text("iri"), p.text("name")
	if (iri == "") == (name == "") {
		p.fail("iri", "give either iri or name")
	}
	if name != "" {
		name = p.query("name")
	}
	if p.err != nil {
		return p.err
	}
	var found []rdf.Term
	if iri != "" {
		found = s.identified(p.snap, iri)
	} else {
		hits, err := s.find(c.Request.Context(), p.snap, name, p.lang(c), nil)
		if err != nil {
			return err
		}
		for _, h := range hits {
			if labels.Fold(h.Label.Value()) == labels.Fold(name) {
				found = append(found, h.Thing)
			}
		}
	}
	w := words{p.snap, p.lang(c)}
	items := []Item{}
	kept := found[:0]
	for _, t := range found {
		if len(items) < limit && (!classed || s.isOf(p.snap, t, class)) && trusted.acceptsThing(t) {
			items = append(items, w.item(t))
			kept = append(kept, t)
		}
	}
	if len(items) == 0 {
		return s.unresolved(c.Request.Context(), iri, name)
	}
	return s.sendAPI(c, p, forms{gin.H{"items": items}, namesOf(p.snap, kept), func() [][]string { return tableOf(itemColumns, items, Item.row) }, nil})
}

// unresolved is the problem of an identifier or a name that nothing has.
func (s *Server) unresolved(ctx context.Context, iri, name string) error {
	parameter := "iri"
	if iri == "" {
		parameter = "name"
	}
	p := problem("not-found", "nothing here has the %s %.200q", parameter, iri+name)
	p.Parameter = parameter
	p.Nearest = s.nearest(ctx, iri+name)
	return p
}

// identified returns the things that an IRI, or else a code of ISO 3166 or
// Wikidata, stands for.
func (s *Server) identified(snap *graph.Snapshot, text string) (found []rdf.Term) {
	if !strings.ContainsAny(text, "/:#") {
		code := rdf.String(strings.ToUpper(text))
		for _, property := range []string{ontology.Alpha2, ontology.Alpha3} {
			found = appendSubjects(found, snap, property, code)
		}
		text = wikidataEntity + strings.ToUpper(text)
	}
	t, err := s.resolveIRI(text)
	if err != nil {
		return found
	}
	if strings.HasPrefix(t.Value(), s.base) && s.known(snap, t) {
		found = append(found, t)
	}
	for _, other := range spellings(t.Value()) {
		for _, property := range identifiers {
			found = appendSubjects(found, snap, property, rdf.IRI(other))
		}
	}
	return found
}

const wikidataEntity = "http://www.wikidata.org/entity/"

// spellings are the ways in which people write an IRI: with either scheme, with
// or without a final slash, and Wikidata's pages for its entities.
func spellings(iri string) (all []string) {
	_, rest, _ := strings.Cut(iri, "://")
	rest = strings.TrimSuffix(rest, "/")
	if entity, ok := strings.CutPrefix(rest, "www.wikidata.org/wiki/"); ok {
		return []string{wikidataEntity + entity}
	}
	for _, scheme := range []string{"http://", "https://"} {
		all = append(all, scheme+rest, scheme+rest+"/")
	}
	return all
}

func appendSubjects(found []rdf.Term, snap *graph.Snapshot, property string, object rdf.Term) []rdf.Term {
	for t := range snap.Triples(graph.Pattern{P: rdf.IRI(property), O: object}) {
		if t.S.IsIRI() && !slices.Contains(found, t.S) {
			found = append(found, t.S)
		}
	}
	return found
}
