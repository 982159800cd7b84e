package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// An output is a document that is being written. A file appears under its name
// when it is complete, and not before.
type output struct {
	name   string // in messages
	buffer *bufio.Writer
	pack   io.WriteCloser // nil without compression
	file   *os.File       // nil for standard output
	target string         // what the file is renamed to; "" when it is written in place
	unhook func() bool
}

// create starts a file, compressed as its suffix says, or standard output for
// "" and "-". What is no regular file, such as a device, is written in place.
// The caller calls commit, and abort in any case. When ctx ends, what is
// incomplete is removed at once.
func create(ctx context.Context, path string, stdout io.Writer) (*output, error) {
	if isStandard(path) {
		return &output{name: "standard output", buffer: bufio.NewWriterSize(stdout, inputBytes)}, nil
	}
	o := &output{name: path}
	if err := o.openFile(path); err != nil {
		o.abort()
		return nil, aboutFile(err, path)
	}
	o.unhook = context.AfterFunc(ctx, o.remove)
	var w io.Writer = o.file
	if p := packingOf(path); p != nil {
		pack, err := p.writer(o.file)
		if err != nil {
			o.abort()
			return nil, err
		}
		o.pack, w = pack, pack
	}
	o.buffer = bufio.NewWriterSize(w, inputBytes)
	return o, nil
}

func (o *output) openFile(path string) (err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return o.openBeside(path, 0o666)
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		o.file, err = os.OpenFile(path, os.O_WRONLY, 0)
		return err
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return err
	}
	if err := o.openBeside(path, 0o666); err != nil {
		return err
	}
	return o.file.Chmod(info.Mode().Perm())
}

// openBeside makes a new file in the folder of path, so that it can be renamed.
func (o *output) openBeside(path string, mode fs.FileMode) (err error) {
	dir, name := filepath.Split(path)
	o.target = path
	o.file, err = os.OpenFile(filepath.Join(dir, "."+name+"."+rand.Text()[:8]+".part"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	return err
}

// aboutFile makes an error about a temporary file one about the file that is to be.
func aboutFile(err error, path string) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		return &fs.PathError{Op: e.Op, Path: path, Err: e.Err}
	}
	return err
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.buffer.Write(p)
	return n, aboutFile(err, o.name)
}

// commit writes what is left and gives the file its name.
func (o *output) commit() error {
	if err := o.finish(); err != nil {
		return aboutFile(err, o.name)
	}
	if o.target == "" {
		return nil
	}
	if !o.unhook() {
		return errInterrupted
	}
	if err := os.Rename(o.file.Name(), o.target); err != nil {
		return err
	}
	o.target = ""
	return nil
}

func (o *output) finish() error {
	if err := o.buffer.Flush(); err != nil || o.file == nil {
		return err
	}
	if o.pack != nil {
		if err := o.pack.Close(); err != nil {
			return err
		}
	}
	return o.file.Close()
}

// abort removes what is incomplete. After commit it does nothing.
func (o *output) abort() {
	if o.unhook != nil {
		o.unhook()
	}
	if o.file == nil {
		return
	}
	o.file.Close()
	o.remove()
}

func (o *output) remove() {
	if o.target != "" {
		os.Remove(o.file.Name())
	}
}
