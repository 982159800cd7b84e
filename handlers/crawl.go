package handlers

import (
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/link"
)

const xmlMedia = "application/xml"

// getLLMs answers /llms.txt: in Markdown what a language model should know to use
// and cite the service.
//
// Spec: llmstxt.org: a heading, a quotation that sums up, text, then sections of
// links.
func (s *Server) getLLMs(c *gin.Context) error {
	snap := s.store.Snapshot()
	text, err := s.derivedFrom(snap).llms()
	if err != nil {
		return err
	}
	return s.send(c, answer.Answer{Media: "text/plain; charset=utf-8", Body: []byte(text), Modified: snap.Time(), Links: []link.Link{{Rel: "canonical", Href: s.Base + "llms.txt"}, {Rel: "license", Href: s.License}}})
}

// getSitemap answers /sitemap.xml: the parts.
func (s *Server) getSitemap(c *gin.Context) error {
	snap := s.store.Snapshot()
	m, err := s.derivedFrom(snap).sitemap()
	if err != nil {
		return err
	}
	return s.send(c, answer.Answer{Media: xmlMedia, Body: m.Index(), Modified: snap.Time()})
}

// getSitemapPart answers /sitemap/{part}.xml.
func (s *Server) getSitemapPart(c *gin.Context) error {
	snap := s.store.Snapshot()
	m, err := s.derivedFrom(snap).sitemap()
	if err != nil {
		return err
	}
	name, ok := strings.CutSuffix(c.Param("part"), ".xml")
	body, there := m.Part(name)
	if !ok || !there {
		return s.notFound(c.Request.Context(), "sitemap/"+c.Param("part"))
	}
	return s.send(c, answer.Answer{Media: xmlMedia, Body: body, Modified: snap.Time()})
}

// getRobots answers /robots.txt.
func (s *Server) getRobots(c *gin.Context) error {
	return s.send(c, answer.Answer{Media: "text/plain; charset=utf-8", Body: []byte(s.describer.Robots())})
}
