package scan

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/pname"
)

// ValidLen returns how many bytes of s are UTF-8, up to the first that is not.
func ValidLen(s string) int {
	whole := len(s) // without a character that is cut off
	for i := len(s) - 1; i >= 0 && i >= len(s)-utf8.UTFMax+1; i-- {
		if utf8.RuneStart(s[i]) {
			if !utf8.FullRuneInString(s[i:]) {
				whole = i
			}
			break
		}
	}
	if utf8.ValidString(s[:whole]) {
		return whole
	}
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		if c == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(s)
}

// Encoding looks at the first bytes of a document: the length of the byte order
// mark of UTF-8, or what is wrong with them.
func Encoding(first string) (skip int, msg, hint string) {
	const iconv = "write it in UTF-8: iconv -f UTF-16 -t UTF-8"
	switch {
	case strings.HasPrefix(first, "\xEF\xBB\xBF"):
		return 3, "", ""
	case strings.HasPrefix(first, "\xFF\xFE"), strings.HasPrefix(first, "\xFE\xFF"):
		return 0, "the document is UTF-16 and only UTF-8 is read", iconv
	case len(first) > 3 && (first[0] == 0) != (first[1] == 0) && (first[2] == 0) != (first[3] == 0):
		return 0, "the document looks like UTF-16 and only UTF-8 is read", iconv
	}
	return 0, "", ""
}

// StringEnd looks for the quotes that end a string, from some offset on. end is
// -1 if they are not in the text, and then next is where to look when there is
// more of it. escaped reports whether a backslash stands before.
func StringEnd(text, quotes string, from int) (end, next int, escaped bool) {
	quote := from - 1 // the next one that was found
	for {
		if quote < from {
			i := strings.IndexByte(text[from:], quotes[0])
			if i < 0 {
				i = len(text) - from
			}
			quote = from + i
		}
		if i := strings.IndexByte(text[from:quote], '\\'); i >= 0 {
			escaped = true
			if from += i + 2; from > len(text) {
				return -1, from - 2, true
			}
			continue
		}
		if rest := text[quote:]; len(rest) < len(quotes) {
			return -1, quote, escaped
		} else if rest[:len(quotes)] == quotes {
			return quote, quote, escaped
		}
		from = quote + 1
	}
}

// HasLineEnd reports whether there is a line feed or a carriage return in text.
func HasLineEnd(text string) bool {
	return strings.IndexByte(text, '\n') >= 0 || strings.IndexByte(text, '\r') >= 0
}

// Plain reports whether text has neither an escape nor a line end, so that it
// can be a string as it is.
func Plain(text string) bool {
	if len(text) > 32 {
		return strings.IndexByte(text, '\\') < 0 && !HasLineEnd(text)
	}
	for i := range len(text) {
		if c := text[i]; c == '\\' || c == '\n' || c == '\r' {
			return false
		}
	}
	return true
}

// An Unescaper undoes escapes. Its strings are in its arena.
type Unescaper struct {
	rdf.Arena
	buf []byte
}

// Unescape undoes UCHAR and, where echar is set, ECHAR. ok is false when an
// escape is not one; rest then begins at what follows its backslash.
func (u *Unescaper) Unescape(text string, echar bool) (s, rest string, ok bool) {
	out := u.buf[:0]
	for {
		i := strings.IndexByte(text, '\\')
		if i < 0 {
			u.buf = append(out, text...)
			return u.Copy(u.buf), "", true
		}
		out = append(out, text[:i]...)
		if out, text, ok = appendUnescaped(out, text[i+1:], echar); !ok {
			return "", text, false
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
	if err != nil || c > utf8.MaxRune || !utf8.ValidRune(rune(c)) {
		return out, text, false
	}
	return utf8.AppendRune(out, rune(c)), text[digits+1:], true
}

// LabelLen returns the length of the blank node label that s begins with,
// without "_:"; 0 if there is none.
func LabelLen(s string) int {
	c, size := utf8.DecodeRuneInString(s)
	if size == 0 || !isLabelStart(c) {
		return 0
	}
	n := size
	for i := n; i < len(s); {
		c, size = rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		switch {
		case pname.IsChar(c):
			n = i
		case c != '.':
			return n
		}
	}
	return n
}

func isLabelStart(c rune) bool { return pname.IsCharU(c) || '0' <= c && c <= '9' }

// LangDirLen returns the length of LANG_DIR behind its "@", as far as its
// characters go.
func LangDirLen(s string) int {
	n := 0
	for n < len(s) && (s[n] == '-' || isAlnum(s[n])) {
		n++
	}
	return n
}

// LangString reads what stands behind "@" and returns a literal of that
// language and direction with no text; or what is wrong with it.
func LangString(tag string) (literal rdf.Term, msg, hint string) {
	lang, dir, hasDir := strings.Cut(tag, "--")
	direction := rdf.NoDirection
	switch {
	case !pname.IsLangTag(lang):
		return literal, fmt.Sprintf("%q is not a language tag", lang), ""
	case hasDir && dir == "ltr":
		direction = rdf.LeftToRight
	case hasDir && dir == "rtl":
		direction = rdf.RightToLeft
	case hasDir:
		return literal, fmt.Sprintf("%q is not a base direction", dir), "it is ltr or rtl"
	}
	return rdf.DirLangString("", lang, direction), "", ""
}

func isAlnum(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' }

// DatatypeProblem says what is wrong with a datatype that stands behind "^^";
// "" if nothing is.
func DatatypeProblem(datatype string) (msg, hint string) {
	if datatype == rdf.RDFLangString || datatype == rdf.RDFDirLang {
		return fmt.Sprintf("datatype <%s> without a language", datatype), "write the language with @"
	}
	return "", ""
}
