package catalogue

import (
	"fmt"
	"strconv"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A GraphEntry is a named graph in the list.
type GraphEntry struct {
	Graph   string `json:"graph"`
	Triples int    `json:"triples"`
	URL     string `json:"url"` // of its triples
}

// GraphList is a page of the list of graphs, JSON by its names.
type GraphList struct {
	Total   int          `json:"total"`   // named graphs
	Default int          `json:"default"` // triples of the unnamed graph
	Items   []GraphEntry `json:"items"`
	Next    string       `json:"next"`
}

// Graphs returns a page of the named graphs.
func (s *Describer) Graphs(snap *graph.Snapshot, page int) (list GraphList, err error) {
	list.Items = []GraphEntry{}
	from := (page - 1) * MostGraphs
	for id, n := range snap.GraphSizes() {
		if id == 0 {
			list.Default = n
			continue
		}
		if list.Total++; list.Total > from && list.Total <= from+MostGraphs {
			name := snap.Term(id)
			list.Items = append(list.Items, GraphEntry{name.Value(), n, s.Base + site.Graphs + site.GraphQuery(name)})
		}
	}
	if page > 1 && len(list.Items) == 0 {
		return list, problem.BadParameter("page", "there is no page %d: the %d graphs fill %d", page, list.Total, (list.Total+MostGraphs-1)/MostGraphs)
	}
	if list.Total > from+MostGraphs {
		list.Next = s.Base + site.Graphs + "?page=" + strconv.Itoa(page+1)
	}
	return list, nil
}

// GraphCollection says the list as a graph collection.
//
// Spec: SPARQL 1.1 Service Description §3.2.7 sd:GraphCollection.
func (s *Describer) GraphCollection(list GraphList) []rdf.Quad {
	d := subject{node: s.IRI(site.Graphs)}
	d.add(ontology.RDFType, rdf.IRI(sdNS+"GraphCollection"))
	d.add(ontology.RDFSLabel, rdf.LangString("Named graphs", "en"), rdf.LangString("Graphes nommés", "fr"))
	for i, g := range list.Items {
		addGraph(&d, fmt.Sprintf("%s#graph-%d", d.node.Value(), i+1), rdf.IRI(g.Graph), g.Triples)
		d.quads = append(d.quads, rdf.Quad{S: rdf.IRI(g.Graph), P: rdf.IRI(voidNS + "dataDump"), O: rdf.IRI(g.URL)})
	}
	return d.quads
}

// MostGraphs is how many named graphs the description lists; where there are
// more, it lists none, and a query does.
const MostGraphs = 1000

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
