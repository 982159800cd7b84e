// Package vfs is the few file operations a store needs, over one folder, so
// that tests can get between any two of them. Names have slashes between
// folders.
//
// Nothing is durable before it is synced: the content of a file by Sync of the
// file, that a name stands for it by SyncDir of its folder.
package vfs

import (
	"errors"
	"io"
)

// FS is a folder.
type FS interface {
	// Create makes a file, or empties the one that is there.
	Create(name string) (File, error)
	// Append opens a file to write behind its end, from size on; what is there
	// beyond size is cut off.
	Append(name string, size int64) (File, error)
	// Read returns the content of a file, mapped where the system can. The file
	// may be removed meanwhile; it must not be changed but by Append behind what
	// was there.
	Read(name string) (Content, error)
	Rename(from, to string) error
	// Remove removes a file or a folder with all in it; one that is not there is
	// no error.
	Remove(name string) error
	// List returns the names in a folder, sorted; none when it is not there.
	List(folder string) ([]string, error)
	// Mkdir makes a folder, or does nothing when it is there.
	Mkdir(folder string) error
	SyncDir(folder string) error
	// Free returns how many bytes may still be written; a great number when
	// nobody knows.
	Free() (int64, error)
	// Lock takes the lock of a name for this process until Close. Errors:
	// ErrLocked.
	Lock(name string) (io.Closer, error)
}

// File is a file being written.
type File interface {
	io.WriteCloser
	// Sync makes what was written durable.
	Sync() error
	// Allocate makes room for a file of so many bytes, so that later writes need
	// not; it reads as zeros. A system that cannot do this does nothing.
	Allocate(size int64) error
}

// Content is the bytes of a file. Close ends their use.
type Content interface {
	Bytes() []byte
	// Expect tells the system in which way the bytes will be read from now on.
	Expect(Reading)
	Close() error
}

// Reading is a way to read.
type Reading int

const (
	InOrder   Reading = iota // what follows is wanted next: how content is when it is opened
	Scattered                // what is touched is wanted, and not what lies around it
)

// ErrLocked says that another process holds the lock.
var ErrLocked = errors.New("locked by another process")

// onHeap is content that needs no Close.
type onHeap []byte

func (b onHeap) Bytes() []byte  { return b }
func (b onHeap) Expect(Reading) {}
func (b onHeap) Close() error   { return nil }
