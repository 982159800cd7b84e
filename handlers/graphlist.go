package handlers

import (
	"fmt"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// graphListOffers are the variants of the list of graphs.
var graphListOffers = append(withoutAlias(rdfOffers(), jsonOffer.media), jsonOffer, htmlOffer)

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
func (s *Server) listGraphs(snap *graph.Snapshot, page int) (list graphList, err error) {
	list.Items = []graphEntry{}
	from := (page - 1) * mostGraphs
	for id, n := range snap.GraphSizes() {
		if id == 0 {
			list.Default = n
			continue
		}
		if list.Total++; list.Total > from && list.Total <= from+mostGraphs {
			name := snap.Term(id)
			list.Items = append(list.Items, graphEntry{name.Value(), n, s.base + graphsPath + graphQuery(name)})
		}
	}
	if page > 1 && len(list.Items) == 0 {
		return list, badParameter("page", "there is no page %d: the %d graphs fill %d", page, list.Total, (list.Total+mostGraphs-1)/mostGraphs)
	}
	if list.Total > from+mostGraphs {
		list.Next = s.base + graphsPath + "?page=" + strconv.Itoa(page+1)
	}
	return list, nil
}

// getGraphList answers /graphs alone: the named graphs with their sizes, as JSON,
// in the terms of service descriptions and VoID, or as a page.
func (s *Server) getGraphList(c *gin.Context) error {
	ch, err := choose(c.Request, "", graphListOffers)
	if err != nil {
		return err
	}
	page, err := pageParameter(c.Request.URL.Query(), "page")
	if err != nil {
		return err
	}
	snap := s.store.Snapshot()
	list, err := s.listGraphs(snap, page)
	if err != nil {
		return err
	}
	v := resource{path: graphsPath, query: pageQuery("page", page), bare: true, snap: snap, root: s.iri(graphsPath),
		draw:  func(p *pages, r pageRequest) ([]byte, error) { return p.graphs(r, list, page) },
		quads: func(*graph.Snapshot) ([]rdf.Quad, error) { return s.graphListQuads(list), nil },
		json:  list,
		about: []link{{rel: "describes", href: s.base + sparqlPath}},
		pages: func() []link { return s.linksOfPages(c.Request.URL, "page", page, list.Next != "") },
	}
	return s.sendVariant(c, ch, v)
}

// graphListQuads says the list as a graph collection.
//
// Spec: SPARQL 1.1 Service Description §3.2.7 sd:GraphCollection.
func (s *Server) graphListQuads(list graphList) []rdf.Quad {
	d := describer{subject: s.iri(graphsPath)}
	d.add(ontology.RDFType, rdf.IRI(sdNS+"GraphCollection"))
	d.add(ontology.RDFSLabel, rdf.LangString("Named graphs", "en"), rdf.LangString("Graphes nommés", "fr"))
	for i, g := range list.Items {
		addGraph(&d, fmt.Sprintf("%s#graph-%d", d.subject.Value(), i+1), rdf.IRI(g.Graph), g.Triples)
		d.quads = append(d.quads, rdf.Quad{S: rdf.IRI(g.Graph), P: rdf.IRI(voidNS + "dataDump"), O: rdf.IRI(g.URL)})
	}
	return d.quads
}

// graphs renders the list of graphs.
func (p *pages) graphs(r pageRequest, list graphList, number int) ([]byte, error) {
	v := p.view(r)
	title := v.text("coverage.graphs")
	t := explorer.Table{Caption: title, Quiet: true, Columns: []string{v.text("col.graph"), v.text("col.statements"), v.text("col.licence")}}
	for _, g := range list.Items {
		name := rdf.IRI(g.Graph)
		size := explorer.Value{Text: v.count(g.Triples), Href: v.root + graphsPath + graphQuery(name)}
		t.Rows = append(t.Rows, explorer.Row{Cells: [][]explorer.Value{{v.value(name)}, {size}, v.values(v.objects(name, ontology.DCTLicense))}})
	}
	page := explorer.List{Page: v.frame(r, title), Heading: title, Table: t,
		Pager: window{page: number, start: (number - 1) * mostGraphs, end: (number-1)*mostGraphs + len(list.Items), total: list.Total}.pager(r.URL)}
	for _, o := range graphListOffers {
		if o.token != htmlOffer.token {
			q := url.Values{"format": {o.token}}
			page.Downloads = append(page.Downloads, explorer.Download{Name: o.name, Type: o.media, Href: v.root + graphsPath + "?" + q.Encode()})
		}
	}
	return v.render(page)
}
