package exec

import (
	"context"

	"w3id.org/plenary/graph"
)

// A firsts yields some columns of its input, without rows that came before, for those to
// whom it does not matter how often a row comes: they keep less where many are the same.
// It leaves none out any more where few are, and where memory is short.
type firsts struct {
	Operator
	columns []int
	out     [][]graph.ID
	set     *rowSet // nil when it has given up
	seen    int
	numbers [BatchRows]uint32
	marks   [BatchRows]bool
}

// tried is how many rows are looked at before their number is judged.
const tried = 16 * BatchRows

func newFirsts(op Operator, columns []int, budget *Budget) *firsts {
	return &firsts{Operator: op, columns: columns, set: newRowSet(len(columns), budget)}
}

// Next returns the next rows.
func (f *firsts) Next(ctx context.Context) (Batch, error) {
	for {
		b, err := f.Operator.Next(ctx)
		if b.Len == 0 || err != nil {
			return Batch{}, err
		}
		f.out = f.out[:0]
		for _, c := range f.columns {
			f.out = append(f.out, b.Cols[c][:b.Len])
		}
		if b.Cols = f.out; f.set != nil {
			f.mark(&b)
		}
		if b.Len > 0 {
			return b, nil
		}
	}
}

// mark leaves out the rows of a batch that came before.
func (f *firsts) mark(b *Batch) {
	if f.seen += b.Len; f.seen > tried && f.set.len > f.seen/2 || f.set.reserve(b.Len, f.set.claim.fits) != nil {
		f.release()
		return
	}
	known := uint32(f.set.len)
	f.set.add(b.Cols, b.Len, f.numbers[:])
	for i, number := range f.numbers[:b.Len] {
		if f.marks[i] = number == known; f.marks[i] {
			known++
		}
	}
	b.keep(f.marks[:b.Len])
}

func (f *firsts) release() {
	if f.set != nil {
		f.set.release()
		f.set = nil
	}
}

// Close closes the input and forgets what came.
func (f *firsts) Close() {
	f.release()
	f.Operator.Close()
}
