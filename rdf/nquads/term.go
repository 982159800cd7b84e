package nquads

import (
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/recent"
	"w3id.org/plenary/rdf/internal/scan"
	"w3id.org/plenary/rdf/pname"
)

// node reads an IRI or a blank node for a place: 0 subject, 3 graph name.
func (p *parser) node(place int) rdf.Term {
	if p.peek() == '_' {
		return p.blank()
	}
	return p.iri(place)
}

func (p *parser) object(depth int) rdf.Term {
	switch c := p.peek(); {
	case c == '<' && !p.has("<<("):
		return p.iri(2)
	case c == '"':
		return p.literal()
	case c == '_':
		return p.blank()
	case c == '<':
		return p.tripleTerm(depth + 1)
	}
	p.fail(p.pos, "object", "", "found %s where an IRI, blank node or literal was expected", p.found())
	return rdf.Term{}
}

// iri reads an absolute IRI for a place; 1 is the predicate, 2 the object.
func (p *parser) iri(place int) rdf.Term {
	last := &p.last[place]
	if last.text != "" && p.has(last.text) {
		p.pos += len(last.text)
		return last.term
	}
	return p.newIRI(place)
}

func (p *parser) newIRI(place int) rdf.Term {
	if p.peek() != '<' {
		p.fail(p.pos, "IRIREF", "", "found %s where an IRI was expected", p.found())
		return rdf.Term{}
	}
	raw := p.rawIRI()
	slot := p.iris.Slot(raw)
	if place > 0 && slot.Key == raw {
		p.pos += len(raw)
		p.last[place] = known{slot.Key, slot.Value}
		return slot.Value
	}
	iri, ok := p.checkedIRI(raw)
	if !ok {
		return rdf.Term{}
	}
	if place > 0 && len(iri) == len(raw)-2 && len(raw) <= recent.MaxText { // subjects are new wherever they differ from the last
		raw = p.keys.Concat(raw, "")
		iri = raw[1 : len(raw)-1]
		slot.Key, slot.Value = raw, rdf.IRI(iri)
	}
	p.last[place] = known{raw, rdf.IRI(iri)}
	return p.last[place].term
}

// rawIRI returns the text up to the next '>', and with it; all of it without
// one. The search is not done again for the statements up to that '>'.
func (p *parser) rawIRI() string {
	if p.pos < p.soughtFrom || p.bracket < p.pos {
		n := strings.IndexByte(p.text[p.pos:], '>')
		if n < 0 {
			n = len(p.text) - p.pos
		}
		p.soughtFrom, p.bracket = p.pos, p.pos+n
	}
	return p.text[p.pos:min(p.bracket+1, len(p.text))]
}

// checkedIRI takes an IRI with its brackets and returns it without, its escapes
// undone.
func (p *parser) checkedIRI(raw string) (iri string, ok bool) {
	const rule = "IRIREF"
	start := p.pos
	switch n := 1 + pname.IRILen(raw[1:]); {
	case p.maxToken < len(raw):
		p.tooLong(rule)
	case n == len(raw)-1 && raw[n] == '>':
		iri = raw[1:n]
		p.pos += len(raw)
	case n < len(raw) && raw[n] == '\\':
		iri = p.escapedIRI()
	case n == len(raw):
		p.fail(start, rule, "", "'<' without '>'")
	default:
		p.pos += n
		p.fail(p.pos, rule, "", "found %s inside an IRI", p.found())
	}
	if p.err == nil && !rdf.IsAbsoluteIRI(iri) {
		p.fail(start, rule, "", "relative IRI <%s>", iri)
	}
	return iri, p.err == nil
}

// escapedIRI reads an IRI that has an escape.
func (p *parser) escapedIRI() string {
	const rule = "IRIREF"
	n := 1
	for ; p.pos+n < len(p.text) && p.text[p.pos+n] != '>'; n++ {
		if c := p.text[p.pos+n]; !pname.InIRI(c) && c != '\\' {
			p.pos += n
			p.fail(p.pos, rule, "", "found %s inside an IRI", p.found())
			return ""
		}
	}
	if p.pos+n >= len(p.text) {
		p.fail(p.pos, rule, "", "'<' without '>'")
		return ""
	}
	iri := p.unescape(p.text[p.pos+1:p.pos+n], rule, false)
	p.pos += n + 1
	if i := pname.IRILen(iri); i < len(iri) {
		p.fail(p.pos, rule, "", "%q by an escape inside an IRI", iri[i])
	}
	return iri
}

func (p *parser) unescape(text, rule string, echar bool) string {
	s, rest, ok := p.Unescape(text, echar)
	if !ok {
		at := p.pos + strings.Index(p.text[p.pos:], text) + len(text) - len(rest) - 1
		p.fail(at, rule, "", "an escape that is not one: \\%.10s", rest)
	}
	return s
}

