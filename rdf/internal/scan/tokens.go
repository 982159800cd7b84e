package scan

import (
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf/pname"
)

// IRIREF reads an IRI between < and >, with its escapes undone. It does not
// resolve it.
func (s *Scanner) IRIREF() string {
	const rule = "IRIREF"
	if s.Peek() != '<' {
		s.Errorf(rule, "found %s where an IRI was expected", s.Found())
		return ""
	}
	n := 1
	for {
		if n += pname.IRILen(s.text[s.pos+n:]); s.pos+n < len(s.text) || !s.more(n) {
			break
		}
	}
	switch c := s.At(n); {
	case c == '>':
		iri := s.text[s.pos+1 : s.pos+n]
		s.pos += n + 1
		return iri
	case c == '\\':
		return s.escapedIRI(n)
	case s.Ended(n):
		s.Errorf(rule, "'<' without '>'")
	default:
		s.Skip(n)
		s.Errorf(rule, "found %s inside an IRI", s.Found())
	}
	return ""
}

// RawIRI returns the next bytes up to the next '>', and with it, without taking
// them; "" if there is none near by.
func (s *Scanner) RawIRI() string {
	return s.text[s.pos : s.pos+1+strings.IndexByte(s.text[s.pos:], '>')]
}

// escapedIRI reads an IRI whose first escape is n bytes ahead.
func (s *Scanner) escapedIRI(n int) string {
	const rule = "IRIREF"
	for ; s.At(n) != '>'; n++ {
		switch c := s.At(n); {
		case s.Ended(n):
			s.Errorf(rule, "'<' without '>'")
			return ""
		case c != '\\' && !pname.InIRI(c):
			s.Skip(n)
			s.Errorf(rule, "found %s inside an IRI", s.Found())
			return ""
		}
	}
	iri := s.unescape(s.text[s.pos+1:s.pos+n], 1, rule, false)
	if i := pname.IRILen(iri); i < len(iri) {
		s.Errorf(rule, "%q by an escape inside an IRI", iri[i])
	}
	s.Skip(n + 1)
	return iri
}

// unescape undoes the escapes of text, which begins at bytes ahead.
func (s *Scanner) unescape(text string, at int, rule string, echar bool) string {
	out, rest, ok := s.Unescape(text, echar)
	if !ok {
		s.Skip(at + len(text) - len(rest) - 1)
		s.Errorf(rule, "an escape that is not one: \\%.10s", rest)
	}
	return out
}

// Quoted reads a string with ' or " once or three times, and returns it with
// its escapes undone.
func (s *Scanner) Quoted() string {
	const rule = "String"
	quote := s.Peek()
	switch {
	case quote != '"' && quote != '\'':
		s.Errorf(rule, "found %s where a string was expected", s.Found())
		return ""
	case s.At(1) == quote && s.At(2) == quote:
		return s.quoted(3, quote)
	case s.err != nil:
		return ""
	case s.At(1) == quote:
		s.Skip(2)
		return ""
	}
	if n := strings.IndexByte(s.text[s.pos+1:], quote); n >= 0 {
		if text := s.text[s.pos+1 : s.pos+1+n]; Plain(text) {
			s.pos += n + 2
			return text
		}
	}
	return s.quoted(1, quote)
}

// quoted reads a string with so many quotes around it.
func (s *Scanner) quoted(width int, quote byte) string {
	const rule = "String"
	quotes := strings.Repeat(string(quote), width)
	escaped := false
	end, next := -1, width
	for end < 0 {
		var found bool
		from := next
		end, next, found = StringEnd(s.text[s.pos:], quotes, from)
		escaped = escaped || found
		if width == 1 && s.lineEnds(from, next) {
			return ""
		}
		if end < 0 && !s.more(len(s.text)-s.pos) {
			s.Errorf(rule, "a string that does not end")
			return ""
		}
	}
	text := s.text[s.pos+width : s.pos+end]
	if escaped {
		text = s.unescape(text, width, rule, true)
	}
	s.Skip(end + width)
	return text
}

// lineEnds fails if there is a line end from start to end, as there may be none
// in a short string.
func (s *Scanner) lineEnds(start, end int) bool {
	if !HasLineEnd(s.text[s.pos+start : s.pos+end]) {
		return false
	}
	s.Errorf("String", "a string that does not end on its line")
	return true
}

// Label reads a blank node label and returns it without "_:".
func (s *Scanner) Label() string {
	const rule = "BLANK_NODE_LABEL"
	if !s.Take("_:") {
		s.Errorf(rule, "found %s where a blank node was expected", s.Found())
		return ""
	}
	n := LabelLen(s.text[s.pos:])
	if end := s.pos + n; end >= len(s.text) || s.text[end] == '.' { // it may go on in the next chunk
		n = s.nameLen(isLabelStart)
	}
	if n == 0 {
		s.Errorf(rule, "found %s in place of a blank node label", s.Found())
	}
	return s.Token(n)
}

