package turtle

import (
	"strings"

	"w3id.org/plenary/rdf"
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

// suffixes are the languages and datatypes met lately, as literals without
// text: few occur in a document.
type suffixes struct {
	literals [16]rdf.Term
	next     int // to give up
}

// typed returns a literal of a datatype.
func (x *suffixes) typed(lexical, datatype string) rdf.Term {
	for i := range x.literals {
		if t := &x.literals[i]; t.Datatype() == datatype && t.Lang() == "" {
			return t.WithLexical(lexical)
		}
	}
	t := rdf.Literal("", strings.Clone(datatype))
	x.literals[x.next] = t
	x.next = (x.next + 1) % len(x.literals)
	return t.WithLexical(lexical)
}

// literal reads a string and what follows it: a language with or without a
// direction, a datatype, or nothing.
func (p *parser) literal() rdf.Term {
	lexical := p.Quoted()
	switch c := p.At(0); c {
	case '@', '^':
	case ' ', '\t', '\n', '\r', '#':
		if p.space(); p.At(0) == '@' || p.At(0) == '^' {
			break
		}
		return rdf.String(lexical)
	default:
		return rdf.String(lexical)
	}
	if p.At(0) == '@' {
		return p.LangDir().WithLexical(lexical)
	}
	if !p.Take("^^") {
		p.Errorf("[133s] RDFLiteral", "found %s where a literal was expected to end, or '^^'", p.Found())
	}
	p.space()
	here := p.Here()
	datatype := p.iri("[133s] RDFLiteral")
	if msg, hint := scan.DatatypeProblem(datatype); msg != "" {
		p.ErrorAt(here, "literal", hint, "%s", msg)
	}
	return p.suffixes.typed(lexical, datatype)
}

// numberAhead reports whether a numeric literal comes next.
func (p *parser) numberAhead() bool {
	c := p.At(0)
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
	if c := p.At(0); c == '+' || c == '-' {
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
