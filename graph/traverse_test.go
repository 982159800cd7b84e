package graph_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

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
		{"predicate twice", graph.WalkOptions{Predicates: []rdf.Term{hates, knows, hates}}, 4},
		{"unknown predicate", graph.WalkOptions{Predicates: []rdf.Term{node(99)}}, 0},
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

func TestNeighborsOfLiteralAndUnknown(t *testing.T) {
	snap := storeOf(t, rdf.Triple{S: node(1), P: knows, O: rdf.String("x")}, edge(1, knows, 2))
	for term, want := range map[rdf.Term]int{rdf.String("x"): 1, node(77): 0, {}: 0} {
		if steps, err := graph.Neighbors(t.Context(), snap, term, graph.WalkOptions{}); err != nil || len(steps) != want {
			t.Errorf("Neighbors(%v) = %v, %v, want %d", term, steps, err, want)
		}
	}
}

func TestSubgraphGoesAroundLiterals(t *testing.T) {
	x := rdf.String("x")
	snap := storeOf(t, rdf.Triple{S: node(1), P: knows, O: x}, rdf.Triple{S: node(2), P: knows, O: x}, edge(2, knows, 3))
	got, _, err := graph.Subgraph(t.Context(), snap, node(1), 9, 100, graph.WalkOptions{})
	if err != nil || len(got) != 1 {
		t.Errorf("%v, %v, want the one triple at the node", got, err)
	}
}

func TestWalkEndsWithContext(t *testing.T) {
	var triples []rdf.Triple
	for i := range 3000 {
		triples = append(triples, edge(0, knows, i+1))
	}
	snap := storeOf(t, triples...)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := graph.Neighbors(ended, snap, node(0), graph.WalkOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}
