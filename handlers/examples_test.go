package handlers

import (
	"net/http"
	"strings"
	"testing"

	"w3id.org/plenary/handlers/examples"
)

// Each example has a question in both languages and an answer that is not empty,
// and names no class or property that is not there.
func TestExamples(t *testing.T) {
	if len(examples.All()) < 20 {
		t.Errorf("%d examples", len(examples.All()))
	}
	description := get(t, "/sparql", "Accept: application/n-triples").Body.String()
	for _, e := range examples.All() {
		t.Run(e.Slug, func(t *testing.T) {
			if e.EN == "" || e.FR == "" || strings.HasPrefix(e.EN, "#") || strings.HasPrefix(e.FR, "#") {
				t.Errorf("%q, %q", e.EN, e.FR)
			}
			w := get(t, sparqlAddress(e.Text), "Accept: text/csv, application/n-triples, application/sparql-results+json;q=0.5")
			if w.Code != http.StatusOK || len(w.Header().Values("Link")) > 0 {
				t.Fatalf("%d %v %.200s", w.Code, w.Header().Values("Link"), w.Body)
			}
			switch body := w.Body.String(); e.Form() {
			case "Ask":
				if !strings.Contains(body, "true") {
					t.Error(body)
				}
			case "Select", "Construct", "Describe":
				if strings.Count(body, "\n") < 2 {
					t.Errorf("no rows: %s", body)
				}
			default:
				t.Errorf("%s is no form", e.Form())
			}
			if !strings.Contains(description, "#example-"+e.Slug+"> <http://www.w3.org/ns/shacl#"+strings.ToLower(e.Form())+"> ") {
				t.Error("it is not in the service description")
			}
		})
	}
}
