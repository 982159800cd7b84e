package graph_test

import (
	"flag"
	"fmt"
	"hash/crc32"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// makeFormat makes testdata/format-N anew, of the format that this program writes:
//
//	go test ./graph -run TestFormats -make-format
var makeFormat = flag.Bool("make-format", false, "write the folder of this format anew")

// formatTerms are terms of all kinds.
var formatTerms = []rdf.Term{
	rdf.IRI("http://example.org/a"), rdf.IRI("http://example.org/é"), rdf.BlankNode("b"), rdf.String("text"), rdf.String("zero\x00byte"),
	rdf.LangString("texte", "fr-CA"), rdf.DirLangString("نص", "ar", rdf.RightToLeft), rdf.Literal("7", "http://www.w3.org/2001/XMLSchema#integer"),
	rdf.Literal("07", "http://www.w3.org/2001/XMLSchema#integer"), rdf.Literal("2025-11-22", "http://www.w3.org/2001/XMLSchema#date"), rdf.Literal("x", "http://example.org/type"),
	rdf.TripleTerm(rdf.Triple{S: rdf.BlankNode("b"), P: rdf.IRI("http://example.org/p"), O: rdf.String("text")}),
}

// formatQuads are what each of the folders has after commit n. The first two only
// add.
func formatQuads(n int) (quads []rdf.Quad) {
	for i, o := range formatTerms {
		if s := rdf.IRI("http://example.org/s"); i <= n+5 && (n < 3 || i != n) {
			quads = append(quads, rdf.Quad{S: s, P: rdf.IRI("http://example.org/p"), O: o, G: []rdf.Term{{}, s, rdf.BlankNode("g")}[i%3]})
		}
	}
	if n == 0 {
		return nil
	}
	slices.SortFunc(quads, rdf.CompareQuads)
	return quads
}

// formatCommits is the last of them.
const formatCommits = 8

// writeFormat makes a folder with a base of two loads, a run, and commits in the
// log alone.
func writeFormat(t *testing.T, folder string) {
	t.Helper()
	hour := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	work := t.TempDir()
	s, err := graph.Open(work, graph.Options{
		Base: "http://example.org/", FlushAfter: 4, MergeAfter: 1000, LoadMemory: 1, Now: func() time.Time { hour = hour.Add(time.Hour); return hour },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for n := 1; n <= formatCommits; n++ {
		change := graph.Change{Author: "format_test", Message: fmt.Sprint("commit ", n)}
		before, after := formatQuads(n-1), formatQuads(n)
		if n < 3 {
			_, err = s.Load(t.Context(), change, each(after))
		} else {
			_, err = s.Update(t.Context(), change, func(tx *graph.Tx) error { return turn(tx, before, after) })
		}
		if err != nil {
			t.Fatal(err)
		}
		if n == formatCommits-1 {
			waitForRun(t, work)
		}
	}
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Restore(t.Context(), folder); err != nil { // its log has no room for more
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(folder, "lock")); err != nil {
		t.Fatal(err)
	}
}

func each(quads []rdf.Quad) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	}
}

func turn(tx *graph.Tx, before, after []rdf.Quad) error {
	for _, q := range before {
		if !slices.Contains(after, q) {
			if _, err := tx.Remove(q); err != nil {
				return err
			}
		}
	}
	for _, q := range after {
		if _, err := tx.Add(q); err != nil {
			return err
		}
	}
	return nil
}

// TestFormats opens a folder of each format that was ever released: all of its
// states are there, and it can be written to.
func TestFormats(t *testing.T) {
	if *makeFormat {
		writeFormat(t, filepath.Join("testdata", fmt.Sprint("format-", graph.FormatVersion)))
	}
	for format := 1; format <= graph.FormatVersion; format++ {
		t.Run(fmt.Sprint(format), func(t *testing.T) {
			folder := t.TempDir()
			if err := os.CopyFS(folder, os.DirFS(filepath.Join("testdata", fmt.Sprint("format-", format)))); err != nil {
				t.Fatal(err)
			}
			s, err := graph.Open(folder, graph.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if err := s.Check(t.Context()); err != nil || s.Base() != "http://example.org/" || s.Snapshot().Seq() != formatCommits {
				t.Errorf("%v, base %s, commit %d", err, s.Base(), s.Snapshot().Seq())
			}
			for n := range formatCommits + 1 {
				past, err := s.Snapshot().At(t.Context(), uint64(n))
				if err != nil {
					t.Fatal(err)
				}
				if got := allQuads(t, past); !slices.Equal(got, formatQuads(n)) {
					t.Errorf("state %d is %v", n, got)
				}
			}
			fill(t, s, 1)
			if err := s.Merge(t.Context()); err != nil || s.Snapshot().Len() != len(formatQuads(formatCommits))+2 {
				t.Errorf("after a merge: %v, %d quads", err, s.Snapshot().Len())
			}
		})
	}
}

// TestNewerFormat holds a folder of a later format to be refused, and to stay as
// it is.
func TestNewerFormat(t *testing.T) {
	folder := t.TempDir()
	s, err := graph.Open(folder, graph.Options{})
	if err == nil {
		err = s.Close()
	}
	current := filepath.Join(folder, "CURRENT")
	text, err2 := os.ReadFile(current)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	newer, _, _ := strings.Cut(string(text), "crc32c ")
	newer = strings.Replace(newer, fmt.Sprintf(`"format": %d`, graph.FormatVersion), fmt.Sprintf(`"format": %d`, graph.FormatVersion+1), 1)
	newer += fmt.Sprintf("crc32c %08x\n", crc32.Checksum([]byte(newer), crc32.MakeTable(crc32.Castagnoli)))
	if err := os.WriteFile(current, []byte(newer), 0o644); err != nil {
		t.Fatal(err)
	}
	before := contents(t, folder)
	for name, open := range map[string]func() error{
		"open":   func() error { _, err := graph.Open(folder, graph.Options{}); return err },
		"read":   func() error { _, err := graph.Open(folder, graph.Options{ReadOnly: true}); return err },
		"repair": func() error { _, err := graph.Repair(t.Context(), folder); return err },
	} {
		want := fmt.Sprintf("format %d, this program knows %d", graph.FormatVersion+1, graph.FormatVersion)
		if err := open(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	if !slices.Equal(before, contents(t, folder)) {
		t.Error("the folder has changed")
	}
}
