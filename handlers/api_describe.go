package handlers

import (
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

// mostDescribed is how many things one request may ask about.
const mostDescribed = 200

// description is what the data says about a thing.
type description struct {
	words.Item
	Statements []words.Statement `json:"statements"`
}

// describe answers POST and QUERY /api/describe: what the data says about each IRI
// of a JSON array, the body, and which it does not know.
func (a *api) describe(p *params, body []byte) (forms, error) {
	p.takes("at")
	trusted := p.trust()
	things, err := p.described(body)
	if err != nil {
		return forms{}, err
	}
	w := words.Words{Snap: p.snap, Lang: p.lang}
	items, missing, said := []description{}, []string{}, &content{}
	for _, t := range things {
		if !a.Known(p.snap, t) {
			missing = append(missing, t.Value())
			continue
		}
		item, err := said.describe(w, t, trusted)
		if err != nil {
			return forms{}, err
		}
		items = append(items, item)
	}
	for _, iri := range missing {
		p.links = append(p.links, link.Link{Rel: a.Base + "problems/not-found", Href: iri})
	}
	return forms{json: map[string]any{"items": items, "missing": missing}, graph: said}, nil
}

// describe returns the trusted statements about a thing, and adds their quads.
func (c *content) describe(w words.Words, t rdf.Term, trusted evidence.Trust) (description, error) {
	item := description{w.Item(t), []words.Statement{}}
	var last rdf.Triple
	for q, err := range graph.Describe(w.Snap, t) {
		if err != nil {
			return item, err
		}
		if !trusted.Accepts(q.Triple()) {
			continue
		}
		c.quads = append(c.quads, q)
		if q.Triple() != last { // once for all graphs that have it
			last = q.Triple()
			item.Statements = append(item.Statements, w.Statement(last))
		}
	}
	return item, nil
}

// described reads the things that a body names, each once.
func (p *params) described(body []byte) (things []rdf.Term, err error) {
	var iris []string
	if err := json.Unmarshal(body, &iris); err != nil {
		return nil, notAnArray(err)
	}
	if len(iris) > mostDescribed {
		many := problem.New("too-large", "%d things are asked for; one request takes %d", len(iris), mostDescribed)
		many.Limit = "things"
		return nil, many
	}
	if len(iris) == 0 {
		p.fail("body", "the array has no IRI")
	}
	seen := map[rdf.Term]bool{}
	for i, iri := range iris {
		t, err := p.site.Resolve(iri)
		if err != nil || iri == "" || strings.ContainsFunc(iri, notInIRI) {
			p.fail("body", "element %d, %.200q, is no IRI", i+1, iri)
		}
		if !seen[t] {
			seen[t] = true
			things = append(things, t)
		}
	}
	return things, p.err
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
		p.Offset = syntax.Offset
	case errors.As(err, &kind):
		p.Offset = kind.Offset
	}
	p.Hint = `write ["id/country/japan", "https://…"]`
	return p
}
