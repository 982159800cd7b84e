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
			d := describer{subject: self}
			d.add(ontology.RDFType, rdf.IRI(ontology.SKOSConcept))
			d.add(ontology.RDFSLabel, rdf.LangString(kind.title, "en"))
			d.add(ontology.SKOSDefinition, rdf.LangString(kind.explain, "en"))
			return d.quads, nil
		}})
}
