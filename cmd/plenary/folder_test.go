package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFolder loads, dumps, counts and checks as a user would.
func TestFolder(t *testing.T) {
	dir := documents(t)
	for _, c := range []struct {
		line   string
		status int
		out    string // a part
		err    string
	}{
		{"load --data d named.nq", 0, "d: 3 quads added, commit 1, 3 quads in all\n", ""},
		{"load --data d named.nq", 0, "d: 0 quads added, commit 1, 3 quads in all\n", ""},
		{"load --data d --graph http://example.org/g a.ttl a.txt.gz", 0, "d: 5 quads added, commit 2, 8 quads in all\n", ""},
		{"load --data d --shared-bnodes same.nt same.nt", 0, "d: 3 quads added, commit 3, 11 quads in all\n", ""},
		{"load --data d a.ttl bad.nt", 1, "", "bad.nt:2:13"},
		{"load --data d --from turtle relative", 1, "", "relative"},
		{"load --data d --graph g a.ttl", 2, "", "--graph \"g\" is not an absolute IRI"},
		{"load --data d none.ttl", 1, "", "none.ttl"},
		{"load a.ttl", 2, "", "--data"},
		{"check --data d", 0, "d: sound, commit 3, 11 quads\n", ""},
		{"stats --data d --top 1", 0, "quads       11\n", ""},
		{"dump --data d", 0, "<x:a> <x:p> \"1\" <x:g> .\n", ""},
		{"describe --data d x:a --to nt", 0, "<x:a> <x:p> \"1\" .\n", ""},
		{"describe --data d x:none", 1, "", "x:none is not in the graph"},
		{"neighbors --data d x:a", 0, "<x:a> —<x:p>→ \"1\"\n", ""},
		{"path --data none x:a x:b", 1, "", "there is no store"},
		{"dump --data d all.nq.gz", 0, "", ""},
		{"diff all.nq.gz all.nq.gz", 0, "", ""},
		{"dump --data d --to turtle", 0, "<x:a> <x:p> \"1\"", "quads were written without"},
		{"dump --data d all.xyz", 2, "", "its suffix names no format"},
		{"load --data e --skip-errors --rejects rejected.nt bad.nt", 1, "commit 1, ", "bad.nt:2:13"},
		{"load --data e --skip-errors a.ttl", 2, "", "--skip-errors works with"},
		{"load --data e --rejects r.nt bad.nt", 2, "", "--rejects is for"},
		{"history --data d", 0, "+5 -0  plenary load\ncommit 3  ", ""},
		{"history --data d --since 1 --quads", 0, "TX .\nA ", ""},
		{"history --data d x:a", 0, "commit 1  ", ""},
		{"history --data d --since 9", 0, "", ""},
		{"dump --data d --at 1", 0, "<x:a> <x:p> \"1\" <x:g> .\n", ""},
		{"stats --data d --at 0", 0, "commit      0\nquads       0\n", ""},
		{"stats --data d --at 1999-12-31", 0, "commit      0", ""},
		{"stats --data d --at 4", 1, "", "there is no such commit: 4, the last is 3"},
		{"dump --data d --at noon", 2, "", "--at \"noon\""},
		{"merge --data d", 0, "d: merged, commit 3, 11 quads\n", ""},
		{"backup --data d saved", 0, "saved: backup of commit 3, ", ""},
		{"backup --data d saved", 0, " 0 B written", ""},
		{"load --data saved a.ttl", 1, "", "is a backup, which is only read: plenary restore"},
		{"restore --data again saved", 0, "again: sound, commit 3, 11 quads\n", ""},
		{"restore --data d saved", 1, "", "holds a store that is no backup of this one"},
		{"history --data again", 0, "commit 2  ", ""},
		{"load --data typo a.ttl missing.ttl", 1, "", "missing.ttl: no such file"},
		{"load --data typo .", 1, "", ". is a folder"},
		{"stats --data typo", 1, "", "there is no store"},
		{"load --data f --replace --graph http://example.org/g a.ttl", 0, "quads added, 0 removed, 0 unchanged, commit 1", ""},
		{"load --data f --replace --graph http://example.org/g a.ttl", 0, "f: 0 quads added, 0 removed, ", ""},
		{"load --data f --replace --graph http://example.org/g a.ttl bad.nt", 1, "", "bad.nt:2:13"},
		{"load --data f --replace --graph http://example.org/g same.nt", 0, "f: 0 quads added, 0 removed, 3 unchanged, commit 1, 3 quads in all\n", ""},
		{"load --data f --replace named.nq", 0, "f: 3 quads added, 0 removed, 0 unchanged, commit 2, 6 quads in all\n", ""},
		{"load --data f --replace --graph x:g empty.nt", 0, "f: 0 quads added, 1 removed, 0 unchanged, commit 3, 5 quads in all\n", ""},
		{"load --data f --replace --graph http://example.org/g b.ttl", 0, "f: 1 quad added, 1 removed, 2 unchanged, commit 4, 5 quads in all\n", ""},
		{"load --data f --memory 12", 2, "", "expected"},
		{"load --data f --memory 12 a.ttl", 2, "", "--memory \"12\" is not a size of at least 128 MB"},
		{"merge --data none", 1, "", "no store in the folder"},
		{"check --data none", 1, "", "no store in the folder"},
		{"load --data . a.ttl", 1, "", "and no store: name an empty or a new one"},
	} {
		got := runIn(t, dir, c.line, "")
		if got.status != c.status || !strings.Contains(got.out, c.out) || !strings.Contains(got.err, c.err) || c.err == "" && got.err != "" {
			t.Errorf("%s: status %d, want %d\n%s%s", c.line, got.status, c.status, got.out, got.err)
		}
	}
	bad, err := os.ReadFile(filepath.Join(dir, "rejected.nt"))
	if text := string(bad); err != nil || !strings.Contains(text, "\n<x:a> <x:p> y .\n# bad.nt:4:13: ") || strings.Contains(text, "\"2\"") {
		t.Errorf("rejected: %q, %v", text, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "none")); err == nil {
		t.Error("check has made a folder")
	}
}

