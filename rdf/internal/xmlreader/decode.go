// Package xmlreader reads RDF/XML; package rdfxml is its face. It opens
// nothing: internal entities of a DTD are put in, external ones are not there.
package xmlreader

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/pname"
)

// defaultDepth bounds how deep elements nest unless told.
const defaultDepth = 512

const rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

var rdfType = rdf.IRI(rdfNS + "type")

var (
	errEnd     = errors.New("end of the document")
	errStopped = errors.New("stopped")
)

// Decode is that of package rdfxml.
//
// Spec: RDF 1.2 XML Syntax, of which RDF 1.1 XML Syntax is a part.
func Decode(r io.Reader, o rdf.DecodeOptions) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		references := &referenceCounter{r: r}
		d := &decoder{xml: xml.NewDecoder(references), references: references, yield: yield, opts: o, ids: make(map[string]bool)}
		if d.opts.MaxDepth == 0 {
			d.opts.MaxDepth = defaultDepth
		}
		d.document()
		if d.err != nil && !errors.Is(d.err, errEnd) && !errors.Is(d.err, errStopped) {
			yield(rdf.Quad{}, d.err)
		}
	}
}

// A decoder reads one document. Its methods are named for the productions of
// the grammar. Once there is an error, next returns nil and all end.
type decoder struct {
	xml        *xml.Decoder
	references *referenceCounter // under xml
	yield      func(rdf.Quad, error) bool
	opts       rdf.DecodeOptions
	ids        map[string]bool // IRIs that rdf:ID has made
	blanks     int             // nameless blank nodes so far
	open       []xml.Name      // start tags that wait for their end
	verbatim   bool            // comments count: inside an XML literal
	captured   *[]rdf.Triple   // takes what is emitted, inside a triple term
	err        error

	line, column int // of the token at hand
	offset       int64
}

func (d *decoder) fail(rule, format string, args ...any) {
	if d.err == nil {
		d.err = &rdf.SyntaxError{
			Source: d.opts.Source, Offset: d.offset, Line: d.line, Column: d.column,
			Rule: "RDF/XML " + rule, Msg: fmt.Sprintf(format, args...),
		}
	}
}

func (d *decoder) emit(t rdf.Triple) {
	if d.err != nil {
		return
	}
	if err := t.In(rdf.Term{}).Check(); err != nil {
		d.fail("triple", "%s", err)
	} else if d.captured != nil {
		*d.captured = append(*d.captured, t)
	} else if !d.yield(t.In(rdf.Term{}), nil) {
		d.err = errStopped
	}
}

func (d *decoder) newBlank() rdf.Term {
	d.blanks++
	return rdf.BlankNode(d.opts.BlankPrefix + "anon" + strconv.Itoa(d.blanks))
}

// named returns the blank node of an rdf:nodeID.
func (d *decoder) named(id string) rdf.Term {
	if !pname.IsNCName(id) || !pname.IsLabel(id) {
		d.fail("rdf-id", "%q is not a name for a blank node", id)
	}
	if n, ok := strings.CutPrefix(id, "anon"); ok && n != "" && strings.Trim(strings.TrimRight(n, "_"), "0123456789") == "" {
		id += "_"
	}
	return rdf.BlankNode(d.opts.BlankPrefix + id)
}

func (d *decoder) resolve(ref string, s scope) rdf.Term {
	iri, err := rdf.ResolveIRI(s.base, ref)
	if err != nil {
		d.fail("URI-reference", "%s", err)
	}
	return rdf.IRI(iri)
}

// identify returns the IRI of an rdf:ID, which a document may give once.
func (d *decoder) identify(id string, s scope) rdf.Term {
	if !pname.IsNCName(id) {
		d.fail("rdf-id", "%q is not an XML name", id)
	}
	t := d.resolve("#"+id, s)
	if d.ids[t.Value()] {
		d.fail("rdf-id", "rdf:ID %q occurs twice", id)
	}
	d.ids[t.Value()] = true
	return t
}

