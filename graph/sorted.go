package graph

import (
	"iter"
	"slices"
)

// sorted are distinct triples of codes in memory.
type sorted struct {
	spo        [][4]uint32 // the last number has no meaning
	predicates []uint32
	highest    uint32
}

// newSorted takes quads in the order SPOG.
func newSorted(quads [][4]uint32, predicates []uint32, highest uint32) *sorted {
	s := &sorted{spo: make([][4]uint32, 0, len(quads)), predicates: predicates, highest: highest}
	for _, q := range quads {
		if q[3] = 0; len(s.spo) == 0 || s.spo[len(s.spo)-1] != q {
			s.spo = append(s.spo, q)
		}
	}
	return s
}

// triples yields the triples in an order, predicates as numbers. Each order is
// that of SPO sorted again, stably.
func (s *sorted) triples(o order) iter.Seq2[[3]uint32, error] {
	rows := s.spo
	for _, position := range [...][]int{spo: {}, pso: {1}, osp: {2}, pos: {2, 1}}[o] {
		next := make([][4]uint32, len(rows))
		sortBy(next, rows, position, s.highest)
		rows = next
	}
	by := positions[o]
	return func(yield func([3]uint32, error) bool) {
		var predicate, number uint32
		for i := range rows {
			if p := rows[i][1]; p != predicate {
				n, _ := slices.BinarySearch(s.predicates, p)
				predicate, number = p, uint32(n)
			}
			q := rows[i]
			q[1] = number
			if !yield([3]uint32{q[by[0]], q[by[1]], q[by[2]]}, nil) {
				return
			}
		}
	}
}

// sortBy puts rows into sorted, stably by one position, in linear time.
func sortBy(sorted, rows [][4]uint32, position int, highest uint32) {
	next := make([]uint32, highest+2)
	for i := range rows {
		next[rows[i][position]+1]++
	}
	for i := range next[1:] {
		next[i+1] += next[i]
	}
	for i := range rows {
		at := &next[rows[i][position]]
		sorted[*at] = rows[i]
		*at++
	}
}
