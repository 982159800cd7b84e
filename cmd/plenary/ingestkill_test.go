package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// ingestedFolder tells a test binary to ingest the texts beside a folder.
const ingestedFolder = "PLENARY_TEST_INGESTED"

func ingestTexts(folder string, out io.Writer) int {
	return run(context.Background(), []string{"ingest", "--data", folder, "--base", testBase, textsOf(folder)}, streams{strings.NewReader(""), out, io.Discard})
}

func textsOf(folder string) string { return filepath.Join(filepath.Dir(folder), "texts") }

// A process that is killed while it ingests leaves each document wholly proposed or not
// at all, and what it did not come to is done when it is started again.
func TestKilledIngest(t *testing.T) {
	folder, want := versions(t)
	published := passagesOf(t, folder)
	fresh := func() string {
		copied := filepath.Join(filepath.Dir(folder), "killed")
		if err := os.RemoveAll(copied); err != nil {
			t.Fatal(err)
		}
		printed(t, "restore", "--data", copied, filepath.Join(filepath.Dir(folder), "begun"))
		return copied
	}
	at := fresh()
	for range timesKilled() {
		killChild(t, ingestedFolder, at, 150*time.Millisecond)
		if n := checkProposed(t, at, want); n == len(want)-1 || t.Failed() {
			ingestTexts(at, io.Discard)
			checkProposed(t, at, want)
			if got := passagesOf(t, at); !slices.Equal(got, published) {
				t.Errorf("published passages are %q, want %q", got, published)
			}
			at = fresh()
		}
		if t.Failed() {
			return
		}
	}
}

// versions makes texts, and a folder that has ingested all of them. It returns what is
// proposed after each. The folder "begun" beside it has ingested the first, of which
// claims are accepted.
func versions(t *testing.T) (folder string, want [][]string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "store")
	if err := os.Mkdir(textsOf(folder), 0o700); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(sheffield)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 8 {
		name := filepath.Join(textsOf(folder), fmt.Sprintf("%d.txt", i))
		meta := fmt.Sprintf(`{"title": "Release %d", "address": "https://example.org/%d"}`, i%2, i%2)
		body := fmt.Sprintf("Version %d.\n\n%s", i, text)
		for path, content := range map[string]string{name: body, strings.TrimSuffix(name, ".txt") + ".json": meta} {
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		printed(t, "ingest", "--data", folder, "--base", testBase, name)
		if i == 0 {
			want = append(want, nil)
			printed(t, strings.Fields("review --data "+folder+" --accept --kind name --reviewer Ada --yes")...)
			printed(t, "backup", "--data", folder, filepath.Join(filepath.Dir(folder), "begun"))
		}
		want = append(want, proposedIn(t, folder))
	}
	return folder, want
}

// checkProposed compares what is proposed with what it is after some of the texts, and
// returns how many.
func checkProposed(t *testing.T, folder string, want [][]string) int {
	t.Helper()
	got := proposedIn(t, folder)
	n := slices.IndexFunc(want, func(w []string) bool { return slices.Equal(w, got) })
	if n < 0 {
		t.Errorf("%d claims are proposed, as after no text", len(got))
	}
	printed(t, "check", "--data", folder)
	return n
}

// proposedIn lists the claims of a folder and where they stand.
func proposedIn(t *testing.T, folder string) (lines []string) {
	t.Helper()
	if err := viewing(folder, func(desk *review.Desk) error {
		claims, err := desk.Claims(review.Filter{States: []review.State{review.Pending}})
		for _, c := range claims {
			lines = append(lines, fmt.Sprint(c.IRI.Value(), c.Source.Value(), c.Start, c.State, c.Confidence))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return lines
}

// passagesOf lists the published passages that claims rest on.
func passagesOf(t *testing.T, folder string) (lines []string) {
	t.Helper()
	store, err := graph.Open(folder, graph.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for q, err := range store.Snapshot().Quads(graph.Pattern{P: rdf.IRI(ontology.Evidence)}) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, q.S.Value()+" "+q.O.Value())
	}
	slices.Sort(lines)
	return lines
}
