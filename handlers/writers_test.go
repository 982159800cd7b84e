package handlers

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/rdf"
)

// attempts is how many changes a test tries that has the time: PLENARY_ATTEMPTS
// asks for more.
func attempts(t *testing.T) int64 {
	t.Helper()
	text := os.Getenv("PLENARY_ATTEMPTS")
	if text == "" {
		return 600
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatalf("PLENARY_ATTEMPTS: %v", err)
	}
	return n
}

// Sixteen writers count in one graph, each from the number that it has read. None
// overwrites what another has written.
func TestNoUpdateIsLost(t *testing.T) {
	store, err := graph.Open(t.TempDir(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	w := newWriter(t, store, testBase)
	name, count := rdf.IRI("http://example.org/g"), rdf.IRI("x:count")
	if got := w.send("PUT", graphG, "<x:n> <x:count> 0 .", "Content-Type: "+turtleMedia); got.Code != http.StatusCreated {
		t.Fatal(got.Body)
	}
	var all sync.WaitGroup
	var tried, done, refused atomic.Int64
	most := attempts(t)
	for range 16 {
		all.Go(func() {
			for tried.Add(1) <= most {
				snap := store.Snapshot()
				n := 0
				for q := range snap.Quads(graph.Pattern{G: name, P: count}) {
					n, _ = strconv.Atoi(q.O.Value())
				}
				got := w.send("PUT", graphG, fmt.Sprintf("<x:n> <x:count> %d .", n+1), "Content-Type: "+turtleMedia, "If-Match: "+writing.StateTag(snap.Version(name)))
				switch got.Code {
				case http.StatusOK:
					done.Add(1)
				case http.StatusPreconditionFailed:
					refused.Add(1)
				default:
					t.Errorf("%d: %s", got.Code, got.Body)
					return
				}
			}
		})
	}
	all.Wait()
	want := strconv.FormatInt(done.Load(), 10)
	for q := range store.Snapshot().Quads(graph.Pattern{G: name}) {
		if q.O.Value() != want {
			t.Errorf("counted to %s in %s changes", q.O.Value(), want)
		}
	}
	if n := store.Snapshot().Len(); n != 1 || done.Load() == 0 {
		t.Errorf("%d quads, %d changes", n, done.Load())
	}
	t.Logf("%d attempts, %d changes, %d refused", most, done.Load(), refused.Load())
}
