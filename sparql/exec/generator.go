package exec

import (
	"context"
	"errors"
	"iter"

	"w3id.org/plenary/graph"
)

// A generator is an operator whose rows a function makes from beginning to end. It
// runs as a coroutine, a batch at a time.
type generator struct {
	run  func(ctx context.Context, out *rowWriter) error
	out  rowWriter
	next func() (Batch, error, bool)
	stop func()
	end  func() // of Close
}

// newGenerator returns the operator of a function, and what Close is to do.
func newGenerator(width int, run func(ctx context.Context, out *rowWriter) error, end func()) *generator {
	return &generator{run: run, out: rowWriter{cols: newColumns(width, BatchRows)}, end: end}
}

// Next returns the next rows.
func (g *generator) Next(ctx context.Context) (Batch, error) {
	if err := ctx.Err(); err != nil {
		return Batch{}, err
	}
	if g.next == nil {
		g.next, g.stop = iter.Pull2(func(yield func(Batch, error) bool) {
			g.out.yield = yield
			err := g.run(ctx, &g.out)
			if err == nil {
				err = g.out.flush()
			}
			if err != nil && err != errStopped {
				yield(Batch{}, err)
			}
		})
	}
	b, err, _ := g.next()
	return b, err
}

// Close ends the function and what it used.
func (g *generator) Close() {
	if g.stop != nil {
		g.stop()
	}
	if g.end != nil {
		g.end()
		g.end = nil
	}
}

// A rowWriter collects the rows of a generator.
type rowWriter struct {
	cols  [][]graph.ID
	n     int // rows that are not handed on
	yield func(Batch, error) bool
}

// errStopped ends a function whose rows nobody wants any more.
var errStopped = errors.New("exec: no more rows are wanted")

// room has room for a row at least. Errors: errStopped.
func (w *rowWriter) room() error {
	if w.n < BatchRows {
		return nil
	}
	return w.flush()
}

// add writes a row. Errors: errStopped.
func (w *rowWriter) add(row ...graph.ID) error {
	if err := w.room(); err != nil {
		return err
	}
	for i, id := range row {
		w.cols[i][w.n] = id
	}
	w.n++
	return nil
}

// flush hands on what there is. Errors: errStopped.
func (w *rowWriter) flush() error {
	if w.n == 0 {
		return nil
	}
	b := Batch{w.n, first(w.cols, w.n)}
	w.n = 0
	if !w.yield(b, nil) {
		return errStopped
	}
	return nil
}
