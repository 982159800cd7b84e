package oracle

import (
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// triple evaluates a triple pattern: the solutions μ, blank nodes as variables,
// for which μ(pattern) is in the active graph. A basic graph pattern is the Join
// of its triple patterns.
//
// Spec: §18.4.1 Basic Graph Pattern Matching.
func (e evaluation) triple(pattern syntax.Triple) (out []Solution) {
	for _, t := range e.graph {
		e.step()
		if mu, ok := matchTriple(pattern, t, Solution{}); ok {
			out = append(out, mu)
		}
	}
	return out
}

func matchTriple(pattern syntax.Triple, t rdf.Triple, mu Solution) (Solution, bool) {
	mu, ok := match(pattern.S, t.S, mu)
	if ok {
		mu, ok = match(pattern.P, t.P, mu)
	}
	if ok {
		mu, ok = match(pattern.O, t.O, mu)
	}
	return mu, ok
}

// match returns the extension of μ for which μ(n) is t.
func match(n syntax.Node, t rdf.Term, mu Solution) (Solution, bool) {
	switch n.Kind {
	case syntax.VarNode:
		return mu.bind(n.Name, t)
	case syntax.BlankNode:
		return mu.bind("_:"+n.Name, t)
	case syntax.TripleNode:
		tr, ok := t.Triple()
		if !ok {
			return mu, false
		}
		return matchTriple(*n.Triple, tr, mu)
	}
	return mu, n.Term == t
}

// instance returns μ(n), ok being false where a variable of n is not bound. Blank
// nodes become what label says.
func instance(n syntax.Node, mu Solution, label func(string) rdf.Term) (t rdf.Term, ok bool) {
	switch n.Kind {
	case syntax.VarNode:
		t, ok = mu[n.Name]
		return t, ok
	case syntax.BlankNode:
		return label(n.Name), true
	case syntax.TripleNode:
		tr, ok := instanceTriple(*n.Triple, mu, label)
		if !ok {
			return t, false
		}
		return rdf.TripleTerm(tr), true
	}
	return n.Term, true
}

// instanceTriple returns μ(pattern), ok being false where it is no RDF triple.
//
// Spec: §16.2 CONSTRUCT.
func instanceTriple(pattern syntax.Triple, mu Solution, label func(string) rdf.Term) (rdf.Triple, bool) {
	s, okS := instance(pattern.S, mu, label)
	p, okP := instance(pattern.P, mu, label)
	o, okO := instance(pattern.O, mu, label)
	t := rdf.Triple{S: s, P: p, O: o}
	return t, okS && okP && okO && t.Valid()
}
