package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Documents are proposed by a server, once; what was sent before a token ended is kept.
func TestIngestByServer(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "store")
	base, stop, done := startServer(t, "--data", folder)
	token := printed(t, "token", "create", "--data", folder, "--role", "curator", "--name", "Ada")
	file, page := filepath.Join(dir, "token"), filepath.Join(dir, "page.html")
	for name, text := range map[string]string{file: token, page: "<html lang=en><body><p>Charles Clarke met John Ashcroft.</p></body></html>", filepath.Join(dir, "page.json"): `{"title": "A page", "date": "2005-06-18"}`} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	where := "ingest --server " + base + " --token-file " + file + " "
	for _, tt := range []struct{ args, says string }{
		{where + sheffield, "id/source/73b87029, "},
		{where + sheffield, "nothing new"},
		{where + "--again " + sheffield, "waiting still"},
		{where + page, "id/source/a-page-"},
		{"claims --data " + folder + " --document 73b87029", "pending"},
		{"history --data " + filepath.Join(folder, "quarantine"), "Ada: propose what"},
	} {
		if got := printed(t, strings.Fields(tt.args)...); !strings.Contains(got, tt.says) {
			t.Errorf("plenary %s says %s, and not %q", tt.args, got, tt.says)
		}
	}
	id, _, _ := strings.Cut(strings.TrimPrefix(token, "token "), " ")
	printed(t, "token", "revoke", "--data", folder, id)
	for _, tt := range []struct {
		args string
		code int
		says string
	}{
		{where + sheffield, 1, "expired or was revoked"},
		{where + "missing.txt", 1, "missing.txt"},
		{where + "--max-size 10B " + sheffield, 1, "too large"},
		{where + "--date tomorrow " + sheffield, 2, "--date"},
		{where + "--data x " + sheffield, 2, "--data"},
		{where + "--no-gate " + sheffield, 2, "--no-gate"},
		{where + "--again", 2, "no documents"},
		{"ingest --server http://localhost:1/ --token x " + sheffield, 1, "localhost:1: dial"},
	} {
		var errs bytes.Buffer
		if code := run(t.Context(), strings.Fields(tt.args), streams{strings.NewReader(""), &errs, &errs}); code != tt.code || !strings.Contains(errs.String(), tt.says) {
			t.Errorf("plenary %s: status %d, want %d and %q: %s", tt.args, code, tt.code, tt.says, &errs)
		}
	}
	stop()
	<-done
	if got := printed(t, "check", "--data", folder); !strings.Contains(got, "2 documents") {
		t.Error(got)
	}
}
