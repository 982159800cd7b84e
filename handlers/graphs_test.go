package handlers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/catalogue"
	"w3id.org/plenary/handlers/representation"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
)

const summitsGraph = testBase + "id/graph/summits"

func TestGraphs(t *testing.T) {
	named := "/graphs?graph=" + url.QueryEscape(summitsGraph)
	tests := []struct {
		name, target, accept string
		status               int
		want                 string // Content-Type, or the parameter at fault
	}{
		{"named", named, "", 200, turtle},
		{"relative", "/graphs?graph=id/graph/summits", "", 200, turtle},
		{"default", "/graphs?default", "", 200, turtle},
		{"default with an equals sign", "/graphs?default=", "", 200, turtle},
		{"JSON-LD", named, "application/json", 200, ldjson},
		{"rdflib", named, acceptRDFLib, 200, turtle},
		{"Jena", named, acceptJena, 200, turtle},
		{"Comunica", named, acceptComunica, 200, "application/n-quads"},
		{"browser", named, acceptFirefox, 200, turtle},
		{"format", named + "&format=nt", "", 200, "application/n-triples"},
		{"version", named, "application/n-triples;version=1.2", 200, "application/n-triples; version=1.2"},
		{"list", "/graphs", "", 200, turtle},
		{"list as JSON", "/graphs", "application/json", 200, "application/json"},
		{"list as a page", "/graphs", acceptFirefox, 200, html},
		{"list by format", "/graphs?format=json", "", 200, "application/json"},
		{"page only", named, "text/html", 406, ""},
		{"unknown graph", "/graphs?graph=id/graph/sumits", "", 404, "graph"},
		{"both", "/graphs?default&graph=id/graph/summits", "", 400, "graph"},
		{"empty", "/graphs?graph=", "", 400, "graph"},
		{"twice", named + "&graph=x", "", 400, "graph"},
		{"default with a value", "/graphs?default=yes", "", 400, "default"},
		{"no IRI", "/graphs?graph=" + url.QueryEscape("http://x/a b"), "", 400, "graph"},
		{"misspelt", "/graphs?grpah=x", "", 400, "grpah"},
		{"page of a graph", named + "&page=2", "", 400, "page"},
		{"page that is not there", "/graphs?page=99", "", 400, "page"},
		{"no page", "/graphs?page=x", "", 400, "page"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, tt.target, "Accept: "+tt.accept)
			got := w.Header().Get("Content-Type")
			if tt.status >= 400 && got == "application/problem+json" {
				got = problemIn(t, w.Body.Bytes()).Parameter
			}
			if w.Code != tt.status || tt.status != 406 && got != tt.want {
				t.Errorf("GET %s = %d %q, want %d %q: %.300s", tt.target, w.Code, got, tt.status, tt.want, w.Body)
			}
			head := send(t, http.MethodHead, tt.target, "Accept: "+tt.accept)
			if head.Code != w.Code || head.Body.Len() > 0 || head.Header().Get("ETag") != w.Header().Get("ETag") {
				t.Errorf("HEAD %s = %d with %d bytes and tag %s", tt.target, head.Code, head.Body.Len(), head.Header().Get("ETag"))
			}
		})
	}
}

// A graph in any syntax is the triples that the store has under its name.
func TestGraphIsWhole(t *testing.T) {
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	stored, err := collect(store.Snapshot().Quads(graph.Pattern{G: rdf.IRI(summitsGraph)}))
	if err != nil {
		t.Fatal(err)
	}
	want := triplesOf(rdf.NewDataset(stored...))
	for _, f := range rdf.Formats {
		if got := parse(t, get(t, "/graphs?graph=id/graph/summits&format="+f.Token)); !canon.Isomorphic(got, want) {
			t.Errorf("%s: %s", f.Name, canon.Diff(got, want))
		}
	}
}

// A graph of any size has a strong tag, and answers 304 and 412 by it.
func TestLargeGraph(t *testing.T) {
	store := graph.New(graph.Options{})
	large := rdf.IRI(testBase + "id/graph/large")
	const size = representation.MostGathered + 5000
	_, err := store.Load(t.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		for i := range size {
			if !yield(rdf.Quad{S: rdf.IRI(fmt.Sprint(testBase, "id/meeting/", i)), P: rdf.IRI(testBase + "p"), O: rdf.String("x"), G: large}, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Store: store, Base: testBase})
	if err != nil {
		t.Fatal(err)
	}
	h := s.Handler()
	ask := func(target string, headers ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, target, nil)
		for _, header := range headers {
			name, value, _ := strings.Cut(header, ": ")
			r.Header.Set(name, value)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	const target = "/graphs?graph=id/graph/large"
	w := ask(target, "Accept: application/n-triples")
	tag := w.Header().Get("ETag")
	if n := bytes.Count(w.Body.Bytes(), []byte("\n")); w.Code != http.StatusOK || n != size || !strings.HasPrefix(tag, `"`) {
		t.Errorf("%d with %d triples and tag %s, want %d triples", w.Code, n, tag, size)
	}
	if w := ask(target, "Accept: application/n-triples", "If-None-Match: "+tag); w.Code != http.StatusNotModified || w.Body.Len() > 0 || w.Header().Get("ETag") != tag {
		t.Errorf("with If-None-Match: %d, %s", w.Code, w.Header().Get("ETag"))
	}
	if w := ask(target, "Accept: application/n-triples", `If-Match: "other"`); w.Code != http.StatusPreconditionFailed {
		t.Errorf("with another If-Match: %d, want 412", w.Code)
	}
	for _, other := range []string{"Accept: text/turtle", "Accept: application/n-triples;version=1.2", "Accept-Encoding: gzip"} {
		if w := ask(target, "Accept: application/n-triples", other); w.Header().Get("ETag") == tag {
			t.Errorf("with %s the tag is the same", other)
		}
	}
	var expanded []any
	if w := ask(target + "&format=jsonld"); json.Unmarshal(w.Body.Bytes(), &expanded) != nil || len(expanded) != size {
		t.Errorf("JSON-LD of a large graph has %d nodes, want %d expanded ones", len(expanded), size)
	}
	if w := ask(target + "&format=jsonld&profile=flattened"); w.Code != http.StatusServiceUnavailable || problemIn(t, w.Body.Bytes()).Limit != "triples" {
		t.Errorf("flattened: %d, want 503 that names triples", w.Code)
	}
}

// The list of graphs has each named graph with the number of its triples.
func TestGraphList(t *testing.T) {
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	var list catalogue.GraphList
	if err := json.Unmarshal(get(t, "/graphs?format=json").Body.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	sizes := store.Snapshot().Stats().Graphs
	named := len(sizes)
	if n, ok := sizes[rdf.Term{}]; ok {
		if named--; n != list.Default {
			t.Errorf("the unnamed graph has %d triples, want %d", list.Default, n)
		}
	}
	if list.Total != named || len(list.Items) != named {
		t.Errorf("%d graphs of %d, want %d", len(list.Items), list.Total, named)
	}
	turtleList := get(t, "/graphs?format=nt").Body.String()
	for _, g := range list.Items {
		if g.Triples != sizes[rdf.IRI(g.Graph)] {
			t.Errorf("%s has %d triples, want %d", g.Graph, g.Triples, sizes[rdf.IRI(g.Graph)])
		}
		if !strings.Contains(turtleList, "#name> <"+g.Graph+">") {
			t.Errorf("%s is not in the list as RDF", g.Graph)
		}
	}
	if w := get(t, list.Items[0].URL); w.Code != http.StatusOK {
		t.Errorf("GET %s = %d", list.Items[0].URL, w.Code)
	}
}
