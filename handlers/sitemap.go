package handlers

import (
	"fmt"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/ontology"
)

// getSitemap lists the pages of meetings, people, documents, topics and
// countries, and of every class.
func (s *Server) getSitemap(c *gin.Context) error {
	snap := s.store.Snapshot()
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	line := func(path string) { fmt.Fprintf(&b, "<url><loc>%s%s</loc></url>\n", s.base, path) }
	line("")
	for _, class := range ontology.Classes {
		if class.Path == "" {
			continue
		}
		line("doc/" + class.Path)
		if class.Path == "record" || class.Path == "claim" || class.Path == "passage" || class.Path == "participation" {
			continue
		}
		members, err := s.members(snap, class)
		if err != nil {
			return err
		}
		for _, m := range members {
			line("doc/" + strings.TrimPrefix(m.Value(), s.base+"id/"))
		}
	}
	b.WriteString("</urlset>\n")
	return s.send(c, answer{media: "application/xml", body: []byte(b.String()), modified: snap.Time()})
}
