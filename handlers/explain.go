package handlers

import (
	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// getProblem answers /problems/{slug}: what a type of problem means.
func (s *Server) getProblem(c *gin.Context) error {
	kind, ok := kindOf(c.Param("slug"))
	if !ok {
		return s.notFound(c.Request.Context(), "problems/"+c.Param("slug"))
	}
	ch, err := choose(c.Request, "", dataOffers)
	if err != nil {
		return err
	}
	self := s.iri("problems/" + kind.slug)
	return s.sendVariant(c, ch, resource{root: self,
		draw: func(p *pages, r pageRequest) ([]byte, error) {
			r.Problem = &Problem{Slug: kind.slug, Type: self.Value(), Title: kind.title, Status: kind.status, Detail: kind.explain}
			return p.problem(r)
		},
		quads: func(*graph.Snapshot) ([]rdf.Quad, error) {
			return []rdf.Quad{
				{S: self, P: rdf.IRI(ontology.RDFType), O: rdf.IRI(ontology.SKOSConcept)},
				{S: self, P: rdf.IRI(ontology.RDFSLabel), O: rdf.LangString(kind.title, "en")},
				{S: self, P: rdf.IRI(ontology.SKOSDefinition), O: rdf.LangString(kind.explain, "en")},
			}, nil
		}})
}
