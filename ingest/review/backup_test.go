package review_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
)

// onDisk is a desk of a data folder, as a fixture in memory has it.
func onDisk(t testing.TB) (f *fixture, folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "store")
	public, err := graph.Open(folder, graph.Options{Base: base})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := public.Load(t.Context(), graph.Change{}, newFixture(t).public.Snapshot().Quads(graph.Pattern{})); err != nil {
		t.Fatal(err)
	}
	desk, err := review.Open(folder, public, review.Options{Base: base})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { desk.Close(); public.Close() })
	return &fixture{Desk: desk, public: public}, folder
}

// A backup that is made while documents come and claims are decided has, for each
// claim that is published, what was proposed and the text.
func TestBackupWhileDeciding(t *testing.T) {
	f, folder := onDisk(t)
	to := filepath.Join(t.TempDir(), "backup")
	var curator sync.WaitGroup
	curator.Go(func() {
		for i := range 40 {
			_, err := f.Propose(t.Context(), scripted{"Bob|meeting/m|attendedBy|person/bob"}, document(t, fmt.Sprintf("Bob, for the %dth time.", i)), review.Proposing{})
			claims, failed := f.Claims(review.Filter{States: []review.State{review.Pending}})
			if err = errors.Join(err, failed); err == nil && len(claims) > 0 {
				_, err = f.Decide(t.Context(), order(review.Accept, claims...))
			}
			if err != nil {
				t.Error(err)
			}
		}
	})
	for range 10 {
		if _, err := review.Backup(t.Context(), folder, to); err != nil {
			t.Fatal(err)
		}
		checkCopy(t, to)
	}
	curator.Wait()
	done, err := review.Backup(t.Context(), folder, to)
	if err != nil || done.Texts != 40 {
		t.Errorf("%+v, %v", done, err)
	}
	again := filepath.Join(t.TempDir(), "again")
	if _, err := review.Restore(t.Context(), to, again); err != nil {
		t.Fatal(err)
	}
	if got, want := checkCopy(t, again), must(f.Claims(review.Filter{})); !slices.Equal(got, want) {
		t.Errorf("%d claims were restored, want %d", len(got), len(want))
	}
}

// checkCopy returns the claims of a copy.
func checkCopy(t *testing.T, folder string) []review.Claim {
	t.Helper()
	if _, err := review.CheckFolder(t.Context(), folder); err != nil && review.HasQuarantine(folder) {
		t.Fatal(err)
	}
	public, err := graph.Open(folder, graph.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer public.Close()
	desk, found, err := review.View(folder, public, review.Options{Base: base})
	if err != nil || !found {
		t.Fatal(found, err)
	}
	defer desk.Close()
	claims, known := must(desk.Claims(review.Filter{})), map[rdf.Term]bool{}
	for _, c := range claims {
		known[c.IRI] = true
	}
	for q := range public.Snapshot().Quads(graph.Pattern{P: rdf.IRI("https://w3id.org/plenary#decides")}) {
		if !known[q.O] {
			t.Errorf("%s is decided, and was not proposed", q.O.Value())
		}
	}
	return claims
}

// A folder whose texts are not what they were is told so, and a backup has the others.
func TestDamagedText(t *testing.T) {
	f, folder := onDisk(t)
	documents := []*ingest.Document{document(t, release), titled(t, "Other", "Bob was there.", "")}
	for _, d := range documents {
		if _, err := f.Propose(t.Context(), scripted{script}, d, review.Proposing{}); err != nil {
			t.Fatal(err)
		}
	}
	damaged := filepath.Join(folder, review.TextsFolder, documents[0].Hash+".txt")
	if err := os.WriteFile(damaged, []byte("Another text."), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := review.CheckFolder(t.Context(), folder); !errors.Is(err, review.ErrText) || !strings.Contains(err.Error(), documents[0].Hash) {
		t.Errorf("checked: %v", err)
	}
	to := filepath.Join(t.TempDir(), "backup")
	if _, err := review.Backup(t.Context(), folder, to); !errors.Is(err, review.ErrText) {
		t.Errorf("copied: %v", err)
	}
	if _, err := review.Texts(filepath.Join(to, review.TextsFolder)).Get(documents[1].Hash); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(damaged, []byte(documents[0].Text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := review.Backup(t.Context(), folder, to); err != nil {
		t.Error(err)
	}
	if found, err := review.CheckFolder(t.Context(), to); err != nil || found.Documents != 2 {
		t.Errorf("%+v, %v", found, err)
	}
}
