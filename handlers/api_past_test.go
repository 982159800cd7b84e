package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// at= answers from the state of then: a thing that came later is not there, and a
// path that was cut since is.
func TestAt(t *testing.T) {
	day := time.Date(2025, 1, 10, 12, 0, 0, 0, time.UTC)
	store := graph.New(graph.Options{Now: func() time.Time { return day }})
	thing := func(slug string) rdf.Term { return rdf.IRI(testBase + "id/meeting/" + slug) }
	change := func(do func(tx *graph.Tx) error) {
		t.Helper()
		if _, err := store.Update(t.Context(), graph.Change{}, do); err != nil {
			t.Fatal(err)
		}
		day = day.AddDate(0, 0, 10)
	}
	link := func(a, b string) rdf.Quad {
		return rdf.Quad{S: thing(a), P: rdf.IRI(ontology.LeadsTo), O: thing(b)}
	}
	change(func(tx *graph.Tx) error { // 2025-01-10
		_, err := tx.Add(link("a", "b"))
		return err
	})
	change(func(tx *graph.Tx) error { // 2025-01-20
		_, err := tx.Add(link("b", "c"))
		return err
	})
	change(func(tx *graph.Tx) error { // 2025-01-30
		_, err := tx.Remove(link("a", "b"))
		return err
	})
	s, err := New(Options{Store: store, Base: testBase})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		at, from, to string
		status       int
		connected    bool
	}{
		{"", "b", "c", 200, true},
		{"", "b", "a", 404, false},
		{"2100", "b", "c", 200, true},
		{"2025-01-20", "a", "c", 200, true},
		{"2025-01-20T12:00:00Z", "a", "c", 200, true},
		{"2025-01-20T12:30:00+01:00", "a", "c", 404, false}, // before c came
		{"2025-01-15", "a", "b", 200, true},
		{"2025-01-15", "b", "a", 200, false}, // against the direction
		{"2025-01-10T11:59:59Z", "a", "b", 400, false},
		{"yesterday", "a", "b", 400, false},
	} {
		w := httptest.NewRecorder()
		q := url.Values{"predicates": {"pl:leadsTo"}, "direction": {"out"}, "from": {"id/meeting/" + tt.from}, "to": {"id/meeting/" + tt.to}}
		if tt.at != "" {
			q.Set("at", tt.at)
		}
		s.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/path?"+q.Encode(), nil))
		if got := strings.Contains(w.Body.String(), `"inverse"`); w.Code != tt.status || got != tt.connected {
			t.Errorf("at %q from %s to %s: %d %s", tt.at, tt.from, tt.to, w.Code, w.Body)
		}
		if w.Code == http.StatusBadRequest && problemIn(t, w.Body.Bytes()).Parameter != "at" {
			t.Errorf("at %q: %s", tt.at, w.Body)
		}
	}
}
