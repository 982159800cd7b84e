package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// A commandResult is what a command line led to.
type commandResult struct {
	status   int
	out, err string
}

// runIn runs a command line in a folder; its words are the arguments.
func runIn(t *testing.T, dir, line, stdin string) commandResult {
	t.Helper()
	t.Chdir(dir)
	var out, err bytes.Buffer
	status := run(t.Context(), strings.Fields(line), streams{strings.NewReader(stdin), &out, &err})
	return commandResult{status, out.String(), err.String()}
}

// documents is a folder of files that commands are tried on.
func documents(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	const turtle = "@prefix ex: <http://example.org/> .\nex:a ex:p \"x\"@en ; ex:q [ ex:p 1 ] .\n"
	for name, text := range map[string]string{
		"a.ttl":      turtle,
		"b.ttl":      strings.Replace(turtle, "1 ]", "2 ]", 1),
		"same.nt":    "_:x <http://example.org/p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n<http://example.org/a> <http://example.org/q> _:x .\n<http://example.org/a> <http://example.org/p> \"x\"@en .\n",
		"named.nq":   "<x:a> <x:p> \"1\" <x:g> .\n<x:a> <x:p> \"1\" <x:h> .\n<x:a> <x:p> \"1\" .\n",
		"bad.nt":     "<x:a> <x:p> \"1\" .\n<x:a> <x:p> x .\n<x:a> <x:p> y .\n<x:a> <x:p> z .\n<x:a> <x:p> \"2\" .\n",
		"bad.ttl":    "@prefix ex: <http://example.org/> .\nex:a ex:p 1 .\nex:a ex:p 2 .\nex:a ex:q ; .\n",
		"hint.ttl":   "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n<x:a> foat:name 'x' .\n",
		"relative":   "<a> <p> <o> .\n",
		"star.ttl":   "<x:a> <x:p> <<( <x:a> <x:p> <x:o> )>> .\n",
		"deep.ttl":   "<x:a> <x:p> " + strings.Repeat("[ <x:p> ", 20) + strings.Repeat("]", 20) + " .\n",
		"page.ttl":   "<!DOCTYPE html>\n<html lang=en><title>Not found</title>",
		"page.txt":   "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
		"wide.ttl":   wide(turtle),
		"nul.ttl":    "<x:a> <x:p> \"\x00\" .\n",
		"latin1.ttl": "<x:a> <x:p> \"\xe9t\xe9\" .\n",
		"cut.ttl":    turtle[:len(turtle)-9],
		"a.txt.gz":   gzipped(t, turtle),
		"cut.ttl.gz": gzipped(t, strings.Repeat(turtle, 50))[:60],
		"cut2.nt.gz": gzipped(t, strings.Repeat("<x:a> <x:p> \"1\" .\n", 9999))[:100],
		"bomb.nt.gz": gzipped(t, "<x:a> <x:p> \""+strings.Repeat("1", 30<<20)),
		"a.nt.xz":    "\xfd7zXZ\x00\x00",
		"empty.nt":   "",
		"hard.nt":    clique(8),
		"locked.ttl": turtle,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// wide is a text in UTF-16 with a byte order mark.
func wide(text string) string {
	b := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return string(b)
}

func gzipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(text))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// clique joins n blank nodes with one another, and none with anything else:
// hard to tell apart.
func clique(n int) string {
	var b strings.Builder
	for i := range n {
		for j := range n {
			if i != j {
				b.WriteString("_:n" + string(rune('a'+i)) + " <x:p> _:n" + string(rune('a'+j)) + " .\n")
			}
		}
	}
	return b.String()
}

func TestDocumentCommands(t *testing.T) {
	dir := documents(t)
	tests := []struct {
		name, line, in string
		status         int
		out, err       string // all of standard output, or parts after …; part of standard error
	}{
		{"convert by suffix", "convert same.nt --to nq", "", 0, "…\"x\"@en .\n", ""},
		{"convert by content", "convert --to ntriples", "PREFIX e: <x:>\ne:s e:p e:o .", 0, "<x:s> <x:p> <x:o> .\n", ""},
		{"convert by media type", "convert --from text/turtle;charset=utf-8 --to nt", "<x:s> a <x:o> .", 0, "…#type> <x:o> .\n", ""},
		{"convert keeps prefixes", "convert a.ttl", "", 0, "…@prefix ex: <http://example.org/> .\n", ""},
		{"convert nothing", "convert empty.nt --to nt", "", 0, "", ""},
		{"convert resolves", "convert relative --from nt --base http://example.org/", "", 1, "", "relative:1:"},
		{"convert resolves Turtle", "convert relative --from ttl --to nt --base http://example.org/x", "", 0, "<http://example.org/a> <http://example.org/p> <http://example.org/o> .\n", ""},
		{"convert has no silent base", "convert relative --from ttl", "", 1, "", "relative:1:"},
		{"convert pretty", "convert same.nt --pretty", "", 0, "…[ <http://example.org/p> 1 ]", ""},
		{"convert leaves out names of graphs", "convert named.nq --to nt", "", 0, "<x:a> <x:p> \"1\" .\n<x:a> <x:p> \"1\" .\n<x:a> <x:p> \"1\" .\n", "2 quads were written without"},
		{"convert gives what came before an error", "convert bad.ttl --to nt", "", 1, "<http://example.org/a> <http://example.org/p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n<http://example.org/a> <http://example.org/p> \"2\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n", "bad.ttl:4:"},
		{"convert pretty gives nothing then", "convert bad.ttl --to nt --pretty", "", 1, "", "bad.ttl:4:"},
		{"convert stops at an error", "convert bad.nt --to nt", "", 1, "<x:a> <x:p> \"1\" .\n", "bad.nt:2:13:"},
		{"convert skips", "convert bad.nt --to nt --skip-errors", "", 1, "<x:a> <x:p> \"1\" .\n<x:a> <x:p> \"2\" .\n", "bad.nt:4:13:"},
		{"convert says how many it skips", "convert bad.nt --skip-errors --max-errors 1", "", 1, "…", "and 2 more"},
		{"convert skips in lines only", "convert a.ttl --skip-errors", "", 2, "", "a.ttl is Turtle"},
		{"convert of a folder", "convert .", "", 1, "", "folder"},
		{"convert of nothing there", "convert missing.ttl", "", 1, "", "missing.ttl"},
		{"convert of what may not be read", "convert locked.ttl", "", 1, "", "locked.ttl: permission denied"},
		{"convert of a page", "convert page.ttl", "", 1, "", "page.ttl:1:1: this is HTML"},
		{"convert of XHTML", "convert page.txt", "", 1, "", "page.txt:1:1: this is HTML"},
		{"convert of UTF-16", "convert wide.ttl", "", 1, "", "UTF-16"},
		{"convert of UTF-16, unnamed", "convert --to nt", wide("<x:a> <x:p> 1 ."), 1, "", "UTF-16"},
		//		{"convert of Latin-1", "convert latin1.ttl", "", 1, "", "latin1.ttl:1:14:"},
		{"convert of NUL", "convert nul.ttl", "", 0, "…", ""},
		{"convert of half a file", "convert cut.ttl", "", 1, "…", "cut.ttl:"},
		{"convert of gzip by content", "convert a.txt.gz --to nt", "", 0, "…\"x\"@en .\n", ""},
		{"convert of half a gzip file", "convert cut.ttl.gz", "", 1, "", "cut.ttl.gz: the gzip data is cut off"},
		{"convert of half of a longer one", "convert cut2.nt.gz --to nt", "", 1, "…", "cut2.nt.gz: the gzip data is cut off"},
		{"convert of xz", "convert a.nt.xz", "", 1, "", "xz is not read"},
		{"convert of a bomb", "convert bomb.nt.gz --max-token 65536", "", 3, "", "limit of 65536 bytes"},
		{"convert of deep nesting", "convert deep.ttl --max-depth 10", "", 3, "…", "deep.ttl:1:"},
		{"convert needs an absolute base", "convert a.ttl --base data", "", 2, "", "--base"},
		{"convert refuses negative limits", "convert a.ttl --max-depth=-1", "", 2, "", "limit"},
		{"convert into no format", "convert a.ttl --to word", "", 2, "", "unknown format"},
		{"convert into no known suffix", "convert a.ttl a.word", "", 2, "", "--to"},
		{"convert into no folder", "convert a.ttl missing/a.nt", "", 1, "", "missing/a.nt"},
		{"convert into a folder", "convert a.ttl . --to nt", "", 1, "", "directory"},
		{"convert of an unwritable term", "convert star.ttl --to jsonld", "", 1, "", "triple term"},

		{"validate", "validate a.ttl same.nt named.nq empty.nt", "", 0, "a.ttl: valid Turtle, 3 triples\nsame.nt: valid N-Triples, 3 triples\nnamed.nq: valid N-Quads, 3 quads, 2 named graphs\nempty.nt: valid N-Triples, 0 triples\n", ""},
		{"validate standard input", "validate -", "<x:a> a <x:b> .", 0, "standard input: valid Turtle, 1 triple\n", ""},
		{"validate goes on", "validate bad.ttl a.ttl missing", "", 1, "a.ttl: valid Turtle, 3 triples\n", "bad.ttl:4:"},
		{"validate reports some", "validate bad.nt --max-errors 2", "", 1, "", "bad.nt:3:13: "},
		{"validate says how many more", "validate bad.nt --max-errors 2", "", 1, "", "and 1 more"},
		{"validate reports all", "validate bad.nt --max-errors 0", "", 1, "", "bad.nt:4:13: "},
		{"validate gives hints", "validate hint.ttl", "", 1, "", "foaf"},
		{"validate past a limit", "validate a.ttl deep.ttl --max-depth 10", "", 3, "a.ttl: valid Turtle, 3 triples\n", "deep.ttl:1:"},
		{"validate past a limit, and bad data", "validate deep.ttl bad.ttl a.ttl --max-depth 10", "", 1, "…", "bad.ttl:4:"},
		{"validate with a base", "validate relative --from ttl --base http://example.org/", "", 0, "…1 triple", ""},
		{"validate nothing", "validate", "", 2, "", "file"},
		{"validate in no format", "validate a.ttl --from word", "", 2, "", "unknown format"},

		{"canon", "canon a.ttl", "", 0, "<http://example.org/a> <http://example.org/p> \"x\"@en .\n<http://example.org/a> <http://example.org/q> _:c14n0 .\n_:c14n0 <http://example.org/p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n", ""},
		{"canon with another hash", "canon same.nt --hash sha384", "", 0, "…_:c14n0", ""},
		{"canon of what is not defined", "canon star.ttl", "", 1, "", "triple terms"},
		{"canon of something hard", "canon hard.nt --max-work 1000", "", 3, "", "more work"},
		{"canon of bad data", "canon bad.nt", "", 1, "", "bad.nt:2:13:"},
		{"canon of nothing there", "canon missing.nt", "", 1, "", "missing.nt"},

		{"diff of the same", "diff a.ttl same.nt", "", 0, "", ""},
		{"diff", "diff a.ttl b.ttl", "", 1, "…- _:", ""},
		{"diff shows both sides", "diff a.ttl b.ttl", "", 1, "…<http://example.org/p> \"2\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n", ""},
		{"diff of more", "diff - empty.nt", "<x:a> <x:p> \"1\" .", 1, "- <x:a> <x:p> \"1\" .\n", ""},
		{"diff of less", "diff empty.nt - --from nt", "<x:a> <x:p> \"1\" .", 1, "+ <x:a> <x:p> \"1\" .\n", ""},
		{"diff with a base", "diff relative - --from ttl --base http://example.org/", "</a> </p> </o> .", 0, "", ""},
		{"diff of standard input with itself", "diff - -", "", 2, "", "standard input"},
		{"diff of bad data", "diff a.ttl bad.ttl", "", 1, "", "bad.ttl:4:"},
		{"diff of something hard", "diff hard.nt hard.nt --max-work 10", "", 3, "", "more work"},
	}
	if err := os.Chmod(filepath.Join(dir, "locked.ttl"), 0); err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := os.ReadFile(filepath.Join(dir, "locked.ttl")); err == nil && strings.Contains(tt.line, "locked") {
				return // this user may read everything
			}
			got := runIn(t, dir, tt.line, tt.in)
			part, isPart := strings.CutPrefix(tt.out, "…")
			if got.status != tt.status || isPart && !strings.Contains(got.out, part) || !isPart && got.out != tt.out || !strings.Contains(got.err, tt.err) {
				t.Errorf("%s: exit status %d, want %d\nstdout: %.600s\nstderr: %.600s", tt.line, got.status, tt.status, got.out, got.err)
			}
			if tt.err == "" && got.err != "" {
				t.Errorf("%s: standard error has %q", tt.line, got.err)
			}
		})
	}
}