// document reads the root: rdf:RDF or a single node element.
func (d *decoder) document() {
	outer := scope{base: d.opts.Base}
	for token := d.next(); token != nil; token = d.next() {
		switch t := token.(type) {
		case xml.CharData:
			d.blankOnly(t, "doc")
		case xml.StartElement:
			e := d.element(t, outer)
			if e.iri() != rdfNS+"RDF" {
				d.nodeElement(e)
				continue
			}
			d.inherit(e)
			if len(e.attrs) > 0 {
				d.fail("[7.2.9] RDF", "rdf:RDF takes no attribute %s", e.attrs[0].local)
			}
			d.nodeElements(e.scope, func(rdf.Term) {})
		}
	}
}

// blankOnly fails unless text between elements is white space.
func (d *decoder) blankOnly(text xml.CharData, rule string) {
	if s := strings.TrimSpace(string(text)); s != "" {
		d.fail(rule, "found text %.20q where an element was expected", s)
	}
}

// nodeElements reads node elements to the end tag of what holds them.
func (d *decoder) nodeElements(s scope, each func(rdf.Term)) {
	for token := d.next(); token != nil; token = d.next() {
		switch t := token.(type) {
		case xml.CharData:
			d.blankOnly(t, "[7.2.10] nodeElementList")
		case xml.StartElement:
			each(d.nodeElement(d.element(t, s)))
		case xml.EndElement:
			return
		}
	}
}

// nodeElement reads a node element to its end tag and returns its subject.
func (d *decoder) nodeElement(e *element) rdf.Term {
	const rule = "[7.2.11] nodeElement"
	if Reserved(e.iri(), "li") {
		d.fail(rule, "rdf:%s cannot be a node element", e.local)
	}
	d.inherit(e)
	s := d.subject(e)
	if e.iri() != rdfNS+"Description" {
		d.emit(rdf.Triple{S: s, P: rdfType, O: rdf.IRI(e.iri())})
	}
	d.propertyAttributes(e, s)
	d.propertyElements(e.scope, s)
	return s
}

// propertyElements reads the properties of a subject to the end tag of what
// holds them.
func (d *decoder) propertyElements(outer scope, s rdf.Term) {
	items := 0
	for token := d.next(); token != nil; token = d.next() {
		switch t := token.(type) {
		case xml.CharData:
			d.blankOnly(t, "[7.2.13] propertyEltList")
		case xml.StartElement:
			d.propertyElement(d.element(t, outer), s, &items)
		case xml.EndElement:
			return
		}
	}
}

// subject takes the attribute that names the node of an element.
func (d *decoder) subject(e *element) rdf.Term {
	var found []rdf.Term
	if id, ok := e.take("ID"); ok {
		found = append(found, d.identify(id, e.scope))
	}
	if id, ok := e.take("nodeID"); ok {
		found = append(found, d.named(id))
	}
	if ref, ok := e.take("about"); ok {
		found = append(found, d.resolve(ref, e.scope))
	}
	switch len(found) {
	case 0:
		return d.newBlank()
	case 1:
		return found[0]
	}
	d.fail("[7.2.11] nodeElement", "more than one of rdf:ID, rdf:nodeID and rdf:about")
	return found[0]
}

// propertyAttributes emits the triples that attributes are short for.
func (d *decoder) propertyAttributes(e *element, s rdf.Term) {
	for _, a := range e.attrs {
		iri := a.space + a.local
		switch {
		case a.space == "":
			d.fail("[7.2.25] propertyAttr", "attribute %q has no namespace", a.local)
		case Reserved(iri, "li", "Description"):
			d.fail("[7.2.25] propertyAttr", "rdf:%s cannot be an attribute here", a.local)
		case iri == rdfType.Value():
			d.emit(rdf.Triple{S: s, P: rdfType, O: d.resolve(a.value, e.scope)})
		default:
			d.emit(rdf.Triple{S: s, P: rdf.IRI(iri), O: e.scope.plain(a.value)})
		}
	}
}
