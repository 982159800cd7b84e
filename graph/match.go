package graph

import "w3id.org/plenary/graph/internal/btree"

// match is a pattern with the order that serves it.
type match struct {
	want   quad
	bound  [4]bool
	order  order
	prefix int  // how many positions of the order are bound from its start
	exact  bool // the prefix is all that is bound
}

// compile returns the match of p by the order of triples that serves it; a bound
// graph is another matter.
func (p IDPattern) compile() (m match) {
	if p.Unnamed {
		p.G = 0
	}
	m.want = quad{p.S, p.P, p.O, p.G}
	for i, id := range m.want {
		m.bound[i] = id != 0
	}
	m.bound[3] = m.bound[3] || p.Unnamed
	switch s, predicate, o := m.bound[0], m.bound[1], m.bound[2]; {
	case s && o && !predicate, o && !s && !predicate:
		m.by(osp)
	case !s && predicate:
		m.by(pos)
	default:
		m.by(spo)
	}
	return m
}

// by has an order serve the match.
func (m *match) by(o order) {
	m.order, m.prefix = o, 0
	for _, position := range positions[o] {
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

// accepts checks the bound positions of a triple.
func (m *match) accepts(q *quad) bool {
	for i, bound := range m.bound[:3] {
		if bound && q[i] != m.want[i] {
			return false
		}
	}
	return true
}

// key returns the start of the match's rows among the changes.
func (m *match) key() (k btree.Key) {
	for i, position := range positions[m.order][:m.prefix] {
		k[i] = uint64(m.want[position])
	}
	return k
}
