package vfs

import (
	"io"
	"io/fs"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
)

// Memory is a folder on the heap. Make one with NewMemory.
type Memory struct {
	mu    sync.Mutex
	files map[string]*memoryFile
	locks map[string]bool
}

// NewMemory returns an empty folder.
func NewMemory() *Memory {
	return &Memory{files: map[string]*memoryFile{}, locks: map[string]bool{}}
}

type memoryFile struct {
	mu    sync.Mutex
	bytes []byte
}

func (f *memoryFile) Write(b []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.bytes = append(f.bytes, b...)
	return len(b), nil
}

func (f *memoryFile) Close() error         { return nil }
func (f *memoryFile) Sync() error          { return nil }
func (f *memoryFile) Allocate(int64) error { return nil }

func (m *Memory) Create(name string) (File, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files[name] = new(memoryFile)
	return m.files[name], nil
}

func (m *Memory) file(name string) (*memoryFile, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f, ok := m.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return f, nil
}

func (m *Memory) Append(name string, size int64) (File, error) {
	f, err := m.file(name)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.bytes = slices.Clip(f.bytes[:min(size, int64(len(f.bytes)))]) // readers keep what they have
	return f, nil
}

func (m *Memory) Read(name string) (Content, error) {
	f, err := m.file(name)
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return onHeap(slices.Clip(f.bytes)), nil
}

func (m *Memory) Rename(from, to string) error {
	f, err := m.file(from)
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.files, from)
	m.files[to] = f
	return nil
}

func (m *Memory) Remove(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	maps.DeleteFunc(m.files, func(n string, _ *memoryFile) bool { return n == name || strings.HasPrefix(n, name+"/") })
	return nil
}

func (m *Memory) List(folder string) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	names := map[string]bool{}
	for name := range m.files {
		rest, ok := strings.CutPrefix(name, folder+"/")
		if folder == "." || folder == "" {
			rest, ok = name, true
		}
		if ok {
			first, _, _ := strings.Cut(rest, "/")
			names[first] = true
		}
	}
	return slices.Sorted(maps.Keys(names)), nil
}

func (m *Memory) Mkdir(string) error   { return nil }
func (m *Memory) SyncDir(string) error { return nil }
func (m *Memory) Free() (int64, error) { return math.MaxInt64, nil }

func (m *Memory) Lock(name string) (io.Closer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.locks[name] {
		return nil, ErrLocked
	}
	m.locks[name] = true
	return unlock(func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.locks, name)
	}), nil
}

type unlock func()

func (u unlock) Close() error { u(); return nil }
