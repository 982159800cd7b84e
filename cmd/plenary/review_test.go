package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sheffield is a release of which the embedded data knows little.
const sheffield = "../../ingest/testdata/gold/en-2005-sheffield.txt"

// reviewed makes a folder with proposals of a release.
func reviewed(t *testing.T) (folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "store")
	printed(t, "ingest", "--data", folder, "--base", testBase, sheffield)
	return folder
}

// From a text to published statements and back, by commands.
func TestReviewCommands(t *testing.T) {
	folder := reviewed(t)
	steps := []struct{ args, says string }{
		{"ingest --data FOLDER " + sheffield, "nothing new"},
		{"claims --data FOLDER --kind spokenByCharacter", "person/charles-clarke"},
		{"claims --data FOLDER --document id/source/73b87029 --format csv", "pending,id/quotation/charles-clarke-73b87029-1,schema:spokenByCharacter,id/person/charles-clarke,0.85,"},
		{"claims --data FOLDER --kind schema:mentions --format ttl", "pl:quoteHash"},
		{"claims --data FOLDER --min-confidence 0.87 --format jsonl", `"state":"pending"`},
		{"review --data FOLDER --accept --kind schema:mentions --reviewer Ada --preview", "pl:Quotation"},
		{"review --data FOLDER --defer --kind schema:about --reviewer Ada --yes", "1 claim deferred, commit 2 of the quarantine"},
		{"review --data FOLDER --accept --min-confidence 0.87 --reviewer Ada", "pending"},
		{"claims --data FOLDER --state accepted", "(0 claims)"},
		{"review --data FOLDER --merge id/person/charles-falconer=id/person/charles-clarke --reviewer Ada --yes", "is id/person/charles-clarke from now on"},
		{"review --data FOLDER --accept --reviewer Ada --yes", "accepted, commit 2"},
		{"report --data FOLDER", "quotation"},
		{"history --data FOLDER", "Ada: accept"},
		{"check --data FOLDER", "sound"},
		{"validate --data FOLDER", "onforms"},
		{"review --data FOLDER --retract --kind schema:mentions --reason Misread --reviewer Ada --yes", "1 claim retracted, commit 3"},
		{"claims --data FOLDER --state retracted", "schema:mentions"},
		{"review --data FOLDER --undo --state retracted --reviewer Ada --yes", "1 claim undone, commit 4"},
		{"review --data FOLDER --undo --state accepted --reviewer Ada --yes", "undone, commit 5"},
		{"claims --data FOLDER --state deferred", "(1 claim)"},
		{"backup --data FOLDER FOLDER-saved", "of the quarantine, 1 text"},
		{"restore --data FOLDER-again FOLDER-saved", "quarantine: sound"},
		{"claims --data FOLDER-again --state deferred", "(1 claim)"},
		{"ingest --data FOLDER --again", "nothing new"},
		{"review --data FOLDER --unmerge id/person/charles-falconer --reviewer Ada", "would be: "},
		{"review --data FOLDER --unmerge id/person/charles-falconer --reviewer Ada --yes", "a thing of its own again"},
		{"review --data FOLDER --merge id/person/charles-falconer=id/person/charles-clarke --accept --reviewer Ada --preview", "id/person/charles-clarke"},
		{"report --data FOLDER --apply-confidence", "0 rules with enough decisions"},
	}
	for _, tt := range steps {
		if got := printed(t, strings.Fields(strings.ReplaceAll(tt.args, "FOLDER", folder))...); !strings.Contains(got, tt.says) {
			t.Errorf("plenary %s says %s, and not %q", tt.args, got, tt.says)
		}
	}
}

// What is not understood or not possible is said, and changes nothing.
func TestReviewCommandsThatFail(t *testing.T) {
	folder, empty := reviewed(t), filepath.Join(t.TempDir(), "store")
	printed(t, "load", "--data", empty, "--from", "nq", "-")
	tests := []struct {
		name, args string
		code       int
		says       string
	}{
		{"nothing to do", "review --data FOLDER --reviewer Ada", 2, "--accept"},
		{"two things to do", "review --data FOLDER --accept --reject --reviewer Ada", 2, "--reject"},
		{"nobody", "review --data FOLDER --accept --yes", 2, "--reviewer"},
		{"undo everything", "review --data FOLDER --undo --reviewer Ada --yes", 2, "--claim"},
		{"edit many", "review --data FOLDER --edit --object id/x --reviewer Ada --yes", 2, "--claim"},
		{"edit nothing", "review --data FOLDER --edit --claim x --reviewer Ada --yes", 2, "--subject"},
		{"an object to accept", "review --data FOLDER --accept --object id/x --reviewer Ada --yes", 2, "--edit"},
		{"no reason", "review --data FOLDER --retract --reviewer Ada --yes", 2, "--reason"},
		{"preview of a rejection", "review --data FOLDER --reject --reviewer Ada --preview", 2, "--preview"},
		{"no such claim", "review --data FOLDER --accept --claim 0000 --reviewer Ada --yes", 1, "id/claim/0000"},
		{"no claim", "review --data FOLDER --accept --rule none --reviewer Ada --yes", 1, "plenary claims"},
		{"confidence", "claims --data FOLDER --min-confidence 85", 2, "from 0 to 1"},
		{"state", "claims --data FOLDER --state done", 2, "pending"},
		{"merge what", "review --data FOLDER --merge id/x --reviewer Ada --yes", 2, "NEW=OLD"},
		{"take no merger back", "review --data FOLDER --unmerge id/x --reviewer Ada --yes", 1, "no merger"},
		{"a day that is none", "ingest --data FOLDER --date 2025-13-01 " + sheffield, 2, "--date"},
		{"a language that is none", "ingest --data FOLDER --language en_CA " + sheffield, 2, "--language"},
		{"an address that is none", "ingest --data FOLDER --address here " + sheffield, 2, "--address"},
		{"again for nothing", "ingest --dry-run --again " + sheffield, 2, "--again"},
		{"merge nothing", "review --data FOLDER --merge id/x=id/person/charles-clarke --reviewer Ada --yes", 1, "id/x"},
		{"nothing proposed", "claims --data EMPTY", 1, "plenary ingest"},
		{"no folder", "review --data NONE --accept --reviewer Ada", 1, "NONE"},
		{"ingest where", "ingest " + sheffield, 2, "--data"},
		{"no documents", "ingest --data FOLDER FOLDER/log", 2, ".txt"},
		{"one of two is missing", "ingest --data FOLDER missing.txt " + sheffield, 1, "missing.txt"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var errs bytes.Buffer
			args := strings.NewReplacer("FOLDER", folder, "EMPTY", empty).Replace(tt.args)
			if code := run(t.Context(), strings.Fields(args), streams{strings.NewReader(""), &errs, &errs}); code != tt.code || !strings.Contains(errs.String(), tt.says) {
				t.Errorf("status %d, want %d and %q: %s", code, tt.code, tt.says, &errs)
			}
		})
	}
	if _, err := os.Stat("NONE"); err == nil {
		t.Error("a folder was made")
	}
	if got := printed(t, "history", "--data", folder); strings.Count(got, "\n") != 1 {
		t.Error(got)
	}
}
