package exec

import (
	"context"
	"math/bits"

	"w3id.org/plenary/graph"
)

// rowStore keeps rows by columns, within a budget.
type rowStore struct {
	cols   [][]graph.ID
	n      int
	budget *Budget
	taken  int64
}

// add appends the rows of a batch. Errors: ErrBudget.
func (s *rowStore) add(b Batch) error {
	if s.cols == nil {
		s.cols = make([][]graph.ID, len(b.Cols))
	}
	if s.n+b.Len > s.room() {
		if err := s.grow(max(2*s.n, s.n+b.Len, BatchRows/4)); err != nil {
			return err
		}
	}
	for i, col := range b.Cols {
		s.cols[i] = append(s.cols[i], col[:b.Len]...)
	}
	s.n += b.Len
	return nil
}

func (s *rowStore) room() int {
	if len(s.cols) == 0 {
		return 1 << 62
	}
	return cap(s.cols[0])
}

func (s *rowStore) grow(n int) error {
	bytes := int64(8 * n * len(s.cols))
	if err := s.budget.Take(bytes); err != nil { // the old ones too, while they are copied
		return err
	}
	for i, col := range s.cols {
		s.cols[i] = append(make([]graph.ID, 0, n), col...)
	}
	s.budget.Give(s.taken)
	s.taken = bytes
	return nil
}

// release gives the memory back.
func (s *rowStore) release() {
	if s.budget != nil {
		s.budget.Give(s.taken)
	}
	s.cols, s.n, s.taken = nil, 0, 0
}

// drain adds all rows of an operator.
func (s *rowStore) drain(ctx context.Context, op Operator) error {
	for {
		b, err := op.Next(ctx)
		if err != nil || b.Len == 0 {
			return err
		}
		if err := s.add(b); err != nil {
			return err
		}
	}
}

// hashIndex finds the rows of a store that have given IDs in some columns. Rows
// with the same IDs are a chain in ascending order.
type hashIndex struct {
	cols  [][]graph.ID // of the key
	slots []int32      // the first row of a chain plus one, 0 for none
	next  []int32      // the row behind in the chain, plus one
	shift uint
}

// newHashIndex makes an index of rows; nil rows are all n. Errors: ErrBudget, that of
// ctx.
func newHashIndex(ctx context.Context, cols [][]graph.ID, rows []int32, n int, budget *Budget) (*hashIndex, error) {
	count := n
	if rows != nil {
		count = len(rows)
	}
	size := 1 << bits.Len(uint(count+count/2+1))
	if err := budget.Take(int64(4 * (size + n))); err != nil {
		return nil, err
	}
	x := &hashIndex{cols: cols, slots: make([]int32, size), next: make([]int32, n), shift: uint(64 - bits.Len(uint(size-1)))}
	for i := count - 1; i >= 0; i-- { // so that chains ascend
		row := int32(i)
		if rows != nil {
			row = rows[i]
		}
		x.insert(row)
		if i%(16*BatchRows) == 0 && ctx.Err() != nil {
			budget.Give(x.bytes())
			return nil, ctx.Err()
		}
	}
	return x, nil
}

// bytes returns how much memory the index takes.
func (x *hashIndex) bytes() int64 { return int64(4 * (len(x.slots) + len(x.next))) }

// hash returns the slot where the search for a row of columns begins.
func (x *hashIndex) hash(cols [][]graph.ID, row int32) uint64 {
	h := uint64(0)
	for _, col := range cols {
		h = hashID(h, col[row])
	}
	return h >> x.shift
}

func (x *hashIndex) insert(row int32) {
	mask := uint64(len(x.slots) - 1)
	for slot := x.hash(x.cols, row); ; slot = (slot + 1) & mask {
		head := x.slots[slot]
		if head == 0 || agree(x.cols, head-1, x.cols, row) {
			x.next[row] = head
			x.slots[slot] = row + 1
			return
		}
	}
}

// find returns the first row with the IDs of a row of other columns, plus one; 0
// when there is none. next has the others.
func (x *hashIndex) find(cols [][]graph.ID, row int32) int32 {
	mask := uint64(len(x.slots) - 1)
	for slot := x.hash(cols, row); ; slot = (slot + 1) & mask {
		head := x.slots[slot]
		if head == 0 || agree(x.cols, head-1, cols, row) {
			return head
		}
	}
}

func agree(a [][]graph.ID, i int32, b [][]graph.ID, j int32) bool {
	for c := range a {
		if a[c][i] != b[c][j] {
			return false
		}
	}
	return true
}
