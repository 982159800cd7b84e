package graph

import "w3id.org/plenary/graph/internal/btree"

// quad is a quad of IDs: subject, predicate, object, graph. Graph 0 is the
// unnamed one. A triple is a quad of graph 0.
type quad = [4]ID

// order is an order in which rows are kept.
type order uint8

// The orders of triples, then those of quads.
const (
	spo order = iota
	pso
	pos
	osp
	spog
	gspo

	// history is the order of entities and what commits touched them, the latest
	// first: its keys are an entity and an inverted sequence number.
	history

	tripleOrders = int(spog)
	rowOrders    = int(history)
)

// positions are those of an order, the most significant first: subject 0,
// predicate 1, object 2, graph 3.
var positions = [...][]uint8{
	spo: {0, 1, 2}, pso: {1, 0, 2}, pos: {1, 2, 0}, osp: {2, 0, 1},
	spog: {0, 1, 2, 3}, gspo: {3, 0, 1, 2},
}

var orderNames = [...]string{spo: "spo", pso: "pso", pos: "pos", osp: "osp", spog: "spog", gspo: "gspo", history: "history"}

// key returns what q is sorted by.
func (o order) key(q *quad) (k btree.Key) {
	for i, position := range positions[o] {
		k[i] = uint64(q[position])
	}
	return k
}

// quad is the inverse of key.
func (o order) quad(k *btree.Key) (q quad) {
	for i, position := range positions[o] {
		q[position] = ID(k[i])
	}
	return q
}

// after returns the least key behind all that begin with the first n parts of
// k; ok is false when n is 0 and there is none.
func after(k btree.Key, n int) (next btree.Key, ok bool) {
	if n == 0 {
		return next, false
	}
	copy(next[:], k[:n])
	next[n-1]++ // no ID is the highest number
	return next, true
}
