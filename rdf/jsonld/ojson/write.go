package ojson

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Append writes a value without white space: entries in their order, numbers
// with their digits.
func Append(out []byte, v any) []byte { return appendValue(out, v, false) }

// AppendCanonical writes a value in the JSON Canonicalization Scheme: entries
// sorted by UTF-16 code units, numbers as ECMAScript writes them. A number
// beyond the range of doubles, which the scheme does not have, keeps its
// digits.
//
// Spec: RFC 8785.
func AppendCanonical(out []byte, v any) []byte { return appendValue(out, v, true) }

func appendValue(out []byte, v any, canonical bool) []byte {
	switch v := v.(type) {
	case bool:
		return strconv.AppendBool(out, v)
	case string:
		return AppendString(out, v)
	case Number:
		if canonical {
			return appendCanonicalNumber(out, v)
		}
		return append(out, v...)
	case []any:
		out = append(out, '[')
		for i, x := range v {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendValue(out, x, canonical)
		}
		return append(out, ']')
	case *Object:
		return appendObject(out, v, canonical)
	}
	return append(out, "null"...)
}

func appendObject(out []byte, o *Object, canonical bool) []byte {
	keys := o.Keys()
	if canonical {
		slices.SortFunc(keys, compareUTF16)
	}
	out = append(out, '{')
	for i, k := range keys {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(AppendString(out, k), ':')
		out = appendValue(out, o.Get(k), canonical)
	}
	return append(out, '}')
}

// compareUTF16 differs from the order of code points for those beyond U+FFFF.
func compareUTF16(a, b string) int {
	if strings.IndexFunc(a+b, func(r rune) bool { return r >= 0xD800 }) < 0 {
		return strings.Compare(a, b)
	}
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}

// appendCanonicalNumber writes a double by ECMAScript's Number::toString.
func appendCanonicalNumber(out []byte, n Number) []byte {
	f, err := strconv.ParseFloat(string(n), 64)
	if err != nil || math.IsInf(f, 0) {
		return append(out, n...)
	}
	return appendDouble(out, f)
}

func appendDouble(out []byte, f float64) []byte {
	if f == 0 {
		return append(out, '0') // minus zero too
	}
	if abs := math.Abs(f); 1e-6 <= abs && abs < 1e21 {
		return strconv.AppendFloat(out, f, 'f', -1, 64)
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
	sign, digits := exponent[:1], strings.TrimLeft(exponent[1:], "0")
	return append(out, mantissa+"e"+sign+cmp.Or(digits, "0")...)
}

// AppendString writes a string with the fewest escapes, as RFC 8785 §3.2.2.2
// has it.
func AppendString(out []byte, s string) []byte {
	out = append(slices.Grow(out, len(s)+2), '"')
	for {
		n := plainLen(s)
		out = append(out, s[:n]...)
		if n == len(s) {
			return append(out, '"')
		}
		out = appendEscape(out, s[n])
		s = s[n+1:]
	}
}

// plainLen returns how many bytes stand before the first that needs an escape: one
// below a space, a quote or a backslash. It looks at eight at a time.
func plainLen(s string) (n int) {
	const each, high = 0x0101010101010101, 0x8080808080808080
	for ; n+8 <= len(s); n += 8 {
		b := s[n : n+8]
		v := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		quote, slash := v^'"'*each, v^'\\'*each
		if ((v-' '*each)&^v|(quote-each)&^quote|(slash-each)&^slash)&high != 0 {
			break
		}
	}
	for n < len(s) && s[n] >= ' ' && s[n] != '"' && s[n] != '\\' {
		n++
	}
	return n
}

func appendEscape(out []byte, c byte) []byte {
	const hex = "0123456789abcdef"
	if c == '"' || c == '\\' {
		return append(out, '\\', c)
	}
	if i := strings.IndexByte("\b\f\n\r\t", c); i >= 0 {
		return append(out, '\\', "bfnrt"[i])
	}
	return append(out, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}

// Equal reports whether two values are the same JSON: the order of entries and
// the notation of numbers do not matter.
func Equal(a, b any) bool {
	switch a := a.(type) {
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, Equal)
	case *Object:
		b, ok := b.(*Object)
		if !ok || a.Len() != b.Len() {
			return false
		}
		for k, v := range a.All() {
			if w, has := b.Lookup(k); !has || !Equal(v, w) {
				return false
			}
		}
		return true
	case Number:
		b, ok := b.(Number)
		return ok && (a == b || string(appendCanonicalNumber(nil, a)) == string(appendCanonicalNumber(nil, b)))
	}
	if _, list := b.([]any); list {
		return false
	}
	return a == b
}
