package exec

import (
	"cmp"
	"container/heap"
	"context"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// A runMerge yields the rows of sorted runs in order: of rows that compare equal
// those of an earlier run first. It is a heap of the runs, by their next rows.
type runMerge struct {
	by    []sortColumn
	terms *plan.Terms
	heads []runHead
	out   [][]graph.ID
}

// runHead is a run with the batch of its next row.
type runHead struct {
	run *spill
	in  Batch
	row int
	at  int // which run it is
}

func newRunMerge(ctx context.Context, runs []*spill, by []sortColumn, width int, terms *plan.Terms) (*runMerge, error) {
	m := &runMerge{by: by, terms: terms, out: newColumns(width, BatchRows)}
	for i, r := range runs {
		b, err := r.Next(ctx)
		if err != nil {
			return nil, err
		}
		if b.Len > 0 {
			m.heads = append(m.heads, runHead{r, b, 0, i})
		}
	}
	heap.Init(m)
	return m, nil
}

// next returns the next rows, at most n.
func (m *runMerge) next(ctx context.Context, n int) (Batch, error) {
	i := 0
	for ; i < n && len(m.heads) > 0; i++ {
		h := &m.heads[0]
		for c, to := range m.out {
			to[i] = h.in.Cols[c][h.row]
		}
		if h.row++; h.row == h.in.Len {
			var err error
			if h.in, err = h.run.Next(ctx); err != nil {
				return Batch{}, err
			}
			if h.row = 0; h.in.Len == 0 {
				heap.Pop(m)
				continue
			}
		}
		heap.Fix(m, 0)
	}
	return Batch{i, first(m.out, i)}, nil
}

// Len is that of heap.Interface.
func (m *runMerge) Len() int { return len(m.heads) }

// Less is that of heap.Interface.
func (m *runMerge) Less(i, j int) bool {
	a, b := &m.heads[i], &m.heads[j]
	for _, c := range m.by {
		if o := orderIDs(m.terms, a.in.Cols[c.column][a.row], b.in.Cols[c.column][b.row]); o != 0 {
			return (o < 0) != c.descending
		}
	}
	return cmp.Less(a.at, b.at)
}

// Swap is that of heap.Interface.
func (m *runMerge) Swap(i, j int) { m.heads[i], m.heads[j] = m.heads[j], m.heads[i] }

// Push is that of heap.Interface; no run is added.
func (m *runMerge) Push(any) {}

// Pop is that of heap.Interface.
func (m *runMerge) Pop() any {
	m.heads = m.heads[:len(m.heads)-1]
	return nil
}
