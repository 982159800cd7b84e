package describe_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/describe"
	"w3id.org/plenary/rdf"
)

// Names that stay over commits, and over new files, are those of each state, of those
// before too, whichever is asked first.
func TestNamesOverCommits(t *testing.T) {
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	store := people(t, 12)
	type state struct {
		snap  *graph.Snapshot
		names *describe.Names
	}
	var states []state
	var names *describe.Names
	for round := range 40 {
		if round == 20 {
			if err := store.Merge(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := store.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
			q := rdf.Quad{S: thing(1 + random.IntN(12)), P: []rdf.Term{label, typ, knows}[random.IntN(3)], O: thing(2 + random.IntN(30))}
			if added, err := tx.Add(q); added || err != nil {
				return err
			}
			_, err := tx.Remove(q)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		snap := store.Snapshot()
		names = names.Next(snap)
		states = append(states, state{snap, names})
		for _, i := range []int{random.IntN(len(states)), len(states) - 1, random.IntN(len(states))} {
			d, _ := document(t, states[i].snap, states[i].names, true, 0, 200)
			got, want := d.Quads(), expected(t, states[i].snap, true, 0, 200)
			slices.SortFunc(got, rdf.CompareQuads)
			slices.SortFunc(want, rdf.CompareQuads)
			if !slices.Equal(got, want) {
				t.Fatalf("seed %d, round %d, state %d: %d quads, want %d", seed, round, i, len(got), len(want))
			}
		}
	}
}
