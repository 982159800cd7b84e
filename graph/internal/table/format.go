// Package table holds rows of numbers of 32 bits in immutable byte strings:
// sorted rows of one to four columns (Table), one unsorted column (Vector), and
// sorted numbers of 64 bits (Uint64s). What is read is checked when it is first
// touched; damage is an error that wraps corrupt.Err.
//
// A table or vector is blocks of 1024 rows, of which the last may have fewer, a
// directory and a footer. All numbers are little-endian.
//
//	block      4  CRC-32C of the rest of the block
//	           for each miniblock of 128 rows and in it for each column
//	           4  the smallest value, 1  the width of the distances from it
//	           then in the same order the packed distances (package pack)
//	directory  for each block
//	           4  for each column of the first row, 8  where the block begins
//	footer     8  magic, 4  columns, 4  kind (0 sorted, 1 unsorted)
//	           8  rows, 8  where the directory begins
//	           4  CRC-32C of the directory, 4  CRC-32C of the footer so far
package table

import (
	"encoding/binary"
	"hash/crc32"
	"runtime/debug"
	"sync/atomic"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/pack"
)

const (
	magic      = "plenTbl1"
	blockRows  = 1024
	miniblocks = blockRows / pack.Len
	maxColumns = 4
	footerSize = 40
	headSize   = 5 // of a column of a miniblock
	sumSize    = 4
)

