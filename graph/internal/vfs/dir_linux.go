package vfs

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// Sync leaves out what is not needed to read the file again, such as its times.
func (f osFile) Sync() error { return os.NewSyscallError("fdatasync", syscall.Fdatasync(int(f.Fd()))) }

func (f osFile) Allocate(size int64) error {
	err := syscall.Fallocate(int(f.Fd()), 0, 0, size)
	if errors.Is(err, syscall.EOPNOTSUPP) {
		return nil
	}
	return os.NewSyscallError("fallocate", err)
}

func syncFolder(f *os.File) error { return f.Sync() }

func (d Dir) Read(name string) (Content, error) {
	f, err := os.Open(d.path(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return onHeap(nil), err
	}
	b, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, &os.PathError{Op: "mmap", Path: name, Err: err}
	}
	return mapped(b), nil
}

// mapped is content that is part of the address space.
type mapped []byte

func (m mapped) Bytes() []byte { return m }
func (m mapped) Close() error  { return syscall.Munmap(m) }

func (m mapped) Expect(r Reading) {
	advice := syscall.MADV_NORMAL
	if r == Scattered {
		advice = syscall.MADV_RANDOM
	}
	_ = syscall.Madvise(m, advice) // it is as right without
}

func (d Dir) Free() (int64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(d.path("."), &s); err != nil {
		return 0, os.NewSyscallError("statfs", err)
	}
	return int64(s.Bavail) * s.Bsize, nil
}

func (d Dir) Lock(name string) (io.Closer, error) {
	f, err := os.OpenFile(d.path(name), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, ErrLocked
		}
		return nil, os.NewSyscallError("flock", err)
	}
	return f, nil
}
