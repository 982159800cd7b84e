package canon

import (
	"hash/maphash"
	"maps"
	"slices"

	"w3id.org/plenary/rdf"
)

// Match returns for blank nodes of a those of b that they most likely are, one
// each: first those whose surroundings are the same as far as they reach, then
// those that are alike nearby, so that a change moves only what is next to it. Of
// nodes that nothing tells apart any is taken. Where b is a with other labels, all
// are matched.
//
// Cost: a few rounds over the quads with blank nodes. Steps are counted as
// IsomorphicWithin counts them; past limit no more nodes are matched.
func Match(a, b *rdf.Dataset, limit int) map[rdf.Term]rdf.Term {
	m := &pairing{sides: [2]*side{newSide(a), newSide(b)}, limit: limit, pairs: map[rdf.Term]rdf.Term{}}
	for m.round() {
	}
	return m.pairs
}

// deepest is how far away surroundings are looked at in one round.
const deepest = 16

// A pairing is under way.
type pairing struct {
	sides [2]*side
	limit int // steps left
	pairs map[rdf.Term]rdf.Term
}

// A side is one of the two datasets.
type side struct {
	nodes  []rdf.Term
	number map[rdf.Term]int
	quads  [][]rdf.Quad // of each node
	pair   []uint64     // of each node; 0 for none
}

func newSide(d *rdf.Dataset) *side {
	s := &side{number: map[rdf.Term]int{}}
	for _, q := range d.Quads() {
		for _, n := range blankNodesOf(q) {
			i, known := s.number[n]
			if !known {
				i = len(s.nodes)
				s.number[n] = i
				s.nodes, s.quads, s.pair = append(s.nodes, n), append(s.quads, nil), append(s.pair, 0)
			}
			s.quads[i] = append(s.quads[i], q)
		}
	}
	return s
}

