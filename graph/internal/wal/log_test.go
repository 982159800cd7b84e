package wal_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/vfs"
	"w3id.org/plenary/graph/internal/wal"
)

func open(t testing.TB, fs vfs.FS, o wal.Options) *wal.Log {
	t.Helper()
	l, err := wal.Open(fs, "log", o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func commit(t testing.TB, l *wal.Log, payload string) {
	t.Helper()
	n, err := l.Append([]byte(payload))
	if err == nil {
		err = l.Sync(n)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func records(t testing.TB, l *wal.Log, from uint64) (all []string) {
	t.Helper()
	for r, err := range l.Records(from) {
		if err != nil {
			t.Fatal(err)
		}
		if want := max(from, 1) + uint64(len(all)); r.Number != want {
			t.Fatalf("record %d, want %d", r.Number, want)
		}
		all = append(all, string(r.Payload))
	}
	return all
}

// TestLog commits, reopens and reads, in memory and on disk.
func TestLog(t *testing.T) {
	for name, fs := range map[string]vfs.FS{"memory": vfs.NewMemory(), "disk": vfs.Dir(t.TempDir())} {
		r := rand.New(rand.NewPCG(1, 2))
		var want []string
		o := wal.Options{SegmentBytes: 200}
		l := open(t, fs, o)
		for i := range 300 {
			payload := fmt.Sprint(i, string(make([]byte, r.IntN(60))))
			commit(t, l, payload)
			want = append(want, payload)
			if r.IntN(20) == 0 {
				if err := l.Close(); err != nil {
					t.Fatal(err)
				}
				l = open(t, fs, o)
			}
			if from := r.IntN(len(want) + 1); !slices.Equal(records(t, l, uint64(from+1)), want[from:]) {
				t.Fatalf("%s: records from %d differ", name, from+1)
			}
		}
		if l.Next() != 301 {
			t.Errorf("Next = %d", l.Next())
		}
		l.Close()
		if _, err := l.Append(nil); !errors.Is(err, wal.ErrClosed) {
			t.Errorf("Append to a closed log: %v", err)
		}
		read := open(t, fs, wal.Options{ReadOnly: true})
		if got := records(t, read, 0); !slices.Equal(got, want) {
			t.Errorf("read only: %d records", len(got))
		}
	}
}

// TestGroups has many goroutines commit at once.
func TestGroups(t *testing.T) {
	fs := vfs.Dir(t.TempDir())
	l := open(t, fs, wal.Options{SegmentBytes: 5000})
	var running sync.WaitGroup
	for g := range 16 {
		running.Go(func() {
			for i := range 50 {
				commit(t, l, fmt.Sprintf("%d of %d", i, g))
			}
		})
	}
	running.Wait()
	l.Close()
	got := records(t, open(t, fs, wal.Options{}), 1)
	if slices.Sort(got); len(slices.Compact(got)) != 800 {
		t.Errorf("%d records, want 800", len(got))
	}
}

// TestCrash cuts the last segment at every byte and puts rubbish behind: the
// whole records before are there, and the log goes on.
func TestCrash(t *testing.T) {
	dir := t.TempDir()
	l := open(t, vfs.Dir(dir), wal.Options{})
	want := []string{"one", "", "three and more", "four"}
	var ends []int
	size := 0
	for _, payload := range want {
		commit(t, l, payload)
		size += 24 + len(payload)
		ends = append(ends, size)
	}
	l.Close()
	whole, err := os.ReadFile(filepath.Join(dir, "log", "00000000000000000001"))
	if err != nil {
		t.Fatal(err)
	}
	for cut := range size + 1 {
		for _, tail := range []string{"", "\x00\x00\x00", string(make([]byte, 100)), "X: rubbish that is longer than a head"} {
			fs := vfs.NewMemory()
			f, _ := fs.Create("log/00000000000000000001")
			f.Write(append(slices.Clone(whole[:cut]), tail...))
			l, err := wal.Open(fs, "log", wal.Options{})
			if err != nil {
				t.Fatalf("cut at %d: %v", cut, err)
			}
			n := 0
			for n < len(ends) && ends[n] <= cut {
				n++
			}
			if got := records(t, l, 1); len(got) < n || len(got) > n && tail == "X: rubbish that is longer than a head" || !slices.Equal(got[:n], want[:n]) {
				t.Fatalf("cut at %d of %v: %q", cut, ends, got)
			}
			commit(t, l, "after")
			if got := records(t, open(t, fs, wal.Options{}), 1); got[len(got)-1] != "after" {
				t.Fatalf("cut at %d: after it %q", cut, got)
			}
		}
	}
}

// TestDamage changes each byte of a log of several segments: what is read is
// what was written, or the damage is told, or what is missing was last.
func TestDamage(t *testing.T) {
	dir := t.TempDir()
	l := open(t, vfs.Dir(dir), wal.Options{SegmentBytes: 80})
	var want []string
	for i := range 8 {
		want = append(want, fmt.Sprintf("payload %d", i))
		commit(t, l, want[i])
	}
	l.Close()
	names, _ := vfs.Dir(dir).List("log")
	if len(names) < 3 {
		t.Fatalf("%d segments", len(names))
	}
	for i, name := range names {
		good, _ := os.ReadFile(filepath.Join(dir, "log", name))
		for at := range good {
			fs := vfs.NewMemory()
			for _, other := range names {
				b, _ := os.ReadFile(filepath.Join(dir, "log", other))
				if other == name {
					b[at] ^= 1
				}
				f, _ := fs.Create("log/" + other)
				f.Write(b)
			}
			got, err := read(fs)
			lost := len(want) - len(got)
			if err != nil && !errors.Is(err, corrupt.Err) || !slices.Equal(got, want[:len(got)]) || err == nil && lost > 0 && (i < len(names)-1 || lost > 1) {
				t.Fatalf("byte %d of segment %s changed: %q, %v", at, name, got, err)
			}
		}
	}
	fs := vfs.NewMemory()
	f, _ := fs.Create("log/00000000000000000001")
	f.Write(nil)
	f, _ = fs.Create("log/00000000000000000009")
	f.Write(nil)
	if got, err := read(fs); !errors.Is(err, corrupt.Err) {
		t.Errorf("a missing segment: %q, %v", got, err)
	}
}

func read(fs vfs.FS) (all []string, err error) {
	l, err := wal.Open(fs, "log", wal.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	for r, err := range l.Records(1) {
		if err != nil {
			return all, err
		}
		all = append(all, string(r.Payload))
	}
	return all, nil
}

// TestTornGroup has a crash lose the first of two records that were written
// together and leave the second: neither was acknowledged, and the log goes on.
// Were they written one after the other, it would be damage.
func TestTornGroup(t *testing.T) {
	for _, together := range []bool{true, false} {
		fs := vfs.NewMemory()
		l := open(t, fs, wal.Options{})
		commit(t, l, "one")
		for _, payload := range []string{"two", "three"} {
			n, err := l.Append([]byte(payload))
			if err == nil && !together {
				err = l.Sync(n)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Sync(3); err != nil {
			t.Fatal(err)
		}
		l.Close()
		content, err := fs.Read("log/00000000000000000001")
		if err != nil {
			t.Fatal(err)
		}
		b := slices.Clone(content.Bytes())
		clear(b[24+len("one"):][:24+len("two")])
		f, _ := fs.Create("log/00000000000000000001")
		f.Write(b)
		got, err := read(fs)
		if together && (err != nil || !slices.Equal(got, []string{"one"})) {
			t.Errorf("written together: %q, %v", got, err)
		}
		if !together && !errors.Is(err, corrupt.Err) {
			t.Errorf("written one after the other: %q, %v", got, err)
		}
	}
}

// A brokenFS fails to sync files after so many times.
type brokenFS struct {
	vfs.FS
	left int
}

type brokenFile struct {
	vfs.File
	fs *brokenFS
}

var errBroken = errors.New("broken")

func (fs *brokenFS) Create(name string) (vfs.File, error) {
	f, err := fs.FS.Create(name)
	return brokenFile{f, fs}, err
}

func (f brokenFile) Sync() error {
	if f.fs.left--; f.fs.left < 0 {
		return errBroken
	}
	return f.File.Sync()
}

// TestBroken holds a log that could not sync to refuse all that follows.
func TestBroken(t *testing.T) {
	fs := &brokenFS{vfs.NewMemory(), 3}
	l := open(t, fs, wal.Options{})
	commit(t, l, "one")
	commit(t, l, "two")
	n, err := l.Append([]byte("three"))
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Sync(n); !errors.Is(err, errBroken) {
		t.Errorf("Sync = %v", err)
	}
	fs.left = 100
	if _, err := l.Append([]byte("four")); !errors.Is(err, errBroken) {
		t.Errorf("Append behind a failure = %v", err)
	}
	if got := records(t, l, 1); !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("records = %q", got)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("\x01\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		fs := vfs.NewMemory()
		file, _ := fs.Create("log/00000000000000000001")
		file.Write(b)
		l, err := wal.Open(fs, "log", wal.Options{})
		if err != nil {
			return
		}
		n := len(records(t, l, 1))
		commit(t, l, "more")
		if got := records(t, open(t, fs, wal.Options{}), 1); len(got) != n+1 || got[n] != "more" {
			t.Fatalf("%d records and one: %q", n, got)
		}
	})
}

func BenchmarkCommit(b *testing.B) {
	payload := make([]byte, 200)
	b.Run("fdatasync", func(b *testing.B) {
		fs := vfs.Dir(b.TempDir())
		f, err := fs.Create("file")
		if err != nil {
			b.Fatal(err)
		}
		f.Allocate(16 << 20)
		for b.Loop() {
			f.Write(payload)
			if err := f.Sync(); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, writers := range []int{1, 16} {
		b.Run(fmt.Sprintf("%d writers", writers), func(b *testing.B) {
			l := open(b, vfs.Dir(b.TempDir()), wal.Options{})
			defer l.Close()
			b.SetParallelism(writers / min(writers, 2))
			if writers == 1 {
				for b.Loop() {
					commit(b, l, string(payload))
				}
				return
			}
			b.RunParallel(func(p *testing.PB) {
				for p.Next() {
					commit(b, l, string(payload))
				}
			})
		})
	}
}

// Whoever sees what was published can read its record.
func TestReadableWhenPublished(t *testing.T) {
	var l *wal.Log
	var read []uint64
	take := func(records func()) func() {
		records()
		return func() {
			for r, err := range l.Records(1) {
				if err != nil {
					t.Error(err)
				}
				read = append(read, r.Number)
			}
		}
	}
	l, err := wal.Open(vfs.NewMemory(), "log", wal.Options{Take: take})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	number, err := l.Append([]byte("one"))
	if err == nil {
		err = l.Sync(number)
	}
	if err != nil || !slices.Equal(read, []uint64{number}) {
		t.Errorf("read %d when %d was published, error %v", read, number, err)
	}
}
