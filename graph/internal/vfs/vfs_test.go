package vfs_test

import (
	"errors"
	"io/fs"
	"slices"
	"testing"

	"w3id.org/plenary/graph/internal/vfs"
)

// TestFS holds both folders to the contract.
func TestFS(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) vfs.FS{
		"Dir":    func(t *testing.T) vfs.FS { return vfs.Dir(t.TempDir()) },
		"Memory": func(*testing.T) vfs.FS { return vfs.NewMemory() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Run("files", func(t *testing.T) { files(t, open(t)) })
			t.Run("removed while read", func(t *testing.T) { removed(t, open(t)) })
			t.Run("appended while read", func(t *testing.T) { appended(t, open(t)) })
			t.Run("lock", func(t *testing.T) { lock(t, open(t)) })
		})
	}
}

func write(t *testing.T, f vfs.File, err error, text string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	n, err := f.Write([]byte(text))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil || n != len(text) {
		t.Fatal(n, err)
	}
}

func create(t *testing.T, in vfs.FS, name, text string) {
	t.Helper()
	f, err := in.Create(name)
	write(t, f, err, text)
}

func read(t *testing.T, in vfs.FS, name string) string {
	t.Helper()
	content, err := in.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []vfs.Reading{vfs.Scattered, vfs.InOrder, vfs.Scattered} {
		content.Expect(r)
	}
	text := string(content.Bytes())
	if err := content.Close(); err != nil {
		t.Fatal(err)
	}
	return text
}

func list(t *testing.T, in vfs.FS, folder string, want ...string) {
	t.Helper()
	if got, err := in.List(folder); err != nil || !slices.Equal(got, want) {
		t.Errorf("List(%q) = %q, %v, want %q", folder, got, err, want)
	}
}

func files(t *testing.T, in vfs.FS) {
	if err := errors.Join(in.Mkdir("a"), in.Mkdir("a"), in.SyncDir(".")); err != nil {
		t.Fatal(err)
	}
	create(t, in, "a/x", "one")
	create(t, in, "y", "")
	f, err := in.Append("a/x", 2)
	write(t, f, err, "ce more")
	if got := read(t, in, "a/x"); got != "once more" {
		t.Errorf("%q", got)
	}
	if got := read(t, in, "y"); got != "" {
		t.Errorf("%q in an empty file", got)
	}
	list(t, in, ".", "a", "y")
	list(t, in, "nowhere")
	if err := errors.Join(in.Rename("a/x", "y"), in.SyncDir("a")); err != nil {
		t.Fatal(err)
	}
	if got := read(t, in, "y"); got != "once more" {
		t.Errorf("%q", got)
	}
	create(t, in, "a/z", "gone")
	create(t, in, "y", "new")
	if got := read(t, in, "y"); got != "new" {
		t.Errorf("%q", got)
	}
	if err := errors.Join(in.Remove("a"), in.Remove("nothing")); err != nil {
		t.Error(err)
	}
	list(t, in, ".", "y")
	if free, err := in.Free(); free <= 0 || err != nil {
		t.Errorf("%d bytes free, %v", free, err)
	}
	for what, err := range map[string]error{
		"Read":   func() error { _, err := in.Read("a/z"); return err }(),
		"Append": func() error { _, err := in.Append("a/z", 0); return err }(),
		"Rename": in.Rename("a/z", "b"),
	} {
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s of what is not there: %v", what, err)
		}
	}
}

func removed(t *testing.T, in vfs.FS) {
	create(t, in, "x", "still here")
	content, err := in.Read("x")
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	if err := in.Remove("x"); err != nil {
		t.Fatal(err)
	}
	if got := string(content.Bytes()); got != "still here" {
		t.Errorf("%q", got)
	}
}

func appended(t *testing.T, in vfs.FS) {
	create(t, in, "x", "head")
	content, err := in.Read("x")
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	f, err := in.Append("x", 4)
	if err == nil {
		err = f.Allocate(100)
	}
	write(t, f, err, " and tail")
	if got := string(content.Bytes()); got != "head" {
		t.Errorf("%q", got)
	}
	if got := read(t, in, "x"); got[:13] != "head and tail" {
		t.Errorf("%q", got)
	}
}

func lock(t *testing.T, in vfs.FS) {
	first, err := in.Lock("lock")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := in.Lock("lock"); !errors.Is(err, vfs.ErrLocked) {
		t.Errorf("the second lock: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := in.Lock("lock")
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}