// blankNodesOf returns the blank nodes of a quad, each once.
func blankNodesOf(q rdf.Quad) (out []rdf.Term) {
	var walk func(t rdf.Term)
	walk = func(t rdf.Term) {
		if tr, ok := t.Triple(); ok {
			walk(tr.S)
			walk(tr.O)
		} else if t.IsBlank() && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	walk(q.S)
	walk(q.O)
	walk(q.G)
	return out
}

// hash hashes a term with colours for blank nodes; self stands out.
func (s *side) hash(t, self rdf.Term, colours []uint64) uint64 {
	if tr, ok := t.Triple(); ok {
		return maphash.Comparable(hashSeed, [3]uint64{s.hash(tr.S, self, colours), s.hash(tr.P, self, colours), s.hash(tr.O, self, colours)})
	}
	switch {
	case t.IsBlank() && t == self:
		return selfColour
	case t.IsBlank():
		return colours[s.number[t]]
	}
	return maphash.Comparable(hashSeed, t)
}

func (s *side) quadHash(q rdf.Quad, self rdf.Term, colours []uint64) uint64 {
	return maphash.Comparable(hashSeed, [4]uint64{
		s.hash(q.S, self, colours), s.hash(q.P, self, colours), s.hash(q.O, self, colours), s.hash(q.G, self, colours),
	})
}

// farther returns the colours that take in one step more of the surroundings.
func (s *side) farther(colours []uint64) (next []uint64, steps int) {
	next = make([]uint64, len(colours))
	for n, node := range s.nodes {
		if s.pair[n] != 0 {
			next[n] = colours[n]
			continue
		}
		sum := uint64(0) // as quads have no order
		for _, q := range s.quads[n] {
			sum += s.quadHash(q, node, colours)
			steps++
		}
		next[n] = maphash.Comparable(hashSeed, [2]uint64{colours[n], sum})
	}
	return next, steps
}

// colours returns the colours of the nodes that are not paired by how far they
// look, until looking farther tells no more apart; nil when there is no work left.
func (m *pairing) colours() (all [2][][]uint64) {
	for i, s := range m.sides {
		first := make([]uint64, len(s.nodes))
		for n, pair := range s.pair {
			first[n] = maphash.Comparable(hashSeed, [2]uint64{firstColour, pair})
		}
		all[i] = [][]uint64{first}
	}
	for classes := 0; len(all[0]) <= deepest && m.limit > 0; {
		count := 0
		for i, s := range m.sides {
			next, steps := s.farther(all[i][len(all[i])-1])
			m.limit -= steps
			all[i] = append(all[i], next)
			count += len(s.classes(next))
		}
		if count <= classes {
			break
		}
		classes = count
	}
	return all
}

// classes returns the nodes that are not paired by their colour.
func (s *side) classes(colours []uint64) map[uint64][]int {
	classes := map[uint64][]int{}
	for n, colour := range colours {
		if s.pair[n] == 0 {
			classes[colour] = append(classes[colour], n)
		}
	}
	return classes
}

// round pairs what can be told apart, else some of what cannot, and reports
// whether there is more to do.
func (m *pairing) round() bool {
	all := m.colours()
	if m.limit <= 0 {
		return false
	}
	before := len(m.pairs)
	for depth := len(all[0]) - 1; depth > 0 && len(m.pairs) == before; depth-- {
		m.single(all, depth)
		if depth == len(all[0])-1 && len(m.pairs) == before {
			m.linked(all)
		}
	}
	if len(m.pairs) == before {
		m.alike(all)
	}
	return len(m.pairs) > before
}

// single pairs nodes that alone have a colour.
func (m *pairing) single(all [2][][]uint64, depth int) {
	theirs := m.sides[1].classes(all[1][depth])
	for colour, mine := range m.sides[0].classes(all[0][depth]) {
		if len(mine) == 1 && len(theirs[colour]) == 1 {
			m.join(mine[0], theirs[colour][0])
		}
	}
}

// linked pairs nodes by one quad that both have and no others: what else is said
// of them has changed.
func (m *pairing) linked(all [2][][]uint64) {
	mine, theirs := m.sides[0].links(all[0][0]), m.sides[1].links(all[1][0])
	for _, key := range slices.Sorted(maps.Keys(mine)) {
		a, b := mine[key], theirs[key]
		if len(a) == 1 && len(b) == 1 && m.sides[0].pair[a[0]] == 0 && m.sides[1].pair[b[0]] == 0 {
			m.join(a[0], b[0])
		}
	}
}

// links returns the nodes by their quads that have no other node, or only paired
// ones.
func (s *side) links(colours []uint64) map[uint64][]int {
	links := map[uint64][]int{}
	for n, node := range s.nodes {
		if s.pair[n] != 0 {
			continue
		}
		for _, q := range s.quads[n] {
			if s.apart(q, n) {
				key := s.quadHash(q, node, colours)
				links[key] = append(links[key], n)
			}
		}
	}
	return links
}

// alike pairs nodes that nothing tells apart, as far as that decides nothing about
// others: all that are beside no other such node, else one.
func (m *pairing) alike(all [2][][]uint64) {
	for depth := len(all[0]) - 1; depth > 0; depth-- {
		theirs := m.sides[1].classes(all[1][depth])
		var first [2]int
		found := false
		for colour, mine := range m.sides[0].classes(all[0][depth]) {
			for i := range min(len(mine), len(theirs[colour])) {
				if a, b := mine[i], theirs[colour][i]; m.sides[0].alone(a) && m.sides[1].alone(b) {
					m.join(a, b)
				} else if !found || a < first[0] {
					first, found = [2]int{a, b}, true
				}
			}
		}
		if found && m.sides[0].pair[first[0]] == 0 && m.sides[1].pair[first[1]] == 0 {
			m.join(first[0], first[1])
		}
		if found {
			return
		}
	}
}

// alone reports whether a node is beside no other that is not paired.
func (s *side) alone(n int) bool {
	return !slices.ContainsFunc(s.quads[n], func(q rdf.Quad) bool { return !s.apart(q, n) })
}

// apart reports whether a quad of a node has no other that is not paired.
func (s *side) apart(q rdf.Quad, n int) bool {
	return !slices.ContainsFunc(blankNodesOf(q), func(other rdf.Term) bool {
		i := s.number[other]
		return i != n && s.pair[i] == 0
	})
}

func (m *pairing) join(a, b int) {
	m.pairs[m.sides[0].nodes[a]] = m.sides[1].nodes[b]
	m.sides[0].pair[a], m.sides[1].pair[b] = uint64(len(m.pairs)), uint64(len(m.pairs))
}