// Token returns the next n bytes, which At has seen, and skips them; "" after an
// error.
func (s *Scanner) Token(n int) string {
	if n > len(s.text)-s.pos {
		return ""
	}
	token := s.text[s.pos : s.pos+n]
	s.pos += n
	return token
}

// LangDir reads a language with or without a direction, behind "@".
func (s *Scanner) LangDir() string {
	n := 1
	for c := s.At(n); c == '-' || isAlnum(c); c = s.At(n) {
		n++
	}
	return strings.TrimPrefix(s.Token(n), "@")
}

// nameRest marks the ASCII characters of PN_CHARS.
var nameRest = func() (t [256]bool) {
	for c := range rune(128) {
		t[c] = pname.IsChar(c)
	}
	return t
}()

// Prefix reads what stands before the colon of a prefixed name, or a keyword;
// it may be empty.
func (s *Scanner) Prefix() string { return s.Token(s.PrefixLen()) }

// PrefixLen returns the length of the name that Prefix would read.
func (s *Scanner) PrefixLen() int {
	n := s.runLen(0)
	if n > 0 && s.At(n) != '.' && s.At(n) < 0x80 && isAlpha(s.Peek()) {
		return n
	}
	return s.nameLen(pname.IsCharBase)
}

func isAlpha(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// runLen returns how many ASCII characters of PN_CHARS there are from the byte
// i places ahead.
func (s *Scanner) runLen(i int) int {
	for n := i; ; {
		for s.pos+n < len(s.text) && nameRest[s.text[s.pos+n]] {
			n++
		}
		if s.pos+n < len(s.text) || !s.more(n) {
			return n - i
		}
	}
}

// nameLen returns the length of a name that may have dots, in characters of
// PN_CHARS but for the first one.
func (s *Scanner) nameLen(first func(rune) bool) int {
	n := 0 // up to the last character that can end a name
	for i := 0; ; {
		c, size := s.Rune(i)
		i += size
		switch {
		case size == 0 || i == size && !first(c):
			return n
		case pname.IsChar(c):
			n = i
		case c != '.':
			return n
		}
	}
}

// NameLen returns the length of the prefixed name that comes next if it is a
// plain one: letters, digits, '_' and '-', a colon, and such characters again.
// It is 0 for all others, and for one that may go on behind the text.
func (s *Scanner) NameLen() int {
	text := s.text[s.pos:]
	if text == "" || text[0] != ':' && !isAlpha(text[0]) {
		return 0
	}
	n := 0
	for n < len(text) && nameRest[text[n]] {
		n++
	}
	if n+1 >= len(text) || text[n] != ':' || text[n+1] == '-' {
		return 0
	}
	for n++; n < len(text) && nameRest[text[n]]; n++ {
	}
	if n == len(text) {
		return 0
	}
	if c := text[n]; c == '.' || c == ':' || c == '%' || c == '\\' || c >= utf8.RuneSelf {
		return 0
	}
	return n
}

// Local reads a PN_LOCAL, which may be empty, and undoes its escapes.
func (s *Scanner) Local() string {
	n := s.runLen(0)
	if c := s.At(n); n > 0 && s.Peek() != '-' && c != '.' && c != ':' && c != '%' && c != '\\' && c < 0x80 {
		return s.Token(n)
	}
	n, escaped := s.localLen()
	if !escaped {
		return s.Token(n)
	}
	text := s.Token(n)
	out := s.buf[:0]
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' {
			i++
		}
		out = append(out, text[i])
	}
	return s.Copy(out)
}

// localLen returns the length of a PN_LOCAL, and whether it has an escape.
func (s *Scanner) localLen() (n int, escaped bool) {
	for i := 0; ; { // n is the end of the last part that can end a name
		c, size := s.Rune(i)
		switch {
		case size == 0:
			return n, escaped
		case c == '.' && i > 0:
			i++
			continue
		case c == '%' && isHex(s.At(i+1)) && isHex(s.At(i+2)):
			size = 3
		case c == '\\' && s.At(i+1) != 0 && strings.IndexByte("_~.-!$&'()*+,;=/?#@%", s.At(i+1)) >= 0:
			size, escaped = 2, true
		case pname.IsCharU(c) || c == ':' || '0' <= c && c <= '9' || i > 0 && pname.IsChar(c):
		default:
			return n, escaped
		}
		i += size
		n = i
	}
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }
