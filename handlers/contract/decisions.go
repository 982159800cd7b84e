package contract

import (
	"net/http"
	"strings"

	"w3id.org/plenary/handlers/decisions"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/operation"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/writing"
)

// decisionOperations are what curators decide.
func decisionOperations(schemas *openapi.Schemas) (all []operation.Operation) {
	says := map[string]openapi.Parameter{
		"iri":         operation.IRIParameter("iri", "The thing."),
		"into":        operation.IRIParameter("into", "The thing that stays."),
		"replaced_by": operation.IRIParameter("replaced_by", "What to use in its place."),
		"reason":      operation.In("reason", "Why, for those who look for the thing.", openapi.String()),
		"lang":        operation.LangParameter(),
		"seq":         operation.In("seq", "Number of the commit.", openapi.Schema{"type": "integer", "minimum": 1}),
		"message":     operation.In("message", "What the history says of the change.", openapi.String()),
	}
	does := map[string]string{
		"api/withdraw": "Takes a thing back: its address then says that it was withdrawn, and why",
		"api/merge":    "Joins a thing with another that is the same: its address then leads to that",
		"api/revert":   "Undoes a commit, as a commit of its own; takes the token of an admin",
	}
	for _, d := range decisions.All {
		o := operation.Operation{Method: http.MethodPost, Path: d.Path, Tag: "api", ID: strings.TrimPrefix(d.Path, "api/"), Does: does[d.Path], JSON: schemas.Of(writing.Outcome{}), Writes: true,
			More: "Parameters stand in the query, in a form or in a JSON object of strings.",
			Body: &openapi.Body{Content: map[string]openapi.Media{protocol.FormMedia: {Schema: openapi.Schema{"type": "object"}}, negotiate.JSON.Media: {Schema: openapi.Schema{"type": "object"}}}}}
		for _, name := range d.Takes {
			o.Params = append(o.Params, says[name])
		}
		all = append(all, o)
	}
	return all
}