// TestServeFolder serves a new folder, which gets the embedded data, twice.
func TestServeFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	for range 2 {
		base, stop, done := startServer(t, "--data", dir, "--base", "http://data.example.org/")
		if base != "http://data.example.org/" {
			t.Errorf("base = %s", base)
		}
		if got := runIn(t, ".", "load --data "+dir+" --from nt -", ""); got.status != 1 || !strings.Contains(got.err, "in use by another process: end that first") {
			t.Errorf("load into a folder that is served: %d %s", got.status, got.err)
		}
		if got := runIn(t, ".", "check --data "+dir, ""); got.status != 0 || !strings.Contains(got.out, "sound, commit 1,") {
			t.Errorf("check of a folder that is served: %+v", got)
		}
		if got := runIn(t, ".", "path --data "+dir+" id/priority/cybercrime id/place/ottawa", ""); got.status != 0 || !strings.Contains(got.out, "id/meeting/2025-ism-ottawa") {
			t.Errorf("path in a folder that is served, by its base: %+v", got)
		}
		stop()
		if status := <-done; status != 0 {
			t.Errorf("serve ended with %d", status)
		}
	}
	if got := runIn(t, ".", "serve --addr 127.0.0.1:0 --data "+dir+" --base http://other.example.org/", ""); got.status != 2 || !strings.Contains(got.err, "lives under http://data.example.org/") {
		t.Errorf("another base: %d %s", got.status, got.err)
	}
}

func TestForgetBefore(t *testing.T) {
	dir := t.TempDir()
	for _, line := range []string{"<x:a> <x:p> \"1\" .", "<x:a> <x:p> \"2\" .", "<x:b> <x:p> \"3\" ."} {
		if got := runIn(t, dir, "load --data store --from nt -", line); got.status != 0 {
			t.Fatalf("load: %+v", got)
		}
	}
	tests := []struct {
		line   string
		status int
		want   string
	}{
		{"merge --data store --forget-before 9", exitData, "no such commit"},
		{"merge --data store --forget-before 3", exitDone, "; commits 1 to 2 are forgotten"},
		{"merge --data store --forget-before 2", exitData, "commits before are forgotten"},
		{"merge --data store --forget-before 3", exitDone, "nothing to forget"},
		{"history --data store", exitDone, "commit 3 "},
		{"history --data store x:a", exitDone, "are forgotten"},
		{"dump --data store --at 2", exitData, "are forgotten"},
		{"dump --data store --at 3", exitDone, "<x:a> <x:p> \"2\""},
		{"check --data store", exitDone, ""},
	}
	for _, tt := range tests {
		if got := runIn(t, dir, tt.line, ""); got.status != tt.status || !strings.Contains(got.out+got.err, tt.want) {
			t.Errorf("%s: %+v, want status %d and %q", tt.line, got, tt.status, tt.want)
		}
	}
}

func TestCheckRepair(t *testing.T) {
	dir := t.TempDir()
	if got := runIn(t, dir, "load --data store --from nt -", "<x:a> <x:p> \"1\" ."); got.status != 0 {
		t.Fatalf("load: %+v", got)
	}
	if got := runIn(t, dir, "check --data store --repair", ""); got.status != 0 || strings.Count(got.out, "\n") != 1 {
		t.Errorf("check of a sound folder: %+v", got)
	}
	orders, err := filepath.Glob(filepath.Join(dir, "store", "base-*", "pos"))
	if err != nil || len(orders) != 1 {
		t.Fatal(orders, err)
	}
	if err := os.Truncate(orders[0], 7); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		line   string
		status int
		want   string
	}{
		{"check --data store", exitData, "pos"},
		{"check --data store --repair", exitDone, "pos: damaged, and made anew"},
		{"check --data store", exitDone, "sound, commit 1"},
		{"check --data none --repair", exitData, "there is no store"},
	} {
		if got := runIn(t, dir, tt.line, ""); got.status != tt.status || !strings.Contains(got.out+got.err, tt.want) {
			t.Errorf("%s: %+v, want status %d and %q", tt.line, got, tt.status, tt.want)
		}
	}
}
