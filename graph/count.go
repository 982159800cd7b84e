package graph

// Count returns how many distinct triples match p, exactly.
//
// Cost: a few binary searches, and one for each change since the base in that
// range. A bound graph with a predicate or object and no subject costs what
// Triples costs.
func (s *Snapshot) Count(p Pattern) int { return s.countTriples(s.match(p)) }

func (s *Snapshot) countTriples(m *match) (n int) {
	switch {
	case m == nil:
		return 0
	case !m.exact:
		s.triples(m, func(*quad) bool { n++; return true })
		return n
	case m.bound[3]:
		return len(m.rows(s.base)) - len(m.rows(s.removed)) + len(m.rows(s.added))
	}
	p, r := &permutations[m.perm], &s.ranks[m.perm]
	from, to := p.bounds(s.base[m.perm], &m.want, m.prefix)
	return r.at(to) - r.at(from) + s.triplesGained(m) - s.triplesLost(m)
}

// triplesGained counts the triples that are there and not in the base.
func (s *Snapshot) triplesGained(m *match) (n int) {
	return distinctTriples(m.rows(s.added), func(q quad) bool { return !s.base.hasTriple(q) })
}

// triplesLost counts the triples that are in the base and not there.
func (s *Snapshot) triplesLost(m *match) (n int) {
	return distinctTriples(m.rows(s.removed), func(q quad) bool {
		found := false
		triple := match{want: q, bound: [4]bool{true, true, true, false}}
		triple.by(spog)
		s.scan(&triple, func(*quad) bool { found = true; return false })
		return !found
	})
}

// distinctTriples counts the triples that are ok. The quads of one triple must
// be neighbours.
func distinctTriples(rows []quad, ok func(quad) bool) (n int) {
	var last quad
	for _, q := range rows {
		q[3] = 0
		if q != last && ok(q) {
			n++
		}
		last = q
	}
	return n
}
