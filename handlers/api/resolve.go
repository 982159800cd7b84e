package api

import (
	"context"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// identifiers are the properties by which other identifiers lead to things.
var identifiers = []string{ontology.OWLSameAs, ontology.SchemaSameAs, ontology.SKOSExactMatch, ontology.SKOSCloseMatch, ontology.SchemaURL, ontology.FOAFPage}

// Resolve answers /api/resolve: the things that another identifier, a code
// or a name stands for, the best first.
func (a *API) Resolve(ctx context.Context, p *Params) (Forms, error) {
	p.takes(ctx, "iri", "name", "class", "limit")
	limit := p.number("limit", 10, 1, 100)
	class, classed := p.Class("class")
	trusted := p.trust()
	iri, name := p.Text("iri"), p.Text("name")
	if (iri == "") == (name == "") {
		p.Fail("iri", "give either iri or name")
	}
	if name != "" {
		name = p.query("name")
	}
	if p.Err != nil {
		return Forms{}, p.Err
	}
	var found []rdf.Term
	if iri != "" {
		found = a.identified(p.Snap, iri)
	} else {
		hits, err := a.Find(ctx, p.Snap, name, p.Lang, nil)
		if err != nil {
			return Forms{}, err
		}
		for _, h := range hits {
			if labels.Fold(h.Label.Value()) == labels.Fold(name) {
				found = append(found, h.Thing)
			}
		}
	}
	w := words.Words{Snap: p.Snap, Lang: p.Lang}
	items := []words.Item{}
	kept := found[:0]
	for _, t := range found {
		if len(items) < limit && (!classed || a.IsOf(p.Snap, t, class)) && trusted.AcceptsThing(t) {
			items = append(items, w.Item(t))
			kept = append(kept, t)
		}
	}
	if len(items) == 0 {
		return Forms{}, a.unresolved(ctx, p.Snap, iri, name)
	}
	return Forms{map[string]any{"items": items}, &Content{Things: kept}, func() [][]string { return tableOf(itemColumns, items, itemRow) }, nil}, nil
}

// unresolved is the problem of an identifier or a name that nothing has.
func (a *API) unresolved(ctx context.Context, snap *graph.Snapshot, iri, name string) error {
	parameter := "iri"
	if iri == "" {
		parameter = "name"
	}
	p := problem.New("not-found", "nothing here has the %s %.200q", parameter, iri+name)
	p.Parameter = parameter
	p.Nearest = a.Nearest(ctx, snap, iri+name)
	return p
}

// identified returns the things that an IRI, or else a code of ISO 3166 or
// Wikidata, stands for.
func (a *API) identified(snap *graph.Snapshot, text string) (found []rdf.Term) {
	if !strings.ContainsAny(text, "/:#") {
		code := rdf.String(strings.ToUpper(text))
		for _, property := range []string{ontology.Alpha2, ontology.Alpha3} {
			found = appendSubjects(found, snap, property, code)
		}
		text = wikidataEntity + strings.ToUpper(text)
	}
	t, err := a.Site.Resolve(text)
	if err != nil {
		return found
	}
	if strings.HasPrefix(t.Value(), a.Base) && a.Known(snap, t) {
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
