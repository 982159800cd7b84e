package turtle

import (
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
)

var rdfReifies = rdf.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")

// subject reads a subject. A complete one says something by itself, so that no
// predicate need follow.
func (p *parser) subject() (t rdf.Term, complete bool) {
	switch c := p.Peek(); {
	case c == '_':
		return p.label(), false
	case c == '[' && p.anonAhead():
		return p.anon(), false
	case c == '[':
		return p.blankNodePropertyList(), true
	case c == '(':
		return p.collection(), false
	case c == '<' && p.Has("<<("):
		p.Errorf("[10] subject", "found a triple term where a subject was expected")
		return t, false
	case c == '<' && p.Has("<<"):
		return p.reifiedTriple(), true
	}
	return rdf.IRI(p.iri("[10] subject")), false
}

func (p *parser) predicateObjectList(s rdf.Term) {
	for p.ok() {
		p.space()
		verb := p.verb()
		p.objectList(s, verb)
		if p.Peek() != ';' {
			return
		}
		for p.Skip(1); ; p.Skip(1) {
			if p.space(); p.Peek() != ';' {
				break
			}
		}
		switch p.Peek() {
		case '.', ']', '}', '|', 0:
			return
		}
	}
}

func (p *parser) verb() rdf.Term {
	if p.keywordA() {
		return nest.Type
	}
	return rdf.IRI(p.iri("[9] verb"))
}

// objectList reads objects, and the white space behind the last one.
func (p *parser) objectList(s, verb rdf.Term) {
	for p.ok() {
		p.space()
		o := p.object()
		p.emit(s, verb, o)
		p.space()
		c := p.Peek()
		if c == '~' || c == '{' {
			p.annotation(rdf.Triple{S: s, P: verb, O: o})
			p.space()
			c = p.Peek()
		}
		if c != ',' {
			return
		}
		p.Skip(1)
	}
}

func (p *parser) object() rdf.Term {
	c := p.Peek()
	switch {
	case c == '[' && !p.anonAhead():
		return p.blankNodePropertyList()
	case c == '(':
		return p.collection()
	case c == '<' && p.At(1) == '<' && p.At(2) != '(':
		return p.reifiedTriple()
	}
	return p.atom("[12] object")
}

// atom reads a term that needs no triples: an IRI, a blank node, a literal or
// a triple term.
func (p *parser) atom(rule string) rdf.Term {
	switch c := p.Peek(); c {
	case '<':
		if p.At(1) == '<' && p.At(2) == '(' {
			return p.tripleTerm()
		}
	case '"', '\'':
		return p.literal()
	case '_':
		return p.label()
	case '[':
		if p.anonAhead() {
			return p.anon()
		}
	case 't', 'f':
		for _, word := range [...]string{"true", "false"} {
			if p.keywordCased(word) {
				return boolean.WithLexical(word)
			}
		}
	default:
		if c <= '9' && p.numberAhead() {
			return p.number()
		}
	}
	return rdf.IRI(p.iri(rule))
}

// anonAhead reports whether "[" and "]" come next with only white space or
// comments between them.
func (p *parser) anonAhead() bool {
	if p.Peek() != '[' {
		return false
	}
	n := 1
	for c := p.At(n); c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '#'; c = p.At(n) {
		if c == '#' {
			for p.At(n+1) != '\n' && p.At(n+1) != '\r' && !p.Ended(n+1) {
				n++
			}
		}
		n++
	}
	return p.At(n) == ']'
}

func (p *parser) anon() rdf.Term {
	p.Skip(1)
	p.expect("]", "[137s] BlankNode")
	return p.newBlank()
}

func (p *parser) blankNodePropertyList() rdf.Term {
	const rule = "[14] blankNodePropertyList"
	b := p.newBlank()
	if p.enter(rule) {
		p.Skip(1)
		p.predicateObjectList(b)
		p.expect("]", rule)
	}
	p.leave()
	return b
}

