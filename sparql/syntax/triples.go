package syntax

import (
	"strconv"
	"strings"

	"w3id.org/plenary/rdf"
)

const rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

// triples reads triple patterns, or data.
type triples struct {
	*parser
	kind     triplesKind
	patterns []Triple
}

// triplesKind says where triples stand, and so what they may contain.
type triplesKind uint8

const (
	inPattern  triplesKind = iota
	inTemplate             // no paths
	inDelete               // no blank nodes either
	inData                 // no variables or paths
	inDeleteData
)

func (k triplesKind) variables() bool { return k != inData && k != inDeleteData }

func (k triplesKind) blanks() bool { return k != inDelete && k != inDeleteData }

// labels keeps blank node labels to the part of a text where they mean one node.
type labels struct {
	scope, last int
	scopeOf     map[string]int // those of patterns, or of the template that is read
	data        map[string]int // those of all INSERT DATA
	prefix      string         // of generated labels
}

// in begins a template or data, whose labels are apart from those of patterns. It
// returns how it ends.
func (l *labels) in(kind triplesKind) (end func()) {
	outside := l.scopeOf
	l.newScope()
	if l.scopeOf = nil; kind == inData {
		if l.data == nil {
			l.data = map[string]int{}
		}
		l.scopeOf = l.data
	}
	return func() { l.scopeOf = outside }
}

// newScope begins a part with labels of its own.
func (l *labels) newScope() {
	l.last++
	l.scope = l.last
}

// block reads [56] TriplesBlock or [53] TriplesTemplate.
func (t *triples) block() {
	for t.ok() && t.startsNode() {
		t.sameSubject()
		if !t.take(".") {
			return
		}
	}
}

func (t *triples) add(s, p, o Node) { t.patterns = append(t.patterns, Triple{S: s, P: p, O: o}) }

// startsNode reports whether a subject is next.
func (p *parser) startsNode() bool {
	switch p.tok.kind {
	case iriToken, nameToken, blankToken, varToken:
		return true
	}
	return p.isLiteral() || p.is("[") || p.is("(") || p.is("<<") || p.is("<<(")
}

// sameSubject reads [81] TriplesSameSubjectPath.
func (t *triples) sameSubject() {
	before := len(t.patterns)
	complete := t.is("<<") // may stand alone
	s := t.graphNode()
	if t.ok() && !complete && len(t.patterns) == before || t.startsVerb() {
		t.propertyList(s)
	}
}

func (t *triples) startsVerb() bool {
	return t.isIRI() || t.tok.kind == varToken || t.isA() || t.is("^") || t.is("!") || t.is("(")
}

func (p *parser) isA() bool { return p.tok.kind == wordToken && p.tok.text == "a" }

// propertyList reads [84] PropertyListPathNotEmpty.
func (t *triples) propertyList(s Node) {
	for {
		t.objectList(s, t.verb())
		if !t.is(";") {
			return
		}
		for t.take(";") {
		}
		if !t.startsVerb() {
			return
		}
	}
}

// A verb is a predicate or a path.
type verb struct {
	node Node
	path Path
}

// verb reads [85] VerbPath or [86] VerbSimple.
func (t *triples) verb() verb {
	at := t.tok.at
	switch {
	case t.tok.kind == varToken:
		return verb{node: t.variable()}
	case t.kind != inPattern:
		return verb{node: t.predicate()}
	case !t.startsVerb():
		t.expected("[85] VerbPath", "a predicate or a path")
		return verb{}
	}
	path := t.path()
	if iri, ok := path.(PathIRI); ok {
		return verb{node: Node{Kind: TermNode, Term: rdf.IRI(iri.IRI), At: at}}
	}
	return verb{path: path}
}

// predicate reads [78] Verb.
func (t *triples) predicate() Node {
	at := t.tok.at
	switch {
	case t.tok.kind == varToken:
		return t.variable()
	case t.isA():
		t.next()
		return Node{Kind: TermNode, Term: rdf.IRI(rdfNS + "type"), At: at}
	}
	return Node{Kind: TermNode, Term: rdf.IRI(t.iri("a predicate")), At: at}
}

