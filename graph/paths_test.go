package graph_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// thing is a node, or a literal where the number is high.
func thing(i int) rdf.Term {
	if i > 4 {
		return rdf.String(fmt.Sprint(i))
	}
	return node(i)
}

// TestPaths compares with every simple path of small random graphs.
func TestPaths(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		pick := func(name string, low, high int) int { return rapid.IntRange(low, high).Draw(r, name) }
		var triples []rdf.Triple
		for range pick("edges", 0, 14) {
			p := rapid.SampledFrom([]rdf.Term{knows, hates}).Draw(r, "p")
			triples = append(triples, rdf.Triple{S: thing(pick("from", 0, 4)), P: p, O: thing(pick("to", 0, 6))})
		}
		snap := storeOf(t, triples...)
		opts := graph.WalkOptions{Direction: rapid.SampledFrom([]graph.Direction{graph.Both, graph.Out, graph.In}).Draw(r, "direction")}
		if pick("avoid", 0, 2) == 0 {
			opts.Avoid = func(s graph.Step) bool { return s.To() == node(2) || s.Triple.P == hates && s.Inverse }
		}
		from, to := thing(pick("start", 0, 6)), thing(pick("end", 0, 6))
		maxSteps, k := pick("max", 1, 6), pick("k", 1, 8)
		want := simplePaths(snap, []rdf.Term{from}, to, maxSteps, opts)
		slices.Sort(want)
		got, err := graph.Paths(t.Context(), snap, from, to, maxSteps, k, opts)
		if err != nil {
			r.Fatal(err)
		}
		if len(got) != min(k, len(want)) {
			r.Fatalf("%d paths of %d, k %d", len(got), len(want), k)
		}
		for i, path := range got {
			if len(path) != want[i] {
				r.Fatalf("path %d has %d steps, want %d", i, len(path), want[i])
			}
			if slices.ContainsFunc(got[:i], func(other []graph.Step) bool { return slices.Equal(other, path) }) {
				r.Fatalf("path %v comes twice", path)
			}
			checkPath(r, snap, path, from, to)
		}
	})
}

// simplePaths returns the length of every simple path, by trying all.
func simplePaths(snap *graph.Snapshot, path []rdf.Term, to rdf.Term, left int, o graph.WalkOptions) (lengths []int) {
	here := path[len(path)-1]
	if here == to {
		return []int{len(path) - 1}
	}
	if left == 0 || here.IsLiteral() && len(path) > 1 {
		return nil
	}
	for tr := range snap.Triples(graph.Pattern{}) {
		for _, s := range []graph.Step{{Triple: tr}, {Triple: tr, Inverse: true}} {
			allowed := o.Direction == graph.Both || s.Inverse == (o.Direction == graph.In)
			if allowed && s.From() == here && !slices.Contains(path, s.To()) && (o.Avoid == nil || !o.Avoid(s)) {
				lengths = append(lengths, simplePaths(snap, append(slices.Clone(path), s.To()), to, left-1, o)...)
			}
		}
	}
	return lengths
}

func checkPath(t *rapid.T, snap *graph.Snapshot, path []graph.Step, from, to rdf.Term) {
	seen := map[rdf.Term]bool{from: true}
	at := from
	for _, s := range path {
		if s.From() != at || seen[s.To()] || len(snap.GraphsOf(s.Triple)) == 0 {
			t.Fatalf("not a simple path: %v", path)
		}
		at = s.To()
		seen[at] = true
	}
	if at != to {
		t.Fatalf("the path ends at %v", at)
	}
}

func TestPathsOfOddEnds(t *testing.T) {
	loops := storeOf(t, edge(0, knows, 0), edge(0, hates, 0), edge(0, knows, 1), edge(1, knows, 1))
	tests := []struct {
		name     string
		from, to rdf.Term
		k, want  int
	}{
		{"loops make no path longer", node(0), node(1), 5, 1},
		{"to itself", node(0), node(0), 5, 1},
		{"from the unknown", node(8), node(1), 5, 0},
		{"to the unknown", node(0), node(8), 5, 0},
		{"none wanted", node(0), node(1), 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := graph.Paths(t.Context(), loops, tt.from, tt.to, 1<<40, tt.k, graph.WalkOptions{})
			if err != nil || len(got) != tt.want {
				t.Errorf("%v, %v, want %d paths", got, err, tt.want)
			}
		})
	}
}

// TestPathsAvoidSeesStepsAsTaken has a search from both ends ask about every
// step in the direction of the path.
func TestPathsAvoidSeesStepsAsTaken(t *testing.T) {
	snap := storeOf(t, edge(0, knows, 1), edge(1, knows, 2), edge(2, knows, 3), edge(3, knows, 4))
	forwards := graph.WalkOptions{Avoid: func(s graph.Step) bool { return s.Inverse }}
	for ends, want := range map[[2]int]int{{0, 4}: 1, {4, 0}: 0} {
		got, err := graph.Paths(t.Context(), snap, node(ends[0]), node(ends[1]), 9, 3, forwards)
		if err != nil || len(got) != want {
			t.Errorf("from %d to %d: %v, %v, want %d paths", ends[0], ends[1], got, err, want)
		}
	}
}

// TestPathsMeetInTheMiddle has hubs far from the short path, which a search
// from one end alone would flood.
func TestPathsMeetInTheMiddle(t *testing.T) {
	triples := []rdf.Triple{edge(1, knows, 2), edge(2, knows, 3), edge(3, knows, 4)}
	for i := range 2000 {
		triples = append(triples, edge(10, knows, 100+i), edge(4, hates, 10))
	}
	snap := storeOf(t, triples...)
	got, err := graph.Paths(t.Context(), snap, node(1), node(4), 9, 1, graph.WalkOptions{Work: 100})
	if err != nil || len(got) != 1 || len(got[0]) != 3 {
		t.Errorf("%v, %v, want the path of three steps", got, err)
	}
}

func TestPathsFoundBeforeTheLimit(t *testing.T) {
	triples := []rdf.Triple{edge(0, knows, 1)}
	for i := range 40 { // many long ways round
		for j := range 40 {
			triples = append(triples, edge(0, hates, 100+i), edge(100+i, hates, 200+j), edge(200+j, hates, 1))
		}
	}
	snap := storeOf(t, triples...)
	got, err := graph.Paths(t.Context(), snap, node(0), node(1), 6, 1_000_000, graph.WalkOptions{Work: 20_000})
	if !errors.Is(err, graph.ErrLimit) || len(got) == 0 || len(got[0]) != 1 {
		t.Errorf("%d paths, %v, want some, the shortest first, and ErrLimit", len(got), err)
	}
}
