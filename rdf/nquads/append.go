// Package nquads reads and writes N-Triples and N-Quads, RDF 1.1 and 1.2. What
// it writes is the canonical form of RDF 1.2 N-Triples §4 and N-Quads §4, in
// the order in which the quads come. Both directions stream.
package nquads

import (
	"fmt"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
)

// AppendQuad appends the canonical line of q with its line feed. It does not
// check q; see rdf.Quad.Check.
func AppendQuad(dst []byte, q rdf.Quad) []byte {
	dst = appendTriple(dst, q.Triple())
	if !q.G.IsZero() {
		dst = append(dst, ' ')
		dst = AppendTerm(dst, q.G)
	}
	return append(dst, " .\n"...)
}

func appendTriple(dst []byte, t rdf.Triple) []byte {
	dst = append(AppendTerm(dst, t.S), ' ')
	dst = append(AppendTerm(dst, t.P), ' ')
	return AppendTerm(dst, t.O)
}

// AppendTerm appends the canonical form of t, which is also valid Turtle; of
// the zero Term, nothing.
func AppendTerm(dst []byte, t rdf.Term) []byte {
	switch {
	case t.IsIRI():
		return appendIRI(dst, t.Value())
	case t.IsBlank():
		return append(append(dst, "_:"...), t.Value()...)
	case t.IsLiteral():
		return appendLiteral(dst, t)
	}
	if tr, ok := t.Triple(); ok {
		return append(appendTriple(append(dst, "<<( "...), tr), " )>>"...)
	}
	return dst
}

func appendIRI(dst []byte, iri string) []byte {
	return append(append(append(dst, '<'), iri...), '>')
}

func appendLiteral(dst []byte, t rdf.Term) []byte {
	return appendSuffix(append(AppendEscaped(append(dst, '"'), t.Value()), '"'), t)
}

// appendSuffix appends what follows the quotes of a literal.
func appendSuffix(dst []byte, t rdf.Term) []byte {
	switch {
	case t.Lang() != "":
		dst = append(append(dst, '@'), t.Lang()...)
		if t.Direction() != rdf.NoDirection {
			dst = append(append(dst, "--"...), t.Direction().String()...)
		}
	case t.Datatype() != rdf.XSDString:
		dst = appendIRI(append(dst, "^^"...), t.Datatype())
	}
	return dst
}

// mayNeedEscape marks the bytes that need an escape, and the first byte of the
// two characters beyond ASCII that do.
var mayNeedEscape = func() (t [256]bool) {
	for c := range byte(' ') {
		t[c] = true
	}
	t['"'], t['\\'], t[0x7F], t["\uFFFE"[0]] = true, true, true, true
	return t
}()

// AppendEscaped appends s as it stands between the quotes of a canonical
// literal.
func AppendEscaped(dst []byte, s string) []byte {
	done := 0
	for i := 0; i < len(s); i++ {
		if !mayNeedEscape[s[i]] {
			continue
		}
		c, size := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			if c, size = utf8.DecodeRuneInString(s[i:]); c != 0xFFFE && c != 0xFFFF {
				continue
			}
		}
		dst = AppendEscape(append(dst, s[done:i]...), c)
		done = i + size
		i = done - 1
	}
	return append(dst, s[done:]...)
}

// AppendEscape appends one character as ECHAR where there is one, else as
// UCHAR.
func AppendEscape(dst []byte, c rune) []byte {
	switch c {
	case '\b':
		return append(dst, `\b`...)
	case '\t':
		return append(dst, `\t`...)
	case '\n':
		return append(dst, `\n`...)
	case '\f':
		return append(dst, `\f`...)
	case '\r':
		return append(dst, `\r`...)
	case '"', '\\':
		return append(dst, '\\', byte(c))
	}
	if c > 0xFFFF {
		return fmt.Appendf(dst, `\U%08X`, c)
	}
	return fmt.Appendf(dst, `\u%04X`, c)
}
