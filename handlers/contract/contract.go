// Package contract says what the server offers, as a document of OpenAPI and as the
// page for people: every route that is there, and no other.
package contract

import (
	"slices"
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/api"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/operation"
	"w3id.org/plenary/handlers/site"
)

// Groups of operations.
var tags = []openapi.Tag{
	{Name: "data", Description: "Linked data: things, documents about them, collections, the vocabulary."},
	{Name: "api", Description: "Questions with an answer in JSON, RDF, and where it fits CSV, GraphML and GEXF."},
	{Name: "sparql", Description: "SPARQL 1.1 and 1.2 Protocol and Graph Store Protocol."},
	{Name: "review", Description: "Decisions of curators on what documents propose."},
	{Name: "dataset", Description: "The dataset as a whole: descriptions and dumps."},
	{Name: "pages", Description: "Pages for people."},
	{Name: "service", Description: "What the service says of itself, and how it fares."},
}

// A Description is that of one server.
type Description struct {
	Site     *site.Site
	Explorer *explorer.Explorer
	Reviews  bool // it has a review desk
}

// Operations are all, in the order of their groups.
func (d *Description) Operations(schemas *openapi.Schemas) []operation.Operation {
	return slices.Concat(dataOperations(), api.Operations(schemas), sparqlOperations(schemas), graphOperations(schemas), decisionOperations(schemas), d.reviewOperations(schemas), d.documentOperations(schemas), datasetOperations(schemas), pageOperations(), serviceOperations(schemas))
}

// Document is the whole document of OpenAPI.
func (d *Description) Document() openapi.Document {
	schemas := new(openapi.Schemas)
	doc := openapi.Document{
		OpenAPI: openapi.Version, Info: d.info(), Servers: []openapi.Server{{URL: strings.TrimSuffix(d.Site.Base, "/")}}, Tags: tags, Paths: map[string]openapi.PathItem{},
		ExternalDocs: &openapi.External{URL: d.Site.Base + "docs", Description: "The same for people"},
	}
	for _, o := range d.Operations(schemas) {
		if doc.Paths["/"+o.Path] == nil {
			doc.Paths["/"+o.Path] = openapi.PathItem{}
		}
		doc.Paths["/"+o.Path][strings.ToLower(o.Method)] = o.Describe()
	}
	doc.Components = openapi.Components{Responses: operation.ProblemResponses(schemas), Schemas: schemas,
		SecuritySchemes: map[string]openapi.Schema{"token": {"type": "http", "scheme": "bearer", "description": "A token that the operator has made, with the role curator or admin."}}}
	return doc
}

func (d *Description) info() openapi.Info {
	info := openapi.Info{
		Title: "plenary", Summary: "What governments decide together, as a knowledge graph.", Version: d.Site.Version,
		Description: d.Explorer.Text("en", "home.description") + "\n\nWhere there is GET there is HEAD, the same without a body, and OPTIONS. Queries and batches may be sent with QUERY (RFC 10008) as with POST. " +
			"Reading needs no token and is open to every origin. Errors are problem documents (RFC 9457), as JSON, HTML or RDF.",
		License: &openapi.License{Name: "Licence of the data", URL: d.Site.License},
	}
	if info.Version == "" {
		info.Version = "unreleased"
	}
	info.Contact = &openapi.Contact{Name: d.Site.Publisher().Name}
	switch contact := d.Site.Publication.Contact; {
	case site.IsHTTP(contact):
		info.Contact.URL = contact
	case contact != "":
		info.Contact.Email = strings.TrimPrefix(contact, "mailto:")
	}
	return info
}

// Groups are the operations as the page about them shows them.
func (d *Description) Groups() (groups []explorer.Group) {
	byTag := map[string][]explorer.Operation{}
	for _, o := range d.Operations(new(openapi.Schemas)) {
		byTag[o.Tag] = append(byTag[o.Tag], o.Shown(d.Site.Root))
	}
	for _, tag := range tags {
		groups = append(groups, explorer.Group{ID: tag.Name, Note: tag.Description, Operations: byTag[tag.Name]})
	}
	return groups
}
