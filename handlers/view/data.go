package view

import (
	"net/url"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/negotiate"
)

// data are the answers of the API about the thing, in the forms that they have.
func (e *entityView) data() []explorer.Data {
	tables, networks := []negotiate.Offer{negotiate.JSON, negotiate.CSV}, []negotiate.Offer{negotiate.JSON, negotiate.GraphML, negotiate.GEXF}
	iri := url.Values{"iri": {e.term.Value()}}
	data := []explorer.Data{
		e.answers("neighbors", iri, networks),
		e.answers("subgraph", iri, networks),
		e.answers("evidence", iri, tables),
	}
	all := append(tables, negotiate.GraphML, negotiate.GEXF)
	switch class := e.classPath(e.term); class {
	case "person", "country", "organization":
		data = append(data, e.answers("copresence", url.Values{"iri": {e.term.Value()}, "class": {class}, "limit": {"10000"}}, all))
	}
	switch class := e.classPath(e.term); class {
	case "country":
		data = append(data, e.answers("matrix", url.Values{"country": {e.term.Value()}}, all))
	case "priority":
		data = append(data, e.answers("matrix", url.Values{"topic": {e.term.Value()}}, all))
	}
	return data
}

// answers are the forms of one answer.
func (e *entityView) answers(route string, query url.Values, forms []negotiate.Offer) explorer.Data {
	data := explorer.Data{Label: e.text("side.data." + route)}
	for _, o := range forms {
		if query.Set("format", o.Token); o.Token == negotiate.JSON.Token { // the usual one
			query.Del("format")
		}
		data.Formats = append(data.Formats, explorer.Download{Name: o.Name, Type: o.Media, Href: e.apiHref(route, query)})
	}
	return data
}
