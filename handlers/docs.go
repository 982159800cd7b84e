package handlers

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/openapi"
)

// getOpenAPI answers /openapi.json.
func (s *Server) getOpenAPI(c *gin.Context) error {
	body, err := s.openAPI()
	if err != nil {
		return err
	}
	return s.send(c, answer{media: jsonOffer.media, body: body, links: []link{
		{rel: "canonical", href: s.base + "openapi.json"}, {rel: "service-doc", href: s.base + "docs", media: htmlOffer.media}, {rel: "license", href: s.license},
	}})
}

// getDocs answers /docs: the description of the API as a page, which is long and
// kept.
func (s *Server) getDocs(c *gin.Context) error {
	snap, key := s.store.Snapshot(), variantKey(c.Request, choice{offer: htmlOffer})
	if p := s.cache.get(key, snap); p != nil && acceptsHTML(c.Request) {
		return p.send(c)
	}
	a, err := s.pageOf(c, (*pages).docs)
	if err != nil {
		return err
	}
	p := prepare(a)
	if key != "" {
		s.cache.put(key, p, snap, nil)
	}
	return p.send(c)
}

func acceptsHTML(r *http.Request) bool {
	_, err := choose(r, "", []offer{htmlOffer})
	return err == nil
}

// docs renders the description of the API.
func (p *pages) docs(r pageRequest) ([]byte, error) {
	v := p.view(r)
	page := explorer.API{Page: v.frame(r, v.text("docs.title"))}
	page.Description = v.text("docs.lead")
	page.Relations = append(page.Relations, explorer.Relation{Rel: "service-desc", Href: v.base + "openapi.json", Type: jsonOffer.media})
	byTag := map[string][]explorer.Operation{}
	for _, o := range p.server.operations(openapi.Schemas{}) {
		byTag[o.tag] = append(byTag[o.tag], v.operation(o))
	}
	for _, tag := range operationTags {
		page.Groups = append(page.Groups, explorer.Group{ID: tag.Name, Title: v.text("docs.group." + tag.Name), Note: tag.Description, Operations: byTag[tag.Name]})
	}
	return v.render(page)
}

// operation shows an operation.
func (v *view) operation(o operation) explorer.Operation {
	shown := explorer.Operation{ID: o.id, Method: o.method, Path: v.root + o.path, Summary: o.does, Note: o.more, Token: o.writes}
	for _, p := range o.params {
		shown.Parameters = append(shown.Parameters, explorer.Parameter{Name: p.Name, In: p.In, Required: p.Required, Says: p.Description, Takes: takes(p.Schema)})
	}
	if o.body != nil {
		shown.Body = slices.Sorted(maps.Keys(o.body.Content))
	}
	described := o.describe()
	for status, answer := range described.Responses {
		if answer.Ref == "" {
			shown.Answer = status
			shown.Media = slices.Sorted(maps.Keys(answer.Content))
		} else {
			shown.Problems = append(shown.Problems, status)
		}
	}
	slices.Sort(shown.Problems)
	if o.method == "GET" {
		shown.Try = v.root + try(o)
	}
	return shown
}

// takes says in words what a schema admits.
func takes(s openapi.Schema) string {
	switch values, low, high := s["enum"], s["minimum"], s["maximum"]; {
	case values != nil:
		texts, _ := values.([]string)
		return strings.Join(texts, ", ")
	case low != nil && high != nil:
		return joinNonEmpty(", ", number(low)+"–"+number(high), usual(s["default"]))
	case low != nil:
		return "≥ " + number(low)
	}
	return ""
}

func usual(v any) string {
	if v == nil {
		return ""
	}
	return "else " + number(v)
}

func number(v any) string {
	n, _ := v.(int)
	return strconv.Itoa(n)
}

func exampleText(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// queryText escapes a value for a query, but for what may stand there as it is.
func queryText(s string) string {
	return strings.NewReplacer("%2F", "/", "%3A", ":").Replace(url.QueryEscape(s))
}

// try is the address of an answer to an operation, by the examples of its
// parameters; they are relative to the root.
func try(o operation) string {
	path, query := o.path, []string{}
	for _, p := range o.params {
		switch value := exampleText(p.Example); {
		case p.In == "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", value)
		case p.Example != nil:
			query = append(query, p.Name+"="+queryText(value))
		}
	}
	if len(query) > 0 {
		path += "?" + strings.Join(query, "&")
	}
	return path
}