// objectList reads [87] ObjectListPath.
func (t *triples) objectList(s Node, v verb) {
	for {
		at := len(t.patterns)
		o := t.graphNode()
		if !t.ok() {
			return
		}
		// The triple stands before those that its object needs.
		t.patterns = append(t.patterns[:at], append([]Triple{{S: s, P: v.node, Path: v.path, O: o}}, t.patterns[at:]...)...)
		t.annotations(Triple{S: s, P: v.node, O: o}, v.path != nil)
		if !t.take(",") {
			return
		}
	}
}

// annotations reads [110] AnnotationPath.
func (t *triples) annotations(about Triple, path bool) {
	var reifier *Node
	for t.ok() && (t.is("~") || t.is("{|")) {
		if path {
			t.failf(t.tok.at, "[110] AnnotationPath", "", "a path cannot be annotated, only a predicate can")
			return
		}
		if t.is("~") {
			r := t.reifier()
			reifier = &r
			t.reifies(r, about)
			continue
		}
		if reifier == nil {
			r := t.blank()
			reifier = &r
			t.reifies(r, about)
		}
		t.want("{|", "[112] AnnotationBlockPath")
		if t.enter() {
			t.propertyList(*reifier)
		}
		t.leave()
		t.want("|}", "[112] AnnotationBlockPath")
		reifier = nil
	}
}

func (t *triples) reifies(reifier Node, about Triple) {
	t.add(reifier, Node{Kind: TermNode, Term: rdf.IRI(rdfNS + "reifies"), At: reifier.At}, tripleTerm(about, reifier.At))
}

// tripleTerm returns the node of a triple, a term where the triple has no
// variables and is one that data may have.
func tripleTerm(t Triple, at int) Node {
	if t.S.Term.IsIRI() && t.P.Kind == TermNode && t.O.Kind == TermNode {
		return Node{Kind: TermNode, Term: rdf.TripleTerm(rdf.Triple{S: t.S.Term, P: t.P.Term, O: t.O.Term}), At: at}
	}
	return Node{Kind: TripleNode, Triple: &t, At: at}
}

// reifier reads [69] Reifier.
func (t *triples) reifier() Node {
	t.want("~", "[69] Reifier")
	if t.tok.kind == varToken || t.isIRI() || t.tok.kind == blankToken || t.is("[") && t.peek().text == "]" {
		return t.node(false)
	}
	return t.blank()
}

// graphNode reads [105] GraphNodePath.
func (t *triples) graphNode() Node {
	defer t.leave()
	if !t.enter() {
		return Node{}
	}
	switch {
	case t.is("["):
		if t.peek().text != "]" {
			return t.blankProperties()
		}
	case t.is("("):
		return t.collection()
	case t.is("<<"):
		return t.reified()
	}
	return t.node(true)
}

// node reads what is neither a list nor has properties of its own. Literals
// can be refused.
func (t *triples) node(literals bool) Node {
	at := t.tok.at
	switch {
	case t.tok.kind == varToken:
		return t.variable()
	case t.tok.kind == blankToken:
		return t.labelled()
	case t.take("["):
		t.want("]", "[146] ANON")
		return t.blankAt(at)
	case t.is("<<("):
		return t.tripleTerm()
	case literals && t.isLiteral():
		return Node{Kind: TermNode, Term: t.literal(), At: at}
	}
	return Node{Kind: TermNode, Term: rdf.IRI(t.iri("a term or variable")), At: at}
}

func (t *triples) variable() Node {
	tok := t.next()
	if !t.kind.variables() {
		t.failf(tok.at, "[52] Quads", "", "found variable %s where only data may stand", tok.text)
	}
	return Node{Kind: VarNode, Name: tok.text[1:], At: tok.at}
}

func (t *triples) labelled() Node {
	tok := t.next()
	label := tok.text[2:]
	if t.kind.blanks() {
		t.scoped(label, tok.at)
	}
	return t.blankNode(label, tok.at)
}

