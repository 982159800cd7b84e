package shacl

import (
	"fmt"

	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/algebra"
)

// run begins a query over the data graph.
func (e *evaluation) run(q *query, a *algebra.Query) (*sparql.Result, error) {
	o := sparql.QueryOptions{DefaultUnion: e.options.Graphs}
	if q.shapesGraph && o.DefaultUnion != nil { // else all named graphs are there
		o.NamedGraphs = []string{e.options.ShapesGraph.Value()}
	}
	result, err := e.options.Engine.Run(e.ctx(), e.snapshot, sparql.Of(a, o))
	if err != nil {
		return nil, fmt.Errorf("shacl: the query of %s: %w", words(q.node), err)
	}
	return result, nil
}
