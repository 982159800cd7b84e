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
	st := &Stats{Quads: s.Len(), Graphs: map[rdf.Term]int{}, Predicates: map[rdf.Term]PredicateStats{}, Classes: map[rdf.Term]int{}}
	s.scan(match{perm: 3, high: key{^uint64(0), ^uint64(0)}}, func(q quad) bool {
		st.Graphs[s.dict.term(q[3])]++
		return true
	})
	st.Triples, st.Subjects = s.distinct(0)
	_, st.Objects = s.distinct(2)
	s.countPredicates(st)
	for t := range s.classes() {
		st.Classes[t] = s.Count(Pattern{P: rdf.IRI(rdfType), O: t})
	}
	return st
}

// distinct counts triples and distinct terms at the first position of a
// permutation.
func (s *Snapshot) distinct(perm int) (triples, firsts int) {
	position := permutations[perm][0]
	last := uint32(0)
	s.scanTriples(match{perm: perm, high: key{^uint64(0), ^uint64(0)}}, func(q quad) bool {
		triples++
		if q[position] != last {
			firsts++
			last = q[position]
		}
		return true
	})
	return triples, firsts
}

// countPredicates goes through POS: the objects of a predicate come in order,
// its subjects are counted by a set.
func (s *Snapshot) countPredicates(st *Stats) {
	var p, o uint32
	var one PredicateStats
	subjects := map[uint32]struct{}{}
	flush := func() {
		if p != 0 {
			one.Subjects = len(subjects)
			st.Predicates[s.dict.term(p)] = one
		}
	}
	s.scanTriples(match{perm: 1, high: key{^uint64(0), ^uint64(0)}}, func(q quad) bool {
		if q[1] != p {
			flush()
			p, o, one = q[1], 0, PredicateStats{}
			clear(subjects)
		}
		one.Triples++
		if q[2] != o {
			o = q[2]
			one.Objects++
		}
		subjects[q[0]] = struct{}{}
		return true
	})
	flush()
}

func (s *Snapshot) classes() map[rdf.Term]struct{} {
	classes := map[rdf.Term]struct{}{}
	for t := range s.Triples(Pattern{P: rdf.IRI(rdfType)}) {
		classes[t.O] = struct{}{}
	}
	return classes
}
