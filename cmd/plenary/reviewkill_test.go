package main

import (
	"context"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// reviewedFolder tells a test binary to decide on the claims of a folder for ever.
const reviewedFolder = "PLENARY_TEST_REVIEWED"

// reviewForever accepts all that waits and undoes it, until it is killed. Either has
// nothing to do when the one before it was killed there.
func reviewForever(folder string) {
	for {
		for _, args := range []string{"--accept", "--undo --state accepted"} {
			args := strings.Fields("review --data " + folder + " --reviewer Ada --yes " + args)
			run(context.Background(), args, streams{strings.NewReader(""), os.Stdout, io.Discard})
		}
	}
}

// A process that is killed while it accepts many claims, or undoes that, leaves all
// or none of them accepted, and decisions and data agree. PLENARY_TEST_KILLS says
// how often.
func TestKilledReview(t *testing.T) {
	folder := reviewed(t)
	for range timesKilled() {
		killChild(t, reviewedFolder, folder, 200*time.Millisecond)
		checkReviewed(t, folder)
		if t.Failed() {
			return
		}
	}
}

// timesKilled is how often a test kills.
func timesKilled() int {
	if n, err := strconv.Atoi(os.Getenv("PLENARY_TEST_KILLS")); err == nil {
		return n
	}
	return 3
}

// checkReviewed holds data against decisions.
func checkReviewed(t *testing.T, folder string) {
	t.Helper()
	store := openChecked(t, folder)
	defer store.Close()
	now := store.Snapshot()
	desk, _, err := review.View(folder, store, review.Options{Base: testBase})
	if err != nil {
		t.Fatal(err)
	}
	defer desk.Close()
	claims, err := desk.Claims(review.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	accepted := 0
	for _, c := range claims {
		if c.State == review.Accepted {
			accepted++
		}
		for what, p := range map[string]graph.Pattern{
			"claim": {S: c.IRI, P: rdf.IRI(ontology.RDFSubject)}, "evidence": {S: c.IRI, P: rdf.IRI(ontology.Evidence), O: c.Passage},
			"passage": {S: c.Passage}, "statement": {S: c.Statement.S, P: c.Statement.P, O: c.Statement.O, G: c.Graph},
		} {
			if now.Has(p) != (c.State == review.Accepted) {
				t.Errorf("%s is %s, and published its %s: %v", c.IRI.Value(), c.State, what, now.Has(p))
			}
		}
	}
	if accepted != 0 && accepted != len(claims) {
		t.Errorf("%d of %d claims are accepted", accepted, len(claims))
	}
}
