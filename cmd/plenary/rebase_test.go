package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
)

// A folder that is moved has the same history, and serves under its new base.
func TestRebase(t *testing.T) {
	dir := t.TempDir()
	from, to, back := filepath.Join(dir, "from"), filepath.Join(dir, "to"), filepath.Join(dir, "back")
	const base = "https://data.example.org/g7/"
	store, err := openFolder(t.Context(), from, testBase)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	printed(t, "withdraw", "--data", from, "--author", "Ada", "--reason", "x", "id/priority/cybercrime")
	printed(t, "rebase", "--data", from, "--base", base, to)
	dump := printed(t, "dump", "--data", to)
	if strings.Contains(dump, "<"+testBase) || !strings.Contains(dump, "<"+base+"id/meeting/2025-ism-ottawa>") {
		t.Errorf("IRIs below %s are left, or there are none below %s", testBase, base)
	}
	if was, is := printed(t, "history", "--data", from), printed(t, "history", "--data", to); was != is || !strings.Contains(is, "Ada: withdraw") {
		t.Errorf("the history was\n%s and is\n%s", was, is)
	}
	printed(t, "rebase", "--data", to, "--base", testBase, back)
	if printed(t, "dump", "--data", back) != printed(t, "dump", "--data", from) {
		t.Error("moved back it is another")
	}
	for name, args := range map[string]string{
		"the same base":     "rebase --data " + from + " --base " + testBase + " " + filepath.Join(dir, "x"),
		"a folder in use":   "rebase --data " + from + " --base " + base + " " + to,
		"a base that is no": "rebase --data " + from + " --base nonsense " + filepath.Join(dir, "x"),
	} {
		var errs bytes.Buffer
		if code := run(t.Context(), strings.Fields(args), streams{strings.NewReader(""), &errs, &errs}); code != 2 {
			t.Errorf("%s: status %d: %s", name, code, &errs)
		}
	}
}
