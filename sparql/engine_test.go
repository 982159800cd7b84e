package sparql_test

import (
	"context"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// storeOf returns a store with a dataset.
func storeOf(d *rdf.Dataset) (*graph.Store, error) {
	s := graph.New(graph.Options{})
	_, err := s.Load(context.Background(), graph.Change{}, d.All())
	return s, err
}
