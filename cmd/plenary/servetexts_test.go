package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A folder without a text of any source is a mistake that the log tells of.
func TestTextsOfSources(t *testing.T) {
	sum := sha256.Sum256([]byte("words"))
	store := graph.New(graph.Options{})
	_, err := store.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		_, err := tx.Add(rdf.Quad{S: rdf.IRI(testBase + "id/source/a"), P: rdf.IRI(ontology.TextHash), O: rdf.Literal(hex.EncodeToString(sum[:]), "")})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, text, want string }{
		{"of a source", "words", "level=INFO msg=documents"},
		{"of none", "other words", "level=WARN msg=documents"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			var log bytes.Buffer
			if _, err := (&Serve{Documents: dir}).texts(store.Snapshot(), slog.New(slog.NewTextHandler(&log, nil))); err != nil || !strings.Contains(log.String(), tt.want) {
				t.Errorf("%v, the log says %q, want %q", err, log.String(), tt.want)
			}
		})
	}
}
