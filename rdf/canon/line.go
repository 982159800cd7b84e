package canon

import (
	"fmt"
	"strings"

	"w3id.org/plenary/rdf"
)

// quadLine writes a quad as a line of canonical N-Quads, RDF Dataset
// Canonicalization 1.0 §5, with its blank nodes renamed.
func quadLine(q rdf.Quad, rename func(label string) string) string {
	var b strings.Builder
	for _, t := range []rdf.Term{q.S, q.P, q.O, q.G} {
		if !t.IsZero() {
			writeTerm(&b, t, rename)
			b.WriteByte(' ')
		}
	}
	b.WriteString(".\n")
	return b.String()
}

func writeTerm(b *strings.Builder, t rdf.Term, rename func(string) string) {
	switch {
	case t.IsIRI():
		b.WriteString("<" + t.Value() + ">")
	case t.IsBlank():
		b.WriteString("_:" + rename(t.Value()))
	default:
		b.WriteByte('"')
		for _, r := range t.Value() {
			writeEscaped(b, r)
		}
		b.WriteByte('"')
		switch {
		case t.Lang() != "":
			b.WriteString("@" + t.Lang())
			if t.Direction() != rdf.NoDirection {
				b.WriteString("--" + t.Direction().String())
			}
		case t.Datatype() != rdf.XSDString:
			b.WriteString("^^<" + t.Datatype() + ">")
		}
	}
}

var escapes = map[rune]string{'\b': `\b`, '\t': `\t`, '\n': `\n`, '\f': `\f`, '\r': `\r`, '"': `\"`, '\\': `\\`}

func writeEscaped(b *strings.Builder, r rune) {
	switch short, ok := escapes[r]; {
	case ok:
		b.WriteString(short)
	case r < 0x20 || r == 0x7F:
		fmt.Fprintf(b, `\u%04X`, r)
	default:
		b.WriteRune(r)
	}
}
