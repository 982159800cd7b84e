package oracle

import (
	"fmt"
	"slices"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// An end of a path is a term or a variable.
type end struct {
	term     rdf.Term
	variable string // "" for a term
}

func (e end) isVar() bool { return e.variable != "" }

// in returns the term of an end in a solution of its path.
func (e end) in(mu Solution) rdf.Term {
	if e.isVar() {
		return mu[e.variable]
	}
	return e.term
}

// fresh returns a variable that nothing else has.
func (e evaluation) fresh() end {
	e.made++
	return end{variable: fmt.Sprintf(".%d", e.made)}
}

// path evaluates a property path pattern. Its ends are made two variables or
// terms, and the solutions then matched with the nodes that stand there.
//
// Spec: §18.4.2 Property Path Patterns.
func (e evaluation) path(t syntax.Triple) (out []Solution) {
	x, y := e.end(t.S), e.end(t.O)
	for _, nu := range e.ppeval(x, t.Path, y) {
		mu, ok := match(t.S, x.in(nu), Solution{})
		if ok {
			mu, ok = match(t.O, y.in(nu), mu)
		}
		if ok {
			out = append(out, mu)
		}
	}
	return out
}

func (e evaluation) end(n syntax.Node) end {
	if t, ok := instance(n, nil, func(string) rdf.Term { return rdf.Term{} }); ok && !hasBlank(n) {
		return end{term: t}
	}
	return e.fresh()
}

// hasBlank reports whether a node is or has a blank node, which stands for
// anything.
func hasBlank(n syntax.Node) bool {
	if n.Kind == syntax.TripleNode {
		return hasBlank(n.Triple.S) || hasBlank(n.Triple.O)
	}
	return n.Kind == syntax.BlankNode
}

// ppeval is ppeval(X, path, Y), the ends being two variables or terms.
func (e evaluation) ppeval(x end, path syntax.Path, y end) []Solution {
	switch p := path.(type) {
	case syntax.PathIRI:
		return e.link(x, y, func(iri string) bool { return iri == p.IRI })
	case syntax.Inverse:
		return e.ppeval(y, p.Path, x)
	case syntax.Sequence:
		return e.sequence(x, p.Paths, y)
	case syntax.Alternative:
		var out []Solution
		for _, either := range p.Paths {
			out = append(out, e.ppeval(x, either, y)...)
		}
		return out
	case syntax.Negated:
		return e.negated(x, p, y)
	}
	switch p := path.(syntax.Repeat); p.Mark {
	case '?':
		return distinct(e.zeroOrOne(x, p.Path, y))
	case '*':
		return e.closure(x, p.Path, y, e.alp)
	default:
		return e.closure(x, p.Path, y, e.oneOrMore)
	}
}

// link is the triples with a predicate: §18.4.2 Predicate Property Path and
// NegatedPropertySet.
func (e evaluation) link(x, y end, predicate func(iri string) bool) (out []Solution) {
	for _, t := range e.graph {
		e.step()
		if !predicate(t.P.Value()) {
			continue
		}
		if mu, ok := joinEnds(x, t.S, y, t.O); ok {
			out = append(out, mu)
		}
	}
	return out
}

// joinEnds returns { (X, xn) (Y, yn) }, leaving out ends that are terms; ok is
// false where those are others.
func joinEnds(x end, xn rdf.Term, y end, yn rdf.Term) (mu Solution, ok bool) {
	mu = Solution{}
	for _, at := range []struct {
		end  end
		node rdf.Term
	}{{x, xn}, {y, yn}} {
		if at.end.isVar() {
			mu[at.end.variable] = at.node
		} else if at.end.term != at.node {
			return nil, false
		}
	}
	return mu, true
}

// sequence is §18.4.2 Sequence Property Path.
func (e evaluation) sequence(x end, paths []syntax.Path, y end) (out []Solution) {
	if len(paths) == 1 {
		return e.ppeval(x, paths[0], y)
	}
	v := e.fresh()
	all := e.join(e.ppeval(x, paths[0], v), e.sequence(v, paths[1:], y))
	for _, mu := range all {
		out = append(out, mu.project([]string{x.variable, y.variable}))
	}
	return out
}

// negated is §18.4.2 NegatedPropertySet, and that of the inverse predicates.
//
// Spec: §18.2.2.3 Translate Property Path Expressions.
func (e evaluation) negated(x end, p syntax.Negated, y end) (out []Solution) {
	if len(p.Forward) > 0 || len(p.Backward) == 0 {
		out = e.link(x, y, func(iri string) bool { return !slices.Contains(p.Forward, iri) })
	}
	if len(p.Backward) > 0 {
		out = append(out, e.link(y, x, func(iri string) bool { return !slices.Contains(p.Backward, iri) })...)
	}
	return out
}

// zeroOrOne is §18.4.2 ZeroOrOnePath, with duplicates.
func (e evaluation) zeroOrOne(x end, path syntax.Path, y end) []Solution {
	var zero []rdf.Term
	switch {
	case !x.isVar():
		zero = []rdf.Term{x.term}
	case !y.isVar():
		zero = []rdf.Term{y.term}
	default:
		zero = nodes(e.graph)
	}
	out := e.ppeval(x, path, y)
	for _, t := range zero {
		if mu, ok := joinEnds(x, t, y, t); ok {
			out = append(out, mu)
		}
	}
	return out
}

// closure is §18.4.2 ZeroOrMorePath or OneOrMorePath, by what is reached from a
// term.
func (e evaluation) closure(x end, path syntax.Path, y end, reached func(rdf.Term, syntax.Path) []rdf.Term) (out []Solution) {
	starts := []rdf.Term{x.term}
	switch {
	case x.isVar() && !y.isVar():
		return e.closure(y, syntax.Inverse{Path: path}, x, reached)
	case x.isVar():
		starts = nodes(e.graph)
	}
	for _, t := range starts {
		for _, n := range reached(t, path) {
			if mu, ok := joinEnds(x, t, y, n); ok {
				out = append(out, mu)
			}
		}
	}
	return out
}

// alp is ALP(x, path), §18.4.2.
func (e evaluation) alp(x rdf.Term, path syntax.Path) []rdf.Term {
	return e.alpRecurse(x, path, nil)
}

func (e evaluation) oneOrMore(x rdf.Term, path syntax.Path) (visited []rdf.Term) {
	for _, n := range e.reachable(x, path) {
		visited = e.alpRecurse(n, path, visited)
	}
	return visited
}

// alpRecurse is ALP_recurse; it returns V.
func (e evaluation) alpRecurse(x rdf.Term, path syntax.Path, visited []rdf.Term) []rdf.Term {
	if slices.Contains(visited, x) {
		return visited
	}
	visited = append(visited, x)
	for _, n := range e.reachable(x, path) {
		visited = e.alpRecurse(n, path, visited)
	}
	return visited
}

// reachable is reachableTerms(x, path).
func (e evaluation) reachable(x rdf.Term, path syntax.Path) (out []rdf.Term) {
	v := e.fresh()
	for _, mu := range e.ppeval(end{term: x}, path, v) {
		if n := v.in(mu); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}
