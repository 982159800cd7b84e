package shacl

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/syntax"
)

// A sparqlConstraint is a query whose solutions are what is wrong.
//
// Spec: SHACL §5 SPARQL-based Constraints.
type sparqlConstraint struct {
	named
	node     rdf.Term
	query    *query
	messages []rdf.Term
}

func (c *compiler) readSPARQL(s *shape, node rdf.Term) constraint {
	if c.boolean(node, Namespace+"deactivated") {
		return nil
	}
	q := c.selection(node, s, []string{"this", "currentShape", "shapesGraph"}, []string{"this"})
	if q == nil {
		return nil
	}
	return sparqlConstraint{"SPARQL", node, q, c.messages(node)}
}

func (k sparqlConstraint) check(e *evaluation, at site) error {
	template := Result{Component: k.component(), Constraint: k.node, Messages: k.messages}
	if len(template.Messages) == 0 {
		template.Messages = at.shape.messages
	}
	known, ok := e.answered(k.query, at.focus)
	if !ok {
		return e.solutions(k.query, at, nil, template)
	}
	for _, solution := range known {
		if err := e.solution(k.query, at, solution, template); err != nil {
			return err
		}
	}
	return nil
}

// A query is one of a constraint, a validator or a target.
type query struct {
	algebra     *algebra.Query
	node        rdf.Term
	shapesGraph bool    // it uses $shapesGraph
	matches     []match // where a changed triple matters
}

// UsesShapesGraph reports whether a query uses $shapesGraph, which
// Options.ShapesGraph must then name.
func (s *Shapes) UsesShapesGraph() bool { return s.usesShapesGraph }

// selection reads the sh:select of a node for a shape.
func (c *compiler) selection(node rdf.Term, s *shape, bound, selected []string) *query {
	text, ok := c.one(node, Namespace+"select")
	if !ok {
		c.fail(node, Namespace+"select", "a constraint has one")
		return nil
	}
	return c.query(node, "select", text, syntax.Select, s, &preBinding{bound: bound, selected: selected})
}

// query reads the query of a node. For a property shape $PATH is its path.
func (c *compiler) query(node rdf.Term, property string, text rdf.Term, form syntax.Form, s *shape, p *preBinding) *query {
	tree, err := syntax.ParseQuery(text.Value(), syntax.Options{Prefixes: c.prefixes(node), Source: "query"})
	switch {
	case !text.IsString():
		err = fmt.Errorf("%s is no xsd:string", words(text))
	case err == nil && tree.Form != form:
		err = fmt.Errorf("the query is no %v", form)
	case err == nil:
		err = p.check(tree)
	}
	if err != nil {
		c.fail(node, Namespace+property, "%v", err)
		return nil
	}
	q := algebra.Translate(tree)
	if s != nil && s.path != nil {
		q.Pattern = algebra.Substitution{Paths: map[string]algebra.PathExpr{"PATH": s.path.algebra()}}.Pattern(q.Pattern)
	}
	uses := strings.Contains(text.Value(), "$shapesGraph") || strings.Contains(text.Value(), "?shapesGraph")
	c.usesShapesGraph = c.usesShapesGraph || uses
	return &query{q, node, uses, matches(q.Pattern)}
}

// usualPrefixes are known without a declaration.
var usualPrefixes = []rdf.Prefix{
	{Name: "rdf", IRI: rdfNS}, {Name: "rdfs", IRI: rdfsNS}, {Name: "xsd", IRI: xsdNS},
	{Name: "owl", IRI: owlNS}, {Name: "sh", IRI: Namespace},
}

// prefixes returns, behind those that are known without, those that the values of
// sh:prefixes declare, and what they import.
//
// Spec: SHACL §5.2.1 Prefix Declarations for SPARQL Queries.
func (c *compiler) prefixes(node rdf.Term) []rdf.Prefix {
	all := append(slices.Clone(usualPrefixes), c.known...)
	next := c.objects(node, Namespace+"prefixes")
	for seen := map[rdf.Term]bool{}; len(next) > 0; next = next[1:] {
		if seen[next[0]] {
			continue
		}
		seen[next[0]] = true
		for _, d := range c.objects(next[0], Namespace+"declare") {
			name, _ := c.one(d, Namespace+"prefix")
			iri, ok := c.one(d, Namespace+"namespace")
			if !ok || !name.IsString() {
				c.fail(d, Namespace+"namespace", "a declaration has a sh:prefix and a sh:namespace")
			}
			all = append(all, rdf.Prefix{Name: name.Value(), IRI: iri.Value()})
		}
		next = append(next, c.objects(next[0], owlImports)...)
	}
	return all
}

