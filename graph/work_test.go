package graph

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"testing"

	"w3id.org/plenary/rdf"
)

// isLoad reports whether commit n of the crash tests is a load.
func isLoad(n uint64) bool { return n%8 == 1 }

// workQuads are what commit n of the crash tests leaves: ten quads of its own, of
// which commit n+1 removes three, unless it is a load.
func workQuads(n uint64) (quads []rdf.Quad) {
	for i := range 10 {
		quads = append(quads, rdf.Quad{
			S: rdf.IRI(fmt.Sprintf("http://example.org/%d", n)), P: rdf.IRI(fmt.Sprintf("http://example.org/p%d", i)),
			O: rdf.String(strconv.FormatUint(n%7, 10)), G: rdf.IRI(fmt.Sprintf("http://example.org/g%d", n%5)),
		})
	}
	return quads
}

// workCommit makes commit n. The first load is one into an empty store.
func workCommit(s *Store, n uint64) (Commit, error) {
	if !isLoad(n) {
		return s.Update(context.Background(), Change{Message: "round"}, workStep(n))
	}
	return s.Load(context.Background(), Change{Message: "load"}, func(yield func(rdf.Quad, error) bool) {
		for _, q := range workQuads(n) {
			if !yield(q, nil) {
				return
			}
		}
	})
}

// workStep is commit n when it is no load.
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
	total := 0
	for n := uint64(1); n <= seq; n++ {
		want := workQuads(n)
		if n < seq && !isLoad(n+1) {
			want = want[3:]
		}
		total += len(want)
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
	if s.Len() != total || s.Count(Pattern{}) != total {
		t.Fatalf("%d quads, %d triples, want %d", s.Len(), s.Count(Pattern{}), total)
	}
	checkPast(t, s)
}

// checkPast holds the log to tell all commits, those of loads too.
func checkPast(t *testing.T, s *Snapshot) {
	t.Helper()
	for tr, err := range s.Changes(context.Background(), s.Oldest()-1, s.Seq()) {
		if err != nil {
			t.Fatal(err)
		}
		if tr.Added != 10 || tr.Removed != 3 && !isLoad(tr.Seq) {
			t.Fatalf("commit %d added %d and removed %d quads", tr.Seq, tr.Added, tr.Removed)
		}
		if !isLoad(tr.Seq) {
			continue
		}
		want := workQuads(tr.Seq)
		for q, err := range s.loadedBy(tr) {
			if err != nil || !slices.Contains(want, q) {
				t.Fatalf("load %d has %v, %v", tr.Seq, q, err)
			}
		}
	}
}

// loadedBy yields the quads of a load; of the first, which undoes all that came
// later, only when that is little.
func (s *Snapshot) loadedBy(tr Transaction) iter.Seq2[rdf.Quad, error] {
	if tr.Seq == 1 && s.Seq() > 40 {
		return none
	}
	return tr.AddedQuads
}
