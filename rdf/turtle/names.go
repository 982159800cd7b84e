package turtle

import (
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/recent"
	"w3id.org/plenary/rdf/pname"
)

// iri reads an IRI in either form and returns it in full.
func (p *parser) iri(rule string) string {
	if p.Peek() == '<' {
		return p.iriRef()
	}
	if n := p.NameLen(); n > 0 {
		return p.plainName(n)
	}
	if p.nameAhead() {
		return p.oddName(rule)
	}
	if p.ok() {
		p.Errorf(rule, "found %s where a term was expected", p.Found())
	}
	return ""
}

// iriRef reads an IRI between brackets and resolves it.
func (p *parser) iriRef() string {
	raw := p.RawIRI()
	slot := p.known.Slot(raw)
	if slot.Key == raw && raw != "" {
		p.Skip(len(raw))
		return slot.Value
	}
	here := p.Here()
	ref := p.IRIREF()
	if !p.ok() {
		return ""
	}
	iri, err := rdf.ResolveIRI(p.base, ref)
	if err != nil {
		p.ErrorAt(here, "[18] IRIREF", "declare one with @base", "%s", err)
		return ""
	}
	if raw == "" || len(iri) > recent.MaxText {
		return iri
	}
	slot.Key = p.keys.Concat(raw, "")
	if slot.Value = iri; iri == raw[1:len(raw)-1] {
		slot.Value = slot.Key[1 : len(raw)-1]
	}
	return slot.Value
}

// nameAhead reports whether a prefix, a keyword or ':' comes next.
func (p *parser) nameAhead() bool {
	c := p.Peek()
	if c < utf8.RuneSelf {
		return 'a' <= c|0x20 && c|0x20 <= 'z' || c == ':'
	}
	r, _ := p.Rune(0)
	return pname.IsCharBase(r)
}

// plainName reads a prefixed name of n bytes.
func (p *parser) plainName(n int) string {
	name := p.Token(n)
	slot := p.known.Slot(name)
	if slot.Key == name {
		return slot.Value
	}
	prefix, local, _ := strings.Cut(name, ":")
	namespace, declared := p.prefixes[prefix]
	if !declared {
		p.undeclared(prefix, p.Here()-int64(n))
		return ""
	}
	if len(namespace)+len(local) > recent.MaxText {
		return p.Concat(namespace, local)
	}
	slot.Key, slot.Value = p.keys.Concat(name, ""), p.keys.Concat(namespace, local)
	return slot.Value
}

// oddName reads a name that has dots, escapes or characters beyond ASCII, or is
// none.
func (p *parser) oddName(rule string) string {
	here := p.Here()
	prefix := p.Prefix()
	if p.Peek() != ':' {
		p.ErrorAt(here, rule, "", "found %q where a term was expected", prefix)
		return ""
	}
	namespace, declared := p.prefixes[prefix]
	if !declared {
		p.undeclared(prefix, here)
		return ""
	}
	p.Skip(1)
	return p.Concat(namespace, p.Local())
}

func (p *parser) undeclared(prefix string, at int64) {
	p.ErrorAt(at, "[136s] PrefixedName", p.prefixHint(prefix), "prefix %q is not declared", prefix+":")
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

func (p *parser) keywordA() bool { return p.Peek() == 'a' && p.takeWord(1) }

// takeWord skips a word of n bytes unless it is part of a longer name.
func (p *parser) takeWord(n int) bool {
	if p.PrefixLen() != n || p.At(n) == ':' {
		return false
	}
	p.Skip(n)
	return true
}
