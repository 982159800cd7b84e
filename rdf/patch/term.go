package patch

import (
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/scan"
)

// node reads an IRI or a blank node.
func (p *parser) node() rdf.Term {
	p.Space()
	switch {
	case p.Peek() == '_':
		return rdf.BlankNode(p.labelled(p.Label()))
	case p.Has("<_:"):
		return p.bracketed()
	}
	return p.iri()
}

// bracketed reads a blank node in the form <_:label>.
func (p *parser) bracketed() rdf.Term {
	here := p.Here()
	label := p.IRIREF()
	if !p.ok() {
		return rdf.Term{}
	}
	label = label[len("_:"):]
	if label == "" || scan.LabelLen(label) != len(label) {
		p.ErrorAt(here, "blankNode", "", "%.50q is no label of a blank node", label)
	}
	return rdf.BlankNode(p.labelled(label))
}

func (p *parser) labelled(label string) string {
	if p.prefix == "" {
		return label
	}
	return p.Concat(p.prefix, label)
}

func (p *parser) predicate() rdf.Term {
	p.Space()
	return p.iri()
}

func (p *parser) iri() rdf.Term {
	here := p.Here()
	iri := p.IRIREF()
	if p.ok() && !rdf.IsAbsoluteIRI(iri) {
		p.ErrorAt(here, "IRIREF", "", "relative IRI <%.100s>", iri)
	}
	return rdf.IRI(iri)
}

func (p *parser) object(depth int) rdf.Term {
	p.Space()
	switch c := p.Peek(); {
	case c == '"':
		return p.literal()
	case p.Has("<<("):
		return p.tripleTerm(depth + 1)
	case c == '<' || c == '_':
		return p.node()
	}
	if p.ok() {
		p.Errorf("object", "found %s where an IRI, blank node, literal or triple term was expected", p.Found())
	}
	return rdf.Term{}
}

// quoted reads a string in quotes of one kind, on one line.
func (p *parser) quoted() string {
	if p.Has(`"""`) {
		p.Errorf("STRING_LITERAL_QUOTE", "found three quotes where one was expected")
		return ""
	}
	return p.Quoted()
}

func (p *parser) literal() rdf.Term {
	lexical := p.quoted()
	here := p.Here()
	switch {
	case p.Peek() == '@':
		t, msg, hint := scan.LangString(p.LangDir())
		if msg != "" && p.ok() {
			p.ErrorAt(here, "LANG_DIR", hint, "%s", msg)
		}
		return t.WithLexical(lexical)
	case p.Take("^^"):
		datatype := p.iri().Value()
		if msg, hint := scan.DatatypeProblem(datatype); msg != "" && p.ok() {
			p.ErrorAt(here, "literal", hint, "%s", msg)
		}
		return rdf.Literal(lexical, datatype)
	}
	return rdf.String(lexical)
}

func (p *parser) tripleTerm(depth int) rdf.Term {
	const rule = "tripleTerm"
	if depth > p.maxDepth {
		p.Limit("depth", rule, "triple terms nested deeper than the limit of %d levels", p.maxDepth)
		return rdf.Term{}
	}
	p.Skip(len("<<("))
	t := rdf.Triple{S: p.node(), P: p.predicate(), O: p.object(depth)}
	if p.Space(); !p.Take(")>>") && p.ok() {
		p.Errorf(rule, "found %s where ')>>' was expected", p.Found())
	}
	return rdf.TripleTerm(t)
}
