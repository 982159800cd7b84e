package graph

import (
	"cmp"
	"slices"

	"w3id.org/plenary/graph/internal/btree"
)

// An Order is an order in which triples are kept.
type Order uint8

// The orders of triples.
const (
	SPO Order = Order(spo)
	PSO Order = Order(pso)
	POS Order = Order(pos)
	OSP Order = Order(osp)
)

// String returns the name in capitals.
func (o Order) String() string { return [...]string{"SPO", "PSO", "POS", "OSP"}[o] }

// Positions returns the positions of a triple, subject 0, predicate 1 and object
// 2, the most significant first.
func (o Order) Positions() [3]int {
	p := positions[o]
	return [3]int{int(p[0]), int(p[1]), int(p[2])}
}

// FirstLocal is above the IDs of all snapshots: who computes terms may number
// them from here on.
const FirstLocal ID = 13 << tagShift

// A Scanner reads the triples of a pattern in one order as columns of IDs. It is
// not safe for use by several goroutines.
type Scanner struct {
	s      *Snapshot
	order  Order
	match  match
	low    ID // of the first open position
	high   ID // 0 is no bound
	rows   *rows
	filter bool // rows must be looked at one by one
	batch  *columns
	err    error
}

// Scan returns a scanner of the triples that match p, each once, in an order.
//
// Cost: as of Triples, when the bound positions come first in the order; others
// are looked at row by row. So is the graph, but for the order SPO in which a
// graph has rows of its own.
func (s *Snapshot) Scan(p IDPattern, o Order) *Scanner {
	c := &Scanner{s: s, order: o}
	c.Reset(p)
	return c
}

// Reset makes the scanner read another pattern in the same order.
func (c *Scanner) Reset(p IDPattern) {
	c.match = p.compile()
	c.match.by(order(c.order))
	c.Range(0, 0)
}

// ResetAny makes the scanner read another pattern in whichever order costs least.
func (c *Scanner) ResetAny(p IDPattern) {
	m := p.compile()
	if m.bound[3] {
		in := m
		if in.by(spo); c.s.countGraph(in.want, in.prefix) <= c.s.countAll(&m) {
			m.order = spo
		}
	}
	c.order = Order(m.order)
	c.Reset(p)
}

// Range restricts the first position of the order that the pattern leaves open,
// of those before which all are bound, to IDs from low to, not including, high;
// 0 is no bound. What was read or restricted before is forgotten.
func (c *Scanner) Range(low, high ID) {
	c.release()
	c.low, c.high = low, high
	c.rows, c.err = c.open()
}

func (c *Scanner) open() (*rows, error) {
	m := &c.match
	if !m.bound[3] || c.order != SPO {
		c.filter = !m.exact
		return c.s.rowsBetween(m, c.low, c.high)
	}
	c.filter = m.prefix < bound(m) || c.low != 0 || c.high != 0
	return c.s.rowsOfGraph(m)
}

// Close ends the use of the scanner.
func (c *Scanner) Close() { c.release() }

func (c *Scanner) release() {
	if c.rows != nil {
		c.rows.release()
		c.rows = nil
	}
	if c.batch != nil {
		columnsPool.Put(c.batch)
		c.batch = nil
	}
}

// Next fills subjects, predicates and objects with the next rows, as many as the
// columns that are not nil have room for, and returns how many; 0 is the end. A
// column may be nil, not all of them. Errors: those that wrap ErrCorrupt.
func (c *Scanner) Next(to [3][]ID) (n int, err error) {
	if c.err != nil || c.rows == nil {
		return 0, c.err
	}
	size := 0
	for _, column := range to {
		size = max(size, len(column))
	}
	if !c.filter && !c.rows.changed {
		part := columns(to)
		part.limit(batchRows)
		n, err = c.rows.base.read(&part)
	} else {
		n, err = c.nextOf(to, size)
	}
	if err == nil {
		err = c.s.Err() // of what changed since the base
	}
	c.s.sound(err)
	c.err = err
	return n, err
}

// nextOf fills columns with rows that need to be looked at.
func (c *Scanner) nextOf(to [3][]ID, size int) (n int, err error) {
	if c.batch == nil {
		c.batch = columnsPool.Get().(*columns)
	}
	for n == 0 && err == nil {
		var got int
		part := c.batch.first(min(size, batchRows))
		if got, err = c.rows.read(&part); got == 0 {
			return 0, err
		}
		if c.filter {
			got, err = c.keep(got)
		}
		for i, column := range to {
			copy(column, part[i][:got])
		}
		n = got
	}
	return n, err
}

// keep moves the rows of the batch that match to its start and returns how many.
func (c *Scanner) keep(n int) (kept int, err error) {
	for i := range n {
		q := c.batch.row(i)
		ok := c.match.accepts(&q) && c.within(&q)
		if ok && c.match.bound[3] && c.order != SPO {
			q[3] = c.match.want[3]
			ok, err = c.s.has(&q)
		}
		if err != nil {
			return kept, err
		}
		if ok {
			c.batch.set(kept, &q)
			kept++
		}
	}
	return kept, nil
}

// within reports whether the first open position of a row is within the bounds.
func (c *Scanner) within(q *quad) bool {
	if c.match.prefix == 3 {
		return true
	}
	id := q[positions[c.order][c.match.prefix]]
	return id >= c.low && (c.high == 0 || id < c.high)
}

// CountIDs returns how many distinct triples match p, as Count does.
func (s *Snapshot) CountIDs(p IDPattern) int { return s.countOf(s.serve(p)) }

// GraphsOfIDs appends the IDs of the graphs that hold a triple, 0 for the unnamed
// one first.
func (s *Snapshot) GraphsOfIDs(dst []ID, subject, predicate, object ID) ([]ID, error) {
	return s.graphsOf(dst, &quad{subject, predicate, object})
}

// GraphIDs returns the IDs of GraphNames. Cost: that of GraphSizes.
func (s *Snapshot) GraphIDs() (ids []ID) {
	for graph := range s.GraphSizes() {
		if graph != 0 {
			ids = append(ids, graph)
		}
	}
	return ids
}

// rowsBetween is rowsOfAll with bounds of the first open position.
func (s *Snapshot) rowsBetween(m *match, low, high ID) (*rows, error) {
	k := m.key()
	from, to, err := s.base.between(m.order, &k, m.prefix)
	if err != nil {
		return nil, err
	}
	if m.prefix < 3 && from < to && (low != 0 || high != 0) {
		if from, to, err = s.base.narrow(m, &k, from, to, low, high); err != nil {
			return nil, err
		}
	}
	r := newRows(m.order)
	r.run.reset(s.base, m.order, from, max(from, to))
	r.base, r.changed = &r.run, s.delta.touches(m.order, k, m.prefix)
	if r.changed {
		r.changes.between(s.delta, m.order, k, m.prefix, low, high)
	}
	return r, nil
}

// narrow returns the part of the rows of a prefix whose next position is within
// bounds.
func (b *base) narrow(m *match, k *btree.Key, from, to int, low, high ID) (int, int, error) {
	columns, _, err := b.columnsOf(m.order, k, m.prefix)
	if err != nil {
		return 0, 0, err
	}
	find := func(id ID, otherwise int) (int, error) {
		if id == 0 {
			return otherwise, nil
		}
		code, err := b.ceiling(positions[m.order][m.prefix], id)
		if err != nil {
			return 0, err
		}
		columns[m.prefix] = code
		return b.orders[m.order].Lower(columns[:m.prefix+1])
	}
	first, err1 := find(low, from)
	last, err2 := find(high, to)
	return first, last, cmp.Or(err1, err2)
}

// ceiling returns the first code of a position of rows whose ID is not below id.
func (b *base) ceiling(position uint8, id ID) (code uint32, err error) {
	f := &b.firsts
	switch tag := id.tag(); tag {
	case 0:
	case tagBlank:
		code = min(uint32(id), f[iriSection])
	case tagIRI:
		code = min(max(uint32(id), f[iriSection]), f[valueSection])
	case tagLiteral:
		code = min(max(uint32(id), f[literalSection]), f[tripleSection])
	case tagTriple:
		code = min(max(uint32(id), f[tripleSection]), f[len(sections)])
	default:
		if code = f[len(sections)]; tag < tagLiteral {
			var n int
			n, _, err = b.values.Find(uint64(id))
			code = f[valueSection] + uint32(n)
		}
	}
	if position == 1 {
		n, _ := slices.BinarySearch(b.predicates, code)
		code = uint32(n)
	}
	return code, err
}

// Order returns the order in which the bound positions of p come first, that of
// Triples.
func (p IDPattern) Order() Order { return Order(p.compile().order) }

// Splits returns IDs of the first position of the order that p leaves open, in
// ascending order, that part the triples which match p into about n parts of
// equal size. p binds the positions before it and no others.
//
// Cost: n reads of a row.
func (s *Snapshot) Splits(p IDPattern, o Order, n int) (ids []ID, err error) {
	m := p.compile()
	m.by(order(o))
	if m.prefix == 3 {
		return nil, nil
	}
	k := m.key()
	low, high, err := s.base.between(m.order, &k, m.prefix)
	for i := 1; i < n && err == nil && low < high; i++ {
		var codes [3]uint32
		if err = s.base.orders[m.order].Row(low+(high-low)*i/n, codes[:]); err != nil {
			break
		}
		position, one := positions[m.order][m.prefix], [1]ID{}
		if err = s.base.translate(one[:], codes[m.prefix:m.prefix+1], position == 1); err == nil && (len(ids) == 0 || one[0] > ids[len(ids)-1]) {
			ids = append(ids, one[0])
		}
	}
	s.sound(err)
	return ids, err
}
