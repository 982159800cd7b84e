package graph_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// loadOf yields n quads of a load, then an error if there is one.
func loadOf(load, n int, end error) func(func(rdf.Quad, error) bool) {
	return func(yield func(rdf.Quad, error) bool) {
		for i := range n {
			q := rdf.Quad{S: rdf.IRI(fmt.Sprintf("x:%d/%d", load, i)), P: rdf.IRI(fmt.Sprintf("x:p%d", i%3)), O: rdf.String(fmt.Sprint(i % 97)), G: rdf.IRI("x:g")}
			if !yield(q, nil) {
				return
			}
		}
		if end != nil {
			yield(rdf.Quad{}, end)
		}
	}
}

// names returns the names in a folder without its log and lock.
func names(t *testing.T, folder string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// TestLoadLeavesNothing ends loads early that have sorted much in files: the
// folder is as before, also after what a kill has left there.
func TestLoadLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	options := graph.Options{LoadMemory: 1}
	s, err := graph.Open(folder, options)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(t.Context(), graph.Change{}, loadOf(0, 3000, nil)); err != nil {
		t.Fatal(err)
	}
	before := names(t, folder)
	bad := errors.New("on purpose")
	if _, err := s.Load(t.Context(), graph.Change{}, loadOf(1, 5000, bad)); !errors.Is(err, bad) {
		t.Errorf("Load = %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := s.Load(ctx, graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		loadOf(2, 5000, nil)(yield)
		cancel()
	}); !errors.Is(err, context.Canceled) {
		t.Errorf("Load that is called off = %v", err)
	}
	if c, err := s.Load(t.Context(), graph.Change{}, loadOf(0, 3000, nil)); err != nil || c.Seq != 1 || c.Added != 0 {
		t.Errorf("Load of what is there = %+v, %v", c, err)
	}
	if after := names(t, folder); !slices.Equal(after, before) || s.Snapshot().Len() != 3000 {
		t.Errorf("%v and %d quads, before %v", after, s.Snapshot().Len(), before)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, remains := range []string{"chunk-000077/spo", "load-000078", "base-000079/terms"} {
		path := filepath.Join(folder, remains)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte("cut off"), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	if s, err = graph.Open(folder, options); err != nil {
		t.Fatal(err)
	}
	if after := names(t, folder); !slices.Equal(after, before) {
		t.Errorf("%v, before %v", after, before)
	}
	if err := errors.Join(s.Check(t.Context()), s.Close()); err != nil {
		t.Error(err)
	}
}

// TestLoadHistory loads into a store that has commits, and asks for the states
// before, the commits and the past of an entity, also of a backup.
func TestLoadHistory(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "store")
	s, err := graph.Open(folder, graph.Options{LoadMemory: 1})
	if err != nil {
		t.Fatal(err)
	}
	for load := range 3 {
		if c, err := s.Load(t.Context(), graph.Change{Message: fmt.Sprint(load)}, loadOf(load%2, 2000+load, nil)); err != nil || c.Seq != uint64(load)+1 {
			t.Fatalf("%+v, %v", c, err)
		}
	}
	compareLoads(t, s)
	if _, err := s.Backup(t.Context(), folder+"-backup"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{folder, folder + "-backup"} {
		again, err := graph.Open(name, graph.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		compareLoads(t, again)
		if err := errors.Join(again.Check(t.Context()), again.Close()); err != nil {
			t.Error(err)
		}
	}
}

func compareLoads(t *testing.T, s *graph.Store) {
	t.Helper()
	added := []int{0, 2000, 2001, 2} // the third load has two quads that the first has not
	total := 0
	for tr, err := range s.Changes(t.Context(), 0, 3) {
		if err != nil {
			t.Fatal(err)
		}
		total += added[tr.Seq]
		then, err := s.Snapshot().At(t.Context(), tr.Seq)
		if err != nil || then.Len() != total {
			t.Fatalf("%d quads at %d, %v, want %d", then.Len(), tr.Seq, err, total)
		}
		n := 0
		for q, err := range tr.AddedQuads {
			if n++; err != nil || !then.Has(graph.Pattern{S: q.S, P: q.P, O: q.O, G: q.G}) {
				t.Fatalf("commit %d has added %v, %v", tr.Seq, q, err)
			}
		}
		if n != added[tr.Seq] || tr.Added != n {
			t.Errorf("commit %d has added %d quads, %d, want %d", tr.Seq, n, tr.Added, added[tr.Seq])
		}
	}
	entity := rdf.IRI("x:0/2001")
	for tr, err := range s.Snapshot().History(t.Context(), entity) {
		if err != nil || tr.Seq != 3 {
			t.Errorf("commit %d touched %v, %v", tr.Seq, entity, err)
		}
		for q := range tr.AddedQuads {
			if q.S != entity {
				t.Errorf("%v is not about %v", q, entity)
			}
		}
	}
	if version := s.Snapshot().Version(rdf.IRI("x:1/7")); version != 2 {
		t.Errorf("Version = %d, want 2", version)
	}
	if then, err := s.Snapshot().EntityAt(t.Context(), entity, 2); err != nil || then.Has(graph.Pattern{S: entity}) {
		t.Errorf("the entity is there before it came, or %v", err)
	}
}

// TestLoadIf refuses loads of each kind: the store and its folder are as before, and
// the next load goes on from there.
func TestLoadIf(t *testing.T) {
	folder := t.TempDir()
	s, err := graph.Open(folder, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	bad := errors.New("on purpose")
	for i, step := range []struct {
		name  string
		quads int
		few   bool // so that it is done as a transaction
	}{{"first", 3000, false}, {"few", 10, true}, {"many", 70_000, false}, {"nothing new", 0, true}} {
		t.Run(step.name, func(t *testing.T) {
			now, before := s.Snapshot(), names(t, folder)
			checks := 0
			check := func(from, to *graph.Snapshot, added iter.Seq2[rdf.Quad, bool]) error {
				checks++
				if from.Len() != now.Len() || to.Len() != now.Len()+step.quads || (added != nil) != step.few {
					t.Errorf("from %d quads to %d, told = %v", from.Len(), to.Len(), added != nil)
				}
				if checks == 1 {
					return bad
				}
				return nil
			}
			if _, err := s.LoadIf(t.Context(), graph.Change{}, loadOf(i, step.quads, nil), check); !errors.Is(err, bad) && step.quads > 0 {
				t.Errorf("LoadIf = %v", err)
			}
			if s.Snapshot().Seq() != now.Seq() || s.Snapshot().Len() != now.Len() || !slices.Equal(names(t, folder), before) {
				t.Errorf("%d quads, before %d; %v, before %v", s.Snapshot().Len(), now.Len(), names(t, folder), before)
			}
			if c, err := s.LoadIf(t.Context(), graph.Change{}, loadOf(i, step.quads, nil), check); err != nil || c.Added != step.quads || s.Snapshot().Len() != now.Len()+step.quads {
				t.Errorf("LoadIf = %+v, %v", c, err)
			}
			if step.quads == 0 && checks > 0 {
				t.Error("what adds nothing is checked")
			}
		})
	}
	if err := errors.Join(s.Check(t.Context()), s.Close()); err != nil {
		t.Error(err)
	}
}
