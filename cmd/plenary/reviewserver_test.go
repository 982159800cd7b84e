package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The same decisions as in a folder, by a server that has it open.
func TestReviewByServer(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "store")
	base, stop, done := startServer(t, "--data", folder)
	defer func() { stop(); <-done }()
	file := filepath.Join(t.TempDir(), "token")
	token := printed(t, "token", "create", "--data", folder, "--role", "curator", "--name", "Ada")
	if err := os.WriteFile(file, []byte(token), 0o600); err != nil {
		t.Fatal(err)
	}
	const where = "--server SERVER --token-file TOKEN "
	printed(t, "ingest", "--server", base, "--token-file", file, sheffield)
	falconer := ""
	for line := range strings.Lines(printed(t, "claims", "--data", folder, "--kind", "name", "--format", "csv")) {
		if strings.Contains(line, "Charles Falconer") {
			falconer, _, _ = strings.Cut(line, ",")
		}
	}
	fill := strings.NewReplacer("SERVER", base, "TOKEN", file, "FALCONER", falconer).Replace
	for _, tt := range []struct{ args, says string }{
		{"claims " + where + "--kind spokenByCharacter", "person/charles-clarke"},
		{"claims " + where + "--document id/source/73b87029 --format csv", "pending,id/quotation/charles-clarke-73b87029-1,schema:spokenByCharacter,id/person/charles-clarke,0.85,"},
		{"claims " + where + "--min-confidence 0.87 --max-confidence 0.95 --new --format jsonl", `"words":"Charles Clarke"`},
		{"review " + where + "--reject --kind schema:mentions --reason Misread", "pending"},
		{"claims " + where + "--state rejected", "(0 claims)"},
		{"review " + where + "--reject --kind schema:mentions --reason Misread --yes", "1 claim rejected, commit 2 of the quarantine"},
		{"review " + where + "--defer --kind schema:about --yes", "1 claim deferred"},
		{"review " + where + "--accept --claim FALCONER --merge id/person/charles-falconer=id/person/charles-clarke --preview", "id/person/charles-clarke"},
		{"review " + where + "--edit --claim FALCONER --object Falconer --yes", "1 claim accepted as edited, commit 2"},
		{"claims " + where + "--state edited --format csv", "Ada"},
		{"review " + where + "--accept --yes", "accepted, commit 3"},
		{"review " + where + "--retract --kind meetingOf --reason Wrong --yes", "1 claim retracted, commit 4"},
		{"review " + where + "--undo --state retracted --yes", "1 claim undone, commit 5"},
		{"claims " + where + "--state accepted --state edited", "(13 claims)"},
		{"claims --data " + folder + " --state edited", "Falconer"},
	} {
		if got := printed(t, strings.Fields(fill(tt.args))...); !strings.Contains(got, tt.says) {
			t.Errorf("plenary %s says %s, and not %q", tt.args, got, tt.says)
		}
	}
	for _, tt := range []struct {
		args string
		code int
		says string
	}{
		{"claims " + where + "--claim 0000", 1, "0000"},
		{"claims " + where + "--format ttl", 2, "ttl"},
		{"claims " + where + "--min-confidence 85", 2, "from 0 to 1"},
		{"claims " + where + "--data x", 2, "either"},
		{"claims", 2, "--data"},
		{"claims --server SERVER --token plenary_x", 1, "401"},
		{"review " + where + "--merge id/x=id/y --yes", 2, "--server"},
		{"review " + where + "--accept --rule none --yes", 1, "no claim is selected"},
		{"review " + where + "--accept --state accepted --yes", 1, "accepted: undo that first"},
		{"review " + where + "--accept --claim FALCONER --no-gate --yes", 2, "--no-gate"},
	} {
		var errs bytes.Buffer
		if code := run(t.Context(), strings.Fields(fill(tt.args)), streams{strings.NewReader(""), &errs, &errs}); code != tt.code || !strings.Contains(errs.String(), tt.says) {
			t.Errorf("plenary %s: status %d, want %d and %q: %s", tt.args, code, tt.code, tt.says, &errs)
		}
	}
}
