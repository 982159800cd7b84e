package handlers_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/data"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers"
)

// TestDamagedStore serves a folder in which bytes have changed: what would be
// read from them is an internal error, not an answer that lacks something.
func TestDamagedStore(t *testing.T) {
	const base = "http://example.org/"
	folder := t.TempDir()
	store, err := graph.Open(folder, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Load(t.Context(), graph.Change{}, data.Quads(base)); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "base-*", "spo"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	spo, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	clear(spo[:len(spo)/2])
	if err := os.WriteFile(files[0], spo, 0o600); err != nil {
		t.Fatal(err)
	}
	if store, err = graph.Open(folder, graph.Options{}); err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var log bytes.Buffer
	server, err := handlers.New(handlers.Options{Store: store, Base: base, Logger: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/doc/country/canada", nil)
	r.Header.Set("Accept", "text/turtle")
	server.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "checksum") {
		t.Errorf("status %d, want 500 without the cause:\n%s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "checksum") {
		t.Errorf("the log does not name the cause:\n%s", &log)
	}
}
