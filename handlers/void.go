package handlers

import (
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/view"
	"w3id.org/plenary/rdf"
)

// getVoID answers /void, /.well-known/void and /dataset: what the dataset is.
func (s *Server) getVoID(c *gin.Context) error {
	path, suffix := negotiate.SplitSuffix(strings.TrimPrefix(c.Request.URL.Path, s.Root))
	ch, err := s.choose(c.Request, suffix, negotiate.DataOffers)
	if err != nil {
		return err
	}
	return s.sendVariant(c, ch, resource{path: path, root: s.IRI("dataset"), draw: (*view.Pages).Coverage, quads: s.describeDataset, about: s.linksOfDataset(), items: s.linksToDumps()})
}

// describeDataset is datasetQuads, made once for a snapshot.
func (s *Server) describeDataset(snap *graph.Snapshot) ([]rdf.Quad, error) {
	return s.derivedFrom(snap).dataset()
}

// getService answers /sparql without a query: the service description, or a page
// with a form.
//
// Spec: SPARQL 1.1 Service Description.
func (s *Server) getService(c *gin.Context) error {
	ch, err := s.choose(c.Request, "", negotiate.DataOffers)
	if err != nil {
		return err
	}
	return s.sendVariant(c, ch, resource{path: site.SPARQL, bare: true, root: s.IRI(site.SPARQL), draw: (*view.Pages).SPARQL, quads: s.derivedQuads(func(d *derived) func() ([]rdf.Quad, error) { return d.service })})
}
