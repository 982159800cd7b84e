package graph

import (
	"cmp"
	"context"
	"iter"

	"w3id.org/plenary/graph/internal/table"
)

// row is one of up to four columns; what a table does not have is 0.
type row = [4]uint32

// rowReader returns the next of sorted rows, lent until the next call, none at
// the end.
type rowReader func() ([]row, error)

// readTable reads a table through change.
func readTable(t *table.Table, change func(*row)) rowReader {
	var cursor table.Cursor
	cursor.Reset(t, 0, t.Len())
	cols := make([][]uint32, t.Columns())
	for i := range cols {
		cols[i] = make([]uint32, batchRows)
	}
	rows := make([]row, batchRows)
	return func() ([]row, error) {
		n, err := cursor.Next(cols)
		for i := range n {
			var r row
			for j := range cols {
				r[j] = cols[j][i]
			}
			change(&r)
			rows[i] = r
		}
		return rows[:n], err
	}
}

// batched yields rows of a sequence many at a time.
func batched(rows iter.Seq2[row, error]) iter.Seq2[[]row, error] {
	return func(yield func([]row, error) bool) {
		batch := make([]row, 0, batchRows)
		for r, err := range rows {
			if batch = append(batch, r); err == nil && len(batch) < batchRows {
				continue
			}
			if !yield(batch, err) || err != nil {
				return
			}
			batch = batch[:0]
		}
		yield(batch, nil)
	}
}

// rowMerge reads several sorted inputs as one.
type rowMerge struct {
	heap  []*rowInput
	stops []func()
}

// rowInput is an input with a row to come.
type rowInput struct {
	high, low uint64 // the row, so that two comparisons tell
	rows      []row
	read      rowReader
	order     int
}

func (m *rowMerge) add(read rowReader) {
	m.heap = append(m.heap, &rowInput{read: read, order: len(m.heap)})
}

// addAll adds a sequence.
func (m *rowMerge) addAll(rows iter.Seq2[row, error]) {
	next, stop := iter.Pull2(batched(rows))
	m.stops = append(m.stops, stop)
	m.add(func() ([]row, error) {
		batch, err, _ := next()
		return batch, err
	})
}

func (m *rowMerge) stop() {
	for _, stop := range m.stops {
		stop()
	}
}

// all yields the distinct rows with the first input, in the order in which they
// were added, that has them. Errors: those of the inputs, of ctx.
func (m *rowMerge) all(ctx context.Context, yield func(input int, r row, err error) bool) {
	defer m.stop()
	inputs := m.heap
	m.heap = nil
	for _, in := range inputs {
		if more, err := in.fill(); err != nil {
			yield(0, row{}, err)
			return
		} else if more {
			m.heap = append(m.heap, in)
		}
	}
	for i := len(m.heap)/2 - 1; i >= 0; i-- {
		m.down(i)
	}
	for last, began := (row{}), false; len(m.heap) > 0; began = true {
		first := m.heap[0]
		r := first.rows[0]
		if (!began || r != last) && !yield(first.order, r, nil) {
			return
		}
		last = r
		if err := m.next(ctx, first); err != nil {
			yield(0, row{}, err)
			return
		}
	}
}

// next goes past the first row of the first input.
func (m *rowMerge) next(ctx context.Context, first *rowInput) error {
	var ended error
	if first.rows = first.rows[1:]; len(first.rows) == 0 {
		ended = ctx.Err()
	}
	more, err := first.fill()
	if !more {
		end := len(m.heap) - 1
		m.heap[0] = m.heap[end]
		m.heap = m.heap[:end]
	}
	m.down(0)
	return cmp.Or(err, ended)
}

// fill has a row in the input; false at its end.
func (in *rowInput) fill() (more bool, err error) {
	if len(in.rows) == 0 {
		if in.rows, err = in.read(); len(in.rows) == 0 || err != nil {
			return false, err
		}
	}
	r := &in.rows[0]
	in.high, in.low = uint64(r[0])<<32|uint64(r[1]), uint64(r[2])<<32|uint64(r[3])
	return true, nil
}

func (in *rowInput) before(other *rowInput) bool {
	if in.high != other.high {
		return in.high < other.high
	}
	return in.low < other.low || in.low == other.low && in.order < other.order
}

// down moves an input down the heap to where it belongs.
func (m *rowMerge) down(i int) {
	for {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(m.heap); child++ {
			if m.heap[child].before(m.heap[least]) {
				least = child
			}
		}
		if least == i {
			return
		}
		m.heap[i], m.heap[least] = m.heap[least], m.heap[i]
		i = least
	}
}
