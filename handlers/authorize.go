package handlers

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/tokens"
)

// authorize returns the token that a request comes with, when it allows what is
// needed. Errors: graph.ErrReadOnly where there are no tokens, *Problem.
//
// Spec: RFC 6750 §2.1, §3.
func (s *Server) authorize(r *http.Request, need tokens.Role) (tokens.Token, error) {
	header := r.Header.Values("Authorization")
	if strings.Join(header, "") == "" || s.tokens == nil {
		return tokens.Token{}, s.unknown()
	}
	scheme, text, _ := strings.Cut(header[0], " ")
	if len(header) > 1 || !strings.EqualFold(scheme, "Bearer") {
		return tokens.Token{}, unauthorized("the header Authorization is not one bearer token", `, error="invalid_request"`)
	}
	token, err := s.tokens.Verify(strings.TrimSpace(text))
	if errors.Is(err, tokens.ErrInvalid) {
		return tokens.Token{}, unauthorized("the token is not valid: it is wrong, has expired or was revoked", `, error="invalid_token"`)
	}
	if err == nil && !token.Role.Allows(need) {
		p := problem.New("forbidden", "the token of %s has the role %s; this takes %s", token.Name, token.Role, need)
		p.Challenge = `Bearer realm="plenary", error="insufficient_scope", scope="` + string(need) + `"`
		return token, p
	}
	return token, err
}

// unknown refuses a request of nobody.
func (s *Server) unknown() error {
	if s.tokens == nil {
		return graph.ErrReadOnly
	}
	any, err := s.tokens.Any()
	switch {
	case err != nil:
		return err
	case !any:
		return graph.ErrReadOnly
	}
	return unauthorized("who writes sends a token: Authorization: Bearer …", "")
}

// takesChanges reports whether anybody may write.
func (s *Server) takesChanges() bool {
	if s.tokens == nil {
		return false
	}
	any, err := s.tokens.Any()
	return any && err == nil
}

func unauthorized(detail, params string) *problem.Problem {
	p := problem.New("unauthorized", "%s", detail)
	p.Challenge = `Bearer realm="plenary"` + params
	return p
}

// logRefused tells of a write that was refused, by whom if that is known, and
// never what came in Authorization.
func (s *Server) logRefused(c *gin.Context, by tokens.Token, err error) {
	p := problem.Of(err)
	s.log.Warn("write refused", "request_id", c.GetString(requestIDKey), "method", c.Request.Method, "path", c.Request.URL.EscapedPath(),
		"remote", c.Request.RemoteAddr, "token", by.ID, "author", by.Name, "status", p.Status, "problem", p.Slug)
}
