package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A server of plenary holds what it promises, also over a connection.
func TestConform(t *testing.T) {
	base, _, _ := startServer(t)
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"conform", base, "--failed"}, streams{strings.NewReader(""), &out, &errs}); code != exitDone {
		t.Errorf("exit status %d: %s%s", code, &errs, &out)
	}
}

// With a token the suite makes what its rows are about, and takes it away again.
func TestConformToken(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "store")
	base, stop, done := startServer(t, "--data", folder)
	defer func() { stop(); <-done }()
	var token, out, errs bytes.Buffer
	if code := run(t.Context(), []string{"token", "create", "--data", folder, "--role", "curator", "--name", "conform"}, streams{strings.NewReader(""), &token, &errs}); code != exitDone {
		t.Fatal(&errs)
	}
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, token.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"conform", base, "--rows", "^(withdrawn|merged|limit-others)", "--token-file", file}
	if code := run(t.Context(), args, streams{strings.NewReader(""), &out, &errs}); code != exitDone || !strings.HasSuffix(errs.String(), " rows hold, 0 fail, 1 were not tried\n") {
		t.Errorf("exit status %d: %s%s", code, &errs, &out)
	}
	out.Reset()
	if code := run(t.Context(), append(args, "--overload"), streams{strings.NewReader(""), &out, &errs}); code != exitDone || strings.Contains(out.String(), "skip") {
		t.Errorf("exit status %d: %s%s", code, &errs, &out)
	}
	if code := run(t.Context(), []string{"conform", base, "--token-file", file + "-none"}, streams{strings.NewReader(""), &out, &errs}); code == exitDone {
		t.Error("a file that is not there was read")
	}
}

// Of another server only what it has is tried, and a failure is an exit status.
func TestConformOther(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/turtle")
		_, _ = w.Write([]byte("<a> <b> <c> .\n"))
	}))
	defer other.Close()
	tests := []struct {
		name string
		args []string
		code int
		out  string
	}{
		{"it has Turtle", []string{"--doc", "x", "--rows", "^doc-turtle$"}, exitDone, `"outcome":"ok"`},
		{"and no JSON-LD", []string{"--doc", "x", "--rows", "^doc-jsonld$"}, exitData, `"outcome":"fail"`},
		{"no endpoint", []string{"--doc", "x", "--rows", "^sparql"}, exitDone, `"outcome":"skip"`},
		{"it is not plenary", nil, exitData, ""},
		{"no such row", []string{"--rows", "^nothing$"}, exitUsage, ""},
		{"no pattern", []string{"--rows", "("}, exitUsage, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			args := append([]string{"conform", other.URL, "--format", "jsonl"}, tt.args...)
			if code := run(t.Context(), args, streams{strings.NewReader(""), &out, &errs}); code != tt.code || !strings.Contains(out.String(), tt.out) {
				t.Errorf("%q: exit status %d, want %d: %s%.500s", args, code, tt.code, &errs, &out)
			}
			for line := range strings.Lines(out.String()) {
				if !json.Valid([]byte(line)) {
					t.Errorf("no JSON: %s", line)
				}
			}
		})
	}
	if code := run(t.Context(), []string{"conform", "localhost"}, streams{strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}}); code != exitUsage {
		t.Errorf("no address: exit status %d", code)
	}
}
