package canon

import (
	"cmp"

	"w3id.org/plenary/rdf"
)

// Isomorphic reports whether two datasets differ at most in the labels of
// their blank nodes, RDF 1.2 Concepts §4.2. Where that cannot be told within
// DefaultWork steps, it says no; IsomorphicWithin tells the two apart.
func Isomorphic(a, b *rdf.Dataset) bool {
	same, err := IsomorphicWithin(a, b, DefaultWork)
	return same && err == nil
}

// freeLooks is how often each quad is looked at without counting.
const freeLooks = 8

// IsomorphicWithin is Isomorphic with a bound on the work: each step is a look
// at one quad with blank nodes after the first eight at each, and each guess
// looks at all blank nodes once more. Past the limit it returns ErrTooHard.
//
// Cost: a few looks at each quad where blank nodes look different from one
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
	if len(x.ground) != len(y.ground) || len(x.nodes) != len(y.nodes) {
		return false, nil
	}
	m := &matcher{x: x, y: y, other: b, limit: limit + freeLooks*(len(x.quads)+len(y.quads))}
	same := m.match()
	if m.limit < 0 {
		return false, ErrTooHard
	}
	return same, nil
}

// A matcher looks for a bijection of the blank nodes of x and y.
type matcher struct {
	x, y  *colouring
	other *rdf.Dataset
	limit int // steps left, negative when spent
}

// match refines both sides and, where blank nodes are still alike, tries each
// partner for one of them.
func (m *matcher) match() bool {
	m.x.refine()
	m.y.refine()
	if m.spend(); m.limit < 0 {
		return false
	}
	xs, ys := m.x.classes(), m.y.classes()
	var alike []int
	for h, class := range xs {
		if len(class) != len(ys[h]) {
			return false
		}
		if len(class) == 1 || alike != nil && cmp.Or(len(class)-len(alike), m.x.compare(class[0], alike[0])) >= 0 || m.x.alone(class[0]) {
			continue
		}
		alike = class
	}
	if alike == nil {
		return m.verify(xs, ys)
	}
	return m.try(alike[0], ys[m.x.colour[alike[0]]])
}

// spend counts what refining took, and the look at all nodes that follows.
func (m *matcher) spend() {
	m.limit -= m.x.steps + m.y.steps + len(m.x.nodes)
	m.x.steps, m.y.steps = 0, 0
}

// try looks for the partner of a node.
func (m *matcher) try(n int, partners []int) bool {
	xMoves, xMemos, yMoves, yMemos := len(m.x.moves), len(m.x.memos), len(m.y.moves), len(m.y.memos)
	for _, partner := range partners {
		if m.limit < 0 {
			return false
		}
		m.x.single(n)
		m.y.single(partner)
		if m.match() {
			return true
		}
		m.x.undo(xMoves, xMemos)
		m.y.undo(yMoves, yMemos)
	}
	return false
}

// verify renames the blank nodes of x and looks its quads up.
func (m *matcher) verify(xs, ys map[uint64][]int) bool {
	to := make(map[rdf.Term]rdf.Term, len(m.x.nodes))
	for h, class := range xs {
		for i, n := range class {
			to[m.x.nodes[n]] = m.y.nodes[ys[h][i]]
		}
	}
	for _, q := range m.x.quads {
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
