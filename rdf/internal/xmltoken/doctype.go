package xmltoken

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// A doctype is what the internal subset of a document type declares.
type doctype struct {
	entities map[string]entity
	defaults map[string][]written // of attributes, by element as written
	unread   bool                 // there is more outside the document
	seen     bool
	count    int   // of declarations
	expanded int64 // bytes that references have stood for
}

const dtdRule = "[28] doctypedecl"

// documentType reads a document type, XML 1.0 §2.8. It holds the whole.
func (r *Reader) documentType(b []byte) (Kind, int) {
	if r.doctype.seen || r.rooted {
		return nothing, r.fail(0, dtdRule, "", "found a document type where none can be")
	}
	n := subsetLen(b)
	if n < 0 {
		return nothing, short
	}
	p := dtdParser{r: r, b: b[:n-1], i: len("<!DOCTYPE")}
	r.doctype = doctype{entities: make(map[string]entity), defaults: make(map[string][]written), seen: true}
	if !p.documentType() {
		return nothing, wrong
	}
	r.begun = true
	return nothing, n
}

// subsetLen returns the length of a document type, -1 when it goes on behind b.
func subsetLen(b []byte) int {
	inside := false
	for i := 0; i < len(b); i++ {
		skip, end := 0, ""
		switch rest := b[i:]; {
		case rest[0] == '"' || rest[0] == '\'':
			skip, end = 1, string(rest[:1])
		case bytes.HasPrefix(rest, []byte("<!--")):
			skip, end = 4, "-->"
		case bytes.HasPrefix(rest, []byte("<?")):
			skip, end = 2, "?>"
		case rest[0] == '[' || rest[0] == ']':
			inside = rest[0] == '['
		case rest[0] == '>' && !inside:
			return i + 1
		}
		if end != "" {
			n := bytes.Index(b[i+skip:], []byte(end))
			if n < 0 {
				return -1
			}
			i += skip + n + len(end) - 1
		}
	}
	return -1
}

// A dtdParser is a position in a document type.
type dtdParser struct {
	r *Reader
	b []byte
	i int
}

func (p *dtdParser) fail(rule, format string, args ...any) bool {
	p.r.fail(p.i, rule, "", format, args...)
	return false
}

// space skips white space and reports whether there is any.
func (p *dtdParser) space() bool {
	n := spaceLen(p.b[p.i:])
	p.i += n
	return n > 0
}

// take skips a text if it comes next.
func (p *dtdParser) take(text string) bool {
	if !bytes.HasPrefix(p.b[p.i:], []byte(text)) {
		return false
	}
	p.i += len(text)
	return true
}

// name takes a name, "" when none comes.
func (p *dtdParser) name() string {
	n := nameLen(p.b[p.i:])
	p.i += n
	return string(p.b[p.i-n : p.i])
}

// quoted takes a text in quotes.
func (p *dtdParser) quoted() (string, bool) {
	for _, quote := range [...]string{`"`, "'"} {
		if p.take(quote) {
			if n := bytes.IndexByte(p.b[p.i:], quote[0]); n >= 0 {
				p.i += n + 1
				return string(p.b[p.i-n-1 : p.i-1]), true
			}
		}
	}
	return "", p.fail("[2] Char", "found no text in quotes")
}

func (p *dtdParser) documentType() bool {
	if !p.space() || p.name() == "" {
		return p.fail(dtdRule, "found no name of the root element")
	}
	if p.space() && (p.take("SYSTEM") || p.take("PUBLIC")) {
		p.r.unread = true
		if !p.external() {
			return false
		}
		p.space()
	}
	if p.take("[") {
		if !p.subset() {
			return false
		}
		p.space()
	}
	if p.i < len(p.b) {
		return p.fail(dtdRule, "found %s in a document type", found(p.b[p.i:]))
	}
	return true
}

