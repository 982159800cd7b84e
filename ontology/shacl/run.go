package shacl

import (
	"fmt"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/algebra"
)

// run begins a query over the data graph.
func (e *evaluation) run(q *query, a *algebra.Query) (*sparql.Result, error) {
	o, err := e.dataset()
	if err != nil {
		return nil, err
	}
	if q.shapesGraph {
		o.NamedGraphs = append(o.NamedGraphs, e.options.ShapesGraph.Value())
	}
	result, err := e.options.Engine.Run(e.ctx(), e.snapshot, sparql.Of(a, o))
	if err != nil {
		return nil, fmt.Errorf("shacl: the query of %s: %w", words(q.node), err)
	}
	return result, nil
}

// dataset returns the dataset whose default graph is the data graph.
func (e *evaluation) dataset() (o sparql.QueryOptions, err error) {
	for _, name := range e.options.Graphs {
		switch {
		case name.IsIRI():
			o.DefaultGraphs = append(o.DefaultGraphs, name.Value())
		case name == rdf.Term{} && len(e.options.Graphs) == 1:
			o.Separate = true
		default:
			return o, fmt.Errorf("shacl: queries cannot be asked of several graphs of which one is unnamed or a blank node")
		}
	}
	return o, nil
}
