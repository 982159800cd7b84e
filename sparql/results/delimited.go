package results

import (
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/rdf/xsd"
)

// csvEncoder is CSV of SPARQL 1.1 Query Results CSV and TSV Formats §3: the
// values alone, without what kind of term they are.
type csvEncoder struct{}

func (csvEncoder) head(dst []byte, vars []string) []byte {
	return append(append(dst, strings.Join(vars, ",")...), "\r\n"...)
}

func (csvEncoder) columns(vars []string) [][]byte { return make([][]byte, len(vars)) }

func (csvEncoder) row(dst []byte, _, cells [][]byte, _ int) []byte {
	return append(delimited(dst, cells, ','), "\r\n"...)
}

func delimited(dst []byte, cells [][]byte, by byte) []byte {
	for i, cell := range cells {
		if i > 0 {
			dst = append(dst, by)
		}
		dst = append(dst, cell...)
	}
	return dst
}

func (csvEncoder) tail(dst []byte) []byte            { return dst }
func (csvEncoder) boolean(dst []byte, _ bool) []byte { return dst }

func (csvEncoder) cell(dst []byte, t rdf.Term) ([]byte, error) {
	from := len(dst)
	switch {
	case t.IsBlank():
		dst = append(append(dst, "_:"...), t.Value()...)
	case t.IsIRI() || t.IsLiteral():
		dst = append(dst, t.Value()...)
	default:
		dst = nquads.AppendTerm(dst, t)
	}
	if len(dst) > from && !csvQuoted(dst[from:]) {
		return dst, nil
	}
	text := string(dst[from:])
	return append(append(append(dst[:from], '"'), strings.ReplaceAll(text, `"`, `""`)...), '"'), nil
}

// csvQuoted reports whether a value must stand in quotes.
func csvQuoted(value []byte) bool {
	for _, c := range value {
		if csvSpecial[c] {
			return true
		}
	}
	return false
}

var csvSpecial = [256]bool{',': true, '"': true, '\r': true, '\n': true}

// tsvEncoder is TSV of the same §4: terms as Turtle has them.
type tsvEncoder struct{}

func (tsvEncoder) head(dst []byte, vars []string) []byte {
	for i, name := range vars {
		if i > 0 {
			dst = append(dst, '\t')
		}
		dst = append(append(dst, '?'), name...)
	}
	return append(dst, '\n')
}

func (tsvEncoder) columns(vars []string) [][]byte { return make([][]byte, len(vars)) }

func (tsvEncoder) row(dst []byte, _, cells [][]byte, _ int) []byte {
	return append(delimited(dst, cells, '\t'), '\n')
}

func (tsvEncoder) tail(dst []byte) []byte            { return dst }
func (tsvEncoder) boolean(dst []byte, _ bool) []byte { return dst }

func (tsvEncoder) cell(dst []byte, t rdf.Term) ([]byte, error) {
	if isShort(t) {
		return append(dst, t.Value()...), nil
	}
	return nquads.AppendTerm(dst, t), nil
}

// isShort reports whether a literal is a number as Turtle has it without
// quotes.
func isShort(t rdf.Term) bool {
	datatype, ok := strings.CutPrefix(t.Datatype(), xsd.Namespace)
	if !ok || datatype != "integer" && datatype != "decimal" && datatype != "double" {
		return false
	}
	s := t.Value()
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	whole, s := digits(s)
	if datatype == "integer" {
		return whole > 0 && s == ""
	}
	s, point := strings.CutPrefix(s, ".")
	fraction, s := digits(s)
	if datatype == "decimal" {
		return point && fraction > 0 && s == ""
	}
	if whole+fraction == 0 || s == "" || s[0]|0x20 != 'e' {
		return false
	}
	if s = s[1:]; s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	exponent, s := digits(s)
	return exponent > 0 && s == ""
}

// digits counts those at the start, and returns what follows.
func digits(s string) (n int, rest string) {
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n, s[n:]
}
