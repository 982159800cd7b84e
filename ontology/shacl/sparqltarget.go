package shacl

import (
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// A sparqlTarget selects what a query binds a variable to.
//
// Spec: SHACL Advanced Features §3.1 SPARQL-based Targets, §3.2 Target Types.
type sparqlTarget struct {
	query  *query
	values map[string]rdf.Term // of the parameters of its type

	variable string
}

// readTarget reads a value of sh:target.
func (c *compiler) readTarget(s *shape, node rdf.Term) {
	if c.isA(node, dashAllSubjects) || c.isA(node, dashAllObjects) {
		s.targets = append(s.targets, targetAll{objects: c.isA(node, dashAllObjects)})
		return
	}
	t := sparqlTarget{values: map[string]rdf.Term{}}
	text, ok := c.one(node, Namespace+"select")
	for _, kind := range c.objects(node, rdfType) {
		if ok {
			break
		}
		if text, ok = c.one(kind, Namespace+"select"); ok {
			t.values = c.targetArguments(kind, node)
			node = kind
		}
	}
	if !ok {
		c.fail(s.node, Namespace+"target", "%v has no sh:select, nor has its type", node)
		return
	}
	if t.query = c.query(node, "select", text, syntax.Select, nil, &preBinding{}); t.query == nil {
		return
	}
	if t.variable, ok = targetVariable(t.query.algebra.Vars); !ok {
		c.fail(node, Namespace+"select", "the query of a target selects ?this")
	}
	s.targets = append(s.targets, t)
}

// targetVariable returns which variable has the focus nodes: ?this, or else the only
// one that there is.
func targetVariable(vars []string) (name string, ok bool) {
	if slices.Contains(vars, "this") {
		return "this", true
	}
	return strings.Join(vars, " "), len(vars) == 1
}

// targetArguments returns the values that a target has for the parameters of its
// type.
func (c *compiler) targetArguments(kind, node rdf.Term) map[string]rdf.Term {
	values := map[string]rdf.Term{}
	for _, p := range c.objects(kind, Namespace+"parameter") {
		path, _ := c.one(p, Namespace+"path")
		if value, ok := c.one(node, path.Value()); ok {
			values[localName(path.Value())] = value
		}
	}
	return values
}

func (t sparqlTarget) nodes(e *evaluation, yield func(graph.ID)) error {
	return e.rows(t.query, t.values, func(solution map[string]rdf.Term) error {
		if this := solution[t.variable]; !this.IsZero() {
			yield(e.id(this))
		}
		return nil
	})
}

func (t sparqlTarget) selects(e *evaluation, node graph.ID) (found bool, err error) {
	want := e.term(node)
	err = e.rows(t.query, t.values, func(solution map[string]rdf.Term) error {
		found = found || solution[t.variable] == want
		return nil
	})
	return found, err
}
