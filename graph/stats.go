package graph

import "w3id.org/plenary/rdf"

// Stats are exact figures of a snapshot, as VoID describes datasets.
type Stats struct {
	Triples    int // distinct
	Quads      int
	Subjects   int              // distinct
	Objects    int              // distinct
	Graphs     map[rdf.Term]int // quads by graph; the zero Term is the unnamed one
	Predicates map[rdf.Term]PredicateStats
	Classes    map[rdf.Term]int // distinct instances by rdf:type
}

// PredicateStats are the figures of one predicate over distinct triples.
type PredicateStats struct{ Triples, Subjects, Objects int }

const rdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

// Stats returns the figures; they are counted when first asked for, in time
// linear in the number of quads, and kept.
func (s *Snapshot) Stats() *Stats { return s.stats() }

func (s *Snapshot) count() *Stats {
	st := &Stats{
		Triples: s.Count(Pattern{}), Quads: s.Len(), Subjects: s.firsts(spog), Objects: s.firsts(ospg),
		Graphs: map[rdf.Term]int{}, Predicates: map[rdf.Term]PredicateStats{}, Classes: map[rdf.Term]int{},
	}
	for _, g := range s.GraphNames() {
		st.Graphs[g] = s.Count(Pattern{G: g})
	}
	if n := s.Count(Pattern{Unnamed: true}); n > 0 {
		st.Graphs[rdf.Term{}] = n
	}
	s.countPredicates(st)
	s.countClasses(st)
	return st
}

// firsts counts the distinct terms at the first position of a permutation.
func (s *Snapshot) firsts(perm int) (n int) {
	position := permutations[perm][0]
	last := uint32(0)
	s.scan(&match{perm: perm, exact: true}, func(q *quad) bool {
		if q[position] != last {
			last = q[position]
			n++
		}
		return true
	})
	return n
}

// countPredicates goes through POS: the objects of a predicate come in order;
// its subjects are those not yet seen under it.
func (s *Snapshot) countPredicates(st *Stats) {
	var last quad
	var one PredicateStats
	seen := make([]uint32, len(s.dict.terms)+1) // by subject: the predicate it was last seen with
	flush := func() {
		if last[1] != 0 {
			st.Predicates[s.dict.term(last[1])] = one
		}
	}
	s.triples(&match{perm: posg, exact: true}, func(q *quad) bool {
		if q[1] != last[1] {
			flush()
			last, one = quad{}, PredicateStats{}
		}
		one.Triples++
		if q[2] != last[2] {
			one.Objects++
		}
		if seen[q[0]] != q[1] {
			seen[q[0]] = q[1]
			one.Subjects++
		}
		last = *q
		return true
	})
	flush()
}

func (s *Snapshot) countClasses(st *Stats) {
	s.triples(s.match(Pattern{P: rdf.IRI(rdfType)}), func(q *quad) bool {
		st.Classes[s.dict.term(q[2])]++
		return true
	})
}
