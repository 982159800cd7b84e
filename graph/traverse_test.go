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

func node(i int) rdf.Term { return rdf.IRI(fmt.Sprintf("http://example/n%d", i)) }

func storeOf(t testing.TB, triples ...rdf.Triple) *graph.Snapshot {
	t.Helper()
	s := graph.New(graph.Options{})
	_, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		for _, tr := range triples {
			if _, err := tx.Add(tr.In(node(100))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s.Snapshot()
}

var knows, hates = rdf.IRI("http://example/knows"), rdf.IRI("http://example/hates")

func edge(from int, p rdf.Term, to int) rdf.Triple {
	return rdf.Triple{S: node(from), P: p, O: node(to)}
}

func TestDescribeFollowsPartsAndBlankNodes(t *testing.T) {
	part, blank := rdf.IRI(node(1).Value()+"#part"), rdf.BlankNode("b")
	own := []rdf.Triple{
		{S: node(1), P: knows, O: part}, {S: part, P: knows, O: blank}, {S: blank, P: knows, O: node(1)},
		{S: part, P: knows, O: node(2)},
	}
	snap := storeOf(t, append(slices.Clone(own), edge(2, knows, 1), rdf.Triple{S: rdf.IRI(node(1).Value() + "0#part"), P: knows, O: part})...)
	got := map[rdf.Triple]int{}
	for q, err := range graph.Describe(snap, node(1)) {
		if err != nil || q.G != node(100) {
			t.Fatal(q, err)
		}
		got[q.Triple()]++
	}
	if len(got) != len(own) {
		t.Errorf("%d triples, want %d: %v", len(got), len(own), got)
	}
	for _, tr := range own {
		if got[tr] != 1 {
			t.Errorf("%v came %d times, want once", tr, got[tr])
		}
	}
}

func TestNeighbors(t *testing.T) {
	snap := storeOf(t, edge(1, knows, 2), edge(1, hates, 3), edge(3, knows, 1), rdf.Triple{S: node(1), P: knows, O: rdf.String("x")})
	tests := []struct {
		name string
		opts graph.WalkOptions
		want int
	}{
		{"all", graph.WalkOptions{}, 4},
		{"out", graph.WalkOptions{Direction: graph.Out}, 3},
		{"in", graph.WalkOptions{Direction: graph.In}, 1},
		{"predicate", graph.WalkOptions{Predicates: []rdf.Term{hates}}, 1},
		{"avoid literals", graph.WalkOptions{Avoid: func(s graph.Step) bool { return s.To().IsLiteral() }}, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			steps, err := graph.Neighbors(t.Context(), snap, node(1), tt.opts)
			if err != nil || len(steps) != tt.want {
				t.Errorf("%d steps, %v, want %d", len(steps), err, tt.want)
			}
			for _, s := range steps {
				if s.From() != node(1) {
					t.Errorf("step %v does not leave the node", s)
				}
			}
		})
	}
}

func TestWalkLimit(t *testing.T) {
	snap := storeOf(t, edge(1, knows, 2), edge(1, knows, 3), edge(1, knows, 4))
	if _, err := graph.Neighbors(t.Context(), snap, node(1), graph.WalkOptions{Work: 2}); !errors.Is(err, graph.ErrLimit) {
		t.Errorf("error %v, want ErrLimit", err)
	}
}

func TestSubgraph(t *testing.T) {
	snap := storeOf(t, edge(1, knows, 2), edge(2, knows, 3), edge(3, knows, 4), edge(4, knows, 1))
	for depth, want := range []int{0, 2, 4, 4} {
		got, truncated, err := graph.Subgraph(t.Context(), snap, node(1), depth, 100, graph.WalkOptions{})
		if err != nil || truncated || len(got) != want {
			t.Errorf("depth %d: %d triples, truncated %v, %v, want %d", depth, len(got), truncated, err, want)
		}
	}
	got, truncated, err := graph.Subgraph(t.Context(), snap, node(1), 3, 3, graph.WalkOptions{})
	if err != nil || !truncated || len(got) != 3 {
		t.Errorf("limit 3: %d triples, truncated %v, %v", len(got), truncated, err)
	}
}

// TestPaths compares with every simple path of small random graphs.
func TestPaths(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var triples []rdf.Triple
		for range rapid.IntRange(0, 12).Draw(r, "edges") {
			pick := func(name string) int { return rapid.IntRange(0, 5).Draw(r, name) }
			triples = append(triples, edge(pick("from"), rapid.SampledFrom([]rdf.Term{knows, hates}).Draw(r, "p"), pick("to")))
		}
		snap := storeOf(t, triples...)
		opts := graph.WalkOptions{Direction: rapid.SampledFrom([]graph.Direction{graph.Both, graph.Out, graph.In}).Draw(r, "direction")}
		maxSteps, k := rapid.IntRange(1, 5).Draw(r, "max"), rapid.IntRange(1, 8).Draw(r, "k")
		want := simplePaths(snap, []rdf.Term{node(0)}, node(1), maxSteps, opts.Direction)
		slices.Sort(want)
		got, err := graph.Paths(t.Context(), snap, node(0), node(1), maxSteps, k, opts)
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
			checkPath(r, path, node(0), node(1))
		}
	})
}

// simplePaths returns the length of every simple path, by trying all.
func simplePaths(snap *graph.Snapshot, path []rdf.Term, to rdf.Term, left int, d graph.Direction) (lengths []int) {
	here := path[len(path)-1]
	if here == to {
		return []int{len(path) - 1}
	}
	if left == 0 {
		return nil
	}
	for tr := range snap.Triples(graph.Pattern{}) {
		if next := tr.O; d != graph.In && tr.S == here && !slices.Contains(path, next) {
			lengths = append(lengths, simplePaths(snap, append(slices.Clone(path), next), to, left-1, d)...)
		}
		if next := tr.S; d != graph.Out && tr.O == here && !slices.Contains(path, next) {
			lengths = append(lengths, simplePaths(snap, append(slices.Clone(path), next), to, left-1, d)...)
		}
	}
	return lengths
}

func checkPath(t *rapid.T, path []graph.Step, from, to rdf.Term) {
	seen := map[rdf.Term]bool{from: true}
	at := from
	for _, s := range path {
		if s.From() != at || seen[s.To()] {
			t.Fatalf("not a simple path: %v", path)
		}
		at = s.To()
		seen[at] = true
	}
	if at != to {
		t.Fatalf("the path ends at %v", at)
	}
}

func TestPathToItself(t *testing.T) {
	snap := storeOf(t, edge(1, knows, 2))
	got, err := graph.Paths(t.Context(), snap, node(1), node(1), 3, 2, graph.WalkOptions{})
	if err != nil || len(got) != 1 || len(got[0]) != 0 {
		t.Errorf("%v, %v, want the one empty path", got, err)
	}
}
