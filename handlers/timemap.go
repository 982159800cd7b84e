package handlers

import (
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/memento"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
)

// getTimeMap answers /timemap/{class}/{slug}: the versions of a document, also of
// one that is gone.
//
// Spec: RFC 7089 §5.
func (s *Server) getTimeMap(c *gin.Context) error {
	path, suffix := strings.TrimPrefix(c.Param("path"), "/"), ""
	for _, o := range memento.Offers {
		if rest, ok := strings.CutSuffix(path, o.Suffix); ok {
			path, suffix = rest, o.Suffix
		}
	}
	snap := s.store.Snapshot()
	versions, err := memento.Of(c.Request.Context(), s.Site, snap, path)
	if err != nil {
		return err
	}
	if len(versions.Kept) == 0 {
		return s.notFound(c.Request.Context(), memento.TimeMapPath+"/"+path)
	}
	ch, err := negotiate.Choose(c.Request, suffix, memento.Offers)
	if err != nil {
		return err
	}
	page, err := pageParameter(c.Request.URL.Query(), "page")
	if err != nil {
		return err
	}
	m := versions.TimeMap(page, ch.Suffix)
	if page > m.Pages() {
		return problem.BadParameter("page", "there is no page %d: the %d versions fill %d", page, len(versions.Kept), m.Pages())
	}
	a := answer.Answer{Media: ch.Media, Modified: versions.All[len(versions.All)-1].Time, Links: m.Around()}
	if !ch.Fixed {
		a.Vary, a.Location = []string{"Accept"}, s.Root+strings.TrimPrefix(m.Address(page), s.Base)
	}
	if ch.Media == memento.LinkFormat {
		a.Body = m.LinkFormat()
	} else if a.Body, err = answer.JSON(m.JSON()); err != nil {
		return err
	}
	return s.send(c, a)
}
