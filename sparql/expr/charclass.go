package expr

import (
	"strings"
	"unicode"
)

// charEscape reads [84] charClassEsc behind its backslash; single tells that it
// stands for one character.
func (p *pattern) charEscape() (s runeSet, single bool) {
	if p.rest == "" {
		p.fail(`nothing follows a \`)
		return runeSet{{}}, true
	}
	c := p.take()
	switch c {
	case 'n':
		return runeSet{{'\n', '\n'}}, true
	case 'r':
		return runeSet{{'\r', '\r'}}, true
	case 't':
		return runeSet{{'\t', '\t'}}, true
	case 'p', 'P':
		return p.property(c == 'P'), false
	}
	if s, ok := multiCharEscape(c); ok {
		return s, false
	}
	// XPath lets only its metacharacters be escaped; what else is neither a letter
	// nor a digit can mean nothing but itself.
	if unicode.IsLetter(c) || unicode.IsDigit(c) {
		p.fail(`there is no \%c`, c)
	}
	return runeSet{{c, c}}, true
}

func (p *pattern) property(not bool) runeSet {
	name, rest, ok := strings.Cut(p.rest, "}")
	name, braced := strings.CutPrefix(name, "{")
	s, known := property(name)
	if !ok || !braced || !known {
		p.fail("there is no property %q", name)
		return nil
	}
	p.rest = rest
	if not {
		return s.complement()
	}
	return s.normalized()
}

// charClass reads [73] charClassExpr behind its bracket.
func (p *pattern) charClass() runeSet {
	if p.depth++; p.depth > maxPatternDepth {
		p.fail("more than %d classes in one another", maxPatternDepth)
		return nil
	}
	not := p.skip("^")
	var s runeSet
	for first := true; first || p.next() != ']' && !strings.HasPrefix(p.rest, "-["); first = false {
		s = append(s, p.charGroupPart()...)
		if p.err != nil {
			return nil
		}
	}
	if s = s.normalized(); not {
		s = s.complement()
	}
	if p.skip("-[") {
		s = s.without(p.charClass())
	}
	if !p.skip("]") {
		p.fail("a class of characters does not end")
	}
	p.depth--
	return s
}

// charGroupPart reads a character, a range or an escape.
func (p *pattern) charGroupPart() runeSet {
	s, single := p.singleChar()
	if !single || !strings.HasPrefix(p.rest, "-") || strings.HasPrefix(p.rest, "-]") || strings.HasPrefix(p.rest, "-[") {
		if single {
			return p.cased(s[0])
		}
		return s
	}
	p.take()
	end, single := p.singleChar()
	if !single || end[0].first < s[0].first {
		p.fail("a range of characters has no end, or ends before it begins")
		return nil
	}
	return p.cased(span{s[0].first, end[0].first})
}

func (p *pattern) cased(s span) runeSet {
	if p.flags.i {
		return s.folded()
	}
	return runeSet{s}
}

func (p *pattern) singleChar() (s runeSet, single bool) {
	switch p.next() {
	case -1, '[', ']':
		p.fail("a class of characters does not end, or has a bracket without a backslash")
		return runeSet{{}}, true
	case '\\':
		p.take()
		return p.charEscape()
	}
	c := p.take()
	return runeSet{{c, c}}, true
}
