package turtle

import (
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// appendLong appends s as it stands in a long string: line feeds bare, a quote
// escaped only where it could end the string.
func appendLong(dst []byte, s string) []byte {
	for i, c := range s {
		switch {
		case c == '\n':
			dst = append(dst, '\n')
		case c == '"' && i+1 < len(s) && s[i+1] != '"':
			dst = append(dst, '"')
		default:
			dst = nquads.AppendEscaped(dst, string(c))
		}
	}
	return dst
}

// isShorthand reports whether a literal, of which plain is the same without
// text, can stand without quotes and be read back with the same lexical form.
func isShorthand(lexical string, plain rdf.Term) bool {
	switch plain {
	case boolean:
		return lexical == "true" || lexical == "false"
	case integer:
		return numberKind(lexical) == 'i'
	case decimal:
		return numberKind(lexical) == 'd'
	case double:
		return numberKind(lexical) == 'e'
	}
	return false
}

// numberKind tells INTEGER 'i', DECIMAL 'd', DOUBLE 'e' and other text 0
// apart, Turtle 1.1 §6.5 [19] to [21].
func numberKind(s string) byte {
	s = strings.TrimLeft(s[:min(1, len(s))], "+-") + s[min(1, len(s)):]
	whole := len(s) - len(strings.TrimLeft(s, "0123456789"))
	rest, digits, kind := s[whole:], whole, byte('i')
	if strings.HasPrefix(rest, ".") {
		rest, kind = rest[1:], 'd'
		fraction := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		rest, digits = rest[fraction:], whole+fraction
		if fraction == 0 && (rest == "" || digits == 0) {
			return 0
		}
	}
	if rest == "" && digits > 0 {
		return kind
	}
	if digits == 0 || rest[0]|0x20 != 'e' {
		return 0
	}
	exponent := rest[1:]
	exponent = strings.TrimLeft(exponent[:min(1, len(exponent))], "+-") + exponent[min(1, len(exponent)):]
	if exponent == "" || strings.Trim(exponent, "0123456789") != "" {
		return 0
	}
	return 'e'
}
