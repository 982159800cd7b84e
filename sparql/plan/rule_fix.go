package plan

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
)

// fix puts the terms that conditions and VALUES leave to variables in their
// place: one term into the patterns, several as a table to join with.
func (g *group) fix() {
	if !g.b.on("fix") {
		return
	}
	var kept []condition
	for _, c := range g.conditions {
		v, terms := equals(c.expr)
		if v == "" || !g.binds(v) {
			kept = append(kept, c)
			continue
		}
		g.parts = append(g.parts, part{op: values(v, terms), vars: names{v}})
	}
	g.conditions = kept
	for i := range g.parts {
		if o, ok := g.parts[i].op.(*algebra.Values); ok && len(o.Rows) == 1 {
			g.fixRow(o.Vars, o.Rows[0])
			g.bindRow(i, o.Rows[0])
		}
	}
}

func (g *group) fixRow(vars []string, row []rdf.Term) {
	for i, v := range vars {
		if !row[i].IsZero() {
			g.fixVar(v, g.b.terms.ID(row[i]))
		}
	}
}

// bindRow makes a part that is one row expressions, unless others have its
// variables.
func (g *group) bindRow(i int, row []rdf.Term) {
	p := g.parts[i]
	vars := p.op.(*algebra.Values).Vars
	if g.at.seed != nil || g.others(p).meets(vars) || slices.ContainsFunc(row, rdf.Term.IsZero) || !g.b.on("bind") {
		return
	}
	g.parts[i] = part{node: unit()}
	for k, v := range vars {
		g.parts = append(g.parts, part{bind: v, expr: algebra.Constant{Term: row[k]}, vars: names{v}})
	}
}

// equals returns the variable that must be one of some terms, "" for none. The
// terms are such as are equal to nothing but themselves.
//
// Spec: SPARQL 1.1 Query §17.4.1.7 RDFterm-equal, §17.4.1.8 sameTerm.
func equals(e algebra.Expr) (v string, terms []rdf.Term) {
	call, ok := e.(*algebra.Call)
	if ok && call.Name == "||" {
		return oneOf(disjuncts(call))
	}
	if !ok || call.Name != "=" && call.Name != "SAMETERM" && call.Name != "IN" || len(call.Args) < 2 {
		return "", nil
	}
	args := call.Args
	if _, ok := args[0].(algebra.Constant); ok && call.Name != "IN" {
		args = []algebra.Expr{args[1], args[0]}
	}
	name, ok := args[0].(algebra.Var)
	if !ok {
		return "", nil
	}
	for _, arg := range args[1:] {
		c, ok := arg.(algebra.Constant)
		if !ok || call.Name != "SAMETERM" && !onlyItself(c.Term) {
			return "", nil
		}
		if !slices.Contains(terms, c.Term) {
			terms = append(terms, c.Term)
		}
	}
	return string(name), terms
}

// oneOf is equals for alternatives about one variable.
func oneOf(all []algebra.Expr) (v string, terms []rdf.Term) {
	known := map[rdf.Term]bool{}
	for i, e := range all {
		w, more := equals(e)
		if w == "" || i > 0 && w != v {
			return "", nil
		}
		v = w
		for _, t := range more {
			if !known[t] {
				known[t] = true
				terms = append(terms, t)
			}
		}
	}
	return v, terms
}

// onlyItself reports whether no other term is equal to a term in value.
func onlyItself(t rdf.Term) bool {
	return t.IsIRI() || t.IsLiteral() && (t.Datatype() == rdf.XSDString || t.Datatype() == rdf.RDFLangString)
}

func values(v string, terms []rdf.Term) *algebra.Values {
	o := &algebra.Values{Vars: []string{v}}
	for _, t := range terms {
		o.Rows = append(o.Rows, []rdf.Term{t})
	}
	return o
}

// binds reports whether all solutions of the group bind a variable.
func (g *group) binds(v string) bool {
	return slices.ContainsFunc(g.parts, func(p part) bool {
		return p.op == nil && p.bind == "" && p.vars.has(v) || p.op != nil && g.b.of(p.op).sure.has(v) ||
			p.graphs.Kind == EachGraph && p.graphs.Var == v
	})
}

// fixVar puts a term into the triples that have a variable. A path is another one
// when an end is a term.
func (g *group) fixVar(v string, id graph.ID) {
	for i := range g.parts {
		p := &g.parts[i]
		if p.graphs.Kind == EachGraph && p.graphs.Var == v {
			p.graphs = g.only(p.graphs, id)
			p.vars = p.vars.without(names{v})
			if p.op != nil && g.b.of(p.op).vars.has(v) {
				p.vars = p.vars.and(v)
			}
		}
		if p.triple != nil && p.vars.has(v) {
			p.vars = p.vars.without(names{v})
			p.fixed = append(p.fixed, fixed{v, id})
		}
	}
	for i, c := range g.conditions {
		if c.graphs.Kind == EachGraph && c.graphs.Var == v {
			g.conditions[i].graphs = g.only(c.graphs, id)
		}
	}
}

// only returns one graph of those of a variable.
func (g *group) only(each Graphs, id graph.ID) Graphs {
	if !g.b.named(id) {
		g.none = true
	}
	return Graphs{Kind: SomeGraphs, IDs: []graph.ID{id}}
}

// fixed is a variable with a term in its place.
type fixed struct {
	v  string
	id graph.ID
}

// fix puts terms in the place of variables.
func (p *pattern) fix(all []fixed) {
	for _, f := range all {
		p.visit(func(s *Slot) {
			if s.Var == f.v {
				*s = Slot{ID: f.id}
			}
		})
	}
}
