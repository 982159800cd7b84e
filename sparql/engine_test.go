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

// engineSystem returns an engine over stores in memory.
func engineSystem(name string, o sparql.Options) system {
	return system{
		name: name,
		query: func(r request) (answer, error) {
			result, err := r.run(o)
			if err != nil {
				return answer{}, err
			}
			return read(result)
		},
		update: func(r request) (*rdf.Dataset, error) {
			s, err := storeOf(r.data)
			if err != nil {
				return nil, err
			}
			if _, err = sparql.New(o).Update(context.Background(), s, r.text, sparql.UpdateOptions{Base: r.base, Separate: !r.union}); err != nil {
				return nil, err
			}
			return rdf.ReadDataset(s.Snapshot().Quads(graph.Pattern{}))
		},
	}
}

func (r request) run(o sparql.Options) (*sparql.Result, error) {
	if r.state == nil {
		s, err := storeOf(r.data)
		if err != nil {
			return nil, err
		}
		r.state = s.Snapshot()
	}
	o.Services = endpoints(r.services)
	return sparql.New(o).Query(context.Background(), r.state, r.text, sparql.QueryOptions{Base: r.base, Separate: !r.union})
}

// read reads a result to its end.
func read(result *sparql.Result) (a answer, err error) {
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

// endpoints are datasets that are asked as other endpoints are.
type endpoints map[string]*rdf.Dataset

// Call asks a dataset.
func (e endpoints) Call(_ context.Context, endpoint, query string) (*results.Reader, func(), error) {
	data, ok := e[endpoint]
	if !ok {
		return nil, nil, fmt.Errorf("there is no endpoint <%s>", endpoint)
	}
	result, err := request{text: query, data: data, services: e}.run(sparql.Options{})
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
