package storetest

import (
	"context"
	"errors"
	"iter"
	"maps"
	"testing"
	"time"

	"pgregory.net/rapid"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// history commits random transactions, one a second, and asks for every state
// before and for what happened between any two.
func history(t *testing.T, open Open) {
	rapid.Check(t, func(r *rapid.T) {
		start := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
		now := start
		s := open(t, graph.Options{Now: func() time.Time { return now }})
		states := []map[rdf.Quad]bool{{}} // by sequence number
		quads := rapid.Custom(randomQuad)
		if base := rapid.SliceOfN(quads, 0, 20).Draw(r, "base"); len(base) > 0 {
			if _, err := s.Load(context.Background(), graph.Change{Author: "a0"}, sequence(base, nil)); err != nil {
				r.Fatal(err)
			}
			states = append(states, map[rdf.Quad]bool{})
			for _, q := range base {
				states[1][q] = true
			}
		}
		for range rapid.IntRange(1, 7).Draw(r, "transactions") {
			now = start.Add(time.Duration(len(states)) * time.Second)
			next := maps.Clone(states[len(states)-1])
			c := randomCommit(r, s, next, quads)
			if c.Seq == uint64(len(states)) {
				states = append(states, next)
			}
		}
		snap := s.Snapshot()
		compareStates(r, snap, states)
		compareChanges(r, snap, states)
		compareEntity(r, snap, states, iri("n1"))
		compareEntity(r, snap, states, iri("g1"))
		compareEntity(r, snap, states, rdf.Term{})
		compareTimes(r, snap, start, len(states))
	})
}

// randomCommit changes a store and its model, by a transaction or a load.
func randomCommit(t *rapid.T, s *graph.Store, want map[rdf.Quad]bool, quads *rapid.Generator[rdf.Quad]) graph.Commit {
	change := graph.Change{Author: "a", Message: "m"}
	var c graph.Commit
	var err error
	if rapid.IntRange(0, 3).Draw(t, "load") == 0 {
		loaded := rapid.SliceOfN(quads, 0, 6).Draw(t, "loaded")
		c, err = s.Load(context.Background(), change, sequence(loaded, nil))
		for _, q := range loaded {
			want[q] = true
		}
	} else {
		c, err = s.Update(context.Background(), change, func(tx *graph.Tx) error {
			for range rapid.IntRange(0, 4).Draw(t, "steps") {
				step(t, tx, want, quads.Draw(t, "quad"))
			}
			return nil
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func compareStates(t rapid.TB, snap *graph.Snapshot, states []map[rdf.Quad]bool) {
	t.Helper()
	for seq, want := range states {
		then, err := snap.At(context.Background(), uint64(seq))
		if err != nil || then.Seq() != uint64(seq) {
			t.Fatalf("At(%d) = %d, %v", seq, then.Seq(), err)
		}
		compare(t, then, want)
	}
	if _, err := snap.At(context.Background(), uint64(len(states))); !errors.Is(err, graph.ErrNoCommit) {
		t.Fatalf("At of what is to come: %v", err)
	}
}

func set(t rapid.TB, quads iter.Seq2[rdf.Quad, error]) map[rdf.Quad]bool {
	t.Helper()
	all := map[rdf.Quad]bool{}
	for q, err := range quads {
		if err != nil || all[q] {
			t.Fatalf("%v comes twice, or %v", q, err)
		}
		all[q] = true
	}
	return all
}

// minus returns the quads of a that b lacks.
func minus(a, b map[rdf.Quad]bool) map[rdf.Quad]bool {
	a = maps.Clone(a)
	maps.DeleteFunc(a, func(q rdf.Quad, _ bool) bool { return b[q] })
	return a
}

func compareChanges(t rapid.TB, snap *graph.Snapshot, states []map[rdf.Quad]bool) {
	t.Helper()
	for from := range states {
		for to := from; to < len(states); to++ {
			seq := uint64(from)
			for tr, err := range snap.Changes(context.Background(), uint64(from), uint64(to)) {
				if seq++; err != nil || tr.Seq != seq {
					t.Fatalf("Changes(%d, %d) yields %d, %v, want %d", from, to, tr.Seq, err, seq)
				}
				added, removed := set(t, tr.AddedQuads), set(t, tr.RemovedQuads)
				if !maps.Equal(added, minus(states[seq], states[seq-1])) || !maps.Equal(removed, minus(states[seq-1], states[seq])) {
					t.Fatalf("commit %d: %v and %v", seq, added, removed)
				}
				if tr.Added != len(added) || tr.Removed != len(removed) || tr.Time.IsZero() || tr.Author == "" {
					t.Fatalf("commit %+v added %d and removed %d", tr.Commit, len(added), len(removed))
				}
			}
			if seq != uint64(to) {
				t.Fatalf("Changes(%d, %d) ends with %d", from, to, seq)
			}
			added, removed, err := snap.Diff(context.Background(), uint64(from), uint64(to))
			if err != nil || !maps.Equal(set(t, sequence(added, nil)), minus(states[to], states[from])) || !maps.Equal(set(t, sequence(removed, nil)), minus(states[from], states[to])) {
				t.Fatalf("Diff(%d, %d) = %v, %v, %v", from, to, added, removed, err)
			}
		}
	}
}

func of(entity rdf.Term, quads map[rdf.Quad]bool) map[rdf.Quad]bool {
	quads = maps.Clone(quads)
	maps.DeleteFunc(quads, func(q rdf.Quad, _ bool) bool {
		return q.G != entity && (entity.IsZero() || q.S != entity && q.O != entity)
	})
	return quads
}

// compareEntity asks for the history of an entity, and its past among the present
// of all others.
func compareEntity(t rapid.TB, snap *graph.Snapshot, states []map[rdf.Quad]bool, entity rdf.Term) {
	t.Helper()
	last := uint64(0)
	versions := make([]uint64, len(states))
	for tr, err := range snap.History(context.Background(), entity) {
		if err != nil || tr.Seq <= last {
			t.Fatalf("History(%v) yields %d after %d, %v", entity, tr.Seq, last, err)
		}
		for last++; last < tr.Seq; last++ {
			versions[last] = versions[last-1]
		}
		versions[tr.Seq] = tr.Seq
		before, after := of(entity, states[last-1]), of(entity, states[last])
		if !maps.Equal(set(t, tr.AddedQuads), minus(after, before)) || !maps.Equal(set(t, tr.RemovedQuads), minus(before, after)) {
			t.Fatalf("History(%v), commit %d", entity, tr.Seq)
		}
	}
	for last++; last < uint64(len(states)); last++ {
		versions[last] = versions[last-1]
	}
	now := states[len(states)-1]
	for seq := range states {
		if seq > 0 && versions[seq] == versions[seq-1] && !maps.Equal(of(entity, states[seq]), of(entity, states[seq-1])) {
			t.Fatalf("History(%v) lacks commit %d", entity, seq)
		}
		then, err := snap.EntityAt(context.Background(), entity, uint64(seq))
		if err != nil {
			t.Fatal(err)
		}
		if got := then.Version(entity); got != versions[seq] {
			t.Fatalf("Version(%v) at %d = %d, want %d", entity, seq, got, versions[seq])
		}
		want := minus(now, of(entity, now))
		maps.Copy(want, of(entity, states[seq]))
		comparePattern(t, then, want, graph.Pattern{})
		comparePattern(t, then, want, graph.Pattern{S: entity})
	}
}

// compareTimes asks which commit was there when each was made, and just before.
func compareTimes(t rapid.TB, snap *graph.Snapshot, start time.Time, states int) {
	t.Helper()
	for tr, err := range snap.Changes(context.Background(), 0, uint64(states-1)) {
		if err != nil {
			t.Fatal(err)
		}
		for at, want := range map[time.Time]uint64{tr.Time: tr.Seq, tr.Time.Add(-1): tr.Seq - 1} {
			if got, err := snap.SeqAt(context.Background(), at); err != nil || got != want {
				t.Fatalf("SeqAt(%v) = %d, %v, want %d", at, got, err, want)
			}
		}
	}
	if then, err := snap.AtTime(context.Background(), start.Add(-time.Hour)); err != nil || then.Len() != 0 {
		t.Fatalf("%d quads before the first commit, %v", then.Len(), err)
	}
}
