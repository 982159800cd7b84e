package handlers

import (
	"net/url"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/catalogue"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/view"
	"w3id.org/plenary/rdf"
)

// graphListOffers are the variants of the list of graphs.
var graphListOffers = append(negotiate.WithoutAlias(negotiate.RDFOffers(), negotiate.JSON.Media), negotiate.JSON, negotiate.HTML)

// getGraphList answers /graphs alone: the named graphs with their sizes, as JSON,
// in the terms of service descriptions and VoID, or as a page.
func (s *Server) getGraphList(c *gin.Context) error {
	ch, err := s.choose(c.Request, "", graphListOffers)
	if err != nil {
		return err
	}
	page, err := pageParameter(c.Request.URL.Query(), "page")
	if err != nil {
		return err
	}
	snap := s.store.Snapshot()
	list, err := s.describer.Graphs(snap, page)
	if err != nil {
		return err
	}
	v := resource{path: site.Graphs, query: site.PageQuery("page", page), bare: true, snap: snap, root: s.IRI(site.Graphs),
		draw:  func(p *view.Pages, r view.Request) ([]byte, error) { return p.Graphs(r, s.shownGraphs(list, page)) },
		quads: func(*graph.Snapshot) ([]rdf.Quad, error) { return s.describer.GraphCollection(list), nil },
		json:  list,
		about: []link.Link{{Rel: "describes", Href: s.Base + site.SPARQL}},
		pages: func() []link.Link { return s.linksOfPages(c.Request.URL, "page", page, list.Next != "") },
	}
	return s.sendVariant(c, ch, v)
}

// shownGraphs is a page of the list for people.
func (s *Server) shownGraphs(list catalogue.GraphList, page int) view.NamedGraphs {
	from := (page - 1) * catalogue.MostGraphs
	shown := view.NamedGraphs{Page: page, Start: from, End: from + len(list.Items), Total: list.Total}
	for _, g := range list.Items {
		name := rdf.IRI(g.Graph)
		shown.Graphs = append(shown.Graphs, view.Graph{Name: name, Triples: g.Triples, Href: s.Root + site.Graphs + site.GraphQuery(name)})
	}
	for _, o := range graphListOffers {
		if o.Token != negotiate.HTML.Token {
			q := url.Values{"format": {o.Token}}
			shown.Others = append(shown.Others, explorer.Download{Name: o.Name, Type: o.Media, Href: s.Root + site.Graphs + "?" + q.Encode()})
		}
	}
	return shown
}
