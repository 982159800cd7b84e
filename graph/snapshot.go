package graph

import (
	"iter"
	"sync"
	"time"

	"w3id.org/plenary/rdf"
)

// A Snapshot is the state of a store after one commit. It never changes, costs
// nothing to take, and may be read by any number of goroutines; no writer
// waits for it and it waits for no writer.
//
// For queries the default graph is the set union of the unnamed graph and all
// named graphs: Triples yields no triple twice. Quads tells the graphs apart.
type Snapshot struct {
	dict     *dict
	base     *index            // most quads
	added    *index            // quads since base
	removed  map[quad]struct{} // quads of base that are gone
	versions *versions
	commit   Commit
	stats    func() *Stats
}

func newSnapshot(s Snapshot) *Snapshot {
	out := &s
	out.stats = sync.OnceValue(out.count)
	return out
}

// Seq returns the sequence number of the commit the snapshot shows; 0 is the
// empty store.
func (s *Snapshot) Seq() uint64 { return s.commit.Seq }

// Time returns the time of that commit.
func (s *Snapshot) Time() time.Time { return s.commit.Time }

// ID returns the number of a term, false when no quad has had it.
func (s *Snapshot) ID(t rdf.Term) (ID, bool) {
	id, ok := s.dict.id(t)
	return ID(id), ok && id != 0
}

// Term returns the term with a number, the zero Term when there is none.
func (s *Snapshot) Term(id ID) rdf.Term { return s.dict.term(uint32(id)) }

// scan visits the quads of a pattern in the order of its permutation, until
// visit returns false.
func (s *Snapshot) scan(m match, visit func(quad) bool) {
	if m.none {
		return
	}
	p := permutations[m.perm]
	base, added := s.base.rows(m.perm, m.low, m.high), s.added.rows(m.perm, m.low, m.high)
	for len(base) > 0 || len(added) > 0 {
		var next key
		fromBase := len(added) == 0 || len(base) > 0 && compareKeys(base[0], added[0]) < 0
		if fromBase {
			next, base = base[0], base[1:]
		} else {
			next, added = added[0], added[1:]
		}
		q := p.unpack(next)
		if fromBase && len(s.removed) > 0 {
			if _, gone := s.removed[q]; gone {
				continue
			}
		}
		if m.accepts(q) && !visit(q) {
			return
		}
	}
}

// scanTriples visits each triple of a pattern once. Permutations that end in
// the graph keep the quads of a triple together.
func (s *Snapshot) scanTriples(m match, visit func(quad) bool) {
	var last quad
	s.scan(m, func(q quad) bool {
		q[3] = 0
		if q == last {
			return true
		}
		last = q
		return visit(q)
	})
}

// Triples yields the distinct triples that match p: of the graph p.G when it is
// set, of all graphs otherwise. The order is that of the permutation that
// serves p, by term number, and is the same each time; it may be ranged over
// again. There is no error for a store in memory.
//
// Cost: two binary searches and the rows; a bound graph with a bound predicate
// or object but no subject looks at the rows of other graphs too.
func (s *Snapshot) Triples(p Pattern) iter.Seq2[rdf.Triple, error] {
	return func(yield func(rdf.Triple, error) bool) {
		s.scanTriples(s.dict.compile(p), func(q quad) bool {
			return yield(s.triple(q), nil)
		})
	}
}

// Quads yields the quads that match p with their graphs, otherwise as Triples
// does. A quad of the unnamed graph has the zero G.
func (s *Snapshot) Quads(p Pattern) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		s.scan(s.dict.compile(p), func(q quad) bool {
			return yield(s.triple(q).In(s.dict.term(q[3])), nil)
		})
	}
}

func (s *Snapshot) triple(q quad) rdf.Triple {
	return rdf.Triple{S: s.dict.term(q[0]), P: s.dict.term(q[1]), O: s.dict.term(q[2])}
}

// TripleIDs yields the numbers of the triples that Triples yields, in the same
// order.
func (s *Snapshot) TripleIDs(p Pattern) iter.Seq[[3]ID] {
	return func(yield func([3]ID) bool) {
		s.scanTriples(s.dict.compile(p), func(q quad) bool {
			return yield([3]ID{ID(q[0]), ID(q[1]), ID(q[2])})
		})
	}
}

// Count returns how many distinct triples match p. It looks at each.
func (s *Snapshot) Count(p Pattern) (n int) {
	s.scanTriples(s.dict.compile(p), func(quad) bool { n++; return true })
	return n
}

// Has reports whether any quad matches p.
func (s *Snapshot) Has(p Pattern) (found bool) {
	s.scan(s.dict.compile(p), func(quad) bool { found = true; return false })
	return found
}

// Len returns the number of quads.
func (s *Snapshot) Len() int { return len(s.base[0]) - len(s.removed) + len(s.added[0]) }

// GraphsOf returns the names of the graphs that hold a triple, the zero Term
// for the unnamed one first.
func (s *Snapshot) GraphsOf(t rdf.Triple) (names []rdf.Term) {
	s.scan(s.dict.compile(Pattern{S: t.S, P: t.P, O: t.O}), func(q quad) bool {
		names = append(names, s.dict.term(q[3]))
		return true
	})
	return names
}

// GraphNames returns the names of the graphs that hold a quad, without the
// unnamed one, in no particular but constant order.
func (s *Snapshot) GraphNames() (names []rdf.Term) {
	for from := (quad{0, 0, 0, 1}); ; from[3]++ {
		next, ok := s.firstGraph(from[3])
		if !ok {
			return names
		}
		names = append(names, s.dict.term(next))
		from[3] = next
	}
}

// firstGraph returns the lowest graph number from low that has a quad.
func (s *Snapshot) firstGraph(low uint32) (found uint32, ok bool) {
	m := match{perm: 3, low: gspo.pack(quad{0, 0, 0, low}), high: key{^uint64(0), ^uint64(0)}}
	s.scan(m, func(q quad) bool { found, ok = q[3], true; return false })
	return found, ok
}

// Version returns the sequence number of the last commit that added or removed
// a quad with the term as subject, object or graph; 0 for an unknown term.
func (s *Snapshot) Version(t rdf.Term) uint64 {
	id, ok := s.dict.id(t)
	if !ok {
		return 0
	}
	return s.versions.of(id)
}
