package canon

import (
	"cmp"
	"hash/maphash"
	"slices"

	"w3id.org/plenary/rdf"
)

// Isomorphic reports whether two datasets differ at most in the labels of
// their blank nodes, RDF 1.2 Concepts §4.2. Where that cannot be told within
// DefaultWork steps, it says no; IsomorphicWithin tells the two apart.
func Isomorphic(a, b *rdf.Dataset) bool {
	same, err := IsomorphicWithin(a, b, DefaultWork)
	return same && err == nil
}

// IsomorphicWithin is Isomorphic with a bound on the work: each step is a look
// at one quad with blank nodes for each round of refinement, and each guess
// starts new rounds. Past the limit it returns ErrTooHard.
//
// Cost: a few rounds over the quads where blank nodes look different from one
// another, exponential in the number of those that look alike.
func IsomorphicWithin(a, b *rdf.Dataset, limit int) (bool, error) {
	if a.Len() != b.Len() {
		return false, nil
	}
	x, y := newColouring(a), newColouring(b)
	for q := range x.ground {
		if !b.Has(q) {
			return false, nil
		}
	}
	if len(x.ground) != len(y.ground) || len(x.colour) != len(y.colour) {
		return false, nil
	}
	m := &matcher{other: b, limit: limit}
	same := m.match(x, y)
	if m.limit < 0 {
		return false, ErrTooHard
	}
	return same, nil
}

// hashSeed makes hashes comparable between datasets of one process.
var hashSeed = maphash.MakeSeed()

// A colouring tells the blank nodes of a dataset apart by what surrounds them.
// Equal colours mean that no difference has been found.
type colouring struct {
	ground map[rdf.Quad]bool
	quads  []rdf.Quad // those with blank nodes
	colour map[rdf.Term]uint64
}

func newColouring(d *rdf.Dataset) *colouring {
	c := &colouring{ground: make(map[rdf.Quad]bool), colour: make(map[rdf.Term]uint64)}
	for _, q := range d.Quads() {
		before := len(c.colour)
		found := false
		for _, t := range [...]rdf.Term{q.S, q.P, q.O, q.G} {
			found = c.note(t) || found
		}
		if found || len(c.colour) > before {
			c.quads = append(c.quads, q)
		} else {
			c.ground[q] = true
		}
	}
	return c
}

// note gives the blank nodes of a term their first colour and reports whether
// there are any.
func (c *colouring) note(t rdf.Term) bool {
	if t.IsBlank() {
		c.colour[t] = 1
		return true
	}
	tr, ok := t.Triple()
	if !ok {
		return false
	}
	s, o := c.note(tr.S), c.note(tr.O)
	return s || o
}

// termHash hashes a term with colours for blank nodes; self stands out.
func (c *colouring) termHash(t, self rdf.Term) uint64 {
	if t.IsBlank() && t == self {
		return 2
	}
	if t.IsBlank() {
		return maphash.Comparable(hashSeed, c.colour[t])
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

// refine colours each blank node by its quads until no new difference shows.
// It returns the number of steps taken.
func (c *colouring) refine() (steps int) {
	for classes := 0; ; {
		next := make(map[rdf.Term]uint64, len(c.colour))
		for _, q := range c.quads {
			for _, b := range blankNodesOf(q) {
				next[b] += c.quadHash(q, b) // a sum, as quads have no order
				steps++
			}
		}
		for b, h := range next {
			next[b] = maphash.Comparable(hashSeed, [2]uint64{c.colour[b], h})
		}
		c.colour = next
		n := len(c.classes())
		if n <= classes {
			return steps
		}
		classes = n
	}
}

// blankNodesOf returns the blank nodes of a quad, each once.
func blankNodesOf(q rdf.Quad) (out []rdf.Term) {
	var walk func(t rdf.Term)
	walk = func(t rdf.Term) {
		if t.IsBlank() && !slices.Contains(out, t) {
			out = append(out, t)
		}
		if tr, ok := t.Triple(); ok {
			walk(tr.S)
			walk(tr.O)
		}
	}
	walk(q.S)
	walk(q.O)
	walk(q.G)
	return out
}

// classes returns the blank nodes by colour, each class sorted.
func (c *colouring) classes() map[uint64][]rdf.Term {
	out := make(map[uint64][]rdf.Term)
	for b, h := range c.colour {
		out[h] = append(out[h], b)
	}
	for _, class := range out {
		slices.SortFunc(class, rdf.CompareTerms)
	}
	return out
}

// with returns a copy in which one blank node has a colour of its own.
func (c *colouring) with(b rdf.Term) *colouring {
	next := &colouring{quads: c.quads, colour: make(map[rdf.Term]uint64, len(c.colour))}
	for t, h := range c.colour {
		next.colour[t] = h
	}
	next.colour[b] = maphash.Comparable(hashSeed, [2]uint64{c.colour[b], 3})
	return next
}

// A matcher looks for a bijection of blank nodes.
type matcher struct {
	other *rdf.Dataset
	limit int // steps left, negative when spent
}

// match refines both sides and, where blank nodes are still alike, tries each
// partner for one of them.
func (m *matcher) match(x, y *colouring) bool {
	m.limit -= x.refine() + y.refine()
	if m.limit < 0 {
		return false
	}
	xs, ys := x.classes(), y.classes()
	var alike []rdf.Term
	for h, class := range xs {
		if len(class) != len(ys[h]) {
			return false
		}
		if len(class) > 1 && (alike == nil || cmp.Or(len(class)-len(alike), rdf.CompareTerms(class[0], alike[0])) < 0) {
			alike = class
		}
	}
	if alike == nil {
		return m.verify(x, xs, ys)
	}
	for _, partner := range ys[x.colour[alike[0]]] {
		if m.limit >= 0 && m.match(x.with(alike[0]), y.with(partner)) {
			return true
		}
	}
	return false
}

// verify renames the blank nodes of x and looks its quads up.
func (m *matcher) verify(x *colouring, xs, ys map[uint64][]rdf.Term) bool {
	to := make(map[rdf.Term]rdf.Term, len(xs))
	for h, class := range xs {
		to[class[0]] = ys[h][0]
	}
	for _, q := range x.quads {
		if !m.other.Has(rdf.Quad{S: rename(q.S, to), P: q.P, O: rename(q.O, to), G: rename(q.G, to)}) {
			return false
		}
	}
	return true
}

func rename(t rdf.Term, to map[rdf.Term]rdf.Term) rdf.Term {
	if t.IsBlank() {
		return to[t]
	}
	if tr, ok := t.Triple(); ok {
		return rdf.TripleTerm(rdf.Triple{S: rename(tr.S, to), P: tr.P, O: rename(tr.O, to)})
	}
	return t
}
