package graph_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// addOne commits the n-th of many quads.
func addOne(t testing.TB, s *graph.Store, n int) {
	t.Helper()
	q := rdf.Quad{S: rdf.IRI(fmt.Sprintf("http://example.org/%d", n/3)), P: rdf.IRI("http://example.org/p"), O: rdf.String(fmt.Sprint(n))}
	if _, err := s.Update(context.Background(), graph.Change{}, func(tx *graph.Tx) error { _, err := tx.Add(q); return err }); err != nil {
		t.Error(err)
	}
}

func quadsOf(t testing.TB, s *graph.Snapshot) (quads []rdf.Quad) {
	t.Helper()
	for q, err := range s.Quads(graph.Pattern{}) {
		if err != nil {
			t.Fatal(err)
		}
		quads = append(quads, q)
	}
	slices.SortFunc(quads, rdf.CompareQuads)
	return quads
}

// TestBackup backs up a store while it is written to, again and again to the
// same folder: each is a state that there was, and a store can be made of it.
func TestBackup(t *testing.T) {
	data, saved := t.TempDir(), filepath.Join(t.TempDir(), "saved")
	s, err := graph.Open(data, graph.Options{FlushAfter: 20, MergeAfter: 60})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var writer sync.WaitGroup
	writer.Go(func() {
		for n := range 3000 {
			addOne(t, s, n)
		}
	})
	last, reused := uint64(0), int64(0)
	for range 60 {
		other, err := graph.Open(data, graph.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		done, err := other.Backup(t.Context(), saved)
		if err = errors.Join(err, other.Close()); err != nil {
			t.Fatal(err)
		}
		if done.Seq < last || int(done.Seq) != other.Snapshot().Len() {
			t.Errorf("backup of commit %d after %d, with %d quads", done.Seq, last, other.Snapshot().Len())
		}
		last, reused = done.Seq, reused+done.Reused
		equalStores(t, saved, other.Snapshot())
	}
	writer.Wait()
	if _, err := s.Backup(t.Context(), saved); err != nil {
		t.Fatal(err)
	}
	equalStores(t, saved, s.Snapshot())
	if reused == 0 {
		t.Error("no backup used what was there")
	}
}

// equalStores opens a folder and compares it with a snapshot.
func equalStores(t *testing.T, folder string, want *graph.Snapshot) {
	t.Helper()
	s, err := graph.Open(folder, graph.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if now := s.Snapshot(); now.Seq() != want.Seq() || !slices.Equal(quadsOf(t, now), quadsOf(t, want)) {
		t.Errorf("commit %d with %d quads, want %d with %d", now.Seq(), now.Len(), want.Seq(), want.Len())
	}
}

func TestRestore(t *testing.T) {
	data, saved, restored := t.TempDir(), filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	s, err := graph.Open(data, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for n := range 20 {
		addOne(t, s, n)
	}
	if _, err := s.Backup(t.Context(), saved); err != nil {
		t.Fatal(err)
	}
	if _, err := graph.Open(saved, graph.Options{}); !errors.Is(err, graph.ErrBackup) {
		t.Errorf("a backup opened for writing: %v", err)
	}
	from, err := graph.Open(saved, graph.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	if _, err := from.Restore(t.Context(), restored); err != nil {
		t.Fatal(err)
	}
	again, err := graph.Open(restored, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	addOne(t, again, 100)
	if got := again.Snapshot(); got.Seq() != 21 || got.Len() != 21 {
		t.Errorf("commit %d, %d quads", got.Seq(), got.Len())
	}
	for name, wrong := range map[string]error{
		"a store": func() error { _, err := from.Restore(t.Context(), data); return err }(),
		"a restored store to the backup of the other": func() error { _, err := again.Backup(t.Context(), saved); return err }(),
		"a folder of other files":                     func() error { _, err := s.Backup(t.Context(), otherFolder(t)); return err }(),
	} {
		if wrong == nil {
			t.Errorf("%s was overwritten", name)
		}
	}
	equalStores(t, saved, s.Snapshot())
}

func otherFolder(t *testing.T) string {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "thesis.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestBackupBrokenOff ends a backup before its last step, after a load whose base a
// merge has replaced: the folder is still the backup before.
func TestBackupBrokenOff(t *testing.T) {
	data, saved, torn := t.TempDir(), filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	s, err := graph.Open(data, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	addOne(t, s, 0)
	before := s.Snapshot()
	for _, folder := range []string{saved, torn} {
		if _, err := s.Backup(t.Context(), folder); err != nil {
			t.Fatal(err)
		}
	}
	loadOne(t, s, 100)
	addOne(t, s, 1)
	if err := s.Merge(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(t.Context(), saved); err != nil {
		t.Fatal(err)
	}
	for _, name := range filesOf(t, saved) {
		bytes, err := os.ReadFile(filepath.Join(saved, name))
		if err == nil && name != "CURRENT" {
			err = errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(torn, name)), 0o755), os.WriteFile(filepath.Join(torn, name), bytes, 0o644))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	equalStores(t, torn, before)
	if _, err := s.Backup(t.Context(), torn); err != nil {
		t.Fatal(err)
	}
	equalStores(t, torn, s.Snapshot())
}

// loadOne loads the n-th of many quads.
func loadOne(t *testing.T, s *graph.Store, n int) {
	t.Helper()
	q := rdf.Quad{S: rdf.IRI("http://example.org/loaded"), P: rdf.IRI("http://example.org/p"), O: rdf.String(fmt.Sprint(n))}
	if _, err := s.Load(t.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) { yield(q, nil) }); err != nil {
		t.Fatal(err)
	}
}
