package syntax

import (
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf/pname"
)

type kind uint8

const (
	endToken   kind = iota
	punctToken      // one of puncts
	wordToken       // a keyword or the name of a function
	iriToken        // with its brackets
	nameToken       // a prefixed name
	blankToken      // _:label
	varToken        // with its mark
	langToken       // with its @
	integerToken
	decimalToken
	doubleToken
	stringToken // with its quotes
)

// token is a piece of the text. word is that of a wordToken in capitals.
type token struct {
	kind kind
	text string
	word string
	at   int
}

func (t *token) end() int { return t.at + len(t.text) }

// puncts are the signs, the longer before those they begin with.
var puncts = [...]string{
	"<<(", ")>>", "<<", ">>", "{|", "|}", "^^", "||", "&&", "!=", "<=", ">=",
	"{", "}", "(", ")", "[", "]", ";", ",", ".", "*", "/", "|", "^", "?", "+", "-", "!", "=", "<", ">", "~",
}

// scan returns the token at an offset behind white space and comments. For what
// is no token it returns an error.
func scan(text string, at int) (t token, err *flaw) {
	at = skipSpace(text, at)
	t.at = at
	if at >= len(text) {
		return t, nil
	}
	rest := text[at:]
	switch c := rest[0]; {
	case c == '<' && iriLen(rest) > 0:
		return token{iriToken, rest[:iriLen(rest)], "", at}, nil
	case (c == '?' || c == '$') && varLen(rest[1:]) > 0:
		return token{varToken, rest[:1+varLen(rest[1:])], "", at}, nil
	case c == '"' || c == '\'':
		return scanString(rest, at)
	case c == '@':
		return scanLang(rest, at)
	case c == '_' && strings.HasPrefix(rest, "_:"):
		return scanBlank(rest, at)
	case isDigit(c) || c == '.' && len(rest) > 1 && isDigit(rest[1]):
		return scanNumber(rest, at), nil
	}
	if n, name := nameLen(rest); n > 0 {
		return scanName(rest, n, name, at)
	}
	for _, p := range puncts {
		if strings.HasPrefix(rest, p) {
			return token{punctToken, rest[:len(p)], "", at}, nil
		}
	}
	return t, oddCharacter(rest, at)
}

func oddCharacter(rest string, at int) *flaw {
	r, _ := utf8.DecodeRuneInString(rest)
	if r == '&' {
		return flawf(at, "", `write "&&" for and`, "found a single %q", r)
	}
	return flawf(at, "", "", "found %q, which begins nothing in SPARQL", r)
}

func skipSpace(text string, at int) int {
	for at < len(text) {
		switch text[at] {
		case ' ', '\t', '\n', '\r':
			at++
		case '#':
			end := strings.IndexAny(text[at:], "\n\r")
			if end < 0 {
				return len(text)
			}
			at += end
		default:
			return at
		}
	}
	return at
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// iriLen returns the length of an IRIREF at the start of s, 0 for none.
func iriLen(s string) int {
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '>':
			return i + 1
		case c == '\\': // an escape is looked at later
		case c <= ' ' || strings.IndexByte("<\"{}|^`", c) >= 0:
			return 0
		}
	}
	return 0
}

// varLen returns the length of a VARNAME at the start of s.
func varLen(s string) (n int) {
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !pname.IsCharU(r) && !('0' <= r && r <= '9') && (n == 0 || !pname.IsChar(r) || r == '-') {
			return n
		}
		n += size
	}
	return n
}

// scanString takes a string up to its closing quotes.
func scanString(s string, at int) (token, *flaw) {
	quotes := s[:1]
	if long := strings.Repeat(quotes, 3); strings.HasPrefix(s, long) {
		quotes = long
	}
	for i := len(quotes); i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case len(quotes) == 1 && (c == '\n' || c == '\r'):
			return token{}, flawf(at+i, "[157] STRING_LITERAL2", `a string over several lines stands between """`, "the string ends with its line")
		case strings.HasPrefix(s[i:], quotes):
			return token{stringToken, s[:i+len(quotes)], "", at}, nil
		}
	}
	return token{}, flawf(at, "[157] STRING_LITERAL2", "", "the string that begins here has no end")
}

