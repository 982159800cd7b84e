package handlers

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// What RDF 1.1 has not is sent to those who ask for a version that has it, and
// nothing else changes.
func TestRDFVersions(t *testing.T) {
	store := graph.New(graph.Options{})
	a, said := rdf.IRI(testBase+"id/meeting/a"), rdf.IRI(testBase+"says")
	_, err := store.Load(t.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		_ = yield(rdf.Quad{S: a, P: said, O: rdf.DirLangString("سلام", "ar", rdf.RightToLeft)}, nil) &&
			yield(rdf.Quad{S: a, P: said, O: rdf.TripleTerm(rdf.Triple{S: a, P: said, O: rdf.String("x")})}, nil) &&
			yield(rdf.Quad{S: a, P: said, O: rdf.String("plain")}, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Store: store, Base: testBase})
	if err != nil {
		t.Fatal(err)
	}
	h := s.Handler()
	tests := []struct {
		name, target, accept     string
		directed, tripled, plain bool
	}{
		{"usual", "/doc/meeting/a", "text/turtle", false, false, true},
		{"1.1", "/doc/meeting/a", "text/turtle;version=1.1", false, false, true},
		{"1.2", "/doc/meeting/a", "text/turtle;version=1.2", true, true, true},
		{"basic", "/doc/meeting/a", "application/n-triples;version=1.2-basic", true, false, true},
		{"quads", "/doc/meeting/a", "application/n-quads;version=1.2", true, true, true},
		{"TriG", "/doc/meeting/a?format=trig%3Bversion%3D1.2", "", true, true, true},
		{"RDF/XML", "/doc/meeting/a", "application/rdf+xml;version=1.2", true, true, true},
		{"RDF/XML 1.1", "/doc/meeting/a", "application/rdf+xml", false, false, true},
		{"JSON-LD has directions", "/doc/meeting/a", "application/ld+json", true, false, true},
		{"a suffix is RDF 1.1", "/doc/meeting/a.nq", "application/n-quads;version=1.2", false, false, true},
		{"query", "/sparql?query=CONSTRUCT+WHERE+%7B?s+?p+?o%7D", "application/n-triples", false, false, true},
		{"query, 1.2", "/sparql?query=CONSTRUCT+WHERE+%7B?s+?p+?o%7D", "application/n-triples;version=1.2", true, true, true},
		{"query, JSON-LD", "/sparql?query=CONSTRUCT+WHERE+%7B?s+?p+?o%7D", "application/ld+json", true, false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, tt.target, nil)
			r.Header.Set("Accept", tt.accept)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			body := w.Body.String()
			directed := strings.Contains(body, "--rtl") || strings.Contains(body, `dir="rtl"`) || strings.Contains(body, `"rtl"`)
			tripled := strings.Contains(body, "<<(") || strings.Contains(body, `"Triple"`)
			if plain := strings.Contains(body, "plain") && strings.Contains(body, "سلام"); w.Code != http.StatusOK || directed != tt.directed || tripled != tt.tripled || plain != tt.plain {
				t.Errorf("%d with direction %v, triple term %v, the rest %v; want %v, %v, %v:\n%s", w.Code, directed, tripled, plain, tt.directed, tt.tripled, tt.plain, body)
			}
		})
	}
}