// collection reads a list and emits its cells.
func (p *parser) collection() rdf.Term {
	const rule = "[15] collection"
	defer p.leave()
	if !p.enter(rule) {
		return nest.Nil
	}
	p.Skip(1)
	var head, cell rdf.Term
	for p.space(); p.ok() && p.Peek() != ')'; p.space() {
		if p.Ended(0) {
			p.Errorf(rule, "found %s where an item or ')' was expected", p.Found())
		}
		next := p.newBlank()
		if head.IsZero() {
			head = next
		} else {
			p.emit(cell, nest.Rest, next)
		}
		cell = next
		p.emit(cell, nest.First, p.object())
	}
	p.expect(")", rule)
	if head.IsZero() {
		return nest.Nil
	}
	p.emit(cell, nest.Rest, nest.Nil)
	return head
}

func (p *parser) tripleTerm() rdf.Term {
	const rule = "tripleTerm"
	defer p.leave()
	if !p.enter(rule) {
		return rdf.Term{}
	}
	p.Skip(len("<<("))
	p.space()
	var t rdf.Triple
	t.S = p.nodeOnly(rule)
	p.space()
	t.P = p.verb()
	p.space()
	t.O = p.atom(rule)
	p.expect(")>>", rule)
	return rdf.TripleTerm(t)
}

// nodeOnly reads an IRI or a blank node without properties.
func (p *parser) nodeOnly(rule string) rdf.Term {
	switch c := p.Peek(); {
	case c == '_':
		return p.label()
	case c == '[' && p.anonAhead():
		return p.anon()
	}
	return rdf.IRI(p.iri(rule))
}

// reifiedTriple reads << s p o ~ reifier >> and returns the reifier.
func (p *parser) reifiedTriple() rdf.Term {
	const rule = "reifiedTriple"
	defer p.leave()
	if !p.enter(rule) {
		return rdf.Term{}
	}
	p.Skip(len("<<"))
	p.space()
	var t rdf.Triple
	if p.Has("<<") && !p.Has("<<(") {
		t.S = p.reifiedTriple()
	} else {
		t.S = p.nodeOnly(rule)
	}
	p.space()
	t.P = p.verb()
	p.space()
	if p.Has("<<") && !p.Has("<<(") {
		t.O = p.reifiedTriple()
	} else {
		t.O = p.atom(rule)
	}
	p.space()
	r := p.reifier(p.Take("~"))
	p.expect(">>", rule)
	p.emit(r, rdfReifies, rdf.TripleTerm(t))
	return r
}

// reifier reads the name after "~", if named is set and there is one; else it
// makes a new one.
func (p *parser) reifier(named bool) rdf.Term {
	if named {
		p.space()
		switch c := p.Peek(); {
		case c == '_', c == '[' && p.anonAhead(), c == '<' && !p.Has("<<"), p.nameAhead():
			return p.nodeOnly("reifier")
		}
	}
	return p.newBlank()
}

// annotation reads the reifiers and annotation blocks behind a triple. A block
// is about the reifier right before it, or a new one.
func (p *parser) annotation(t rdf.Triple) {
	var r rdf.Term
	for p.ok() {
		p.space()
		switch {
		case p.Take("~"):
			r = p.reifier(true)
			p.emit(r, rdfReifies, rdf.TripleTerm(t))
		case p.Has("{|"):
			if r.IsZero() {
				r = p.newBlank()
				p.emit(r, rdfReifies, rdf.TripleTerm(t))
			}
			p.annotationBlock(r)
			r = rdf.Term{}
		default:
			return
		}
	}
}

func (p *parser) annotationBlock(r rdf.Term) {
	const rule = "annotationBlock"
	if p.enter(rule) {
		p.Skip(len("{|"))
		p.predicateObjectList(r)
		p.expect("|}", rule)
	}
	p.leave()
}
