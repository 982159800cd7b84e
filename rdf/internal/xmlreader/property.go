package xmlreader

import (
	"encoding/xml"
	"strconv"
	"strings"

	"w3id.org/plenary/rdf"
)

const xmlLiteral = rdfNS + "XMLLiteral"

// propertyElement reads a property element to its end tag. items counts the
// rdf:li of its parent.
func (d *decoder) propertyElement(e *element, s rdf.Term, items *int) {
	const rule = "[7.2.14] propertyElt"
	iri := e.iri()
	switch {
	case iri == rdfNS+"li":
		*items++
		iri = rdfNS + "_" + strconv.Itoa(*items)
	case e.space == "" || Reserved(iri, "Description"):
		d.fail(rule, "<%s> cannot be a property element", e.local)
	}
	d.inherit(e)
	t := rdf.Triple{S: s, P: rdf.IRI(iri)}
	id, reified := e.take("ID")
	var statement rdf.Term
	if reified {
		statement = d.identify(id, e.scope)
	}
	reifiers := d.annotations(e)
	if t.O = d.propertyObject(e, t); d.err != nil || t.O.IsZero() {
		return
	}
	if reified {
		d.reify(statement, t)
	}
	for _, r := range reifiers {
		d.emit(rdf.Triple{S: r, P: rdf.IRI(rdfNS + "reifies"), O: rdf.TripleTerm(t)})
	}
}

// annotations takes the attributes that name reifiers of the triple.
func (d *decoder) annotations(e *element) (reifiers []rdf.Term) {
	if ref, ok := e.take("annotation"); ok {
		reifiers = append(reifiers, d.resolve(ref, e.scope))
	}
	if id, ok := e.take("annotationNodeID"); ok {
		reifiers = append(reifiers, d.named(id))
	}
	return reifiers
}

// reify emits the four triples that an rdf:ID on a property element means.
func (d *decoder) reify(statement rdf.Term, t rdf.Triple) {
	say := func(local string, o rdf.Term) { d.emit(rdf.Triple{S: statement, P: rdf.IRI(rdfNS + local), O: o}) }
	say("type", rdf.IRI(rdfNS+"Statement"))
	say("subject", t.S)
	say("predicate", t.P)
	say("object", t.O)
}

// propertyObject emits the triple of a property element with the object that
// its attributes and content give, and returns that object.
func (d *decoder) propertyObject(e *element, t rdf.Triple) rdf.Term {
	parseType, special := e.take("parseType")
	datatype, typed := e.take("datatype")
	switch {
	case special && (typed || len(e.attrs) > 0):
		d.fail("[7.2.14] propertyElt", "rdf:parseType stands with other attributes")
		return rdf.Term{}
	case special:
		return d.parseType(e, t, parseType)
	case len(e.attrs) > 0 && typed:
		d.fail("[7.2.16] literalPropertyElt", "rdf:datatype stands with other attributes")
		return rdf.Term{}
	case len(e.attrs) > 0:
		return d.emptyProperty(e, t)
	}
	return d.content(e, t, datatype, typed)
}

// content reads the text of a literal or the one node element of a resource.
func (d *decoder) content(e *element, t rdf.Triple, datatype string, typed bool) rdf.Term {
	const rule = "[7.2.14] propertyElt"
	var text strings.Builder
	for token := d.next(); token != nil; token = d.next() {
		switch x := token.(type) {
		case xml.CharData:
			text.Write(x)
			if !t.O.IsZero() {
				d.blankOnly(x, rule)
			}
		case xml.StartElement:
			if !t.O.IsZero() || typed {
				d.fail(rule, "found <%s> where an end tag was expected", rawName(x.Name))
			}
			d.blankOnly(xml.CharData(text.String()), rule)
			t.O = d.nodeElement(d.element(x, e.scope))
		case xml.EndElement:
			if t.O.IsZero() && typed {
				t.O = rdf.Literal(text.String(), d.resolve(datatype, e.scope).Value())
			} else if t.O.IsZero() {
				t.O = e.scope.plain(text.String())
			}
			d.emit(t)
			return t.O
		}
	}
	return t.O
}

// emptyProperty reads a property element whose attributes say it all.
func (d *decoder) emptyProperty(e *element, t rdf.Triple) rdf.Term {
	const rule = "[7.2.21] emptyPropertyElt"
	ref, isRef := e.take("resource")
	id, isNamed := e.take("nodeID")
	switch {
	case isRef && isNamed:
		d.fail(rule, "both rdf:resource and rdf:nodeID")
	case isRef:
		t.O = d.resolve(ref, e.scope)
	case isNamed:
		t.O = d.named(id)
	default:
		t.O = d.newBlank()
	}
	d.emit(t)
	d.propertyAttributes(e, t.O)
	d.end(rule)
	return t.O
}

// end demands an end tag.
func (d *decoder) end(rule string) {
	for token := d.next(); token != nil; token = d.next() {
		switch x := token.(type) {
		case xml.CharData:
			d.blankOnly(x, rule)
		case xml.StartElement:
			d.fail(rule, "found <%s> inside an element that must be empty", rawName(x.Name))
		case xml.EndElement:
			return
		}
	}
}

// parseType reads a property element with that attribute. Values unknown to
// the grammar mean Literal.
func (d *decoder) parseType(e *element, t rdf.Triple, kind string) rdf.Term {
	switch kind {
	case "Resource":
		t.O = d.newBlank()
		d.emit(t)
		d.propertyElements(e.scope, t.O)
	case "Collection":
		t.O = d.collection(e)
		d.emit(t)
	case "Triple":
		inner := d.tripleTerm(e)
		if !e.scope.rdf12 { // a document of no version may not mean it
			return rdf.Term{}
		}
		t.O = inner
		d.emit(t)
	default:
		t.O = rdf.Literal(d.canonicalXML(e.scope), xmlLiteral)
		d.emit(t)
	}
	return t.O
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
	head := rdf.IRI(rdfNS + "nil")
	var cell rdf.Term
	say := func(local string, o rdf.Term) { d.emit(rdf.Triple{S: cell, P: rdf.IRI(rdfNS + local), O: o}) }
	d.nodeElements(e.scope, func(item rdf.Term) {
		next := d.newBlank()
		if cell.IsZero() {
			head = next
		} else {
			say("rest", next)
		}
		cell = next
		say("first", item)
	})
	if !cell.IsZero() {
		say("rest", rdf.IRI(rdfNS+"nil"))
	}
	return head
}