func (p *parser) tooLong(rule string) {
	p.fail(p.pos, rule, "", "a token longer than the limit of %d bytes", p.maxToken)
	p.err.Limit = "token"
}

func (p *parser) blank() rdf.Term {
	const rule = "BLANK_NODE_LABEL"
	if !p.has("_:") {
		p.fail(p.pos, rule, "", "found %s where a blank node was expected", p.found())
		return rdf.Term{}
	}
	p.pos += 2
	n := scan.LabelLen(p.text[p.pos:])
	switch {
	case n == 0:
		p.fail(p.pos, rule, "", "found %s in place of a blank node label", p.found())
	case n > p.maxToken:
		p.tooLong(rule)
	}
	label := p.text[p.pos : p.pos+n]
	p.pos += n
	if p.prefix != "" {
		label = p.Concat(p.prefix, label)
	}
	return rdf.BlankNode(label)
}

func (p *parser) literal() rdf.Term {
	lexical := p.quoted()
	switch p.peek() {
	case '@':
		n := 1 + scan.LangDirLen(p.text[p.pos+1:])
		return p.suffixed(lexical, p.text[p.pos:p.pos+n])
	case '^':
		if n := strings.IndexByte(p.text[p.pos:], '>'); n > 0 && p.has("^^<") {
			return p.suffixed(lexical, p.text[p.pos:p.pos+n+1])
		}
	}
	return p.spacedSuffix(lexical)
}

// quoted reads a string in quotes.
func (p *parser) quoted() string {
	const rule = "STRING_LITERAL_QUOTE"
	start := p.pos
	body := p.text[start+1:]
	if n := strings.IndexByte(body, '"'); n >= 0 && scan.Plain(body[:n]) && n < p.maxToken {
		p.pos += n + 2
		return body[:n]
	}
	n, _, escaped := scan.StringEnd(body, `"`, 0)
	switch {
	case n < 0 && !scan.HasLineEnd(body):
		p.fail(start, rule, "", "a string that does not end")
	case n < 0 || scan.HasLineEnd(body[:n]):
		p.fail(start, rule, `write \n for a line end`, "a string that does not end on its line")
	case n > p.maxToken:
		p.tooLong(rule)
	default:
		s := body[:n]
		if escaped {
			s = p.unescape(s, rule, true)
		}
		p.pos += n + 2
		return s
	}
	return ""
}

// suffixed gives a literal what stands right behind its quotes. Few suffixes
// occur in a document, so that they are looked up by their text.
func (p *parser) suffixed(lexical, suffix string) rdf.Term {
	if plain, met := p.suffixes.Get(suffix); met {
		p.pos += len(suffix)
		return plain.WithLexical(lexical)
	}
	t := p.spacedSuffix(lexical)
	if p.err == nil && len(suffix) <= recent.MaxText {
		p.suffixes.Put(strings.Clone(suffix), t.WithLexical(""))
	}
	return t
}

// spacedSuffix reads a language, a datatype or nothing; white space may stand
// before and inside it.
func (p *parser) spacedSuffix(lexical string) rdf.Term {
	p.space()
	switch {
	case p.peek() == '@':
		n := 1 + scan.LangDirLen(p.text[p.pos+1:])
		t, msg, hint := scan.LangString(p.text[p.pos+1 : p.pos+n])
		if msg != "" {
			p.fail(p.pos, "LANG_DIR", hint, "%s", msg)
		}
		p.pos += n
		return t.WithLexical(lexical)
	case p.has("^^"):
		p.pos += 2
		p.space()
		return p.datatype(lexical)
	}
	return rdf.String(lexical)
}

func (p *parser) datatype(lexical string) rdf.Term {
	start := p.pos
	if p.peek() != '<' {
		p.fail(start, "literal", "", "found %s where an IRI was expected", p.found())
		return rdf.Term{}
	}
	iri, _ := p.checkedIRI(p.rawIRI())
	if msg, hint := scan.DatatypeProblem(iri); msg != "" {
		p.fail(start, "literal", hint, "%s", msg)
	}
	return rdf.Literal(lexical, iri)
}

func (p *parser) tripleTerm(depth int) rdf.Term {
	const rule = "tripleTerm"
	if depth > p.maxDepth {
		p.fail(p.pos, rule, "", "triple terms nested deeper than the limit of %d levels", p.maxDepth)
		p.err.Limit = "depth"
		return rdf.Term{}
	}
	p.pos += len("<<(")
	p.space()
	var t rdf.Triple
	t.S = p.node(0)
	p.space()
	t.P = p.iri(1)
	p.space()
	t.O = p.object(depth)
	p.space()
	if !p.has(")>>") {
		p.fail(p.pos, rule, "", "found %s where ')>>' was expected", p.found())
		return rdf.Term{}
	}
	p.pos += len(")>>")
	return rdf.TripleTerm(t)
}
