package graph_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// TestTruncated cuts each mapped file under its reader: that is an error, and
// the process lives.
func TestTruncated(t *testing.T) {
	for _, name := range []string{"terms", "spo", "pos", "osp", "sets", "members", "graphs", "history"} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			s, err := graph.Open(folder, graph.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if _, err := s.Load(t.Context(), graph.Change{}, manyQuads); err != nil {
				t.Fatal(err)
			}
			readTruncated(t, s, filepath.Join(folder, "base-*", name))
		})
	}
}

// TestTruncatedRun does the same to changes that were written to a file.
func TestTruncatedRun(t *testing.T) {
	folder := t.TempDir()
	for range 2 {
		s, err := graph.Open(folder, graph.Options{FlushAfter: 5000, MergeAfter: 100_000})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if s.Snapshot().Seq() > 0 {
			readTruncated(t, s, filepath.Join(folder, "run-*"))
			return
		}
		if _, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) (failed error) {
			manyQuads(func(q rdf.Quad, _ error) bool { _, failed = tx.Add(q); return failed == nil })
			return failed
		}); err != nil {
			t.Fatal(err)
		}
		waitForRun(t, folder)
		s.Close()
	}
}

// readTruncated cuts the one file of a pattern and reads the store.
func readTruncated(t *testing.T, s *graph.Store, pattern string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	if err := os.Truncate(files[0], 0); err != nil {
		t.Fatal(err)
	}
	readAll(t, s.Snapshot())
	if err := s.Check(t.Context()); !errors.Is(err, graph.ErrCorrupt) {
		t.Errorf("Check = %v", err)
	}
}

func manyQuads(yield func(rdf.Quad, error) bool) {
	for i := range 20000 {
		q := rdf.Quad{
			S: rdf.IRI(fmt.Sprintf("http://example.org/s%d", i/7)), P: rdf.IRI(fmt.Sprintf("http://example.org/p%d", i%7)),
			O: rdf.String(fmt.Sprintf("object %d", i)), G: rdf.IRI(fmt.Sprintf("http://example.org/g%d", i%3)),
		}
		if !yield(q, nil) {
			return
		}
	}
}

// readAll reads in every way and fails when quads are missing and nobody says so.
func readAll(t *testing.T, s *graph.Snapshot) {
	t.Helper()
	for _, p := range []graph.Pattern{{}, {P: rdf.IRI("http://example.org/p1")}, {O: rdf.String("object 5")}, {G: rdf.IRI("http://example.org/g1")}} {
		for _, err := range s.Quads(p) {
			if err != nil && !errors.Is(err, graph.ErrCorrupt) {
				t.Fatal(err)
			}
		}
	}
	subject := rdf.IRI("http://example.org/s5")
	n := s.Count(graph.Pattern{S: subject})
	s.Version(subject)
	s.GraphNames()
	if s.Err() == nil && n != 7 {
		t.Errorf("%d triples of one subject, and no error", n)
	}
}
