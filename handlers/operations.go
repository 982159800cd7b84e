package handlers

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/handlers/openapi"
)

// An operation is an entry of the description of the API. Every route has one;
// HEAD, OPTIONS and QUERY are said once, for all.
type operation struct {
	method, path, tag, id string
	does                  string // one sentence without its full stop
	more                  string
	params                []openapi.Parameter
	body                  *openapi.Body
	status                int            // 0 is 200
	json                  openapi.Schema // of the JSON answer; nil for none
	media                 []string       // further forms of the answer
	problems              []int          // besides those of all
	writes                bool           // takes a token
}

// Groups of operations.
var operationTags = []openapi.Tag{
	{Name: "data", Description: "Linked data: things, documents about them, collections, the vocabulary."},
	{Name: "api", Description: "Questions with an answer in JSON, RDF, and where it fits CSV, GraphML and GEXF."},
	{Name: "sparql", Description: "SPARQL 1.1 and 1.2 Protocol and Graph Store Protocol."},
	{Name: "dataset", Description: "The dataset as a whole: descriptions and dumps."},
	{Name: "pages", Description: "Pages for people."},
	{Name: "service", Description: "What the service says of itself, and how it fares."},
}

// operations are all, in the order of their groups.
func (s *Server) operations(schemas openapi.Schemas) []operation {
	return slices.Concat(dataOperations(), apiOperations(schemas), sparqlOperations(schemas), graphOperations(schemas), decisionOperations(schemas), datasetOperations(schemas), pageOperations(), serviceOperations(schemas))
}

// always are the statuses of problems that any request may get.
var always = []int{
	http.StatusBadRequest, http.StatusRequestURITooLong, http.StatusTooManyRequests, http.StatusRequestHeaderFieldsTooLarge, http.StatusInternalServerError, http.StatusServiceUnavailable,
}

// refusals are those of requests that write.
var refusals = []int{
	http.StatusUnauthorized, http.StatusForbidden, http.StatusConflict, http.StatusPreconditionFailed, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity,
}

// describe is the operation as the specification has it.
func (o operation) describe() *openapi.Operation {
	d := &openapi.Operation{OperationID: o.id, Summary: o.does, Description: o.more, Tags: []string{o.tag}, Parameters: o.params, RequestBody: o.body, Responses: map[string]openapi.Response{}}
	status := o.status
	if status == 0 {
		status = http.StatusOK
	}
	answer := openapi.Response{Description: http.StatusText(status), Content: map[string]openapi.Media{}}
	if o.json != nil {
		answer.Content[jsonOffer.media] = openapi.Media{Schema: o.json}
	}
	for _, media := range o.media {
		answer.Content[media] = openapi.Media{Schema: openapi.String()}
		if strings.HasSuffix(media, "json") {
			answer.Content[media] = openapi.Media{Schema: openapi.Schema{}}
		}
	}
	if status == http.StatusSeeOther {
		answer.Content, answer.Headers = nil, map[string]openapi.Header{"Location": {Description: "of the document", Schema: openapi.String()}}
	}
	d.Responses[strconv.Itoa(status)] = answer
	for _, p := range slices.Concat(always, o.problems) {
		d.Responses[strconv.Itoa(p)] = openapi.Response{Ref: "#/components/responses/" + responseName(p)}
	}
	if o.writes {
		d.Security = []map[string][]string{{"token": {}}}
		for _, p := range refusals {
			d.Responses[strconv.Itoa(p)] = openapi.Response{Ref: "#/components/responses/" + responseName(p)}
		}
	}
	return d
}

// responseName is the name of the problem with a status among the components.
func responseName(status int) string {
	return strings.NewReplacer(" ", "", "-", "").Replace(http.StatusText(status))
}

// description is the whole document of OpenAPI.
func (s *Server) apiDescription() openapi.Document {
	schemas := openapi.Schemas{}
	d := openapi.Document{
		OpenAPI: openapi.Version, Info: s.apiInfo(), Servers: []openapi.Server{{URL: strings.TrimSuffix(s.base, "/")}}, Tags: operationTags, Paths: map[string]openapi.PathItem{},
		ExternalDocs: &openapi.External{URL: s.base + "docs", Description: "The same for people"},
	}
	for _, o := range s.operations(schemas) {
		if d.Paths["/"+o.path] == nil {
			d.Paths["/"+o.path] = openapi.PathItem{}
		}
		d.Paths["/"+o.path][strings.ToLower(o.method)] = o.describe()
	}
	d.Components = openapi.Components{Responses: problemResponses(schemas), Schemas: schemas,
		SecuritySchemes: map[string]openapi.Schema{"token": {"type": "http", "scheme": "bearer", "description": "A token that the operator has made, with the role curator or admin."}}}
	return d
}

func (s *Server) apiInfo() openapi.Info {
	info := openapi.Info{
		Title: "plenary", Summary: "What governments decide together, as a knowledge graph.", Version: s.version,
		Description: s.pages.explorer.Text("en", "home.description") + "\n\nWhere there is GET there is HEAD, the same without a body, and OPTIONS. Queries and batches may be sent with QUERY (RFC 10008) as with POST. " +
			"Reading needs no token and is open to every origin. Errors are problem documents (RFC 9457), as JSON, HTML or RDF.",
		License: &openapi.License{Name: "Licence of the data", URL: s.license},
	}
	if info.Version == "" {
		info.Version = "unreleased"
	}
	info.Contact = &openapi.Contact{Name: s.publisher().Name}
	switch contact := s.publication.Contact; {
	case isHTTP(contact):
		info.Contact.URL = contact
	case contact != "":
		info.Contact.Email = strings.TrimPrefix(contact, "mailto:")
	}
	return info
}

// problemResponses are the answers of each status that some kind of problem has.
func problemResponses(schemas openapi.Schemas) map[string]openapi.Response {
	found := map[string]openapi.Response{responseName(http.StatusRequestedRangeNotSatisfiable): {
		Description: "The file has no such range.", Content: map[string]openapi.Media{"text/plain": {Schema: openapi.String()}},
	}}
	problem := schemas.Of(Problem{})
	for _, k := range append(problemKinds, problemKind{status: http.StatusRequestURITooLong, title: "Address too long", explain: "The address has more bytes than the server takes."}) {
		if k.status == http.StatusOK {
			continue
		}
		name := responseName(k.status)
		r := found[name]
		r.Description = strings.TrimSpace(r.Description + "\n\n" + k.title + ". " + k.explain)
		r.Content = map[string]openapi.Media{"application/problem+json": {Schema: problem}, htmlOffer.media: {Schema: openapi.String()}}
		for _, o := range rdfOffers() {
			r.Content[o.media] = openapi.Media{Schema: openapi.String()}
		}
		if k.status == http.StatusTooManyRequests || k.status == http.StatusServiceUnavailable {
			r.Headers = map[string]openapi.Header{"Retry-After": {Description: "seconds; not of a query that would fail again", Schema: openapi.Schema{"type": "integer"}}}
		}
		found[name] = r
	}
	return found
}
