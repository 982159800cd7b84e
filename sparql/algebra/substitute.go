package algebra

import "w3id.org/plenary/rdf"

// A Substitution has terms, and paths in the place of predicates, for variables.
type Substitution struct {
	Terms map[string]rdf.Term
	Paths map[string]PathExpr
}

// holds is the expression that is true.
var holds = Constant{rdf.Literal("true", "http://www.w3.org/2001/XMLSchema#boolean")}

// Pattern returns a pattern with the variables replaced wherever they stand, in
// subqueries and below EXISTS too. What projects or groups by a variable that is
// replaced leaves it unbound. The pattern must bind none of them by BIND, VALUES or
// an aggregate.
//
// Spec: SHACL §5.3.1 Pre-bound Variables in SPARQL Constraints.
func (s Substitution) Pattern(op Op) Op {
	switch o := op.(type) {
	case *BGP:
		return s.bgp(o)
	case *Path:
		return &Path{S: s.node(o.S), Path: o.Path, O: s.node(o.O)}
	case *Join:
		return &Join{Left: s.Pattern(o.Left), Right: s.Pattern(o.Right)}
	case *Union:
		return &Union{Left: s.Pattern(o.Left), Right: s.Pattern(o.Right)}
	case *Minus:
		return &Minus{Left: s.Pattern(o.Left), Right: s.Pattern(o.Right)}
	case *LeftJoin:
		return &LeftJoin{Left: s.Pattern(o.Left), Right: s.Pattern(o.Right), Expr: s.expr(o.Expr)}
	case *Filter:
		return &Filter{Expr: s.expr(o.Expr), Input: s.Pattern(o.Input)}
	case *Graph:
		return &Graph{Name: s.node(o.Name), Input: s.Pattern(o.Input)}
	case *Extend:
		return &Extend{Input: s.Pattern(o.Input), Var: o.Var, Expr: s.expr(o.Expr)}
	}
	return s.modifier(op)
}

// modifier is Pattern of what subqueries are made of.
func (s Substitution) modifier(op Op) Op {
	switch o := op.(type) {
	case *Group:
		return s.group(o)
	case *OrderBy:
		out := &OrderBy{Input: s.Pattern(o.Input)}
		for _, c := range o.Conditions {
			out.Conditions = append(out.Conditions, Condition{s.expr(c.Expr), c.Descending})
		}
		return out
	case *Project:
		return &Project{Vars: o.Vars, Input: s.Pattern(o.Input)}
	case *Distinct:
		return &Distinct{Input: s.Pattern(o.Input)}
	case *Reduced:
		return &Reduced{Input: s.Pattern(o.Input)}
	case *Slice:
		return &Slice{Offset: o.Offset, Limit: o.Limit, Input: s.Pattern(o.Input)}
	}
	return op
}

func (s Substitution) group(g *Group) *Group {
	out := &Group{Input: s.Pattern(g.Input)}
	for _, k := range g.Keys {
		if k.Expr == nil {
			if _, replaced := s.Terms[k.Var]; replaced {
				continue
			}
		}
		out.Keys = append(out.Keys, Key{k.Var, s.expr(k.Expr)})
	}
	if len(out.Keys) == 0 && len(g.Keys) > 0 { // there is no group of nothing
		out.Keys = []Key{{Expr: holds}}
	}
	for _, a := range g.Aggregates {
		a.Arg = s.expr(a.Arg)
		out.Aggregates = append(out.Aggregates, a)
	}
	return out
}

// bgp replaces the variables of triple patterns, of which those with a path are no
// longer among them.
func (s Substitution) bgp(b *BGP) Op {
	left := &BGP{}
	var out Op = left
	for _, t := range b.Patterns {
		if path, ok := s.Paths[t.P.Var]; ok {
			if link, plain := path.(Link); plain {
				t.P = Node{Term: rdf.IRI(link.IRI)}
			} else {
				out = &Join{Left: out, Right: &Path{S: s.node(t.S), Path: path, O: s.node(t.O)}}
				continue
			}
		}
		left.Patterns = append(left.Patterns, s.triple(t))
	}
	return out
}

func (s Substitution) triple(t TriplePattern) TriplePattern {
	return TriplePattern{s.node(t.S), s.node(t.P), s.node(t.O)}
}

func (s Substitution) node(n Node) Node {
	if term, ok := s.Terms[n.Var]; ok {
		return Node{Term: term}
	}
	if n.Triple != nil {
		t := s.triple(*n.Triple)
		return Node{Triple: &t}
	}
	return n
}

func (s Substitution) expr(e Expr) Expr {
	switch e := e.(type) {
	case Var:
		if term, ok := s.Terms[string(e)]; ok {
			return Constant{term}
		}
	case *Exists:
		return &Exists{Not: e.Not, Input: s.Pattern(e.Input)}
	case *Call:
		out := &Call{Name: e.Name, IRI: e.IRI}
		for _, arg := range e.Args {
			out.Args = append(out.Args, s.expr(arg))
		}
		if e.Name == "BOUND" && len(out.Args) == 1 {
			if _, replaced := out.Args[0].(Constant); replaced {
				return holds
			}
		}
		return out
	}
	return e
}
