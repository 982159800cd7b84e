package graph

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/graph/internal/table"
)

// The order of IDs is not that of the new codes, since terms that came later
// have IDs behind all others. So what the base has left, whose codes keep their
// order, is merged with what was added, sorted by its new codes.

// triples yields all triples in an order, in new codes.
func (m *merger) triples(o order) iter.Seq2[[3]uint32, error] {
	return func(yield func([3]uint32, error) bool) {
		for r, err := range m.rows(o) {
			if !yield([3]uint32(r[:3]), err) {
				return
			}
		}
	}
}

// rows yields the same with a column more, which is 0.
func (m *merger) rows(o order) iter.Seq2[[4]uint32, error] {
	return mergeRows(m.kept(o), m.added(o, func(q *quad) [4]uint32 { return m.row(o, q) }))
}

func (m *merger) addTriples(o order, to *rowMerge) { to.addAll(m.rows(o)) }

// graphs yields the graphs of each triple in the order SPO, in new codes.
func (m *merger) graphs(yield func([]uint32, error) bool) { setsOf(m.quads())(yield) }

// quads yields all quads in the order SPOG, in new codes.
func (m *merger) quads() iter.Seq2[[4]uint32, error] {
	return mergeRows(m.keptQuads(), m.added(spog, func(q *quad) [4]uint32 {
		row := m.row(spo, q)
		row[3] = m.code(q[3])
		return row
	}))
}

func (m *merger) addQuads(to *rowMerge) { to.addAll(m.quads()) }

// setsOf yields the graphs of each triple of quads in the order SPOG.
func setsOf(quads iter.Seq2[[4]uint32, error]) iter.Seq2[[]uint32, error] {
	return func(yield func([]uint32, error) bool) {
		var last [4]uint32
		var set []uint32
		for r, err := range quads {
			if err != nil {
				yield(nil, err)
				return
			}
			if len(set) > 0 && [3]uint32(r[:3]) != [3]uint32(last[:3]) {
				if !yield(set, nil) {
					return
				}
				set = set[:0]
			}
			set = append(set, r[3])
			last = r
		}
		if len(set) > 0 {
			yield(set, nil)
		}
	}
}

// history yields the entities with the commits that touched them, in new codes.
func (m *merger) history(yield func([2]uint32, error) bool) {
	var added [][4]uint32
	for c := m.from.delta.changes(history, btree.Key{}, 0); c.more; c.next() {
		if code := m.code(ID(c.key[0])); code != 0 || c.key[0] == 0 {
			added = append(added, [4]uint32{code, uint32(^c.key[1])})
		}
	}
	slices.SortFunc(added, compareRows)
	kept := func(yield func([4]uint32, error) bool) {
		for row, err := range m.from.base.touched() {
			code := uint32(0)
			if row[0] != 0 {
				if code = m.old[row[0]]; code == unused {
					continue
				}
			}
			if !yield([4]uint32{code, row[1]}, err) {
				return
			}
		}
	}
	for row, err := range sinceFirst(mergeRows(kept, added), m.first) {
		if !yield([2]uint32(row[:2]), err) {
			return
		}
	}
}

// sinceFirst leaves out the rows of an entity before a commit, but the last of
// them.
func sinceFirst(rows iter.Seq2[[4]uint32, error], first uint64) iter.Seq2[[4]uint32, error] {
	return func(yield func([4]uint32, error) bool) {
		var held [4]uint32 // zeros: none, as commits count from 1
		for row, err := range rows {
			if held[1] != 0 && (err != nil || row[0] != held[0] || uint64(row[1]) >= first) {
				if !yield(held, nil) {
					return
				}
				held = [4]uint32{}
			}
			if err == nil && uint64(row[1]) < first {
				held = row
				continue
			}
			if !yield(row, err) {
				return
			}
		}
		if held[1] != 0 {
			yield(held, nil)
		}
	}
}

// row returns a triple in an order, in new codes.
func (m *merger) row(o order, q *quad) (row [4]uint32) {
	codes := [3]uint32{m.code(q[0]), m.predicates[q[1]], m.code(q[2])}
	for i, position := range positions[o][:3] {
		row[i] = codes[position]
	}
	return row
}

// added returns the rows that were added, sorted.
func (m *merger) added(o order, row func(*quad) [4]uint32) (rows [][4]uint32) {
	for c := m.from.delta.changes(o, btree.Key{}, 0); c.more; c.next() {
		if c.sign == plus {
			q := o.quad(&c.key)
			rows = append(rows, row(&q))
		}
	}
	slices.SortFunc(rows, compareRows)
	return rows
}

