package graph

import (
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
	low, high int // in graphs
}

func (r *graphRun) read(to *columns) (n int, err error) {
	for n = 0; n < to.len() && r.low < r.high; n++ {
		var place [2]uint32
		if err := r.base.graphs.Row(r.low, place[:]); err != nil {
			return n, err
		}
		q, err := r.base.triple(int(place[1]))
		if err != nil {
			return n, err
		}
		to.set(n, &q)
		r.low++
	}
	return n, nil
}

// triple returns a row of SPO.
func (b *base) triple(row int) (q quad, err error) {
	var codes [3]uint32
	if err = b.orders[spo].Row(row, codes[:]); err != nil {
		return q, err
	}
	for i, code := range codes {
		one := [1]uint32{code}
		if err == nil {
			err = b.translate(q[i:i+1], one[:], i == 1)
		}
	}
	return q, err
}
