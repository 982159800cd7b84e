package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"w3id.org/plenary/graph/internal/vfs"
	"w3id.org/plenary/graph/internal/vfs/vfstest"
)

// faultStep says after which of the changes of a folder there is a crash: of so
// many, one. `make torture` sets it to 1.
const faultStep = "PLENARY_FAULT_STEP"

func step() int {
	n, _ := strconv.Atoi(os.Getenv(faultStep))
	return cmp.Or(n, 7)
}

// acked is a commit that was acknowledged when the folder had had so many
// changes.
type acked struct {
	seq uint64
	ops int
}

// work loads and commits until something fails, merges and runs included, and
// returns what was acknowledged.
func work(fs *vfstest.Recorder) (done []acked, err error) {
	s, err := openFS(fs, Options{MergeAfter: 130, FlushAfter: 25, LoadMemory: 1})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	acknowledge := func(c Commit) { done = append(done, acked{c.Seq, fs.Len()}) }
	c, err := workCommit(s, 1)
	for n := uint64(2); err == nil; n++ {
		acknowledge(c)
		if n > 40 {
			return done, s.Err()
		}
		if n == workForgets {
			_, err = s.Forget(context.Background(), workOldest)
		}
		if err == nil {
			c, err = workCommit(s, n)
		}
		if n%3 == 0 { // what the commits have left to do is done first
			s.tending.Lock()
			err = cmp.Or(err, s.Err())
			s.tending.Unlock()
		}
	}
	return done, err
}

