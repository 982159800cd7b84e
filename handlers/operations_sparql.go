package handlers

import (
	"net/http"
	"slices"

	"w3id.org/plenary/handlers/catalogue"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/site"
)

// answerMedia are the forms of answers to queries.
func answerMedia() []string {
	media := slices.Concat(mediaOf(negotiate.ResultOffers()), mediaOf(negotiate.DataOffers), []string{"text/plain", negotiate.JSON.Media})
	slices.Sort(media)
	return slices.Compact(media)
}

func sparqlOperations(schemas openapi.Schemas) []operation {
	query := func(name, description string) openapi.Parameter { return in(name, description, openapi.String()) }
	params := []openapi.Parameter{
		such(query("query", "The query. Usual prefixes need no declaration, relative IRIs are resolved against the base."), "ASK {}"),
		in("default-graph-uri", "Graphs that make the default graph; the union of all when none is given.", openapi.Array(openapi.String())),
		in("named-graph-uri", "Graphs that GRAPH sees.", openapi.Array(openapi.String())),
		in("timeout", "Milliseconds that the query may take.", openapi.Schema{"type": "integer", "minimum": 1}),
		formatOf(slices.Concat(negotiate.ResultOffers(), negotiate.DataOffers)),
		in("explain", "Show how the answer comes about instead.", openapi.OneOf("text", "json", "provenance")),
	}
	problems := []int{http.StatusNotAcceptable, http.StatusForbidden, http.StatusRequestEntityTooLarge}
	form := openapi.Object(openapi.Property{Name: "query", Schema: openapi.String(), Optional: true}, openapi.Property{Name: "update", Schema: openapi.String(), Optional: true})
	delete(form, "additionalProperties")
	post := operation{method: http.MethodPost, path: site.SPARQL, tag: "sparql", id: "postQuery", does: "Answers a query, or carries out an update for who has a token", media: answerMedia(), params: params[1:],
		problems: append(problems, http.StatusUnauthorized, http.StatusConflict, http.StatusLengthRequired, http.StatusPreconditionFailed, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity),
		body: &openapi.Body{Required: true, Content: map[string]openapi.Media{
			formMedia: {Schema: form}, queryMedia: {Schema: openapi.String(), Example: "ASK {}"}, updateMedia: {Schema: openapi.String()},
		}}}
	post.params = append(slices.Clone(post.params), in("using-graph-uri", "Of an update: graphs that make the default graph of WHERE.", openapi.Array(openapi.String())),
		in("using-named-graph-uri", "Of an update: graphs that GRAPH sees in WHERE.", openapi.Array(openapi.String())))
	return []operation{
		{method: http.MethodGet, path: site.SPARQL, tag: "sparql", id: "query", does: "Answers a query; without one, describes the service", params: params, media: answerMedia(), problems: problems},
		post,
	}
}

// graphOperations are those of the Graph Store Protocol, by parameter and by
// address.
func graphOperations(schemas openapi.Schemas) (all []operation) {
	which := []openapi.Parameter{
		in("graph", "IRI of the graph, relative ones to the base.", iriText),
		openapi.Parameter{Name: "default", In: "query", Description: "The unnamed graph; without a value.", Schema: openapi.OneOf("")},
	}
	named := []openapi.Parameter{inPath("name", "What follows graphs/ in the IRI of the graph.", openapi.String(), "anything")}
	message := in("message", "What the history says of the change.", openapi.String())
	syntaxes := mediaOf(negotiate.RDFOffers())
	body := func(media ...string) *openapi.Body {
		b := &openapi.Body{Required: true, Content: map[string]openapi.Media{}}
		for _, m := range media {
			b.Content[m] = openapi.Media{Schema: openapi.String()}
		}
		return b
	}
	changed := schemas.Of(outcome{})
	for _, at := range []struct {
		path, id string
		params   []openapi.Parameter
	}{{site.Graphs, "", which}, {site.Graphs + "/{name}", "ByAddress", named}} {
		write := operation{path: at.path, tag: "sparql", params: append(slices.Clone(at.params), message), json: changed, writes: true, problems: []int{http.StatusNotFound, http.StatusLengthRequired}}
		read := operation{method: http.MethodGet, path: at.path, tag: "sparql", id: "getGraph" + at.id, does: "The triples of a graph; without one, the list of graphs",
			params: append(slices.Clone(at.params), in("page", "Which page of the list.", openapi.Schema{"type": "integer", "minimum": 1}), formatOf(append(negotiate.RDFOffers(), negotiate.JSON, negotiate.HTML)), profileParameter(), langParameter()),
			json:   schemas.Of(catalogue.GraphList{}), media: slices.Concat(syntaxes, []string{negotiate.HTML.Media}), problems: []int{http.StatusNotFound, http.StatusNotAcceptable, http.StatusPreconditionFailed}}
		if at.id != "" {
			read.does = "The triples of the graph that the address names"
		}
		all = append(all, read)
		for _, w := range []struct {
			method, id, does string
			body             *openapi.Body
		}{
			{http.MethodPut, "putGraph", "Makes a graph hold what the body says, and nothing else", body(syntaxes...)},
			{http.MethodPost, "postGraph", "Adds what the body says to a graph", body(slices.Concat(syntaxes, []string{"multipart/form-data"})...)},
			{http.MethodPatch, "patchGraph", "Changes a graph, or all data, by an RDF Patch", body("application/rdf-patch")},
			{http.MethodDelete, "deleteGraph", "Removes a graph", nil},
		} {
			o := write
			o.method, o.id, o.does, o.body = w.method, w.id+at.id, w.does, w.body
			all = append(all, o)
		}
	}
	return all
}
