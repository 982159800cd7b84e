// Package scan reads the tokens of Turtle and TriG, and knows those that
// N-Triples and N-Quads share with them. A Scanner holds some hundred kilobytes
// of its input, or one token where that is longer; what it returns are parts of
// that text wherever they can be.
package scan

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
)

const (
	// The text is read in chunks: the first of firstBytes, each later one twice
	// as large, up to chunkBytes.
	firstBytes = 8 << 10
	chunkBytes = 256 << 10
	// readBytes is what the reader is asked for at once.
	readBytes = 64 << 10
	// defaultToken bounds a token unless told.
	defaultToken = 64 << 20
	// keptBytes is how much is kept of what has been scanned, for the positions of
	// errors at the start of a token.
	keptBytes = 256
	// maxIdle is how often in a row a reader may return nothing.
	maxIdle = 100
)

// A Scanner is a position in a document. Its first error stays: from then on
// it is at the end of the input.
type Scanner struct {
	// Unescaper makes the strings that are not part of the text.
	Unescaper

	text   string // read and checked to be UTF-8, from some point before pos
	pos    int    // in text
	err    error
	ended  bool  // nothing more to read
	broken error // what the reader failed with behind text
	bad    bool  // what follows text is not UTF-8

	r        io.Reader
	in       []byte          // read buffer
	chunk    strings.Builder // holds text, and up to 3 bytes of a character after it
	from     int             // where text begins in chunk
	maxToken int

	source, syntax string // "Turtle", for the rules in errors
	off            int64  // of text[0]
	line, column   int    // of text[0], from 1
}

// New returns a scanner at the start of r, behind a byte order mark if there
// is one. The syntax is named in the rules of errors.
func New(r io.Reader, syntax string, o rdf.DecodeOptions) *Scanner {
	s := &Scanner{
		r: r, source: o.Source, syntax: syntax, line: 1, column: 1, maxToken: cmp.Or(o.MaxToken, defaultToken)}
	s.start()
	return s
}

// start looks at the first bytes, which need not be UTF-8.
func (s *Scanner) start() {
	s.newChunk("")
	for s.chunk.Len() < 4 && !s.ended && s.broken == nil {
		s.read()
	}
	skip, msg, hint := Encoding(s.chunk.String())
	if msg != "" {
		s.ErrorAt(0, "document", hint, "%s", msg)
	}
	s.from, s.off = skip, int64(skip)
	s.publish()
}

// Err returns the first error, nil without one.
func (s *Scanner) Err() error { return s.err }

// Fail keeps an error unless there is one already.
func (s *Scanner) Fail(err error) {
	if s.err == nil {
		s.err = err
		s.off, s.text, s.pos = s.off+int64(s.pos), "", 0
	}
}

// Here returns the offset of the scanner in the document, in bytes.
func (s *Scanner) Here() int64 { return s.off + int64(s.pos) }

// Errorf fails with a syntax error at the position of the scanner. The rule is
// that of the grammar, "[15] collection".
func (s *Scanner) Errorf(rule, format string, args ...any) {
	s.ErrorAt(s.Here(), rule, "", format, args...)
}

// ErrorAt is Errorf for the start of the token that has just been read, with a
// hint, which may be empty.
func (s *Scanner) ErrorAt(offset int64, rule, hint, format string, args ...any) {
	s.Fail(s.errorAt(offset, rule, hint, fmt.Sprintf(format, args...)))
}

// Limit fails with the limit that is exceeded here.
func (s *Scanner) Limit(name, rule, format string, args ...any) {
	e := s.errorAt(s.Here(), rule, "", fmt.Sprintf(format, args...))
	e.Limit = name
	s.Fail(e)
}

func (s *Scanner) errorAt(offset int64, rule, hint, msg string) *rdf.SyntaxError {
	before := s.text[:max(0, min(int(offset-s.off), len(s.text)))]
	line, column := s.after(before)
	return &rdf.SyntaxError{
		Source: s.source, Offset: s.off + int64(len(before)), Line: line, Column: column,
		Rule: s.syntax + " " + rule, Msg: msg, Hint: hint,
	}
}

// after returns line and column behind some of the text.
func (s *Scanner) after(before string) (line, column int) {
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		return s.line + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[i+1:])
	}
	return s.line, s.column + utf8.RuneCountInString(before)
}

// Peek returns the next byte, as At does.
func (s *Scanner) Peek() byte {
	if s.pos < len(s.text) {
		return s.text[s.pos]
	}
	return s.slowAt(0)
}

// At returns the byte i places ahead, 0 at and after the end and after an
// error.
func (s *Scanner) At(i int) byte {
	if i += s.pos; i < len(s.text) {
		return s.text[i]
	}
	return s.slowAt(i - s.pos)
}

