package expr

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	// maxPatternDepth is how deep groups may stand in one another.
	maxPatternDepth = 500
	// maxPattern and maxTranslated are how long a pattern may be, and with its
	// classes written out, in bytes.
	maxPattern    = 64 << 10
	maxTranslated = 512 << 10
)

// A pattern is a regular expression of XPath on its way to one that both RE2
// and .NET read alike.
//
// Classes are written as the characters that they have, with those of other case
// where that does not matter, since the classes of XPath, their differences and
// what the flag i does to them are its own.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §5.6.1; XSD 1.1 Part 2 §G.
type pattern struct {
	rest   string
	flags  flags
	out    strings.Builder
	depth  int
	groups int   // opened so far
	closed []int // their numbers
	// backtracks says that RE2 cannot do it: there is a reference back, a line's
	// start or end whose rule looks around, or \b.
	backtracks bool
	err        error
}

// flags are those of fn:matches.
type flags struct{ s, m, i, x, q bool }

// parseFlags refuses any other letter.
func parseFlags(text string) (f flags, ok bool) {
	for _, c := range text {
		switch c {
		case 's':
			f.s = true
		case 'm':
			f.m = true
		case 'i':
			f.i = true
		case 'x':
			f.x = true
		case 'q':
			f.q = true
		default:
			return f, false
		}
	}
	return f, true
}

// translate returns a pattern with its text in out.
func translate(source string, f flags) (*pattern, error) {
	if len(source) > maxPattern {
		return nil, errTooLarge
	}
	p := &pattern{rest: source, flags: f}
	if f.q {
		for _, c := range source {
			p.char(c)
		}
		return p, nil
	}
	p.alternatives()
	if p.rest != "" {
		p.fail("unexpected %q", p.rest)
	}
	return p, p.err
}

func (p *pattern) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
	p.rest = ""
}

// next returns the next character, -1 at the end.
func (p *pattern) next() rune {
	if p.rest == "" {
		return -1
	}
	c, _ := utf8.DecodeRuneInString(p.rest)
	return c
}

// take takes the next character away.
func (p *pattern) take() rune {
	c, size := utf8.DecodeRuneInString(p.rest)
	p.rest = p.rest[size:]
	return c
}

func (p *pattern) skip(prefix string) bool {
	rest, ok := strings.CutPrefix(p.rest, prefix)
	p.rest = rest
	return ok
}

// alternatives reads [64] regExp.
func (p *pattern) alternatives() {
	for {
		for c := p.next(); c >= 0 && c != '|' && c != ')'; c = p.next() {
			p.atom()
			p.quantifier()
			if p.out.Len() > maxTranslated {
				p.rest, p.err = "", errTooLarge
			}
		}
		if !p.skip("|") {
			return
		}
		p.out.WriteByte('|')
	}
}

// atom reads [67] atom.
func (p *pattern) atom() {
	switch c := p.take(); c {
	case '(':
		p.group()
	case '[':
		p.class(p.charClass())
	case '\\':
		p.escape()
	case '.':
		p.wildcard()
	case '^':
		p.start()
	case '$':
		p.end()
	case '?', '*', '+', '{', '}', ']':
		p.fail("%q stands where a character should", c)
	default:
		p.char(c)
	}
}

func (p *pattern) group() {
	if p.depth++; p.depth > maxPatternDepth {
		p.fail("more than %d groups in one another", maxPatternDepth)
		return
	}
	number := 0
	if p.skip("?:") {
		p.out.WriteString("(?:")
	} else {
		p.groups++
		number = p.groups
		p.out.WriteByte('(')
	}
	p.alternatives()
	if !p.skip(")") {
		p.fail("a group does not end")
	}
	p.out.WriteByte(')')
	p.closed = append(p.closed, number)
	p.depth--
}

// wildcard is [98] WildcardEsc.
func (p *pattern) wildcard() {
	if p.flags.s {
		p.class(runeSet{}.complement())
	} else {
		p.class(runeSet{{'\n', '\n'}, {'\r', '\r'}}.complement())
	}
}

// start is ^: with the flag m also behind each newline but a last one.
func (p *pattern) start() {
	if p.flags.m {
		p.backtracks = true
		p.out.WriteString(`(?:\A|(?<=\n)(?!\z))`)
	} else {
		p.out.WriteString(`(?:\A)`)
	}
}

// end is $: with the flag m before each newline, and at the end unless there is
// one.
func (p *pattern) end() {
	if p.flags.m {
		p.backtracks = true
		p.out.WriteString(`(?:(?=\n)|(?<!\n)\z)`)
	} else {
		p.out.WriteString(`(?:\z)`)
	}
}

func (p *pattern) class(s runeSet) { s.write(&p.out) }

func (p *pattern) char(c rune) {
	if p.flags.i {
		p.out.WriteString("(?i:")
		defer p.out.WriteByte(')')
	}
	writeQuoted(&p.out, c)
}

// quantifier reads [67] quantifier, if there is one.
func (p *pattern) quantifier() {
	switch c := p.next(); c {
	case '?', '*', '+':
		p.out.WriteRune(p.take())
	case '{':
		quantity, rest, ok := strings.Cut(p.rest[1:], "}")
		if !ok || !isQuantity(quantity) {
			p.fail("%q is no quantity", p.rest)
			return
		}
		p.out.WriteString("{" + quantity + "}")
		p.rest = rest
	default:
		return
	}
	if p.skip("?") {
		p.out.WriteByte('?')
	}
}

// isQuantity tells [68] quantity: n, n and more, or n to m.
func isQuantity(s string) bool {
	least, most, ranged := strings.Cut(s, ",")
	n, err := strconv.ParseUint(least, 10, 31)
	if err != nil || !ranged || most == "" {
		return err == nil
	}
	m, err := strconv.ParseUint(most, 10, 31)
	return err == nil && n <= m
}

// escape reads what stands behind a backslash outside of brackets.
func (p *pattern) escape() {
	switch c := p.next(); {
	case '1' <= c && c <= '9':
		p.reference()
	case c == 'b' || c == 'B': // not of XPath, but asked for by many
		p.backtracks = true
		p.out.WriteString(`\` + string(p.take()))
	default:
		if s, single := p.charEscape(); single {
			p.char(s[0].first)
		} else {
			p.class(s)
		}
	}
}

// reference reads a back-reference: as many digits as there are groups for. It
// is empty where its group has not matched.
func (p *pattern) reference() {
	n := int(p.take() - '0')
	for c := p.next(); '0' <= c && c <= '9' && 10*n+int(c-'0') <= p.groups; c = p.next() {
		n = 10*n + int(p.take()-'0')
	}
	isClosed := false
	for _, closed := range p.closed {
		isClosed = isClosed || closed == n
	}
	if !isClosed {
		p.fail(`\%d refers to no group before it`, n)
	}
	p.backtracks = true
	option := ""
	if p.flags.i {
		option = "i"
	}
	fmt.Fprintf(&p.out, `(?%s:(?(%d)\k<%d>))`, option, n, n)
}