// kept yields the rows of the base that were not removed.
func (m *merger) kept(o order) iter.Seq2[[4]uint32, error] {
	return func(yield func([4]uint32, error) bool) {
		gone := m.gone(o)
		for q, err := range m.from.base.all(m.ctx, o) {
			if err == nil && gone.skip(o.key(&q)) {
				continue
			}
			if !yield(m.row(o, &q), err) {
				return
			}
		}
	}
}

// keptQuads yields the quads of the base that were not removed, in the order
// SPOG.
func (m *merger) keptQuads() iter.Seq2[[4]uint32, error] {
	return func(yield func([4]uint32, error) bool) {
		gone := m.gone(spog)
		number := 0
		var graphs []ID
		last := uint32(0)
		for q, err := range m.from.base.all(m.ctx, spo) {
			if err == nil {
				var set uint32
				set, err = m.from.base.sets.At(number)
				if err == nil && (number == 0 || set != last) {
					graphs, err = m.from.base.setOf(graphs[:0], set)
					last = set
				}
				number++
			}
			if err != nil {
				yield([4]uint32{}, err)
				return
			}
			row := m.row(spo, &q)
			for _, q[3] = range graphs {
				if gone.skip(spog.key(&q)) {
					continue
				}
				if row[3] = m.code(q[3]); !yield(row, nil) {
					return
				}
			}
		}
	}
}

// removed are the rows of an order that were removed.
type removed struct{ changes }

func (m *merger) gone(o order) removed {
	r := removed{m.from.delta.changes(o, btree.Key{}, 0)}
	r.settle()
	return r
}

func (r *removed) settle() {
	for r.more && r.sign == plus {
		r.next()
	}
}

// skip reports whether a key is the next, and then goes past it.
func (r *removed) skip(k btree.Key) bool {
	is := r.more && r.key == k
	if is {
		r.next()
		r.settle()
	}
	return is
}

func compareRows(a, b [4]uint32) int { return slices.Compare(a[:], b[:]) }

// mergeRows yields two sorted sequences as one, what is in both once.
func mergeRows(rows iter.Seq2[[4]uint32, error], added [][4]uint32) iter.Seq2[[4]uint32, error] {
	return func(yield func([4]uint32, error) bool) {
		for row, err := range rows {
			for err == nil && len(added) > 0 && compareRows(added[0], row) <= 0 {
				if added[0] != row && !yield(added[0], nil) {
					return
				}
				added = added[1:]
			}
			if !yield(row, err) {
				return
			}
		}
		for _, row := range added {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// all yields the triples of the base in an order.
func (b *base) all(ctx context.Context, o order) iter.Seq2[quad, error] {
	return func(yield func(quad, error) bool) {
		var r orderRun
		r.reset(b, o, 0, b.orders[o].Len())
		batch := newColumns(batchRows)
		for {
			n, err := r.read(batch)
			for i := range n {
				if !yield(batch.row(i), nil) {
					return
				}
			}
			if err = cmp.Or(err, ctx.Err()); err != nil {
				yield(quad{}, err)
			}
			if n == 0 || err != nil {
				return
			}
		}
	}
}

// touched yields the entities of the base's history with the commits.
func (b *base) touched() iter.Seq2[[4]uint32, error] { return rowsOf(context.Background(), b.history) }

// rowsOf yields the rows of a table, zeros where it has no column.
func rowsOf(ctx context.Context, t *table.Table) iter.Seq2[[4]uint32, error] {
	return func(yield func([4]uint32, error) bool) {
		cols := make([][]uint32, t.Columns())
		for i := range cols {
			cols[i] = make([]uint32, batchRows)
		}
		var c table.Cursor
		for c.Reset(t, 0, t.Len()); ; {
			n, err := c.Next(cols)
			for i := range n {
				var row [4]uint32
				for j := range cols {
					row[j] = cols[j][i]
				}
				if !yield(row, nil) {
					return
				}
			}
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield([4]uint32{}, err)
			}
			if n == 0 || err != nil {
				return
			}
		}
	}
}

// setOf appends the graphs of a set, in the order of their IDs.
func (b *base) setOf(dst []ID, set uint32) ([]ID, error) {
	low, high, err := b.members.Range([]uint32{set})
	for ; low < high && err == nil; low++ {
		var member [2]uint32
		if err = b.members.Row(low, member[:]); err == nil {
			var graph ID
			graph, err = b.id(member[1])
			dst = append(dst, graph)
		}
	}
	return dst, err
}
