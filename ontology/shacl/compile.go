package shacl

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/expr"
)

// Shapes are a shapes graph that has been compiled. They may be used by several
// goroutines.
type Shapes struct {
	shapes          []*shape // in the order in which the graph tells of them
	usesShapesGraph bool
	hierarchy       *hierarchy
}

// maxShapeErrors is how many errors of a shapes graph are told.
const maxShapeErrors = 20

// maxNesting is how deep shapes may nest.
const maxNesting = 1000

// Compile reads a shapes graph: the triples of all graphs of a document. Prefixes
// that are known to it are so to queries that declare none of the name. Errors:
// those of reading it, and *ShapeError joined for each of the first things that are
// ill-formed, shapes that refer to themselves among them.
//
// Spec: SHACL §2 Shapes and Constraints, §4 Core Constraint Components, §5 and §6
// SPARQL. SHACL leaves recursive shapes undefined (§3.4.3).
func Compile(quads iter.Seq2[rdf.Quad, error], known ...rdf.Prefix) (*Shapes, error) {
	src, err := read(quads)
	if err != nil {
		return nil, err
	}
	c := &compiler{source: src, shapes: map[rdf.Term]*shape{}, parameters: map[string]bool{}, known: known}
	for _, p := range c.core() {
		c.parameters[Namespace+p.name] = true
	}
	c.parameters[dashHasValueIn] = true
	c.readComponents()
	for _, node := range src.subjects {
		for _, regime := range src.objects(node, Namespace+"entailment") {
			c.fail(node, Namespace+"entailment", "%v is not supported: the data is validated as it stands", regime)
		}
		if c.isShape(node) {
			c.shape(node)
		}
	}
	for done := 0; done < len(c.order) && len(c.errs) < maxShapeErrors; done++ {
		c.fill(c.order[done])
	}
	if len(c.errs) == 0 {
		c.siblings()
		c.refuseRecursion()
	}
	if len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	return &Shapes{c.order, c.usesShapesGraph, src.hierarchy()}, nil
}

// A compiler makes shapes of a source.
type compiler struct {
	*source
	known      []rdf.Prefix // of queries
	components []*component
	parameters map[string]bool // IRIs of what makes a node a shape
	shapes     map[rdf.Term]*shape
	order      []*shape
	errs       []error

	usesShapesGraph bool
}

// fail records what is wrong with a property of a node.
func (c *compiler) fail(node rdf.Term, property, format string, args ...any) {
	for i, arg := range args {
		if t, ok := arg.(rdf.Term); ok {
			args[i] = words(t)
		}
	}
	if len(c.errs) < maxShapeErrors {
		c.errs = append(c.errs, &ShapeError{Shape: node, Property: property, Msg: fmt.Sprintf(format, args...)})
	}
}

// shape returns the shape of a node, which is filled later.
func (c *compiler) shape(node rdf.Term) *shape {
	if s := c.shapes[node]; s != nil {
		return s
	}
	s := &shape{node: node, position: len(c.order)}
	c.shapes[node] = s
	c.order = append(c.order, s)
	return s
}

var targetProperties = []string{Namespace + "targetClass", Namespace + "targetNode", Namespace + "targetSubjectsOf", Namespace + "targetObjectsOf", Namespace + "target", rdf4jTargetShape}

// isShape reports whether a node is a shape by its type, its targets or its
// parameters; others are because shapes refer to them.
func (c *compiler) isShape(node rdf.Term) bool {
	if c.isA(node, Namespace+"NodeShape") || c.isA(node, Namespace+"PropertyShape") {
		return true
	}
	for _, property := range targetProperties {
		if c.has(node, property) {
			return true
		}
	}
	return slices.ContainsFunc(c.about[node], func(t rdf.Triple) bool { return c.parameters[t.P.Value()] })
}

// fill reads what a shape says.
func (c *compiler) fill(s *shape) {
	switch {
	case s.node.IsLiteral():
		c.fail(s.node, "", "a literal is no shape")
		return
	case len(c.about[s.node]) == 0:
		return // without constraints
	}
	c.readPath(s)
	s.severity = Violation
	if t, ok := c.one(s.node, Namespace+"severity"); ok {
		if s.severity = t; !t.IsIRI() {
			c.fail(s.node, Namespace+"severity", "%v is no IRI", t)
		}
	}
	s.messages = c.messages(s.node)
	s.deactivated = c.boolean(s.node, Namespace+"deactivated")
	c.readTargets(s)
	c.readConstraints(s)
	c.readExtensions(s)
	s.wide = len(atFocus(s)) >= wide
}

