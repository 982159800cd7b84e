package oracle

import (
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// group is eval(D(G), Translate(GroupGraphPattern), μctx): the elements one
// after the other, then the filters.
//
// Spec: §18.3.2.6 Translate Graph Patterns, §18.3.2.7 Filters of Group, §18.6
// Evaluation Semantics.
func (e evaluation) group(g *syntax.Group) (out []Solution) {
	all, filters := e.elements(g)
	for _, mu := range e.filter(filters, all) {
		out = append(out, mu.visible())
	}
	return out
}

// elements evaluates a group without its filters, and returns those. It begins
// with ContextSolution, which is { μctx }.
func (e evaluation) elements(g *syntax.Group) (all []Solution, filters []syntax.Expr) {
	all = []Solution{e.context}
	e = e.level()
	for _, element := range g.Elements {
		switch x := element.(type) {
		case *syntax.Filter:
			filters = append(filters, x.Expr)
			continue
		case *syntax.Bind:
			all = e.extend(all, x.Var, x.Expr)
			continue // of the same solutions, see evaluation.number
		case *syntax.Optional:
			right, conditions := e.elements(x.Group)
			all = e.leftJoin(all, right, conditions)
		case *syntax.Minus:
			all = e.minus(all, e.group(x.Group))
		default:
			all = e.join(all, e.element(element))
		}
		e = e.level()
	}
	return all, filters
}

// element evaluates what is joined to the elements before it.
func (e evaluation) element(element syntax.Element) (out []Solution) {
	switch x := element.(type) {
	case *syntax.Triples:
		return e.triples(x.Patterns)
	case *syntax.Group:
		return e.group(x)
	case *syntax.Union:
		for _, g := range x.Groups {
			out = append(out, e.group(g)...)
		}
	case *syntax.GraphPattern:
		return e.named(x.Name, x.Group)
	case *syntax.Service:
		return e.service(x)
	case *syntax.SubSelect:
		return e.query(x.Query)
	case *syntax.Values:
		return values(x)
	}
	return out
}

// triples evaluates triple patterns and property paths.
func (e evaluation) triples(patterns []syntax.Triple) []Solution {
	all := []Solution{{}}
	for _, t := range patterns {
		if t.Path == nil {
			all = e.join(all, e.triple(t))
		} else {
			all = e.join(all, e.path(t))
		}
	}
	return all
}

// named is §18.6 Evaluation of Graph.
func (e evaluation) named(name syntax.Node, g *syntax.Group) (out []Solution) {
	for _, gn := range e.dataset.names() {
		if mu, ok := match(name, gn, Solution{}); ok {
			in := e
			in.graph = e.dataset.Named[gn]
			out = append(out, e.join(in.group(g), []Solution{mu})...)
		}
	}
	return out
}

// service is Service(x, P, silent), over each endpoint there is where x is a
// variable.
//
// Spec: SPARQL 1.1 Federated Query §2.4, §3.1 Evaluation of a Service Pattern.
func (e evaluation) service(s *syntax.Service) (out []Solution) {
	found := false
	for iri, dataset := range e.services {
		if mu, ok := match(s.Name, rdf.IRI(iri), Solution{}); ok {
			found = true
			there := evaluation{run: e.run, dataset: dataset, graph: dataset.Default}
			out = append(out, e.join(there.group(s.Group), []Solution{mu})...)
		}
	}
	if found || s.Name.Kind == syntax.VarNode {
		return out
	}
	if !s.Silent {
		e.stop(ErrService)
	}
	return []Solution{{}}
}

// values is the multiset of VALUES, a zero term being UNDEF.
//
// Spec: §18.3.2.6 Translate Graph Patterns, InlineData.
func values(v *syntax.Values) (out []Solution) {
	for _, row := range v.Rows {
		mu := Solution{}
		for i, t := range row {
			if !t.IsZero() {
				mu[v.Vars[i]] = t
			}
		}
		out = append(out, mu)
	}
	return out
}
