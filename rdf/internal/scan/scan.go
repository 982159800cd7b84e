// Package scan reads the tokens that N-Triples, N-Quads, Turtle and TriG have
// in common. A Scanner holds no more of its input than one token.
package scan

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
)

const (
	readBytes = 32 << 10
	// maxToken bounds one token, and with it the memory of a reader.
	maxToken = 64 << 20
)

// A Scanner is a position in a document. Its first error stays: from then on
// it is at the end of the input.
type Scanner struct {
	r      io.Reader
	source string
	syntax string // "Turtle", for the rules in errors
	buf    []byte // buf[pos:] is read and not yet scanned
	pos    int
	ended  bool // nothing more to read
	err    error

	off          int64 // of buf[pos]
	line, column int   // of buf[pos], from 1
}

// New returns a scanner at the start of r, behind a byte order mark if there
// is one.
func New(r io.Reader, syntax, source string) *Scanner {
	s := &Scanner{r: r, source: source, syntax: syntax, line: 1, column: 1}
	if s.Has("\uFEFF") {
		s.Skip(3)
		s.column = 1
	}
	return s
}

// Err returns the first error, nil without one.
func (s *Scanner) Err() error { return s.err }

// Fail keeps an error unless there is one already.
func (s *Scanner) Fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// Errorf fails with a syntax error at the position of the scanner. The rule is
// that of the grammar, "[15] collection".
func (s *Scanner) Errorf(rule, format string, args ...any) {
	s.errorAt(s.Here(), rule, "", fmt.Sprintf(format, args...))
}

// A Position is where a token begins.
type Position struct {
	off          int64
	line, column int
}

// Here returns the position of the scanner.
func (s *Scanner) Here() Position { return Position{s.off, s.line, s.column} }

// ErrorAt is Errorf for an earlier position, with a hint, which may be empty.
func (s *Scanner) ErrorAt(p Position, rule, hint, format string, args ...any) {
	s.errorAt(p, rule, hint, fmt.Sprintf(format, args...))
}

func (s *Scanner) errorAt(p Position, rule, hint, msg string) {
	s.Fail(&rdf.SyntaxError{
		Source: s.source, Offset: p.off, Line: p.line, Column: p.column,
		Rule: s.syntax + " " + rule, Msg: msg, Hint: hint,
	})
}

// At returns the byte i places ahead, 0 at and after the end and after an
// error.
func (s *Scanner) At(i int) byte {
	if s.err == nil && s.pos+i < len(s.buf) {
		return s.buf[s.pos+i]
	}
	return s.slowAt(i)
}

func (s *Scanner) slowAt(i int) byte {
	for s.err == nil && s.pos+i >= len(s.buf) {
		if s.ended {
			return 0
		}
		s.fill()
	}
	if s.err != nil {
		return 0
	}
	return s.buf[s.pos+i]
}

// Ended reports whether the byte i places ahead is past the end: 0 from At may
// also be a NUL.
func (s *Scanner) Ended(i int) bool {
	return s.At(i) == 0 && (s.err != nil || s.pos+i >= len(s.buf))
}

// fill reads more behind what is not scanned yet.
func (s *Scanner) fill() {
	if len(s.buf)-s.pos > maxToken {
		s.Errorf("token", "a token longer than %d bytes", maxToken)
		return
	}
	if s.pos > 0 {
		s.buf = s.buf[:copy(s.buf, s.buf[s.pos:])]
		s.pos = 0
	}
	n := len(s.buf)
	if cap(s.buf)-n < readBytes {
		s.buf = append(make([]byte, 0, 2*cap(s.buf)+readBytes), s.buf...)
	}
	for tries := 0; !s.ended; tries++ {
		k, err := s.r.Read(s.buf[n:cap(s.buf)])
		s.buf = s.buf[:n+k]
		switch {
		case err == io.EOF:
			s.ended = true
		case err != nil:
			s.Fail(err)
			return
		case tries > 100:
			s.Fail(io.ErrNoProgress)
			return
		}
		if k > 0 {
			return
		}
	}
}

// Has reports whether the text comes next.
func (s *Scanner) Has(text string) bool {
	for i := 0; i < len(text); i++ {
		if s.At(i) != text[i] || s.Ended(i) {
			return false
		}
	}
	return true
}

// Take skips the text if it comes next.
func (s *Scanner) Take(text string) bool {
	if !s.Has(text) {
		return false
	}
	s.Skip(len(text))
	return true
}

// Skip moves on by n bytes that At has seen.
func (s *Scanner) Skip(n int) {
	n = min(n, len(s.buf)-s.pos)
	skipped := s.buf[s.pos : s.pos+n]
	s.pos += n
	s.off += int64(n)
	for {
		i := bytes.IndexByte(skipped, '\n')
		if i < 0 {
			break
		}
		s.line, s.column, skipped = s.line+1, 1, skipped[i+1:]
	}
	s.column += utf8.RuneCount(skipped)
}

// next returns the n bytes ahead, which At has seen; they are valid until more
// is read.
func (s *Scanner) next(n int) []byte { return s.buf[s.pos : s.pos+n] }

// Rune returns the character i bytes ahead and its length, RuneError and 0 at
// the end, RuneError and 1 where the input is not UTF-8.
func (s *Scanner) Rune(i int) (rune, int) {
	c := s.At(i)
	if c < utf8.RuneSelf {
		if s.Ended(i) {
			return utf8.RuneError, 0
		}
		return rune(c), 1
	}
	for k := 1; k < utf8.UTFMax && !s.Ended(i+k); k++ {
	}
	return utf8.DecodeRune(s.buf[s.pos+i:])
}

// Found names what comes next, for errors.
func (s *Scanner) Found() string {
	switch c, n := s.Rune(0); {
	case n == 0:
		return "the end of the document"
	case c == utf8.RuneError && n == 1:
		return "a byte that is not UTF-8"
	case c == '\n' || c == '\r':
		return "the end of the line"
	default:
		return fmt.Sprintf("%q", c)
	}
}

// Space skips white space and comments, line ends too when lines is set. A
// comment never includes the line end.
func (s *Scanner) Space(lines bool) {
	for {
		switch c := s.At(0); {
		case c == ' ' || c == '\t' || lines && (c == '\n' || c == '\r'):
			s.Skip(1)
		case c == '#':
			s.comment()
		default:
			return
		}
	}
}

func (s *Scanner) comment() {
	for c := s.At(0); c != '\n' && c != '\r' && !s.Ended(0); c = s.At(0) {
		r, n := s.Rune(0)
		if r == utf8.RuneError && n == 1 {
			s.Errorf("comment", "%s", s.Found())
		}
		s.Skip(max(n, 1))
	}
}
