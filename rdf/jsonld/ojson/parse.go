package ojson

import (
	"cmp"
	"fmt"
	"io"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
)

// Limits that hold where Options say nothing.
const (
	DefaultDepth  = 512
	DefaultToken  = 16 << 20
	DefaultBytes  = 256 << 20
	DefaultValues = 8 << 20
)

// Options say how JSON is parsed. The zero value works.
type Options struct {
	// Source names the text in errors.
	Source string
	// MaxDepth bounds how deep objects and arrays nest, MaxToken the bytes of a
	// string or number, MaxBytes those of the text, MaxValues the values in it. 0
	// means the default.
	MaxDepth, MaxToken, MaxValues int
	MaxBytes                      int64
}

// Parse reads one JSON text (RFC 8259) in UTF-8, with or without a byte order
// mark, to its end.
//
// Memory: the values; the text is not kept.
//
// Errors: those of r, and *rdf.SyntaxError with its position, also for an entry
// that an object has twice, for what is not Unicode, and for limits.
func Parse(r io.Reader, o Options) (any, error) {
	o.MaxDepth, o.MaxToken = cmp.Or(o.MaxDepth, DefaultDepth), cmp.Or(o.MaxToken, DefaultToken)
	o.MaxBytes, o.MaxValues = cmp.Or(o.MaxBytes, DefaultBytes), cmp.Or(o.MaxValues, DefaultValues)
	p := &parser{input: input{r: r, at: Position{Line: 1, Column: 1}, maxBytes: o.MaxBytes}, opts: o, names: make(map[string]string)}
	p.checkMark()
	v := p.value(0)
	p.space()
	if p.err == nil && p.peek() != end {
		p.fail("%s after the end of the JSON value", p.found())
	}
	if p.err != nil {
		return nil, p.err
	}
	if p.readErr != nil {
		return nil, p.readErr
	}
	return v, nil
}

// A parser is a recursive descent parser. After the first error every method
// returns at once.
type parser struct {
	input
	opts    Options
	scratch []byte            // of a string on the way
	names   map[string]string // of entries met before
	values  int
	err     error
}

// Names of entries that are kept to be used again: how many, and how long.
const (
	maxNames     = 4096
	maxNameBytes = 128
)

// name returns the name of an entry, one string for all that are equal.
func (p *parser) name(text []byte) string {
	if name, ok := p.names[string(text)]; ok {
		return name
	}
	name := string(text)
	if len(p.names) < maxNames && len(name) <= maxNameBytes {
		p.names[name] = name
	}
	return name
}

func (p *parser) fail(format string, args ...any) {
	limit := ""
	if p.tooLong && len(p.buf) == 0 {
		limit = "bytes"
	}
	p.failAt(p.at, limit, format, args...)
}

func (p *parser) failAt(at Position, limit, format string, args ...any) {
	if p.err == nil && p.readErr != nil {
		p.err = p.readErr
	}
	if p.err == nil {
		p.err = &rdf.SyntaxError{
			Source: p.opts.Source, Offset: at.Offset, Line: at.Line, Column: at.Column,
			Rule: "JSON", Msg: fmt.Sprintf(format, args...), Limit: limit,
		}
	}
	p.stop()
}

// found names what is at hand.
func (p *parser) found() string {
	c := p.peek()
	if c == end && p.tooLong {
		return fmt.Sprintf("more than the limit of %d bytes", p.maxBytes)
	}
	if c == end {
		return "unexpected end"
	}
	if c < utf8.RuneSelf {
		return fmt.Sprintf("invalid character %q", rune(c))
	}
	r, size := utf8.DecodeRune(p.ahead(utf8.UTFMax))
	if r == utf8.RuneError && size <= 1 {
		return "invalid UTF-8"
	}
	return fmt.Sprintf("invalid character %q", r)
}

