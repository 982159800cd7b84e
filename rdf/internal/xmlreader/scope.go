package xmlreader

import (
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/xmltoken"
)

// A scope is what an element hands down to those inside it.
type scope struct {
	base, lang string
	dir        rdf.Direction // its:dir
	rdf12      bool          // rdf:version is 1.2
	like       rdf.Term      // a plain literal; the zero Term for a bad language
}

// An element is a start tag with its attributes by their role.
type element struct {
	name  *xmltoken.Name
	role  role
	scope scope
	given [attrSyntax][]byte // values by role, nil without one
	attrs []xmltoken.Attr    // properties; all are lent until the next token
}

// take removes the attribute of a role; nil is for none.
func (e *element) take(r role) []byte {
	value := e.given[r]
	e.given[r] = nil
	return value
}

// rest returns the name of an attribute that is left, "" for none; those that
// are properties do not count.
func (e *element) rest() string {
	for r, value := range e.given {
		if value != nil {
			return "rdf:" + syntaxNames[r]
		}
	}
	return ""
}

// element takes the attributes of the start tag at hand.
func (d *decoder) element(outer scope) element {
	n := d.xml.Name()
	e := element{name: n, role: d.elements.of(n, elementRole), scope: outer}
	attrs := d.xml.Attrs()
	if len(attrs) == 0 {
		return e
	}
	changed := false
	d.properties = d.properties[:0]
	for _, a := range attrs {
		changed = d.attribute(&e, a) || changed
	}
	if e.attrs = d.properties; changed {
		e.scope.like = plainText
		if tag := e.scope.lang; tag != "" && e.scope.rdf12 {
			e.scope.like = d.tagged(tag, e.scope.dir)
		} else if tag != "" {
			e.scope.like = d.tagged(tag, rdf.NoDirection)
		}
	}
	return e
}

// attribute takes one attribute, and reports whether it changes the plain
// literals of the scope.
func (d *decoder) attribute(e *element, a xmltoken.Attr) bool {
	const rule = "[7.2.25] propertyAttr"
	switch role := d.attributes.of(a.Name, attributeRole); role {
	case attrBase:
		d.rebase(&e.scope, a.Value)
	case attrLang:
		e.scope.lang = d.tag(a.Value)
		return true
	case attrDirection:
		return d.direct(&e.scope, a.Value)
	case attrVersion:
		e.scope.rdf12 = string(a.Value) == "1.2" || string(a.Value) == "1.2-basic"
		return true
	case attrIgnored:
	case property, attrType:
		d.properties = append(d.properties, a)
	case unqualified:
		d.fail(rule, "attribute %q has no namespace", a.Name.Local)
	case reserved:
		d.fail(rule, "%s cannot be an attribute", a.Name.Written)
	case badIRI:
		d.fail(rule, "attribute %s stands for <%s>, which is no absolute IRI", a.Name.Written, a.Name.Full)
	default:
		if e.given[role] != nil {
			d.fail(rule, "attribute %q occurs with a namespace and without", a.Name.Local)
		}
		e.given[role] = a.Value
	}
	return false
}

// rebase takes an xml:base into a scope.
func (d *decoder) rebase(s *scope, ref []byte) {
	base, problem := d.resolve(s.base, ref)
	if problem != "" {
		d.fail("xml:base", "%s", problem)
	}
	s.base = base.Value()
}

// direct takes an its:dir into a scope.
func (d *decoder) direct(s *scope, value []byte) bool {
	switch string(value) {
	case "ltr":
		s.dir = rdf.LeftToRight
	case "rtl":
		s.dir = rdf.RightToLeft
	case "":
		s.dir = rdf.NoDirection
	default:
		if s.rdf12 {
			d.fail("its:dir", "direction %.20q is neither ltr nor rtl", value)
		}
	}
	return true
}