// scoped checks that a label has been used in the current scope alone.
func (p *parser) scoped(label string, at int) {
	if p.labels.scopeOf == nil {
		p.labels.scopeOf = map[string]int{}
	}
	scope, used := p.labels.scopeOf[label]
	if used && scope != p.labels.scope {
		p.failf(at, "§19.6", "", "the label _:%s is used in two parts of the text that share no blank nodes", label)
	}
	p.labels.scopeOf[label] = p.labels.scope
}

func (t *triples) blank() Node { return t.blankAt(t.tok.at) }

// blankAt returns a blank node that no other place means.
func (t *triples) blankAt(at int) Node {
	if t.labels.prefix == "" {
		t.labels.prefix = "b"
		for strings.Contains(t.text, "_:"+t.labels.prefix) {
			t.labels.prefix += "b"
		}
	}
	t.fresh++
	return t.blankNode(t.labels.prefix+strconv.Itoa(t.fresh), at)
}

func (t *triples) blankNode(label string, at int) Node {
	if !t.kind.blanks() {
		t.failf(at, "§19.8 note 7", "use a variable", "a blank node cannot stand in what is deleted")
	}
	return Node{Kind: BlankNode, Name: label, At: at}
}

// blankProperties reads [101] BlankNodePropertyListPath.
func (t *triples) blankProperties() Node {
	s := t.blank()
	t.want("[", "[101] BlankNodePropertyListPath")
	t.propertyList(s)
	t.want("]", "[101] BlankNodePropertyListPath")
	return s
}

// collection reads [103] CollectionPath.
func (t *triples) collection() Node {
	first, rest := Node{Kind: TermNode, Term: rdf.IRI(rdfNS + "first")}, Node{Kind: TermNode, Term: rdf.IRI(rdfNS + "rest")}
	last := Node{Kind: TermNode, Term: rdf.IRI(rdfNS + "nil"), At: t.tok.at}
	t.want("(", "[103] CollectionPath")
	if t.take(")") {
		return last
	}
	head := t.blank()
	for cell := head; t.ok(); {
		first.At, rest.At = t.tok.at, t.tok.at
		at := len(t.patterns)
		item := t.graphNode()
		t.patterns = append(t.patterns[:at], append([]Triple{{S: cell, P: first, O: item}}, t.patterns[at:]...)...)
		if t.take(")") {
			t.add(cell, rest, last)
			break
		}
		next := t.blank()
		t.add(cell, rest, next)
		cell = next
	}
	return head
}

// reified reads [70] ReifiedTriple and returns its reifier.
func (t *triples) reified() Node {
	t.want("<<", "[70] ReifiedTriple")
	about := Triple{S: t.reifiedPart(), P: t.predicate(), O: t.reifiedPart()}
	var reifier Node
	if t.is("~") {
		reifier = t.reifier()
	} else {
		reifier = t.blank()
	}
	t.want(">>", "[70] ReifiedTriple")
	if t.ok() {
		t.reifies(reifier, about)
	}
	return reifier
}

// reifiedPart reads [71] ReifiedTripleSubject or [72] ReifiedTripleObject.
func (t *triples) reifiedPart() Node {
	if t.is("(") || t.is("[") && t.peek().text != "]" {
		t.expected("[71] ReifiedTripleSubject", "a term or variable")
		return Node{}
	}
	return t.graphNode()
}

// tripleTerm reads [73] TripleTerm.
func (t *triples) tripleTerm() Node {
	defer t.leave()
	if !t.enter() {
		return Node{}
	}
	at := t.tok.at
	t.want("<<(", "[73] TripleTerm")
	about := Triple{S: t.node(true), P: t.predicate(), O: t.node(true)}
	t.want(")>>", "[73] TripleTerm")
	if !t.ok() {
		return Node{}
	}
	if !t.kind.variables() && about.S.Kind != BlankNode && !about.S.Term.IsIRI() {
		t.failf(about.S.At, "[67] TripleTermDataSubject", "", "the subject of a triple term in data is an IRI or a blank node")
	}
	return tripleTerm(about, at)
}
