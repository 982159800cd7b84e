package nquads

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/recent"
	"w3id.org/plenary/rdf/internal/scan"
)

// dialect is what the statements of a document may hold.
type dialect struct {
	syntax, source string
	prefix         string // of blank node labels
	graphs         bool
	maxDepth       int
	maxToken       int
}

// A parser reads the statements of one block after another. Its terms are parts
// of the block's text wherever they can be.
type parser struct {
	*dialect
	text string
	off  int64 // of text in the document
	pos  int   // in text
	bad  int   // where text is no longer UTF-8, len(text) if it all is
	err  *rdf.SyntaxError

	// last are the IRIs read last by kind of place: neighbouring lines share
	// most of them, and none of that text need be looked at again.
	last     [4]known
	iris     recent.Map[rdf.Term]
	suffixes recent.Ring[string, rdf.Term] // what followed the quotes of literals
	keys     rdf.Arena                     // of iris, so that these keep no other text in memory
	scan.Unescaper

	soughtFrom, bracket int   // where the next '>' was sought last, and where it is
	failed              place // of the last error
}

// A place is an offset in the text of a block, with its line and column.
type place struct{ at, line, column int }

// known is a piece of text and the term it stands for.
type known struct {
	text string
	term rdf.Term
}

// start begins a block that stands behind so many lines.
func (p *parser) start(b block, lines int) {
	p.text, p.off, p.pos, p.err = string(b.data), b.off, 0, nil
	p.soughtFrom, p.bracket = 0, -1
	var msg, hint string
	if b.off == 0 {
		p.pos, msg, hint = scan.Encoding(p.text)
	}
	p.failed = place{p.pos, lines + 1, 1}
	p.bad = len(p.text)
	if msg != "" {
		p.fail(0, "document", hint, "%s", msg)
	}
	p.bad = p.pos + scan.ValidLen(p.text[p.pos:])
}

// lines returns the number of line ends in the block.
func (p *parser) lines() int { return strings.Count(p.text, "\n") }

// next reads the next statement of the block into q. It is false at the end and
// after an error, which p.err then holds; skip goes on behind it.
func (p *parser) next(q *rdf.Quad) bool {
	for p.err == nil {
		p.blankLines()
		if p.pos >= len(p.text) && p.bad >= p.pos {
			return false
		}
		version := p.version()
		if !version && p.err == nil {
			p.statement(q)
		}
		if p.bad < p.pos {
			p.fail(p.bad, "", "", "")
		}
		if !version {
			return p.err == nil
		}
	}
	return false
}

// skip drops the line of the error.
func (p *parser) skip() {
	p.pos = int(p.err.Offset - p.off)
	p.err = nil
	if i := strings.IndexAny(p.text[p.pos:], "\r\n"); i >= 0 {
		p.pos += i
	} else {
		p.pos = len(p.text)
	}
	if p.bad < p.pos {
		p.bad = p.pos + scan.ValidLen(p.text[p.pos:])
	}
}

// fail keeps the first error of a statement; what then is read of it does not
// count. A byte that is not UTF-8 comes before what it led to.
func (p *parser) fail(at int, rule, hint, format string, args ...any) {
	if p.err != nil {
		return
	}
	if p.bad <= at && p.bad < len(p.text) {
		at, rule, hint, format, args = p.bad, "document", "", "found a byte that is not UTF-8", nil
	}
	p.locate(at)
	p.err = &rdf.SyntaxError{
		Source: p.source, Offset: p.off + int64(at), Line: p.failed.line, Column: p.failed.column,
		Rule: p.syntax + " " + rule, Msg: fmt.Sprintf(format, args...), Hint: hint, Text: p.line(at),
	}
}

// line returns the line of a place. One that is most of its block keeps that in
// memory, rather than a second copy.
func (p *parser) line(at int) string {
	start := strings.LastIndexAny(p.text[:at], "\r\n") + 1
	line := p.text[start:]
	if i := strings.IndexAny(p.text[at:], "\r\n"); i >= 0 {
		line = p.text[start : at+i]
	}
	if len(line) > len(p.text)/2 {
		return line
	}
	return strings.Clone(line)
}

// locate moves on to the place of an error, from that of the last one.
func (p *parser) locate(at int) {
	between := p.text[p.failed.at:max(at, p.failed.at)]
	if i := strings.LastIndexByte(between, '\n'); i >= 0 {
		p.failed.line += strings.Count(between, "\n")
		p.failed.column, between = 1, between[i+1:]
	}
	p.failed.column += utf8.RuneCountInString(between)
	p.failed.at = at
}

// found names what stands at the position, for errors.
func (p *parser) found() string {
	switch c, size := utf8.DecodeRuneInString(p.text[p.pos:]); {
	case size == 0:
		return "the end of the document"
	case c == utf8.RuneError && size == 1:
		return "a byte that is not UTF-8"
	case c == '\n' || c == '\r':
		return "the end of the line"
	default:
		return fmt.Sprintf("%q", c)
	}
}

func (p *parser) peek() byte {
	if p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}

func (p *parser) has(token string) bool { return strings.HasPrefix(p.text[p.pos:], token) }

// space skips blanks within a line.
func (p *parser) space() {
	for p.pos < len(p.text) && (p.text[p.pos] == ' ' || p.text[p.pos] == '\t') {
		p.pos++
	}
}

// blankLines skips what stands between statements.
func (p *parser) blankLines() {
	for p.pos < len(p.text) {
		switch p.text[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		case '#':
			p.comment()
		default:
			return
		}
	}
}

// comment skips a comment, which never includes the line end.
func (p *parser) comment() {
	if i := strings.IndexAny(p.text[p.pos:], "\r\n"); i >= 0 {
		p.pos += i
		return
	}
	p.pos = len(p.text)
}

// version skips a VERSION directive of RDF 1.2 if there is one.
func (p *parser) version() bool {
	const rule = "versionDirective"
	if !p.has("VERSION") {
		return false
	}
	p.pos += len("VERSION")
	p.space()
	if c := p.peek(); c != '"' {
		p.fail(p.pos, rule, "", "found %s where a string was expected", p.found())
		return true
	}
	p.quoted()
	p.endLine(rule)
	return true
}

func (p *parser) statement(q *rdf.Quad) {
	q.S = p.node(0)
	p.space()
	q.P = p.iri(1)
	p.space()
	q.O = p.object(0)
	p.space()
	q.G = rdf.Term{}
	if p.graphs && p.peek() != '.' {
		q.G = p.node(3)
		p.space()
	}
	if p.peek() != '.' {
		p.fail(p.pos, "statement", "", "found %s where '.' was expected", p.found())
		return
	}
	p.pos++
	p.endLine("statement")
}

// endLine demands that nothing else stands on the line.
func (p *parser) endLine(rule string) {
	if p.pos < len(p.text) && p.text[p.pos] == '\n' {
		p.pos++
		return
	}
	if p.err != nil {
		return
	}
	p.space()
	switch c := p.peek(); {
	case c == '#':
		p.comment()
	case p.pos < len(p.text) && c != '\n' && c != '\r':
		p.fail(p.pos, rule, "", "found %s after the end of a statement, before that of its line", p.found())
	}
}
