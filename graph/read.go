package graph

import (
	"iter"

	"w3id.org/plenary/rdf"
)

// Triples yields the distinct triples that match p: of the graph p.G when it is
// set, of the unnamed graph when p says so, of all graphs otherwise. The order
// is that of the permutation that serves p, by term number, and is the same
// each time; it may be ranged over again. There is no error for a store in
// memory.
//
// Bound          Order
// S, S P, S P O  SPO
// P, P O         POS
// O, S O         OSP
// none           SPO
// G, G S, G S P  SPO within the graph
//
// Cost: a few binary searches and the rows. A bound graph with a predicate or
// object and no subject takes the shorter of the rows of the graph and the rows
// of the others, in whose order it then is, and looks at each.
func (s *Snapshot) Triples(p Pattern) iter.Seq2[rdf.Triple, error] {
	return func(yield func(rdf.Triple, error) bool) {
		s.triples(s.match(p), func(q *quad) bool { return yield(s.triple(q), nil) })
	}
}

// Quads yields the quads that match p with their graphs, otherwise as Triples
// does; where a triple is in several graphs they come one after the other. A
// quad of the unnamed graph has the zero G.
func (s *Snapshot) Quads(p Pattern) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		s.scan(s.match(p), func(q *quad) bool { return yield(s.triple(q).In(s.dict.term(q[3])), nil) })
	}
}

// TripleIDs yields the numbers of the triples that match p, each once, in the
// order of Triples.
func (s *Snapshot) TripleIDs(p IDPattern) iter.Seq[[3]ID] {
	return func(yield func([3]ID) bool) {
		s.triples(s.serve(p), func(q *quad) bool { return yield([3]ID{ID(q[0]), ID(q[1]), ID(q[2])}) })
	}
}

// Has reports whether any quad matches p.
func (s *Snapshot) Has(p Pattern) (found bool) {
	s.scan(s.match(p), func(*quad) bool { found = true; return false })
	return found
}

func (s *Snapshot) triple(q *quad) rdf.Triple {
	return rdf.Triple{S: s.dict.term(q[0]), P: s.dict.term(q[1]), O: s.dict.term(q[2])}
}

// match returns the match of a pattern, nil when nothing can match.
func (s *Snapshot) match(p Pattern) *match {
	ids, ok := p.ids(s.dict.id)
	if !ok {
		return nil
	}
	return s.serve(ids)
}

// serve returns the match of a pattern, nil when nothing can match.
func (s *Snapshot) serve(p IDPattern) *match {
	m, ok := p.compile()
	if !ok {
		return nil
	}
	if m.bound[3] && !m.exact {
		graph := m
		graph.by(gspo)
		if len(graph.rows(s.base)) < len(m.rows(s.base)) {
			return &graph
		}
	}
	return &m
}

// scan visits the quads of a match in the order of its permutation, until visit
// returns false. The quad is lent until visit returns.
func (s *Snapshot) scan(m *match, visit func(*quad) bool) {
	if m == nil {
		return
	}
	p := &permutations[m.perm]
	base, added, removed := m.rows(s.base), m.rows(s.added), m.rows(s.removed)
	var q quad // here, so that it is allocated once
	for len(base) > 0 || len(added) > 0 {
		next := &base
		if len(base) == 0 || len(added) > 0 && p.compare(&added[0], &base[0], 4) < 0 {
			next = &added
		} else if len(removed) > 0 && removed[0] == base[0] {
			base, removed = base[1:], removed[1:]
			continue
		}
		q = (*next)[0]
		*next = (*next)[1:]
		if m.accepts(&q) && !visit(&q) {
			return
		}
	}
}

// triples visits each triple of a match once, under graph 0. Permutations that
// end in the graph keep the quads of a triple together; the one that begins
// with it serves one graph.
func (s *Snapshot) triples(m *match, visit func(*quad) bool) {
	var last quad
	s.scan(m, func(q *quad) bool {
		q[3] = 0
		if *q == last {
			return true
		}
		last = *q
		return visit(q)
	})
}

func (s *Snapshot) has(q quad) bool {
	return s.added.has(q) || s.base.has(q) && !s.removed.has(q)
}
