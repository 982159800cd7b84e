package handlers

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"w3id.org/plenary/handlers/problem"
)

func problemIn(t *testing.T, body []byte) (p problem.Problem) {
	t.Helper()
	if err := json.Unmarshal(body, &p); err != nil {
		t.Fatalf("no problem document: %v in %s", err, body)
	}
	return p
}

func TestBadInput(t *testing.T) {
	long := strings.Repeat("a", 20<<10)
	tests := []struct {
		name, target string
		headers      []string
		status       int
		kind         string
		parameter    string
	}{
		{"unknown thing", "/id/meeting/nothing-like-it", nil, 404, "not-found", ""},
		{"unknown document", "/doc/person/nobody.ttl", nil, 404, "not-found", ""},
		{"unknown class path", "/doc/dragon", nil, 404, "not-found", ""},
		{"unknown path", "/nowhere", nil, 404, "not-found", ""},
		{"unknown dump", "/dumps/all.zip", nil, 404, "not-found", ""},
		{"unknown asset", "/assets/none.css", nil, 404, "not-found", ""},
		{"folder of assets", "/assets/", nil, 404, "not-found", ""},
		{"unknown problem", "/problems/none", nil, 404, "not-found", ""},
		{"unknown document in no variant", "/doc/person/nobody?format=docx", nil, 404, "not-found", ""},
		{"unknown part of the vocabulary", "/ontology/colours", nil, 404, "not-found", ""},
		{"NUL in the path", "/id/meeting/a%00b", nil, 400, "bad-request", ""},
		{"not UTF-8 in the path", "/id/meeting/a%FFb", nil, 400, "bad-request", ""},
		{"NUL in a value", "/api/search?q=a%00b", nil, 400, "bad-parameter", "q"},
		{"not UTF-8 in a value", "/api/search?q=a%FFb", nil, 400, "bad-parameter", "q"},
		{"bad percent-encoding", "/api/search?q=%zz", nil, 400, "bad-parameter", "q"},
		{"cut percent-encoding", "/doc/country/japan?format=%f", nil, 400, "bad-parameter", "format"},
		{"huge Accept", ottawa, []string{"Accept: " + long}, 431, "header-too-large", ""},
		{"huge address", "/api/search?q=" + long, nil, 414, "bad-request", "q"},
		{"unknown language", ottawa + "?lang=tlh", nil, 400, "bad-parameter", "lang"},
		{"page of inbound links that is none", ottawa + "?inbound=x", nil, 400, "bad-parameter", "inbound"},
		{"page of inbound links that is not there", ottawa + "?inbound=99", nil, 400, "bad-parameter", "inbound"},
		{"page of a class that is not there", "/doc/country?page=999", nil, 400, "bad-parameter", "page"},
		{"page of a class that is none", "/doc/country?page=-1", nil, 400, "bad-parameter", "page"},
		{"page of a class that is not there, for people", "/doc/country.html?page=999", nil, 400, "bad-parameter", "page"},
		{"unknown parameter", "/api/search?q=a&colour=red", nil, 400, "bad-parameter", "colour"},
		{"parameter twice", "/api/search?q=a&q=b", nil, 400, "bad-parameter", "q"},
		{"parameter missing", "/api/search", nil, 400, "bad-parameter", "q"},
		{"nothing to search for", "/api/search?q=%21", nil, 400, "bad-parameter", "q"},
		{"long query", "/api/search?q=" + long[:400], nil, 400, "bad-parameter", "q"},
		{"long query of a page", "/search?q=" + long[:400], nil, 400, "bad-parameter", "q"},
		{"confidence in what is resolved", "/api/resolve?iri=ca&min_confidence=high", nil, 400, "bad-parameter", "min_confidence"},
		{"huge limit", "/api/search?q=a&limit=1000000000", nil, 400, "bad-parameter", "limit"},
		{"limit beyond numbers", "/api/entities?class=person&limit=99999999999999999999", nil, 400, "bad-parameter", "limit"},
		{"negative limit", "/api/timeline?limit=-1", nil, 400, "bad-parameter", "limit"},
		{"unknown class", "/api/entities?class=dragon", nil, 400, "bad-parameter", "class"},
		{"impossible date", "/api/timeline?from=2025-02-30", nil, 400, "bad-parameter", "from"},
		{"impossible month", "/api/entities?class=meeting&to=2025-13", nil, 400, "bad-parameter", "to"},
		{"dates in the wrong order", "/api/timeline?from=2025&to=2024", nil, 400, "bad-parameter", "to"},
		{"unknown country", "/api/timeline?country=atlantis", nil, 404, "not-found", "country"},
		{"unknown node", "/api/neighbors?iri=id/person/nobody", nil, 404, "not-found", "iri"},
		{"no IRI", "/api/neighbors?iri=http%3A%2F%2Fa%20b", nil, 400, "bad-parameter", "iri"},
		{"unknown predicate", "/api/path?from=id/forum/g7&to=id/place/ottawa&predicates=pl:likes", nil, 400, "bad-parameter", "predicates"},
		{"unknown direction", "/api/neighbors?iri=id/forum/g7&direction=up", nil, 400, "bad-parameter", "direction"},
		{"path too long", "/api/path?from=id/forum/g7&to=id/place/ottawa&max=99", nil, 400, "bad-parameter", "max"},
		{"one end of a path", "/api/path?from=id/forum/g7", nil, 400, "bad-parameter", "to"},
		{"depth", "/api/subgraph?iri=id/forum/g7&depth=0", nil, 400, "bad-parameter", "depth"},
		{"confidence", "/api/subgraph?iri=id/forum/g7&min_confidence=2", nil, 400, "bad-parameter", "min_confidence"},
		{"confidence that is no number", "/api/subgraph?iri=id/forum/g7&min_confidence=NaN", nil, 400, "bad-parameter", "min_confidence"},
		{"status", "/api/subgraph?iri=id/forum/g7&status=guessed", nil, 400, "bad-parameter", "status"},
		{"a time that is none", "/api/path?from=id/forum/g7&to=id/place/ottawa&at=then", nil, 400, "bad-parameter", "at"},
		{"a time before all", "/api/timeline?at=1900", nil, 400, "bad-parameter", "at"},
		{"those who are at no meetings", "/api/copresence?class=place", nil, 400, "bad-parameter", "class"},
		{"meetings that are no number", "/api/copresence?min_meetings=often", nil, 400, "bad-parameter", "min_meetings"},
		{"limit of a matrix", "/api/matrix?limit=10001", nil, 400, "bad-parameter", "limit"},
		{"topic of a matrix", "/api/matrix?topic=dragons", nil, 404, "not-found", "topic"},
		{"a table as a network", "/api/search?q=a&format=gexf", nil, 406, "not-acceptable", "format"},
		{"a network as a table", "/api/subgraph?iri=id/forum/g7&format=csv", nil, 406, "not-acceptable", "format"},
		{"identifier that nothing has", "/api/resolve?iri=http://www.wikidata.org/entity/Q0", nil, 404, "not-found", "iri"},
		{"name that nothing has", "/api/resolve?name=Xyzzyx", nil, 404, "not-found", "name"},
		{"iri and name", "/api/resolve?name=Japan&iri=JP", nil, 400, "bad-parameter", "iri"},
		{"evidence of nothing", "/api/evidence", nil, 400, "bad-parameter", "iri"},
		{"evidence of what is not said", "/api/evidence?subject=id/meeting/2025-ism-ottawa&predicate=pl:heldAt&object=id/place/kananaskis", nil, 404, "not-found", ""},
		{"evidence asked twice", "/api/evidence?iri=id/forum/g7&subject=id/forum/g7", nil, 400, "bad-parameter", "iri"},
		{"page of an unknown class", "/search?q=a&class=dragon", nil, 400, "bad-parameter", "class"},
		{"path from nobody", "/path?from=nobody&to=canada", nil, 404, "not-found", "from"},
		{"page of an unknown topic", "/timeline?topic=dragons", nil, 404, "not-found", "topic"},
		{"unknown format", "/api/search?q=a&format=docx", nil, 406, "not-acceptable", "format"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, tt.target, tt.headers...)
			if w.Code != tt.status || w.Header().Get("Content-Type") != "application/problem+json" {
				t.Fatalf("GET %.100s = %d %s, want %d: %.300s", tt.target, w.Code, w.Header().Get("Content-Type"), tt.status, w.Body)
			}
			p := problemIn(t, w.Body.Bytes())
			if p.Type != testBase+"problems/"+tt.kind || p.Parameter != tt.parameter || p.Status != tt.status || p.Title == "" || p.Detail == "" || p.Instance == "" || p.RequestID == "" {
				t.Errorf("GET %.100s = %+v, want type %s and parameter %q", tt.target, p, tt.kind, tt.parameter)
			}
		})
	}
}

