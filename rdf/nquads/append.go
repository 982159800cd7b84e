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
	dst = append(AppendEscaped(append(dst, '"'), t.Value()), '"')
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

// AppendEscaped appends s as it stands between the quotes of a canonical
// literal.
func AppendEscaped(dst []byte, s string) []byte {
	done := 0
	for i, c := range s {
		if c >= ' ' && c != '"' && c != '\\' && c != 0x7F && c < 0xFFFE || c > 0xFFFF {
			continue
		}
		dst = AppendEscape(append(dst, s[done:i]...), c)
		done = i + utf8.RuneLen(c)
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
