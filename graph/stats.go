package graph

import (
	"cmp"
	"iter"
	"slices"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/graph/internal/table"
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
// Cost: a few searches for each graph, and for each subject, predicate and
// object of what changed since the base; for the first of the snapshots of a
// base also a scan of its indexes, at some hundred million rows a second.
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
	base, err := s.base.stats()
	s.sound(err)
	st.Subjects, st.Objects = base.subjects, base.objects
	for g := range s.groups(spo, 1) {
		st.Subjects += g.came()
	}
	for g := range s.groups(osp, 1) {
		st.Objects += g.came()
	}
	s.countPredicates(st, base)
	s.countClasses(st)
	return st
}

func (s *Snapshot) countPredicates(st *Stats, base baseStats) {
	figures := map[ID]PredicateStats{}
	for number, one := range base.predicates {
		figures[tagIRI<<tagShift|ID(s.base.predicates[number])] = one
	}
	for g := range s.groups(pso, 2) {
		one := figures[ID(g.key[0])]
		one.Triples += g.after - g.before
		one.Subjects += g.came()
		figures[ID(g.key[0])] = one
	}
	for g := range s.groups(pos, 2) {
		one := figures[ID(g.key[0])]
		one.Objects += g.came()
		figures[ID(g.key[0])] = one
	}
	for p, one := range figures {
		if one.Triples > 0 {
			st.Predicates[s.term(p)] = one
		}
	}
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
	for g := range s.groups(pos, 2) {
		if ID(g.key[0]) == predicate {
			classes[ID(g.key[1])] = g.after
		}
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

// groups yields the groups by the first n parts of an order that have changes.
func (s *Snapshot) groups(o order, n int) iter.Seq[group] {
	return func(yield func(group) bool) {
		c := s.delta.changes(o, btree.Key{}, 0)
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

// baseStats are figures of a base.
type baseStats struct {
	subjects, objects int
	predicates        []PredicateStats // by number
}

func (b *base) countStats() (st baseStats, err error) {
	st.predicates = make([]PredicateStats, len(b.predicates))
	visit := func(o order, columns int, count func(n int, cols [][]uint32)) {
		if err == nil {
			err = scan(b.orders[o], columns, count)
		}
	}
	visit(spo, 1, distinct(&st.subjects))
	visit(osp, 1, distinct(&st.objects))
	visit(pso, 2, b.perPredicate(func(p uint32, isNew bool) {
		st.predicates[p].Triples++
		if isNew {
			st.predicates[p].Subjects++
		}
	}))
	visit(pos, 2, b.perPredicate(func(p uint32, isNew bool) {
		if isNew {
			st.predicates[p].Objects++
		}
	}))
	return st, err
}

// scan visits the first columns of a table, batch by batch.
func scan(t *table.Table, columns int, visit func(n int, cols [][]uint32)) error {
	cols := make([][]uint32, t.Columns())
	for i := range columns {
		cols[i] = make([]uint32, batchRows)
	}
	var c table.Cursor
	for c.Reset(t, 0, t.Len()); ; {
		n, err := c.Next(cols)
		if n == 0 || err != nil {
			return err
		}
		visit(n, cols)
	}
}

// distinct returns a visit that counts the values of a sorted column, of which
// none is 0.
func distinct(to *int) func(int, [][]uint32) {
	last := uint32(0)
	return func(n int, cols [][]uint32) {
		for _, v := range cols[0][:n] {
			if v != last {
				*to++
				last = v
			}
		}
	}
}

// perPredicate returns a visit that tells of each row its predicate, and whether
// the second column is another than before.
func (b *base) perPredicate(count func(p uint32, isNew bool)) func(int, [][]uint32) {
	predicate, second := uint32(0), uint32(0)
	return func(n int, cols [][]uint32) {
		for i := range n {
			p, v := cols[0][i], cols[1][i]
			if int(p) < len(b.predicates) {
				count(p, p != predicate || v != second)
			}
			predicate, second = p, v
		}
	}
}
