package xmltoken

import (
	"encoding/binary"
	"unicode/utf8"

	"w3id.org/plenary/rdf/pname"
)

// Classes of bytes.
const (
	isSpace   = 1 << iota // S, XML 1.0 §2.3
	isName                // may stand in a name; all of those outside ASCII are
	endsValue             // is not simply itself in the value of an attribute
	notChar               // control characters that Char leaves out
)

var class = func() (t [256]byte) {
	for c := range t {
		switch {
		case c == ' ':
			t[c] = isSpace
		case c == '\t' || c == '\n' || c == '\r':
			t[c] = isSpace | endsValue
		case c < ' ':
			t[c] = notChar
		case c == '"' || c == '\'' || c == '<' || c == '&':
			t[c] = endsValue
		case c >= utf8.RuneSelf || c == ':' || pname.IsNCNameChar(rune(c)):
			t[c] = isName
		}
	}
	return t
}()

// spaceLen returns how much white space b begins with.
func spaceLen(b []byte) int {
	i := 0
	for i < len(b) && class[b[i]]&isSpace != 0 {
		i++
	}
	return i
}

// nameLen returns how many bytes b begins with that may stand in names. Whether
// they are a name remains to be seen.
func nameLen(b []byte) int {
	i := 0
	for i < len(b) && class[b[i]]&isName != 0 {
		i++
	}
	return i
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// plain reports whether eight bytes are printable ASCII.
func plain(x uint64) bool {
	return (x|(x-ones*' '))&highs == 0
}

// checkedLen returns how many bytes of b are characters of XML in UTF-8. Where
// it stops before the end, bad says what the offence is; bad is empty when
// only the rest of a character is missing.
func checkedLen(b []byte) (n int, bad string) {
	for n < len(b) {
		if len(b)-n >= 8 && plain(binary.LittleEndian.Uint64(b[n:])) {
			n += 8
			continue
		}
		size, bad := checkChar(b[n:])
		if size == 0 {
			return n, bad
		}
		n += size
	}
	return n, ""
}

// checkChar returns the length of the character that b begins with, or 0.
func checkChar(b []byte) (size int, bad string) {
	if c := b[0]; c < utf8.RuneSelf {
		if class[c]&notChar != 0 {
			return 0, charName(rune(c)) + ", which XML 1.0 leaves out"
		}
		return 1, ""
	}
	c, size := utf8.DecodeRune(b)
	switch {
	case c == utf8.RuneError && size == 1 && !utf8.FullRune(b):
		return 0, ""
	case c == utf8.RuneError && size == 1:
		return 0, "a byte that is not UTF-8"
	case c == 0xFFFE || c == 0xFFFF:
		return 0, charName(c) + ", which XML 1.0 leaves out"
	}
	return size, ""
}

// isChar is Char, XML 1.0 §2.2.
func isChar(c rune) bool {
	return c >= ' ' && utf8.ValidRune(c) && c != 0xFFFE && c != 0xFFFF || c == '\t' || c == '\n' || c == '\r'
}
