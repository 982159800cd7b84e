package xmlreader

import (
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"strings"

	"w3id.org/plenary/rdf"
)

const (
	xmlNS = "http://www.w3.org/XML/1998/namespace"
	itsNS = "http://www.w3.org/2005/11/its"
)

// A scope is what an element hands down to those inside it.
type scope struct {
	base, lang string
	dir        rdf.Direction     // its:dir
	rdf12      bool              // rdf:version is 1.2
	spaces     map[string]string // namespace by prefix, shared until changed
}

// An attribute is one that declares no namespace.
type attribute struct{ prefix, space, local, value string }

// An element is a start tag with its names resolved.
type element struct {
	prefix, space, local string
	attrs                []attribute
	scope                scope
}

// iri returns the IRI that the name of an element or attribute stands for.
func (e *element) iri() string { return e.space + e.local }

// take removes the attribute rdf:local and returns its value.
func (e *element) take(local string) (value string, ok bool) {
	for i, a := range e.attrs {
		if a.space == rdfNS && a.local == local {
			e.attrs = append(e.attrs[:i:i], e.attrs[i+1:]...)
			return a.value, true
		}
	}
	return "", false
}

// next returns the next start tag, end tag or text; at the end of the document
// and after an error, nil. It keeps track of open elements.
func (d *decoder) next() xml.Token {
	for d.err == nil {
		d.line, d.column = d.xml.InputPos()
		d.offset = d.xml.InputOffset()
		token, err := d.xml.RawToken()
		if err != nil {
			d.endOfInput(err)
			return nil
		}
		switch t := token.(type) {
		case xml.StartElement:
			if d.open = append(d.open, t.Name); len(d.open) > d.opts.MaxDepth {
				d.fail("XML", "nested deeper than %d levels", d.opts.MaxDepth)
				return nil
			}
			return t
		case xml.EndElement:
			if n := len(d.open); n == 0 || d.open[n-1] != t.Name {
				d.fail("XML", "end tag </%s> has no start tag to match", rawName(t.Name))
				return nil
			}
			d.open = d.open[:len(d.open)-1]
			return t
		case xml.CharData:
			return t
		case xml.Comment, xml.ProcInst:
			if d.verbatim {
				return t
			}
		case xml.Directive:
			d.declare(string(t))
		}
	}
	return nil
}

func rawName(n xml.Name) string { return strings.TrimPrefix(n.Space+":"+n.Local, ":") }

// endOfInput tells the end of the document from an error in it.
func (d *decoder) endOfInput(err error) {
	var syntax *xml.SyntaxError
	switch {
	case err == io.EOF && len(d.open) == 0:
		d.err = errEnd
	case err == io.EOF:
		d.fail("XML", "the document ends inside <%s>", rawName(d.open[len(d.open)-1]))
	case errors.Is(err, errExpanded):
		d.fail("XML", "%s", err)
	case errors.As(err, &syntax):
		d.fail("XML", "%s", syntax.Msg)
	default:
		d.err = err
	}
}

// element resolves the names of a start tag inside a scope.
func (d *decoder) element(t xml.StartElement, outer scope) *element {
	e := &element{prefix: t.Name.Space, local: t.Name.Local, scope: outer}
	for _, a := range t.Attr {
		switch {
		case a.Name.Space == "xmlns":
			e.scope.bind(a.Name.Local, a.Value)
		case a.Name.Space == "" && a.Name.Local == "xmlns":
			e.scope.bind("", a.Value)
		default:
			e.attrs = append(e.attrs, attribute{prefix: a.Name.Space, local: a.Name.Local, value: a.Value})
		}
	}
	e.space = d.namespace(e.prefix, e.scope)
	for i := range e.attrs {
		if a := &e.attrs[i]; a.prefix != "" {
			a.space = d.namespace(a.prefix, e.scope)
		}
	}
	d.checkTwice(e)
	return e
}

func (s *scope) bind(prefix, namespace string) {
	s.spaces = maps.Clone(s.spaces)
	if s.spaces == nil {
		s.spaces = make(map[string]string)
	}
	s.spaces[prefix] = namespace
}

func (d *decoder) namespace(prefix string, s scope) string {
	if prefix == "xml" {
		return xmlNS
	}
	namespace, ok := s.spaces[prefix]
	if !ok && prefix != "" {
		d.fail("XML namespaces", "prefix %q is not declared", prefix)
	}
	return namespace
}

// checkTwice reports an attribute that an element has twice.
func (d *decoder) checkTwice(e *element) {
	for i, a := range e.attrs {
		for _, b := range e.attrs[:i] {
			if a.space == b.space && a.local == b.local {
				d.fail("XML", "attribute %s occurs twice", a.local)
			}
		}
	}
}

// plain returns the literal of text in a scope. Directions count in RDF 1.2.
func (s *scope) plain(text string) rdf.Term {
	if s.rdf12 {
		return rdf.DirLangString(text, s.lang, s.dir)
	}
	return rdf.LangString(text, s.lang)
}

// inherit takes xml:base, xml:lang, its:dir and rdf:version into the scope,
// drops all other xml: and its: attributes, and leaves those of the graph.
func (d *decoder) inherit(e *element) {
	kept := e.attrs[:0]
	for _, a := range e.attrs {
		switch {
		case a.space == xmlNS && a.local == "base":
			base, err := rdf.ResolveIRI(e.scope.base, a.value)
			if err != nil {
				d.fail("xml:base", "%s", err)
			}
			e.scope.base = base
		case a.space == xmlNS && a.local == "lang":
			e.scope.lang = a.value
		case a.space == itsNS && a.local == "dir":
			e.scope.dir = map[string]rdf.Direction{"ltr": rdf.LeftToRight, "rtl": rdf.RightToLeft}[a.value]
		case a.space == itsNS:
		case a.space == rdfNS && a.local == "version":
			e.scope.rdf12 = a.value == "1.2"
		case a.space == xmlNS || strings.HasPrefix(strings.ToLower(a.prefix+a.local), "xml"):
		default:
			kept = append(kept, a)
		}
	}
	e.attrs = kept
}
