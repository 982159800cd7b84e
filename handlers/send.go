package handlers

import (
	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/answer"
)

// send writes an answer, or 304 or 412 as the conditions of the request say. An
// answer from damaged files is none.
func (s *Server) send(c *gin.Context, a answer.Answer) error {
	if err := s.store.Snapshot().Err(); err != nil {
		return err
	}
	return answer.Prepare(a).Send(c.Writer, c.Request)
}

// newStream begins an answer of any length. Why it is broken off, if it is, is in
// the log.
func newStream(c *gin.Context, a answer.Answer, tag string) *answer.Stream {
	return &answer.Stream{Writer: c.Writer, Request: c.Request, Answer: a, Tag: tag, Broken: func(err error) { _ = c.Error(err) }}
}
