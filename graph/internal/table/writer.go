package table

import (
	"encoding/binary"
	"errors"
	"io"
	"slices"

	"w3id.org/plenary/graph/internal/pack"
)

// ErrOrder says that rows were not given in order.
var ErrOrder = errors.New("table: rows out of order")

// A Writer writes a table. It writes a block at a time.
type Writer struct {
	w         io.Writer
	columns   int
	kind      uint32
	cols      [maxColumns][]uint32 // of the block to be
	last      [maxColumns]uint32
	rows      uint64
	offset    uint64
	directory []byte
	block     []byte
	err       error
}

// NewWriter returns a writer of a table with so many columns, one to four.
func NewWriter(w io.Writer, columns int) *Writer { return newWriter(w, columns, sorted) }

func newWriter(w io.Writer, columns int, kind uint32) *Writer {
	out := &Writer{w: w, columns: columns, kind: kind}
	for i := range columns {
		out.cols[i] = make([]uint32, 0, blockRows)
	}
	return out
}

// Append adds rows, one after the other, which must not be less than those
// before. Errors: ErrOrder, those of the io.Writer; then the table is spoilt.
func (w *Writer) Append(rows []uint32) error {
	for ; w.err == nil && len(rows) >= w.columns; rows = rows[w.columns:] {
		row := rows[:w.columns]
		if w.kind == sorted && w.rows > 0 && slices.Compare(row, w.last[:w.columns]) < 0 {
			w.err = ErrOrder
			break
		}
		copy(w.last[:], row)
		for i, v := range row {
			w.cols[i] = append(w.cols[i], v)
		}
		if w.rows++; len(w.cols[0]) == blockRows {
			w.flush()
		}
	}
	return w.err
}

// flush writes a block.
func (w *Writer) flush() {
	for i := range w.columns {
		w.directory = binary.LittleEndian.AppendUint32(w.directory, w.cols[i][0])
	}
	w.directory = binary.LittleEndian.AppendUint64(w.directory, w.offset)
	n := len(w.cols[0])
	minis := (n + pack.Len - 1) / pack.Len
	b := append(w.block[:0], make([]byte, sumSize+headSize*minis*w.columns)...)
	at := sumSize
	for m := range minis {
		for i := range w.columns {
			values := w.cols[i][m*pack.Len : min(n, (m+1)*pack.Len)]
			base, width := pack.Measure(values)
			binary.LittleEndian.PutUint32(b[at:], base)
			b[at+4] = byte(width)
			at += headSize
			b = pack.Append(b, values, base, width)
		}
	}
	binary.LittleEndian.PutUint32(b, sum(b[sumSize:]))
	w.write(b)
	w.block = b
	for i := range w.columns {
		w.cols[i] = w.cols[i][:0]
	}
}

func (w *Writer) write(b []byte) {
	if w.err == nil {
		_, w.err = w.w.Write(b)
		w.offset += uint64(len(b))
	}
}

// Close writes what is left, the directory and the footer. It does not close the
// io.Writer.
func (w *Writer) Close() error {
	if w.err == nil && len(w.cols[0]) > 0 {
		w.flush()
	}
	foot := append([]byte(nil), magic...)
	foot = binary.LittleEndian.AppendUint32(foot, uint32(w.columns))
	foot = binary.LittleEndian.AppendUint32(foot, w.kind)
	foot = binary.LittleEndian.AppendUint64(foot, w.rows)
	foot = binary.LittleEndian.AppendUint64(foot, w.offset)
	foot = binary.LittleEndian.AppendUint32(foot, sum(w.directory))
	foot = binary.LittleEndian.AppendUint32(foot, sum(foot))
	w.write(w.directory)
	w.write(foot)
	return w.err
}
