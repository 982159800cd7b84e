package handlers

import (
	"net/http"
	"strings"
	"testing"
)

// Each example has a question in both languages and an answer that is not empty,
// and names no class or property that is not there.
func TestExamples(t *testing.T) {
	if len(examples()) < 20 {
		t.Errorf("%d examples", len(examples()))
	}
	description := get(t, "/sparql", "Accept: application/n-triples").Body.String()
	for _, e := range examples() {
		t.Run(e.slug, func(t *testing.T) {
			if e.en == "" || e.fr == "" || strings.HasPrefix(e.en, "#") || strings.HasPrefix(e.fr, "#") {
				t.Errorf("%q, %q", e.en, e.fr)
			}
			w := get(t, sparqlAddress(e.text), "Accept: text/csv, application/n-triples, application/sparql-results+json;q=0.5")
			if w.Code != http.StatusOK || len(w.Header().Values("Link")) > 0 {
				t.Fatalf("%d %v %.200s", w.Code, w.Header().Values("Link"), w.Body)
			}
			switch body := w.Body.String(); e.form() {
			case "Ask":
				if !strings.Contains(body, "true") {
					t.Error(body)
				}
			case "Select", "Construct", "Describe":
				if strings.Count(body, "\n") < 2 {
					t.Errorf("no rows: %s", body)
				}
			default:
				t.Errorf("%s is no form", e.form())
			}
			if !strings.Contains(description, "#example-"+e.slug+"> <http://www.w3.org/ns/shacl#"+strings.ToLower(e.form())+"> ") {
				t.Error("it is not in the service description")
			}
		})
	}
}
