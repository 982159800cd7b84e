package expr

import (
	"encoding/hex"
	"fmt"
	"hash"
	"math"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"

	"w3id.org/plenary/rdf"
)

// maxText is how long a text may be that a function makes, in bytes.
const maxText = 16 << 20

// tooLong stops the query for a text beyond maxText.
func tooLong(env *Env, name string) Value {
	return env.Fail(fmt.Errorf("%w: %s makes a text of more than %d bytes", ErrLimit, name, maxText))
}

// text returns the lexical form of a string literal, with a language or without.
func (v Value) stringText() (s string, ok bool) {
	v = v.decoded()
	return v.text(), v.kind().isString()
}

// compatible returns the texts of two string literals that can be arguments
// together: the second has no language, or that of the first.
//
// Spec: SPARQL 1.2 Query §17.4.3 Functions on Strings.
func compatible(a, b Value) (s, part string, ok bool) {
	a, b = a.decoded(), b.decoded()
	if !a.kind().isString() || !b.kind().isString() {
		return "", "", false
	}
	same := b.kind() == stringLiteral || a.term().Lang() == b.term().Lang() && a.term().Direction() == b.term().Direction()
	return a.text(), b.text(), same
}

// like returns a string literal of the kind that v is.
func (v Value) like(s string) Value {
	return of(v.typ.Term(s), v.decoded().kind())
}

func strLen(v Value) Value {
	s, ok := v.stringText()
	if !ok {
		return Value{}
	}
	return Int(int64(utf8.RuneCountInString(s)))
}

// substrForm is SUBSTR, whose numbers may be of any type, as those of
// fn:substring.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §5.4.3.
func substrForm(c *compiler, args []node) Func {
	if len(args) == 2 {
		args = append(args, constant(Double(math.Inf(1))))
	}
	return ternary(substr)(c, args).eval
}

func substr(v, start, length Value) Value {
	s, ok := v.stringText()
	start, length = round(start), round(length)
	if !ok || start.kind() == none || length.kind() == none {
		return Value{}
	}
	from, end := start.float64(), start.float64()+length.float64()
	if !(end > 1) { // also for NaN
		return v.like("")
	}
	if from > 1 {
		s = s[offset(s, from-1):]
		end -= from - 1
	}
	return v.like(s[:offset(s, end-1)])
}

// offset returns where the nth character of s begins, from 0, or its end.
func offset(s string, n float64) int {
	if n >= float64(len(s)) {
		return len(s)
	}
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

func upperCase(v Value) Value { return cased(v, strings.ToUpper, cases.Upper) }
func lowerCase(v Value) Value { return cased(v, strings.ToLower, cases.Lower) }

// cased maps with the special cases of Unicode where there is more than ASCII.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §5.4.7, §5.4.8.
func cased(v Value, ascii func(string) string, all func(language.Tag, ...cases.Option) cases.Caser) Value {
	s, ok := v.stringText()
	switch {
	case !ok:
		return Value{}
	case isASCII(s):
		return v.like(ascii(s))
	}
	return v.like(all(language.Und).String(s))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// textTest is STRSTARTS, STRENDS or CONTAINS.
func textTest(f func(s, part string) bool) func([]node) Test {
	return func(args []node) Test {
		left, right := args[0].eval, args[1].eval
		return func(env *Env) (bool, bool) {
			a, b := left(env), right(env)
			s, part, ok := compatible(a, b)
			return ok && f(s, part), ok
		}
	}
}

func strBefore(a, b Value) Value { return split(a, b, func(before, _ string) string { return before }) }
func strAfter(a, b Value) Value  { return split(a, b, func(_, after string) string { return after }) }

// split returns a part of a, of its kind, or where b is not in it an xsd:string.
func split(a, b Value, part func(before, after string) string) Value {
	s, sep, ok := compatible(a, b)
	before, after, found := strings.Cut(s, sep)
	switch {
	case !ok:
		return Value{}
	case !found:
		return String("")
	}
	return a.like(part(before, after))
}

// concat has the language of its arguments where they agree.
//
// Spec: SPARQL 1.2 Query §17.4.3.12 CONCAT.
func concat(_ *compiler, args []node) Func {
	return func(env *Env) Value {
		var b strings.Builder
		var first rdf.Term
		agree := len(args) > 0
		for i, arg := range args {
			v := arg.eval(env).decoded()
			s := v.text()
			switch {
			case !v.kind().isString():
				return Value{}
			case len(args) == 1:
				return v
			case b.Len()+len(s) > maxText:
				return tooLong(env, "CONCAT")
			case i == 0:
				first = v.term()
			}
			agree = agree && v.term().Lang() == first.Lang() && v.term().Direction() == first.Direction()
			b.WriteString(s)
		}
		if !agree {
			return String(b.String())
		}
		return Of(first.WithLexical(b.String()))
	}
}

// encodeForURI leaves unreserved characters as they are.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §6.2; RFC 3986 §2.3.
func encodeForURI(v Value) Value {
	s, ok := v.stringText()
	if !ok {
		return Value{}
	}
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; isAlphanumeric(c) || strings.IndexByte("-_.~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return String(b.String())
}

func isAlphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// hashed returns a function for the hexadecimal digits of a checksum.
//
// Spec: SPARQL 1.2 Query §17.4.7 Hash Functions.
func hashed(make func() hash.Hash) func(Value) Value {
	return func(v Value) Value {
		s, ok := v.simple()
		if !ok {
			return Value{}
		}
		h := make()
		h.Write([]byte(s))
		return String(hex.EncodeToString(h.Sum(nil)))
	}
}
