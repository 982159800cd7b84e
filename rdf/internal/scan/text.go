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
	if utf8.ValidString(s) {
		return len(s)
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

// Unescape undoes UCHAR and, where echar is set, ECHAR. ok is false when an
// escape is not one; rest then begins at what follows its backslash.
func Unescape(a *rdf.Arena, buf []byte, text string, echar bool) (s, rest string, ok bool) {
	out := buf[:0]
	for {
		i := strings.IndexByte(text, '\\')
		if i < 0 {
			return a.Copy(append(out, text...)), "", true
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
	if size == 0 || !pname.IsCharU(c) && (c < '0' || '9' < c) {
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
