package graph

import (
	"cmp"
	"iter"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/rdf"
)

// Triples yields the distinct triples that match p: of the graph p.G when it is
// set, of the unnamed graph when p says so, of all graphs otherwise. The order
// is by ID and the same each time; it may be ranged over again.
//
// Bound          Order
// S, S P, S P O  SPO
// P, P O         POS
// O, S O         OSP
// none           SPO
// G, G S, G S P  SPO within the graph
//
// Cost: a few binary searches and the rows. A bound graph with a predicate or
// object and no subject takes the fewer of the rows of the graph and the rows
// of the others, in whose order it then is, and looks at each.
// Errors: those that wrap ErrCorrupt.
func (s *Snapshot) Triples(p Pattern) iter.Seq2[rdf.Triple, error] {
	return func(yield func(rdf.Triple, error) bool) {
		more := true
		err := s.triples(s.match(p), func(q *quad) bool { more = yield(s.triple(q), nil); return more })
		if more && !s.sound(err) {
			yield(rdf.Triple{}, err)
		}
	}
}

// Quads yields the quads that match p with their graphs, otherwise as Triples
// does; where a triple is in several graphs they come one after the other. A
// quad of the unnamed graph has the zero G.
func (s *Snapshot) Quads(p Pattern) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		more := true
		err := s.quads(s.match(p), func(q *quad) bool { more = yield(s.triple(q).In(s.term(q[3])), nil); return more })
		if more && !s.sound(err) {
			yield(rdf.Quad{}, err)
		}
	}
}

// TripleIDs yields the IDs of the triples that match p, each once, in the order
// of Triples.
func (s *Snapshot) TripleIDs(p IDPattern) iter.Seq[[3]ID] {
	return func(yield func([3]ID) bool) {
		s.sound(s.triples(s.serve(p), func(q *quad) bool { return yield([3]ID{q[0], q[1], q[2]}) }))
	}
}

// Has reports whether any quad matches p.
func (s *Snapshot) Has(p Pattern) (found bool) {
	s.sound(s.triples(s.match(p), func(*quad) bool { found = true; return false }))
	return found
}

func (s *Snapshot) triple(q *quad) rdf.Triple {
	return rdf.Triple{S: s.term(q[0]), P: s.term(q[1]), O: s.term(q[2])}
}

// match returns the match of a pattern, nil when nothing can match.
func (s *Snapshot) match(p Pattern) *match {
	ids, ok := p.ids(s.id)
	if !ok {
		return nil
	}
	return s.serve(ids)
}

// serve returns the match of a pattern.
func (s *Snapshot) serve(p IDPattern) *match {
	m := p.compile()
	return &m
}

// triples visits the triples of a match, as quads of graph 0, until visit
// returns false. The quad is lent until visit returns.
func (s *Snapshot) triples(m *match, visit func(*quad) bool) error {
	if m == nil {
		return nil
	}
	r, accepts, err := s.rows(m)
	if err != nil {
		return err
	}
	defer r.release()
	batch := columnsPool.Get().(*columns)
	defer columnsPool.Put(batch)
	var q quad // here, so that it is allocated once
	for size := firstRows; ; size = min(8*size, batchRows) {
		part := batch.first(size)
		n, err := r.read(&part)
		if err != nil || n == 0 {
			return cmp.Or(err, s.Err()) // of what changed since the base
		}
		for i := range n {
			q = part.row(i)
			if ok, err := accepts(&q); err != nil {
				return err
			} else if ok && !visit(&q) {
				return nil
			}
		}
	}
}

// quads visits the quads of a match likewise, with their graphs.
func (s *Snapshot) quads(m *match, visit func(*quad) bool) error {
	if m == nil {
		return nil
	}
	var graphs []ID
	var problem error
	return cmp.Or(s.triples(m, func(q *quad) bool {
		if m.bound[3] {
			q[3] = m.want[3]
			return visit(q)
		}
		graphs, problem = s.graphsOf(graphs[:0], q)
		for _, q[3] = range graphs {
			if problem == nil && !visit(q) {
				return false
			}
		}
		return problem == nil
	}), problem)
}

// rows returns the rows among which all triples of a match are, and a check that
// tells them.
func (s *Snapshot) rows(m *match) (*rows, func(*quad) (bool, error), error) {
	if !m.bound[3] {
		r, err := s.rowsOfAll(m)
		return r, acceptAll, err
	}
	inGraph := *m
	inGraph.by(spo)
	r, err := s.rowsOfGraph(&inGraph)
	if inGraph.prefix == bound(m) || err != nil {
		return r, acceptAll, err
	}
	if s.countAll(m) < s.countGraph(m.want, inGraph.prefix) {
		r.release()
		r, err = s.rowsOfAll(m)
		return r, func(q *quad) (bool, error) {
			q[3] = m.want[3]
			ok, err := s.has(q)
			q[3] = 0
			return ok, err
		}, err
	}
	return r, func(q *quad) (bool, error) { return m.accepts(q), nil }, nil
}

func acceptAll(*quad) (bool, error) { return true, nil }

// bound returns how many positions of the triple are bound.
func bound(m *match) (n int) {
	for _, b := range m.bound[:3] {
		if b {
			n++
		}
	}
	return n
}

func (s *Snapshot) rowsOfAll(m *match) (*rows, error) { return s.rowsBetween(m, 0, 0) }

// rowsOfGraph is rowsOfAll within a graph; the order of m must be SPO.
func (s *Snapshot) rowsOfGraph(m *match) (*rows, error) {
	low, high, err := s.base.inGraph(m)
	if err != nil {
		return nil, err
	}
	k := graphKey(m)
	r := newRows(gspo)
	r.inGraph.reset(s.base, low, high)
	r.graph, r.base, r.changed = m.want[3], &r.inGraph, s.delta.touches(gspo, k, 1+m.prefix)
	if r.changed {
		r.changes.reset(s.delta, gspo, k, 1+m.prefix)
	}
	return r, nil
}

// graphKey returns the start of a match's rows in GSPO.
func graphKey(m *match) btree.Key {
	in := m.key()
	return btree.Key{uint64(m.want[3]), in[0], in[1], in[2]}
}

// has reports whether a quad is there.
func (s *Snapshot) has(q *quad) (bool, error) {
	if present, changed := s.delta.has(spog, q); changed {
		return present, nil
	}
	return s.base.has(q)
}
