package handlers

import (
	"iter"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/view"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// getOntology answers /ontology: the vocabulary as a page or as RDF.
func (s *Server) getOntology(c *gin.Context) error {
	return s.sendVocabulary(c, "ontology", ontology.Quads)
}

// getOntologyPart answers /ontology/shapes, /ontology/context.jsonld and the frames
// /ontology/frames/….jsonld.
func (s *Server) getOntologyPart(c *gin.Context) error {
	part := strings.TrimPrefix(c.Param("part"), "/")
	if part == "context.jsonld" {
		return s.send(c, answer.Answer{Media: negotiate.JSONLD, Body: ontology.Context, Cache: answer.CacheCurrent})
	}
	if name, ok := strings.CutPrefix(part, "frames/"); ok {
		if frame, ok := ontology.Frame(strings.TrimSuffix(name, ".jsonld")); ok && strings.HasSuffix(name, ".jsonld") {
			return s.send(c, answer.Answer{Media: negotiate.JSONLD, Body: frame, Links: []link.Link{{Rel: "profile", Href: negotiate.JSONLDNamespace + "frame"}}})
		}
	}
	if name, _ := negotiate.SplitSuffix(part); name == "shapes" {
		return s.sendVocabulary(c, "ontology/shapes", ontology.Shapes)
	}
	return s.notFound(c.Request.Context(), "ontology/"+part)
}

func (s *Server) sendVocabulary(c *gin.Context, path string, quads func() iter.Seq2[rdf.Quad, error]) error {
	_, suffix := negotiate.SplitSuffix(c.Request.URL.Path)
	ch, err := s.choose(c.Request, suffix, negotiate.DataOffers)
	if err != nil {
		return err
	}
	return s.sendVariant(c, ch, resource{path: path, root: rdf.IRI(ontology.IRI), about: linksOfVocabulary(), draw: (*view.Pages).Ontology,
		quads: func(*graph.Snapshot) ([]rdf.Quad, error) { return collect(quads()) }})
}

func collect(seq iter.Seq2[rdf.Quad, error]) (quads []rdf.Quad, err error) {
	for q, err := range seq {
		if err != nil {
			return nil, err
		}
		quads = append(quads, q)
	}
	return quads, nil
}
