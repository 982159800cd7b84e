package handlers

import (
	"context"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"w3id.org/plenary/data"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

const testBase = "http://plenary.test/"

// loaded is a store with the data and the vocabulary, made once for all tests.
var loaded = sync.OnceValues(func() (*graph.Store, error) {
	store := graph.New(graph.Options{})
	_, err := store.Load(context.Background(), graph.Change{Author: "test"}, withVocabulary(testBase))
	return store, err
})

func withVocabulary(base string) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for q, err := range data.Quads(base) {
			if !yield(q, err) {
				return
			}
		}
		for q, err := range ontology.Quads() {
			q.G = rdf.IRI(base + "ontology")
			if !yield(q, err) {
				return
			}
		}
	}
}

var testHandler = sync.OnceValues(func() (http.Handler, error) {
	store, err := loaded()
	if err != nil {
		return nil, err
	}
	s, err := New(Options{Store: store, Base: testBase, Version: "test"})
	if err != nil {
		return nil, err
	}
	return s.Handler(), nil
})

// handler is the real router over the real data.
func handler(t testing.TB) http.Handler {
	t.Helper()
	h, err := testHandler()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// send makes a request; headers are "Name: value".
func send(t testing.TB, method, target string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Add(name, value)
	}
	return record(t, r)
}

func record(t testing.TB, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	handler(t).ServeHTTP(w, r)
	return w
}

func get(t testing.TB, target string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	return send(t, http.MethodGet, target, headers...)
}

func TestNewRefusesBases(t *testing.T) {
	for _, base := range []string{"", "/", "http://plenary.test", "plenary.test/", "http://[::1", "http:///x/", "http://h/*x/", "http://h/:x/", "http://h/a b/",
		"http://h/caf%C3%A9/", "http://h//x/", "http://h/?q/", "http://h/#/"} {
		t.Run(base, func(t *testing.T) {
			if s, err := New(Options{Store: graph.New(graph.Options{}), Base: base}); err == nil {
				t.Errorf("New with base %q = %v, want an error", base, s)
			}
		})
	}
}

// A base with a path moves every route below it.
func TestBaseWithPath(t *testing.T) {
	const base = "https://data.example.org/g7/"
	store := graph.New(graph.Options{})
	meeting := rdf.IRI(base + "id/meeting/x")
	_, err := store.Load(t.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		_ = yield(rdf.Quad{S: meeting, P: rdf.IRI(ontology.RDFType), O: rdf.IRI(ontology.ClassMeeting)}, nil) &&
			yield(rdf.Quad{S: meeting, P: rdf.IRI(ontology.RDFSLabel), O: rdf.LangString("X", "en")}, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Store: store, Base: base})
	if err != nil {
		t.Fatal(err)
	}
	h := s.Handler()
	for target, want := range map[string]int{
		"/g7/id/meeting/x": http.StatusSeeOther, "/g7/doc/meeting/x.nt": http.StatusOK, "/g7/": http.StatusOK,
		"/g7/doc/meeting": http.StatusOK, "/id/meeting/x": http.StatusNotFound,
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:9"+target, nil))
		if w.Code != want {
			t.Errorf("GET %s = %d, want %d", target, w.Code, want)
		}
		if to := w.Header().Get("Location"); w.Code == http.StatusSeeOther && to != "/g7/doc/meeting/x" {
			t.Errorf("GET %s leads to %s", target, to)
		}
	}
}
