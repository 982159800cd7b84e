// Package vfstest records what is done to a folder, and makes what a crash after
// any of it may leave; and it makes operations fail.
package vfstest

import (
	"io"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"

	"w3id.org/plenary/graph/internal/vfs"
)

// A Recorder is a folder in memory that remembers every change. Make one with
// NewRecorder.
type Recorder struct {
	vfs.FS
	mu    sync.Mutex
	ops   []op
	fails func(op int) error
}

// op is one change. Files are told apart by the number of the op that created
// them, since they change their names.
type op struct {
	kind     kind
	name, to string
	file     int
	bytes    []byte
	size     int64
}

type kind int

const (
	creates kind = iota
	truncates
	writes
	syncs
	renames
	removes
	syncsDir
)

// NewRecorder returns an empty folder. Before each change, fails is asked with
// its number, unless it is nil; when it returns an error, that is what the change
// fails with: a write after half of its bytes, others before they do anything.
func NewRecorder(fails func(op int) error) *Recorder {
	if fails == nil {
		fails = func(int) error { return nil }
	}
	return &Recorder{FS: vfs.NewMemory(), fails: fails}
}

// Len returns how many changes there were.
func (r *Recorder) Len() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.ops)
}

// record remembers a change and returns its number.
func (r *Recorder) record(o op) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := len(r.ops)
	err := r.fails(n)
	if err != nil {
		o.bytes = o.bytes[:len(o.bytes)/2]
		if o.kind != writes {
			return n, err
		}
	}
	r.ops = append(r.ops, o)
	return n, err
}

// Create records.
func (r *Recorder) Create(name string) (vfs.File, error) {
	n, err := r.record(op{kind: creates, name: name})
	if err != nil {
		return nil, err
	}
	f, err := r.FS.Create(name)
	return &file{f, r, n, name}, err
}

// Append records.
func (r *Recorder) Append(name string, size int64) (vfs.File, error) {
	if _, err := r.record(op{kind: truncates, name: name, size: size}); err != nil {
		return nil, err
	}
	f, err := r.FS.Append(name, size)
	return &file{f, r, -1, name}, err
}

// Rename records.
func (r *Recorder) Rename(from, to string) error {
	if _, err := r.record(op{kind: renames, name: from, to: to}); err != nil {
		return err
	}
	return r.FS.Rename(from, to)
}

// Remove records.
func (r *Recorder) Remove(name string) error {
	if _, err := r.record(op{kind: removes, name: name}); err != nil {
		return err
	}
	return r.FS.Remove(name)
}

// SyncDir records.
func (r *Recorder) SyncDir(folder string) error {
	_, err := r.record(op{kind: syncsDir, name: path.Clean(folder)})
	return err
}

// Lock gives a lock that ends with the recorder.
func (r *Recorder) Lock(string) (io.Closer, error) { return io.NopCloser(nil), nil }

type file struct {
	vfs.File
	r       *Recorder
	created int // number of the op, -1 when it was there
	name    string
}

func (f *file) Write(b []byte) (int, error) {
	_, failed := f.r.record(op{kind: writes, file: f.created, name: f.name, bytes: slices.Clone(b)})
	if failed != nil {
		b = b[:len(b)/2]
	}
	n, err := f.File.Write(b)
	if failed != nil {
		err = failed
	}
	return n, err
}

func (f *file) Sync() error {
	_, err := f.r.record(op{kind: syncs, file: f.created, name: f.name})
	return err
}

// inode is a file whatever its name.
type inode struct{ now, durable []byte }

// disk is what a prefix of the changes has made, now and durably.
type disk struct {
	names   map[string]*inode // now
	durable map[string]*inode
	created map[int]*inode
}

// After returns the folder after the first n changes and a crash. What was not
// synced is there or not as keep says, asked for each file's bytes and each
// name.
func (r *Recorder) After(n int, keep func() bool) vfs.FS {
	r.mu.Lock()
	ops := r.ops[:n]
	r.mu.Unlock()
	d := disk{map[string]*inode{}, map[string]*inode{}, map[int]*inode{}}
	for i, o := range ops {
		d.do(i, o)
	}
	return d.crash(keep)
}

// All keeps all, as when a process is killed; None loses all that was not
// synced, as the worst of power failures; Some keeps what chance has it.
func All() bool  { return true }
func None() bool { return false }

// Some returns a keep for After.
func Some(r *rand.Rand) func() bool { return func() bool { return r.IntN(2) == 0 } }

func (d *disk) do(i int, o op) {
	switch o.kind {
	case creates:
		d.names[o.name] = new(inode)
		d.created[i] = d.names[o.name]
	case truncates:
		f := d.names[o.name]
		f.now = slices.Clone(f.now[:min(int64(len(f.now)), o.size)])
	case writes:
		f := d.of(o)
		f.now = slices.Concat(f.now, o.bytes)
	case syncs:
		f := d.of(o)
		f.durable = f.now
	case renames:
		d.names[o.to] = d.names[o.name]
		delete(d.names, o.name)
	case removes:
		maps.DeleteFunc(d.names, func(name string, _ *inode) bool { return name == o.name || strings.HasPrefix(name, o.name+"/") })
	case syncsDir:
		d.syncDir(o.name)
	}
}

func (d *disk) of(o op) *inode {
	if f, ok := d.created[o.file]; ok {
		return f
	}
	return d.names[o.name]
}

func (d *disk) syncDir(folder string) {
	of := func(name string, _ *inode) bool { return path.Dir(name) == folder }
	maps.DeleteFunc(d.durable, of)
	for name, f := range d.names {
		if of(name, f) {
			d.durable[name] = f
		}
	}
}

// crash returns the files that are left. A name that was not synced stands for
// what it stood for when it was, or for nothing.
func (d *disk) crash(keep func() bool) vfs.FS {
	left := maps.Clone(d.durable)
	all := maps.Clone(d.durable)
	maps.Copy(all, d.names)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if d.names[name] != d.durable[name] && keep() {
			if left[name] = d.names[name]; left[name] == nil {
				delete(left, name)
			}
		}
	}
	out := vfs.NewMemory()
	for _, name := range slices.Sorted(maps.Keys(left)) {
		bytes := left[name].durable
		if keep() {
			bytes = left[name].now
		}
		f, _ := out.Create(name)
		f.Write(bytes)
	}
	return out
}
