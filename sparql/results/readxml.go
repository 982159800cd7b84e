package results

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"w3id.org/plenary/rdf"
)

// xmlReader reads SPARQL 1.2 Query Results XML Format.
type xmlReader struct {
	*Reader
	*xml.Decoder
	limit *limitedReader
	row   []rdf.Term
}

func readXML(r *Reader) error {
	limit := &limitedReader{r.from, r.options.MaxToken}
	x := &xmlReader{Reader: r, Decoder: xml.NewDecoder(limit), limit: limit}
	return x.broken(x.head())
}

func (x *xmlReader) broken(err error) error {
	if err == nil {
		return nil
	}
	line, column := x.InputPos()
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, errTooLong):
		return &rdf.SyntaxError{Source: x.options.Source, Offset: x.InputOffset(), Limit: "token", Msg: fmt.Sprintf("a part is longer than the limit of %d bytes", x.options.MaxToken)}
	case errors.Is(err, io.EOF):
		err = errors.New("the document ends before its result")
	case errors.As(err, &syntax):
		err = errors.New(syntax.Msg)
	}
	return x.wrong(line, column, x.InputOffset(), "SPARQL Results XML", err)
}

// next returns the next start tag, or ok false at the end of the element
// around it. Text is passed over.
func (x *xmlReader) next() (tag xml.StartElement, ok bool, err error) {
	for {
		t, err := x.Token()
		if err != nil {
			return tag, false, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Space != namespace {
				return tag, false, fmt.Errorf("element %s is not of the namespace %s", t.Name.Local, namespace)
			}
			return t.Copy(), true, nil
		case xml.EndElement:
			return tag, false, nil
		case xml.Directive:
			return tag, false, errors.New("a document type is not read")
		}
	}
}

// head reads up to the first row.
func (x *xmlReader) head() error {
	tag, _, err := x.next()
	if err == nil && tag.Name.Local != "sparql" {
		err = fmt.Errorf("found element %q where sparql was expected", tag.Name.Local)
	}
	if err != nil {
		return err
	}
	for {
		tag, ok, err := x.next()
		switch {
		case err != nil:
			return err
		case !ok:
			return errors.New("neither results nor boolean")
		case tag.Name.Local == "head":
			err = x.names()
		case tag.Name.Local == "boolean":
			return x.boolean()
		case tag.Name.Local == "results":
			x.rows = x.yield
			return nil
		default:
			err = fmt.Errorf("element %s is not known here", tag.Name.Local)
		}
		if err != nil {
			return err
		}
	}
}

func (x *xmlReader) names() error {
	var vars []string
	for {
		tag, ok, err := x.next()
		if err != nil {
			return err
		}
		if !ok {
			return x.variables(vars)
		}
		if tag.Name.Local == "variable" {
			vars = append(vars, attribute(tag, "", "name"))
		}
		if err := x.Skip(); err != nil {
			return err
		}
	}
}

func attribute(tag xml.StartElement, space, name string) string {
	for _, a := range tag.Attr {
		if a.Name.Local == name && a.Name.Space == space {
			return a.Value
		}
	}
	return ""
}

func (x *xmlReader) boolean() error {
	text, err := x.text()
	if err != nil {
		return err
	}
	x.IsBoolean, x.Boolean = true, strings.TrimSpace(text) == "true"
	if !x.Boolean && strings.TrimSpace(text) != "false" {
		return fmt.Errorf("%q is neither true nor false", text)
	}
	return x.end()
}

// text returns the text up to the end tag.
func (x *xmlReader) text() (string, error) {
	var b strings.Builder
	for {
		t, err := x.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.EndElement:
			return b.String(), nil
		case xml.StartElement:
			return "", fmt.Errorf("element %s stands in a text", t.Name.Local)
		}
	}
}

// end reads the end of the document.
func (x *xmlReader) end() error {
	if tag, ok, err := x.next(); err != nil || ok {
		return orElse(err, fmt.Errorf("element %s stands behind the result", tag.Name.Local))
	}
	for {
		t, err := x.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		text, isText := t.(xml.CharData)
		if _, start := t.(xml.StartElement); start || isText && strings.TrimSpace(string(text)) != "" {
			return errors.New("something stands behind the result")
		}
	}
}

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

func (x *xmlReader) yield(yield func([]rdf.Term, error) bool) {
	x.row = make([]rdf.Term, len(x.Vars))
	for {
		x.limit.n = x.options.MaxToken
		more, err := x.result()
		if err != nil {
			yield(nil, x.broken(err))
			return
		}
		if !more {
			break
		}
		if !yield(x.row, nil) {
			return
		}
	}
	if err := x.end(); err != nil {
		yield(nil, x.broken(err))
	}
}

// result reads a row, and reports whether there was one.
func (x *xmlReader) result() (bool, error) {
	tag, ok, err := x.next()
	if err != nil || !ok {
		return false, err
	}
	if tag.Name.Local != "result" {
		return false, fmt.Errorf("found element %s where result was expected", tag.Name.Local)
	}
	clear(x.row)
	for {
		tag, ok, err := x.next()
		if err != nil || !ok {
			return true, err
		}
		if tag.Name.Local != "binding" {
			return false, fmt.Errorf("found element %s where binding was expected", tag.Name.Local)
		}
		t, err := x.only(0)
		if err == nil {
			err = x.put(x.row, attribute(tag, "", "name"), t)
		}
		if err != nil {
			return false, err
		}
	}
}

// only reads the one term of an element and the end of the element.
func (x *xmlReader) only(depth int) (t rdf.Term, err error) {
	tag, ok, err := x.next()
	if err == nil && !ok {
		err = errors.New("an element without the term it should have")
	}
	if err == nil {
		t, err = x.term(tag, depth)
	}
	if err != nil {
		return t, err
	}
	if _, more, err := x.next(); err != nil || more {
		return t, orElse(err, errors.New("two terms where one was expected"))
	}
	return t, nil
}

func (x *xmlReader) term(tag xml.StartElement, depth int) (t rdf.Term, err error) {
	if tag.Name.Local == "triple" {
		return x.triple(depth)
	}
	text, err := x.text()
	if err != nil {
		return t, err
	}
	switch tag.Name.Local {
	case "uri":
		return rdf.IRI(text), nil
	case "bnode":
		return rdf.BlankNode(text), nil
	case "literal":
		return literal(text, attribute(tag, "", "datatype"), attribute(tag, "http://www.w3.org/XML/1998/namespace", "lang"), attribute(tag, itsNS, "dir"))
	}
	return t, fmt.Errorf("element %s is no term", tag.Name.Local)
}

func (x *xmlReader) triple(depth int) (t rdf.Term, err error) {
	if depth >= maxDepth {
		return t, fmt.Errorf("triple terms nested more deeply than the limit of %d levels", maxDepth)
	}
	var tr rdf.Triple
	to := map[string]*rdf.Term{"subject": &tr.S, "predicate": &tr.P, "object": &tr.O}
	for {
		tag, ok, err := x.next()
		if err != nil {
			return t, err
		}
		if !ok {
			return tripleTerm(tr)
		}
		part := to[tag.Name.Local]
		if part == nil || !part.IsZero() {
			return t, fmt.Errorf("found element %s in a triple", tag.Name.Local)
		}
		if *part, err = x.only(depth + 1); err != nil {
			return t, err
		}
	}
}
