package xmltoken

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
)

const (
	// firstBytes is the size of the buffer at first, bufferBytes the one it has
	// unless a token is longer.
	firstBytes  = 4 << 10
	bufferBytes = 64 << 10
	// maxIdle is how often in a row a reader may return nothing.
	maxIdle = 100
)

// An input is the part of a document that is at hand.
type input struct {
	source string
	r      io.Reader
	buf    []byte
	pos    int    // what is before it is done with
	end    int    // what is before it is known to be characters
	ended  bool   // nothing more to read
	bad    string // what comes at end
	err    error

	limit int   // bytes from pos to end
	size  int64 // bytes read so far, in UTF-8

	marked       string           // encoding that a byte order mark says
	unit         func([]byte) int // counts bytes of the document for some of UTF-8
	offset       int64            // of buf[0]
	line, column int
	halfLine     bool // behind \r, which \n may follow
}

// text returns what is at hand.
func (in *input) text() []byte { return in.buf[in.pos:in.end] }

// final reports whether nothing will follow what is at hand.
func (in *input) final() bool { return in.ended && in.end == len(in.buf) && in.bad == "" }

// more reads so that more is at hand, without moving pos from its place in the
// document. It reports false at the end and after an error.
func (in *input) more() bool {
	size := in.end - in.pos
	switch {
	case in.err != nil:
		return false
	case in.bad != "":
		in.fail(size, "[2] Char", in.badHint(), "found %s", in.bad)
		return false
	case in.ended && in.end < len(in.buf):
		in.fail(size, "[2] Char", "", "the document ends inside a character")
		return false
	case in.ended:
		return false
	case size > in.limit:
		in.long()
		return false
	}
	in.discard()
	in.read(max(1, min(size, cap(in.buf)-len(in.buf))))
	in.check()
	return in.err == nil
}

// discard moves what is not done with to the start of a buffer that has room.
func (in *input) discard() {
	in.offset, in.line, in.column = in.position(in.pos)
	if in.pos > 0 {
		in.halfLine = in.buf[in.pos-1] == '\r'
	}
	rest := in.buf[in.pos:]
	size := cap(in.buf)
	switch {
	case size < bufferBytes || len(rest) > size/2:
		size *= 2
	case size > bufferBytes && len(rest) < bufferBytes/2:
		size = bufferBytes
	}
	if most := max(in.limit, bufferBytes) + bufferBytes; size > most/2 { // there is no second step then
		size = most
	}
	to := in.buf[:0]
	if size != cap(in.buf) {
		to = make([]byte, 0, size)
	}
	in.end -= in.pos
	in.buf, in.pos = append(to, rest...), 0
}

// read reads at least n bytes into the room of the buffer, if there are.
func (in *input) read(n int) {
	idle := 0
	for want := len(in.buf) + n; len(in.buf) < want && !in.ended && in.err == nil; {
		got, err := in.r.Read(in.buf[len(in.buf):cap(in.buf)])
		in.buf = in.buf[:len(in.buf)+got]
		in.size += int64(got)
		var bad *badInput
		switch {
		case errors.As(err, &bad):
			in.bad, in.ended = bad.what, true
		case err == io.EOF:
			in.ended = true
		case err != nil:
			in.err = err
		case got > 0:
			idle = 0
		default:
			if idle++; idle > maxIdle {
				in.err = io.ErrNoProgress
			}
		}
	}
}

// check takes up what has been read, as far as it is characters.
func (in *input) check() {
	n, bad := checkedLen(in.buf[in.end:])
	in.end += n
	if bad != "" {
		in.bad, in.ended = bad, true
	}
}

// position returns that of buf[i].
func (in *input) position(i int) (offset int64, line, column int) {
	b := in.buf[:i]
	offset = in.offset + int64(len(b))
	if in.unit != nil {
		offset = in.offset + int64(in.unit(b))
	}
	last := bytes.LastIndexByte(b, '\n')
	line = in.line + bytes.Count(b, []byte{'\n'})
	if bytes.IndexByte(b, '\r') >= 0 {
		last = max(last, bytes.LastIndexByte(b, '\r'))
		line += bytes.Count(b, []byte{'\r'}) - bytes.Count(b, []byte("\r\n"))
	}
	if in.halfLine && bytes.HasPrefix(b, []byte{'\n'}) {
		line--
	}
	if last < 0 {
		return offset, in.line, in.column + utf8.RuneCount(b)
	}
	return offset, line, 1 + utf8.RuneCount(b[last+1:])
}

// errorAt returns an error at the i-th byte of what is at hand.
func (in *input) errorAt(i int, rule, hint, format string, args ...any) *rdf.SyntaxError {
	offset, line, column := in.position(in.pos + i)
	return &rdf.SyntaxError{
		Source: in.source, Offset: offset, Line: line, Column: column,
		Rule: rule, Msg: fmt.Sprintf(format, args...), Hint: hint,
	}
}

// fail ends the document with an error at the i-th byte of what is at hand. The
// rule is one of XML 1.0. It returns wrong.
func (in *input) fail(i int, rule, hint, format string, args ...any) int {
	if in.err == nil {
		in.err = in.errorAt(i, "XML 1.0 "+rule, hint, format, args...)
	}
	return wrong
}

// long fails because the token at hand is too long.
func (in *input) long() {
	in.exceed(0, "token", "document", "a token longer than the limit of %d bytes", in.limit)
}

// exceed is fail for a limit.
func (in *input) exceed(i int, limit, rule, format string, args ...any) int {
	if in.err == nil {
		e := in.errorAt(i, "XML 1.0 "+rule, "", format, args...)
		e.Limit = limit
		in.err = e
	}
	return wrong
}
