package xmlreader

import (
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/xmltoken"
)

const xhtmlNS = "http://www.w3.org/1999/xhtml"

// document reads the root: rdf:RDF or a single node element.
func (d *decoder) document() {
	outer := scope{base: d.opts.Base, like: plainText}
	for d.next() == xmltoken.StartTag {
		if n := d.xml.Name(); n.Local == "html" && (n.Space == "" || n.Space == xhtmlNS) {
			d.fail("doc", "found an HTML document where RDF/XML was expected")
			return
		}
		e := d.element(outer)
		if e.role != root {
			d.nodeElement(&e)
			continue
		}
		name := e.rest()
		if len(e.attrs) > 0 {
			name = e.attrs[0].Name.Written
		}
		if name != "" {
			d.fail("[7.2.9] RDF", "rdf:RDF takes no attribute %s", name)
		}
		d.nodeElements(e.scope, func(rdf.Term) {})
	}
}

// nodeElements reads node elements to the end tag of what holds them.
func (d *decoder) nodeElements(s scope, each func(rdf.Term)) {
	for {
		switch d.next() {
		case xmltoken.Text:
			d.blankOnly(d.xml.Text(), "[7.2.10] nodeElementList")
		case xmltoken.StartTag:
			e := d.element(s)
			each(d.nodeElement(&e))
		default:
			return
		}
	}
}

// nodeElement reads a node element to its end tag and returns its subject.
func (d *decoder) nodeElement(e *element) rdf.Term {
	const rule = "[7.2.11] nodeElement"
	switch e.role {
	case property, description:
	default:
		d.refuse(rule, e, "node element")
	}
	s := d.subject(e)
	if name := e.rest(); name != "" {
		d.fail(rule, "%s cannot be an attribute of a node element", name)
	}
	if e.role == property {
		d.emit(s, rdfType, rdf.IRI(e.name.Full))
	}
	d.propertyAttributes(e, s)
	d.propertyElements(e.scope, s)
	return s
}

// subject takes the attribute that names the node of an element.
func (d *decoder) subject(e *element) rdf.Term {
	var s rdf.Term
	n := 0
	if id := e.take(attrID); id != nil {
		s = d.identify(id, &e.scope)
		n++
	}
	if id := e.take(attrNodeID); id != nil {
		s = d.blank(id)
		n++
	}
	if ref := e.take(attrAbout); ref != nil {
		s = d.reference(ref, &e.scope)
		n++
	}
	switch n {
	case 0:
		return d.newBlank()
	case 1:
		return s
	}
	d.fail("[7.2.11] nodeElement", "more than one of rdf:ID, rdf:nodeID and rdf:about")
	return s
}

// propertyAttributes emits the triples that attributes are short for.
func (d *decoder) propertyAttributes(e *element, s rdf.Term) {
	for _, a := range e.attrs {
		if a.Name.Local == "type" && (a.Name.Space == rdfNS || a.Name.Space == "") {
			d.emit(s, rdfType, d.reference(a.Value, &e.scope))
			continue
		}
		d.emit(s, rdf.IRI(a.Name.Full), d.plain(a.Value, &e.scope))
	}
}

// propertyElements reads the properties of a subject to the end tag of what
// holds them.
func (d *decoder) propertyElements(outer scope, s rdf.Term) {
	items := 0
	for {
		switch d.next() {
		case xmltoken.Text:
			d.blankOnly(d.xml.Text(), "[7.2.13] propertyEltList")
		case xmltoken.StartTag:
			e := d.element(outer)
			d.propertyElement(&e, s, &items)
		default:
			return
		}
	}
}

// refuse fails at an element that cannot be what its place asks for.
func (d *decoder) refuse(rule string, e *element, wanted string) {
	switch e.role {
	case unqualified:
		d.fail(rule, "<%s> has no namespace", e.name.Written)
	case badIRI:
		d.fail(rule, "<%s> stands for <%s>, which is no absolute IRI", e.name.Written, e.name.Full)
	default:
		d.fail(rule, "<%s> cannot be a %s", e.name.Written, wanted)
	}
}
