package contract

import (
	"net/http"
	"slices"

	"w3id.org/plenary/handlers/catalogue"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/operation"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/writing"
)

// answerMedia are the forms of answers to queries.
func answerMedia() []string {
	media := slices.Concat(operation.MediaOf(negotiate.ResultOffers()), operation.MediaOf(negotiate.DataOffers), []string{"text/plain", negotiate.JSON.Media})
	slices.Sort(media)
	return slices.Compact(media)
}

func sparqlOperations(schemas *openapi.Schemas) []operation.Operation {
	query := func(name, description string) openapi.Parameter {
		return operation.In(name, description, openapi.String())
	}
	params := []openapi.Parameter{
		operation.Such(query("query", "The query. Usual prefixes need no declaration, relative IRIs are resolved against the base."), "ASK {}"),
		operation.In("default-graph-uri", "Graphs that make the default graph; the union of all when none is given.", openapi.Array(openapi.String())),
		operation.In("named-graph-uri", "Graphs that GRAPH sees.", openapi.Array(openapi.String())),
		operation.In("timeout", "Milliseconds that the query may take.", openapi.Schema{"type": "integer", "minimum": 1}),
		operation.FormatOf(slices.Concat(negotiate.ResultOffers(), negotiate.DataOffers)),
		operation.In("explain", "Show how the answer comes about instead.", openapi.OneOf("text", "json", "provenance")),
	}
	problems := []int{http.StatusNotAcceptable, http.StatusForbidden, http.StatusRequestEntityTooLarge}
	form := openapi.Object(openapi.Property{Name: "query", Schema: openapi.String(), Optional: true}, openapi.Property{Name: "update", Schema: openapi.String(), Optional: true})
	delete(form, "additionalProperties")
	post := operation.Operation{Method: http.MethodPost, Path: site.SPARQL, Tag: "sparql", ID: "postQuery", Does: "Answers a query, or carries out an update for who has a token", Media: answerMedia(), Params: params[1:],
		Problems: append(problems, http.StatusUnauthorized, http.StatusConflict, http.StatusLengthRequired, http.StatusPreconditionFailed, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity),
		Body: &openapi.Body{Required: true, Content: map[string]openapi.Media{
			protocol.FormMedia: {Schema: form}, protocol.QueryMedia: {Schema: openapi.String(), Example: "ASK {}"}, protocol.UpdateMedia: {Schema: openapi.String()},
		}}}
	post.Params = append(slices.Clone(post.Params), operation.In("using-graph-uri", "Of an update: graphs that make the default graph of WHERE.", openapi.Array(openapi.String())),
		operation.In("using-named-graph-uri", "Of an update: graphs that GRAPH sees in WHERE.", openapi.Array(openapi.String())))
	return []operation.Operation{
		{Method: http.MethodGet, Path: site.SPARQL, Tag: "sparql", ID: "query", Does: "Answers a query; without one, describes the service", Params: params, Media: answerMedia(), Problems: problems},
		post,
	}
}

// graphOperations are those of the Graph Store Protocol, by parameter and by
// address.
func graphOperations(schemas *openapi.Schemas) (all []operation.Operation) {
	which := []openapi.Parameter{
		operation.In("graph", "IRI of the graph, relative ones to the base.", operation.IRIText),
		openapi.Parameter{Name: "default", In: "query", Description: "The unnamed graph: ?default, without a value.", Schema: openapi.OneOf("")},
	}
	named := []openapi.Parameter{operation.InPath("name", "What follows graphs/ in the IRI of the graph.", openapi.String(), "anything")}
	message := operation.In("message", "What the history says of the change.", openapi.String())
	syntaxes := operation.MediaOf(negotiate.RDFOffers())
	body := func(media ...string) *openapi.Body {
		b := &openapi.Body{Required: true, Content: map[string]openapi.Media{}}
		for _, m := range media {
			b.Content[m] = openapi.Media{Schema: openapi.String()}
		}
		return b
	}
	changed := schemas.Of(writing.Outcome{})
	for _, at := range []struct {
		path, id string
		params   []openapi.Parameter
	}{{site.Graphs, "", which}, {site.Graphs + "/{name}", "ByAddress", named}} {
		write := operation.Operation{Path: at.path, Tag: "sparql", Params: append(slices.Clone(at.params), message), JSON: changed, Writes: true, Problems: []int{http.StatusNotFound, http.StatusLengthRequired}}
		read := operation.Operation{Method: http.MethodGet, Path: at.path, Tag: "sparql", ID: "getGraph" + at.id, Does: "The triples of a graph; without one, the list of graphs",
			Params: append(slices.Clone(at.params), operation.In("page", "Which page of the list.", openapi.Schema{"type": "integer", "minimum": 1}), operation.FormatOf(append(negotiate.RDFOffers(), negotiate.JSON, negotiate.HTML)), operation.ProfileParameter("compacted", "expanded", "flattened"), operation.LangParameter()),
			JSON:   schemas.Of(catalogue.GraphList{}), Media: slices.Concat(syntaxes, []string{negotiate.HTML.Media}), Problems: []int{http.StatusNotFound, http.StatusNotAcceptable, http.StatusPreconditionFailed}}
		if at.id != "" {
			read.Does = "The triples of the graph that the address names"
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
			o.Method, o.ID, o.Does, o.Body = w.method, w.id+at.id, w.does, w.body
			all = append(all, o)
		}
	}
	return all
}
