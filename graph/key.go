package graph

import "cmp"

// ID is the number of a term in a store. IDs are dense and begin at 1; 0 is no
// term. They mean nothing outside their store.
type ID uint64

// key is a quad of term numbers in the order of some permutation, packed so
// that comparing two keys is comparing at most two words.
type key struct{ hi, lo uint64 }

func compareKeys(a, b key) int {
	if a.hi != b.hi {
		return cmp.Compare(a.hi, b.hi)
	}
	return cmp.Compare(a.lo, b.lo)
}

// permutation is an order in which quads are kept. The positions of a quad are
// subject 0, predicate 1, object 2, graph 3.
type permutation [4]uint8

var (
	spog = permutation{0, 1, 2, 3}
	posg = permutation{1, 2, 0, 3}
	ospg = permutation{2, 0, 1, 3}
	gspo = permutation{3, 0, 1, 2}

	permutations = [...]permutation{spog, posg, ospg, gspo}
)

// pack puts a quad (subject, predicate, object, graph) in the order of p.
func (p permutation) pack(q [4]uint32) key {
	return key{uint64(q[p[0]])<<32 | uint64(q[p[1]]), uint64(q[p[2]])<<32 | uint64(q[p[3]])}
}

// unpack is the inverse of pack.
func (p permutation) unpack(k key) (q [4]uint32) {
	q[p[0]], q[p[1]] = uint32(k.hi>>32), uint32(k.hi)
	q[p[2]], q[p[3]] = uint32(k.lo>>32), uint32(k.lo)
	return q
}
