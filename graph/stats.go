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
		Triples: s.Count(Pattern{}), Quads: s.Len(),
		Graphs: map[rdf.Term]int{}, Predicates: map[rdf.Term]PredicateStats{}, Classes: map[rdf.Term]int{},
	}
	for _, g := range s.GraphNames() {
		st.Graphs[g] = s.Count(Pattern{G: g})
	}
	if n := s.Count(Pattern{Unnamed: true}); n > 0 {
		st.Graphs[rdf.Term{}] = n
	}
	st.Subjects = s.distinct(spo, func(quad) {})
	st.Objects = s.distinct(osp, func(quad) {})
	s.countPredicates(st)
	s.countClasses(st)
	return st
}

// distinct counts the terms at the first position of an order and shows visit
// each row.
func (s *Snapshot) distinct(o order, visit func(quad)) (n int) {
	position := positions[o][0]
	last := ID(0)
	s.sound(s.triples(&match{order: o}, func(q *quad) bool {
		if q[position] != last {
			last = q[position]
			n++
		}
		visit(*q)
		return true
	}))
	return n
}

// countPredicates counts the subjects of each predicate in PSO and its objects
// in POS.
func (s *Snapshot) countPredicates(st *Stats) {
	figures := map[ID]*PredicateStats{}
	of := func(p ID) *PredicateStats {
		if figures[p] == nil {
			figures[p] = new(PredicateStats)
		}
		return figures[p]
	}
	var last quad
	one := new(PredicateStats)
	s.distinct(pso, func(q quad) {
		if q[1] != last[1] {
			one, last[0] = of(q[1]), 0
		}
		one.Triples++
		if q[0] != last[0] {
			one.Subjects++
		}
		last = q
	})
	last = quad{}
	s.distinct(pos, func(q quad) {
		if q[1] != last[1] {
			one, last[2] = of(q[1]), 0
		}
		if q[2] != last[2] {
			one.Objects++
		}
		last = q
	})
	for p, one := range figures {
		st.Predicates[s.term(p)] = *one
	}
}

func (s *Snapshot) countClasses(st *Stats) {
	classes := map[ID]int{}
	s.sound(s.triples(s.match(Pattern{P: rdf.IRI(rdfType)}), func(q *quad) bool {
		classes[q[2]]++
		return true
	}))
	for class, n := range classes {
		st.Classes[s.term(class)] = n
	}
}