const (
	sorted = iota
	unsorted
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func sum(b []byte) uint32 { return crc32.Checksum(b, castagnoli) }

// seen remembers which blocks have been checked.
type seen []atomic.Uint32

func newSeen(blocks int) seen { return make(seen, (blocks+31)/32) }

func (s seen) has(i int) bool { return s[i/32].Load()&(1<<(i%32)) != 0 }

func (s seen) add(i int) { s[i/32].Or(1 << (i % 32)) }

// rows is what tables and vectors share.
type rows struct {
	bytes     []byte // all, so that Slack bytes follow each block
	directory []byte
	columns   int
	len       int
	checked   seen
}

func open(b []byte, kind uint32) (opened *rows, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	if len(b) < footerSize {
		return nil, corrupt.Errorf("%d bytes are too few for a table", len(b))
	}
	foot := b[len(b)-footerSize:]
	if string(foot[:8]) != magic || sum(foot[:36]) != binary.LittleEndian.Uint32(foot[36:]) {
		return nil, corrupt.Errorf("a table has no footer")
	}
	r := &rows{bytes: b, columns: int(binary.LittleEndian.Uint32(foot[8:]))}
	count, start := binary.LittleEndian.Uint64(foot[16:]), binary.LittleEndian.Uint64(foot[24:])
	if k := binary.LittleEndian.Uint32(foot[12:]); k != kind || r.columns < 1 || r.columns > maxColumns || count > 1<<40 || start > uint64(len(b)-footerSize) {
		return nil, corrupt.Errorf("the footer of a table says %d columns of kind %d, %d rows, directory at %d", r.columns, k, count, start)
	}
	r.len = int(count)
	r.directory = b[start : len(b)-footerSize]
	if len(r.directory) != r.blocks()*r.entrySize() {
		return nil, corrupt.Errorf("a table of %d rows has a directory of %d bytes", r.len, len(r.directory))
	}
	if sum(r.directory) != binary.LittleEndian.Uint32(foot[32:]) {
		return nil, corrupt.Errorf("the directory of a table has another checksum")
	}
	r.checked = newSeen(r.blocks())
	return r, nil
}

func (r *rows) blocks() int { return (r.len + blockRows - 1) / blockRows }

func (r *rows) entrySize() int { return 4*r.columns + 8 }

// first returns a column of the first row of a block.
func (r *rows) first(block, column int) uint32 {
	return binary.LittleEndian.Uint32(r.directory[block*r.entrySize()+4*column:])
}

// start returns where a block begins; that of the one behind the last is the
// directory.
func (r *rows) start(block int) uint64 {
	if block == r.blocks() {
		return uint64(len(r.bytes) - footerSize - len(r.directory))
	}
	return binary.LittleEndian.Uint64(r.directory[block*r.entrySize()+4*r.columns:])
}

// rowsOf returns how many rows a block has.
func (r *rows) rowsOf(block int) int { return min(blockRows, r.len-block*blockRows) }

// block opens a block, which it checks the first time.
func (r *rows) block(i int) (b block, err error) {
	start, end := r.start(i), r.start(i+1)
	if !r.checked.has(i) {
		if err := r.check(i, start, end); err != nil {
			return b, err
		}
		r.checked.add(i)
	}
	b.heads = r.bytes[start+sumSize:]
	b.columns = r.columns
	offset := int(start) + sumSize + headSize*r.columns*((r.rowsOf(i)+pack.Len-1)/pack.Len)
	b.packed = r.bytes[offset:]
	return b, nil
}

func (r *rows) check(i int, start, end uint64) error {
	if start > end || end > uint64(len(r.bytes)) || end-start < sumSize {
		return corrupt.Errorf("block %d of a table lies from %d to %d", i, start, end)
	}
	bytes := r.bytes[start:end]
	if sum(bytes[sumSize:]) != binary.LittleEndian.Uint32(bytes) {
		return corrupt.Errorf("block %d of a table, at byte %d, has another checksum", i, start)
	}
	heads := r.columns * ((r.rowsOf(i) + pack.Len - 1) / pack.Len)
	size := sumSize + headSize*heads
	for h := range heads {
		if size > len(bytes) || bytes[sumSize+headSize*h+4] > pack.MaxWidth {
			return corrupt.Errorf("block %d of a table, at byte %d, has a bad head", i, start)
		}
		size += pack.Size(int(bytes[sumSize+headSize*h+4]))
	}
	if size != len(bytes) {
		return corrupt.Errorf("block %d of a table, at byte %d, has %d bytes, not %d", i, start, len(bytes), size)
	}
	return nil
}

// block is a checked block.
type block struct {
	heads   []byte
	packed  []byte
	columns int
}

// minis are where the miniblocks of a block begin in what is packed.
type minis [miniblocks + 1]int

// minis finds the first n miniblocks, and where the one behind them begins.
func (b *block) minis(n int) (m minis) {
	offset, head := 0, 4
	for i := range n {
		m[i] = offset
		for range b.columns {
			offset += pack.Size(int(b.heads[head]))
			head += headSize
		}
	}
	m[n] = offset
	return m
}

// mini finds the columns of a miniblock.
func (b *block) mini(m int, c *mini) {
	b.miniAt(m, b.minis(m)[m], c)
}

// miniAt finds the columns of the miniblock that begins at an offset.
func (b *block) miniAt(m, offset int, c *mini) {
	heads := b.heads[headSize*b.columns*m:]
	for i := range b.columns {
		width := int(heads[headSize*i+4])
		c[i] = column{b.packed[offset:], binary.LittleEndian.Uint32(heads[headSize*i:]), width}
		offset += pack.Size(width)
	}
}

// mini is the columns of a miniblock.
type mini [maxColumns]column

// column is a column of a miniblock.
type column struct {
	packed []byte
	base   uint32
	width  int
}

func (c *column) at(i int) uint32 { return pack.At(c.packed, i, c.base, c.width) }

// compare returns -1, 0 or 1 as a row begins with less than the prefix, with it,
// or with more.
func (c *mini) compare(row int, prefix []uint32) int {
	for i, want := range prefix {
		if got := c[i].at(row); got != want {
			if got < want {
				return -1
			}
			return 1
		}
	}
	return 0
}

// search returns the first row from low on, below high, that compares at least
// so to the prefix; high when there is none.
func (c *mini) search(low, high int, prefix []uint32, least int) int {
	for low < high {
		middle := int(uint(low+high) >> 1)
		if c.compare(middle, prefix) < least {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}
