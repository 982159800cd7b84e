package handlers

import (
	"maps"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/answer"
)

// protect sets the headers of every answer.
func (s *Server) protect(c *gin.Context) {
	maps.Copy(c.Writer.Header(), answer.Always)
	c.Next()
}
