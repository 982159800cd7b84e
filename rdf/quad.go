package rdf

import "cmp"

// A Triple is a statement. Which kinds of terms may stand where is checked by
// Valid, not by the type.
type Triple struct{ S, P, O Term }

// A Quad is a triple in a graph; the zero G is the default graph.
type Quad struct{ S, P, O, G Term }

// In returns the triple as a quad of graph g.
func (t Triple) In(g Term) Quad { return Quad{t.S, t.P, t.O, g} }

// Triple returns the quad without its graph.
func (q Quad) Triple() Triple { return Triple{q.S, q.P, q.O} }

// Valid reports whether the kinds of the terms are those that RDF 1.2 Concepts
// §3.1 allows: subject IRI or blank node, predicate IRI, object any term.
func (t Triple) Valid() bool {
	return (t.S.IsIRI() || t.S.IsBlank()) && t.P.IsIRI() && !t.O.IsZero()
}

// Valid reports whether the triple is valid and the graph name is an IRI, a
// blank node or the zero Term.
func (q Quad) Valid() bool {
	return q.Triple().Valid() && (q.G.IsZero() || q.G.IsIRI() || q.G.IsBlank())
}

// CompareTriples orders triples by subject, predicate and object.
func CompareTriples(a, b Triple) int {
	return cmp.Or(CompareTerms(a.S, b.S), CompareTerms(a.P, b.P), CompareTerms(a.O, b.O))
}

// CompareQuads orders quads by graph, subject, predicate and object; the
// default graph comes first.
func CompareQuads(a, b Quad) int {
	return cmp.Or(CompareTerms(a.G, b.G), CompareTriples(a.Triple(), b.Triple()))
}
