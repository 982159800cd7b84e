package graph

import (
	"slices"
	"sync"
)

// index holds the same quads in the order of every permutation, each once. It
// never changes.
type index [len(permutations)][]quad

// fewQuads is the number below which comparing beats counting, which takes time
// for every term number.
const fewQuads = 1024

// newIndex sorts quads, which it may reorder, into every permutation.
func newIndex(quads []quad) *index {
	highest := uint32(0)
	for i := range quads {
		highest = max(highest, quads[i][0], quads[i][1], quads[i][2], quads[i][3])
	}
	if len(quads) >= fewQuads && int(highest) <= 8*len(quads) {
		return counted(quads, highest)
	}
	var x index
	for i := range permutations {
		p := &permutations[i]
		rows := slices.Clone(quads)
		slices.SortFunc(rows, func(a, b quad) int { return p.compare(&a, &b, 4) })
		x[i] = slices.Compact(rows)
	}
	return &x
}

// counted makes an index by stable counting sorts. SPOG takes four; each other
// order is one more of an order had: SPOG by object is OSPG, that by predicate
// is POSG, and SPOG by graph is GSPO.
func counted(quads []quad, highest uint32) *index {
	spare := make([]quad, len(quads))
	rows := quads
	for _, position := range []int{3, 2, 1, 0} {
		sortBy(spare, rows, position, highest)
		rows, spare = spare, rows
	}
	var x index
	x[spog] = slices.Clip(slices.Compact(rows))
	for _, i := range []int{posg, ospg, gspo} {
		x[i] = make([]quad, len(x[spog]))
	}
	var worker sync.WaitGroup
	worker.Go(func() { sortBy(x[gspo], x[spog], 3, highest) })
	sortBy(x[ospg], x[spog], 2, highest)
	sortBy(x[posg], x[ospg], 1, highest)
	worker.Wait()
	return &x
}

// sortBy puts the rows into sorted, stably by one position, in linear time.
func sortBy(sorted, rows []quad, position int, highest uint32) {
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

// with returns an index of these quads and those of plus, without those of
// minus, in linear time. Plus must be new and minus old.
func (x *index) with(plus, minus *index) *index {
	var out index
	var workers sync.WaitGroup
	for i := range permutations {
		merge := func() { out[i] = permutations[i].merge(x[i], plus[i], minus[i]) }
		if len(x[i]) < fewQuads {
			merge()
			continue
		}
		workers.Go(merge)
	}
	workers.Wait()
	return &out
}

// merge copies what lies between two changes as a whole.
func (p *permutation) merge(rows, plus, minus []quad) []quad {
	out := make([]quad, 0, len(rows)+len(plus)-len(minus))
	for len(plus) > 0 || len(minus) > 0 {
		adding := len(minus) == 0 || len(plus) > 0 && p.compare(&plus[0], &minus[0], 4) < 0
		change := &plus
		if !adding {
			change = &minus
		}
		n := gallop(len(rows), func(i int) bool { return p.compare(&rows[i], &(*change)[0], 4) >= 0 })
		out, rows = append(out, rows[:n]...), rows[n:]
		if adding {
			out = append(out, plus[0])
		} else {
			rows = rows[1:]
		}
		*change = (*change)[1:]
	}
	return append(out, rows...)
}

func (x *index) len() int { return len(x[0]) }

func (x *index) has(q quad) bool {
	from, to := permutations[spog].bounds(x[spog], &q, 4)
	return from < to
}

// hasTriple reports whether any graph holds the triple of q.
func (x *index) hasTriple(q quad) bool {
	from, to := permutations[spog].bounds(x[spog], &q, 3)
	return from < to
}
