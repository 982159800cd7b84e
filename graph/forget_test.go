package graph_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// fill makes commits: number n names <x:n> as subject of one quad, and removes
// that of the commit before; each also says something of <x:all>.
func fill(t *testing.T, s *graph.Store, commits int) {
	t.Helper()
	for range commits {
		n := s.Snapshot().Seq() + 1
		if _, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
			_, err := tx.Add(numbered(n))
			if err == nil {
				_, err = tx.Remove(numbered(n - 1))
			}
			if err == nil {
				_, err = tx.Add(rdf.Quad{S: rdf.IRI("x:all"), P: rdf.IRI("x:p"), O: rdf.String(fmt.Sprint(n))})
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}

func numbered(n uint64) rdf.Quad {
	return rdf.Quad{S: rdf.IRI(fmt.Sprintf("x:%d", n)), P: rdf.IRI("x:p"), O: rdf.String("a secret")}
}

// history returns the commits that a sequence has, and its error.
func history(t *testing.T, s *graph.Snapshot, of rdf.Term) (seqs []uint64, last error) {
	for c, err := range s.History(t.Context(), of) {
		if err != nil {
			return seqs, err
		}
		seqs = append(seqs, c.Seq)
	}
	return seqs, nil
}

func TestForget(t *testing.T) {
	hour := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	clock := func() time.Time { hour = hour.Add(time.Hour); return hour }
	folder := t.TempDir()
	s, err := graph.Open(folder, graph.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 10)
	held := s.Snapshot()
	if _, err := held.At(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	got, err := s.Forget(t.Context(), 6)
	if want := (graph.Forgotten{From: 1, To: 5}); got != want || err != nil {
		t.Errorf("Forget(6) = %v, %v, want %v", got, err, want)
	}
	if got, err := s.Forget(t.Context(), 4); got != (graph.Forgotten{}) || err != nil {
		t.Errorf("Forget(4) after Forget(6) = %v, %v", got, err)
	}
	if _, err := s.Forget(t.Context(), 11); !errors.Is(err, graph.ErrNoCommit) {
		t.Errorf("Forget(11) of ten commits: %v", err)
	}
	forgotten(t, held)
	forgotten(t, s.Snapshot())
	fill(t, s, 5)
	if err := errors.Join(s.Check(t.Context()), s.Close()); err != nil {
		t.Fatal(err)
	}
	if s, err = graph.Open(folder, graph.Options{Now: clock}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	forgotten(t, s.Snapshot())
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if first, err := s.Forget(t.Context(), 15); first.From != 6 || err != nil { // the last of all
		t.Errorf("Forget(15) = %v, %v", first, err)
	}
	if names, err := os.ReadDir(filepath.Join(folder, "log")); len(names) != 1 || err != nil {
		t.Errorf("segments %v, %v, want one", names, err)
	}
}

// forgotten holds a state to know commit 6 and what follows, and no other.
func forgotten(t *testing.T, s *graph.Snapshot) {
	t.Helper()
	ctx := t.Context()
	if s.Oldest() != 6 {
		t.Errorf("Oldest() = %d, want 6", s.Oldest())
	}
	for seq := range uint64(6) {
		if _, err := s.At(ctx, seq); !errors.Is(err, graph.ErrForgotten) {
			t.Errorf("At(%d): %v", seq, err)
		}
		if _, err := s.EntityAt(ctx, rdf.IRI("x:all"), seq); !errors.Is(err, graph.ErrForgotten) {
			t.Errorf("EntityAt(%d): %v", seq, err)
		}
	}
	past, err := s.At(ctx, 6)
	if err != nil || past.Len() != 7 || past.Time().Hour() != 6 {
		t.Errorf("At(6) = %v, %v", past, err)
	}
	for from, want := range map[uint64]error{0: graph.ErrForgotten, 4: graph.ErrForgotten, 5: nil, 6: nil} {
		for _, err := range s.Changes(ctx, from, 8) {
			if !errors.Is(err, want) {
				t.Errorf("Changes(%d, 8): %v, want %v", from, err, want)
			}
		}
	}
	for hour, want := range map[int]error{5: graph.ErrForgotten, 6: nil, 8: nil} {
		seq, err := s.SeqAt(ctx, time.Date(2026, 1, 1, hour, 30, 0, 0, time.UTC))
		if !errors.Is(err, want) || err == nil && seq != uint64(hour) {
			t.Errorf("SeqAt(%d:30) = %d, %v, want %v", hour, seq, err, want)
		}
	}
	if seqs, err := history(t, s, rdf.IRI("x:all")); len(seqs) == 0 || seqs[0] != 6 || !errors.Is(err, graph.ErrForgotten) {
		t.Errorf("History(x:all) = %v, %v", seqs, err)
	}
	if seqs, err := history(t, s, rdf.IRI("x:7")); len(seqs) != 2 || err != nil {
		t.Errorf("History(x:7) = %v, %v", seqs, err)
	}
}

// What only forgotten commits had is in no file any more; the version of what is
// still there stays.
func TestForgetLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	s, err := graph.Open(folder, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	fill(t, s, 1)
	if _, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		_, err := tx.RemoveMatching(graph.Pattern{P: rdf.IRI("x:p"), O: rdf.String("a secret")})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	before := s.Snapshot().Version(rdf.IRI("x:all"))
	for range 2 {
		if _, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
			_, err := tx.Add(rdf.Quad{S: rdf.IRI("x:other"), P: rdf.IRI("x:p"), O: rdf.String(fmt.Sprint(s.Snapshot().Seq()))})
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Forget(t.Context(), 4); err != nil {
		t.Fatal(err)
	}
	if now := s.Snapshot().Version(rdf.IRI("x:all")); now != before {
		t.Errorf("the version of what is there was %d, is %d", before, now)
	}
	if _, known := s.Snapshot().ID(rdf.String("a secret")); known {
		t.Error("a term of forgotten commits is known")
	}
}

// A backup that is brought up to date forgets too, and can be restored.
func TestForgetBackup(t *testing.T) {
	s := graph.New(graph.Options{})
	defer s.Close()
	folder, restored := t.TempDir(), t.TempDir()
	for _, forget := range []uint64{1, 9} {
		fill(t, s, 8)
		if _, err := s.Forget(t.Context(), forget); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Backup(t.Context(), folder); err != nil {
			t.Fatal(err)
		}
	}
	if names, err := os.ReadDir(filepath.Join(folder, "log")); len(names) != 1 || err != nil {
		t.Errorf("segments %v, %v, want one", names, err)
	}
	saved, err := graph.Open(folder, graph.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer saved.Close()
	if _, err := saved.Restore(t.Context(), restored); err != nil {
		t.Fatal(err)
	}
	again, err := graph.Open(restored, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	for name, s := range map[string]*graph.Store{"backup": saved, "restored": again} {
		if err := s.Check(t.Context()); err != nil || s.Snapshot().Oldest() != 9 || s.Snapshot().Seq() != 16 {
			t.Errorf("%s: %v, commits %d to %d", name, err, s.Snapshot().Oldest(), s.Snapshot().Seq())
		}
		if past, err := s.Snapshot().At(t.Context(), 9); err != nil || past.Len() != 10 {
			t.Errorf("%s: At(9): %v", name, err)
		}
	}
}
