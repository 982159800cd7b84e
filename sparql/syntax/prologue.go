package syntax

import (
	"fmt"
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/pname"
)

// prologue reads [4] Prologue.
func (p *parser) prologue() {
	for p.ok() {
		switch {
		case p.take("BASE"):
			p.base = p.iriRef()
			p.declared.Base = p.base
		case p.take("PREFIX"):
			p.prefix()
		case p.take("VERSION"):
			p.version()
		default:
			return
		}
	}
}

func (p *parser) prefix() {
	name := p.tok
	if name.kind != nameToken || strings.IndexByte(name.text, ':') != len(name.text)-1 {
		p.expected("[6] PrefixDecl", "a prefix such as \"ex:\"")
		return
	}
	p.next()
	iri := p.iriRef()
	if !p.ok() {
		return
	}
	prefix := strings.TrimSuffix(name.text, ":")
	p.prefixes[prefix] = iri
	all := slices.DeleteFunc(p.declared.Prefixes, func(d rdf.Prefix) bool { return d.Name == prefix })
	p.declared.Prefixes = append(all, rdf.Prefix{Name: prefix, IRI: iri})
}

func (p *parser) version() {
	at := p.tok
	if at.kind != stringToken || strings.HasPrefix(at.text, `"""`) || strings.HasPrefix(at.text, "'''") {
		p.expected("[7] VersionDecl", `a version such as "1.2"`)
		return
	}
	p.declared.Version = p.stringValue()
}

// iriRef reads an IRI between brackets.
func (p *parser) iriRef() string {
	if p.tok.kind != iriToken {
		p.expected("[139] IRIREF", "an IRI between < and >")
		return ""
	}
	tok := p.next()
	ref, flaw := unescape(tok.text[1:len(tok.text)-1], tok.at+1, false)
	if flaw != nil {
		p.fail(flaw)
		return ""
	}
	if n := pname.IRILen(ref); n < len(ref) {
		p.failf(tok.at, "[139] IRIREF", "", "the IRI contains %q", ref[n])
		return ""
	}
	iri, err := rdf.ResolveIRI(p.base, ref)
	if err != nil {
		p.failf(tok.at, "[139] IRIREF", "declare one with BASE", "%s", err)
	}
	return iri
}

// iri reads [136] iri.
func (p *parser) iri(what string) string {
	switch p.tok.kind {
	case iriToken:
		return p.iriRef()
	case nameToken:
		return p.prefixedName()
	}
	p.expected("[136] iri", what)
	return ""
}

func (p *parser) isIRI() bool { return p.tok.kind == iriToken || p.tok.kind == nameToken }

func (p *parser) prefixedName() string {
	tok := p.next()
	prefix, local, _ := strings.Cut(tok.text, ":")
	namespace, ok := p.namespace(prefix)
	if !ok {
		p.failf(tok.at, "[137] PrefixedName", p.prefixHint(prefix), "prefix %q is not declared", prefix+":")
		return ""
	}
	if strings.Contains(local, `\`) {
		var b strings.Builder
		for i := 0; i < len(local); i++ {
			if local[i] == '\\' {
				i++
			}
			b.WriteByte(local[i])
		}
		local = b.String()
	}
	return namespace + local
}

// namespace returns the IRI of a prefix.
func (p *parser) namespace(prefix string) (iri string, ok bool) {
	if iri, ok = p.prefixes[prefix]; ok {
		return iri, true
	}
	for _, s := range slices.Backward(p.standing) { // the last of a name counts
		if s.Name == prefix {
			return s.IRI, true
		}
	}
	return "", false
}

func (p *parser) prefixHint(prefix string) string {
	meant := ""
	look := func(declared string) {
		if len(declared) > 1 && pname.Near(strings.ToLower(declared), strings.ToLower(prefix)) && (meant == "" || declared < meant) {
			meant = declared
		}
	}
	for declared := range p.prefixes {
		look(declared)
	}
	for _, s := range p.standing {
		look(s.Name)
	}
	if meant != "" {
		return fmt.Sprintf("did you mean %q?", meant+":")
	}
	iri := pname.WellKnown(prefix)
	if iri == "" {
		iri = "…"
	}
	return fmt.Sprintf("add PREFIX %s: <%s>", prefix, iri)
}
