package handlers

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/api"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/rdf"
)

// A batch has each thing that is known once, in the order asked, and names the
// others; as RDF it has the same statements.
func TestDescribe(t *testing.T) {
	const body = `["id/country/japan", "id/country/atlantis", "` + testBase + `id/meeting/2025-ism-ottawa", "id/country/japan", "http://example.org/x"]`
	w := post(t, http.MethodPost, "/api/describe", "application/json", body)
	var got struct {
		Items   []api.Description
		Missing []string
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); w.Code != http.StatusOK || err != nil {
		t.Fatalf("%d %v %s", w.Code, err, w.Body)
	}
	if len(got.Items) != 2 || got.Items[0].Label != "Japan" || !strings.HasSuffix(got.Items[1].IRI, "2025-ism-ottawa") ||
		!slices.Equal(got.Missing, []string{testBase + "id/country/atlantis", "http://example.org/x"}) {
		t.Errorf("%d items, missing %q", len(got.Items), got.Missing)
	}
	if w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("Cache-Control %s", w.Header().Get("Cache-Control"))
	}
	rdfed := post(t, http.MethodPost, "/api/describe?format=turtle", "application/json", body)
	d := parse(t, rdfed)
	for _, item := range got.Items {
		if len(item.Statements) == 0 {
			t.Errorf("nothing is said of %s", item.IRI)
		}
		for _, st := range item.Statements {
			if st.Object.IRI != "" && !strings.HasPrefix(st.Subject.IRI, "_:") && !holds(d, graph.Pattern{S: rdf.IRI(st.Subject.IRI), P: rdf.IRI(st.Predicate.IRI)}) {
				t.Errorf("the graph lacks %+v", st)
			}
		}
	}
	if links := strings.Join(rdfed.Header().Values("Link"), ", "); strings.Count(links, "problems/not-found") != 2 || !strings.Contains(links, "<http://example.org/x>") {
		t.Errorf("the graph is sent with the links %s", links)
	}
}

func TestDescribeTrust(t *testing.T) {
	count := func(query string) int {
		return strings.Count(post(t, http.MethodPost, "/api/describe"+query, "application/json", `["id/meeting/2025-ism-ottawa"]`).Body.String(), `"predicate"`)
	}
	if all, some := count(""), count("?min_confidence=0.95"); some >= all || some == 0 {
		t.Errorf("%d of %d statements have a confidence of 0.95", some, all)
	}
}

func TestDescribeRefuses(t *testing.T) {
	many, err := json.Marshal(slices.Repeat([]string{"id/country/japan"}, api.MostDescribed+1))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, query, body, media string
		status                   int
		slug, parameter          string
	}{
		{"no JSON", "", "id/country/japan", "", 400, "syntax", ""},
		{"no array", "", `{"iris": []}`, "", 400, "syntax", ""},
		{"no texts", "", `["id/country/japan", 7]`, "", 400, "syntax", ""},
		{"nothing after it", "", `["id/country/japan"] []`, "", 400, "syntax", ""},
		{"empty", "", `[]`, "", 400, "bad-parameter", "body"},
		{"null", "", `null`, "", 400, "bad-parameter", "body"},
		{"no IRI", "", `["id/country/japan", "http://a b"]`, "", 400, "bad-parameter", "body"},
		{"empty text", "", `[""]`, "", 400, "bad-parameter", "body"},
		{"NUL", "", `["id/country/\u0000"]`, "", 400, "bad-parameter", "body"},
		{"too many", "", string(many), "", 413, "too-large", ""},
		{"another media type", "", `["id/country/japan"]`, "text/plain", 415, "media-type", ""},
		{"unknown parameter", "?iri=x", `["id/country/japan"]`, "", 400, "bad-parameter", "iri"},
		{"a form it does not have", "?format=gexf", `["id/country/japan"]`, "", 406, "not-acceptable", "format"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := post(t, http.MethodPost, "/api/describe"+tt.query, cmp.Or(tt.media, "application/json"), tt.body)
			if p := problemIn(t, w.Body.Bytes()); w.Code != tt.status || !strings.HasSuffix(p.Type, tt.slug) || p.Parameter != tt.parameter || p.Detail == "" {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
	}
	for method, want := range map[string]int{http.MethodGet: 405, http.MethodDelete: 405, http.MethodOptions: 204} {
		if w := send(t, method, "/api/describe"); w.Code != want || w.Header().Get("Allow") != "POST, QUERY, OPTIONS" {
			t.Errorf("%s: %d, Allow %s", method, w.Code, w.Header().Get("Allow"))
		}
	}
	if w := post(t, protocol.MethodQuery, "/api/describe", "application/json", `["id/country/japan"]`); w.Code != http.StatusOK || w.Header().Get("ETag") == "" {
		t.Errorf("QUERY: %d %s", w.Code, fmt.Sprint(w.Header()))
	}
}