// readPath reads the path of a property shape.
func (c *compiler) readPath(s *shape) {
	if c.isA(s.node, Namespace+"PropertyShape") && !c.has(s.node, Namespace+"path") {
		c.fail(s.node, Namespace+"path", "a property shape has one")
	}
	node, ok := c.one(s.node, Namespace+"path")
	if !ok {
		return
	}
	if c.isA(s.node, Namespace+"NodeShape") {
		c.fail(s.node, Namespace+"path", "a node shape has none")
	}
	p, err := c.path(node)
	if err != nil {
		c.fail(s.node, Namespace+"path", "%v", err)
	}
	s.path = &p
}

// readTargets reads where a shape applies, as a class too.
func (c *compiler) readTargets(s *shape) {
	for i, property := range targetProperties {
		for _, t := range c.objects(s.node, property) {
			if (t.IsLiteral() && i != 1) || (t.IsBlank() && i < 4) {
				c.fail(s.node, property, "%v cannot be one", t)
				continue
			}
			switch i {
			case 0:
				s.targets = append(s.targets, targetClass{t})
			case 1:
				s.targets = append(s.targets, targetNode{t})
			case 2:
				s.targets = append(s.targets, targetSubjectsOf{t})
			case 3:
				s.targets = append(s.targets, targetObjectsOf{t})
			case 4:
				c.readTarget(s, t)
			}
		}
	}
	if s.node.IsIRI() && (c.isA(s.node, rdfsClass) || c.isA(s.node, owlClass)) {
		s.targets = append(s.targets, targetClass{s.node})
	}
}

// one returns the value of a property that a node may have once.
func (c *compiler) one(node rdf.Term, property string) (value rdf.Term, ok bool) {
	values := c.objects(node, property)
	if len(values) > 1 {
		c.fail(node, property, "there is one at most, not %d", len(values))
	}
	if len(values) == 0 {
		return value, false
	}
	return values[0], true
}

// boolean returns the value of a flag. "1" is not set, as the suite of W3C has it.
func (c *compiler) boolean(node rdf.Term, property string) bool {
	t, ok := c.one(node, property)
	if ok && (t.Datatype() != xsdBoolean || expr.IllTyped(t)) {
		c.fail(node, property, "%v is no xsd:boolean", t)
	}
	return ok && t.Value() == "true"
}

// messages returns the values of sh:message.
func (c *compiler) messages(node rdf.Term) []rdf.Term {
	all := c.objects(node, Namespace+"message")
	for _, m := range all {
		if !m.IsString() && m.Datatype() != rdfLangString {
			c.fail(node, Namespace+"message", "%v is neither an xsd:string nor has it a language", m)
		}
	}
	return all
}

// members returns a list that is the value of a property.
func (c *compiler) members(node rdf.Term, property string, head rdf.Term) []rdf.Term {
	members, err := c.list(head)
	if err != nil {
		c.fail(node, property, "%v", err)
	}
	return members
}

// refuseRecursion looks for shapes that refer to themselves, and for how deep
// shapes nest.
func (c *compiler) refuseRecursion() {
	users, depth := make([]int, len(c.order)), make([]int, len(c.order))
	for _, s := range c.order {
		for _, n := range s.nested() {
			users[n.position]++
			n.users++
		}
	}
	var next []*shape
	for _, s := range c.order {
		if users[s.position] == 0 {
			next = append(next, s)
		}
	}
	for len(next) > 0 {
		s := next[len(next)-1]
		next = next[:len(next)-1]
		if depth[s.position] > maxNesting {
			c.fail(s.node, "", "it is nested deeper than %d shapes", maxNesting)
		}
		for _, n := range s.nested() {
			depth[n.position] = max(depth[n.position], depth[s.position]+1)
			if users[n.position]--; users[n.position] == 0 {
				next = append(next, n)
			}
		}
	}
	c.refuseCycle(users)
}

// refuseCycle tells of a cycle among the shapes that still have users, all of which
// come after one.
func (c *compiler) refuseCycle(users []int) {
	user := map[*shape]*shape{}
	var at *shape
	for _, s := range c.order {
		if users[s.position] == 0 {
			continue
		}
		for _, n := range s.nested() {
			user[n], at = s, n
		}
	}
	var cycle []string
	for seen := map[*shape]int{}; at != nil; at = user[at] {
		if first, again := seen[at]; again {
			slices.Reverse(cycle)
			c.fail(at.node, "", "the shape is recursive, which has no meaning in SHACL: it refers to %s", strings.Join(cycle[:len(cycle)-first], ", which refers to "))
			return
		}
		seen[at] = len(cycle)
		if at = user[at]; at == nil {
			return
		}
		cycle = append(cycle, words(at.node))
	}
}
