package main

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// filesIn lists a folder, hidden files too.
func filesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestFailedConversionLeavesNoFile(t *testing.T) {
	dir := documents(t)
	before := strings.Join(filesIn(t, dir), " ")
	for _, line := range []string{"convert bad.ttl out.nt", "convert cut2.nt.gz out.nq.zst", "convert star.ttl out.jsonld", "convert bad.nt a.ttl", "convert a.ttl out.ttl --skip-errors"} {
		if got := runIn(t, dir, line, ""); got.status == 0 {
			t.Errorf("%s: exit status 0", line)
		}
	}
	if after := strings.Join(filesIn(t, dir), " "); after != before {
		t.Errorf("files were %s, are %s", before, after)
	}
	if got := runIn(t, dir, "diff a.ttl same.nt", ""); got.status != 0 {
		t.Error("a file that was there has changed")
	}
}

func TestConvertReplacesFile(t *testing.T) {
	dir := documents(t)
	file := filepath.Join(dir, "b.ttl")
	if err := os.Chmod(file, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("b.ttl", filepath.Join(dir, "link.ttl")); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"convert same.nt link.ttl", "convert b.ttl b.ttl", "diff a.ttl link.ttl"} {
		if got := runIn(t, dir, line, ""); got.status != 0 {
			t.Fatalf("%s: %+v", line, got)
		}
	}
	info, err := os.Lstat(filepath.Join(dir, "link.ttl"))
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("the link is now %v, %v", info, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the file is now %v, %v", info, err)
	}
}

// TestInterruptedConversion ends one that waits for input that never comes.
func TestInterruptedConversion(t *testing.T) {
	dir := t.TempDir()
	input, write := io.Pipe()
	defer write.Close()
	ctx, cancel := context.WithCancel(t.Context())
	var stderr bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"convert", "-", filepath.Join(dir, "out.ttl"), "--from", "nt"}, streams{input, io.Discard, &stderr})
	}()
	for _, line := range strings.SplitAfter(strings.Repeat("<x:s> <x:p> \"o\" .\n", 9999), "\n") {
		io.WriteString(write, line)
	}
	if names := filesIn(t, dir); len(names) != 1 || !strings.HasSuffix(names[0], ".part") {
		t.Errorf("while it is written, the folder has %q", names)
	}
	cancel()
	select {
	case status := <-done:
		if status != exitData || stderr.String() != "plenary: interrupted\n" {
			t.Errorf("exit status %d, %q", status, stderr.String())
		}
	case <-time.After(time.Minute):
		t.Fatal("the conversion goes on waiting")
	}
	if names := filesIn(t, dir); len(names) != 0 {
		t.Errorf("left behind: %q", names)
	}
}

// failingWriter fails like a full disk or a closed pipe.
type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

func TestConvertToWhatFails(t *testing.T) {
	tests := []struct {
		name   string
		err    error
		stderr string
	}{
		{"full disk", &fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}, "plenary: write standard output: no space left on device\n"},
		{"closed pipe", &fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, to := range []string{"nt", "turtle", "jsonld", "rdfxml"} {
				var stderr bytes.Buffer
				in := strings.NewReader(strings.Repeat("<x:s> <x:/p> \"o\" .\n", 99999))
				status := run(t.Context(), []string{"convert", "--from", "nt", "--to", to}, streams{in, failingWriter{tt.err}, &stderr})
				if status != exitData || stderr.String() != tt.stderr {
					t.Errorf("%s: exit status %d, %q", to, status, stderr.String())
				}
			}
		})
	}
}

func TestDeviceIsWrittenInPlace(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		return // this system has none
	}
	dir := documents(t)
	got := runIn(t, dir, "convert a.ttl /dev/full --to nt", "")
	if got.status != exitData || !strings.Contains(got.err, "/dev/full") {
		t.Errorf("full device: %+v", got)
	}
	if got := runIn(t, dir, "convert a.ttl /dev/null --to nt", ""); got.status != 0 {
		t.Errorf("null device: %+v", got)
	}
}
