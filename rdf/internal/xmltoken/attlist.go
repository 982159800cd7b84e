package xmltoken

import (
	"slices"
	"strings"
)

// attlist reads an attribute-list declaration, XML 1.0 §3.3, for the values
// that attributes have where they are not written.
func (p *dtdParser) attlist() bool {
	const rule = "[52] AttlistDecl"
	if !p.space() {
		return p.fail(rule, "found no white space")
	}
	element := p.name()
	for p.space(); !p.take(">"); p.space() {
		name := p.name()
		if name == "" || !p.space() || !p.attributeType() {
			return p.fail(rule, "found %s in the attribute list of %.80s", found(p.b[p.i:]), element)
		}
		if p.space(); p.take("#REQUIRED") || p.take("#IMPLIED") {
			continue
		}
		if p.take("#FIXED") {
			p.space()
		}
		value, ok := p.quoted()
		if !ok || !p.count() {
			return false
		}
		if strings.Contains(value, "<") {
			return p.fail("[10] AttValue", "found < in the value of %.80s", name)
		}
		p.addDefault(element, name, value)
	}
	return true
}

// attributeType skips a type: a name, or a list in brackets.
func (p *dtdParser) attributeType() bool {
	if p.name() == "NOTATION" {
		p.space()
	}
	if p.take("(") {
		p.skipTo(")")
	}
	return p.i < len(p.b)
}

// addDefault keeps the first value of an attribute. Those of types other than
// CDATA are not trimmed.
func (p *dtdParser) addDefault(element, name, value string) {
	list := p.r.defaults[element]
	if !slices.ContainsFunc(list, func(a written) bool { return string(a.name) == name }) {
		p.r.defaults[element] = append(list, written{name: []byte(name), value: []byte(value)})
	}
}

// addDefaults adds the attributes that an element has without their being
// written.
func (r *Reader) addDefaults(element []byte) {
	if len(r.defaults) == 0 {
		return
	}
	for _, a := range r.defaults[string(element)] {
		if !slices.ContainsFunc(r.marked, func(m written) bool { return string(m.name) == string(a.name) }) && r.charge(len(a.name)+len(a.value), 0) {
			r.marked = append(r.marked, a)
		}
	}
}
