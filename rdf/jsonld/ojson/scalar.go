package ojson

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text parses a string. What it returns holds until the next one.
func (p *parser) text() []byte {
	start := p.at
	p.skip(1)
	out := p.scratch[:0]
	for {
		c := p.peek()
		n := p.plain()
		if len(out)+n > p.opts.MaxToken {
			p.failAt(start, "token", "string longer than the limit of %d bytes", p.opts.MaxToken)
			return nil
		}
		switch {
		case n > 0:
			out = append(out, p.buf[:n]...)
			p.skipASCII(n)
		case c == '"':
			p.skip(1)
			p.scratch = out
			return out
		case c == '\\':
			out = p.escape(out)
		case c >= utf8.RuneSelf:
			out = p.rune(out)
		case c == end && !p.tooLong:
			p.fail("unexpected end in the string that begins at %d:%d", start.Line, start.Column)
		default:
			p.fail("%s in a string", p.found())
		}
		if p.err != nil {
			return nil
		}
	}
}

// plain returns how many bytes at hand stand for themselves.
func (p *parser) plain() int {
	for i, c := range p.buf {
		if c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			return i
		}
	}
	return len(p.buf)
}

// rune takes one character that is not ASCII.
func (p *parser) rune(out []byte) []byte {
	b := p.ahead(utf8.UTFMax)
	r, size := utf8.DecodeRune(b)
	if r == utf8.RuneError && size <= 1 {
		p.fail("invalid UTF-8 in a string")
		return out
	}
	out = append(out, b[:size]...)
	p.buf = p.buf[size:]
	p.at.Offset += int64(size)
	p.at.Column++
	return out
}

func (p *parser) escape(out []byte) []byte {
	b := p.ahead(2)
	if len(b) < 2 {
		p.skip(len(b))
		p.fail("unexpected end in an escape sequence")
		return out
	}
	c, ok := map[byte]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}[b[1]]
	switch {
	case ok:
		p.skip(2)
		return append(out, c)
	case b[1] == 'u':
		return utf8.AppendRune(out, p.unicode())
	}
	p.fail("invalid escape sequence")
	return out
}

// unicode takes \u and four digits, or two of them that are a surrogate pair.
func (p *parser) unicode() rune {
	at := p.at
	r := p.hex4()
	if p.err != nil || !utf16.IsSurrogate(r) {
		return r
	}
	if b := p.ahead(2); string(b) == `\u` {
		if r = utf16.DecodeRune(r, p.hex4()); p.err != nil || r != utf8.RuneError {
			return r
		}
	}
	p.failAt(at, "", "surrogate without its other half")
	return r
}

func (p *parser) hex4() (r rune) {
	b := p.ahead(6)
	if len(b) < 6 {
		p.fail("unexpected end in an escape sequence")
		return 0
	}
	for _, c := range b[2:] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			p.fail("escape sequence \\u without four hexadecimal digits")
			return 0
		}
		r = r<<4 | rune(c)
	}
	p.skip(6)
	return r
}

// number parses a number by the grammar of RFC 8259 §6.
func (p *parser) number() any {
	n := &digits{p: p, start: p.at}
	n.accept("-")
	if n.accept("0") == 0 {
		n.some()
	}
	if n.accept(".") > 0 {
		n.some()
	}
	if n.accept("eE") > 0 {
		n.accept("+-")
		n.some()
	}
	return Number(n.text)
}

// digits is a number on the way.
type digits struct {
	p     *parser
	start Position
	text  []byte
}

// accept takes one of the characters and returns how many it took.
func (n *digits) accept(any string) int {
	c := n.p.peek()
	if c == end || strings.IndexByte(any, byte(c)) < 0 {
		return 0
	}
	n.take(1)
	return 1
}

func (n *digits) take(size int) {
	n.text = append(n.text, n.p.buf[:size]...)
	n.p.skipASCII(size)
}

// some takes digits, one at least.
func (n *digits) some() {
	before := len(n.text)
	for c := n.p.peek(); '0' <= c && c <= '9'; c = n.p.peek() {
		n.take(n.p.run("0123456789"))
		if len(n.text) > n.p.opts.MaxToken {
			n.p.failAt(n.start, "token", "number longer than the limit of %d bytes", n.p.opts.MaxToken)
			return
		}
	}
	if len(n.text) == before {
		n.p.fail("%s, expected a digit", n.p.found())
	}
}
