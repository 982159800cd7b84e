package handlers

import (
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
)

// getDumps answers /dumps/: the manifest, or a file. Files under the number of a
// commit and a hash never change.
func (s *Server) getDumps(c *gin.Context) error {
	snap := s.store.Snapshot()
	set := s.dumps.Of(snap)
	name := strings.TrimPrefix(c.Param("name"), "/")
	switch name {
	case "", "manifest.json":
		manifest, err := set.Manifest()
		return s.sendJSON(c, manifest, answer.Answer{Modified: set.Time()}, err)
	case "latest":
		latest, err := set.Latest(s.store.ID())
		return s.sendJSON(c, latest, answer.Answer{Modified: set.Time()}, err)
	case "hashes":
		return s.sendHashes(c)
	}
	file, fixed, err := s.dumps.Fixed(name)
	if !fixed {
		file, err = set.Download(name)
	}
	if err != nil {
		return err
	}
	if file == nil {
		return s.notFound(c.Request.Context(), "dumps/"+name)
	}
	return file.Send(c.Writer, c.Request)
}

// sendHashes answers /dumps/hashes with a hash of each graph as commit seq= left
// it, of the current state without that.
func (s *Server) sendHashes(c *gin.Context) error {
	snap, q := s.store.Snapshot(), c.Request.URL.Query()
	seq, err := commitParameter(q, "seq", snap.Seq())
	if err != nil {
		return err
	}
	if seq > snap.Seq() {
		return problem.BadParameter("seq", "%d is behind the last commit, which is %d", seq, snap.Seq())
	}
	then, err := snap.At(c.Request.Context(), seq)
	if err != nil {
		return err
	}
	a := answer.Answer{Modified: then.Time()}
	if q.Has("seq") {
		a.Cache = answer.CacheImmutable
	}
	hashes, err := s.dumps.Hashes(c.Request.Context(), s.store.ID(), then)
	return s.sendJSON(c, hashes, a, err)
}

// sendJSON answers with a value as JSON, unless it could not be made.
func (s *Server) sendJSON(c *gin.Context, v any, a answer.Answer, err error) error {
	if err != nil {
		return err
	}
	a.Media = negotiate.JSON.Media
	if a.Body, err = answer.JSON(v); err != nil {
		return err
	}
	return s.send(c, a)
}
