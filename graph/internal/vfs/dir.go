package vfs

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Dir is a folder of the operating system.
type Dir string

func (d Dir) path(name string) string { return filepath.Join(string(d), filepath.FromSlash(name)) }

func (d Dir) Create(name string) (File, error) {
	return opened(os.Create(d.path(name)))
}

func (d Dir) Append(name string, size int64) (File, error) {
	f, err := os.OpenFile(d.path(name), os.O_WRONLY, 0)
	if err == nil {
		err = f.Truncate(size)
	}
	if err == nil {
		_, err = f.Seek(size, 0)
	}
	if err != nil && f != nil {
		f.Close()
	}
	return opened(f, err)
}

func opened(f *os.File, err error) (File, error) {
	if err != nil {
		return nil, err
	}
	return osFile{f}, nil
}

func (d Dir) Rename(from, to string) error { return os.Rename(d.path(from), d.path(to)) }

func (d Dir) Remove(name string) error { return os.RemoveAll(d.path(name)) }

func (d Dir) List(folder string) (names []string, err error) {
	entries, err := os.ReadDir(d.path(folder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}

func (d Dir) Mkdir(folder string) error { return os.MkdirAll(d.path(folder), 0o755) }

func (d Dir) SyncDir(folder string) error {
	f, err := os.Open(d.path(folder))
	if err != nil {
		return err
	}
	err = syncFolder(f)
	return errors.Join(err, f.Close())
}

// osFile is a file of the operating system.
type osFile struct{ *os.File }
