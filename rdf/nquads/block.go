package nquads

import (
	"bytes"
	"errors"
	"io"
	"slices"
)

// What a block has at least, but for the last: the first block firstBytes, each
// one after it twice as much, up to blockBytes.
const (
	firstBytes = 16 << 10
	blockBytes = 256 << 10
)

// maxIdle is how often in a row a reader may return nothing.
const maxIdle = 100

// A block is some whole lines of a document, and where they begin in it.
type block struct {
	data []byte
	off  int64
}

// blocks cuts a document at line ends.
type blocks struct {
	r    io.Reader
	max  int    // bytes that a line may have
	size int    // of the next block
	rest []byte // begins the next block
	off  int64  // of rest
}

func newBlocks(r io.Reader, maxLine int) *blocks {
	return &blocks{r: r, max: maxLine, size: firstBytes}
}

// errLongLine ends a document whose line is longer than it may be.
var errLongLine = errors.New("nquads: long line")

// read returns the next block, in the memory of buf if there is room, and what
// the document ends with if it is the last: io.EOF, errLongLine at the position
// of an empty block, or what the reader failed with.
func (b *blocks) read(buf []byte) (block, error) {
	buf = append(slices.Grow(buf[:0], b.size+len(b.rest)), b.rest...)
	var end error
	whole := 0 // bytes up to the end of the last whole line
	for end == nil && (whole == 0 || len(buf) < b.size) {
		if whole == 0 && len(buf) > b.max {
			return block{off: b.off}, errLongLine
		}
		if len(buf) == cap(buf) {
			buf = b.grown(buf)
		}
		var n int
		n, end = b.fill(buf[len(buf):cap(buf)])
		if i := lastLineEnd(buf[len(buf) : len(buf)+n]); i >= 0 {
			whole = len(buf) + i + 1
		}
		buf = buf[:len(buf)+n]
	}
	if end == io.EOF {
		whole = len(buf)
	}
	b.size = min(2*b.size, blockBytes)
	blk := block{buf[:whole], b.off}
	b.rest = append(b.rest[:0], buf[whole:]...)
	b.off += int64(whole)
	return blk, end
}

// grown returns buf with room for more of a line, up to what it may have.
func (b *blocks) grown(buf []byte) []byte {
	size := 2 * len(buf)
	if size > b.max/2 { // there is no second step then
		size = b.max + blockBytes
	}
	return append(make([]byte, 0, size), buf...)
}

// lastLineEnd returns where the last line end is, -1 if there is none. Carriage
// returns end lines too, but who writes them puts a line feed behind.
func lastLineEnd(text []byte) int {
	if i := bytes.LastIndexByte(text, '\n'); i >= 0 {
		return i
	}
	return bytes.LastIndexByte(text, '\r')
}

// fill reads into buf and returns how much.
func (b *blocks) fill(buf []byte) (n int, err error) {
	for range maxIdle {
		if n, err = b.r.Read(buf); n > 0 || err != nil {
			return n, err
		}
	}
	return 0, io.ErrNoProgress
}
