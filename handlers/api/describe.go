package api

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/rdf"
)

// MostDescribed is how many things one request may ask about.
const MostDescribed = 200

// Description is what the data says about a thing.
type Description struct {
	words.Item
	Statements []words.Statement `json:"statements"`
}

// Describe answers POST and QUERY /api/describe: what the data says about each IRI
// of a JSON array, the body, and which it does not know.
func (a *API) Describe(ctx context.Context, p *Params, body []byte) (Forms, error) {
	p.takes(ctx, "at")
	trusted := p.trust()
	things, err := p.described(body)
	if err != nil {
		return Forms{}, err
	}
	w := words.Words{Snap: p.Snap, Lang: p.Lang}
	items, missing, said := []Description{}, []string{}, &Content{}
	for _, t := range things {
		if !a.Known(p.Snap, t) {
			missing = append(missing, t.Value())
			continue
		}
		item, err := said.describe(w, t, trusted)
		if err != nil {
			return Forms{}, err
		}
		items = append(items, item)
	}
	for _, iri := range missing {
		p.Links = append(p.Links, link.Link{Rel: a.Base + "problems/not-found", Href: iri})
	}
	return Forms{JSON: map[string]any{"items": items, "missing": missing}, Graph: said}, nil
}

// describe returns the trusted statements about a thing, and adds their quads.
func (c *Content) describe(w words.Words, t rdf.Term, trusted evidence.Trust) (Description, error) {
	item := Description{w.Item(t), []words.Statement{}}
	var last rdf.Triple
	for q, err := range graph.Describe(w.Snap, t) {
		if err != nil {
			return item, err
		}
		if !trusted.Accepts(q.Triple()) {
			continue
		}
		c.Quads = append(c.Quads, q)
		if q.Triple() != last { // once for all graphs that have it
			last = q.Triple()
			item.Statements = append(item.Statements, w.Statement(last))
		}
	}
	return item, nil
}

// described reads the things that a body names, each once.
func (p *Params) described(body []byte) (things []rdf.Term, err error) {
	var iris []string
	if err := json.Unmarshal(body, &iris); err != nil {
		return nil, notAnArray(err)
	}
	if len(iris) > MostDescribed {
		many := problem.New("too-large", "%d things are asked for; one request takes %d", len(iris), MostDescribed)
		many.Limit = "things"
		return nil, many
	}
	if len(iris) == 0 {
		p.Fail("body", "the array has no IRI")
	}
	seen := map[rdf.Term]bool{}
	for i, iri := range iris {
		t, err := p.Site.Resolve(iri)
		if err != nil || iri == "" || strings.ContainsFunc(iri, notInIRI) {
			p.Fail("body", "element %d, %.200q, is no IRI", i+1, iri)
		}
		if !seen[t] {
			seen[t] = true
			things = append(things, t)
		}
	}
	return things, p.Err
}

// notInIRI tells the characters that no IRI has, RFC 3987 §2.2.
func notInIRI(r rune) bool {
	return r <= ' ' || r == utf8.RuneError || strings.ContainsRune("<>\"{}|\\^`", r)
}

// notAnArray is the problem of a body that is no JSON array of strings.
func notAnArray(err error) *problem.Problem {
	p := problem.New("syntax", "the body is no JSON array of IRIs: %v", err)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		p.Offset = &syntax.Offset
	case errors.As(err, &kind):
		p.Offset = &kind.Offset
	}
	p.Hint = `write ["id/country/japan", "https://…"]`
	return p
}
