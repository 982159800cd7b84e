package handlers

import (
	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/view"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// getProblem answers /problems/{slug}: what a type of problem means.
func (s *Server) getProblem(c *gin.Context) error {
	kind, ok := problem.KindOf(c.Param("slug"))
	if !ok {
		return s.notFound(c.Request.Context(), "problems/"+c.Param("slug"))
	}
	ch, err := s.choose(c.Request, "", negotiate.DataOffers)
	if err != nil {
		return err
	}
	self := s.IRI("problems/" + kind.Slug)
	return s.sendVariant(c, ch, resource{root: self,
		draw: func(p *view.Pages, r view.Request) ([]byte, error) {
			r.Problem = &problem.Problem{Slug: kind.Slug, Type: self.Value(), Title: kind.Title, Status: kind.Status, Detail: kind.Explain}
			return p.Problem(r)
		},
		quads: func(*graph.Snapshot) ([]rdf.Quad, error) {
			return []rdf.Quad{
				{S: self, P: rdf.IRI(ontology.RDFType), O: rdf.IRI(ontology.SKOSConcept)},
				{S: self, P: rdf.IRI(ontology.RDFSLabel), O: rdf.LangString(kind.Title, "en")},
				{S: self, P: rdf.IRI(ontology.SKOSDefinition), O: rdf.LangString(kind.Explain, "en")},
			}, nil
		}})
}
