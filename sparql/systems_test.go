package sparql_test

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/internal/oracle"
	"w3id.org/plenary/sparql/syntax"
)

// A system answers queries and carries out updates.
type system struct {
	name   string
	query  func(request) (answer, error)
	update func(request) (*rdf.Dataset, error)
}

// A request is a query or update and what it is about.
type request struct {
	text, base string
	data       *rdf.Dataset
	state      *graph.Snapshot // of data in a store, where there is one
	union      bool            // the default graph of patterns is the union of all
	services   map[string]*rdf.Dataset
}

var systems = []system{
	{"oracle", oracleQuery, oracleUpdate},
	engineSystem("engine", sparql.Options{}),
}

func oracleQuery(r request) (answer, error) {
	q, err := syntax.ParseQuery(r.text, syntax.Options{Base: r.base})
	if err != nil {
		return answer{}, err
	}
	services := map[string]oracle.Dataset{}
	for iri, d := range r.services {
		services[iri] = oracle.Plain(d)
	}
	result, err := oracle.Query(q, r.graphs()(r.data), oracle.Options{Base: r.base, Services: services})
	a := answer{graph: result.Graph, isBoolean: q.Form == syntax.Ask, boolean: result.Yes, vars: result.Vars}
	for _, mu := range result.Rows {
		row := make([]rdf.Term, len(a.vars))
		for i, name := range a.vars {
			row[i] = mu[name]
		}
		a.rows = append(a.rows, row)
	}
	return a, err
}

func (r request) graphs() func(*rdf.Dataset) oracle.Dataset {
	if r.union {
		return oracle.Union
	}
	return oracle.Plain
}

func oracleUpdate(r request) (*rdf.Dataset, error) {
	u, err := syntax.ParseUpdate(r.text, syntax.Options{Base: r.base})
	if err != nil {
		return nil, err
	}
	return oracle.Update(u, r.data, r.graphs(), oracle.Options{Base: r.base})
}