// solutions reports each solution of a query at a focus node, with what it has of a
// result; more are further variables that are bound before.
//
// Spec: SHACL §5.3.2 Mapping of Solution Bindings to Result Properties.
func (e *evaluation) solutions(q *query, at site, more map[string]rdf.Term, template Result) error {
	bound, err := e.bindings(q, at, more)
	if err != nil {
		return err
	}
	return e.rows(q, bound, func(solution map[string]rdf.Term) error { return e.solution(q, at, solution, template) })
}

// bindings returns the terms of the variables that are bound before.
func (e *evaluation) bindings(q *query, at site, more map[string]rdf.Term) (map[string]rdf.Term, error) {
	bound := map[string]rdf.Term{"this": e.term(at.focus), "currentShape": at.shape.node}
	if q.shapesGraph {
		if bound["shapesGraph"] = e.options.ShapesGraph; e.options.ShapesGraph.IsZero() {
			return nil, fmt.Errorf("shacl: the query of %s uses $shapesGraph, and there is none beside the data", words(q.node))
		}
	}
	for name, t := range more {
		bound[name] = t
	}
	return bound, nil
}

// rows calls yield for each solution of a query with variables bound before; the
// solution has these, too, and is lent.
func (e *evaluation) rows(q *query, bound map[string]rdf.Term, yield func(map[string]rdf.Term) error) error {
	pattern := algebra.Substitution{Terms: bound}.Pattern(q.algebra.Pattern)
	result, err := e.run(q, &algebra.Query{Form: q.algebra.Form, Vars: q.algebra.Vars, Pattern: pattern})
	if err != nil {
		return err
	}
	defer result.Close()
	for row, err := range result.Rows() {
		if err != nil {
			return fmt.Errorf("shacl: the query of %s: %w", words(q.node), err)
		}
		solution := maps.Clone(bound)
		for i, name := range result.Vars {
			if !row[i].IsZero() {
				solution[name] = row[i].Clone()
			}
		}
		if err := yield(solution); err != nil {
			return err
		}
	}
	return nil
}

// solution reports one solution.
func (e *evaluation) solution(q *query, at site, solution map[string]rdf.Term, r Result) error {
	if t := solution["failure"]; t == rdf.Literal("true", xsdBoolean) {
		return fmt.Errorf("shacl: the query of %s reports a failure for %s", words(q.node), words(e.term(at.focus)))
	}
	if r.Value = solution["value"]; r.Value.IsZero() && at.shape.path == nil {
		r.Value = e.term(at.focus).Clone()
	}
	if p := solution["path"]; p.IsIRI() {
		r.Path = &Path{IRI: p.Value()}
	}
	if m := solution["message"]; m.IsString() || m.Lang() != "" {
		r.Messages = []rdf.Term{m}
	}
	r.Messages = filled(r.Messages, solution)
	if len(r.Messages) == 0 {
		r.Messages = []rdf.Term{rdf.String("violates the SPARQL constraint " + words(q.node))}
	}
	return e.add(at, r)
}

// filled returns messages with {?var} and {$var} replaced by what a solution has.
//
// Spec: SHACL §5.2, sh:message.
func filled(messages []rdf.Term, solution map[string]rdf.Term) []rdf.Term {
	var pairs []string
	for name, t := range solution {
		pairs = append(pairs, "{?"+name+"}", t.Value(), "{$"+name+"}", t.Value())
	}
	fill := strings.NewReplacer(pairs...)
	out := make([]rdf.Term, len(messages))
	for i, m := range messages {
		if out[i] = m; strings.Contains(m.Value(), "{") {
			out[i] = m.WithLexical(fill.Replace(m.Value()))
		}
	}
	return out
}

// asks reports whether an ASK query is true for a value node.
func (e *evaluation) asks(q *query, at site, value graph.ID, more map[string]rdf.Term) (bool, error) {
	bound, err := e.bindings(q, at, more)
	if err != nil {
		return false, err
	}
	bound["value"] = e.term(value)
	pattern := algebra.Substitution{Terms: bound}.Pattern(q.algebra.Pattern)
	result, err := e.run(q, &algebra.Query{Form: syntax.Ask, Pattern: pattern})
	if err != nil {
		return false, err
	}
	defer result.Close()
	return result.Boolean, nil
}
