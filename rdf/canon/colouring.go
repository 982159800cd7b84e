package canon

import (
	"hash/maphash"
	"slices"

	"w3id.org/plenary/rdf"
)

// hashSeed makes hashes comparable between datasets of one process.
var hashSeed = maphash.MakeSeed()

// A colouring tells the blank nodes of a dataset apart by what surrounds them.
// Equal colours mean that no difference has been found. Two isomorphic datasets
// get the same colours, whatever their labels are.
type colouring struct {
	ground map[rdf.Quad]bool
	quads  []rdf.Quad // those with blank nodes
	within [][]int    // the nodes of each of them
	nodes  []rdf.Term
	number map[rdf.Term]int // of a node
	places [][]int          // the quads of each node

	colour []uint64
	around []uint64          // what surrounds each node: a sum of hashes, as quads have no order
	size   map[uint64]int    // of a class, by colour
	sums   map[uint64]uint64 // around a member of a class that is not fresh
	fresh  []int             // nodes whose surroundings have changed
	queued []bool            // of each node: whether it is among them
	steps  int               // looks at a quad so far

	moves []move // what to undo
	memos []memo
}

// A move is a node that had another colour, a memo a colour that had another sum.
type (
	move struct {
		node   int
		colour uint64
	}
	memo struct{ colour, sum uint64 }
)

// firstColour is that of all nodes, selfColour stands for a node in its own
// quads.
const (
	firstColour uint64 = iota + 1
	selfColour
	singleColour
)

func newColouring(d *rdf.Dataset) *colouring {
	c := &colouring{
		ground: make(map[rdf.Quad]bool), number: make(map[rdf.Term]int),
		size: make(map[uint64]int), sums: make(map[uint64]uint64),
	}
	for _, q := range d.Quads() {
		within := c.nodesOf(q)
		if len(within) == 0 {
			c.ground[q] = true
			continue
		}
		for _, n := range within {
			c.places[n] = append(c.places[n], len(c.quads))
		}
		c.quads, c.within = append(c.quads, q), append(c.within, within)
	}
	c.size[firstColour] = len(c.nodes)
	c.around, c.queued = make([]uint64, len(c.nodes)), make([]bool, len(c.nodes))
	for place, q := range c.quads {
		for _, n := range c.within[place] {
			c.around[n] += c.quadHash(q, c.nodes[n])
			c.queue(n)
		}
	}
	return c
}

