package view

import (
	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/negotiate"
)

// Docs renders the description of the API, whose groups have no titles yet.
func (p *Pages) Docs(r Request, groups []explorer.Group) ([]byte, error) {
	v := p.view(r)
	page := explorer.API{Page: v.frame(r, v.text("docs.title"))}
	page.Description = v.text("docs.lead")
	page.Relations = append(page.Relations, explorer.Relation{Rel: "service-desc", Href: v.base + "openapi.json", Type: negotiate.JSON.Media})
	for _, g := range groups {
		g.Title = v.text("docs.group." + g.ID)
		page.Groups = append(page.Groups, g)
	}
	return v.render(page)
}