// external takes one text in quotes or two, behind SYSTEM or PUBLIC.
func (p *dtdParser) external() bool {
	public := p.b[p.i-1] == 'C'
	if !p.space() {
		return p.fail("[75] ExternalID", "found no white space")
	}
	if _, ok := p.quoted(); !ok || !public {
		return ok
	}
	p.space()
	_, ok := p.quoted()
	return ok
}

// subset reads declarations to the ] behind them.
func (p *dtdParser) subset() bool {
	for {
		p.space()
		switch {
		case p.take("]"):
			return true
		case p.take("<!--"):
			p.skipTo("-->")
		case p.take("<?"):
			p.skipTo("?>")
		case p.take("%"):
			p.name()
			p.r.unread = true
			if !p.take(";") {
				return p.fail("[69] PEReference", "found %% that begins no reference")
			}
		case p.take("<!ENTITY"):
			if !p.entity() {
				return false
			}
		case p.take("<!ATTLIST"):
			if !p.attlist() {
				return false
			}
		case p.take("<!ELEMENT"), p.take("<!NOTATION"):
			if !p.skipDeclaration() {
				return false
			}
		default:
			return p.fail("[28b] intSubset", "found %s where a declaration was expected", found(p.b[p.i:]))
		}
	}
}

// skipTo skips what ends so; that it ends, subsetLen has seen.
func (p *dtdParser) skipTo(end string) {
	p.i += max(0, bytes.Index(p.b[p.i:], []byte(end))) + len(end)
}

func (p *dtdParser) skipDeclaration() bool {
	for p.i < len(p.b) && !p.take(">") {
		if c := p.b[p.i]; c != '"' && c != '\'' {
			p.i++
		} else if _, ok := p.quoted(); !ok {
			return false
		}
	}
	return true
}

// count bounds the declarations.
func (p *dtdParser) count() bool {
	if p.r.count++; p.r.count > p.r.maxNames {
		p.r.exceed(p.i, "names", dtdRule, "more than the limit of %d declarations in a document type", p.r.maxNames)
		return false
	}
	return true
}

// entity reads an entity declaration, XML 1.0 §4.2. The first of a name counts.
func (p *dtdParser) entity() bool {
	const rule = "[70] EntityDecl"
	gap := p.space()
	parameter := gap && p.take("%")
	gap = gap && (!parameter || p.space())
	name := p.name()
	if !gap || name == "" || strings.Contains(name, ":") || !p.space() || !p.count() {
		return p.fail(rule, "found no name of an entity")
	}
	var e entity
	if p.take("SYSTEM") || p.take("PUBLIC") {
		e.external = true
		if !p.external() {
			return false
		}
		if p.space(); p.take("NDATA") {
			p.space()
			p.name()
		}
	} else if text, ok := p.quoted(); !ok {
		return false
	} else if e.text, ok = p.entityText(text); !ok {
		return false
	}
	if p.space(); !p.take(">") {
		return p.fail(rule, "found %s in the declaration of the entity %.80s", found(p.b[p.i:]), name)
	}
	if _, again := p.r.entities[name]; !again && !parameter {
		p.r.entities[name] = e
	}
	return true
}

// entityText replaces references to characters and line ends, not those to
// entities: XML 1.0 §4.5.
func (p *dtdParser) entityText(text string) (string, bool) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	var out []byte
	for {
		i := strings.Index(text, "&#")
		if i < 0 {
			return string(append(out, text...)), true
		}
		n := strings.IndexByte(text[i:], ';')
		if n < 0 {
			return "", p.fail("[66] CharRef", "found &# without a semicolon")
		}
		c, ok := charOf([]byte(text[i+2 : i+n]))
		if !ok {
			return "", p.fail("[66] CharRef", "&%.20s; is no character of XML 1.0", text[i+1:i+n])
		}
		out = utf8.AppendRune(append(out, text[:i]...), c)
		text = text[i+n+1:]
	}
}
