// Package pname knows the names of Turtle and its relatives: prefixed names,
// blank node labels and language tags, as their grammars spell them. It works
// on text alone, so that an accepted name can be written as it stands.
package pname

import (
	"strings"
	"unicode/utf8"
)

// IsCharBase is PN_CHARS_BASE of Turtle 1.1 §6.5.
func IsCharBase(c rune) bool {
	if c < utf8.RuneSelf {
		return 'a' <= c|0x20 && c|0x20 <= 'z'
	}
	for _, r := range charBase {
		if c <= r[1] {
			return c >= r[0]
		}
	}
	return false
}

var charBase = [...][2]rune{
	{0xC0, 0xD6}, {0xD8, 0xF6}, {0xF8, 0x2FF}, {0x370, 0x37D}, {0x37F, 0x1FFF}, {0x200C, 0x200D},
	{0x2070, 0x218F}, {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
}

// IsCharU is PN_CHARS_U: PN_CHARS_BASE and the underscore.
func IsCharU(c rune) bool { return c == '_' || IsCharBase(c) }

// IsChar is PN_CHARS: PN_CHARS_U, hyphen, digits and combining characters.
func IsChar(c rune) bool {
	return IsCharU(c) || c == '-' || isDigit(c) || c == 0xB7 || 0x300 <= c && c <= 0x36F || c == 0x203F || c == 0x2040
}

func isDigit(c rune) bool { return '0' <= c && c <= '9' }

// IsPrefix reports whether s can stand before the colon of a prefixed name:
// PN_PREFIX or nothing.
func IsPrefix(s string) bool {
	return s == "" || isName(s, IsCharBase, IsChar)
}

// IsLabel reports whether s can stand after "_:": BLANK_NODE_LABEL.
func IsLabel(s string) bool {
	return isName(s, func(c rune) bool { return IsCharU(c) || isDigit(c) }, IsChar)
}

// IsNCName reports whether s is a name of XML without a colon, Namespaces in
// XML 1.0 §3.
func IsNCName(s string) bool {
	for i, c := range s {
		if i == 0 && !IsCharU(c) || !IsNCNameChar(c) {
			return false
		}
	}
	return s != "" && utf8.ValidString(s)
}

// IsNCNameChar is NameChar of XML 1.0 §2.3 without the colon; NameStartChar
// without it is IsCharU.
func IsNCNameChar(c rune) bool { return c == '.' || IsChar(c) }

// isName reports whether s is one first character, then rest characters with
// dots between them.
func isName(s string, first, rest func(rune) bool) bool {
	for i, c := range s {
		if i == 0 && !first(c) || i > 0 && c != '.' && !rest(c) {
			return false
		}
		if c == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			return false
		}
	}
	return s != "" && s[len(s)-1] != '.'
}

// IsLangTag reports whether s can stand after "@": LANGTAG without a direction,
// its subtags of at most 8 characters as RFC 5646 §2.1 has them.
func IsLangTag(s string) bool {
	for i, part := range strings.Split(s, "-") {
		if part == "" || len(part) > 8 {
			return false
		}
		for _, c := range part {
			if letter := 'a' <= c|0x20 && c|0x20 <= 'z'; !letter && (i == 0 || !isDigit(c)) {
				return false
			}
		}
	}
	return true
}

// escapable are the characters of PN_LOCAL_ESC that are worth an escape; an
// IRI with one of "/?#" reads better in full.
const escapable = "~!$&'()*+,;=@"

// AppendLocal appends s as PN_LOCAL, with escapes where it needs them. ok is
// false, and dst as it was, when s cannot be written so, or only so badly that
// the IRI in full reads better.
func AppendLocal(dst []byte, s string) (out []byte, ok bool) {
	out = dst
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case c == utf8.RuneError && size < 2:
			return dst, false
		case IsCharU(c) || c == ':' || isDigit(c) || i > 0 && IsChar(c):
			out = append(out, s[i:i+size]...)
		case c == '.' && i > 0 && i+1 < len(s):
			out = append(out, '.')
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			out = append(out, '%')
		case c == '.' || c == '-' || c < utf8.RuneSelf && strings.IndexByte(escapable, byte(c)) >= 0:
			out = append(out, '\\', byte(c))
		default:
			return dst, false
		}
		i += size
	}
	return out, true
}

func isHex(c byte) bool { return isDigit(rune(c)) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// notInIRI marks the bytes that cannot stand between < and >: those that
// IRIREF excludes, and the backslash, which begins an escape.
var notInIRI = func() (t [256]bool) {
	for c := range byte(' ' + 1) {
		t[c] = true
	}
	for _, c := range "<>\"{}|^`\\" {
		t[c] = true
	}
	return t
}()

// InIRI reports whether a byte can stand between < and > as it is; those beyond
// ASCII can.
func InIRI(c byte) bool { return !notInIRI[c] }

// IsPlainIRI reports whether all of s is ASCII that can stand in an IRIREF as it
// is.
func IsPlainIRI(s string) bool {
	for i := range len(s) {
		if notInIRI[s[i]] || s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// IRILen returns how many bytes of s can stand in an IRIREF as they are: the
// offset of the first that cannot, or len(s).
func IRILen(s string) int {
	for i := range len(s) {
		if notInIRI[s[i]] {
			return i
		}
	}
	return len(s)
}
