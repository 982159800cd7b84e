package processor

import (
	"context"
	"errors"
	"iter"
	"strconv"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/pname"
)

const (
	xsdNS  = "http://www.w3.org/2001/XMLSchema#"
	rdfNS  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	i18nNS = "https://www.w3.org/ns/i18n#"
)

// errStopped ends the walk when the caller wants no more.
var errStopped = errors.New("stopped")

// ToRDF yields the quads of a document. Input is as for Expand. Blank nodes
// keep their labels, with the prefix of the options; what has none, or one that
// RDF syntaxes cannot write, gets one that the document does not use.
//
// Order: that of the document; what is nested comes before what refers to it.
// A quad that the document says twice is yielded twice.
//
// Errors: *Error, and those of ctx. What has no well-formed IRI or language tag
// is left out, which Options.Strict and LeftOut are for.
//
// Spec: JSON-LD 1.1 API §8.1.
func ToRDF(ctx context.Context, input any, o Options) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		expanded, err := Expand(ctx, input, o)
		if err != nil {
			yield(rdf.Quad{}, err)
			return
		}
		t := &toRDF{opts: o, yield: yield, used: make(map[string]bool), renamed: make(map[string]string), indexes: make(map[string]any)}
		t.collect(expanded)
		t.items(expanded, rdf.Term{})
		if t.err != nil && !errors.Is(t.err, errStopped) {
			yield(rdf.Quad{}, t.err)
		}
	}
}

// toRDF walks an expanded document and yields its quads.
type toRDF struct {
	opts    Options
	yield   func(rdf.Quad, error) bool
	checker rdf.Checker
	good    rdf.Term          // an IRI that is well-formed
	used    map[string]bool   // labels of the document
	renamed map[string]string // labels that no syntax could write
	indexes map[string]any    // of nodes, which have one each
	at      *ojson.Object     // the node at hand
	fresh   int
	err     error
}

// collect notes the blank node labels of a value.
func (t *toRDF) collect(v any) {
	switch v := v.(type) {
	case string:
		if label, ok := strings.CutPrefix(v, "_:"); ok {
			t.used[label] = true
		}
	case []any:
		for _, x := range v {
			t.collect(x)
		}
	case *ojson.Object:
		for key, x := range v.All() {
			t.collect(key)
			t.collect(x)
		}
	}
}

// newBlank returns a blank node that the document does not have.
func (t *toRDF) newBlank() rdf.Term { return rdf.BlankNode(t.opts.BlankPrefix + t.freshLabel()) }

func (t *toRDF) freshLabel() string {
	for {
		label := "b" + strconv.Itoa(t.fresh)
		t.fresh++
		if !t.used[label] {
			return label
		}
	}
}

// fail ends the walk with an error at the node at hand.
func (t *toRDF) fail(err error) {
	if t.err == nil {
		t.err = located(err, t.at)
	}
}

func (t *toRDF) emit(q rdf.Quad) {
	if t.err != nil || q.O.IsZero() {
		return
	}
	if q.P.IsBlank() { // no RDF syntax could write it
		if t.opts.GeneralizedRDF && !t.yield(q, nil) {
			t.err = errStopped
		}
		return
	}
	err := t.checker.Check(&q)
	switch {
	case err != nil && t.opts.Strict && relative(q):
		t.fail(&Error{Code: InvalidIRIMapping, Msg: err.Error(), Cause: err})
	case err != nil:
		t.leaveOut(err)
	case !t.opts.Strict && !t.wellFormed(q):
	case !t.yield(q, nil):
		t.err = errStopped
	}
}

// relative reports whether a quad has an IRI without a scheme.
func relative(q rdf.Quad) bool {
	for _, x := range [...]rdf.Term{q.S, q.P, q.O, q.G} {
		if x.IsIRI() && !rdf.IsAbsoluteIRI(x.Value()) {
			return true
		}
	}
	return false
}

// leaveOut tells of what RDF cannot have.
func (t *toRDF) leaveOut(err error) {
	if t.opts.LeftOut == nil {
		return
	}
	e := located(&Error{Code: InvalidIRIMapping, Msg: "left out: " + err.Error(), Cause: err}, t.at)
	if !t.opts.LeftOut(e) {
		t.fail(e)
	}
}

