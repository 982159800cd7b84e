package graph

import (
	"slices"
	"sync"
)

// quad is a quad of term numbers: subject, predicate, object, graph.
type quad = [4]uint32

// index holds the same quads in every permutation, each sorted and without
// repetition. It never changes.
type index [len(permutations)][]key

// fewQuads is the number below which comparing beats counting.
const fewQuads = 1024

// newIndex sorts quads, which it may reorder, into every permutation.
func newIndex(quads []quad) *index {
	var x index
	if len(quads) < fewQuads {
		for i, p := range permutations {
			x[i] = p.sorted(quads)
		}
		return &x
	}
	orders := countingOrders(quads)
	var workers sync.WaitGroup
	for i, p := range permutations {
		workers.Go(func() { x[i] = slices.Compact(p.packed(orders[i])) })
	}
	workers.Wait()
	return &x
}

func (p permutation) packed(quads []quad) []key {
	keys := make([]key, len(quads))
	for i, q := range quads {
		keys[i] = p.pack(q)
	}
	return keys
}

func (p permutation) sorted(quads []quad) []key {
	keys := p.packed(quads)
	slices.SortFunc(keys, compareKeys)
	return slices.Compact(keys)
}

// countingOrders returns the quads in the order of each permutation. SPOG is
// four stable counting sorts; each other order is one more of an order had:
// SPOG by object is OSPG, that by predicate is POSG, and SPOG by graph is GSPO.
func countingOrders(quads []quad) (orders [len(permutations)][]quad) {
	spog := quads
	for _, position := range []int{3, 2, 1, 0} {
		spog = sortedBy(spog, position)
	}
	var gspo []quad
	var worker sync.WaitGroup
	worker.Go(func() { gspo = sortedBy(spog, 3) })
	ospg := sortedBy(spog, 2)
	posg := sortedBy(ospg, 1)
	worker.Wait()
	return [...][]quad{spog, posg, ospg, gspo}
}

// sortedBy returns the quads sorted stably by one position, in linear time:
// term numbers are dense.
func sortedBy(quads []quad, position int) []quad {
	highest := uint32(0)
	for _, q := range quads {
		highest = max(highest, q[position])
	}
	next := make([]uint32, highest+2)
	for _, q := range quads {
		next[q[position]+1]++
	}
	for i := range next[1:] {
		next[i+1] += next[i]
	}
	sorted := make([]quad, len(quads))
	for _, q := range quads {
		sorted[next[q[position]]] = q
		next[q[position]]++
	}
	return sorted
}

func (x *index) quads() []quad {
	quads := make([]quad, len(x[0]))
	for i, k := range x[0] {
		quads[i] = spog.unpack(k)
	}
	return quads
}

func (x *index) has(q quad) bool {
	_, found := slices.BinarySearchFunc(x[0], spog.pack(q), compareKeys)
	return found
}

// rows returns the keys of one permutation between low and high, inclusive.
func (x *index) rows(perm int, low, high key) []key {
	keys := x[perm]
	from, _ := slices.BinarySearchFunc(keys, low, compareKeys)
	keys = keys[from:]
	to, found := slices.BinarySearchFunc(keys, high, compareKeys)
	if found {
		to++
	}
	return keys[:to]
}
