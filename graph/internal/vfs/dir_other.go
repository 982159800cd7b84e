//go:build !linux

package vfs

import (
	"io"
	"math"
	"os"
)

func (f osFile) Sync() error { return f.File.Sync() }

func (f osFile) Allocate(int64) error { return nil }

// syncFolder does nothing: not all systems can, and those that cannot say so.
func syncFolder(f *os.File) error { f.Sync(); return nil }

func (d Dir) Read(name string) (Content, error) {
	b, err := os.ReadFile(d.path(name))
	return onHeap(b), err
}

// Lock only makes the file: on these systems two processes are not told apart.
func (d Dir) Free() (int64, error) { return math.MaxInt64, nil }

func (d Dir) Lock(name string) (io.Closer, error) {
	return os.OpenFile(d.path(name), os.O_CREATE|os.O_RDWR, 0o644)
}
