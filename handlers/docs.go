package handlers

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/contract"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/view"
)

// contract is what the server offers.
func (s *Server) contract() *contract.Description {
	return &contract.Description{Site: s.Site, Explorer: s.explorer, Reviews: s.desk != nil}
}

// getOpenAPI answers /openapi.json.
func (s *Server) getOpenAPI(c *gin.Context) error {
	body, err := s.openAPI()
	if err != nil {
		return err
	}
	return s.send(c, answer.Answer{Media: negotiate.JSON.Media, Body: body, Links: []link.Link{
		{Rel: "canonical", Href: s.Base + "openapi.json"}, {Rel: "service-doc", Href: s.Base + "docs", Media: negotiate.HTML.Media}, {Rel: "license", Href: s.License},
	}})
}

// getDocs answers /docs: the description of the API as a page, which is long and
// kept.
func (s *Server) getDocs(c *gin.Context) error {
	snap, key := s.store.Snapshot(), answer.VariantKey(c.Request, negotiate.Choice{Offer: negotiate.HTML})
	if p := s.cache.Get(key, snap); p != nil && acceptsHTML(c.Request) {
		return p.Send(c.Writer, c.Request)
	}
	a, err := s.pageOf(c, func(p *view.Pages, r view.Request) ([]byte, error) { return p.Docs(r, s.contract().Groups()) })
	if err != nil {
		return err
	}
	p := answer.Prepare(a)
	if key != "" {
		s.cache.Put(key, p, snap, nil)
	}
	return p.Send(c.Writer, c.Request)
}

func acceptsHTML(r *http.Request) bool {
	_, err := negotiate.Choose(r, "", []negotiate.Offer{negotiate.HTML})
	return err == nil
}
