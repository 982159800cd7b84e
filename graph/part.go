package graph

import (
	"cmp"
	"runtime/debug"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/table"
)

// orderRun is neighbouring rows of one order.
type orderRun struct {
	base   *base
	order  order
	cursor table.Cursor
	left   int
	codes  [3][]uint32
}

// manyRows is how many neighbouring rows are not worth single reads from a disk.
const manyRows = 1 << 16

// reset makes it read other rows.
func (r *orderRun) reset(b *base, o order, low, high int) {
	r.base, r.order, r.left = b, o, high-low
	if r.left > manyRows {
		b.files.inOrder()
	}
	r.cursor.Reset(b.orders[o], low, high)
	if r.codes[0] == nil {
		codes := make([]uint32, 3*batchRows)
		for i := range r.codes {
			r.codes[i] = codes[i*batchRows : (i+1)*batchRows]
		}
	}
}

func (r *orderRun) read(to *columns) (int, error) {
	size := min(to.len(), r.left)
	if size == 0 {
		return 0, nil
	}
	codes := [3][]uint32{r.codes[0][:size], r.codes[1][:size], r.codes[2][:size]}
	n, err := r.cursor.Next(codes[:])
	r.left -= n
	for i, position := range positions[r.order] {
		if err == nil && to[position] != nil {
			err = r.base.translate(to[position][:n], r.codes[i][:n], position == 1)
		}
	}
	return n, err
}

// translate gives codes, or numbers of predicates, their IDs.
func (b *base) translate(ids []ID, codes []uint32, predicates bool) (err error) {
	if predicates {
		return b.translatePredicates(ids, codes)
	}
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	firstIRI, firstValue, firstLiteral := b.firsts[iriSection], b.firsts[valueSection], b.firsts[literalSection]
	iris, values, literals := firstValue-firstIRI, firstLiteral-firstValue, b.firsts[tripleSection]-firstLiteral
	ids = ids[:len(codes)]
	for i, code := range codes {
		switch {
		case code-firstIRI < iris:
			ids[i] = tagIRI<<tagShift | ID(code)
		case code-firstLiteral < literals:
			ids[i] = tagLiteral<<tagShift | ID(code)
		case code-firstValue < values:
			value, err := b.values.Get(int(code - firstValue))
			if err != nil {
				return err
			}
			ids[i] = ID(value)
		default: // a blank node, a triple term or none
			ids[i], _ = b.id(code)
		}
	}
	return nil
}

func (b *base) translatePredicates(ids []ID, numbers []uint32) error {
	ids = ids[:len(numbers)]
	for i, number := range numbers {
		if int(number) >= len(b.predicates) {
			return corrupt.Errorf("a row has predicate %d of %d", number, len(b.predicates))
		}
		ids[i] = tagIRI<<tagShift | ID(b.predicates[number])
	}
	return nil
}

// graphRun is the rows of one graph, in the order SPO.
type graphRun struct {
	base      *base
	low, high int        // in graphs
	room      *graphRoom // made when rows are read, and kept
}

// graphRoom is what reading takes.
type graphRoom struct {
	cursor       table.Cursor
	graphs, rows [graphRows]uint32
	codes        [3][graphRows]uint32
}

// graphRows is how many rows of a graph are read at once.
const graphRows = 128

// reset makes it read other rows.
func (r *graphRun) reset(b *base, low, high int) { r.base, r.low, r.high = b, low, high }

func (r *graphRun) release() {
	r.base = nil
	if r.room != nil {
		r.room.cursor = table.Cursor{}
	}
}

func (r *graphRun) read(to *columns) (n int, err error) {
	for n < to.len() && r.low < r.high {
		if r.room == nil {
			r.room = new(graphRoom)
		}
		got := min(to.len()-n, r.high-r.low, graphRows)
		if err := r.readCodes(got); err != nil {
			return n, err
		}
		for position, column := range to {
			if column == nil {
				continue
			}
			if err := r.base.translate(column[n:n+got], r.room.codes[position][:got], position == 1); err != nil {
				return n, err
			}
		}
		n += got
		r.low += got
	}
	return n, nil
}

// readCodes reads the next n rows. Those of a graph are often neighbours.
func (r *graphRun) readCodes(n int) error {
	to := r.room
	to.cursor.Reset(r.base.graphs, r.low, r.low+n)
	if got, err := to.cursor.Next([][]uint32{to.graphs[:n], to.rows[:n]}); err != nil || got < n {
		return cmp.Or(err, corrupt.Errorf("%d rows of a graph, not %d", got, n))
	}
	for from := 0; from < n; {
		row, end := int(to.rows[from]), from+1
		for end < n && int(to.rows[end]) == row+end-from {
			end++
		}
		to.cursor.Reset(r.base.orders[spo], row, row+end-from)
		if got, err := to.cursor.Next([][]uint32{to.codes[0][from:end], to.codes[1][from:end], to.codes[2][from:end]}); err != nil || got < end-from {
			return cmp.Or(err, corrupt.Errorf("a graph has row %d of %d", row, r.base.orders[spo].Len()))
		}
		from = end
	}
	return nil
}
