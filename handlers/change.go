package handlers

import (
	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/idempotency"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/handlers/writing"
)

// write lets those who may change the store, and answers with what has changed.
// The same request with the same Idempotency-Key changes nothing more.
func (s *Server) write(c *gin.Context, w writing.Writer) error {
	by, err := s.tokens.Bearer(c.Request, w.Need)
	var done idempotency.Answer
	if err == nil {
		done, err = s.changes.Write(c.Request, by, w, s.countChange)
	}
	if err != nil {
		s.figures.writes.Add(1, problem.Of(err).Slug)
		s.logRefused(c, by, err)
		s.changes.Settle(c.Request.Context(), err)
		return err
	}
	s.figures.writes.Add(1, "done")
	done.Send(c.Writer, c.Request)
	return nil
}

func (s *Server) countChange(done graph.Commit) {
	s.figures.changes.Add(int64(done.Added), "added")
	s.figures.changes.Add(int64(done.Removed), "removed")
}

// takesChanges reports whether anybody may write.
func (s *Server) takesChanges() bool {
	any, err := s.tokens.Any()
	return any && err == nil
}

// logRefused tells of a write that was refused, by whom if that is known, and
// never what came in Authorization.
func (s *Server) logRefused(c *gin.Context, by tokens.Token, err error) {
	p := problem.Of(err)
	s.log.Warn("write refused", "request_id", c.GetString(requestIDKey), "method", c.Request.Method, "path", c.Request.URL.EscapedPath(),
		"remote", c.Request.RemoteAddr, "token", by.ID, "author", by.Name, "status", p.Status, "problem", p.Slug)
}
