package handlers

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/memento"
	"w3id.org/plenary/rdf"
)

const turtleOnly = "Accept: text/turtle"

func TestTimeGate(t *testing.T) {
	p := storied(t)
	tests := []struct {
		name, target, at string
		status           int
		location         string
	}{
		{"between versions", "/doc/meeting/a", hour(2), 302, "/memento/1/meeting/a"},
		{"at a version", "/doc/meeting/a", hour(3), 302, "/memento/3/meeting/a"},
		{"before the first", "/doc/meeting/a", "Thu, 01 Jan 1970 00:00:00 GMT", 302, "/memento/1/meeting/a"},
		{"after the last", "/doc/meeting/a", "Fri, 01 Jan 2100 00:00:00 GMT", 302, "/memento/6/meeting/a"},
		{"with a query", "/doc/meeting/a?format=nt", hour(2), 302, "/memento/1/meeting/a?format=nt"},
		{"a variant is none", "/doc/meeting/a.nt", hour(2), 200, ""},
		{"a list is none", "/doc/meeting", hour(2), 200, ""},
		{"before it was withdrawn", "/doc/meeting/b", hour(5), 302, "/memento/5/meeting/b"},
		{"after it was withdrawn", "/doc/meeting/b", hour(7), 410, ""},
		{"before it was merged", "/doc/person/old", hour(5), 302, "/memento/5/person/old"},
		{"after it was merged", "/doc/person/old", hour(8), 308, "/doc/person/new"},
		{"never there", "/doc/meeting/none", hour(2), 404, ""},
		{"no date", "/doc/meeting/a", "yesterday", 400, ""},
		{"another form of date", "/doc/meeting/a", "2026-01-01T02:00:00Z", 400, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := p.get(tt.target, "Accept-Datetime: "+tt.at)
			if w.Code != tt.status || w.Header().Get("Location") != tt.location {
				t.Errorf("GET %s at %s = %d to %q, want %d to %q", tt.target, tt.at, w.Code, w.Header().Get("Location"), tt.status, tt.location)
			}
			if w.Code != http.StatusFound {
				return
			}
			if w.Header().Get("Memento-Datetime") != "" {
				t.Error("a redirect is no memento")
			}
			for _, want := range []string{`rel="original timegate"`, `rel="timemap"; type="application/link-format"`, "first ", "last "} {
				if !strings.Contains(links(w), want) {
					t.Errorf("Link lacks %s; it has\n%s", want, links(w))
				}
			}
			if got := w.Header().Get("Vary"); !strings.Contains(got, "Accept-Datetime") {
				t.Errorf("Vary = %q", got)
			}
		})
	}
}

func TestOriginalNamesItsVersions(t *testing.T) {
	p := storied(t)
	w := p.get("/doc/meeting/a")
	for _, want := range []string{`<http://plenary.test/doc/meeting/a>; rel="original timegate"`, `<http://plenary.test/timemap/meeting/a.link>; rel="timemap"; type="application/link-format"`} {
		if !strings.Contains(links(w), want) {
			t.Errorf("Link lacks %s; it has\n%s", want, links(w))
		}
	}
	if got := w.Header().Get("Vary"); got != "Accept, Accept-Profile, Accept-Language, Accept-Datetime, Accept-Encoding" {
		t.Errorf("Vary = %q", got)
	}
}

// A version says what the document said then, labels of other things included,
// and never changes.
func TestMemento(t *testing.T) {
	p := storied(t)
	w := p.get("/memento/1/meeting/a", turtleOnly)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"A"@en`) || !strings.Contains(w.Body.String(), `"Host"@en`) {
		t.Fatalf("the first version: %d\n%s", w.Code, w.Body)
	}
	for name, want := range map[string]string{"Memento-Datetime": hour(1), "Last-Modified": hour(1), "Cache-Control": answer.CacheImmutable, "Content-Location": "/memento/1/meeting/a.ttl"} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	for _, want := range []string{
		`<http://plenary.test/doc/meeting/a>; rel="original timegate"`,
		`<http://plenary.test/memento/1/meeting/a>; rel="first memento"; datetime="` + hour(1) + `"`,
		`<http://plenary.test/memento/3/meeting/a>; rel="next memento"; datetime="` + hour(3) + `"`,
		`<http://plenary.test/memento/6/meeting/a>; rel="last memento"; datetime="` + hour(6) + `"`,
		`<http://plenary.test/memento/1/meeting/a.jsonld>; rel="alternate"; type="application/ld+json"`,
	} {
		if !strings.Contains(links(w), want) {
			t.Errorf("Link lacks %s; it has\n%s", want, links(w))
		}
	}
	p.commit(nil, nil)
	p.commit([]rdf.Quad{labelled("meeting/a", "A 3")}, nil)
	again := p.get("/memento/1/meeting/a", turtleOnly)
	if again.Body.String() != w.Body.String() || again.Header().Get("ETag") != w.Header().Get("ETag") {
		t.Error("the version has changed")
	}
	if page := p.get("/memento/1/meeting/a.html"); page.Code != http.StatusOK || !strings.Contains(page.Body.String(), "1\u00a0January\u00a02026") {
		t.Errorf("the page does not say when it was: %d", page.Code)
	}
}