// Every type of problem is explained where its IRI leads.
func TestProblemTypes(t *testing.T) {
	for _, kind := range problem.Kinds {
		for accept, want := range map[string]string{"text/html": html, "text/turtle": turtle, "application/json": ldjson} {
			w := get(t, "/problems/"+kind.Slug, "Accept: "+accept)
			if w.Code != http.StatusOK || w.Header().Get("Content-Type") != want || !strings.Contains(w.Body.String(), kind.Title) {
				t.Errorf("GET /problems/%s as %s = %d %s", kind.Slug, accept, w.Code, w.Header().Get("Content-Type"))
			}
		}
	}
}

// Whoever asks by a name is told where names are taken.
func TestUnknownThingHint(t *testing.T) {
	if p := problemIn(t, get(t, "/api/neighbors?iri=Q16").Body.Bytes()); p.Status != http.StatusNotFound || p.Parameter != "iri" || !strings.Contains(p.Hint, "/api/resolve") {
		t.Errorf("%+v, want 404 with a hint", p)
	}
}

func TestProblemTwins(t *testing.T) {
	tests := []struct{ name, accept, want string }{
		{"usual", "", "application/problem+json"},
		{"JSON", "application/json", "application/problem+json"},
		{"browser", acceptFirefox, html},
		{"Turtle", "text/turtle", turtle},
		{"JSON-LD", "application/ld+json", ldjson},
		{"none of them", "image/png", "application/problem+json"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, "/id/country/atlantis", "Accept: "+tt.accept)
			if got := w.Header().Get("Content-Type"); w.Code != http.StatusNotFound || got != tt.want {
				t.Errorf("with Accept %q: %d %s, want 404 %s", tt.accept, w.Code, got, tt.want)
			}
		})
	}
}

