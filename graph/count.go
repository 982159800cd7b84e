package graph

// Count returns how many distinct triples match p, exactly.
//
// Cost: a few binary searches. A bound graph with a predicate or object and no
// subject costs what Triples costs.
func (s *Snapshot) Count(p Pattern) int { return s.countOf(s.match(p)) }

func (s *Snapshot) countOf(m *match) (n int) {
	switch {
	case m == nil:
		return 0
	case !m.bound[3]:
		return s.countAll(m)
	}
	inGraph := *m
	if inGraph.by(spo); inGraph.prefix == bound(m) {
		return s.countGraph(m.want, inGraph.prefix)
	}
	s.sound(s.triples(m, func(*quad) bool { n++; return true }))
	return n
}

// countAll counts the triples of a match in any graph.
func (s *Snapshot) countAll(m *match) int {
	k := m.key()
	low, high, err := s.base.between(m.order, &k, m.prefix)
	s.sound(err)
	return high - low + s.delta.count(m.order, k, m.prefix)
}

// countGraph counts the quads of the graph of q that begin with the first n
// terms of q.
func (s *Snapshot) countGraph(q quad, n int) int {
	m := match{want: q, order: spo, prefix: n}
	low, high, err := s.base.inGraph(&m)
	s.sound(err)
	return high - low + s.delta.count(gspo, graphKey(&m), 1+n)
}

// graphCount returns how many graphs hold a triple.
func (s *Snapshot) graphCount(q *quad) (int, error) {
	n, err := s.base.graphCount(q)
	return n + s.delta.count(spog, spog.key(q), 3), err
}

// graphsOf appends the graphs that hold a triple, in the order of their IDs.
func (s *Snapshot) graphsOf(dst []ID, q *quad) ([]ID, error) {
	q[3] = 0
	start := len(dst)
	dst, err := s.base.graphsOf(dst, q)
	k := spog.key(q)
	if err != nil || !s.delta.touches(spog, k, 3) {
		return dst, err
	}
	return merge(dst[:start], dst[start:], s.delta.changes(spog, k, 3)), nil
}

// merge appends graphs as changes of SPOG have them.
func merge(dst, graphs []ID, c changes) []ID {
	graphs = append([]ID(nil), graphs...)
	for {
		k, s, more := c.peek()
		n := 0
		for n < len(graphs) && (!more || graphs[n] < ID(k[3])) {
			n++
		}
		dst, graphs = append(dst, graphs[:n]...), graphs[n:]
		if !more {
			return dst
		}
		if s == plus {
			dst = append(dst, ID(k[3]))
		} else if len(graphs) > 0 && graphs[0] == ID(k[3]) {
			graphs = graphs[1:]
		}
		c.next()
	}
}
