package handlers

import (
	"fmt"
	"strconv"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A graphEntry is a named graph in the list.
type graphEntry struct {
	Graph   string `json:"graph"`
	Triples int    `json:"triples"`
	URL     string `json:"url"` // of its triples
}

// graphList is a page of the list of graphs, JSON by its names.
type graphList struct {
	Total   int          `json:"total"`   // named graphs
	Default int          `json:"default"` // triples of the unnamed graph
	Items   []graphEntry `json:"items"`
	Next    string       `json:"next"`
}

// listGraphs returns a page of the named graphs.
func (s *describer) listGraphs(snap *graph.Snapshot, page int) (list graphList, err error) {
	list.Items = []graphEntry{}
	from := (page - 1) * mostGraphs
	for id, n := range snap.GraphSizes() {
		if id == 0 {
			list.Default = n
			continue
		}
		if list.Total++; list.Total > from && list.Total <= from+mostGraphs {
			name := snap.Term(id)
			list.Items = append(list.Items, graphEntry{name.Value(), n, s.Base + site.Graphs + site.GraphQuery(name)})
		}
	}
	if page > 1 && len(list.Items) == 0 {
		return list, problem.BadParameter("page", "there is no page %d: the %d graphs fill %d", page, list.Total, (list.Total+mostGraphs-1)/mostGraphs)
	}
	if list.Total > from+mostGraphs {
		list.Next = s.Base + site.Graphs + "?page=" + strconv.Itoa(page+1)
	}
	return list, nil
}

// graphListQuads says the list as a graph collection.
//
// Spec: SPARQL 1.1 Service Description §3.2.7 sd:GraphCollection.
func (s *describer) graphListQuads(list graphList) []rdf.Quad {
	d := subject{node: s.IRI(site.Graphs)}
	d.add(ontology.RDFType, rdf.IRI(sdNS+"GraphCollection"))
	d.add(ontology.RDFSLabel, rdf.LangString("Named graphs", "en"), rdf.LangString("Graphes nommés", "fr"))
	for i, g := range list.Items {
		addGraph(&d, fmt.Sprintf("%s#graph-%d", d.node.Value(), i+1), rdf.IRI(g.Graph), g.Triples)
		d.quads = append(d.quads, rdf.Quad{S: rdf.IRI(g.Graph), P: rdf.IRI(voidNS + "dataDump"), O: rdf.IRI(g.URL)})
	}
	return d.quads
}

// mostGraphs is how many named graphs the description lists; where there are
// more, it lists none, and a query does.
const mostGraphs = 1000

// addGraph describes a named graph.
func addGraph(dataset *subject, iri string, name rdf.Term, triples int) {
	if name.IsZero() {
		return
	}
	named, g := subject{node: rdf.IRI(iri)}, subject{node: rdf.IRI(iri + "-triples")}
	dataset.add(sdNS+"namedGraph", named.node)
	named.add(ontology.RDFType, rdf.IRI(sdNS+"NamedGraph"))
	named.add(sdNS+"name", name)
	named.add(sdNS+"graph", g.node)
	g.add(ontology.RDFType, rdf.IRI(sdNS+"Graph"))
	g.count("triples", triples)
	dataset.quads = append(append(dataset.quads, named.quads...), g.quads...)
}
