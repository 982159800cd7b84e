package table

import (
	"context"
	"math"
	"runtime/debug"
	"slices"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/pack"
)

// A Table is sorted rows. It may be read by many goroutines.
type Table struct{ *rows }

// Open opens what a Writer has written. The table refers to b.
//
// Cost: independent of the number of rows, but for a checksum over 12 to 24
// bytes for each 1024.
func Open(b []byte) (*Table, error) {
	r, err := open(b, sorted)
	return &Table{r}, err
}

// Len returns the number of rows.
func (t *Table) Len() int { return t.len }

// Columns returns the number of columns.
func (t *Table) Columns() int { return t.columns }

// Lower returns the first row that does not begin with less than the prefix; it
// is Len when there is none.
//
// Cost: two binary searches.
func (t *Table) Lower(prefix []uint32) (row int, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	low, high := 0, t.blocks() // the first block that does not begin with less
	for low < high {
		middle := int(uint(low+high) >> 1)
		if t.before(middle, prefix) {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == 0 {
		return 0, nil
	}
	return t.lowerIn(low-1, prefix)
}

// before reports whether the first row of a block is less than a prefix.
func (t *Table) before(block int, prefix []uint32) bool {
	for i, want := range prefix {
		if got := t.first(block, i); got != want {
			return got < want
		}
	}
	return false
}

// lowerIn is Lower within a block that begins with less.
func (t *Table) lowerIn(i int, prefix []uint32) (int, error) {
	b, err := t.block(i)
	if err != nil {
		return 0, err
	}
	var c mini
	low, high := 1, t.minisOf(i) // the first miniblock that does not begin with less
	places := b.minis(high)
	for low < high {
		middle := int(uint(low+high) >> 1)
		b.miniAt(middle, places[middle], &c)
		if c.compare(0, prefix) < 0 {
			low = middle + 1
		} else {
			high = middle
		}
	}
	b.miniAt(low-1, places[low-1], &c)
	return i*blockRows + (low-1)*pack.Len + c.search(1, t.rowsOfMini(i, low-1), prefix, 0), nil
}

// minisOf returns how many miniblocks a block has.
func (t *Table) minisOf(block int) int { return (t.rowsOf(block) + pack.Len - 1) / pack.Len }

func (t *Table) rowsOfMini(block, m int) int { return min(pack.Len, t.rowsOf(block)-m*pack.Len) }

// Range returns the rows from low to, not including, high: those that begin with
// the prefix.
//
// Cost: that of Lower, twice if there are many.
func (t *Table) Range(prefix []uint32) (low, high int, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if low, err = t.Lower(prefix); err != nil || low == t.len {
		return low, low, err
	}
	i, m := low/blockRows, low%blockRows/pack.Len
	b, err := t.block(i)
	if err != nil {
		return low, low, err
	}
	var c mini
	b.mini(m, &c)
	start := low - low%pack.Len
	if end := t.rowsOfMini(i, m); c.compare(low%pack.Len, prefix) != 0 {
		return low, low, nil
	} else if high := c.search(low%pack.Len, end, prefix, 1); high < end {
		return low, start + high, nil
	}
	n := nextable(prefix)
	if n == 0 {
		return low, t.len, nil
	}
	var next [maxColumns]uint32
	copy(next[:], prefix[:n])
	next[n-1]++
	high, err = t.Lower(next[:n])
	return low, high, err
}

// nextable returns how much of a prefix is left when the greatest numbers at its
// end, which have no next, are cut.
func nextable(prefix []uint32) int {
	n := len(prefix)
	for n > 0 && prefix[n-1] == math.MaxUint32 {
		n--
	}
	return n
}

// Row writes a row to dst, which has room for all columns.
func (t *Table) Row(row int, dst []uint32) (err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if row < 0 || row >= t.len {
		return corrupt.Errorf("row %d of a table of %d", row, t.len)
	}
	b, err := t.block(row / blockRows)
	if err != nil {
		return err
	}
	var c mini
	b.mini(row%blockRows/pack.Len, &c)
	for i := range t.columns {
		dst[i] = c[i].at(row % pack.Len)
	}
	return nil
}

// Verify checks all blocks and the order of the rows.
func (t *Table) Verify(ctx context.Context) error {
	var last [maxColumns]uint32
	var c Cursor
	cols := make([][]uint32, t.columns)
	for i := range cols {
		cols[i] = make([]uint32, blockRows)
	}
	for c.Reset(t, 0, t.len); c.row < t.len; {
		row := c.row
		n, err := c.Next(cols)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		for i := range n {
			var next [maxColumns]uint32
			for j := range cols {
				next[j] = cols[j][i]
			}
			if row+i > 0 && slices.Compare(next[:t.columns], last[:t.columns]) < 0 {
				return corrupt.Errorf("row %d of a table is before the one before", row+i)
			}
			if (row+i)%blockRows == 0 && t.before(row/blockRows, next[:t.columns]) {
				return corrupt.Errorf("the directory of a table has another row %d", row)
			}
			last = next
		}
	}
	return nil
}
