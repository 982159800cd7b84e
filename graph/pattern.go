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

// match is a pattern over term numbers with the permutation that serves it.
type match struct {
	perm      int
	low, high key // bounds in that permutation, inclusive
	want      quad
	bound     [4]bool
	none      bool // a term is unknown: nothing matches
	unnamed   bool
}

// compile numbers the terms of p and chooses a permutation in which the bound
// terms come first.
func (d *dict) compile(p Pattern) (m match) {
	for i, t := range [4]rdf.Term{p.S, p.P, p.O, p.G} {
		if t.IsZero() || i == 3 && p.Unnamed {
			continue
		}
		id, ok := d.id(t)
		if !ok {
			return match{none: true}
		}
		m.want[i], m.bound[i] = id, true
	}
	m.bound[3] = m.bound[3] || p.Unnamed
	m.unnamed = p.Unnamed
	m.choose()
	return m
}

func (m *match) choose() {
	s, p, o, g := m.bound[0], m.bound[1], m.bound[2], m.bound[3]
	switch {
	case s && o && !p:
		m.perm = 2
	case s && g && !o:
		m.perm = 3
	case s:
		m.perm = 0
	case p:
		m.perm = 1
	case o:
		m.perm = 2
	case g:
		m.perm = 3
	}
	low, high := quad{}, quad{math.MaxUint32, math.MaxUint32, math.MaxUint32, math.MaxUint32}
	for _, position := range permutations[m.perm] {
		if !m.bound[position] {
			break
		}
		low[position], high[position] = m.want[position], m.want[position]
	}
	m.low, m.high = permutations[m.perm].pack(low), permutations[m.perm].pack(high)
}

// accepts checks the bound terms that the bounds of the range do not.
func (m *match) accepts(q quad) bool {
	for i, bound := range m.bound {
		if bound && q[i] != m.want[i] {
			return false
		}
	}
	return true
}