func TestNearest(t *testing.T) {
	tests := []struct{ name, path, want string }{
		{"slip of the pen", "/id/meeting/2025-ism-otawa", "id/meeting/2025-ism-ottawa"},
		{"in a document", "/doc/country/canda", "id/country/canada"},
		{"with a suffix", "/doc/country/canda.ttl", "id/country/canada"},
		{"class too", "/id/meetings/2025-ism-ottawa", "id/meeting/2025-ism-ottawa"},
		{"collection", "/doc/countries", "doc/country"},
		{"by name", "/id/person/anandasangaree", "id/person/gary-anandasangaree"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := problemIn(t, get(t, tt.path).Body.Bytes())
			if len(p.Nearest) == 0 || p.Nearest[0].IRI != testBase+tt.want || p.Nearest[0].Label == "" {
				t.Errorf("nearest to %s = %v, want %s first", tt.path, p.Nearest, tt.want)
			}
		})
	}
}

// What is suggested is of the class asked for, and near.
func TestNothingIsNear(t *testing.T) {
	for _, path := range []string{"/doc/meeting/nope", "/id/country/x-y-z", "/doc/place/ottawa-emmanuel-macron-justin-trudeau"} {
		for _, n := range problemIn(t, get(t, path).Body.Bytes()).Nearest {
			if class, _, _ := strings.Cut(path[strings.IndexByte(path[1:], '/')+2:], "/"); !strings.HasPrefix(n.IRI, testBase+"id/"+class+"/") {
				t.Errorf("near to %s is %s", path, n.IRI)
			}
		}
	}
	if p := problemIn(t, get(t, "/doc/meeting/nope").Body.Bytes()); len(p.Nearest) > 0 {
		t.Errorf("near to nope: %v", p.Nearest)
	}
}

// People read what is wrong in their language, where it is known in that.
func TestDetailInFrench(t *testing.T) {
	w := get(t, "/doc/meeting/nope", "Accept: text/html", "Accept-Language: fr")
	if !strings.Contains(w.Body.String(), "Rien n’est connu à l’adresse /doc/meeting/nope") {
		t.Errorf("the page: %s", w.Body)
	}
}

func FuzzQuery(f *testing.F) {
	for _, seed := range []string{"q=a", "iri=id/forum/g7&limit=1", "from=2025&to=2024", "cursor=AAAA", "class=%zz", "iri=%00", "a=b;c=d", "iri=pl:Meeting&status=stated", "min_confidence=1e-9", "format=turtle&name=Japan"} {
		f.Add(seed)
	}
	routes := []string{"search", "resolve", "entities", "neighbors", "path", "subgraph", "timeline", "evidence", "copresence", "matrix"}
	f.Fuzz(func(t *testing.T, query string) {
		for _, route := range routes {
			target := &url.URL{Path: "/api/" + route, RawQuery: strings.Map(printable, strings.ReplaceAll(query, " ", "+"))}
			r, err := http.NewRequest(http.MethodGet, target.String(), nil)
			if err != nil {
				continue
			}
			w := record(t, r)
			if w.Code >= 500 || w.Code == http.StatusOK && w.Body.Len() == 0 {
				t.Errorf("GET %s = %d %s", target, w.Code, w.Body)
			}
		}
	})
}
