package sparql

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/syntax"
)

// datasetOf returns the dataset that the protocol names, else the query, else
// that of the store.
//
// Spec: SPARQL 1.1 Query §13.2, SPARQL 1.1 Protocol §2.1.4.
func datasetOf(clauses []syntax.DatasetClause, terms *plan.Terms, o QueryOptions) plan.Dataset {
	if len(o.DefaultGraphs)+len(o.NamedGraphs) > 0 {
		clauses = nil
	}
	for _, iri := range o.DefaultGraphs {
		clauses = append(clauses, syntax.DatasetClause{IRI: iri})
	}
	for _, iri := range o.NamedGraphs {
		clauses = append(clauses, syntax.DatasetClause{Named: true, IRI: iri})
	}
	switch {
	case o.DefaultUnion != nil:
		d := plan.From(clauses, terms)
		d.Default = terms.Union(o.DefaultUnion)
		return d
	case len(clauses) > 0:
		return plan.From(clauses, terms)
	case o.with != "":
		return plan.Dataset{Default: plan.Graphs{Kind: plan.SomeGraphs, IDs: []graph.ID{terms.ID(rdf.IRI(o.with))}}}
	case o.Separate:
		return plan.Dataset{Default: plan.Graphs{Kind: plan.Unnamed}}
	}
	return plan.Dataset{}
}

// inDefault returns the patterns that together match what p does in the default
// graph. A triple may match several.
func inDefault(d plan.Dataset, p graph.IDPattern) (all []graph.IDPattern) {
	switch d.Default.Kind {
	case plan.AnyGraph:
		return []graph.IDPattern{p}
	case plan.Unnamed:
		p.Unnamed = true
		return []graph.IDPattern{p}
	}
	for _, id := range d.Default.IDs {
		p.G, p.Unnamed = id, id == 0
		all = append(all, p)
	}
	return all
}
