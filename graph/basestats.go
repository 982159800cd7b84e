package graph

import (
	"iter"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/table"
)

// baseStats are figures of a base, over its distinct triples.
type baseStats struct {
	subjects, objects int
	predicates        []PredicateStats // by number
}

func newBaseStats(predicates int) *baseStats {
	return &baseStats{predicates: make([]PredicateStats, predicates)}
}

// counted yields the rows of an order and counts what can be counted in it. The
// orders may be counted at the same time.
func (st *baseStats) counted(o order, rows iter.Seq2[[3]uint32, error]) iter.Seq2[[3]uint32, error] {
	count := [tripleOrders]func(row [3]uint32, first, second bool){
		spo: func(_ [3]uint32, first, _ bool) { st.subjects += one(first) },
		osp: func(_ [3]uint32, first, _ bool) { st.objects += one(first) },
		pso: func(row [3]uint32, _, second bool) {
			st.predicates[row[0]].Triples++
			st.predicates[row[0]].Subjects += one(second)
		},
		pos: func(row [3]uint32, _, second bool) { st.predicates[row[0]].Objects += one(second) },
	}[o]
	return func(yield func([3]uint32, error) bool) {
		last, any := [3]uint32{}, false
		for row, err := range rows {
			if err == nil {
				first := !any || row[0] != last[0]
				count(row, first, first || row[1] != last[1])
				last, any = row, true
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// one returns 1 of what is, else 0.
func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// statsColumns are those of the file of figures.
const statsColumns = 4

// rows yields the rows of the file: number 0, subjects, objects, 0; then for each
// predicate its number and 1, triples, subjects, objects.
func (st *baseStats) rows() iter.Seq2[[]uint32, error] {
	return func(yield func([]uint32, error) bool) {
		more := yield([]uint32{0, uint32(st.subjects), uint32(st.objects), 0}, nil)
		for i, p := range st.predicates {
			more = more && yield([]uint32{uint32(i) + 1, uint32(p.Triples), uint32(p.Subjects), uint32(p.Objects)}, nil)
		}
	}
}

// openStats reads the figures.
func (b *base) openStats(from opener) error {
	var t *table.Table
	if err := open(from, statsFile, table.Open, &t); err != nil {
		return err
	}
	if t.Columns() != statsColumns || t.Len() != 1+len(b.predicates) {
		return corrupt.Errorf("graph: file %s has %d rows for %d predicates", statsFile, t.Len(), len(b.predicates))
	}
	b.stats = *newBaseStats(len(b.predicates))
	for i := range t.Len() {
		var row [statsColumns]uint32
		if err := t.Row(i, row[:]); err != nil {
			return err
		}
		if i == 0 {
			b.stats.subjects, b.stats.objects = int(row[1]), int(row[2])
		} else {
			b.stats.predicates[i-1] = PredicateStats{int(row[1]), int(row[2]), int(row[3])}
		}
	}
	return nil
}
