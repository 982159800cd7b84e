package graph_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// repairable makes a folder with a base of two loads, a run and commits behind
// it, and returns what all of its states are.
func repairable(t *testing.T) (folder string, states [][]rdf.Quad) {
	t.Helper()
	folder = t.TempDir()
	s, err := graph.Open(folder, graph.Options{FlushAfter: 15, MergeAfter: 10_000, LoadMemory: 1, Base: "http://example.org/"})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 2 {
		if _, err := s.Load(t.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
			for i := range 500 {
				s, o := rdf.IRI(fmt.Sprintf("http://example.org/%d/s%d", n, i/7)), rdf.Literal(fmt.Sprint(i), "http://www.w3.org/2001/XMLSchema#integer")
				if !yield(rdf.Quad{S: s, P: rdf.IRI(fmt.Sprintf("x:p%d", i%7)), O: o, G: []rdf.Term{{}, s, rdf.IRI("x:g")}[i%3]}, nil) {
					return
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
	fill(t, s, 20)
	waitForRun(t, folder)
	fill(t, s, 3)
	for seq := range s.Snapshot().Seq() + 1 {
		past, err := s.Snapshot().At(t.Context(), seq)
		if err != nil {
			t.Fatal(err)
		}
		states = append(states, allQuads(t, past))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return folder, states
}

func allQuads(t *testing.T, s *graph.Snapshot) (quads []rdf.Quad) {
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

// harms are what can happen to a file of so many bytes.
var harms = map[string]func(path string, content []byte, size int) error{
	"changed": func(path string, content []byte, size int) error {
		content[size/3] ^= 1
		return os.WriteFile(path, content, 0o644)
	},
	"cut":     func(path string, content []byte, size int) error { return os.WriteFile(path, content[:size/2], 0o644) },
	"removed": func(path string, _ []byte, _ int) error { return os.Remove(path) },
}

// TestRepair harms each file of a folder in turn. What is elsewhere is made anew;
// what is not is told, and what is left is whole.
func TestRepair(t *testing.T) {
	folder, states := repairable(t)
	lost := map[string]string{ // for each kind of file, and else nothing
		"terms": "cannot be read", "values": "cannot be read", "sections": "cannot be read", "predicates": "cannot be read",
		"log": "history of commits|commits ", "load": "the quads that commit 2 added", "CURRENT": "|the base IRI",
	}
	files := filesOf(t, folder)
	for _, file := range files {
		kind := filepath.Base(file)
		for _, k := range []string{"log", "load", "run"} {
			if strings.HasPrefix(file, k) {
				kind = k
			}
		}
		for name, harm := range harms {
			t.Run(name+" "+file, func(t *testing.T) {
				copied := t.TempDir()
				if err := os.CopyFS(copied, os.DirFS(folder)); err != nil {
					t.Fatal(err)
				}
				path := filepath.Join(copied, file)
				content, err := os.ReadFile(path)
				if err == nil {
					err = harm(path, content, len(strings.TrimRight(string(content), "\x00"))) // without room for more, in the log
				}
				if err != nil {
					t.Fatal(err)
				}
				repairs(t, copied, file, lost[kind], states)
			})
		}
	}
}

// repairs holds a repair to lose one of what may get lost, separated by bars, and
// the rest to be as it was.
func repairs(t *testing.T, folder, file, may string, states [][]rdf.Quad) {
	t.Helper()
	before := contents(t, folder)
	done, err := graph.Repair(t.Context(), folder)
	if may == "cannot be read" {
		if !errors.Is(err, graph.ErrCorrupt) || !strings.Contains(err.Error(), may) || !slices.Equal(before, contents(t, folder)) {
			t.Fatalf("%+v, %v; the folder has changed: %v", done, err, !slices.Equal(before, contents(t, folder)))
		}
		return
	}
	if err != nil || !slices.Contains(done.Damaged, file) && !slices.Contains(done.Damaged, "log") {
		t.Fatalf("%+v, %v", done, err)
	}
	for _, text := range done.Lost {
		if !slices.ContainsFunc(strings.Split(may, "|"), func(m string) bool { return m != "" && strings.Contains(text, m) }) {
			t.Errorf("lost: %s", text)
		}
	}
	if may != "" && !strings.HasPrefix(may, "|") && len(done.Lost) == 0 {
		t.Error("nothing is lost")
	}
	s, err := graph.Open(folder, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	now := s.Snapshot()
	if len(done.Lost) == 0 && (now.Seq() != uint64(len(states)-1) || now.Oldest() != 1) {
		t.Errorf("commits %d to %d are there, and nothing is lost", now.Oldest(), now.Seq())
	}
	for seq := now.Oldest(); seq <= now.Seq(); seq++ {
		past, err := now.At(t.Context(), seq)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(allQuads(t, past), states[seq]) {
			t.Fatalf("state %d is another", seq)
		}
	}
	for _, entity := range []rdf.Term{{}, rdf.IRI("x:all"), rdf.IRI("x:g"), rdf.IRI("x:5"), rdf.IRI("http://example.org/0/s1")} {
		checkHistory(t, now, entity)
	}
	fill(t, s, 1)
	again, err := graph.Repair(t.Context(), folder)
	if !errors.Is(err, graph.ErrLocked) {
		t.Errorf("repair of an open folder: %+v, %v", again, err)
	}
}

// checkHistory holds the history of an entity to be the commits that name it.
func checkHistory(t *testing.T, s *graph.Snapshot, entity rdf.Term) {
	t.Helper()
	got, err := history(t, s, entity)
	if err != nil && !errors.Is(err, graph.ErrForgotten) {
		t.Fatal(err)
	}
	var want []uint64
	for c, err := range s.Changes(t.Context(), min(s.Oldest()-1, s.Seq()), s.Seq()) {
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for q := range c.AddedQuads {
			found = found || q.G == entity || !entity.IsZero() && (q.S == entity || q.O == entity)
		}
		for q := range c.RemovedQuads {
			found = found || q.G == entity || !entity.IsZero() && (q.S == entity || q.O == entity)
		}
		if found {
			want = append(want, c.Seq)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("history of %v: %v, want %v", entity, got, want)
	}
}

func filesOf(t *testing.T, folder string) (files []string) {
	t.Helper()
	if err := fs.WalkDir(os.DirFS(folder), ".", func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && path != "lock" {
			files = append(files, path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return files
}

// contents are the names and contents of all files.
func contents(t *testing.T, folder string) (all []string) {
	t.Helper()
	for _, file := range filesOf(t, folder) {
		content, err := os.ReadFile(filepath.Join(folder, file))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, file, string(content))
	}
	return all
}

// TestRepairByLog harms the terms of a base that nothing else has, and of which
// the log has every commit.
func TestRepairByLog(t *testing.T) {
	folder := t.TempDir()
	s, err := graph.Open(folder, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 20)
	if err := s.Merge(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := allQuads(t, s.Snapshot())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	terms, err := filepath.Glob(filepath.Join(folder, "base-*", "terms"))
	if err != nil || len(terms) != 1 {
		t.Fatal(terms, err)
	}
	if err := os.Truncate(terms[0], 9); err != nil {
		t.Fatal(err)
	}
	done, err := graph.Repair(t.Context(), folder)
	if err != nil || len(done.Damaged) != 1 || done.Lost != nil {
		t.Fatalf("%+v, %v", done, err)
	}
	if s, err = graph.Open(folder, graph.Options{}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := allQuads(t, s.Snapshot()); !slices.Equal(got, want) || s.Snapshot().Seq() != 20 {
		t.Errorf("%d quads after commit %d, want %d", len(got), s.Snapshot().Seq(), len(want))
	}
	checkHistory(t, s.Snapshot(), rdf.IRI("x:7"))
	if kept, err := os.ReadFile(filepath.Join(folder, done.Kept, done.Damaged[0])); len(kept) != 9 || err != nil {
		t.Errorf("%d bytes are kept of the damaged file, %v", len(kept), err)
	}
}

func TestRepairOfNothing(t *testing.T) {
	folder, _ := repairable(t)
	before := contents(t, folder)
	if done, err := graph.Repair(t.Context(), folder); err != nil || done.Kept != "" || done.Damaged != nil || !slices.Equal(before, contents(t, folder)) {
		t.Errorf("%+v, %v", done, err)
	}
	if done, err := graph.Repair(t.Context(), t.TempDir()); err == nil {
		t.Errorf("of an empty folder: %+v", done)
	}
}

// TestRepairOfMuch harms several files at once, all orders of the triples at last.
func TestRepairOfMuch(t *testing.T) {
	folder, states := repairable(t)
	for i, tt := range []struct {
		files []string
		want  bool // that nothing is lost
	}{
		{[]string{"spo", "pso", "osp", "sets", "members", "stats", "history"}, true},
		{[]string{"spo", "pos", "graphs"}, true},
		{[]string{"sets", "graphs"}, false},
		{[]string{"spo", "pso", "pos", "osp"}, false},
	} {
		copied := t.TempDir()
		if err := os.CopyFS(copied, os.DirFS(folder)); err != nil {
			t.Fatal(err)
		}
		for _, file := range tt.files {
			paths, err := filepath.Glob(filepath.Join(copied, "base-*", file))
			if err != nil || len(paths) != 1 || os.Truncate(paths[0], 3) != nil {
				t.Fatal(paths, err)
			}
		}
		done, err := graph.Repair(t.Context(), copied)
		if (err == nil) != tt.want || len(done.Lost) > 0 || tt.want && len(done.Damaged) != len(tt.files) {
			t.Errorf("%d: %+v, %v", i, done, err)
		}
		if err != nil {
			continue
		}
		s, err := graph.Open(copied, graph.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(allQuads(t, s.Snapshot()), states[len(states)-1]) {
			t.Errorf("%d: the state is another", i)
		}
		checkHistory(t, s.Snapshot(), rdf.IRI("http://example.org/1/s3"))
		s.Close()
	}
}
