package handlers

import (
	"bytes"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/memento"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/rdf"
)

// getDiff answers /diff/{class}/{slug}: what makes the document as commit from=
// left it the one that commit to= left. Without to that is the current one, without
// from the version before to.
func (s *Server) getDiff(c *gin.Context) error {
	path, q := strings.TrimPrefix(c.Param("path"), "/"), c.Request.URL.Query()
	snap, term := s.store.Snapshot(), s.IRI("id/"+path)
	versions, err := memento.Of(c.Request.Context(), s.Site, snap, path)
	if err != nil {
		return err
	}
	if len(versions.All) == 0 {
		return s.notFound(c.Request.Context(), "diff/"+path)
	}
	to, err := commitParameter(q, "to", snap.Seq())
	if err != nil {
		return err
	}
	from := uint64(0)
	if i := versions.Behind(to); i > 0 {
		from = versions.All[i-1].Seq
	}
	if from, err = commitParameter(q, "from", from); err != nil {
		return err
	}
	ch, err := negotiate.Choose(c.Request, "", []negotiate.Offer{negotiate.Patch})
	if err != nil {
		return err
	}
	a := answer.Answer{Media: ch.ContentType(), Vary: ch.Vary, Modified: snap.Time()}
	if q.Get("from") != "" && q.Get("to") != "" {
		a.Cache = answer.CacheImmutable
	}
	before, err := s.documentThen(c, snap, term, "from", from)
	if err != nil {
		return err
	}
	after, err := s.documentThen(c, snap, term, "to", to)
	if err != nil {
		return err
	}
	a.Links = versions.Links(to)
	var b bytes.Buffer
	if err := feeds.WriteDiff(&b, before, after); err != nil {
		return err
	}
	a.Body = b.Bytes()
	return s.send(c, a)
}

// documentThen is the first page of a document as a commit left it, of which a
// parameter has the number. There is nothing in it where there was no document.
func (s *Server) documentThen(c *gin.Context, snap *graph.Snapshot, term rdf.Term, parameter string, seq uint64) ([]rdf.Quad, error) {
	if seq > snap.Seq() {
		return nil, problem.BadParameter(parameter, "%d is behind the last commit, which is %d", seq, snap.Seq())
	}
	then, err := snap.At(c.Request.Context(), seq)
	if err != nil || !s.Known(then, term) {
		return nil, err
	}
	d, _, err := s.documentOf(then, term, 1, true)
	if err != nil {
		return nil, err
	}
	return d.Quads(), nil
}
