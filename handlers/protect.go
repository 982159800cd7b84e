package handlers

import (
	"maps"
	"slices"

	"github.com/gin-gonic/gin"
)

// protections keep pages from being used against readers, and answers from being
// taken for what they are not. They are on every answer, and shared by all.
var protections = map[string][]string{
	"Content-Security-Policy":      {"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
	"Referrer-Policy":              {"no-referrer"},
	"X-Content-Type-Options":       {"nosniff"},
	"Cross-Origin-Opener-Policy":   {"same-origin"},
	"Cross-Origin-Resource-Policy": {"cross-origin"},
	"Permissions-Policy":           {"camera=(), geolocation=(), microphone=()"},
}

func (s *Server) protect(c *gin.Context) {
	maps.Copy(c.Writer.Header(), protections)
	c.Next()
}

// protectionLines are the protections as an answer that net/http does not write
// has them.
var protectionLines = func() (lines string) {
	for _, name := range slices.Sorted(maps.Keys(protections)) {
		lines += name + ": " + protections[name][0] + "\r\n"
	}
	return lines
}()
