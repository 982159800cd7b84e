package turtle

import (
	"cmp"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/recent"
	"w3id.org/plenary/rdf/internal/scan"
)

// Limits unless told: how deep brackets nest, and how many prefixes there are.
const (
	defaultDepth = 512
	defaultNames = 100_000
)

// errStopped ends the parse when the caller wants no more.
var errStopped = errors.New("stopped")

// Decode reads Turtle. Blank nodes keep their labels, behind the prefix of the
// options; those without one get "anon" and a number, and a label that looks
// like that gets an underscore more.
//
// Order: as written; a triple comes before those that annotate it, and after
// those of the brackets inside it.
//
// Memory: some chunks of 256 KiB, the prefixes (MaxNames, 100,000 by default),
// and the longest token (MaxToken, 64 MiB by default). MaxDepth is 512 by
// default.
//
// Spec: RDF 1.2 Turtle, of which RDF 1.1 Turtle is a part.
func Decode(r io.Reader, o rdf.DecodeOptions) iter.Seq2[rdf.Quad, error] {
	return decode(r, o, "Turtle", (*parser).statement)
}

// DecodeTriG reads TriG, like Decode.
//
// Spec: RDF 1.2 TriG, of which RDF 1.1 TriG is a part.
func DecodeTriG(r io.Reader, o rdf.DecodeOptions) iter.Seq2[rdf.Quad, error] {
	return decode(r, o, "TriG", (*parser).block)
}

func decode(r io.Reader, o rdf.DecodeOptions, syntax string, statement func(*parser)) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		p := newParser(scan.New(r, syntax, o), o)
		p.yield = yield
		for p.space(); p.ok() && !p.Ended(0); p.space() {
			statement(p)
		}
		if err := p.Err(); err != nil && !errors.Is(err, errStopped) {
			yield(rdf.Quad{}, err)
		}
	}
}

// A parser reads one document. Its methods are named for the productions of
// the grammar, and do nothing of note once there is an error.
type parser struct {
	*scan.Scanner
	yield       func(rdf.Quad, error) bool
	onPrefix    func(rdf.Prefix)
	base        string
	prefixes    map[string]string
	known       recent.Map[string] // prefixed name, or IRI as it is written, to IRI
	keys        rdf.Arena          // of known, so that it keeps no other text in memory
	blankPrefix string
	blanks      int // unlabelled blank nodes so far
	suffixes    recent.Ring[string, rdf.Term]
	graph       rdf.Term // that triples go to
	depth       int      // of brackets
	maxDepth    int
	maxNames    int
}

func newParser(s *scan.Scanner, o rdf.DecodeOptions) *parser {
	p := &parser{
		Scanner: s, base: o.Base, prefixes: make(map[string]string), blankPrefix: o.BlankPrefix,
		onPrefix: o.OnPrefix, maxDepth: cmp.Or(o.MaxDepth, defaultDepth), maxNames: cmp.Or(o.MaxNames, defaultNames),
	}
	return p
}

func (p *parser) ok() bool { return p.Err() == nil }

func (p *parser) space() { p.Space() }

func (p *parser) emit(s, verb, o rdf.Term) {
	if p.ok() && !p.yield(rdf.Quad{S: s, P: verb, O: o, G: p.graph}, nil) {
		p.Fail(errStopped)
	}
}

// enter begins a bracket and reports whether there may be one more.
func (p *parser) enter(rule string) bool {
	if p.depth++; p.depth > p.maxDepth {
		p.Limit("depth", rule, "nested deeper than the limit of %d levels", p.maxDepth)
	}
	return p.ok()
}

func (p *parser) leave() { p.depth-- }

// expect takes a token after white space.
func (p *parser) expect(token, rule string) {
	p.space()
	if !p.Take(token) && p.ok() {
		p.Errorf(rule, "found %s where '%s' was expected", p.Found(), token)
	}
}

// newBlank returns a blank node for brackets.
func (p *parser) newBlank() rdf.Term {
	p.blanks++
	var buf [24]byte
	n := strconv.AppendInt(append(buf[:0], "anon"...), int64(p.blanks), 10)
	return rdf.BlankNode(p.Concat(p.blankPrefix, string(n)))
}

