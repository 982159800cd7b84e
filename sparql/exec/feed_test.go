package exec

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

// A feed is an operator that yields rows as they stand, in batches of random
// sizes that are lent as the contract says.
type feed struct {
	rows   [][]graph.ID
	width  int
	sizes  *rand.Rand // nil for full batches
	closed bool
}

func (f *feed) Next(ctx context.Context) (Batch, error) {
	n := min(BatchRows, len(f.rows))
	if f.sizes != nil && n > 1 {
		n = 1 + f.sizes.IntN(n)
	}
	b := Batch{Len: n, Cols: make([][]graph.ID, f.width)}
	for c := range b.Cols {
		for _, row := range f.rows[:n] {
			b.Cols[c] = append(b.Cols[c], row[c])
		}
	}
	f.rows = f.rows[n:]
	return b, ctx.Err()
}

func (f *feed) Close() { f.closed = true }

// newRun returns a run over a store without quads, or over s, with a limit of
// memory, 0 for none, and a disk if it may spill.
func newRun(t testing.TB, s *graph.Snapshot, bytes int64, spill bool) *Run {
	t.Helper()
	if s == nil {
		store := graph.New(graph.Options{})
		s = store.Snapshot()
	}
	run := &Run{Terms: plan.NewTerms(s), Budget: NewBudget(nil, bytes, 0)}
	if spill {
		run.Disk = &Disk{Dir: t.TempDir()}
	}
	return run
}

// rowsOf returns the rows of an operator, and checks that it leaves nothing behind.
func rowsOf(t testing.TB, op Operator, run *Run) (rows [][]graph.ID, err error) {
	t.Helper()
	for {
		b, failed := op.Next(t.Context())
		if failed != nil {
			err = failed
			break
		}
		if b.Len == 0 {
			if b, err = op.Next(t.Context()); b.Len > 0 || err != nil {
				t.Errorf("%T has %d rows behind its end, error %v", op, b.Len, err)
			}
			break
		}
		if b.Len > BatchRows {
			t.Fatalf("a batch has %d rows", b.Len)
		}
		for i := range b.Len {
			row := make([]graph.ID, len(b.Cols))
			for c, col := range b.Cols {
				row[c] = col[i]
			}
			rows = append(rows, row)
		}
		for _, col := range b.Cols { // the caller may change it
			clear(col)
		}
	}
	op.Close()
	op.Close()
	texts := int64(0) // which stay
	if run.shared != nil {
		texts = run.shared.texts.Load()
	}
	if used := run.Budget.used.Load(); used != texts {
		t.Errorf("%T keeps %d bytes of the budget", op, used)
	}
	if run.Disk != nil && run.Disk.Used() != 0 {
		t.Errorf("%T keeps %d bytes of the disk", op, run.Disk.Used())
	}
	return rows, err
}

// randomRows returns rows of IDs of which each column has few.
func randomRows(r *rand.Rand, n, width, few int) [][]graph.ID {
	rows := make([][]graph.ID, n)
	for i := range rows {
		rows[i] = make([]graph.ID, width)
		for c := range rows[i] {
			id := graph.ID(r.IntN(few))
			switch {
			case id%7 == 1:
				id += graph.FirstLocal
			case id%7 > 1:
				id += graph.ID(id%7) << 60
			}
			rows[i][c] = id
		}
	}
	return rows
}

// sameRows compares rows, as multisets unless they are in order.
func sameRows(t testing.TB, got, want [][]graph.ID, ordered bool) {
	t.Helper()
	if !ordered {
		got, want = slices.SortedFunc(slices.Values(got), slices.Compare), slices.SortedFunc(slices.Values(want), slices.Compare)
	}
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i := range want {
		if !slices.Equal(got[i], want[i]) {
			t.Fatalf("row %d is %x, want %x", i, got[i], want[i])
		}
	}
}

func rowKey(row []graph.ID) string { return fmt.Sprint(row) }

// A columnsFeed yields columns without work.
type columnsFeed struct {
	cols [][]graph.ID
	at   int
	lent [][]graph.ID
}

func (f *columnsFeed) Next(context.Context) (Batch, error) {
	if f.lent == nil {
		f.lent = make([][]graph.ID, len(f.cols))
		for i := range f.lent {
			f.lent[i] = make([]graph.ID, BatchRows)
		}
	}
	b := Batch{Cols: make([][]graph.ID, len(f.cols))}
	for i, col := range f.cols {
		b.Len = copy(f.lent[i], col[f.at:])
		b.Cols[i] = f.lent[i][:b.Len]
	}
	f.at += b.Len
	return b, nil
}

func (*columnsFeed) Close() {}

// drain reads an operator to its end.
func drain(b testing.TB, op Operator) (rows int) {
	for {
		batch, err := op.Next(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		if batch.Len == 0 {
			op.Close()
			return rows
		}
		rows += batch.Len
	}
}

// clock tells the time that a benchmark measures.
var clock = func() time.Duration { return time.Duration(time.Now().UnixNano()) }

// perRow runs a benchmark and reports the time for each of its rows.
func perRow(b *testing.B, rows int, f func()) {
	start := clock()
	for b.Loop() {
		f()
	}
	b.ReportMetric(float64((clock()-start).Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
}
