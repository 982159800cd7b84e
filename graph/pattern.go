package graph

import (
	"math"

	"w3id.org/plenary/rdf"
)

// A Pattern selects quads; a zero term matches any.
type Pattern struct {
	S, P, O, G rdf.Term
	// Unnamed restricts to the quads that name no graph; G is then ignored.
	Unnamed bool
}

// An IDPattern is a Pattern over the numbers of terms; 0 matches any.
type IDPattern struct {
	S, P, O, G ID
	Unnamed    bool
}

// match is a pattern with the permutation that serves it.
type match struct {
	want   quad
	bound  [4]bool
	perm   int
	prefix int  // how many positions of the permutation are bound from its start
	exact  bool // the prefix is all that is bound
}

// compile returns the match of p; false when nothing can match.
func (p IDPattern) compile() (m match, ok bool) {
	if p.Unnamed {
		p.G = 0
	}
	for i, id := range [4]ID{p.S, p.P, p.O, p.G} {
		if id > math.MaxUint32 {
			return m, false
		}
		m.want[i], m.bound[i] = uint32(id), id != 0
	}
	m.bound[3] = m.bound[3] || p.Unnamed
	s, o, g := m.bound[0], m.bound[2], m.bound[3]
	switch {
	case s && o && !m.bound[1]:
		m.by(ospg)
	case g && (s && !o || !s && !o && !m.bound[1]):
		m.by(gspo)
	case !s && m.bound[1]:
		m.by(posg)
	case !s && o:
		m.by(ospg)
	default:
		m.by(spog)
	}
	return m, true
}

// by has a permutation serve the match.
func (m *match) by(perm int) {
	m.perm, m.prefix = perm, 0
	for _, position := range permutations[perm] {
		if !m.bound[position] {
			break
		}
		m.prefix++
	}
	bound := 0
	for _, b := range m.bound {
		if b {
			bound++
		}
	}
	m.exact = m.prefix == bound
}

// accepts checks the bound positions beyond the prefix.
func (m *match) accepts(q *quad) bool {
	if m.exact {
		return true
	}
	for i, bound := range m.bound {
		if bound && q[i] != m.want[i] {
			return false
		}
	}
	return true
}

// rows returns the rows of an index among which all that match are.
func (m *match) rows(x *index) []quad {
	from, to := permutations[m.perm].bounds(x[m.perm], &m.want, m.prefix)
	return x[m.perm][from:to]
}

// ids returns p over numbers; false when a term has none.
func (p Pattern) ids(number func(rdf.Term) (uint32, bool)) (IDPattern, bool) {
	if p.Unnamed {
		p.G = rdf.Term{}
	}
	var ids [4]ID
	for i, t := range [4]rdf.Term{p.S, p.P, p.O, p.G} {
		id, ok := number(t)
		if !ok {
			return IDPattern{}, false
		}
		ids[i] = ID(id)
	}
	return IDPattern{ids[0], ids[1], ids[2], ids[3], p.Unnamed}, true
}
