package handlers

import (
	"net/url"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/view"
	"w3id.org/plenary/sparql"
)

// answerPage answers a query with a page: the form again, and below it the first
// rows of the answer, or triples, as a table.
func (s *Server) answerPage(c *gin.Context, in protocol.Request, r *sparql.Result, a answer.Answer) error {
	var others []explorer.Download
	for _, o := range answersTo(r.Form) {
		if o.Token != negotiate.HTML.Token {
			q := url.Values{"query": {in.Get("query")}, "format": {o.Token}}
			for _, name := range []string{"default-graph-uri", "named-graph-uri"} {
				q[name] = in.Values[name]
			}
			others = append(others, explorer.Download{Name: o.Name, Type: o.Media, Href: s.Root + site.SPARQL + "?" + q.Encode()})
		}
	}
	a.Lang = negotiate.Language(c.Request)
	body, err := s.pages.Answer(view.Request{Snap: r.Snapshot(), Lang: a.Lang, URL: c.Request.URL}, in.Get("query"), r, others)
	if err != nil {
		return err
	}
	a.Body = body
	a.Vary = append(a.Vary, "Accept-Language")
	return s.send(c, a)
}
