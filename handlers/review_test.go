package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/tokens"
)

// TestRefusedReview sees that what pages of the review desk refuse is in the log, with
// whose token it was and without the token.
func TestRefusedReview(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	form := func(fields url.Values) int {
		r := httptest.NewRequest(http.MethodPost, "/review/session", strings.NewReader(fields.Encode()))
		r.Header.Set("Content-Type", protocol.FormMedia)
		answer := httptest.NewRecorder()
		w.handler.ServeHTTP(answer, r)
		return answer.Code
	}
	wrong := w.token[tokens.Curator][:30] + strings.Repeat("x", 29)
	if code := form(url.Values{"token": {wrong}}); code != http.StatusUnauthorized {
		t.Errorf("a wrong token: %d", code)
	}
	if code := form(url.Values{"token": {w.token[tokens.Reader]}}); code != http.StatusForbidden {
		t.Errorf("the token of a reader: %d", code)
	}
	log := w.log.String()
	for _, want := range []string{`"path":"/review/session"`, `"problem":"unauthorized"`, `"author":"reader"`, `"problem":"forbidden"`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log has no %s: %s", want, log)
		}
	}
	for _, secret := range []string{wrong[20:], w.token[tokens.Reader][20:]} {
		if strings.Contains(log, secret) {
			t.Errorf("the log has a secret: %s", log)
		}
	}
}
