package plan

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
)

// count returns how many distinct triples have the terms of a pattern, in any
// graph; exactly.
func (b *builder) count(p graph.IDPattern) float64 {
	if n, ok := b.counts[p]; ok {
		return n
	}
	n := float64(0)
	if p.S < graph.FirstLocal && p.P < graph.FirstLocal && p.O < graph.FirstLocal && p.G < graph.FirstLocal {
		n = float64(b.snapshot.CountIDs(p))
	}
	b.counts[p] = n
	return n
}

// How many triples there are for each subject, object, predicate and graph, by
// guess.
const (
	perSubject   = 6
	perObject    = 3
	perPredicate = 10000
	perGraph     = 30
)

// termsOf returns how many terms there are when for each there are as many
// triples.
func (b *builder) termsOf(each float64) float64 {
	return max(b.count(graph.IDPattern{})/each, 1)
}

// typeID returns the ID of rdf:type.
func (b *builder) typeID() graph.ID {
	return b.terms.ID(rdf.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))
}

// statsOf returns the figures of a predicate.
func (b *builder) statsOf(predicate graph.ID) graph.PredicateStats {
	if st, ok := b.figures[predicate]; ok {
		return st
	}
	var st graph.PredicateStats
	if predicate < graph.FirstLocal {
		st = b.snapshot.PredicateStats(predicate)
	}
	b.figures[predicate] = st
	return st
}

// rowsIn returns how many rows a pattern has in graphs, by estimate, when n
// triples match in any.
func (b *builder) rowsIn(g Graphs, n float64) float64 {
	switch g.Kind {
	case Unnamed:
		return min(n, b.count(graph.IDPattern{Unnamed: true}))
	case SomeGraphs:
		return min(n, b.sizeOf(g.IDs))
	case EachGraph:
		all := max(float64(b.snapshot.Len()), 1)
		if g.IDs != nil {
			return min(n*all/max(b.count(graph.IDPattern{}), 1), b.sizeOf(g.IDs))
		}
		return n * max(all/max(b.count(graph.IDPattern{}), 1), 1)
	}
	return n
}

func (b *builder) sizeOf(graphs []graph.ID) (n float64) {
	for _, g := range graphs {
		n += b.count(graph.IDPattern{G: g, Unnamed: g == 0})
	}
	return n
}

// selectivity returns what part of the rows pass a filter, by guess.
func selectivity(e algebra.Expr) float64 {
	call, ok := e.(*algebra.Call)
	if !ok {
		return 0.5
	}
	switch call.Name {
	case "=", "SAMETERM":
		return 0.02
	case "<", ">", "<=", ">=":
		return 0.3
	case "!=", "NOT IN", "ISIRI", "ISLITERAL", "BOUND":
		return 0.9
	case "IN":
		return min(0.02*float64(len(call.Args)), 0.9)
	case "REGEX", "CONTAINS", "STRSTARTS", "STRENDS":
		return 0.05
	case "LANGMATCHES":
		return 0.4
	case "&&":
		return selectivity(call.Args[0]) * selectivity(call.Args[1])
	case "||":
		return min(selectivity(call.Args[0])+selectivity(call.Args[1]), 1)
	case "!":
		return 1 - selectivity(call.Args[0])
	}
	return 0.5
}
