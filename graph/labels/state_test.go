package labels_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/rdf"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// folderOf returns a store in a folder with an index of n things, both closed.
func folderOf(t *testing.T, n int) string {
	t.Helper()
	folder := t.TempDir()
	withStore(t, folder, func(s *graph.Store, x *labels.Index) {
		addThings(t, s, 0, n)
		search(t, x, s, labels.Query{Text: "thing"})
	})
	return folder
}

func addThings(t *testing.T, s *graph.Store, from, to int) {
	t.Helper()
	update(t, s, func(tx *graph.Tx) error {
		for i := from; i < to; i++ {
			if _, err := tx.Add(rdf.Quad{S: thing(i), P: rdf.IRI(prefLabel), O: rdf.String(fmt.Sprintf("Thing number %d", i))}); err != nil {
				return err
			}
		}
		return nil
	})
}

func withStore(t *testing.T, folder string, use func(*graph.Store, *labels.Index)) {
	t.Helper()
	s, err := graph.Open(folder, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	x := labels.Open(s, options(folder))
	use(s, x)
	x.Close()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// finds holds an index to have n things: the last is found, none behind it.
func finds(t *testing.T, s *graph.Store, x *labels.Index, n int) {
	t.Helper()
	for i, want := range map[int]int{n - 1: 1, n: 0} {
		hits := search(t, x, s, labels.Query{Text: fmt.Sprintf("thing number %d", i), Accept: func(t rdf.Term) bool { return t == thing(i) }})
		if len(hits) != want {
			t.Fatalf("of %d things number %d is found %d times", n, i, len(hits))
		}
	}
}

// TestBehind opens an index behind the store, and one of another store.
func TestBehind(t *testing.T) {
	folder := folderOf(t, 20)
	file := filepath.Join(folder, "labels")
	old, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	withStore(t, folder, func(s *graph.Store, x *labels.Index) {
		addThings(t, s, 20, 30)
		finds(t, s, x, 30)
	})
	if err := os.WriteFile(file, old, 0o644); err != nil {
		t.Fatal(err)
	}
	withStore(t, folder, func(s *graph.Store, x *labels.Index) { finds(t, s, x, 30) })
	other := folderOf(t, 5)
	if err := os.WriteFile(filepath.Join(other, "labels"), old, 0o644); err != nil {
		t.Fatal(err)
	}
	withStore(t, other, func(s *graph.Store, x *labels.Index) { finds(t, s, x, 5) })
}

// TestFarBehind makes the index anew in the background when it is far behind; it
// answers from what it has meanwhile, and says so.
func TestFarBehind(t *testing.T) {
	folder := folderOf(t, 20)
	withStore(t, folder, func(s *graph.Store, x *labels.Index) {
		finds(t, s, x, 20)
		if _, err := s.Load(t.Context(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
			for i := range 70_000 {
				if !yield(rdf.Quad{S: thing(i), P: rdf.IRI(prefLabel), O: rdf.String(fmt.Sprintf("Thing number %d", i))}, nil) {
					return
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(time.Millisecond) {
			hits, seq, err := x.Search(t.Context(), s.Snapshot(), labels.Query{Text: "thing number 19", Limit: 1})
			if err != nil || len(hits) != 1 {
				t.Fatalf("%v, %v", hits, err)
			}
			if seq == 2 {
				break
			}
		}
		finds(t, s, x, 70_000)
		if state := x.State(); state.Seq != 2 || state.Names != 70_000 || state.Err != nil {
			t.Errorf("%+v", state)
		}
		addThings(t, s, 70_000, 75_000) // more than an overlay has
		finds(t, s, x, 75_000)
		for x.State().Building {
			time.Sleep(time.Millisecond)
		}
		finds(t, s, x, 75_000)
	})
}

// TestDamage changes bytes of the file, cuts it, and leaves what a crash leaves:
// the index is made anew.
func TestDamage(t *testing.T) {
	folder := folderOf(t, 200)
	file := filepath.Join(folder, "labels")
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 60 {
		bad := append([]byte(nil), good...)
		if i%3 == 0 {
			bad = bad[:r.IntN(len(bad))]
		} else {
			bad[r.IntN(len(bad))] ^= byte(1 + r.IntN(255))
		}
		if err := errors.Join(os.WriteFile(file, bad, 0o644), os.WriteFile(file+".new", bad[:len(bad)/2], 0o644)); err != nil {
			t.Fatal(err)
		}
		withStore(t, folder, func(s *graph.Store, x *labels.Index) { finds(t, s, x, 200) })
	}
}

// TestTruncated cuts the file under a reader.
func TestTruncated(t *testing.T) {
	folder := folderOf(t, 2000)
	withStore(t, folder, func(s *graph.Store, x *labels.Index) {
		finds(t, s, x, 2000)
		if err := os.Truncate(filepath.Join(folder, "labels"), 4096); err != nil {
			t.Fatal(err)
		}
		finds(t, s, x, 2000)
	})
}

func TestCheck(t *testing.T) {
	folder := folderOf(t, 20)
	file := filepath.Join(folder, "labels")
	check := func(want string) {
		t.Helper()
		s, err := graph.Open(folder, graph.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if wrong, err := labels.Check(t.Context(), s, folder); err != nil || !strings.Contains(wrong, want) || (want == "") != (wrong == "") {
			t.Errorf("Check = %q, %v, want %q", wrong, err, want)
		}
	}
	withStore(t, folder, func(s *graph.Store, _ *labels.Index) { // it may have been made when the store was empty
		if _, err := labels.Check(t.Context(), s, folder); err != nil {
			t.Fatal(err)
		}
	})
	check("")
	withStore(t, folder, func(s *graph.Store, x *labels.Index) { addThings(t, s, 20, 25) })
	check("was of commit 1: made anew of commit 2")
	check("")
	if err := os.WriteFile(file, []byte("bad"), 0o644); err != nil {
		t.Fatal(err)
	}
	check("removed")
	check("") // there is none
}

// TestClosed ends with its context, and what is closed does not hang.
func TestClosed(t *testing.T) {
	s := named(t, "Canada")
	x := labels.Open(s, options(""))
	x.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := x.Search(ctx, s.Snapshot(), labels.Query{Text: "canada"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Search = %v", err)
	}
}
