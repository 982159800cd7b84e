package shacl

import (
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// A component is a SPARQL-based constraint component that the shapes graph defines.
//
// Spec: SHACL §6 SPARQL-based Constraint Components.
type component struct {
	node       rdf.Term
	parameters []customParameter
}

type customParameter struct {
	iri, name string
	optional  bool
}

// readComponents reads the components that the shapes graph defines.
func (c *compiler) readComponents() {
	for _, node := range c.subjects {
		if !c.isA(node, Namespace+"ConstraintComponent") || !c.has(node, Namespace+"parameter") {
			continue
		}
		k := &component{node: node}
		for _, p := range c.objects(node, Namespace+"parameter") {
			path, ok := c.one(p, Namespace+"path")
			if !ok || !path.IsIRI() {
				c.fail(p, Namespace+"path", "a parameter has an IRI")
				continue
			}
			k.parameters = append(k.parameters, customParameter{path.Value(), localName(path.Value()), c.boolean(p, Namespace+"optional")})
		}
		if strings.HasPrefix(node.Value(), Namespace) {
			continue // the vocabulary of SHACL describes its own
		}
		c.components = append(c.components, k)
		for _, p := range k.parameters {
			c.parameters[p.iri] = true
		}
	}
}

// localName returns what an IRI ends in.
//
// Spec: SHACL §6.2.1 Parameter Declarations.
func localName(iri string) string { return iri[strings.LastIndexAny(iri, "#/:")+1:] }

// A customConstraint is a constraint of a component with values for its parameters.
type customConstraint struct {
	of       *component
	values   map[string]rdf.Term
	query    *query
	messages []rdf.Term
}

// readCustom reads the constraints of a shape that are of defined components.
func (c *compiler) readCustom(s *shape) {
	for _, k := range c.components {
		for _, values := range c.arguments(s, k) {
			if constraint := c.validator(s, k, values); constraint != nil {
				s.constraints = append(s.constraints, constraint)
			}
		}
	}
}

// arguments returns the values that a shape has for the parameters of a component,
// for each of its constraints.
func (c *compiler) arguments(s *shape, k *component) (all []map[string]rdf.Term) {
	all = []map[string]rdf.Term{{}}
	for _, p := range k.parameters {
		values := c.objects(s.node, p.iri)
		switch {
		case len(values) == 0 && !p.optional:
			return nil
		case len(values) > 1 && len(k.parameters) > 1:
			c.fail(s.node, p.iri, "with other parameters of %v there is one at most, not %d", k.node, len(values))
			return nil
		case len(values) > 1:
			all = nil
			for _, v := range values {
				all = append(all, map[string]rdf.Term{p.name: v})
			}
		case len(values) == 1:
			all[0][p.name] = values[0]
		}
	}
	if len(all) == 1 && len(all[0]) == 0 {
		return nil
	}
	return all
}

// validator returns the constraint with the validator that suits the shape, nil
// without one.
//
// Spec: SHACL §6.2.3 Validators.
func (c *compiler) validator(s *shape, k *component, values map[string]rdf.Term) constraint {
	special := "nodeValidator"
	if s.path != nil {
		special = "propertyValidator"
	}
	out := &customConstraint{of: k, values: values}
	bound := []string{"this", "currentShape", "shapesGraph"}
	selected := []string{}
	for _, p := range k.parameters {
		bound = append(bound, p.name)
		if _, given := values[p.name]; given {
			selected = append(selected, p.name)
		}
	}
	if all := c.objects(k.node, Namespace+special); len(all) > 0 {
		out.query = c.selection(all[0], s, bound, append(selected, "this"))
		out.messages = c.messages(all[0])
	} else if all := c.objects(k.node, Namespace+"validator"); len(all) > 0 {
		text, _ := c.one(all[0], Namespace+"ask")
		out.query = c.query(all[0], "ask", text, syntax.Ask, s, &preBinding{bound: append(bound, "value"), selected: append(selected, "value")})
		out.messages = c.messages(all[0])
	}
	if out.query == nil {
		return nil
	}
	return out
}

func (k *customConstraint) component() rdf.Term { return k.of.node }

func (k *customConstraint) check(e *evaluation, at site) error {
	template := Result{Component: k.of.node, Messages: at.shape.messages}
	if len(template.Messages) == 0 {
		template.Messages = k.messages
	}
	if k.query.algebra.Form == syntax.Select {
		return e.solutions(k.query, at, k.values, template)
	}
	for _, v := range at.values {
		ok, err := e.asks(k.query, at, v, k.values)
		if err == nil && !ok {
			r := template
			solution := map[string]rdf.Term{"this": e.term(at.focus), "value": e.term(v)}
			for name, t := range k.values {
				solution[name] = t
			}
			err = e.solution(k.query, at, solution, r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
