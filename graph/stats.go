package graph

import (
	"cmp"
	"iter"
	"slices"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/rdf"
)

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

// Stats returns the figures; they are counted when first asked for, and kept.
//
// Cost: some searches for each class and predicate, and for each subject and
// object that changed since the base; a row for each graph.
func (s *Snapshot) Stats() *Stats { return s.stats() }

func (s *Snapshot) count() *Stats {
	st := &Stats{
		Triples: s.Count(Pattern{}), Quads: s.Len(),
		Graphs: map[rdf.Term]int{}, Predicates: map[rdf.Term]PredicateStats{}, Classes: map[rdf.Term]int{},
	}
	for g, n := range s.GraphSizes() {
		st.Graphs[s.term(g)] = n
	}
	st.Subjects, st.Objects = s.Subjects(), s.Objects()
	s.countPredicates(st)
	s.countClasses(st)
	return st
}

// Subjects returns how many distinct subjects there are.
//
// Cost: some searches for each that changed since the base.
func (s *Snapshot) Subjects() int { return s.base.stats.subjects + s.came(spo) }

// Objects returns how many distinct objects there are. Cost: as of Subjects.
func (s *Snapshot) Objects() int { return s.base.stats.objects + s.came(osp) }

// came returns how many more terms stand first in an order than in the base.
func (s *Snapshot) came(o order) (n int) {
	for g := range s.groups(o, 0, 1) {
		n += g.came()
	}
	return n
}

// PredicateStats returns the figures of one predicate, zeros when no triple has
// it.
//
// Cost: some searches for each of its subjects and objects that changed since
// the base.
func (s *Snapshot) PredicateStats(predicate ID) (one PredicateStats) {
	if number, ok := s.base.number(predicate); ok {
		one = s.base.stats.predicates[number]
	}
	for g := range s.groups(pso, predicate, 2) {
		one.Triples += g.after - g.before
		one.Subjects += g.came()
	}
	for g := range s.groups(pos, predicate, 2) {
		one.Objects += g.came()
	}
	return one
}

func (s *Snapshot) countPredicates(st *Stats) {
	for _, predicate := range s.PredicateIDs() {
		st.Predicates[s.term(predicate)] = s.PredicateStats(predicate)
	}
}

// PredicateIDs returns the IDs of all predicates, ascending.
//
// Cost: some searches for each.
func (s *Snapshot) PredicateIDs() (ids []ID) {
	for low := ID(1); ; low++ {
		predicate, ok := s.predicateFrom(low)
		if !ok {
			return ids
		}
		low = predicate
		if s.CountIDs(IDPattern{P: predicate}) > 0 {
			ids = append(ids, predicate)
		}
	}
}

// predicateFrom returns the first predicate from an ID on of a triple that there
// is now or was in the base.
func (s *Snapshot) predicateFrom(low ID) (first ID, ok bool) {
	number, err := s.base.ceiling(1, low)
	if s.sound(err) && int(number) < len(s.base.predicates) {
		first, ok = tagIRI<<tagShift|ID(s.base.predicates[number]), true
	}
	c := s.delta.changes(pso, btree.Key{}, 0)
	c.between(s.delta, pso, btree.Key{}, 0, low, 0)
	if c.more && (!ok || ID(c.key[0]) < first) {
		first, ok = ID(c.key[0]), true
	}
	return first, ok
}

// countClasses goes from one class of the base to the next.
func (s *Snapshot) countClasses(st *Stats) {
	predicate, ok := s.id(rdf.IRI(rdfType))
	if !ok {
		return
	}
	classes := map[ID]int{}
	low, high, err := s.base.between(pos, &btree.Key{uint64(predicate)}, 1)
	for low < high && err == nil {
		from := low
		var row [3]uint32
		if err = s.base.orders[pos].Row(low, row[:]); err == nil {
			_, low, err = s.base.orders[pos].Range(row[:2])
		}
		class, unknown := s.base.id(row[1])
		classes[class] = low - from
		err = cmp.Or(err, unknown)
	}
	s.sound(err)
	for g := range s.groups(pos, predicate, 2) {
		classes[ID(g.key[1])] = g.after
	}
	for class, n := range classes {
		if n > 0 {
			st.Classes[s.term(class)] = n
		}
	}
}

// A group is the rows of an order that begin with a key, of which some changed
// since the base: how many there were in it, and how many there are.
type group struct {
	key           btree.Key
	before, after int
}

// came returns 1 when the rows of a group are the first, -1 when the last have
// gone, else 0.
func (g group) came() int { return min(g.after, 1) - min(g.before, 1) }

// groups yields the groups by the first n parts of an order that have changes, of
// those that begin with an ID, unless it is 0.
func (s *Snapshot) groups(o order, first ID, n int) iter.Seq[group] {
	return func(yield func(group) bool) {
		c := s.delta.changes(o, btree.Key{uint64(first)}, one(first != 0))
		for c.more {
			var g group
			copy(g.key[:n], c.key[:n])
			low, high, err := s.base.between(o, &g.key, n)
			if !s.sound(err) {
				return
			}
			g.before = high - low
			for g.after = g.before; c.more && slices.Equal(c.key[:n], g.key[:n]); c.next() {
				g.after += 1 - 2*int(c.sign)
			}
			if !yield(g) {
				return
			}
		}
	}
}
