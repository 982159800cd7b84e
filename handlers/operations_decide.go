package handlers

import (
	"net/http"
	"strings"

	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
)

// decisionOperations are what curators decide.
func decisionOperations(schemas openapi.Schemas) (all []operation) {
	says := map[string]openapi.Parameter{
		"iri":         iriParameter("iri", "The thing."),
		"into":        iriParameter("into", "The thing that stays."),
		"replaced_by": iriParameter("replaced_by", "What to use in its place."),
		"reason":      in("reason", "Why, for those who look for the thing.", openapi.String()),
		"lang":        langParameter(),
		"seq":         in("seq", "Number of the commit.", openapi.Schema{"type": "integer", "minimum": 1}),
		"message":     in("message", "What the history says of the change.", openapi.String()),
	}
	does := map[string]string{
		"api/withdraw": "Takes a thing back: its address then says that it was withdrawn, and why",
		"api/merge":    "Joins a thing with another that is the same: its address then leads to that",
		"api/revert":   "Undoes a commit, as a commit of its own; takes the token of an admin",
	}
	for _, d := range decisions {
		o := operation{method: http.MethodPost, path: d.path, tag: "api", id: strings.TrimPrefix(d.path, "api/"), does: does[d.path], json: schemas.Of(outcome{}), writes: true,
			more: "Parameters stand in the query, in a form or in a JSON object of strings.",
			body: &openapi.Body{Content: map[string]openapi.Media{formMedia: {Schema: openapi.Schema{"type": "object"}}, negotiate.JSON.Media: {Schema: openapi.Schema{"type": "object"}}}}}
		for _, name := range d.takes {
			o.params = append(o.params, says[name])
		}
		all = append(all, o)
	}
	return all
}
