package graph

import (
	"context"
	"iter"

	"w3id.org/plenary/graph/internal/btree"
)

// GraphSizes yields the graphs that hold a quad, 0 for the unnamed one, in the
// order of their IDs, and how many quads each holds.
//
// Cost: a row for each graph, and what changed since the base.
func (s *Snapshot) GraphSizes() iter.Seq2[ID, int] {
	return func(yield func(ID, int) bool) {
		changed := s.delta.changes(gspo, btree.Key{}, 0)
		more := true
		// until yields the graphs below one that only changes have, and returns
		// what changes add to it
		until := func(graph ID, bounded bool) (added int) {
			for more && changed.more && (!bounded || ID(changed.key[0]) <= graph) {
				g, n := changed.nextGraph()
				if bounded && g == graph {
					return n
				}
				more = n <= 0 || yield(g, n)
			}
			return 0
		}
		for row, err := range rowsOf(context.Background(), s.base.sizes) {
			graph, unknown := s.base.id(row[0])
			if !s.sound(err) || !s.sound(unknown) {
				return
			}
			n := int(row[1]) + until(graph, true)
			if more = more && (n <= 0 || yield(graph, n)); !more {
				return
			}
		}
		until(0, false)
	}
}

// nextGraph goes past the changes of the next graph and returns how many quads
// more it has.
func (c *changes) nextGraph() (graph ID, n int) {
	for graph = ID(c.key[0]); c.more && ID(c.key[0]) == graph; c.next() {
		n += 1 - 2*int(c.sign)
	}
	return graph, n
}

// graphSizes counts the rows of graphs.
type graphSizes [][]uint32

// counted yields rows, which begin with their graph, and counts them.
func (s *graphSizes) counted(rows iter.Seq2[[]uint32, error]) iter.Seq2[[]uint32, error] {
	return func(yield func([]uint32, error) bool) {
		for row, err := range rows {
			if err == nil {
				if last := len(*s) - 1; last < 0 || (*s)[last][0] != row[0] {
					*s = append(*s, []uint32{row[0], 0})
				}
				(*s)[len(*s)-1][1]++
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// rows yields the graphs with their counts.
func (s *graphSizes) rows() iter.Seq2[[]uint32, error] {
	return func(yield func([]uint32, error) bool) {
		for _, row := range *s {
			if !yield(row, nil) {
				return
			}
		}
	}
}
