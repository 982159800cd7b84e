package graph

import (
	"cmp"
	"slices"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/graph/internal/table"
)

// base is most of a store's data in immutable files. In rows the predicates have
// numbers of their own, from 0 on, in the order of their codes.
type base struct {
	dictionary
	predicates []uint32 // their codes
	orders     [tripleOrders]*table.Table
	sets       *table.Vector // of each row of SPO: which set of graphs holds it
	members    *table.Table  // set, graph
	graphs     *table.Table  // graph, row of SPO
	sizes      *table.Table  // graph, quads
	history    *table.Table  // entity, sequence number
	folder     string
	files      *files
	commit     Commit // the last in it

	stats baseStats
	bySet cache[uint32, []ID]
}

// number returns the number of a predicate in rows.
func (b *base) number(predicate ID) (uint32, bool) {
	n, ok := slices.BinarySearch(b.predicates, uint32(predicate))
	return uint32(n), ok && predicate.tag() == tagIRI
}

// columnsOf returns the first n parts of a key as columns of a table; false when
// no row begins with them.
func (b *base) columnsOf(o order, k *btree.Key, n int) (columns [3]uint32, ok bool, err error) {
	for i, position := range positions[o][:n] {
		if position == 1 {
			columns[i], ok = b.number(ID(k[i]))
		} else {
			columns[i], ok, err = b.code(ID(k[i]))
		}
		if !ok || err != nil {
			return columns, false, err
		}
	}
	return columns, true, nil
}

// between returns the rows of an order that begin with the first n parts of k.
func (b *base) between(o order, k *btree.Key, n int) (low, high int, err error) {
	columns, ok, err := b.columnsOf(o, k, n)
	if !ok || err != nil {
		return 0, 0, err
	}
	return b.orders[o].Range(columns[:n])
}

// row returns where a triple is in SPO.
func (b *base) row(q *quad) (row int, ok bool, err error) {
	k := spo.key(q)
	low, high, err := b.between(spo, &k, 3)
	return low, low < high, err
}

// holders returns the rows of members that are the graphs of a row of SPO.
func (b *base) holders(row int) (low, high int, err error) {
	set, err := b.sets.At(row)
	if err != nil {
		return 0, 0, err
	}
	return b.members.Range([]uint32{set})
}

// has reports whether the graph of q holds its triple.
func (b *base) has(q *quad) (bool, error) {
	row, ok, err := b.row(q)
	graph, known, err2 := b.code(q[3])
	if err = cmp.Or(err, err2); err != nil || !ok || !known {
		return false, err
	}
	low, high, err := b.graphs.Range([]uint32{graph, uint32(row)})
	return low < high, err
}

// within returns the rows of graphs that are of one graph and of a range of SPO.
func (b *base) within(graph uint32, from, to int) (low, high int, err error) {
	low, err = b.graphs.Lower([]uint32{graph, uint32(from)})
	if err == nil {
		high, err = b.graphs.Lower([]uint32{graph, uint32(to)})
	}
	return low, high, err
}

// version returns the last commit up to seq that touched an entity, 0 when none
// did.
func (b *base) version(entity ID, seq uint64) (uint64, error) {
	code, ok, err := b.code(entity)
	if !ok || err != nil {
		return 0, err
	}
	behind, err := b.history.Lower([]uint32{code, uint32(min(seq, b.commit.Seq)) + 1})
	if err != nil || behind == 0 {
		return 0, err
	}
	var row [2]uint32
	if err = b.history.Row(behind-1, row[:]); row[0] != code {
		return 0, err
	}
	return uint64(row[1]), err
}

// inGraph returns the rows of graphs of a match in the order SPO.
func (b *base) inGraph(m *match) (low, high int, err error) {
	graph, known, err := b.code(m.want[3])
	if !known || err != nil {
		return 0, 0, err
	}
	if m.prefix == 0 {
		return b.graphs.Range([]uint32{graph})
	}
	k := m.key()
	from, to, err := b.between(spo, &k, m.prefix)
	if from == to || err != nil {
		return 0, 0, err
	}
	return b.within(graph, from, to)
}

// graphFrom returns the first graph from an ID on.
func (b *base) graphFrom(low ID) (graph ID, ok bool, err error) {
	if low.tag() == tagNew {
		return 0, false, nil
	}
	row, err := b.graphs.Lower([]uint32{uint32(low)}) // codes of IRIs are above those of blank nodes, as their IDs are
	if err != nil || row == b.graphs.Len() {
		return 0, false, err
	}
	var place [2]uint32
	if err := b.graphs.Row(row, place[:]); err != nil {
		return 0, false, err
	}
	graph, err = b.id(place[0])
	return graph, err == nil, err
}

// graphsOf appends the graphs of a triple, in the order of their IDs.
func (b *base) graphsOf(dst []ID, q *quad) ([]ID, error) {
	row, ok, err := b.row(q)
	if !ok || err != nil {
		return dst, err
	}
	set, err := b.sets.At(row)
	if err != nil {
		return dst, err
	}
	if graphs, ok := b.bySet.get(set); ok {
		return append(dst, graphs...), nil
	}
	start := len(dst)
	if dst, err = b.setOf(dst, set); err == nil && len(dst)-start <= smallSet {
		b.bySet.put(set, slices.Clone(dst[start:]))
	}
	return dst, err
}

// smallSet is the number of graphs of a set that is remembered.
const smallSet = 16

// graphCount returns how many graphs hold a triple.
func (b *base) graphCount(q *quad) (int, error) {
	row, ok, err := b.row(q)
	if !ok || err != nil {
		return 0, err
	}
	low, high, err := b.holders(row)
	return high - low, err
}
