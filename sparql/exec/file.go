package exec

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"
)

// A Disk is where queries put what does not fit their memory: in files that have
// no name once they are open. The zero Disk has no limit. It may be used by several
// goroutines.
type Disk struct {
	Dir  string // "" is the system's for temporary files
	Max  int64  // bytes of all files; 0 is no limit
	used atomic.Int64
	ever atomic.Int64
}

// Used returns how many bytes the files have.
func (d *Disk) Used() int64 { return d.used.Load() }

// Written returns how many bytes were ever written.
func (d *Disk) Written() int64 { return d.ever.Load() }

// A File is written, and then read once.
type File struct {
	disk  *Disk
	file  *os.File
	bytes int64
	max   int64
}

// Create makes a file of at most so many bytes, 0 for no limit.
func (d *Disk) Create(maxBytes int64) (*File, error) {
	file, err := os.CreateTemp(d.Dir, "plenary-spill-*")
	if err != nil {
		return nil, fmt.Errorf("exec: make a temporary file: %w", err)
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(fmt.Errorf("exec: unlink a temporary file: %w", err), file.Close())
	}
	return &File{disk: d, file: file, max: maxBytes}, nil
}

// Write appends. Errors: ErrBudget for the limits of the disk and of the file,
// those of the system.
func (f *File) Write(p []byte) (int, error) {
	n := int64(len(p))
	if f.max > 0 && f.bytes+n > f.max {
		return 0, &LimitError{"disk", f.max}
	}
	f.bytes += n
	f.disk.ever.Add(n)
	if used := f.disk.used.Add(n); f.disk.Max > 0 && used > f.disk.Max {
		return 0, &LimitError{"disk", f.disk.Max}
	}
	if _, err := f.file.Write(p); err != nil {
		return 0, fmt.Errorf("exec: write a temporary file: %w", err)
	}
	return len(p), nil
}

// Rewind ends the writing.
func (f *File) Rewind() error {
	if _, err := f.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("exec: read a temporary file: %w", err)
	}
	return nil
}

// Read reads what was written, from Rewind on.
func (f *File) Read(p []byte) (int, error) { return f.file.Read(p) }

// Close gives the room of the file back. It is idempotent.
func (f *File) Close() {
	if f.file != nil {
		f.file.Close()
		f.disk.used.Add(-f.bytes)
		f.file = nil
	}
}