// checkMark skips the byte order mark of UTF-8 and names those of other
// encodings.
func (p *parser) checkMark() {
	head := p.ahead(4)
	switch {
	case len(head) >= 3 && string(head[:3]) == "\xEF\xBB\xBF":
		p.skip(3)
		p.at.Column = 1
	case len(head) >= 4 && (string(head) == "\x00\x00\xFE\xFF" || string(head) == "\xFF\xFE\x00\x00"):
		p.fail("the text is in UTF-32, JSON is in UTF-8")
	case len(head) >= 2 && (string(head[:2]) == "\xFE\xFF" || string(head[:2]) == "\xFF\xFE"):
		p.fail("the text is in UTF-16, JSON is in UTF-8")
	case len(head) == 4 && (head[0] == 0) != (head[1] == 0) && (head[0] == 0) == (head[2] == 0) && (head[1] == 0) == (head[3] == 0):
		p.fail("the text seems to be in UTF-16 without a byte order mark, JSON is in UTF-8")
	}
}

func (p *parser) space() {
	for {
		switch p.peek() {
		case ' ', '\t', '\r':
			p.skipASCII(p.run(" \t\r"))
		case '\n':
			p.newLine()
		default:
			return
		}
	}
}

func (p *parser) value(depth int) any {
	p.space()
	if p.values++; p.values > p.opts.MaxValues {
		p.failAt(p.at, "values", "more values than the limit of %d", p.opts.MaxValues)
		return nil
	}
	switch c := p.peek(); c {
	case '{', '[':
		if depth >= p.opts.MaxDepth {
			p.failAt(p.at, "depth", "nested deeper than the limit of %d levels", p.opts.MaxDepth)
			return nil
		}
		if c == '{' {
			return p.object(depth + 1)
		}
		return p.array(depth + 1)
	case '"':
		return string(p.text())
	case 't':
		return p.word("true", true)
	case 'f':
		return p.word("false", false)
	case 'n':
		return p.word("null", nil)
	default:
		if c == '-' || '0' <= c && c <= '9' {
			return p.number()
		}
	}
	p.fail("%s, expected a JSON value", p.found())
	return nil
}

func (p *parser) word(word string, v any) any {
	for i := range len(word) {
		if p.peek() != int(word[i]) {
			p.fail("%s in %q", p.found(), word)
			return nil
		}
		p.skip(1)
	}
	return v
}

func (p *parser) array(depth int) any {
	p.skip(1)
	list := []any{}
	p.space()
	for first := true; p.peek() != ']'; first = false {
		if !first && !p.comma(']') {
			return nil
		}
		list = append(list, p.value(depth))
		if p.space(); p.err != nil {
			return nil
		}
	}
	p.skip(1)
	return list
}

// comma skips the comma between two members.
func (p *parser) comma(closing byte) bool {
	if p.peek() != ',' {
		p.fail("%s, expected ',' or '%c'", p.found(), closing)
		return false
	}
	p.skip(1)
	p.space()
	return true
}

func (p *parser) object(depth int) any {
	o := &Object{At: p.at}
	p.skip(1)
	p.space()
	for first := true; p.peek() != '}'; first = false {
		if !first && !p.comma('}') {
			return nil
		}
		p.entry(o, depth)
		if p.space(); p.err != nil {
			return nil
		}
	}
	p.skip(1)
	return o
}

func (p *parser) entry(o *Object, depth int) {
	if p.peek() != '"' {
		p.fail("%s, expected a string that names an entry", p.found())
		return
	}
	at := p.at
	key := p.name(p.text())
	if o.Has(key) {
		p.failAt(at, "", "the object has two entries %q", shorten(key))
		return
	}
	p.space()
	if p.peek() != ':' {
		p.fail("%s, expected ':'", p.found())
		return
	}
	p.skip(1)
	if v := p.value(depth); p.err == nil {
		o.Set(key, v)
	}
}

// shorten keeps messages short.
func shorten(s string) string {
	if len(s) > 60 {
		return s[:60] + "…"
	}
	return s
}
