package results

import (
	"strconv"

	"w3id.org/plenary/rdf"
)

// jsonEncoder is SPARQL 1.2 Query Results JSON Format.
type jsonEncoder struct{}

func (jsonEncoder) head(dst []byte, vars []string) []byte {
	dst = append(dst, `{"head":{"vars":[`...)
	for i, name := range vars {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendJSONString(dst, name)
	}
	return append(dst, `]},"results":{"bindings":[`...)
}

func (jsonEncoder) columns(vars []string) (columns [][]byte) {
	for _, name := range vars {
		columns = append(columns, append(appendJSONString(nil, name), ':'))
	}
	return columns
}

func (jsonEncoder) row(dst []byte, columns, cells [][]byte, n int) []byte {
	if n > 0 {
		dst = append(dst, ',')
	}
	dst = append(dst, "\n{"...)
	first := true
	for i, cell := range cells {
		if len(cell) == 0 {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(append(dst, columns[i]...), cell...)
	}
	return append(dst, '}')
}

func (jsonEncoder) tail(dst []byte) []byte { return append(dst, "\n]}}\n"...) }

func (jsonEncoder) boolean(dst []byte, value bool) []byte {
	return append(strconv.AppendBool(append(dst, `{"head":{},"boolean":`...), value), "}\n"...)
}

func (e jsonEncoder) cell(dst []byte, t rdf.Term) ([]byte, error) {
	switch {
	case t.IsIRI():
		dst = appendJSONString(append(dst, `{"type":"uri","value":`...), t.Value())
	case t.IsBlank():
		dst = appendJSONString(append(dst, `{"type":"bnode","value":`...), t.Value())
	case t.IsLiteral():
		dst = appendJSONString(append(dst, `{"type":"literal","value":`...), t.Value())
		dst = e.kind(dst, t)
	default:
		return e.triple(dst, t)
	}
	return append(dst, '}'), nil
}

// kind appends what a literal has beside its lexical form.
func (jsonEncoder) kind(dst []byte, t rdf.Term) []byte {
	switch {
	case t.Lang() != "":
		dst = appendJSONString(append(dst, `,"xml:lang":`...), t.Lang())
		if t.Direction() != rdf.NoDirection {
			dst = appendJSONString(append(dst, `,"its:dir":`...), t.Direction().String())
		}
	case t.Datatype() != rdf.XSDString:
		dst = appendJSONString(append(dst, `,"datatype":`...), t.Datatype())
	}
	return dst
}

func (e jsonEncoder) triple(dst []byte, t rdf.Term) ([]byte, error) {
	tr, _ := t.Triple()
	dst = append(dst, `{"type":"triple","value":{`...)
	for i, part := range []rdf.Term{tr.S, tr.P, tr.O} {
		dst = append(dst, [...]string{`"subject":`, `,"predicate":`, `,"object":`}[i]...)
		dst, _ = e.cell(dst, part) // JSON has a form for every term
	}
	return append(dst, "}}"...), nil
}

// jsonEscape marks the bytes that stand escaped in a string.
var jsonEscape = func() (t [256]bool) {
	for c := range byte(' ') {
		t[c] = true
	}
	t['"'], t['\\'] = true, true
	return t
}()

func appendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	done := 0
	for i := range len(s) {
		if !jsonEscape[s[i]] {
			continue
		}
		dst = append(dst, s[done:i]...)
		done = i + 1
		switch c := s[i]; c {
		case '\n':
			dst = append(dst, `\n`...)
		case '\t':
			dst = append(dst, `\t`...)
		case '\r':
			dst = append(dst, `\r`...)
		case '"', '\\':
			dst = append(dst, '\\', c)
		default:
			const hex = "0123456789abcdef"
			dst = append(dst, `\u00`...)
			dst = append(dst, hex[c>>4], hex[c&15])
		}
	}
	return append(append(dst, s[done:]...), '"')
}
