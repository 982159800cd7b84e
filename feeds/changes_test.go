package feeds_test

import (
	"strconv"
	"testing"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/rdf"
)

// A page ends before the commit that would make it too long, and one that is too
// long is a page of its own.
func TestPagesAreBounded(t *testing.T) {
	s := store(t)
	for _, size := range []int{30, 30, 60, 1, 1} {
		var quads []rdf.Quad
		for i := range size {
			quads = append(quads, rdf.Quad{S: iri(strconv.Itoa(size)), P: iri("p"), O: rdf.String(strconv.FormatUint(s.Snapshot().Seq()<<32|uint64(i), 10))})
		}
		change(t, s, quads, nil)
	}
	snap := s.Snapshot()
	var ends []uint64
	for since := uint64(0); since < snap.Seq(); {
		page, err := feeds.ReadPage(t.Context(), snap, since, feeds.Bounds{Commits: 100, Quads: 50})
		if err != nil {
			t.Fatal(err)
		}
		if page.Full != (page.Next < snap.Seq()) {
			t.Errorf("the page from %d to %d is full: %v", since, page.Next, page.Full)
		}
		since = page.Next
		ends = append(ends, since)
	}
	if len(ends) != 4 || ends[0] != 1 || ends[1] != 2 || ends[2] != 3 || ends[3] != 5 {
		t.Errorf("pages end at %v, want 1, 2, 3, 5", ends)
	}
}
