package shacl

import (
	"fmt"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/expr"
)

// A test is a condition on single value nodes.
type test interface {
	holds(e *evaluation, v graph.ID) (bool, error)
	// message says what is wrong with a value for which it does not hold.
	message() string
}

// An each is the constraint that a test holds for each value node.
type each struct {
	named
	test
}

func (c each) check(e *evaluation, at site) error {
	for _, v := range at.values {
		ok, err := c.holds(e, v)
		if err == nil && !ok {
			err = e.report(at, c, v, c.message())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// shapes returns those that the test refers to.
func (c each) shapes() []*shape {
	if r, ok := c.test.(referring); ok {
		return r.shapes()
	}
	return nil
}

// isClass tells instances of a class.
//
// Spec: SHACL §4.1.1 sh:class.
type isClass struct{ class rdf.Term }

func (c *compiler) readClass(s *shape, value rdf.Term) constraint {
	c.iri(s, "class", value)
	return each{"Class", &isClass{value}}
}

func (t *isClass) holds(e *evaluation, v graph.ID) (bool, error) {
	key := member{t, v}
	if known, ok := e.members[key]; ok {
		return known, nil
	}
	is, err := e.instance(v, t.class)
	if e.members == nil || len(e.members) >= maxMemo {
		e.members = map[member]bool{}
	}
	e.members[key] = is
	return is, err
}

func (t *isClass) message() string { return "is no instance of " + curie(t.class.Value()) }

// hasDatatype tells literals of a datatype that are within its lexical space.
//
// Spec: SHACL §4.1.2 sh:datatype.
type hasDatatype struct{ datatype string }

func (c *compiler) readDatatype(s *shape, value rdf.Term) constraint {
	c.iri(s, "datatype", value)
	return each{"Datatype", hasDatatype{value.Value()}}
}

var inlineDatatypes = map[graph.Inline]string{
	graph.Boolean: xsdBoolean, graph.Integer: xsdInteger, graph.Decimal: xsdNS + "decimal", graph.Double: xsdNS + "double",
	graph.Date: xsdNS + "date", graph.DateTime: xsdNS + "dateTime", graph.Year: xsdNS + "gYear",
}

func (t hasDatatype) holds(e *evaluation, v graph.ID) (bool, error) {
	if e.kind(v) != rdf.LiteralKind {
		return false, nil
	}
	if in := v.Inline(); in != graph.NotInline {
		return inlineDatatypes[in] == t.datatype, nil
	}
	term := e.term(v)
	return term.Datatype() == t.datatype && !expr.IllTyped(term), nil
}

func (t hasDatatype) message() string { return "is no literal of " + curie(t.datatype) }

// hasNodeKind tells terms of some kinds.
//
// Spec: SHACL §4.1.3 sh:nodeKind.
type hasNodeKind struct {
	kinds []rdf.Kind
	name  string
}

var nodeKinds = map[string][]rdf.Kind{
	"BlankNode": {rdf.BlankNodeKind}, "IRI": {rdf.IRIKind}, "Literal": {rdf.LiteralKind},
	"BlankNodeOrIRI": {rdf.BlankNodeKind, rdf.IRIKind}, "BlankNodeOrLiteral": {rdf.BlankNodeKind, rdf.LiteralKind}, "IRIOrLiteral": {rdf.IRIKind, rdf.LiteralKind},
}

func (c *compiler) readNodeKind(s *shape, value rdf.Term) constraint {
	name, _ := strings.CutPrefix(value.Value(), Namespace)
	kinds := nodeKinds[name]
	if kinds == nil || !value.IsIRI() {
		c.fail(s.node, Namespace+"nodeKind", "%v is none of the six kinds", value)
	}
	return each{"NodeKind", hasNodeKind{kinds, name}}
}

func (t hasNodeKind) holds(e *evaluation, v graph.ID) (bool, error) {
	return slices.Contains(t.kinds, e.kind(v)), nil
}

func (t hasNodeKind) message() string { return "is not of the kind sh:" + t.name }

// isIn tells the members of a list.
//
// Spec: SHACL §4.8.3 sh:in.
type isIn struct {
	terms map[rdf.Term]bool
	list  []rdf.Term
}

func (c *compiler) readIn(s *shape, value rdf.Term) constraint {
	t := isIn{map[rdf.Term]bool{}, c.members(s.node, Namespace+"in", value)}
	for _, member := range t.list {
		t.terms[member] = true
	}
	return each{"In", t}
}

func (t isIn) holds(e *evaluation, v graph.ID) (bool, error) { return t.terms[e.term(v)], nil }

func (t isIn) message() string { return "is none of " + some(t.list) }

// some prints the first terms of a list.
func some(list []rdf.Term) string {
	const shown = 8
	var parts []string
	for _, t := range list[:min(len(list), shown)] {
		parts = append(parts, words(t))
	}
	if len(list) > shown {
		parts = append(parts, fmt.Sprintf("and %d more", len(list)-shown))
	}
	return strings.Join(parts, ", ")
}
