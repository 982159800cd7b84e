package graph

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"runtime"
	"sync"
	"time"

	"w3id.org/plenary/graph/internal/vfs"
)

// files are those of a base, or the one of a run.
type files struct {
	fs     vfs.FS
	folder string
	mu     sync.Mutex
	names  []string
	opened []vfs.Content
	// scattered says that large ones are read where they are touched, until inOrder:
	// a system that reads megabytes around each place would make opening slow.
	scattered bool
	ordered   sync.Once
}

// large is the size in bytes from which a file is not read as a whole when it is
// opened.
const large = 4 << 20

func (f *files) Create(name string) (io.WriteCloser, error) {
	file, err := f.fs.Create(path.Join(f.folder, name))
	if err != nil {
		return nil, err
	}
	return synced{file}, nil
}

// synced is a file that is durable when it is closed.
type synced struct{ vfs.File }

func (s synced) Close() error { return errors.Join(s.Sync(), s.File.Close()) }

func (f *files) Open(name string) ([]byte, error) {
	content, err := f.fs.Read(path.Join(f.folder, name))
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.names = append(f.names, path.Join(f.folder, name))
	f.opened = append(f.opened, content)
	if f.scattered && len(content.Bytes()) > large {
		content.Expect(vfs.Scattered)
	}
	return content.Bytes(), nil
}

// inOrder says that much of the files will be read now. Those of nothing that is
// in memory are nil.
func (f *files) inOrder() {
	if f == nil {
		return
	}
	f.ordered.Do(func() {
		for _, content := range f.opened {
			content.Expect(vfs.InOrder)
		}
	})
}

// grace is how long files stay mapped when nobody refers to their base any more:
// longer than any function reads from one that its caller has just dropped.
const grace = time.Minute

// each visits the files that are open.
func (f *files) each(visit func(name string, bytes []byte) error) error {
	for i, name := range f.names {
		if err := visit(name, f.opened[i].Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// size returns the number of bytes in the files that are open.
func (f *files) size() (n int64) {
	for _, content := range f.opened {
		n += int64(len(content.Bytes()))
	}
	return n
}

func (f *files) close() {
	for _, content := range f.opened {
		content.Close()
	}
}

// newBase writes a base to a new folder, makes it durable and opens it.
func (s *Store) newBase(from source) (*base, error) {
	folder := s.newName(basePrefix)
	if err := errors.Join(s.fs.Remove(folder), s.fs.Mkdir(folder)); err != nil {
		return nil, err
	}
	to := &files{fs: s.fs, folder: folder}
	if err := writeBase(to, from); err != nil {
		return nil, errors.Join(err, s.fs.Remove(folder))
	}
	if err := errors.Join(s.fs.SyncDir(folder), s.fs.SyncDir(".")); err != nil {
		return nil, err
	}
	return s.openBase(folder)
}

// openBase opens a base, whose files are closed when nobody refers to it.
func (s *Store) openBase(folder string) (*base, error) {
	from := &files{fs: s.fs, folder: folder, scattered: true}
	b, err := openBase(from)
	if err != nil {
		from.close()
		return nil, err
	}
	b.folder, b.files = folder, from
	s.known(folder)
	runtime.AddCleanup(b, func(f *files) { time.AfterFunc(grace, f.close) }, from)
	return b, nil
}

// newRun writes layers to a new file, makes it durable and opens it.
func (s *Store) newRun(ctx context.Context, layers []layer, last Commit) (*run, error) {
	info := runInfo{File: s.newName(runPrefix), Commit: last}
	info.Below, _ = layers[0].numbers()
	if err := s.newBundle(info.File, func(to creator) error { return writeRun(ctx, to, layers) }); err != nil {
		return nil, err
	}
	return s.openRun(info)
}

// newBundle writes a bundle and makes it durable.
func (s *Store) newBundle(name string, fill func(creator) error) error {
	file, err := s.fs.Create(name)
	if err != nil {
		return err
	}
	to := newBundleWriter(file)
	if err = fill(to); err == nil {
		err = to.close()
	}
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = s.fs.SyncDir(".")
	}
	if err != nil {
		err = errors.Join(err, s.fs.Remove(name))
	}
	return err
}

// openRun opens a run, whose file is closed when nobody refers to it.
func (s *Store) openRun(info runInfo) (*run, error) {
	from := &files{fs: s.fs, folder: "."}
	content, err := from.Open(info.File)
	if err != nil {
		return nil, err
	}
	parts, err := openBundle(content)
	var r *run
	if err == nil {
		r, err = openRun(parts, info, s.damage)
	}
	if err != nil {
		from.close()
		return nil, fmt.Errorf("graph: file %s: %w", info.File, err)
	}
	r.files = from
	s.known(info.File)
	runtime.AddCleanup(r, func(f *files) { time.AfterFunc(grace, f.close) }, from)
	return r, nil
}
