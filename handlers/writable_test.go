package handlers

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/gate"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/sparql"
)

// A writer is a server that takes changes. Requests without a token get that
// of a curator.
type writer struct {
	store   *graph.Store
	folder  string
	log     *bytes.Buffer
	token   map[tokens.Role]string // one of each role, whose name it has
	gate    gate.Checker           // nil is the usual one
	engine  *sparql.Engine         // nil is the usual one
	handler http.Handler
}

func newWriter(t testing.TB, store *graph.Store, base string) *writer {
	t.Helper()
	w := &writer{store: store, folder: t.TempDir(), log: new(bytes.Buffer), token: map[tokens.Role]string{}}
	file := tokens.Open(w.folder, nil)
	for _, role := range tokens.Roles {
		_, text, err := file.Create(string(role), role, 0)
		if err != nil {
			t.Fatal(err)
		}
		w.token[role] = text
	}
	w.open(t, base)
	return w
}

// open starts the server, as after its end.
func (w *writer) open(t testing.TB, base string) {
	t.Helper()
	quarantine := graph.New(graph.Options{})
	t.Cleanup(func() { quarantine.Close() })
	proposals := review.New(w.store, quarantine, review.Texts(t.TempDir()), review.Options{Base: base})
	s, err := New(Options{Store: w.store, Base: base, Folder: w.folder, Review: proposals, Gate: w.gate, Engine: w.engine, Logger: slog.New(slog.NewJSONHandler(w.log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	w.handler = s.Handler()
}

// ServeHTTP answers as the server does.
func (w *writer) ServeHTTP(to http.ResponseWriter, r *http.Request) {
	if len(r.Header.Values("Authorization")) == 0 {
		r.Header.Set("Authorization", "Bearer "+w.token[tokens.Curator])
	}
	w.handler.ServeHTTP(to, r)
}

// send makes a request; headers are "Name: value".
func (w *writer) send(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Add(name, value)
	}
	to := httptest.NewRecorder()
	w.ServeHTTP(to, r)
	return to
}

// writable returns a server over a store that takes changes.
func writable(t testing.TB, store *graph.Store) http.Handler {
	t.Helper()
	return newWriter(t, store, testBase)
}
