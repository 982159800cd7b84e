package turtle

import (
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/recent"
	"w3id.org/plenary/rdf/internal/scan"
)

const xsdNS = "http://www.w3.org/2001/XMLSchema#"

// The datatypes that Turtle has a notation for, as literals without text.
var (
	integer = rdf.Literal("", xsdNS+"integer")
	decimal = rdf.Literal("", xsdNS+"decimal")
	double  = rdf.Literal("", xsdNS+"double")
	boolean = rdf.Literal("", xsdNS+"boolean")
)

// plain returns the literal without text that has a suffix: a language as it is
// written behind "@", or the IRI of a datatype, which no language looks like. A
// new one is made; the zero Term is not remembered.
func (p *parser) plain(suffix string, literal func(string) rdf.Term) rdf.Term {
	t, met := p.suffixes.Get(suffix)
	if met {
		return t
	}
	suffix = strings.Clone(suffix)
	if t = literal(suffix); !t.IsZero() && len(suffix) <= recent.MaxText {
		p.suffixes.Put(suffix, t)
	}
	return t
}

// literal reads a string and what follows it: a language with or without a
// direction, a datatype, or nothing. White space may stand between all these.
func (p *parser) literal() rdf.Term {
	lexical := p.Quoted()
	if c := p.Peek(); c != '@' && c != '^' {
		p.space()
	}
	switch p.Peek() {
	case '@':
		here := p.Here()
		return p.plain(p.LangDir(), func(tag string) rdf.Term { return p.language(tag, here) }).WithLexical(lexical)
	case '^':
		return p.typed(lexical)
	}
	return rdf.String(lexical)
}

func (p *parser) language(tag string, here int64) rdf.Term {
	t, msg, hint := scan.LangString(tag)
	if msg != "" {
		p.ErrorAt(here, "LANG_DIR", hint, "%s", msg)
	}
	return t
}

func (p *parser) typed(lexical string) rdf.Term {
	const rule = "[133s] RDFLiteral"
	if !p.Take("^^") {
		p.Errorf(rule, "found %s where the end of a literal or '^^' was expected", p.Found())
	}
	p.space()
	here := p.Here()
	datatype := p.iri(rule)
	if msg, hint := scan.DatatypeProblem(datatype); msg != "" {
		p.ErrorAt(here, "literal", hint, "%s", msg)
	}
	return p.plain(datatype, func(datatype string) rdf.Term { return rdf.Literal("", datatype) }).WithLexical(lexical)
}

// numberAhead reports whether a numeric literal comes next.
func (p *parser) numberAhead() bool {
	c := p.Peek()
	if c == '+' || c == '-' {
		c = p.At(1)
		return isDigit(c) || c == '.' && isDigit(p.At(2))
	}
	return isDigit(c) || c == '.' && isDigit(p.At(1))
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// number takes the longest INTEGER, DECIMAL or DOUBLE.
func (p *parser) number() rdf.Term {
	datatype := integer
	n := 0
	if c := p.Peek(); c == '+' || c == '-' {
		n = 1
	}
	n = p.digits(n)
	if p.At(n) == '.' && (isDigit(p.At(n+1)) || p.exponent(n+1) > 0) {
		datatype = decimal
		n = p.digits(n + 1)
	}
	if e := p.exponent(n); e > 0 {
		datatype = double
		n += e
	}
	return datatype.WithLexical(p.Token(n))
}

// digits returns where the digits end that stand n bytes ahead.
func (p *parser) digits(n int) int {
	for isDigit(p.At(n)) {
		n++
	}
	return n
}

// exponent returns the length of an EXPONENT n bytes ahead, 0 without one.
func (p *parser) exponent(n int) int {
	if p.At(n)|0x20 != 'e' {
		return 0
	}
	digits := n + 1
	if c := p.At(digits); c == '+' || c == '-' {
		digits++
	}
	end := p.digits(digits)
	if end == digits {
		return 0
	}
	return end - n
}
