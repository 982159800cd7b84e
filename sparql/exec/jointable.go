package exec

import (
	"context"
	"sync"

	"w3id.org/plenary/graph"
)

// A joinTable finds the rows of a side that are compatible with a row of another:
// those that agree in each variable that both bind.
//
// Where all rows bind all shared variables it is one index. Otherwise rows are
// sorted by which of them they bind, and each combination of such a class with
// one of the rows looked for has an index of its own, over what both bind.
type joinTable struct {
	rows    rowStore
	shared  [][]graph.ID // columns of rows
	classes []class
	budget  *Budget

	mu    sync.Mutex // of the indexes of classes
	taken int64
}

// class is the rows that bind the same of the shared variables.
type class struct {
	bound   uint64  // a bit for each shared variable
	rows    []int32 // nil for all
	indexes map[uint64]*hashIndex
}

// newJoinTable reads all rows of an operator. shared are its columns that the
// other side has too, sure whether no row leaves one of them unbound.
//
// The table may be read by several goroutines.
func newJoinTable(ctx context.Context, op Operator, shared []int, sure bool, budget *Budget) (*joinTable, error) {
	t := &joinTable{budget: budget, rows: rowStore{budget: budget}}
	if err := t.rows.drain(ctx, op); err != nil {
		t.release()
		return nil, err
	}
	if t.rows.n == 0 {
		return t, nil
	}
	for _, c := range shared {
		t.shared = append(t.shared, t.rows.cols[c])
	}
	if err := t.classify(sure); err != nil {
		t.release()
		return nil, err
	}
	return t, nil
}

func (t *joinTable) classify(sure bool) error {
	if sure || len(t.shared) == 0 {
		t.classes = []class{{bound: 1<<len(t.shared) - 1, indexes: map[uint64]*hashIndex{}}}
		return nil
	}
	if err := t.take(4 * int64(t.rows.n)); err != nil {
		return err
	}
	byBound := map[uint64]int{}
	for row := range t.rows.n {
		bound := boundOf(t.shared, int32(row))
		i, ok := byBound[bound]
		if !ok {
			i = len(t.classes)
			byBound[bound] = i
			t.classes = append(t.classes, class{bound: bound, indexes: map[uint64]*hashIndex{}})
		}
		t.classes[i].rows = append(t.classes[i].rows, int32(row))
	}
	return nil
}

// boundOf returns which columns a row binds.
func boundOf(cols [][]graph.ID, row int32) (bound uint64) {
	for i, col := range cols {
		if col[row] != 0 {
			bound |= 1 << i
		}
	}
	return bound
}

func (t *joinTable) take(bytes int64) error {
	err := t.budget.Take(bytes)
	if err == nil {
		t.taken += bytes
	}
	return err
}

// index returns the index of a class over some of the shared variables.
func (t *joinTable) index(ctx context.Context, c *class, over uint64) (*hashIndex, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if x, ok := c.indexes[over]; ok {
		return x, nil
	}
	x, err := newHashIndex(ctx, pick(t.shared, over), c.rows, t.rows.n, t.budget)
	if err != nil {
		return nil, err
	}
	t.taken += x.bytes()
	c.indexes[over] = x
	return x, nil
}

// pick returns the columns of a set.
func pick(cols [][]graph.ID, set uint64) (out [][]graph.ID) {
	for i, col := range cols {
		if set&(1<<i) != 0 {
			out = append(out, col)
		}
	}
	return out
}

// release gives the memory back.
func (t *joinTable) release() {
	t.rows.release()
	t.budget.Give(t.taken)
	t.taken, t.classes = 0, nil
}

// A probe looks in a joinTable for the partners of the rows of a batch.
type probe struct {
	table  *joinTable
	cols   [][]graph.ID // the shared variables of the batch
	common uint64       // shared variables of which a row and its partner must bind one; 0 is no demand
	heads  []int32      // of the chains, where one index serves all rows

	row   int32
	class int
	at    int32 // the next partner of row plus one
	index *hashIndex
}

// reset begins with a batch, of whose columns some are shared; sure says that it
// binds all of them.
func (p *probe) reset(ctx context.Context, t *joinTable, b Batch, shared []int, sure bool, common uint64) error {
	*p = probe{table: t, cols: p.cols[:0], common: common, heads: p.heads[:0]}
	for _, c := range shared {
		p.cols = append(p.cols, b.Cols[c])
	}
	if sure && len(t.classes) == 1 && p.enough(t.classes[0].bound) {
		return p.findAll(ctx, b.Len)
	}
	return nil
}

// enough reports whether what a row and its partner both bind is enough.
func (p *probe) enough(bound uint64) bool { return p.common == 0 || bound&p.common != 0 }

// findAll looks up all rows at once, which lets the processor wait for memory
// once for many of them.
func (p *probe) findAll(ctx context.Context, n int) (err error) {
	c := &p.table.classes[0]
	if p.index, err = p.table.index(ctx, c, c.bound); err != nil {
		return err
	}
	cols := pick(p.cols, c.bound)
	for row := range int32(n) {
		p.heads = append(p.heads, p.index.find(cols, row))
	}
	return nil
}

// begin goes to a row of the batch.
func (p *probe) begin(row int32) {
	p.row, p.class, p.at = row, -1, 0
	if len(p.heads) > 0 {
		p.class, p.at = 0, p.heads[row]
	}
}

// next returns the next partner of the row, false when there is none.
func (p *probe) next(ctx context.Context) (int32, bool, error) {
	for p.at == 0 {
		if p.class+1 >= len(p.table.classes) {
			return 0, false, nil
		}
		p.class++
		if err := p.look(ctx); err != nil {
			return 0, false, err
		}
	}
	found := p.at - 1
	p.at = p.index.next[found]
	return found, true, nil
}

// look finds the chain of a class.
func (p *probe) look(ctx context.Context) (err error) {
	c := &p.table.classes[p.class]
	over := c.bound & boundOf(p.cols, p.row)
	if !p.enough(over) {
		return nil
	}
	if p.index, err = p.table.index(ctx, c, over); err == nil {
		p.at = p.index.find(pick(p.cols, over), p.row)
	}
	return err
}
