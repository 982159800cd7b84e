package idempotency

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// A file has lines, each a Request as JSON; of several with one key the last
// counts. A nil one keeps nothing.
type file struct {
	path string
	log  *slog.Logger

	mu    sync.Mutex
	out   *os.File
	lines int // since it was written anew
}

// rewriteAfter is how many lines the file has at least before it is written
// anew, with those alone that count.
const rewriteAfter = 20_000

// Open reads what a folder knows of changes, "" for none. done tells whether an
// author has committed anything behind a commit: where not, a change that was begun
// was not done. What cannot be written later is told to log.
func Open(folder string, now func() time.Time, log *slog.Logger, done func(author string, seq uint64) (bool, error)) (*Requests, error) {
	r := &Requests{now: now, known: map[string]*Request{}}
	if folder == "" {
		return r, nil
	}
	r.file = &file{path: filepath.Join(folder, "requests"), log: log}
	if err := r.file.read(r.known); err != nil {
		return nil, err
	}
	r.forget(now())
	for key, one := range r.known {
		if one.Answer != nil {
			continue
		}
		may, err := done(one.Author, one.Seq)
		if err != nil {
			return nil, err
		}
		if !may {
			delete(r.known, key)
		}
	}
	return r, nil
}

// read collects the repeats of the file. A last line that is not whole is that of
// a change that was not begun.
func (f *file) read(known map[string]*Request) error {
	in, err := os.Open(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer in.Close()
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		var one Request
		if json.Unmarshal(line, &one) != nil { // behind what a crash has left of a line
			continue
		}
		known[one.Key] = &one
		if one.Failed {
			delete(known, one.Key)
		}
	}
}

// append writes a repeat, which then outlives a crash.
func (f *file) append(one Request) error {
	if f == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.write(one); err != nil {
		return err
	}
	return f.out.Sync()
}

func (f *file) write(one Request) error {
	if f.out == nil {
		out, err := os.OpenFile(f.path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
		if err != nil {
			return err
		}
		f.out = out
		if _, err := out.WriteString("\n"); err != nil { // ends what a crash has left
			return err
		}
	}
	text, err := json.Marshal(one)
	if err != nil {
		return err
	}
	f.lines++
	_, err = f.out.Write(append(text, '\n'))
	return err
}

// note writes what became of a change, and writes the file anew when most of it
// no longer counts. The change stands whatever happens here.
func (f *file) note(one Request, known map[string]*Request) {
	if f == nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.write(one)
	if err == nil && f.lines > rewriteAfter+2*len(known) {
		err = f.rewrite(known)
	}
	if err != nil {
		f.log.Error("what became of a request is not kept for its repetition", "error", err)
	}
}

func (f *file) rewrite(known map[string]*Request) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	for _, key := range slices.Sorted(maps.Keys(known)) {
		if err := e.Encode(known[key]); err != nil {
			return err
		}
	}
	if err := writeSynced(f.path+".new", b.Bytes()); err != nil {
		return err
	}
	if err := os.Rename(f.path+".new", f.path); err != nil {
		return err
	}
	err := f.out.Close()
	f.out, f.lines = nil, 0
	return err
}

// writeSynced writes a file that is on disk when this returns.
func writeSynced(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Sync(), f.Close())
}
