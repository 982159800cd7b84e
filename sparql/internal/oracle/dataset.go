package oracle

import (
	"maps"
	"slices"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// A Dataset is a default graph and named graphs, each a set of triples.
//
// Spec: §18.1.4 RDF Dataset.
type Dataset struct {
	Default []rdf.Triple
	Named   map[rdf.Term][]rdf.Triple
}

// Plain returns the dataset of quads as it is.
func Plain(d *rdf.Dataset) Dataset {
	out := Dataset{Named: map[rdf.Term][]rdf.Triple{}}
	for _, q := range d.Quads() {
		if q.G.IsZero() {
			out.Default = append(out.Default, q.Triple())
		} else {
			out.Named[q.G] = append(out.Named[q.G], q.Triple())
		}
	}
	return out
}

// Union returns the dataset whose default graph is the set union of all graphs.
func Union(d *rdf.Dataset) Dataset {
	out := Plain(d)
	for _, name := range out.names() {
		out.Default = union(out.Default, out.Named[name])
	}
	return out
}

// names returns the names of the graphs, in an order that does not change.
func (d Dataset) names() []rdf.Term {
	return slices.SortedFunc(maps.Keys(d.Named), rdf.CompareTerms)
}

// clauses returns the dataset that FROM or USING describe, of those graphs that
// there are; without any, d itself.
//
// Spec: §13.2 Specifying RDF Datasets; SPARQL 1.1 Update §3.1.3.
func (d Dataset) clauses(all []syntax.DatasetClause) Dataset {
	if len(all) == 0 {
		return d
	}
	out := Dataset{Named: map[rdf.Term][]rdf.Triple{}}
	for _, c := range all {
		name := rdf.IRI(c.IRI)
		graph, ok := d.Named[name]
		switch {
		case !c.Named:
			out.Default = union(out.Default, graph)
		case ok:
			out.Named[name] = graph
		}
	}
	return out
}

func union(a, b []rdf.Triple) []rdf.Triple {
	out := slices.Clone(a)
	for _, t := range b {
		if !slices.Contains(a, t) {
			out = append(out, t)
		}
	}
	return out
}

// nodes is nodes(G), §18.4.2 Node set of a graph.
func nodes(graph []rdf.Triple) (out []rdf.Term) {
	for _, tr := range graph {
		for _, t := range [...]rdf.Term{tr.S, tr.O} {
			if !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	return out
}
