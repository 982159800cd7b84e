package results

import (
	"strconv"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/ojson"
)

// jsonEncoder is SPARQL 1.2 Query Results JSON Format.
type jsonEncoder struct{}

func (jsonEncoder) head(dst []byte, vars []string) []byte {
	dst = append(dst, `{"head":{"vars":[`...)
	for i, name := range vars {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = ojson.AppendString(dst, name)
	}
	return append(dst, `]},"results":{"bindings":[`...)
}

func (jsonEncoder) columns(vars []string) (columns [][]byte) {
	for _, name := range vars {
		columns = append(columns, append(ojson.AppendString(nil, name), ':'))
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
		dst = ojson.AppendString(append(dst, `{"type":"uri","value":`...), t.Value())
	case t.IsBlank():
		dst = ojson.AppendString(append(dst, `{"type":"bnode","value":`...), t.Value())
	case t.IsLiteral():
		dst = ojson.AppendString(append(dst, `{"type":"literal","value":`...), t.Value())
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
		dst = ojson.AppendString(append(dst, `,"xml:lang":`...), t.Lang())
		if t.Direction() != rdf.NoDirection {
			dst = ojson.AppendString(append(dst, `,"its:dir":`...), t.Direction().String())
		}
	case t.Datatype() != rdf.XSDString:
		dst = ojson.AppendString(append(dst, `,"datatype":`...), t.Datatype())
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
