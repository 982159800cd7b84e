package ojson

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// end is what peek returns after the last byte.
const end = -1

// An input is text by blocks. at is the position of the next byte.
type input struct {
	r        io.Reader
	buf      []byte // not yet consumed
	block    []byte // what buf is a part of
	at       Position
	maxBytes int64
	read     int64
	tooLong  bool
	done     bool
	readErr  error
}

const blockBytes = 64 << 10

// fill reads more behind what is there.
func (in *input) fill() {
	if in.block == nil {
		in.block = make([]byte, blockBytes)
	}
	n := copy(in.block, in.buf)
	in.buf = in.block[:n]
	for tries := 0; !in.done && tries < 100; tries++ {
		m, err := in.r.Read(in.block[n:])
		in.read += int64(m)
		if in.read > in.maxBytes {
			m -= int(min(in.read-in.maxBytes, int64(m)))
			in.tooLong, in.done = true, true
		}
		in.buf = in.block[:n+m]
		if err != nil {
			in.done = true
			if !errors.Is(err, io.EOF) {
				in.readErr = err
			}
		}
		if m > 0 {
			return
		}
	}
	if !in.done {
		in.done, in.readErr = true, io.ErrNoProgress
	}
}

// stop makes the input end here.
func (in *input) stop() { in.buf, in.done = nil, true }

// peek returns the next byte, or end.
func (in *input) peek() int {
	if len(in.buf) == 0 {
		if in.done {
			return end
		}
		if in.fill(); len(in.buf) == 0 {
			return end
		}
	}
	return int(in.buf[0])
}

// ahead returns up to n bytes without consuming them.
func (in *input) ahead(n int) []byte {
	for len(in.buf) < n && !in.done {
		in.fill()
	}
	return in.buf[:min(n, len(in.buf))]
}

// skip consumes n bytes that are there and have no line break.
func (in *input) skip(n int) {
	in.at.Column += utf8.RuneCount(in.buf[:n]) - n
	in.skipASCII(n)
}

// skipASCII is skip for bytes that are one character each.
func (in *input) skipASCII(n int) {
	in.at.Offset += int64(n)
	in.at.Column += n
	in.buf = in.buf[n:]
}

// run returns how many of the bytes at hand, from the first, are among some.
func (in *input) run(some string) int {
	for i, c := range in.buf {
		if strings.IndexByte(some, c) < 0 {
			return i
		}
	}
	return len(in.buf)
}

func (in *input) newLine() {
	in.buf = in.buf[1:]
	in.at.Offset++
	in.at.Line++
	in.at.Column = 1
}