func scanLang(s string, at int) (token, *flaw) {
	n := 1
	for n < len(s) && (isLetter(s[n]) || isDigit(s[n]) || s[n] == '-') {
		n++
	}
	tag, direction, directed := strings.Cut(s[1:n], "--")
	if !pname.IsLangTag(tag) || directed && direction != "ltr" && direction != "rtl" {
		return token{}, flawf(at, "[145] LANG_DIR", "", "%q is not a language tag", s[:n])
	}
	return token{langToken, s[:n], "", at}, nil
}

func scanBlank(s string, at int) (token, *flaw) {
	n := 2
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !pname.IsChar(r) && r != '.' {
			break
		}
		n += size
	}
	for s[n-1] == '.' {
		n--
	}
	if !pname.IsLabel(s[2:n]) {
		return token{}, flawf(at, "[142] BLANK_NODE_LABEL", "", "%q is not the label of a blank node", s[:n])
	}
	return token{blankToken, s[:n], "", at}, nil
}

func digits(s string) (n int) {
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

func scanNumber(s string, at int) token {
	n, kind := digits(s), integerToken
	if n < len(s) && s[n] == '.' {
		fraction := digits(s[n+1:])
		if fraction > 0 || exponent(s[n+1:]) > 0 {
			n, kind = n+1+fraction, decimalToken
		}
	}
	if e := exponent(s[n:]); e > 0 {
		n, kind = n+e, doubleToken
	}
	return token{kind, s[:n], "", at}
}

func exponent(s string) int {
	if s == "" || s[0]|0x20 != 'e' {
		return 0
	}
	n := 1
	if n < len(s) && (s[n] == '+' || s[n] == '-') {
		n++
	}
	if d := digits(s[n:]); d > 0 {
		return n + d
	}
	return 0
}

// nameLen returns the length of a word or of a prefix with its colon; name tells
// which.
func nameLen(s string) (n int, name bool) {
	dots := 0 // at the end, which are no part of it
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case r == ':':
			return n + 1, dots == 0
		case n == 0 && !pname.IsCharBase(r):
			return 0, false
		case r == '.':
			dots++
		case !pname.IsChar(r):
			return wordLen(s[:n]), false
		default:
			dots = 0
		}
		n += size
	}
	return wordLen(s), false
}

func wordLen(s string) (n int) {
	for n < len(s) && (isLetter(s[n]) || isDigit(s[n]) || s[n] == '_') {
		n++
	}
	return n
}

func scanName(s string, n int, name bool, at int) (token, *flaw) {
	if !name {
		word := strings.ToUpper(s[:n])
		n = firstWord(word)
		return token{wordToken, s[:n], word[:n], at}, nil
	}
	local, f := localLen(s[n:], at+n)
	return token{nameToken, s[:n+local], "", at}, f
}

// localLen returns the length of a PN_LOCAL at the start of s.
func localLen(s string, at int) (n int, f *flaw) {
	end := 0 // of what is not dots
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case r == '\\':
			if n+1 >= len(s) || strings.IndexByte("_~.-!$&'()*+,;=/?#@%", s[n+1]) < 0 {
				return 0, flawf(at+n, "[173] PN_LOCAL_ESC", "", "the backslash escapes nothing that a name may escape")
			}
			size = 2
		case r == '%':
			if n+2 >= len(s) || !isHex(s[n+1]) || !isHex(s[n+2]) {
				return 0, flawf(at+n, "[171] PERCENT", "", "a percent sign stands before two hexadecimal digits")
			}
			size = 3
		case r == '.' && n > 0:
			n++
			continue
		case r == ':' || pname.IsCharU(r) || '0' <= r && r <= '9' || n > 0 && pname.IsChar(r):
		default:
			return end, nil
		}
		n += size
		end = n
	}
	return end, nil
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
