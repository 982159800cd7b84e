package nquads

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"w3id.org/plenary/rdf"
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
	text string
	off  int64
	line int
}

// blocks cuts a document at line ends.
type blocks struct {
	r    io.Reader
	max  int    // bytes that a line may have
	size int    // of the next block
	in   []byte // read buffer
	rest string // begins the next block
	next block  // its position, without text
}

func newBlocks(r io.Reader, maxLine int) *blocks {
	return &blocks{r: r, max: maxLine, size: firstBytes, in: make([]byte, firstBytes), next: block{line: 1}}
}

// errLongLine ends a document whose line is longer than it may be.
var errLongLine = errors.New("nquads: long line")

func (d *dialect) longLine(b block) error {
	return &rdf.SyntaxError{
		Source: d.source, Offset: b.off, Line: b.line, Column: 1, Rule: d.syntax + " statement",
		Msg: fmt.Sprintf("a line longer than the limit of %d bytes", d.maxToken), Limit: "token",
	}
}

// read returns the next block, and what the document ends with if it is the
// last: io.EOF, errLongLine at the position of an empty block, or what the
// reader failed with.
func (b *blocks) read() (block, error) {
	var text strings.Builder
	text.WriteString(b.rest)
	text.Grow(b.size + len(b.in))
	var end error
	whole := 0 // bytes up to the end of the last whole line
	for end == nil && (whole == 0 || text.Len() < b.size) {
		if whole == 0 && text.Len() > b.max {
			return b.next, errLongLine
		}
		var n int
		n, end = b.fill()
		text.Write(b.in[:n])
		if i := lastLineEnd(b.in[:n]); i >= 0 {
			whole = text.Len() - n + i + 1
		}
	}
	if end == io.EOF {
		whole = text.Len()
	}
	if b.size < blockBytes {
		b.size *= 2
		b.in = make([]byte, b.size/4)
	}
	return b.cut(text.String(), whole), end
}

// lastLineEnd returns where the last line end is, -1 if there is none. Carriage
// returns end lines too, but who writes them puts a line feed behind.
func lastLineEnd(text []byte) int {
	if i := bytes.LastIndexByte(text, '\n'); i >= 0 {
		return i
	}
	return bytes.LastIndexByte(text, '\r')
}

// fill reads into b.in and returns how much.
func (b *blocks) fill() (n int, err error) {
	for range maxIdle {
		if n, err = b.r.Read(b.in); n > 0 || err != nil {
			return n, err
		}
	}
	return 0, io.ErrNoProgress
}

// cut makes a block of text[:end] and keeps the rest.
func (b *blocks) cut(text string, end int) block {
	blk := b.next
	blk.text, b.rest = text[:end], text[end:]
	b.next.off += int64(end)
	b.next.line += strings.Count(blk.text, "\n")
	return blk
}
