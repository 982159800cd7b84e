package syntax

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
)

// Options of reading.
type Options struct {
	Base     string       // of relative IRIs; "" for none
	Prefixes []rdf.Prefix // that need no declaration
	Source   string       // named in errors
	MaxDepth int          // of nesting; 0 means 256
	MaxBytes int          // of the text; 0 means 16 MiB
}

const (
	defaultDepth = 256
	defaultBytes = 16 << 20
	// maxVariables is how many variables a text may have: what plans and rows take
	// grows with them.
	maxVariables = 4096
)

// ParseQuery reads a query. Errors: *rdf.SyntaxError.
//
// Spec: SPARQL 1.1 Query §19, SPARQL 1.2 Query §19.
func ParseQuery(text string, o Options) (q *Query, err error) {
	p := newParser(text, o)
	q = p.query()
	return q, p.finish()
}

// ParseUpdate reads the operations of an update request. Errors:
// *rdf.SyntaxError.
//
// Spec: SPARQL 1.1 Update §3, SPARQL 1.1 Query §19.8 from [29] Update.
func ParseUpdate(text string, o Options) (u *Update, err error) {
	p := newParser(text, o)
	u = p.update()
	return u, p.finish()
}

// parser is at a token of a text. Its first flaw stays; from then on it is at
// the end.
type parser struct {
	text     string
	source   string
	tok      token
	last     int // end of the token before
	flaw     *flaw
	base     string
	standing []rdf.Prefix      // need no declaration
	prefixes map[string]string // that were declared, which count before
	declared Prologue

	depth, maxDepth int
	variables       map[string]bool
	fresh           int // blank nodes that have no label
	labels          labels
	aggregates      aggregates
}

func newParser(text string, o Options) *parser {
	p := &parser{text: text, source: o.Source, base: o.Base, standing: o.Prefixes, prefixes: map[string]string{}, maxDepth: o.MaxDepth, variables: map[string]bool{}}
	if p.maxDepth == 0 {
		p.maxDepth = defaultDepth
	}
	most := o.MaxBytes
	if most == 0 {
		most = defaultBytes
	}
	if len(text) > most {
		p.limit("bytes", "the text has %d bytes, more than the limit of %d", len(text), most)
		return p
	}
	if !utf8.ValidString(text) {
		p.fail(flawf(0, "", "write it in UTF-8", "the text is not UTF-8"))
		return p
	}
	if strings.HasPrefix(text, "\uFEFF") {
		p.last = len("\uFEFF")
	}
	p.read(p.last)
	return p
}

func (p *parser) finish() error {
	if p.flaw == nil && p.tok.kind != endToken {
		p.expected("", "the end")
	}
	if p.flaw != nil {
		return p.flaw.in(p.text, p.source)
	}
	return nil
}

// read makes the token from an offset on the current one.
func (p *parser) read(at int) {
	tok, flaw := scan(p.text, at)
	if p.tok = tok; flaw != nil {
		p.fail(flaw)
	}
	if tok.kind == varToken {
		p.variables[tok.text[1:]] = true
		if len(p.variables) > maxVariables {
			p.limit("variables", "more than %d variables", maxVariables)
		}
	}
}

// next moves behind the current token and returns it.
func (p *parser) next() token {
	tok := p.tok
	if p.flaw == nil {
		p.last = tok.end()
		p.read(p.last)
	}
	return tok
}

// peek returns the token behind the current one.
func (p *parser) peek() token {
	tok, flaw := scan(p.text, p.tok.end())
	if flaw != nil {
		return token{}
	}
	return tok
}

func (p *parser) ok() bool { return p.flaw == nil }

func (p *parser) fail(f *flaw) {
	if p.flaw == nil {
		p.flaw = f
		p.tok = token{at: len(p.text)}
	}
}

func (p *parser) failf(at int, rule, hint, format string, args ...any) {
	p.fail(flawf(at, rule, hint, format, args...))
}

func (p *parser) limit(name, format string, args ...any) {
	f := flawf(p.tok.at, "", "", format, args...)
	f.limit = name
	p.fail(f)
}

// expected fails with what stands here instead of something else.
func (p *parser) expected(rule, what string) {
	p.failf(p.tok.at, rule, p.misspelt(), "found %s where %s was expected", p.found(), what)
}

func (p *parser) found() string {
	if p.tok.kind == endToken {
		return "the end of the text"
	}
	text := p.tok.text
	if len(text) > 40 {
		text = strings.ToValidUTF8(text[:40], "") + "…"
	}
	return fmt.Sprintf("%q", text)
}

// misspelt returns a hint when the current token is nearly a keyword.
func (p *parser) misspelt() string {
	if p.tok.kind != wordToken {
		return ""
	}
	if meant := nearestKeyword(p.tok.word); meant != "" && meant != p.tok.word {
		return "did you mean " + meant + "?"
	}
	return ""
}

// is reports whether a sign or keyword is next.
func (p *parser) is(text string) bool {
	switch p.tok.kind {
	case punctToken:
		return p.tok.text == text
	case wordToken:
		return p.tok.word == text
	}
	return false
}

// take moves behind a sign or keyword if it is next.
func (p *parser) take(text string) bool {
	if !p.is(text) {
		return false
	}
	p.next()
	return true
}

// want takes a sign or keyword that must be next.
func (p *parser) want(text, rule string) {
	if !p.take(text) {
		p.expected(rule, fmt.Sprintf("%q", text))
	}
}

// enter goes one level deeper, and reports whether that is allowed. Each enter
// has its leave.
func (p *parser) enter() bool {
	p.depth++
	if p.depth > p.maxDepth {
		p.limit("depth", "nested more deeply than the limit of %d levels", p.maxDepth)
	}
	return p.ok()
}

func (p *parser) leave() { p.depth-- }
