package oracle

import (
	"slices"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// describe is the concise bounded descriptions of the terms that a DESCRIBE
// names, in the default graph: the triples whose subject a term is, and so on for
// the blank nodes that are their objects.
//
// Spec: §16.4 DESCRIBE, which leaves it open; CBD - Concise Bounded Description,
// without the reifications of RDF 1.1.
func (e evaluation) describe(q *syntax.Query, all []Solution) *rdf.Dataset {
	var terms []rdf.Term
	add := func(t rdf.Term) {
		if !t.IsZero() && !slices.Contains(terms, t) {
			terms = append(terms, t)
		}
	}
	for _, n := range q.Described {
		if n.Kind == syntax.TermNode {
			add(n.Term)
		}
	}
	for _, name := range describedVars(q) {
		for _, mu := range all {
			add(mu[name])
		}
	}
	out := rdf.NewDataset()
	for i := 0; i < len(terms); i++ {
		for _, t := range e.graph {
			if t.S == terms[i] {
				out.Add(t.In(rdf.Term{}))
				if t.O.IsBlank() {
					add(t.O)
				}
			}
		}
	}
	return out
}

func describedVars(q *syntax.Query) (names []string) {
	if q.All {
		return q.Where.Visible()
	}
	for _, n := range q.Described {
		if n.Kind == syntax.VarNode {
			names = append(names, n.Name)
		}
	}
	return names
}
