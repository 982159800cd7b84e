package sparql_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/results"
	"w3id.org/plenary/sparql/syntax"
)

// storeOf returns a store with a dataset.
func storeOf(d *rdf.Dataset) (*graph.Store, error) {
	s := graph.New(graph.Options{})
	_, err := s.Load(context.Background(), graph.Change{}, d.All())
	return s, err
}

func engineQuery(r request) (a answer, err error) {
	result, err := r.run()
	if err != nil {
		return a, err
	}
	a = answer{isBoolean: result.Form == syntax.Ask, boolean: result.Boolean, vars: result.Vars}
	switch result.Form {
	case syntax.Select:
		for row, err := range result.Rows() {
			if err != nil {
				return a, err
			}
			a.rows = append(a.rows, slices.Clone(row))
		}
	case syntax.Construct, syntax.Describe:
		a.graph = rdf.NewDataset()
		for t, err := range result.Triples() {
			if err != nil {
				return a, err
			}
			a.graph.Add(t.In(rdf.Term{}))
		}
	}
	return a, nil
}

func (r request) run() (*sparql.Result, error) {
	s, err := storeOf(r.data)
	if err != nil {
		return nil, err
	}
	e := sparql.New(sparql.Options{Services: endpoints(r.services)})
	return e.Query(context.Background(), s.Snapshot(), r.text, sparql.QueryOptions{Base: r.base, Separate: true})
}

// endpoints are datasets that are asked as other endpoints are.
type endpoints map[string]*rdf.Dataset

// Call asks a dataset.
func (e endpoints) Call(_ context.Context, endpoint, query string) (*results.Reader, func(), error) {
	data, ok := e[endpoint]
	if !ok {
		return nil, nil, fmt.Errorf("there is no endpoint <%s>", endpoint)
	}
	result, err := request{text: query, data: data, services: e}.run()
	if err != nil {
		return nil, nil, err
	}
	var b bytes.Buffer
	if err := result.Write(&b, results.Formats[0]); err != nil {
		return nil, nil, err
	}
	read, err := results.Read(&b, results.Formats[0], results.Options{})
	return read, func() {}, err
}

func engineUpdate(r request) (*rdf.Dataset, error) {
	s, err := storeOf(r.data)
	if err != nil {
		return nil, err
	}
	if _, err = sparql.New(sparql.Options{}).Update(context.Background(), s, r.text, sparql.UpdateOptions{Base: r.base, Separate: true}); err != nil {
		return nil, err
	}
	return rdf.ReadDataset(s.Snapshot().Quads(graph.Pattern{}))
}
