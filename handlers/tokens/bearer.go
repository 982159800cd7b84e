package tokens

import (
	"errors"
	"net/http"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/problem"
)

// Bearer returns the token that a request comes with, when it allows what is
// needed. Errors: graph.ErrReadOnly where there are no tokens, as nil has
// none; *problem.Problem.
//
// Spec: RFC 6750 §2.1, §3.
func (f *File) Bearer(r *http.Request, need Role) (Token, error) {
	header := r.Header.Values("Authorization")
	if strings.Join(header, "") == "" || f == nil {
		return Token{}, f.unknown()
	}
	scheme, text, _ := strings.Cut(header[0], " ")
	if len(header) > 1 || !strings.EqualFold(scheme, "Bearer") {
		return Token{}, unauthorized("the header Authorization is not one bearer token", `, error="invalid_request"`)
	}
	token, err := f.Verify(strings.TrimSpace(text))
	if errors.Is(err, ErrInvalid) {
		return Token{}, unauthorized("the token is not valid: it is wrong, has expired or was revoked", `, error="invalid_token"`)
	}
	if err == nil && !token.Role.Allows(need) {
		p := problem.New("forbidden", "the token of %s has the role %s; this takes %s", token.Name, token.Role, need)
		p.Challenge = `Bearer realm="plenary", error="insufficient_scope", scope="` + string(need) + `"`
		return token, p
	}
	return token, err
}

// unknown refuses a request of nobody.
func (f *File) unknown() error {
	any, err := f.Any()
	switch {
	case err != nil:
		return err
	case !any:
		return graph.ErrReadOnly
	}
	return unauthorized("who writes sends a token: Authorization: Bearer …", "")
}

func unauthorized(detail, params string) *problem.Problem {
	p := problem.New("unauthorized", "%s", detail)
	p.Challenge = `Bearer realm="plenary"` + params
	return p
}
