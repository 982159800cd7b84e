package scan

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/pname"
)

// IRIREF reads an IRI between < and >, with its escapes undone. It does not
// resolve it.
func (s *Scanner) IRIREF() string {
	const rule = "IRIREF"
	if s.At(0) != '<' {
		s.Errorf(rule, "found %s where an IRI was expected", s.Found())
		return ""
	}
	n, plain := 1, true
	for ; s.At(n) != '>'; n++ {
		switch c := s.At(n); {
		case s.Ended(n):
			s.Errorf(rule, "'<' without '>'")
			return ""
		case c == '\\':
			plain = false
			n++
		case c <= ' ' || strings.IndexByte("<\"{}|^`", c) >= 0:
			s.Skip(n)
			s.Errorf(rule, "found %s inside an IRI", s.Found())
			return ""
		}
	}
	iri := s.text(n+1, rule)
	iri = iri[1 : len(iri)-1]
	if plain || s.err != nil {
		return iri
	}
	iri = s.unescape(iri, rule, false)
	if i := strings.IndexFunc(iri, func(c rune) bool { return c <= ' ' || strings.ContainsRune("<>\"{}|^`\\", c) }); i >= 0 {
		s.Errorf(rule, "%q by an escape inside an IRI", iri[i])
	}
	return iri
}

// text takes n bytes as a token and fails if they are not UTF-8. After an
// error it returns as many spaces, so that callers can cut it.
func (s *Scanner) text(n int, rule string) string {
	if s.err != nil {
		return strings.Repeat(" ", min(n, 16))
	}
	b := s.next(n)
	if !utf8.Valid(b) {
		s.Errorf(rule, "a token that is not UTF-8")
		return strings.Repeat(" ", min(n, 16))
	}
	token := string(b)
	s.Skip(n)
	return token
}

// String reads a quoted string with ' or " once, or three times where long is
// set, and returns it with its escapes undone.
func (s *Scanner) String(long bool) string {
	const rule = "String"
	quote := s.At(0)
	if quote != '"' && quote != '\'' {
		s.Errorf(rule, "found %s where a string was expected", s.Found())
		return ""
	}
	width := 1
	if long && s.At(1) == quote && s.At(2) == quote {
		width = 3
	}
	n, plain := width, true
	for !s.closes(n, width, quote) {
		switch c := s.At(n); {
		case s.Ended(n):
			s.Errorf(rule, "a string that does not end")
			return ""
		case c == '\\':
			plain = false
			n++
		case width == 1 && (c == '\n' || c == '\r'):
			s.Errorf(rule, "a string that does not end on its line")
			return ""
		}
		n++
	}
	text := s.text(n+width, rule)
	if s.err != nil {
		return ""
	}
	text = text[width : len(text)-width]
	if plain {
		return text
	}
	return s.unescape(text, rule, true)
}

// closes reports whether the closing quotes stand n bytes ahead.
func (s *Scanner) closes(n, width int, quote byte) bool {
	if width == 1 {
		return s.At(n) == quote
	}
	return s.At(n) == quote && s.At(n+1) == quote && s.At(n+2) == quote
}

// unescape undoes UCHAR and, where echar is set, ECHAR. The token has been
// taken: an error is at its end.
func (s *Scanner) unescape(text, rule string, echar bool) string {
	out := make([]byte, 0, len(text))
	for {
		i := strings.IndexByte(text, '\\')
		if i < 0 {
			return string(append(out, text...))
		}
		out = append(out, text[:i]...)
		var ok bool
		if out, text, ok = appendUnescaped(out, text[i+1:], echar); !ok {
			s.Errorf(rule, "an escape that is not one: \\%.10s", text)
			return ""
		}
	}
}

// appendUnescaped undoes the escape that follows a backslash and returns the
// text behind it.
func appendUnescaped(out []byte, text string, echar bool) ([]byte, string, bool) {
	if text == "" {
		return out, text, false
	}
	if i := strings.IndexByte(`tbnrf"'\`, text[0]); i >= 0 && echar {
		return append(out, "\t\b\n\r\f\"'\\"[i]), text[1:], true
	}
	digits := 0
	switch text[0] {
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	}
	if digits == 0 || len(text) < digits+1 {
		return out, text, false
	}
	c, err := strconv.ParseUint(text[1:digits+1], 16, 32)
	if err != nil || !utf8.ValidRune(rune(c)) || c > utf8.MaxRune {
		return out, text, false
	}
	return utf8.AppendRune(out, rune(c)), text[digits+1:], true
}

// Label reads a blank node label and returns it without "_:".
func (s *Scanner) Label() string {
	const rule = "BLANK_NODE_LABEL"
	if !s.Has("_:") {
		s.Errorf(rule, "found %s where a blank node was expected", s.Found())
		return ""
	}
	n := s.Name(2, func(c rune, first bool) bool {
		return pname.IsCharU(c) || '0' <= c && c <= '9' || !first && pname.IsChar(c)
	})
	if n == 0 {
		s.Skip(2)
		s.Errorf(rule, "found %s in place of a blank node label", s.Found())
		return ""
	}
	return s.text(2+n, rule)[2:]
}

// Name returns how long a name is that begins at bytes ahead: characters that
// pass, and dots between them.
func (s *Scanner) Name(at int, pass func(c rune, first bool) bool) int {
	n := at
	for {
		c, size := s.Rune(n)
		if c == '.' && n > at {
			size = s.dots(n, pass)
		} else if size == 0 || c == utf8.RuneError && size == 1 || !pass(c, n == at) {
			size = 0
		}
		if size == 0 {
			return n - at
		}
		n += size
	}
}

// dots returns how many dots stand n bytes ahead, 0 if the name ends there.
func (s *Scanner) dots(n int, pass func(c rune, first bool) bool) int {
	k := 0
	for s.At(n+k) == '.' {
		k++
	}
	c, size := s.Rune(n + k)
	if size == 0 || c == utf8.RuneError && size == 1 || !pass(c, false) {
		return 0
	}
	return k
}

// Literal reads what follows the quotes of a literal: a language with or
// without a direction, a datatype, or nothing. The datatype is read by iri.
// White space may stand between all these; lines says whether line ends are.
func (s *Scanner) Literal(lexical string, lines bool, iri func() string) rdf.Term {
	s.Space(lines)
	switch {
	case s.At(0) == '@':
		return s.langString(lexical)
	case s.Has("^^"):
		s.Skip(2)
		s.Space(lines)
		here := s.Here()
		datatype := iri()
		if datatype == rdf.RDFLangString || datatype == rdf.RDFDirLang {
			s.ErrorAt(here, "literal", "write the language with @", "datatype <%s> without a language", datatype)
		}
		return rdf.Literal(lexical, datatype)
	}
	return rdf.String(lexical)
}

func (s *Scanner) langString(lexical string) rdf.Term {
	const rule = "LANG_DIR"
	here := s.Here()
	n := 1
	for c := s.At(n); c == '-' || isAlnum(c); c = s.At(n) {
		n++
	}
	tag, dir, hasDir := strings.Cut(s.text(n, rule)[1:], "--")
	direction := rdf.NoDirection
	switch {
	case !pname.IsLangTag(tag):
		s.ErrorAt(here, rule, "", "%q is not a language tag", tag)
	case hasDir && dir == "ltr":
		direction = rdf.LeftToRight
	case hasDir && dir == "rtl":
		direction = rdf.RightToLeft
	case hasDir:
		s.ErrorAt(here, rule, "it is ltr or rtl", "%q is not a base direction", dir)
	}
	return rdf.DirLangString(lexical, tag, direction)
}

func isAlnum(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' }
