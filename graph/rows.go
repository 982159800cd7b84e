package graph

import (
	"sync"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/graph/internal/table"
)

// batchRows is the number of rows handed on together, firstRows of the first
// ones: many ask for no more.
const (
	batchRows = 1024
	firstRows = 4
)

// columns are rows of triples: subjects, predicates and objects. A column may be
// nil where only those of the base are read.
type columns [3][]ID

func (c *columns) len() int { return max(len(c[0]), len(c[1]), len(c[2])) }

func (c *columns) row(i int) quad { return quad{c[0][i], c[1][i], c[2][i]} }

func (c *columns) set(i int, q *quad) {
	for position, column := range c {
		if column != nil {
			column[i] = q[position]
		}
	}
}

// first returns the part of columns for the first n rows.
func (c *columns) first(n int) columns { return columns{c[0][:n], c[1][:n], c[2][:n]} }

// limit cuts columns to n rows.
func (c *columns) limit(n int) {
	for i, column := range c {
		c[i] = column[:min(n, len(column))]
	}
}

func newColumns(n int) *columns {
	ids := make([]ID, 3*n)
	return &columns{ids[:n:n], ids[n : 2*n : 2*n], ids[2*n:]}
}

// columnsPool keeps columns of batchRows rows.
var columnsPool = sync.Pool{New: func() any { return newColumns(batchRows) }}

// A part is rows of the base that are still to be read.
type part interface {
	// read fills the start of columns and returns how many rows it wrote, 0 only
	// at the end.
	read(to *columns) (int, error)
}

// rows are the triples of a match: those of the base as the changes since have
// them. Where the match is of one graph, the changes are its quads.
type rows struct {
	order   order
	base    part
	changed bool
	changes changes
	graph   ID // of changes in the order gspo
	buffer  *columns
	at, end int // in buffer

	run     orderRun // what base is, one or the other
	inGraph graphRun
}

var rowsPool = sync.Pool{New: func() any { return new(rows) }}

// newRows returns rows whose memory may have served before; release ends their
// use.
func newRows(o order) *rows {
	r := rowsPool.Get().(*rows)
	r.order, r.at, r.end, r.graph = o, 0, 0, 0
	return r
}

func (r *rows) release() {
	if r.buffer != nil {
		columnsPool.Put(r.buffer)
	}
	r.base, r.buffer = nil, nil
	r.inGraph.release()
	r.changes.release()
	r.run.base, r.run.cursor = nil, table.Cursor{}
	rowsPool.Put(r)
}

// read fills columns with the next rows; 0 is the end.
func (r *rows) read(to *columns) (n int, err error) {
	if !r.changed {
		return r.base.read(to)
	}
	for n < len(to[0]) {
		if err := r.fill(to); err != nil {
			return n, err
		}
		k, s, more := r.changes.peek()
		if !more {
			return r.rest(to, n)
		}
		if copied := r.copyBefore(k, to, n); copied > 0 {
			n += copied
			continue
		}
		q := r.order.quad(&k)
		q[3] = 0
		there := r.at < r.end && r.buffer.row(r.at) == q
		if s == plus {
			to.set(n, &q)
			n++
		} else if there {
			r.at++
		}
		r.changes.next()
	}
	return n, nil
}

// copyBefore copies the base's rows that are before a change, those that are in
// the buffer and for which there is room, and returns how many.
func (r *rows) copyBefore(k btree.Key, to *columns, n int) int {
	low, high := r.at, min(r.end, r.at+len(to[0])-n)
	for from := low; low < high; {
		middle := int(uint(low+high) >> 1)
		if from == low && high-low > 8 { // changes that lie together are near
			middle = low + 4
		}
		row := r.buffer.row(middle)
		if btree.Compare(r.within(&row), k) < 0 {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return r.copy(to, n, low)
}

// copy copies the rows of the buffer up to end and returns how many.
func (r *rows) copy(to *columns, n, end int) (copied int) {
	for i := range to {
		copied = copy(to[i][n:], r.buffer[i][r.at:end])
	}
	r.at += copied
	return copied
}

// within returns the key of a row among the changes.
func (r *rows) within(row *quad) btree.Key {
	row[3] = r.graph
	k := r.order.key(row)
	row[3] = 0
	return k
}

// fill has a row in the buffer unless the base is at its end. It reads no more
// rows than are asked for.
func (r *rows) fill(to *columns) (err error) {
	if r.at < r.end {
		return nil
	}
	if r.buffer == nil {
		r.buffer = columnsPool.Get().(*columns)
	}
	r.at = 0
	part := r.buffer.first(len(to[0]))
	r.end, err = r.base.read(&part)
	return err
}

// rest copies what is left when there are no more changes.
func (r *rows) rest(to *columns, n int) (int, error) {
	copied := r.copy(to, n, r.end)
	if r.changed = r.at < r.end; r.changed || n+copied > 0 {
		return n + copied, nil
	}
	return r.base.read(to)
}
