package handlers

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
var operationTags = []openapi.Tag{
	{Name: "data", Description: "Linked data: things, documents about them, collections, the vocabulary."},
	{Name: "api", Description: "Questions with an answer in JSON, RDF, and where it fits CSV, GraphML and GEXF."},
	{Name: "sparql", Description: "SPARQL 1.1 and 1.2 Protocol and Graph Store Protocol."},
	{Name: "review", Description: "Decisions of curators on what documents propose."},
	{Name: "dataset", Description: "The dataset as a whole: descriptions and dumps."},
	{Name: "pages", Description: "Pages for people."},
	{Name: "service", Description: "What the service says of itself, and how it fares."},
}

// operations are all, in the order of their groups.
func (s *Server) operations(schemas openapi.Schemas) []operation.Operation {
	return slices.Concat(dataOperations(), api.Operations(schemas), sparqlOperations(schemas), graphOperations(schemas), decisionOperations(schemas), s.reviewOperations(schemas), s.documentOperations(schemas), datasetOperations(schemas), pageOperations(), serviceOperations(schemas))
}

// description is the whole document of OpenAPI.
func (s *Server) apiDescription() openapi.Document {
	schemas := openapi.Schemas{}
	d := openapi.Document{
		OpenAPI: openapi.Version, Info: s.apiInfo(), Servers: []openapi.Server{{URL: strings.TrimSuffix(s.Base, "/")}}, Tags: operationTags, Paths: map[string]openapi.PathItem{},
		ExternalDocs: &openapi.External{URL: s.Base + "docs", Description: "The same for people"},
	}
	for _, o := range s.operations(schemas) {
		if d.Paths["/"+o.Path] == nil {
			d.Paths["/"+o.Path] = openapi.PathItem{}
		}
		d.Paths["/"+o.Path][strings.ToLower(o.Method)] = o.Describe()
	}
	d.Components = openapi.Components{Responses: operation.ProblemResponses(schemas), Schemas: schemas,
		SecuritySchemes: map[string]openapi.Schema{"token": {"type": "http", "scheme": "bearer", "description": "A token that the operator has made, with the role curator or admin."}}}
	return d
}

func (s *Server) apiInfo() openapi.Info {
	info := openapi.Info{
		Title: "plenary", Summary: "What governments decide together, as a knowledge graph.", Version: s.Version,
		Description: s.explorer.Text("en", "home.description") + "\n\nWhere there is GET there is HEAD, the same without a body, and OPTIONS. Queries and batches may be sent with QUERY (RFC 10008) as with POST. " +
			"Reading needs no token and is open to every origin. Errors are problem documents (RFC 9457), as JSON, HTML or RDF.",
		License: &openapi.License{Name: "Licence of the data", URL: s.License},
	}
	if info.Version == "" {
		info.Version = "unreleased"
	}
	info.Contact = &openapi.Contact{Name: s.Publisher().Name}
	switch contact := s.Publication.Contact; {
	case site.IsHTTP(contact):
		info.Contact.URL = contact
	case contact != "":
		info.Contact.Email = strings.TrimPrefix(contact, "mailto:")
	}
	return info
}

// operationGroups are the operations as the page about them shows them.
func (s *Server) operationGroups() (groups []explorer.Group) {
	byTag := map[string][]explorer.Operation{}
	for _, o := range s.operations(openapi.Schemas{}) {
		byTag[o.Tag] = append(byTag[o.Tag], o.Shown(s.Root))
	}
	for _, tag := range operationTags {
		groups = append(groups, explorer.Group{ID: tag.Name, Note: tag.Description, Operations: byTag[tag.Name]})
	}
	return groups
}
