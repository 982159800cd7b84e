package xmlreader

import (
	"strconv"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/xmltoken"
)

// propertyElement reads a property element to its end tag. items counts the
// rdf:li of its parent.
func (d *decoder) propertyElement(e *element, s rdf.Term, items *int) {
	t := rdf.Triple{S: s, P: d.predicate(e, items)}
	var statement rdf.Term
	if id := e.take(attrID); id != nil {
		statement = d.identify(id, &e.scope)
	}
	reifiers := d.annotations(e)
	if d.propertyObject(e, &t); d.err != nil || t.O.IsZero() {
		return
	}
	if !statement.IsZero() {
		d.reify(statement, t)
	}
	for _, r := range reifiers {
		if !r.IsZero() {
			d.emit(r, rdfReifies, rdf.TripleTerm(t))
		}
	}
}

// predicate returns what the name of a property element stands for.
func (d *decoder) predicate(e *element, items *int) rdf.Term {
	const rule = "[7.2.14] propertyElt"
	switch e.role {
	case item:
		*items++
		return rdf.IRI(rdfNS + "_" + strconv.Itoa(*items))
	case property:
	default:
		d.refuse(rule, e, "property element")
	}
	return rdf.IRI(e.name.Full)
}

// annotations takes the attributes that name reifiers of the triple.
func (d *decoder) annotations(e *element) (reifiers [2]rdf.Term) {
	if ref := e.take(attrAnnotation); ref != nil {
		reifiers[0] = d.reference(ref, &e.scope)
	}
	if id := e.take(attrAnnotationNodeID); id != nil {
		reifiers[1] = d.blank(id)
	}
	return reifiers
}

// reify emits the four triples that an rdf:ID on a property element means.
func (d *decoder) reify(statement rdf.Term, t rdf.Triple) {
	d.emit(statement, rdfType, rdfStatement)
	d.emit(statement, rdfSubject, t.S)
	d.emit(statement, rdfPredicate, t.P)
	d.emit(statement, rdfObject, t.O)
}

// propertyObject sets the object of a property element to what its attributes
// and content give, and emits the triple.
func (d *decoder) propertyObject(e *element, t *rdf.Triple) {
	const rule = "[7.2.14] propertyElt"
	kind, datatype := e.take(attrParseType), e.take(attrDatatype)
	ref, id := e.take(attrResource), e.take(attrNodeID)
	empty := ref != nil || id != nil || len(e.attrs) > 0
	switch name := e.rest(); {
	case name != "":
		d.fail(rule, "%s cannot be an attribute of a property element", name)
	case kind != nil && (datatype != nil || empty):
		d.fail(rule, "rdf:parseType stands with other attributes")
	case kind != nil:
		d.parseType(e, t, string(kind))
	case empty && datatype != nil:
		d.fail("[7.2.16] literalPropertyElt", "rdf:datatype stands with other attributes")
	case empty:
		d.emptyProperty(e, t, ref, id)
	case datatype != nil:
		d.typedLiteral(e, t, datatype)
	default:
		d.content(e, t)
	}
}

// typedLiteral reads text to the end tag.
func (d *decoder) typedLiteral(e *element, t *rdf.Triple, datatype []byte) {
	like, problem := d.typed(e.scope.base, datatype)
	if problem != "" {
		d.fail("rdf:datatype", "%s", problem)
	}
	d.clearText()
	for {
		switch d.next() {
		case xmltoken.Text:
			d.addText(d.xml.Text())
		case xmltoken.StartTag:
			d.fail("[7.2.16] literalPropertyElt", "found <%s> where an end tag was expected", d.xml.Name().Written)
		case xmltoken.EndTag:
			t.O = d.literal(like, d.text)
			d.emit(t.S, t.P, t.O)
			return
		default:
			return
		}
	}
}

// content reads the text of a literal or the one node element of a resource.
func (d *decoder) content(e *element, t *rdf.Triple) {
	const rule = "[7.2.14] propertyElt"
	d.clearText()
	for {
		switch d.next() {
		case xmltoken.Text:
			if t.O.IsZero() {
				d.addText(d.xml.Text())
			} else {
				d.blankOnly(d.xml.Text(), rule)
			}
		case xmltoken.StartTag:
			if !t.O.IsZero() {
				d.fail(rule, "found <%s> where an end tag was expected", d.xml.Name().Written)
			}
			d.blankOnly(d.text, rule)
			inner := d.element(e.scope)
			t.O = d.nodeElement(&inner)
		case xmltoken.EndTag:
			if t.O.IsZero() {
				t.O = d.plain(d.text, &e.scope)
			}
			d.emit(t.S, t.P, t.O)
			return
		default:
			return
		}
	}
}

// emptyProperty reads a property element whose attributes say it all.
func (d *decoder) emptyProperty(e *element, t *rdf.Triple, ref, id []byte) {
	const rule = "[7.2.21] emptyPropertyElt"
	switch {
	case ref != nil && id != nil:
		d.fail(rule, "both rdf:resource and rdf:nodeID")
	case ref != nil:
		t.O = d.reference(ref, &e.scope)
	case id != nil:
		t.O = d.blank(id)
	default:
		t.O = d.newBlank()
	}
	d.emit(t.S, t.P, t.O)
	d.propertyAttributes(e, t.O)
	for {
		switch d.next() {
		case xmltoken.Text:
			d.blankOnly(d.xml.Text(), rule)
		case xmltoken.StartTag:
			d.fail(rule, "found <%s> inside an element that must be empty", d.xml.Name().Written)
		default:
			return
		}
	}
}

// parseType reads a property element with that attribute. Values unknown to
// the grammar mean Literal.
func (d *decoder) parseType(e *element, t *rdf.Triple, kind string) {
	switch kind {
	case "Resource":
		t.O = d.newBlank()
		d.emit(t.S, t.P, t.O)
		d.propertyElements(e.scope, t.O)
		return
	case "Collection":
		t.O = d.collection(e)
	case "Triple":
		inner := d.tripleTerm(e)
		if !e.scope.rdf12 { // a document of no version may not mean it
			return
		}
		t.O = inner
	default:
		t.O = d.literal(xmlText, d.canonicalXML())
	}
	if d.err == nil {
		d.emit(t.S, t.P, t.O)
	}
}

// tripleTerm reads the one node element with one property that a triple term
// is written as.
func (d *decoder) tripleTerm(e *element) rdf.Term {
	var inside []rdf.Triple
	outer := d.captured
	d.captured = &inside
	d.nodeElements(e.scope, func(rdf.Term) {})
	d.captured = outer
	if len(inside) != 1 {
		d.fail("parseTypeTriplePropertyElt", "%d triples where a triple term has one", len(inside))
		return rdf.Term{}
	}
	return rdf.TripleTerm(inside[0])
}

// collection reads node elements as a list and returns its head.
func (d *decoder) collection(e *element) rdf.Term {
	head := rdfNil
	var cell rdf.Term
	d.nodeElements(e.scope, func(item rdf.Term) {
		next := d.newBlank()
		if cell.IsZero() {
			head = next
		} else {
			d.emit(cell, rdfRest, next)
		}
		cell = next
		d.emit(cell, rdfFirst, item)
	})
	if !cell.IsZero() {
		d.emit(cell, rdfRest, rdfNil)
	}
	return head
}
