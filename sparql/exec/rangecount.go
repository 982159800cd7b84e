package exec

import (
	"context"
	"iter"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// newRangeCount returns the operator of plan.RangeCount.
//
// Cost: a few searches; of a union of several named graphs, and of one with a
// predicate or object and no subject, the rows.
func newRangeCount(n *plan.RangeCount, run *Run) Operator {
	return newGenerator(1, func(ctx context.Context, out *rowWriter) error {
		count, err := rangeCount(ctx, n, run)
		if err != nil {
			return err
		}
		id, _ := graph.IntegerID(int64(count))
		return out.add(id)
	}, nil)
}

func rangeCount(ctx context.Context, n *plan.RangeCount, run *Run) (count int, err error) {
	p := patternOf(n.S, n.P, n.O)
	switch g := n.Graphs; {
	case g.Kind == plan.SomeGraphs && len(g.IDs) != 1:
		s := newScan(&plan.Scan{S: n.S, P: n.P, O: n.O, Graphs: g, Order: p.Order()}, run)
		defer s.Close()
		for {
			b, err := s.Next(ctx)
			if err != nil || b.Len == 0 {
				return count, err
			}
			count += b.Len
		}
	case g.Kind == plan.SomeGraphs:
		p.G = g.IDs[0]
	case g.Kind == plan.Unnamed:
		p.Unnamed = true
	}
	snapshot := run.Terms.Snapshot()
	return snapshot.CountIDs(p), snapshot.Err()
}

// newGraphNames returns the operator of plan.GraphNames. Names are in the order of
// their IDs.
func newGraphNames(n *plan.GraphNames, run *Run) Operator {
	row := make([]graph.ID, 1+len(n.Counts))
	add := func(out *rowWriter, id graph.ID, size int) error {
		count, _ := graph.IntegerID(int64(size))
		row[0] = id
		for i := range n.Counts {
			row[1+i] = count
		}
		return out.add(row...)
	}
	return newGenerator(len(row), func(ctx context.Context, out *rowWriter) error {
		snapshot := run.Terms.Snapshot()
		for id, size := range sizes(snapshot, n.IDs) {
			if id == 0 || size == 0 {
				continue
			}
			if err := add(out, id, size); err != nil {
				return err
			}
		}
		return snapshot.Err()
	}, nil)
}

// sizes yields graphs and how many triples they hold, those of ids unless that is
// nil.
func sizes(s *graph.Snapshot, ids []graph.ID) iter.Seq2[graph.ID, int] {
	if ids == nil {
		return s.GraphSizes()
	}
	return func(yield func(graph.ID, int) bool) {
		for _, id := range ids {
			if !yield(id, s.CountIDs(graph.IDPattern{G: id})) {
				return
			}
		}
	}
}