// TestConvertThroughFiles takes a document through every format and packing
// and compares it with itself.
func TestConvertThroughFiles(t *testing.T) {
	dir := documents(t)
	for _, pretty := range []string{"", " --pretty"} {
		for _, suffix := range []string{".ttl", ".jsonld", ".nt.gz", ".nq.zst", ".trig.bz2", ".rdf", ".owl.gz", ".TTL.GZ"} {
			t.Run(suffix+pretty, func(t *testing.T) {
				file := "out" + suffix
				for _, line := range []string{"convert a.ttl " + file + pretty, "diff a.ttl " + file, "validate " + file} {
					if got := runIn(t, dir, line, ""); got.status != 0 || got.err != "" {
						t.Fatalf("%s: exit status %d\n%s%s", line, got.status, got.out, got.err)
					}
				}
			})
		}
	}
}

// TestConvertFromStandardInput tells compression and format without a name.
func TestConvertFromStandardInput(t *testing.T) {
	dir := documents(t)
	for _, suffix := range []string{".ttl.gz", ".jsonld.zst", ".nt.bz2", ".nq", ".trig.gz", ".rdf.zst"} {
		t.Run(suffix, func(t *testing.T) {
			if got := runIn(t, dir, "convert a.ttl out"+suffix, ""); got.status != 0 {
				t.Fatal(got.err)
			}
			text, err := os.ReadFile(filepath.Join(dir, "out"+suffix))
			if err != nil {
				t.Fatal(err)
			}
			if got := runIn(t, dir, "diff same.nt -", string(text)); got.status != 0 {
				t.Errorf("diff with standard input: exit status %d\n%s%s", got.status, got.out, got.err)
			}
		})
	}
}

func TestInterrupted(t *testing.T) {
	dir := documents(t)
	t.Chdir(dir)
	for _, line := range []string{"convert a.ttl out.nt", "validate a.ttl", "canon a.ttl", "diff a.ttl a.ttl"} {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var out, err bytes.Buffer
		status := run(ctx, strings.Fields(line), streams{strings.NewReader(""), &out, &err})
		if status != exitData || err.String() != "plenary: interrupted\n" || out.Len() > 0 {
			t.Errorf("%s: exit status %d, %q, %q", line, status, out.String(), err.String())
		}
	}
}