// wellFormed reports whether the IRIs of a quad are IRIs by RFC 3987.
func (t *toRDF) wellFormed(q rdf.Quad) bool {
	for _, x := range [...]rdf.Term{q.S, q.P, q.O, q.G} {
		if x.IsIRI() && x != t.good && rdf.CheckIRI(x.Value()) != nil {
			return false
		}
		if x.IsIRI() {
			t.good = x
		}
	}
	return true
}

// items walks node objects of a graph.
func (t *toRDF) items(v any, g rdf.Term) {
	for _, x := range asArray(v) {
		if n, ok := x.(*ojson.Object); ok && t.err == nil && isNode(n) {
			t.node(n, g)
		}
	}
}

// node yields what a node object says and returns its subject.
func (t *toRDF) node(n *ojson.Object, g rdf.Term) rdf.Term {
	outer := t.at
	t.at = n
	defer func() { t.at = outer }()
	id, named := n.Lookup("@id")
	if named && id == nil && n.Len() == 1 {
		return rdf.Term{}
	}
	s := t.newBlankOr(id)
	t.checkIndex(n, s, g)
	for key, v := range n.All() {
		switch {
		case key == "@type":
			for _, x := range asArray(v) {
				t.emit(rdf.Quad{S: s, P: nest.Type, O: t.newBlankOr(x), G: g})
			}
		case key == "@graph":
			t.items(v, s)
		case key == "@included":
			t.items(v, g)
		case key == "@reverse":
			t.reverse(v, s, g)
		case isKeyword(key):
		default:
			t.property(s, key, v, g)
		}
	}
	return s
}

// checkIndex refuses a node with two indexes, as flattening would.
func (t *toRDF) checkIndex(n *ojson.Object, s, g rdf.Term) {
	index, ok := n.Lookup("@index")
	if !ok {
		return
	}
	key := s.Value() + "\x00" + g.Value()
	if old, has := t.indexes[key]; has && !ojson.Equal(old, index) {
		t.fail(failure(ConflictingIndexes, "node %s has the indexes %s and %s", s.Value(), show(old), show(index)))
	}
	t.indexes[key] = index
}

func (t *toRDF) property(s rdf.Term, key string, v any, g rdf.Term) {
	p := rdf.IRI(key)
	if isBlankID(key) {
		p = t.newBlankOr(key)
	}
	for _, x := range asArray(v) {
		if t.err != nil {
			return
		}
		o := t.object(x, g)
		if !p.IsBlank() || t.opts.GeneralizedRDF {
			t.emit(rdf.Quad{S: s, P: p, O: o, G: g})
		}
	}
}

func (t *toRDF) reverse(v any, s, g rdf.Term) {
	m, _ := v.(*ojson.Object)
	for key, values := range m.All() {
		for _, x := range asArray(values) {
			o := t.object(x, g)
			if !isBlankID(key) {
				t.emit(rdf.Quad{S: o, P: rdf.IRI(key), O: s, G: g})
			}
		}
	}
}

// newBlankOr returns the node of an "@id", a new one without.
func (t *toRDF) newBlankOr(id any) rdf.Term {
	text, ok := id.(string)
	if !ok {
		return t.newBlank()
	}
	label, blank := strings.CutPrefix(text, "_:")
	if !blank {
		return rdf.IRI(text)
	}
	if !pname.IsLabel(label) {
		if t.renamed[label] == "" {
			t.renamed[label] = t.freshLabel()
		}
		label = t.renamed[label]
	}
	return rdf.BlankNode(t.opts.BlankPrefix + label)
}

// object returns the term of a value, list or node object, after yielding what
// is inside it.
func (t *toRDF) object(v any, g rdf.Term) rdf.Term {
	o, ok := v.(*ojson.Object)
	if !ok {
		return rdf.Term{}
	}
	if items, ok := o.Lookup("@list"); ok {
		return t.list(asArray(items), g)
	}
	if x, ok := o.Lookup("@value"); ok {
		return t.literal(o, x, g)
	}
	return t.node(o, g)
}

func (t *toRDF) list(items []any, g rdf.Term) rdf.Term {
	head := nest.Nil
	var cell rdf.Term
	for i, x := range items {
		next := t.newBlank()
		if i == 0 {
			head = next
		} else {
			t.emit(rdf.Quad{S: cell, P: nest.Rest, O: next, G: g})
		}
		cell = next
		t.emit(rdf.Quad{S: cell, P: nest.First, O: t.object(x, g), G: g})
	}
	if len(items) > 0 {
		t.emit(rdf.Quad{S: cell, P: nest.Rest, O: nest.Nil, G: g})
	}
	return head
}