// nodesOf returns the blank nodes of a quad, each once, and numbers new ones.
func (c *colouring) nodesOf(q rdf.Quad) (out []int) {
	var walk func(t rdf.Term)
	walk = func(t rdf.Term) {
		if tr, ok := t.Triple(); ok {
			walk(tr.S)
			walk(tr.O)
		}
		if !t.IsBlank() {
			return
		}
		n, known := c.number[t]
		if !known {
			n = len(c.nodes)
			c.number[t] = n
			c.nodes, c.places, c.colour = append(c.nodes, t), append(c.places, nil), append(c.colour, firstColour)
		}
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	walk(q.S)
	walk(q.O)
	walk(q.G)
	return out
}

// termHash hashes a term with colours for blank nodes; self stands out.
func (c *colouring) termHash(t, self rdf.Term) uint64 {
	if t.IsBlank() && t == self {
		return selfColour
	}
	if t.IsBlank() {
		return maphash.Comparable(hashSeed, c.colour[c.number[t]])
	}
	if tr, ok := t.Triple(); ok {
		return maphash.Comparable(hashSeed, [3]uint64{c.termHash(tr.S, self), c.termHash(tr.P, self), c.termHash(tr.O, self)})
	}
	return maphash.Comparable(hashSeed, t)
}

func (c *colouring) quadHash(q rdf.Quad, self rdf.Term) uint64 {
	return maphash.Comparable(hashSeed, [4]uint64{
		c.termHash(q.S, self), c.termHash(q.P, self), c.termHash(q.O, self), c.termHash(q.G, self),
	})
}

// refine colours blank nodes by their surroundings until no new difference
// shows.
//
// A class that falls apart leaves its colour to one part, so that only what
// surrounds the others has to be looked at again: a list of equal items, which
// falls apart item by item from its end, takes one look at each.
func (c *colouring) refine() {
	for len(c.fresh) > 0 {
		classes := make(map[uint64]map[uint64][]int) // by colour and surroundings
		for _, n := range c.fresh {
			c.queued[n] = false
			class := classes[c.colour[n]]
			if class == nil {
				class = make(map[uint64][]int)
				classes[c.colour[n]] = class
			}
			class[c.around[n]] = append(class[c.around[n]], n)
		}
		c.fresh = c.fresh[:0]
		for colour, parts := range classes {
			c.split(colour, parts)
		}
	}
}

// split gives all parts of a class but one a colour of their own.
func (c *colouring) split(colour uint64, parts map[uint64][]int) {
	stays := c.stays(colour, parts)
	for sum, part := range parts {
		if sum == stays {
			continue
		}
		to := maphash.Comparable(hashSeed, [2]uint64{colour, sum})
		c.remember(to, sum)
		for _, n := range part {
			c.move(n, to)
		}
	}
}

// stays returns the sum of the part that keeps the colour: of nodes whose
// surroundings have not changed if there are any, or of the largest part.
func (c *colouring) stays(colour uint64, parts map[uint64][]int) uint64 {
	rest := c.size[colour]
	var largest uint64
	for sum, part := range parts {
		rest -= len(part)
		if n, most := len(part), len(parts[largest]); n > most || n == most && sum < largest {
			largest = sum
		}
	}
	if rest > 0 {
		return c.sums[colour]
	}
	c.remember(colour, largest)
	return largest
}

func (c *colouring) queue(n int) {
	if !c.queued[n] {
		c.queued[n] = true
		c.fresh = append(c.fresh, n)
	}
}

// single gives one node a colour of its own.
func (c *colouring) single(n int) {
	to := maphash.Comparable(hashSeed, [2]uint64{c.colour[n], singleColour})
	c.remember(to, c.sums[c.colour[n]])
	c.move(n, to)
}

func (c *colouring) move(n int, to uint64) {
	c.moves = append(c.moves, move{n, c.colour[n]})
	c.recolour(n, to)
}

// recolour changes a colour and so the surroundings of the nodes beside it.
func (c *colouring) recolour(n int, to uint64) {
	c.size[c.colour[n]]--
	c.size[to]++
	from := c.colour[n]
	for _, place := range c.places[n] {
		c.steps++
		for _, beside := range c.within[place] {
			if beside == n {
				continue
			}
			q, self := c.quads[place], c.nodes[beside]
			c.colour[n] = from
			before := c.quadHash(q, self)
			c.colour[n] = to
			c.around[beside] += c.quadHash(q, self) - before
			c.queue(beside)
		}
	}
	c.colour[n] = to
}

func (c *colouring) remember(colour, sum uint64) {
	c.memos = append(c.memos, memo{colour, c.sums[colour]})
	c.sums[colour] = sum
}

// undo goes back to when there were so many moves and memos.
func (c *colouring) undo(moves, memos int) {
	for i := len(c.moves) - 1; i >= moves; i-- {
		c.recolour(c.moves[i].node, c.moves[i].colour)
	}
	for i := len(c.memos) - 1; i >= memos; i-- {
		c.sums[c.memos[i].colour] = c.memos[i].sum
	}
	c.moves, c.memos = c.moves[:moves], c.memos[:memos]
	for _, n := range c.fresh {
		c.queued[n] = false
	}
	c.fresh = c.fresh[:0]
}

// classes returns the blank nodes by colour, each class sorted.
func (c *colouring) classes() map[uint64][]int {
	out := make(map[uint64][]int, len(c.size))
	for n, colour := range c.colour {
		out[colour] = append(out[colour], n)
	}
	for _, class := range out {
		slices.SortFunc(class, c.compare)
	}
	return out
}

func (c *colouring) compare(a, b int) int { return rdf.CompareTerms(c.nodes[a], c.nodes[b]) }

// alone reports whether a node shares no quad with others: then it is not to be
// told from those of its colour at all.
func (c *colouring) alone(n int) bool {
	for _, place := range c.places[n] {
		if len(c.within[place]) > 1 {
			return false
		}
	}
	return true
}