func (s *Scanner) slowAt(i int) byte {
	if !s.more(i) {
		return 0
	}
	return s.text[s.pos+i]
}

// more reads until there is a byte i places ahead, and reports whether there
// is.
func (s *Scanner) more(i int) bool {
	for s.pos+i >= len(s.text) {
		switch {
		case s.err != nil:
			return false
		case s.bad:
			s.ErrorAt(s.off+int64(len(s.text)), "document", "", "found a byte that is not UTF-8")
		case s.ended:
			return false
		case s.broken != nil:
			s.Fail(s.broken)
		case len(s.text)-s.pos > s.maxToken:
			s.Limit("token", "document", "a token longer than the limit of %d bytes", s.maxToken)
		default:
			s.fill()
		}
	}
	return true
}

// Ended reports whether the byte i places ahead is past the end: 0 from At may
// also be a NUL.
func (s *Scanner) Ended(i int) bool { return s.At(i) == 0 && s.pos+i >= len(s.text) }

// fill reads more behind the text. What has been scanned is forgotten when a
// new chunk begins, all but the last of it.
func (s *Scanner) fill() {
	if s.chunk.Cap()-s.chunk.Len() < len(s.in) {
		done := max(0, s.pos-keptBytes)
		for done > 0 && !utf8.RuneStart(s.text[done]) {
			done--
		}
		s.line, s.column = s.after(s.text[:done])
		s.off += int64(done)
		s.newChunk(s.chunk.String()[s.from+done:])
		s.text, s.pos, s.from = s.text[done:], s.pos-done, 0
	}
	s.read()
	s.publish()
}

// newChunk begins a chunk with what it shares with the one before.
func (s *Scanner) newChunk(rest string) {
	size := min(max(2*s.chunk.Cap(), firstBytes), chunkBytes)
	s.in = make([]byte, min(size, readBytes))
	s.chunk = strings.Builder{}
	s.chunk.Grow(max(size, min(2*len(rest), s.maxToken+keptBytes), len(rest)) + len(s.in))
	s.chunk.WriteString(rest)
}

// read takes one buffer from the reader into the chunk.
func (s *Scanner) read() {
	for range maxIdle {
		n, err := s.r.Read(s.in)
		s.chunk.Write(s.in[:n])
		switch {
		case err == io.EOF:
			s.ended = true
		case err != nil:
			s.broken = err
		}
		if n > 0 || err != nil {
			return
		}
	}
	s.broken = io.ErrNoProgress
}

// publish makes text of what has been read, as far as it is UTF-8.
func (s *Scanner) publish() {
	if s.err != nil {
		return
	}
	all, checked := s.chunk.String()[s.from:], len(s.text)
	valid := checked + ValidLen(all[checked:])
	s.text = all[:valid]
	s.bad = valid < len(all) && (s.ended || utf8.FullRuneInString(all[valid:]))
}

// Has reports whether the text comes next.
func (s *Scanner) Has(text string) bool {
	if len(s.text)-s.pos >= len(text) {
		return s.text[s.pos:s.pos+len(text)] == text
	}
	return s.more(len(text)-1) && s.text[s.pos:s.pos+len(text)] == text
}

// Take skips the text if it comes next.
func (s *Scanner) Take(text string) bool {
	if !s.Has(text) {
		return false
	}
	s.pos += len(text)
	return true
}

// Skip moves on by n bytes that At has seen.
func (s *Scanner) Skip(n int) { s.pos = min(s.pos+n, len(s.text)) }

// Rune returns the character i bytes ahead and its length, RuneError and 0 at
// the end.
func (s *Scanner) Rune(i int) (rune, int) {
	c := s.At(i)
	if c < utf8.RuneSelf {
		if s.Ended(i) {
			return utf8.RuneError, 0
		}
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[s.pos+i:])
}

// Found names what comes next, for errors.
func (s *Scanner) Found() string {
	switch c, n := s.Rune(0); {
	case n == 0:
		return "the end of the document"
	case c == '\n' || c == '\r':
		return "the end of the line"
	default:
		return fmt.Sprintf("%q", c)
	}
}

// Space skips white space, line ends and comments.
func (s *Scanner) Space() {
	if s.pos >= len(s.text) || s.text[s.pos] <= '#' {
		s.space()
	}
}

func (s *Scanner) space() {
	for {
		for s.pos < len(s.text) && isSpace(s.text[s.pos]) {
			s.pos++
		}
		switch c := s.Peek(); {
		case c == '#':
			s.comment()
		case !isSpace(c):
			return
		}
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func (s *Scanner) comment() {
	for c := s.Peek(); c != '\n' && c != '\r' && !s.Ended(0); c = s.Peek() {
		s.pos++
	}
}
