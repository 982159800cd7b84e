package review_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// possible is the model: where each action leads from.
var possible = map[review.State]map[review.Action]review.State{
	review.Pending:   {review.Accept: review.Accepted, review.Reject: review.Rejected, review.Defer: review.Deferred},
	review.Deferred:  {review.Accept: review.Accepted, review.Reject: review.Rejected},
	review.Accepted:  {review.Retract: review.Retracted},
	review.Rejected:  {review.Accept: review.Accepted},
	review.Retracted: {},
}

// Two curators who each see what they saw last decide in any order: a decision
// counts when nobody came between, and otherwise tells what happened.
func TestInterleavings(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := newFixture(t)
		f.propose(t, release)
		attended, err := f.Claims(review.Filter{Kind: "attendedBy"})
		if err != nil {
			t.Fatal(err)
		}
		past := map[rdf.Term][]review.State{}
		seen := [2][]review.Claim{attended, attended}
		for range rapid.IntRange(1, 8).Draw(r, "steps") {
			who := rapid.IntRange(0, 1).Draw(r, "who")
			if rapid.IntRange(0, 2).Draw(r, "look") == 0 {
				seen[who], _ = f.Claims(review.Filter{Kind: "attendedBy"})
			}
			c := rapid.SampledFrom(seen[who]).Draw(r, "claim")
			action := rapid.SampledFrom([]review.Action{review.Accept, review.Reject, review.Defer, review.Retract, review.Undo}).Draw(r, "action")
			states := past[c.IRI]
			now, _ := f.Claims(review.Filter{Claims: []rdf.Term{c.IRI}})
			isStale := now[0].Last.IRI != c.Last.IRI
			_, err := f.Decide(t.Context(), order(action, c))
			state := review.Pending
			if len(states) > 0 {
				state = states[len(states)-1]
			}
			next, can := possible[state][action]
			can = can || action == review.Undo && len(states) > 0
			var conflict *review.ConflictError
			switch {
			case isStale:
				if !errors.As(err, &conflict) || conflict.Claims[0].State != state {
					r.Fatalf("%s of what is %s by now: %v", action, state, err)
				}
			case can != (err == nil):
				r.Fatalf("%s of what is %s: %v", action, state, err)
			case !can:
			case action == review.Undo:
				past[c.IRI] = states[:len(states)-1]
			default:
				past[c.IRI] = append(slices.Clone(states), next)
			}
		}
		compare(r, f, past)
	})
}

// compare compares states and the number of decisions with the model.
func compare(r *rapid.T, f *fixture, past map[rdf.Term][]review.State) {
	claims, err := f.Claims(review.Filter{})
	if err != nil {
		r.Fatal(err)
	}
	for _, c := range claims {
		want, states := review.Pending, past[c.IRI]
		if len(states) > 0 {
			want = states[len(states)-1]
		}
		if c.State != want {
			r.Errorf("%s is %s, want %s", c.Statement.O.Value(), c.State, want)
		}
		decides := graph.Pattern{P: rdf.IRI(ontology.Decides), O: c.IRI}
		if n := f.public.Snapshot().Count(decides) + f.quarantine.Snapshot().Count(decides); n != len(states) {
			r.Errorf("%s has %d decisions, want %d", c.Statement.O.Value(), n, len(states))
		}
		if has(f.public, graph.Pattern{S: c.IRI}) != want.IsPublished() {
			r.Errorf("%s is %s, and published: %v", c.Statement.O.Value(), want, !want.IsPublished())
		}
	}
}

// Of curators who decide at once, one is the first on each claim.
func TestAtOnce(t *testing.T) {
	f := newFixture(t)
	f.propose(t, release)
	claims, _ := f.Claims(review.Filter{Kind: "attendedBy"})
	var wins, conflicts atomic.Int64
	var curators sync.WaitGroup
	for i := range 4 {
		mine := slices.Clone(claims)
		rand.New(rand.NewPCG(1, uint64(i))).Shuffle(len(mine), func(a, b int) { mine[a], mine[b] = mine[b], mine[a] })
		curators.Go(func() {
			for n, c := range mine {
				_, err := f.Decide(t.Context(), order([]review.Action{review.Accept, review.Reject}[(i+n)%2], c))
				var conflict *review.ConflictError
				switch {
				case err == nil:
					wins.Add(1)
				case errors.As(err, &conflict):
					conflicts.Add(1)
				default:
					t.Error(err)
				}
			}
		})
	}
	curators.Wait()
	if n := int64(len(claims)); wins.Load() != n || conflicts.Load() != 3*n {
		t.Errorf("%d decisions and %d conflicts on %d claims", wins.Load(), conflicts.Load(), n)
	}
}
