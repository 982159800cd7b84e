package tokens

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// fileName is that of the tokens in a data folder; newName that of the next ones
// while they are written, which also keeps other writers out.
const (
	fileName = "tokens"
	newName  = "tokens.new"
)

// format is the version of the file.
const format = 1

// How long a writer waits for another, and after how long one is taken for dead.
const (
	patience  = 5 * time.Second
	abandoned = 30 * time.Second
)

// A File is the tokens of a data folder. It may be used by several goroutines,
// and by several processes.
type File struct {
	folder string
	now    func() time.Time

	mu   sync.Mutex
	info fs.FileInfo // of what was read; nil when there is none
	all  map[string]Token
}

// Open returns the tokens of a data folder; there need be none. now is time.Now
// when nil.
func Open(folder string, now func() time.Time) *File {
	if now == nil {
		now = time.Now
	}
	return &File{folder: folder, now: now}
}

// Verify returns the token that a text is. What other processes have made or
// revoked counts at once. Errors: ErrInvalid, those of reading the file.
//
// Cost: asking the system whether the file has changed, and a hash.
func (f *File) Verify(text string) (Token, error) {
	all, err := f.current()
	if err != nil {
		return Token{}, err
	}
	return verify(all, text, f.now())
}

// Valid returns the token with an ID while it is valid: that of a secret that was
// verified before. Errors: those of Verify.
func (f *File) Valid(id string) (Token, error) {
	all, err := f.current()
	if err != nil {
		return Token{}, err
	}
	if t, known := all[id]; known && t.State(f.now()) == "valid" {
		return t, nil
	}
	return Token{}, ErrInvalid
}

// Any reports whether there is a valid token; nil has none.
func (f *File) Any() (bool, error) {
	if f == nil {
		return false, nil
	}
	all, err := f.current()
	for _, t := range all {
		if t.State(f.now()) == "valid" {
			return true, err
		}
	}
	return false, err
}

// List returns all tokens that there have been, the oldest first.
func (f *File) List() ([]Token, error) {
	kept, err := f.read()
	return kept.Tokens, err
}

// current returns the tokens by ID, read again when the file is another.
func (f *File) current() (map[string]Token, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := os.Stat(f.path(fileName))
	if errors.Is(err, fs.ErrNotExist) {
		f.info, f.all = nil, nil
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if f.info != nil && os.SameFile(f.info, info) && f.info.ModTime().Equal(info.ModTime()) && f.info.Size() == info.Size() {
		return f.all, nil
	}
	kept, err := f.read()
	if err != nil {
		return nil, err
	}
	f.info, f.all = info, make(map[string]Token, len(kept.Tokens))
	for _, t := range kept.Tokens {
		f.all[t.ID] = t
	}
	return f.all, nil
}

func (f *File) path(name string) string { return filepath.Join(f.folder, name) }

// contents are what the file has.
type contents struct {
	Format int     `json:"format"`
	Tokens []Token `json:"tokens"`
}

func (f *File) read() (contents, error) {
	kept := contents{Format: format}
	text, err := os.ReadFile(f.path(fileName))
	if errors.Is(err, fs.ErrNotExist) {
		return kept, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &kept)
	}
	if err == nil && kept.Format != format {
		err = fmt.Errorf("format %d is not %d", kept.Format, format)
	}
	if err != nil {
		return kept, fmt.Errorf("tokens: read %s: %w", f.path(fileName), err)
	}
	return kept, nil
}

// Create makes a token that is valid for some time, 0 for ever, and returns its
// text, which cannot be had again. Errors: a name that a valid token has, those
// of writing the file.
func (f *File) Create(name string, role Role, valid time.Duration) (t Token, text string, err error) {
	if err := checkName(name); err != nil {
		return t, "", err
	}
	if !slices.Contains(Roles, role) || valid < 0 {
		return t, "", fmt.Errorf("tokens: role %q for %v is not one of %v, for 0 or more", role, valid, Roles)
	}
	err = f.change(func(kept *contents) error {
		now := f.now()
		for _, other := range kept.Tokens {
			if other.Name == name && other.State(now) == "valid" {
				return fmt.Errorf("tokens: %s is the name of a valid token already: revoke it, or take another name", name)
			}
		}
		t, text = newToken(name, role, now)
		if valid > 0 {
			end := t.Created.Add(valid)
			t.Expires = &end
		}
		kept.Tokens = append(kept.Tokens, t)
		return nil
	})
	return t, text, err
}

// Revoke ends the valid token with an ID or a name. Errors: that there is none,
// those of writing the file.
func (f *File) Revoke(which string) (revoked Token, err error) {
	return revoked, f.change(func(kept *contents) error {
		now := f.now().UTC().Truncate(time.Second)
		for i, t := range kept.Tokens {
			if (t.ID == which || t.Name == which) && t.State(now) == "valid" {
				kept.Tokens[i].Revoked = &now
				revoked = kept.Tokens[i]
				return nil
			}
		}
		return fmt.Errorf("tokens: no valid token has the name or ID %.100q", which)
	})
}

// change writes the file anew: a complete one takes its place at once, and only
// its owner may read it.
func (f *File) change(do func(*contents) error) (err error) {
	out, err := f.begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(out.Name())
		}
	}()
	kept, err := f.read()
	if err == nil {
		err = do(&kept)
	}
	if err == nil {
		err = write(out, kept)
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return err
	}
	if err := os.Rename(out.Name(), f.path(fileName)); err != nil {
		return err
	}
	return syncFolder(f.folder)
}

// begin makes the new file, when no other process is at it.
func (f *File) begin() (*os.File, error) {
	for since := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		out, err := os.OpenFile(f.path(newName), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if !errors.Is(err, fs.ErrExist) {
			return out, err
		}
		info, err := os.Stat(f.path(newName))
		if err == nil && time.Since(info.ModTime()) > abandoned {
			os.Remove(f.path(newName))
		}
		if time.Since(since) > patience {
			return nil, fmt.Errorf("tokens: another process is changing %s; remove %s when there is none", f.path(fileName), newName)
		}
	}
}

func write(out *os.File, kept contents) error {
	text, err := json.MarshalIndent(kept, "", "  ")
	if err != nil {
		return err
	}
	if _, err := out.Write(append(text, '\n')); err != nil {
		return err
	}
	return out.Sync()
}

func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
