package results

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
)

const (
	namespace = "http://www.w3.org/2005/sparql-results#"
	itsNS     = "http://www.w3.org/2005/11/its"
)

// xmlEncoder is SPARQL 1.2 Query Results XML Format.
type xmlEncoder struct{}

func (xmlEncoder) start(dst []byte) []byte {
	return append(dst, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<sparql xmlns="`+namespace+`" xmlns:its="`+itsNS+`" its:version="2.0">`+"\n<head>"...)
}

func (e xmlEncoder) head(dst []byte, vars []string) []byte {
	dst = e.start(dst)
	for _, name := range vars {
		dst = append(append(append(dst, `<variable name="`...), name...), `"/>`...)
	}
	return append(dst, "</head>\n<results>"...)
}

func (xmlEncoder) columns(vars []string) (columns [][]byte) {
	for _, name := range vars {
		columns = append(columns, []byte(`<binding name="`+name+`">`))
	}
	return columns
}

func (xmlEncoder) row(dst []byte, columns, cells [][]byte, _ int) []byte {
	dst = append(dst, "\n<result>"...)
	for i, cell := range cells {
		if len(cell) > 0 {
			dst = append(append(append(dst, columns[i]...), cell...), "</binding>"...)
		}
	}
	return append(dst, "</result>"...)
}

func (xmlEncoder) tail(dst []byte) []byte { return append(dst, "\n</results>\n</sparql>\n"...) }

func (e xmlEncoder) boolean(dst []byte, value bool) []byte {
	dst = append(e.start(dst), "</head>\n<boolean>"...)
	return append(strconv.AppendBool(dst, value), "</boolean>\n</sparql>\n"...)
}

func (e xmlEncoder) cell(dst []byte, t rdf.Term) ([]byte, error) {
	switch {
	case t.IsIRI():
		return element(dst, "<uri>", t.Value(), "</uri>")
	case t.IsBlank():
		return element(dst, "<bnode>", t.Value(), "</bnode>")
	case t.IsLiteral():
		dst, err := e.kind(dst, t)
		if err != nil {
			return dst, err
		}
		return element(dst, "", t.Value(), "</literal>")
	}
	tr, _ := t.Triple()
	dst = append(dst, "<triple>"...)
	for i, part := range []rdf.Term{tr.S, tr.P, tr.O} {
		name := [...]string{"subject>", "predicate>", "object>"}[i]
		var err error
		if dst, err = e.cell(append(append(dst, '<'), name...), part); err != nil {
			return dst, err
		}
		dst = append(append(dst, "</"...), name...)
	}
	return append(dst, "</triple>"...), nil
}

// kind appends the start tag of a literal.
func (xmlEncoder) kind(dst []byte, t rdf.Term) (out []byte, err error) {
	switch {
	case t.Lang() != "":
		dst = append(append(append(dst, `<literal xml:lang="`...), t.Lang()...), '"')
		if t.Direction() != rdf.NoDirection {
			dst = append(append(append(dst, ` its:dir="`...), t.Direction().String()...), '"')
		}
		return append(dst, '>'), nil
	case t.Datatype() != rdf.XSDString:
		return element(dst, `<literal datatype="`, t.Datatype(), `">`)
	}
	return append(dst, "<literal>"...), nil
}

func element(dst []byte, start, text, end string) ([]byte, error) {
	dst, err := appendXMLText(append(dst, start...), text)
	return append(dst, end...), err
}

// xmlEscape says how the bytes stand that are not themselves.
var xmlEscape = [128]string{'<': "&lt;", '>': "&gt;", '&': "&amp;", '"': "&quot;", '\r': "&#13;", '\n': "&#10;", '\t': "&#9;"}

// appendXMLText appends text for content or an attribute. White space but the
// blank stands as references, which no reader changes. Errors: a character that
// XML 1.0 §2.2 does not have.
func appendXMLText(dst []byte, s string) ([]byte, error) {
	done := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c < utf8.RuneSelf && xmlEscape[c] == "" {
			continue
		}
		if c >= utf8.RuneSelf {
			if r, _ := utf8.DecodeRuneInString(s[i:]); r == 0xFFFE || r == 0xFFFF {
				return dst, fmt.Errorf("XML has no character %U", r)
			}
			continue
		}
		if xmlEscape[c] == "" {
			return dst, fmt.Errorf("XML has no character %U", rune(c))
		}
		dst = append(append(dst, s[done:i]...), xmlEscape[c]...)
		done = i + 1
	}
	return append(dst, s[done:]...), nil
}
