package exec

import (
	"context"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// firstRows is how many rows the first batch has: many queries ask for no more.
const firstRows = 16

// A seeker can leave out rows whose first variable of Info.Sorted is below an ID.
type seeker interface {
	Operator
	seek(id graph.ID)
}

// scan is plan.Scan.
type scan struct {
	source *source
	cols   [][]graph.ID
	size   int
}

func newScan(n *plan.Scan, run *Run) *scan {
	s := &scan{source: newSource(run.Terms.Snapshot(), n, n.Vars, func(string) bool { return false }), size: firstRows}
	s.source.reset()
	return s
}

// Next returns the next rows.
func (s *scan) Next(ctx context.Context) (Batch, error) {
	if err := ctx.Err(); err != nil {
		return Batch{}, err
	}
	if len(s.cols) == 0 || len(s.cols[0]) < s.size {
		s.cols = newColumns(s.source.width, s.size)
	}
	n, err := s.source.read(s.cols, s.size)
	s.size = min(4*s.size, BatchRows)
	return Batch{n, first(s.cols, n)}, err
}

func (s *scan) seek(id graph.ID) {
	s.source.seek(id)
	s.size = min(s.size, 4*firstRows)
}

// Close ends the use of the store.
func (s *scan) Close() { s.source.close() }

// newColumns returns columns of n rows.
func newColumns(width, n int) [][]graph.ID {
	all, cols := make([]graph.ID, width*n), make([][]graph.ID, width)
	for i := range cols {
		cols[i] = all[i*n : (i+1)*n : (i+1)*n]
	}
	return cols
}

// first returns the first n rows of columns. What it returns may be changed, cols
// is as it was.
func first(cols [][]graph.ID, n int) [][]graph.ID {
	out := make([][]graph.ID, len(cols))
	for i, c := range cols {
		out[i] = c[:n]
	}
	return out
}
