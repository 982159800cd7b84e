package graph

import "sort"

// ID is the number of a term in a store. IDs are dense and begin at 1; 0 is no
// term. They mean nothing outside their store.
type ID uint64

// quad is a quad of term numbers: subject, predicate, object, graph. Graph 0 is
// the unnamed one.
type quad = [4]uint32

// permutation is an order in which quads are kept: the positions of a quad
// (subject 0, predicate 1, object 2, graph 3), the most significant first.
type permutation [4]uint8

// The numbers of the permutations. All but GSPO end in the graph, so that the
// quads of one triple are neighbours.
const (
	spog = iota
	posg
	ospg
	gspo
)

var permutations = [...]permutation{spog: {0, 1, 2, 3}, posg: {1, 2, 0, 3}, ospg: {2, 0, 1, 3}, gspo: {3, 0, 1, 2}}

// compare compares the first n positions of two quads.
func (p *permutation) compare(a, b *quad, n int) int {
	for _, position := range p[:n] {
		if x, y := a[position], b[position]; x != y {
			if x < y {
				return -1
			}
			return 1
		}
	}
	return 0
}

// bounds returns where the rows begin and end that agree with want in the first
// n positions. Rows must be in the order of p.
func (p *permutation) bounds(rows []quad, want *quad, n int) (from, to int) {
	from = sort.Search(len(rows), func(i int) bool { return p.compare(&rows[i], want, n) >= 0 })
	rest := rows[from:]
	return from, from + gallop(len(rest), func(i int) bool { return p.compare(&rest[i], want, n) > 0 })
}

// gallop is sort.Search for answers that are near the start.
func gallop(n int, ok func(int) bool) int {
	low, step := 0, 1
	for low+step <= n && !ok(low+step-1) {
		low += step
		step *= 2
	}
	high := min(low+step, n)
	for low < high {
		if middle := int(uint(low+high) >> 1); ok(middle) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}
