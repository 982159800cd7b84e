package results

import (
	"errors"
	"fmt"
	"io"

	"w3id.org/plenary/rdf"
)

// ErrNotWritable is wrapped by what says that a term has no form in a format.
var ErrNotWritable = errors.New("results: a term cannot be written in this format")

// encoder is what formats differ in. A cell is an appended term.
type encoder interface {
	head(dst []byte, vars []string) []byte
	// columns returns what stands before the cells of each variable.
	columns(vars []string) [][]byte
	cell(dst []byte, t rdf.Term) ([]byte, error)
	// row appends a row; a cell of length 0 is unbound. n counts the rows before.
	row(dst []byte, columns, cells [][]byte, n int) []byte
	tail(dst []byte) []byte
	boolean(dst []byte, value bool) []byte
}

// A Writer writes a table. It holds some 64 KiB, or one row where that is
// longer.
type Writer struct {
	to      io.Writer
	write   encoder
	vars    []string
	columns [][]byte
	cells   [][]byte
	buffer  []byte
	scratch []byte // of cells
	rows    int
	err     error
}

// What is written is handed on when it is bufferBytes; few results are as long, and
// a buffer begins with firstBytes.
const (
	bufferBytes = 64 << 10
	firstBytes  = 2 << 10
)

// NewWriter returns a writer of a table with columns.
func NewWriter(to io.Writer, f Format, vars []string) *Writer {
	return &Writer{
		to: to, write: f.write, vars: vars, columns: f.write.columns(vars), cells: make([][]byte, len(vars)),
		buffer: f.write.head(make([]byte, 0, firstBytes), vars),
	}
}

// Row writes a solution: a term for each column, the zero Term where it is
// unbound. Errors: those that wrap ErrNotWritable, before which nothing of the
// row is written, and those of writing.
func (w *Writer) Row(row []rdf.Term) error {
	if w.err != nil {
		return w.err
	}
	w.scratch = w.scratch[:0]
	for i := range w.cells {
		from := len(w.scratch)
		if !row[i].IsZero() {
			var err error
			if w.scratch, err = w.write.cell(w.scratch, row[i]); err != nil {
				return fmt.Errorf("%w: ?%s of row %d: %w", ErrNotWritable, w.vars[i], w.rows+1, err)
			}
		}
		w.cells[i] = w.scratch[from:len(w.scratch):len(w.scratch)]
	}
	return w.Cells(w.cells)
}

// Cell appends a term as it stands in a row of the format: for Cells.
func (f Format) Cell(dst []byte, t rdf.Term) ([]byte, error) { return f.write.cell(dst, t) }

// Cells writes a solution of terms as Format.Cell appends them, of length 0
// where they are unbound.
func (w *Writer) Cells(cells [][]byte) error {
	if w.err == nil {
		w.buffer = w.write.row(w.buffer, w.columns, cells, w.rows)
		w.rows++
		if len(w.buffer) >= bufferBytes {
			w.flush()
		}
	}
	return w.err
}

// Flush hands on what has been written.
func (w *Writer) Flush() error {
	w.flush()
	return w.err
}

func (w *Writer) flush() {
	if w.err == nil {
		_, w.err = w.to.Write(w.buffer)
		w.buffer = w.buffer[:0]
	}
}

// Close writes the end. It does not close what is written to.
func (w *Writer) Close() error {
	w.buffer = w.write.tail(w.buffer)
	return w.Flush()
}

// WriteBoolean writes the result of ASK. Errors: a format that has no form for
// it, those of writing.
func WriteBoolean(to io.Writer, f Format, value bool) error {
	if !f.Boolean {
		return fmt.Errorf("results: %s has no form for the result of ASK", f.Name)
	}
	_, err := to.Write(f.write.boolean(nil, value))
	return err
}
