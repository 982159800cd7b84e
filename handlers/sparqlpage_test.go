package handlers

import (
	"io/fs"
	"net/http"
	"strings"
	"testing"

	"w3id.org/plenary/explorer"
)

// Whoever prefers HTML gets an answer as a page that works without a script; all
// others get what they got.
func TestAnswerPage(t *testing.T) {
	for _, tt := range []struct {
		name, query, lang string
		want              []string
	}{
		{"table", `SELECT ?country ?name { ?country a pl:Country ; rdfs:label ?name FILTER(?country = <id/country/japan> && LANG(?name) = "en") }`, "en",
			[]string{`role="columnheader">?country</th>`, `<a href="/doc/country/japan?lang=en">Japan</a>`, "id/country/japan", "one row", "?country a pl:Country", "format=csv"}},
		{"many", `SELECT ?s { ?s ?p ?o }`, "en", []string{"the first 500 rows"}},
		{"none", `SELECT ?s { ?s pl:track "none" }`, "en", []string{"no row", "format=srj"}},
		{"misspelt property", `SELECT ?s { ?s pl:heldat ?o }`, "en", []string{"no row", `<a href="/ontology?lang=en#heldAt">`, "did you mean pl:heldAt?"}},
		{"misspelt class", `SELECT ?s { ?s a pl:Meetin }`, "fr", []string{"aucune ligne", "vouliez-vous dire pl:Meeting ?"}},
		{"truth", `ASK { ?s a pl:Meeting }`, "en", []string{">yes<", "format=srj"}},
		{"graph", `DESCRIBE <id/country/japan>`, "en", []string{`role="columnheader">subject</th>`, "rdf:type", "format=turtle"}},
		{"odd terms", `SELECT * { BIND(BNODE() AS ?b) BIND("<&\u202E>"@ar AS ?t) OPTIONAL { ?x pl:nothing ?y } }`, "en", []string{"<div>_:", `lang="ar"`, "&lt;&amp;", `class="none"></td>`}},
		{"triple term", `SELECT ?t { BIND(<<( <id/country/japan> a pl:Country )>> AS ?t) }`, "en", []string{"&lt;&lt;("}},
		{"French", `ASK { ?s a pl:Summit }`, "fr", []string{"Réponse", `lang="fr"`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, sparqlAddress(tt.query, "lang", tt.lang), "Accept: "+acceptFirefox)
			if w.Code != http.StatusOK || w.Header().Get("Content-Type") != html || w.Header().Get("ETag") == "" || !strings.Contains(w.Header().Get("Vary"), "Accept-Language") {
				t.Fatalf("%d %v", w.Code, w.Header())
			}
			for _, want := range tt.want {
				if !strings.Contains(w.Body.String(), want) {
					t.Errorf("no %s in\n%s", want, w.Body)
				}
			}
		})
	}
	for accept, want := range map[string]string{"": "application/sparql-results+json", "*/*": "application/sparql-results+json", "text/html;q=0.5, text/csv": "text/csv; charset=utf-8"} {
		if got := get(t, sparqlAddress("SELECT * {}"), "Accept: "+accept).Header().Get("Content-Type"); got != want {
			t.Errorf("with Accept %q: %s, want %s", accept, got, want)
		}
	}
}

// A query that is wrong comes back to be corrected.
func TestQueryCorrected(t *testing.T) {
	w := get(t, sparqlAddress("SELECT ?x { ?x a pl:Meeting"), "Accept: "+acceptFirefox)
	if body := w.Body.String(); w.Code != http.StatusBadRequest || !strings.Contains(body, "?x a pl:Meeting</textarea>") {
		t.Errorf("%d %s", w.Code, body)
	}
}

// Ends of a path come back to be corrected, and what is like the wrong one leads to
// the path from there.
func TestPathCorrected(t *testing.T) {
	w := get(t, "/path?from=anandasangaree&to=japan", "Accept: "+acceptFirefox)
	for _, want := range []string{`name="from" value="anandasangaree"`, `name="to" value="japan"`, `<a href="/path?from=id%2Fperson%2Fgary-anandasangaree&amp;to=japan">Gary Anandasangaree</a>`} {
		if w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%d, no %s in %s", w.Code, want, w.Body)
		}
	}
}

// The page has the editor when the binary has it, and its policy lets the editor
// ask, but run nothing that is written into a page.
func TestEditor(t *testing.T) {
	_, err := fs.Stat(explorer.Assets(), "editor.js")
	w := get(t, "/sparql", "Accept: text/html")
	if strings.Contains(w.Body.String(), "/assets/editor.js?v=") != (err == nil) {
		t.Errorf("built: %v, page\n%s", err, w.Body)
	}
	if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "connect-src 'self'") || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is %s", policy)
	}
}
