package rdf

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// CheckIRI reports what keeps s from being an IRI with a scheme, by the grammar
// of RFC 3987 §2.2 (scheme-specific rules are not looked at). The error names
// the offence and its byte offset. A relative reference is an offence.
func CheckIRI(s string) error {
	n := schemeLen(s)
	if n == 0 {
		return fmt.Errorf("IRI %q: no scheme", s)
	}
	p := splitIRI(s)
	at := n + 1
	if p.hasAuthority {
		at += 2
		if off, msg := checkAuthority(p.authority); msg != "" {
			return iriError(s, at+off, msg)
		}
		at += len(p.authority)
	}
	parts := []struct {
		text, extra string
		private     bool
		name        string
	}{{p.path, "/", false, "path"}, {p.query, "/?", true, "query"}, {p.fragment, "/?", false, "fragment"}}
	for _, c := range parts {
		if off, msg := checkChars(c.text, ":@"+c.extra, c.private, c.name); msg != "" {
			return iriError(s, at+off, msg)
		}
		at += len(c.text) + 1
		if c.name == "path" && !p.hasQuery {
			at-- // an absent query has no '?'
		}
	}
	return nil
}

func iriError(s string, at int, msg string) error {
	return fmt.Errorf("IRI %q: %s at byte %d", s, msg, at)
}

// checkAuthority checks [userinfo "@"] host [":" port] and returns the offset
// of the first offence and what it is, or "".
func checkAuthority(s string) (int, string) {
	host := 0
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		if off, msg := checkChars(s[:i], ":", false, "user information"); msg != "" {
			return off, msg
		}
		host = i + 1
	}
	rest := s[host:]
	if strings.HasPrefix(rest, "[") {
		end := strings.IndexByte(rest, ']')
		if end < 0 {
			return host, "'[' of an IP literal without ']'"
		}
		if off, msg := checkIPLiteral(rest[1:end]); msg != "" {
			return host + 1 + off, msg
		}
		return checkPort(rest[end+1:], host+end+1)
	}
	port := strings.LastIndexByte(rest, ':')
	if port < 0 {
		port = len(rest)
	}
	if off, msg := checkChars(rest[:port], "", false, "host"); msg != "" {
		return host + off, msg
	}
	return checkPort(rest[port:], host+port)
}

// checkIPLiteral checks the characters between brackets: those of IPv6 and of
// later versions.
func checkIPLiteral(s string) (int, string) {
	if s == "" {
		return 0, "empty IP literal"
	}
	return checkChars(s, ":", false, "IP literal")
}

// checkPort checks [":" digits], which begins at offset at of the authority.
func checkPort(s string, at int) (int, string) {
	for i := 0; i < len(s); i++ {
		if i == 0 && s[i] == ':' || i > 0 && isDigit(s[i]) {
			continue
		}
		return at + i, fmt.Sprintf("character %q in the port", s[i])
	}
	return 0, ""
}

// checkChars lets pass iunreserved, sub-delims, percent-encoded octets, the
// ASCII characters of extra and, where private is set, iprivate.
func checkChars(s, extra string, private bool, where string) (int, string) {
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case c == utf8.RuneError && size == 1:
			return i, "invalid UTF-8 in the " + where
		case c == '%':
			if i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2]) {
				return i, "'%' without two hexadecimal digits in the " + where
			}
		case c < utf8.RuneSelf && (isAlpha(byte(c)) || isDigit(byte(c)) || strings.IndexByte("-._~!$&'()*+,;=", byte(c)) >= 0):
		case c < utf8.RuneSelf && strings.IndexByte(extra, byte(c)) >= 0:
		case isUCSChar(c) || private && isPrivate(c):
		default:
			return i, fmt.Sprintf("character %q in the %s", c, where)
		}
		i += size
	}
	return 0, ""
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// isUCSChar is ucschar of RFC 3987 §2.2.
func isUCSChar(c rune) bool {
	switch {
	case c < 0x10000:
		return 0xA0 <= c && c <= 0xD7FF || 0xF900 <= c && c <= 0xFDCF || 0xFDF0 <= c && c <= 0xFFEF
	case c >= 0xE0000 && c < 0xE1000, c >= 0xF0000:
		return false
	}
	return c&0xFFFF <= 0xFFFD
}

// isPrivate is iprivate of RFC 3987 §2.2.
func isPrivate(c rune) bool {
	return 0xE000 <= c && c <= 0xF8FF || c >= 0xF0000 && c&0xFFFF <= 0xFFFD
}
