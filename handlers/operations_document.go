package handlers

import (
	"net/http"

	"w3id.org/plenary/handlers/openapi"
)

// documentOperations are those by which documents come.
func (s *Server) documentOperations(schemas openapi.Schemas) []operation {
	if s.desk == nil {
		return nil
	}
	says := map[string]string{"title": "Title of the document, where it does not say it itself.", "publisher": "Who published it.", "date": "Day of publication, such as 2025-11-23.",
		"language": "Language, such as en.", "address": "Address of the published page."}
	o := operation{method: http.MethodPost, path: documentsPath, tag: "review", id: "reviewDocument", does: "Proposes what a document claims, for review", json: schemas.Of(outcome{}), writes: true,
		more: "The body is the document, of 4 MB at most. A text that is here already is reported and not proposed again, unless again is true: then what is not decided gives way to what is found now. " +
			"A text with the address of another document, or with its title and half of its lines, is a new version of it. The status is 201 for a text that is new. " +
			"ETag, If-Match and If-None-Match are about what waits for review, whose tags begin with q; the commit is one of that too.",
		body: &openapi.Body{Required: true, Content: map[string]openapi.Media{}}}
	for media := range documentTypes {
		o.body.Content[media] = openapi.Media{Schema: openapi.String()}
	}
	for _, name := range documentFields {
		o.params = append(o.params, in(name, says[name], openapi.String()))
	}
	o.params = append(o.params, in("again", "Whether a text that is here already is read anew.", openapi.Schema{"type": "boolean"}), in("message", "What the history says of it.", openapi.String()))
	return []operation{o}
}
