package handlers

import (
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// describePath is where many things are described at once.
const describePath = "api/describe"

// mostDescribed is how many things one request may ask about.
const mostDescribed = 200

// description is what the data says about a thing.
type description struct {
	Item
	Statements []Statement `json:"statements"`
}

// describe answers POST and QUERY /api/describe: what the data says about each IRI
// of a JSON array, and which it does not know.
func (s *Server) describe(c *gin.Context) error {
	p := s.params(c, "at")
	trusted := p.trust()
	things, err := p.described(c.Request)
	if err != nil {
		return err
	}
	w := words{p.snap, p.lang(c)}
	items, missing, d := []description{}, []string{}, newDocument(p.snap)
	for _, t := range things {
		if !s.known(p.snap, t) {
			missing = append(missing, t.Value())
			continue
		}
		item, err := w.describe(t, trusted, d)
		if err != nil {
			return err
		}
		items = append(items, item)
	}
	for _, iri := range missing {
		p.links = append(p.links, link{rel: s.base + "problems/not-found", href: iri})
	}
	return s.sendAPI(c, p, forms{json: gin.H{"items": items, "missing": missing},
		quads: func() ([]rdf.Quad, error) { return d.quads, d.addLabels() }})
}

// describe returns the trusted statements about a thing, and adds their quads to
// a document.
func (w words) describe(t rdf.Term, trusted trust, d *document) (description, error) {
	item := description{w.item(t), []Statement{}}
	var last rdf.Triple
	for q, err := range graph.Describe(w.snap, t) {
		if err != nil {
			return item, err
		}
		if !trusted.accepts(q.Triple()) {
			continue
		}
		d.add(q)
		if q.Triple() != last { // once for all graphs that have it
			last = q.Triple()
			item.Statements = append(item.Statements, w.statement(last))
		}
	}
	return item, nil
}

// described reads the things that a request is about, each once.
func (p *params) described(r *http.Request) (things []rdf.Term, err error) {
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != jsonOffer.media {
		return nil, problem("media-type", "the body has the Content-Type %.100q; taken is %s, an array of IRIs", r.Header.Get("Content-Type"), jsonOffer.media)
	}
	body, err := readBody(r, maxBody)
	if err != nil {
		return nil, err
	}
	var iris []string
	if err := json.Unmarshal(body, &iris); err != nil {
		return nil, notAnArray(err)
	}
	if len(iris) > mostDescribed {
		many := problem("too-large", "%d things are asked for; one request takes %d", len(iris), mostDescribed)
		many.Limit = "things"
		return nil, many
	}
	if len(iris) == 0 {
		p.fail("body", "the array has no IRI")
	}
	seen := map[rdf.Term]bool{}
	for i, iri := range iris {
		t, err := p.s.resolveIRI(iri)
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
func notAnArray(err error) *Problem {
	p := problem("syntax", "the body is no JSON array of IRIs: %v", err)
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
