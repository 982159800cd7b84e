package graph_test

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// TestDamage changes bytes of every file of a store: opening or checking tells.
func TestDamage(t *testing.T) {
	folder := t.TempDir()
	s, err := graph.Open(folder, graph.Options{FlushAfter: 100, MergeAfter: 10_000, LoadMemory: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(t.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		for i := range 3000 {
			s, p := rdf.IRI(fmt.Sprintf("http://example.org/s%d", i/7)), rdf.IRI(fmt.Sprintf("http://example.org/p%d", i%7))
			o := rdf.Literal(fmt.Sprint(i), "http://www.w3.org/2001/XMLSchema#integer")
			g := []rdf.Term{{}, s, p}[i%3]
			if !yield(rdf.Quad{S: s, P: p, O: o, G: g}, nil) {
				return
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(t.Context(), graph.Change{}, loadOf(0, 500, nil)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		for i := range 50 {
			if _, err := tx.Add(rdf.Quad{S: rdf.IRI(fmt.Sprintf("http://example.org/new%d", i)), P: rdf.IRI("x:p"), O: rdf.String(fmt.Sprint(i))}); err != nil {
				return err
			}
		}
		_, err := tx.RemoveMatching(graph.Pattern{Unnamed: true, P: rdf.IRI("http://example.org/p1")})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	waitForRun(t, folder)
	if err := errors.Join(s.Check(t.Context()), s.Close()); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	err = filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name() == "lock" {
			return err
		}
		good, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		end := len(good)
		for end > 0 && good[end-1] == 0 {
			end-- // room for more, in the log
		}
		for range 12 {
			bad := append([]byte(nil), good...)
			at := r.IntN(end)
			bad[at] ^= byte(1 + r.IntN(255))
			if err := os.WriteFile(path, bad, 0o644); err != nil {
				return err
			}
			tellsDamage(t, folder, path, at)
		}
		return os.WriteFile(path, good, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	tellsNothing(t, folder)
}

// waitForRun waits until changes have been written to a file.
func waitForRun(t *testing.T, folder string) {
	t.Helper()
	for range 2000 {
		if content, err := os.ReadFile(filepath.Join(folder, "CURRENT")); err == nil && strings.Contains(string(content), `"run-`) {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("no run was written")
}

func tellsDamage(t *testing.T, folder, path string, at int) {
	t.Helper()
	s, err := graph.Open(folder, graph.Options{ReadOnly: true})
	if err == nil {
		for _, err := range s.Snapshot().Quads(graph.Pattern{}) {
			if err != nil {
				break
			}
		}
		err = s.Check(t.Context())
		s.Close()
	}
	if err == nil {
		t.Errorf("byte %d of %s changed, and nobody tells", at, filepath.Base(path))
	}
}

func tellsNothing(t *testing.T, folder string) {
	t.Helper()
	s, err := graph.Open(folder, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		_, err := tx.Add(rdf.Quad{S: rdf.IRI("x:s"), P: rdf.IRI("x:p"), O: rdf.String("o")})
		return err
	}); err != nil {
		t.Error(err)
	}
}