// reopen opens what a crash has left: all that was acknowledged is there, and
// nothing by half.
func reopen(t *testing.T, fs vfs.FS, acknowledged uint64) {
	t.Helper()
	s, err := openFS(fs, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	checkWork(t, s.Snapshot(), acknowledged)
	checkStates(t, s.Snapshot())
	checkLoads(t, s)
}

// checkLoads holds the load files to be those of the commits that are known.
func checkLoads(t *testing.T, s *Store) {
	t.Helper()
	var want []string
	for r, err := range s.Snapshot().records(t.Context(), s.Snapshot().Oldest()-1, s.Snapshot().Seq()) {
		if err != nil {
			t.Fatal(err)
		}
		if r.loadFile != "" {
			want = append(want, r.loadFile)
		}
	}
	if !slices.Equal(s.Snapshot().loads, want) {
		t.Fatalf("load files %v, want %v", s.Snapshot().loads, want)
	}
}

// The work forgets what was before a commit behind another.
const (
	workOldest  = 13
	workForgets = 21
)

// checkStates holds the history to begin where it may, and all from there on to be
// known.
func checkStates(t *testing.T, s *Snapshot) {
	t.Helper()
	oldest := s.Oldest()
	if oldest != 1 && oldest != workOldest {
		t.Fatalf("the oldest commit is %d", oldest)
	}
	for seq := uint64(1); seq < s.Seq(); seq += 3 {
		past, err := s.At(t.Context(), seq)
		if seq < oldest {
			if !errors.Is(err, ErrForgotten) {
				t.Fatalf("At(%d), the oldest is %d: %v", seq, oldest, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		checkWork(t, past, seq)
	}
}

// TestEveryPrefix crashes after each of the changes of the folder, in three ways:
// all is there, only what was synced is there, and as chance has it.
func TestEveryPrefix(t *testing.T) {
	fs := vfstest.NewRecorder(nil)
	done, err := work(fs)
	if err != nil {
		t.Fatal(err)
	}
	seed := rand.Uint64()
	t.Logf("%d changes, seed %d", fs.Len(), seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for n := rand.IntN(step()); n <= fs.Len(); n += step() {
		acknowledged := uint64(0)
		for _, a := range done {
			if a.ops <= n {
				acknowledged = a.seq
			}
		}
		for name, keep := range map[string]func() bool{"all": vfstest.All, "none": vfstest.None, "some": vfstest.Some(r)} {
			if t.Run(fmt.Sprintf("%d/%s", n, name), func(t *testing.T) { reopen(t, fs.After(n, keep), acknowledged) }); t.Failed() {
				return
			}
		}
	}
}

// fullFS is a folder on a disk that is nearly full.
type fullFS struct{ vfs.FS }

func (fullFS) Free() (int64, error) { return 100, nil }

// TestFullDisk holds a merge to be refused before it has written anything, and
// commits to go on.
func TestFullDisk(t *testing.T) {
	s, err := openFS(fullFS{vfs.NewMemory()}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for n := range uint64(3) {
		if _, err := s.Update(t.Context(), Change{}, func(tx *Tx) error { _, err := tx.Add(workQuads(n)[0]); return err }); err != nil {
			t.Fatal(err)
		}
		if err := s.Merge(t.Context()); err == nil || !strings.Contains(err.Error(), "make room") {
			t.Errorf("Merge on a full disk: %v", err)
		}
	}
	if n := s.Snapshot().Len(); n != 3 {
		t.Errorf("%d quads", n)
	}
}

// TestTrouble holds attempts to write files to become no more frequent when they
// fail, and to be made up for when they no longer do.
func TestTrouble(t *testing.T) {
	var full atomic.Bool
	s, err := openFS(vfstest.NewRecorder(func(int) error { return nil }), Options{FlushAfter: 10})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.fs = failingFS{s.fs, &full}
	full.Store(true)
	commit := func(n uint64) {
		if _, err := s.Update(t.Context(), Change{}, func(tx *Tx) error { _, err := tx.Add(workQuads(n)[0]); return err }); err != nil {
			t.Fatal(err)
		}
		s.tending.Lock() // what follows a commit is done
		defer s.tending.Unlock()
		err = s.Err()
	}
	for n := range uint64(100) {
		commit(n)
	}
	if layers := len(s.Snapshot().delta.below); !errors.Is(err, errInjected) || layers > 12 {
		t.Errorf("%v, %d layers after 100 commits, of which ten should make a file", err, layers)
	}
	full.Store(false)
	for n := range uint64(11) {
		commit(100 + n)
	}
	if layers := len(s.Snapshot().delta.below); err != nil || layers > 2 || s.Snapshot().Len() != 111 {
		t.Errorf("%v, %d layers, %d quads", err, layers, s.Snapshot().Len())
	}
}

// failingFS makes no files while it is full.
type failingFS struct {
	vfs.FS
	full *atomic.Bool
}

func (f failingFS) Create(name string) (vfs.File, error) {
	if f.full.Load() {
		return nil, errInjected
	}
	return f.FS.Create(name)
}

var errInjected = errors.New("injected")

// TestEveryFailure has each of the changes of the folder fail, that one alone or
// all from there on, as on a full disk: what was acknowledged is there when the
// folder is opened again.
func TestEveryFailure(t *testing.T) {
	for n, failed := rand.IntN(step()), true; failed; n += step() {
		for _, forever := range []bool{false, true} {
			failed = false
			fs := vfstest.NewRecorder(func(op int) error {
				if op == n && !failed || forever && failed {
					failed = true
					return errInjected
				}
				return nil
			})
			done, err := work(fs)
			if err != nil && !errors.Is(err, errInjected) {
				t.Fatalf("change %d: %v", n, err)
			}
			acknowledged := uint64(0)
			if len(done) > 0 {
				acknowledged = slices.MaxFunc(done, func(a, b acked) int { return int(a.seq) - int(b.seq) }).seq
			}
			for name, keep := range map[string]func() bool{"all": vfstest.All, "none": vfstest.None} {
				if t.Run(fmt.Sprintf("%d/%v/%s", n, forever, name), func(t *testing.T) { reopen(t, fs.After(fs.Len(), keep), acknowledged) }); t.Failed() {
					return
				}
			}
		}
	}
}
