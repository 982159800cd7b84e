package table

import (
	"runtime/debug"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/pack"
)

// A Cursor reads neighbouring rows. The zero Cursor has none.
type Cursor struct {
	rows     *rows
	row, end int
	block    block
	open     int // the block that block is, plus one
	mini     mini
	room     [pack.Len]uint32 // for what is unpacked in part
}

// Reset makes the cursor read the rows of t from low to, not including, high.
func (c *Cursor) Reset(t *Table, low, high int) {
	c.rows, c.row, c.end, c.open = t.rows, max(0, low), min(high, t.len), 0
}

// Next fills columns, all of one length, with the next rows and returns how many
// it wrote; 0 is the end. A nil column is left out; the first must not be nil.
// After an error, which wraps corrupt.Err, what it wrote is good.
func (c *Cursor) Next(cols [][]uint32) (n int, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	for n < len(cols[0]) && c.row < c.end {
		if i := c.row / blockRows; c.open != i+1 {
			if c.block, err = c.rows.block(i); err != nil {
				return n, err
			}
			c.open = i + 1
		}
		from := c.row % pack.Len
		size := min(pack.Len-from, len(cols[0])-n, c.end-c.row)
		c.block.mini(c.row%blockRows/pack.Len, &c.mini)
		for i, col := range cols {
			if col != nil {
				c.mini[i].read(col[n:n+size], from, &c.room)
			}
		}
		n += size
		c.row += size
	}
	return n, nil
}

// few is the number of values below which one by one is faster than all.
const few = 24

// read writes the values from an index on; all is room for those around them, nil
// where there is none.
func (c *column) read(dst []uint32, from int, all *[pack.Len]uint32) {
	switch {
	case len(dst) == pack.Len:
		pack.Unpack((*[pack.Len]uint32)(dst), c.packed, c.base, c.width)
	case len(dst) < few:
		for i := range dst {
			dst[i] = c.at(from + i)
		}
	default:
		if all == nil {
			all = new([pack.Len]uint32)
		}
		pack.Unpack(all, c.packed, c.base, c.width)
		copy(dst, all[from:])
	}
}
