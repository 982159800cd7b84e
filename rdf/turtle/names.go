package turtle

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/pname"
)

// wellKnown are namespaces that authors forget to declare.
var wellKnown = map[string]string{
	"rdf":     "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"rdfs":    "http://www.w3.org/2000/01/rdf-schema#",
	"xsd":     xsdNS,
	"owl":     "http://www.w3.org/2002/07/owl#",
	"skos":    "http://www.w3.org/2004/02/skos/core#",
	"dct":     "http://purl.org/dc/terms/",
	"dcterms": "http://purl.org/dc/terms/",
	"foaf":    "http://xmlns.com/foaf/0.1/",
	"schema":  "http://schema.org/",
	"prov":    "http://www.w3.org/ns/prov#",
	"sh":      "http://www.w3.org/ns/shacl#",
}

// iri reads an IRI in either form and returns it in full.
func (p *parser) iri(rule string) string {
	if p.At(0) == '<' {
		return p.iriRef()
	}
	if !p.nameAhead() {
		if p.ok() {
			p.Errorf(rule, "found %s where a term was expected", p.Found())
		}
		return ""
	}
	return p.prefixedName(rule)
}

func (p *parser) iriRef() string {
	here := p.Here()
	ref := p.IRIREF()
	if !p.ok() {
		return ""
	}
	iri, err := rdf.ResolveIRI(p.base, ref)
	if err != nil {
		p.ErrorAt(here, "[18] IRIREF", "declare one with @base", "%s", err)
	}
	return iri
}

// nameAhead reports whether a prefix, a keyword or ':' comes next.
func (p *parser) nameAhead() bool {
	c, n := p.Rune(0)
	return p.At(0) == ':' || n > 0 && (c != utf8.RuneError || n > 1) && pname.IsCharBase(c)
}

// word takes a PN_PREFIX, which may be empty.
func (p *parser) word() string {
	n := p.wordLen()
	w := make([]byte, n)
	for i := range w {
		w[i] = p.At(i)
	}
	p.Skip(n)
	return string(w)
}

func (p *parser) wordLen() int {
	return p.Name(0, func(c rune, first bool) bool { return pname.IsCharBase(c) || !first && pname.IsChar(c) })
}

func (p *parser) prefixedName(rule string) string {
	here := p.Here()
	prefix := p.word()
	if !p.Take(":") {
		p.ErrorAt(here, rule, "", "found %q where a term was expected", prefix)
		return ""
	}
	namespace, declared := p.prefixes[prefix]
	if !declared {
		p.ErrorAt(here, "[136s] PrefixedName", p.prefixHint(prefix), "prefix %q is not declared", prefix+":")
		return ""
	}
	return namespace + p.local()
}

// prefixHint says what the author of an undeclared prefix may have meant.
func (p *parser) prefixHint(prefix string) string {
	for declared := range p.prefixes {
		if strings.EqualFold(declared, prefix) {
			return fmt.Sprintf("%q is", declared+":")
		}
	}
	iri := wellKnown[prefix]
	if iri == "" {
		iri = "…"
	}
	return fmt.Sprintf("add @prefix %s: <%s> .", prefix, iri)
}

// local takes a PN_LOCAL, which may be empty, and undoes its escapes.
func (p *parser) local() string {
	var out []byte
	n := 0
	for {
		k := p.localLen(n)
		if k == 0 {
			break
		}
		for i := n; i < n+k; i++ {
			if c := p.At(i); c != '\\' || i > n {
				out = append(out, c)
			}
		}
		n += k
	}
	p.Skip(n)
	return string(out)
}

// localLen returns the length of the next part of a PN_LOCAL, n bytes into it:
// a character, an escape, a percent-encoded byte, or dots with one of these
// after them.
func (p *parser) localLen(n int) int {
	switch c := p.At(n); {
	case c == '%' && isHex(p.At(n+1)) && isHex(p.At(n+2)):
		return 3
	case c == '\\' && strings.IndexByte("_~.-!$&'()*+,;=/?#@%", p.At(n+1)) >= 0:
		return 2
	case c == '.' && n > 0:
		k := 1
		for p.At(n+k) == '.' {
			k++
		}
		if p.localLen(n+k) > 0 {
			return k
		}
		return 0
	}
	c, size := p.Rune(n)
	if size == 0 || c == utf8.RuneError && size == 1 {
		return 0
	}
	if pname.IsCharU(c) || c == ':' || '0' <= c && c <= '9' || n > 0 && pname.IsChar(c) {
		return size
	}
	return 0
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

// keyword takes a word of SPARQL style, in any case, if it stands alone.
func (p *parser) keyword(w string) bool {
	for i := range len(w) {
		if p.At(i)&^0x20 != w[i] {
			return false
		}
	}
	return p.takeWord(len(w))
}

// keywordCased is keyword for words in one case.
func (p *parser) keywordCased(w string) bool { return p.Has(w) && p.takeWord(len(w)) }

func (p *parser) keywordA() bool { return p.At(0) == 'a' && p.takeWord(1) }

// takeWord skips a word of n bytes unless it is part of a longer name.
func (p *parser) takeWord(n int) bool {
	if p.wordLen() != n || p.At(n) == ':' {
		return false
	}
	p.Skip(n)
	return true
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
	datatype := "integer"
	n := 0
	if c := p.At(0); c == '+' || c == '-' {
		n = 1
	}
	n = p.digits(n)
	if p.At(n) == '.' && (isDigit(p.At(n+1)) || p.exponent(n+1) > 0) {
		datatype = "decimal"
		n = p.digits(n + 1)
	}
	if e := p.exponent(n); e > 0 {
		datatype = "double"
		n += e
	}
	text := make([]byte, n)
	for i := range text {
		text[i] = p.At(i)
	}
	p.Skip(n)
	return rdf.Literal(string(text), xsdNS+datatype)
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
