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
	c := p.At(0)
	if c < utf8.RuneSelf {
		return 'a' <= c|0x20 && c|0x20 <= 'z' || c == ':'
	}
	r, _ := p.Rune(0)
	return pname.IsCharBase(r)
}

func (p *parser) prefixedName(rule string) string {
	here := p.Here()
	prefix := p.Prefix()
	if p.At(0) != ':' {
		p.ErrorAt(here, rule, "", "found %q where a term was expected", prefix)
		return ""
	}
	if prefix != p.last.Name || p.last.IRI == "" {
		iri, declared := p.prefixes[prefix]
		if !declared {
			p.ErrorAt(here, "[136s] PrefixedName", p.prefixHint(prefix), "prefix %q is not declared", prefix+":")
			return ""
		}
		p.last = rdf.Prefix{Name: strings.Clone(prefix), IRI: iri}
	}
	p.Skip(1)
	return p.Arena.Concat(p.last.IRI, p.Local())
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
	if p.PrefixLen() != n || p.At(n) == ':' {
		return false
	}
	p.Skip(n)
	return true
}