// label reads a labelled blank node.
func (p *parser) label() rdf.Term {
	label := p.Label()
	if n, ok := strings.CutPrefix(label, "anon"); ok && n != "" && strings.Trim(strings.TrimRight(n, "_"), "0123456789") == "" {
		label += "_"
	}
	if p.blankPrefix != "" {
		label = p.Concat(p.blankPrefix, label)
	}
	return rdf.BlankNode(label)
}

// statement is a directive, or triples and their full stop.
func (p *parser) statement() {
	if p.directive() {
		return
	}
	s, complete := p.subject()
	p.triples(s, complete)
	p.expect(".", "[3] triples")
}

// triples reads what follows a subject, which complete ones need not have.
func (p *parser) triples(s rdf.Term, complete bool) {
	p.space()
	if c := p.Peek(); complete && (c == '.' || c == '}') {
		return
	}
	p.predicateObjectList(s)
}

// directive reads a directive if there is one.
func (p *parser) directive() bool {
	switch p.Peek() | 0x20 {
	case '@' | 0x20:
		return p.atDirective()
	case 'p':
		if p.keyword("PREFIX") {
			p.prefix()
			return true
		}
	case 'b':
		if p.keyword("BASE") {
			p.setBase()
			return true
		}
	case 'v':
		if p.keyword("VERSION") {
			p.version()
			return true
		}
	}
	return false
}

// atDirective reads a directive of the older form, or fails.
func (p *parser) atDirective() bool {
	const rule = "[4] directive"
	if p.Peek() != '@' { // but '`'
		return false
	}
	here := p.Here()
	switch p.LangDir() {
	case "prefix":
		p.prefix()
	case "base":
		p.setBase()
	case "version":
		p.version()
	default:
		p.ErrorAt(here, rule, "", "found an unknown directive after '@'")
	}
	p.expect(".", rule)
	return true
}

func (p *parser) setBase() {
	p.space()
	p.base = strings.Clone(p.iriRef())
	p.known = recent.Map[string]{}
}

func (p *parser) version() {
	p.space()
	if p.Has(`"""`) || p.Has("'''") {
		p.Errorf("VersionSpecifier", "found a long string where a short one was expected")
	}
	p.Quoted()
}

func (p *parser) prefix() {
	const rule = "[5] prefixID"
	p.space()
	name := p.Prefix()
	if !p.Take(":") && p.ok() {
		p.Errorf(rule, "found %s where a prefix and ':' were expected", p.Found())
	}
	p.space()
	if iri := p.iriRef(); p.ok() {
		p.declare(strings.Clone(name), strings.Clone(iri))
	}
}

func (p *parser) declare(name, iri string) {
	if old, ok := p.prefixes[name]; ok && old != iri {
		p.known = recent.Map[string]{}
	}
	p.prefixes[name] = iri
	if len(p.prefixes) > p.maxNames {
		p.Limit("names", "[5] prefixID", "more prefixes than the limit of %d", p.maxNames)
	}
	if p.onPrefix != nil {
		p.onPrefix(rdf.Prefix{Name: name, IRI: iri})
	}
}

// block is a statement of TriG: a directive, a graph, or triples of the
// default graph.
func (p *parser) block() {
	switch {
	case p.directive():
	case p.keyword("GRAPH"):
		p.space()
		if !p.labelAhead() {
			p.Errorf("[2g] block", "found %s where the name of a graph was expected: an IRI or a blank node", p.Found())
		}
		name, _ := p.subject()
		p.wrappedGraph(name)
	case p.Peek() == '{':
		p.wrappedGraph(rdf.Term{})
	default:
		canName := p.labelAhead()
		s, complete := p.subject()
		if p.space(); canName && p.Peek() == '{' {
			p.wrappedGraph(s)
			return
		}
		p.triples(s, complete)
		p.expect(".", "[2g] block")
	}
}

// labelAhead reports whether what comes next can be the name of a graph.
func (p *parser) labelAhead() bool {
	return p.Peek() != '(' && !p.Has("<<") && (p.Peek() != '[' || p.anonAhead())
}

// wrappedGraph reads the triples between braces.
func (p *parser) wrappedGraph(name rdf.Term) {
	const rule = "[5g] wrappedGraph"
	p.expect("{", rule)
	p.graph = name
	for p.space(); p.ok() && p.Peek() != '}'; p.space() {
		s, complete := p.subject()
		p.triples(s, complete)
		if p.space(); !p.Take(".") {
			break
		}
	}
	p.expect("}", rule)
	p.graph = rdf.Term{}
}
