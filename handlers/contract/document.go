package contract

import (
	"net/http"

	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/operation"
	"w3id.org/plenary/handlers/proposals"
	"w3id.org/plenary/handlers/writing"
)

// documentOperations are those by which documents come.
func (d *Description) documentOperations(schemas *openapi.Schemas) []operation.Operation {
	if !d.Reviews {
		return nil
	}
	says := map[string]string{"title": "Title of the document, where it does not say it itself.", "publisher": "Who published it.", "date": "Day of publication, such as 2025-11-23.",
		"language": "Language, such as en.", "address": "Address of the published page."}
	o := operation.Operation{Method: http.MethodPost, Path: proposals.Path, Tag: "review", ID: "reviewDocument", Does: "Proposes what a document claims, for review", JSON: schemas.Of(writing.Outcome{}), Writes: true,
		More: "The body is the document, of 4 MB at most. A text that is here already is reported and not proposed again, unless again is true: then what is not decided gives way to what is found now. " +
			"A text with the address of another document, or with its title and half of its lines, is a new version of it. The status is 201 for a text that is new. " +
			"ETag, If-Match and If-None-Match are about what waits for review, whose tags begin with q; the commit is one of that too.",
		Body: &openapi.Body{Required: true, Content: map[string]openapi.Media{}}}
	for media := range proposals.Types {
		o.Body.Content[media] = openapi.Media{Schema: openapi.String()}
	}
	for _, name := range proposals.Fields {
		o.Params = append(o.Params, operation.In(name, says[name], openapi.String()))
	}
	o.Params = append(o.Params, operation.In("again", "Whether a text that is here already is read anew: true or false.", openapi.Schema{"type": "boolean"}), operation.In("message", "What the history says of it.", openapi.String()))
	return []operation.Operation{o}
}
