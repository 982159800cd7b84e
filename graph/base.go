package graph

import (
	"cmp"
	"slices"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/graph/internal/lexicon"
	"w3id.org/plenary/graph/internal/table"
	"w3id.org/plenary/graph/internal/termkey"
	"w3id.org/plenary/rdf"
)

// base is most of a store's data in immutable files. All terms have codes from 1
// on in the order of their keys; code 0 is the unnamed graph. In rows the
// predicates have numbers of their own, from 0 on, in the order of their codes.
type base struct {
	terms      *lexicon.Lexicon          // all keys but those of inline literals
	values     *table.Uint64s            // inline literals
	firsts     [len(sections) + 1]uint32 // the first code of each section, and the one behind the last
	predicates []uint32                  // their codes
	orders     [tripleOrders]*table.Table
	sets       *table.Vector // of each row of SPO: which set of graphs holds it
	members    *table.Table  // set, graph
	graphs     *table.Table  // graph, row of SPO
	history    *table.Table  // entity, sequence number
	folder     string
	files      *files
	commit     Commit // the last in it

	stats   func() (baseStats, error) // counted when first asked for
	decoder termkey.Decoder
	byCode  cache[uint32, rdf.Term]
	byTerm  cache[rdf.Term, ID]
	bySet   cache[uint32, []ID]
}

// sections are the kinds of terms in the order of their codes.
var sections = [...]byte{termkey.Blank, termkey.IRI, termkey.Value, termkey.Literal, termkey.Triple}

const (
	blankSection = iota
	iriSection
	valueSection
	literalSection
	tripleSection
)

// id returns the ID of a code.
func (b *base) id(code uint32) (ID, error) {
	switch f := &b.firsts; {
	case code == 0:
		return 0, nil
	case code < f[iriSection]:
		return tagBlank<<tagShift | ID(code), nil
	case code < f[valueSection]:
		return tagIRI<<tagShift | ID(code), nil
	case code < f[literalSection]:
		v, err := b.values.At(int(code - f[valueSection]))
		return ID(v), err
	case code < f[tripleSection]:
		return tagLiteral<<tagShift | ID(code), nil
	}
	return tagTriple<<tagShift | ID(code), nil
}

// code returns the code of an ID, false when no row of the base has it.
func (b *base) code(id ID) (code uint32, ok bool, err error) {
	switch tag := id.tag(); tag {
	case 0:
		return 0, id == 0, nil
	case tagBlank, tagIRI, tagLiteral, tagTriple:
		return uint32(id), id&(1<<tagShift-1) < ID(b.firsts[len(sections)]), nil
	case tagNew:
		return 0, false, nil
	}
	n, ok, err := b.values.Find(uint64(id))
	return b.firsts[valueSection] + uint32(n), ok, err
}

// find returns the ID of a term, false when the base does not have it.
func (b *base) find(t rdf.Term) (ID, bool, error) {
	if id, ok := b.byTerm.get(t); ok {
		return id, true, nil
	}
	var room [128]byte
	key := termkey.Append(room[:0], t)
	rank, found, err := b.terms.Find(key)
	if err != nil || !found {
		return 0, false, err
	}
	id := tagOfKey[key[0]]<<tagShift | ID(b.codeOfRank(rank))
	b.byTerm.put(t.Clone(), id)
	return id, true, nil
}

// codeOfRank returns the code of the key with a rank in terms.
func (b *base) codeOfRank(rank int) uint32 {
	code := uint32(rank) + 1
	if code >= b.firsts[valueSection] {
		code += b.firsts[literalSection] - b.firsts[valueSection]
	}
	return code
}

// rankOfCode is the inverse of codeOfRank.
func (b *base) rankOfCode(code uint32) int {
	if code >= b.firsts[literalSection] {
		code -= b.firsts[literalSection] - b.firsts[valueSection]
	}
	return int(code) - 1
}

// term returns the term of an ID whose tag is one of the base.
func (b *base) term(id ID) (rdf.Term, error) {
	code := uint32(id)
	if t, ok := b.byCode.get(code); ok {
		return t, nil
	}
	var room [128]byte
	key, err := b.terms.Append(room[:0], b.rankOfCode(code))
	if err != nil {
		return rdf.Term{}, err
	}
	t, err := b.decoder.Term(string(key))
	if err == nil {
		b.byCode.put(code, t)
	}
	return t, err
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
