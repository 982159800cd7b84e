package turtle

import (
	"cmp"
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/rdf/pname"
)

const xsdNS = "http://www.w3.org/2001/XMLSchema#"

// prefixes abbreviate IRIs and remember which of them were needed.
type prefixes struct {
	byLength []rdf.Prefix // longest IRI first
	used     map[string]string
}

// newPrefixes leaves out names that Turtle cannot write, and of two IRIs for
// one name takes the first.
func newPrefixes(list []rdf.Prefix) *prefixes {
	p := &prefixes{used: make(map[string]string)}
	taken := make(map[string]bool)
	for _, x := range list {
		if !taken[x.Name] && x.IRI != "" && pname.IsPrefix(x.Name) {
			taken[x.Name] = true
			p.byLength = append(p.byLength, x)
		}
	}
	slices.SortStableFunc(p.byLength, func(a, b rdf.Prefix) int {
		return cmp.Or(len(b.IRI)-len(a.IRI), strings.Compare(a.Name, b.Name))
	})
	return p
}

// header returns the declarations of the used prefixes by name, and an empty
// line after them when a body follows.
func (p *prefixes) header(body bool) []byte {
	names := make([]string, 0, len(p.used))
	for name := range p.used {
		names = append(names, name)
	}
	slices.Sort(names)
	var out []byte
	for _, name := range names {
		out = append(out, "@prefix "+name+": <"+p.used[name]+"> .\n"...)
	}
	if body && len(out) > 0 {
		out = append(out, '\n')
	}
	return out
}

// appendIRI appends a prefixed name, or the IRI in full where no prefix fits.
func (p *prefixes) appendIRI(dst []byte, iri string) []byte {
	for _, x := range p.byLength {
		local, fits := strings.CutPrefix(iri, x.IRI)
		if !fits {
			continue
		}
		if out, ok := pname.AppendLocal(append(append(dst, x.Name...), ':'), local); ok {
			p.used[x.Name] = x.IRI
			return out
		}
	}
	return append(append(append(dst, '<'), iri...), '>')
}

// appendTerm appends a term on its own: a blank node by its label.
func (p *prefixes) appendTerm(dst []byte, t rdf.Term) []byte {
	switch t.Kind() {
	case rdf.IRIKind:
		return p.appendIRI(dst, t.Value())
	case rdf.LiteralKind:
		return p.appendLiteral(dst, t)
	case rdf.TripleTermKind:
		tr, _ := t.Triple()
		dst = append(p.appendTerm(append(dst, "<<( "...), tr.S), ' ')
		dst = append(p.appendVerb(dst, tr.P), ' ')
		return append(p.appendTerm(dst, tr.O), " )>>"...)
	}
	return nquads.AppendTerm(dst, t)
}

func (p *prefixes) appendVerb(dst []byte, t rdf.Term) []byte {
	if t == nest.Type {
		return append(dst, 'a')
	}
	return p.appendIRI(dst, t.Value())
}

func (p *prefixes) appendLiteral(dst []byte, t rdf.Term) []byte {
	if isShorthand(t.Value(), t.Datatype()) {
		return append(dst, t.Value()...)
	}
	if strings.Contains(t.Value(), "\n") {
		dst = append(appendLong(append(dst, `"""`...), t.Value()), `"""`...)
	} else {
		dst = append(nquads.AppendEscaped(append(dst, '"'), t.Value()), '"')
	}
	switch {
	case t.Lang() != "" && t.Direction() != rdf.NoDirection:
		return append(dst, "@"+t.Lang()+"--"+t.Direction().String()...)
	case t.Lang() != "":
		return append(append(dst, '@'), t.Lang()...)
	case t.Datatype() != rdf.XSDString:
		return p.appendIRI(append(dst, "^^"...), t.Datatype())
	}
	return dst
}

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

// isShorthand reports whether the literal can stand without quotes and be read
// back with the same lexical form.
func isShorthand(lexical, datatype string) bool {
	switch datatype {
	case xsdNS + "boolean":
		return lexical == "true" || lexical == "false"
	case xsdNS + "integer":
		return numberKind(lexical) == 'i'
	case xsdNS + "decimal":
		return numberKind(lexical) == 'd'
	case xsdNS + "double":
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