func TestMementoAddresses(t *testing.T) {
	p := storied(t)
	tests := []struct {
		name, target string
		status       int
		location     string
	}{
		{"a variant", "/memento/3/meeting/a.nt", 200, ""},
		{"a commit that did not change it", "/memento/4/meeting/a.nt?x=1", 301, "/memento/3/meeting/a.nt?x=1"},
		{"before it was there", "/memento/4/meeting/b", 404, ""},
		{"the last of a withdrawn one", "/memento/5/meeting/b", 200, ""},
		{"behind its end", "/memento/6/meeting/b", 404, ""},
		{"behind the last commit", "/memento/99/meeting/a", 404, ""},
		{"no number", "/memento/x/meeting/a", 404, ""},
		{"a number that is too large", "/memento/99999999999999999999/meeting/a", 404, ""},
		{"a class", "/memento/1/meeting", 404, ""},
		{"nothing", "/memento/1/", 404, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if w := p.get(tt.target, turtleOnly); w.Code != tt.status || w.Header().Get("Location") != tt.location {
				t.Errorf("GET %s = %d to %q, want %d to %q", tt.target, w.Code, w.Header().Get("Location"), tt.status, tt.location)
			}
		})
	}
}

func TestTimeMap(t *testing.T) {
	p := storied(t)
	w := p.get("/timemap/meeting/a")
	want := `<http://plenary.test/doc/meeting/a>; rel="original timegate",
<http://plenary.test/timemap/meeting/a.link>; rel="self"; type="application/link-format"; from="` + hour(1) + `"; until="` + hour(6) + `",
<http://plenary.test/memento/1/meeting/a>; rel="first memento"; datetime="` + hour(1) + `",
<http://plenary.test/memento/3/meeting/a>; rel="memento"; datetime="` + hour(3) + `",
<http://plenary.test/memento/6/meeting/a>; rel="last memento"; datetime="` + hour(6) + `"
`
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/link-format" || w.Body.String() != want {
		t.Errorf("the list: %d %s\n%s", w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	var list memento.Document
	w = p.get("/timemap/meeting/a.json")
	if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil || list.Original != testBase+"doc/meeting/a" || len(list.Mementos.List) != 3 ||
		list.Mementos.First != list.Mementos.List[0] || list.Mementos.Last.URI != testBase+"memento/6/meeting/a" || list.Mementos.Last.Seq != 6 {
		t.Errorf("as JSON: %v\n%s", err, w.Body)
	}
	if w := p.get("/timemap/meeting/b"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `<http://plenary.test/memento/5/meeting/b>; rel="first last memento"`) {
		t.Errorf("of a withdrawn thing: %d\n%s", w.Code, w.Body)
	}
	for target, want := range map[string]int{"/timemap/meeting/none": 404, "/timemap/": 404, "/timemap/meeting/a?page=2": 400, "/timemap/meeting/a?page=x": 400} {
		if got := p.get(target).Code; got != want {
			t.Errorf("GET %s = %d, want %d", target, got, want)
		}
	}
	if w := p.get("/timemap/meeting/a", "Accept: text/turtle"); w.Code != http.StatusNotAcceptable {
		t.Errorf("as Turtle: %d, want 406", w.Code)
	}
}

// The API and SPARQL answer from the state of then, and say so.
func TestPastOfQueries(t *testing.T) {
	p := storied(t)
	const ask = "/sparql?query=SELECT+?l+{<http://plenary.test/id/meeting/a>+rdfs:label+?l}&format=csv"
	tests := []struct{ name, target, at, memento, want string }{
		{"SPARQL now", ask, "", "", "A 2"},
		{"SPARQL then", ask, hour(2), hour(2), "l\r\nA\r\n"},
		{"SPARQL between commits", ask, "Thu, 01 Jan 2026 02:30:00 GMT", hour(2), "l\r\nA\r\n"},
		{"SPARQL before all", ask, "Thu, 01 Jan 1970 00:00:00 GMT", hour(1), "l\r\nA\r\n"},
		{"API then", "/api/resolve?iri=id/meeting/a", hour(1), hour(1), `"label": "A"`},
		{"API now", "/api/resolve?iri=id/meeting/a", "", "", `"label": "A 2"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var headers []string
			if tt.at != "" {
				headers = []string{"Accept-Datetime: " + tt.at}
			}
			w := p.get(tt.target, headers...)
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), tt.want) || w.Header().Get("Memento-Datetime") != tt.memento {
				t.Errorf("%d, Memento-Datetime %q, %s; want %q, %s", w.Code, w.Header().Get("Memento-Datetime"), w.Body, tt.memento, tt.want)
			}
			if !strings.Contains(w.Header().Get("Vary"), "Accept-Datetime") {
				t.Errorf("Vary = %q", w.Header().Get("Vary"))
			}
		})
	}
	for _, target := range []string{ask, "/api/resolve?iri=id/meeting/a"} {
		if w := p.get(target, "Accept-Datetime: soon"); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "Accept-Datetime") {
			t.Errorf("%s with no date: %d %s", target, w.Code, w.Body)
		}
	}
	if w := p.get("/api/resolve?iri=id/meeting/none", "Accept-Datetime: "+hour(2)); w.Code != http.StatusNotFound || w.Header().Get("Memento-Datetime") != "" {
		t.Errorf("a problem of then: %d, Memento-Datetime %q", w.Code, w.Header().Get("Memento-Datetime"))
	}
}
