package graph

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"w3id.org/plenary/rdf"
)

// workQuads are what commit n of the crash tests leaves: ten quads of its own, of
// which commit n+1 removes three.
func workQuads(n uint64) (quads []rdf.Quad) {
	for i := range 10 {
		quads = append(quads, rdf.Quad{
			S: rdf.IRI(fmt.Sprintf("http://example.org/%d", n)), P: rdf.IRI(fmt.Sprintf("http://example.org/p%d", i)),
			O: rdf.String(strconv.FormatUint(n%7, 10)), G: rdf.IRI(fmt.Sprintf("http://example.org/g%d", n%5)),
		})
	}
	return quads
}

// workLoad yields the quads of commit 1.
func workLoad(yield func(rdf.Quad, error) bool) {
	for _, q := range workQuads(1) {
		if !yield(q, nil) {
			return
		}
	}
}

// workStep is commit n, from the second on.
func workStep(n uint64) func(*Tx) error {
	return func(tx *Tx) error {
		for _, q := range workQuads(n) {
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		for _, q := range workQuads(n - 1)[:3] {
			if _, err := tx.Remove(q); err != nil {
				return err
			}
		}
		return nil
	}
}

// checkWork holds a state to be what the commits have left, all that were
// acknowledged and at most one more.
func checkWork(t *testing.T, s *Snapshot, acknowledged uint64) {
	t.Helper()
	seq := s.Seq()
	if seq < acknowledged || seq > acknowledged+1 {
		t.Fatalf("commit %d was acknowledged, %d is there", acknowledged, seq)
	}
	for n := uint64(1); n <= seq; n++ {
		want := workQuads(n)
		if n < seq {
			want = want[3:]
		}
		got := 0
		for q, err := range s.Quads(Pattern{S: want[0].S}) {
			if err != nil {
				t.Fatal(err)
			}
			if got++; !slices.Contains(want, q) {
				t.Fatalf("commit %d of %d: %v", n, seq, q)
			}
		}
		if got != len(want) {
			t.Fatalf("commit %d of %d left %d quads, want %d", n, seq, got, len(want))
		}
	}
	if want := int(max(0, 7*int64(seq)-7)) + 10*int(min(seq, 1)); s.Len() != want || s.Count(Pattern{}) != want {
		t.Fatalf("%d quads, %d triples, want %d", s.Len(), s.Count(Pattern{}), want)
	}
}
