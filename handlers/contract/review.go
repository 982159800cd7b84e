package contract

import (
	"net/http"

	"w3id.org/plenary/handlers/desk"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/operation"
	"w3id.org/plenary/handlers/protocol"
)

// reviewOperations are those of the review desk: pages and forms for browsers, and
// what programs and the script of the pages ask.
func (d *Description) reviewOperations(schemas *openapi.Schemas) (all []operation.Operation) {
	if !d.Reviews {
		return nil
	}
	page := func(path, id, does string, params ...openapi.Parameter) {
		all = append(all, operation.Operation{Method: http.MethodGet, Path: path, Tag: "review", ID: id, Does: does, Params: append(params, operation.LangParameter()), Media: []string{negotiate.HTML.Media}, Problems: []int{http.StatusNotFound}, Writes: true,
			More: "Without a token and a session the answer is the page on which curators sign in."})
	}
	page(desk.Path, "reviewHome", "How each document stands")
	page(desk.Path+"/claims", "reviewDesk", "Claims to be decided, beside the document that they are read from", selectParameters()...)
	page(desk.Path+"/claims/{id}", "reviewClaim", "A claim with its words and what would be written", claimParameter())
	page(desk.Path+"/report", "reviewReportPage", "How review goes")
	form := func(path, id, does string, fields ...openapi.Property) {
		all = append(all, operation.Operation{Method: http.MethodPost, Path: path, Tag: "review", ID: id, Does: does, Status: http.StatusSeeOther, Problems: []int{http.StatusNotFound}, Writes: true,
			More: "A form of the pages: it comes with the cookie of a session, the form_token of its page, and from the same origin.",
			Body: &openapi.Body{Content: map[string]openapi.Media{protocol.FormMedia: {Schema: openapi.Object(fields...)}}}})
	}
	field := func(name string) openapi.Property {
		return openapi.Property{Name: name, Schema: openapi.String(), Optional: true}
	}
	form(desk.Path+"/session", "reviewSignIn", "Begins a session with a token: a cookie that is Secure, HttpOnly and SameSite=Strict", openapi.Property{Name: "token", Schema: openapi.String()}, field("back"))
	form(desk.Path+"/session/end", "reviewSignOut", "Ends the session", field("form_token"))
	form(desk.Path+"/decisions", "reviewDecideForm", "Decides on claims", field("form_token"), field("back"), field("one"), field("undo"), field("action"), field("claim"), field("all"), field("select"), field("reason"), field("subject"), field("predicate"), field("object"), field("new"), field("into"))
	return append(all, d.reviewAPI(schemas)...)
}

// reviewAPI are the operations of programs.
func (d *Description) reviewAPI(schemas *openapi.Schemas) (all []operation.Operation) {
	add := func(method, path, id, does, more string, answer, body any, params ...openapi.Parameter) {
		o := operation.Operation{Method: method, Path: desk.APIPath + path, Tag: "review", ID: id, Does: does, More: more, JSON: schemas.Of(answer), Params: params, Problems: []int{http.StatusNotFound}, Writes: true}
		if body != nil {
			o.Body = &openapi.Body{Required: true, Content: map[string]openapi.Media{negotiate.JSON.Media: {Schema: schemas.Of(body)}}}
		}
		all = append(all, o)
	}
	add(http.MethodGet, "/session", "reviewSession", "Who asks", "", desk.CuratorSession{}, nil)
	add(http.MethodGet, "/claims", "reviewClaims", "Claims that are selected, 500 a page", "The tag is that of all that is selected, for a decision on all of it.", desk.ClaimList{}, nil, append(selectParameters(), operation.LangParameter())...)
	add(http.MethodGet, "/claims/{id}", "reviewOneClaim", "A claim as it stands", "ETag is the last decision on it.", desk.ProposedClaim{}, nil, claimParameter(), operation.LangParameter())
	add(http.MethodGet, "/documents", "reviewDocuments", "The documents, with the states of their claims", "", desk.DocumentList{}, nil, operation.LangParameter())
	add(http.MethodGet, "/report", "reviewReport", "Figures of all documents and rules: those of plenary report", "", desk.ReviewReport{}, nil)
	add(http.MethodPost, "/decisions", "reviewDecide", "Decides on claims, as one transaction",
		"The action is accept, edit, reject, defer, retract or undo. Each claim comes with the last decision on it that was seen; when another came since, nothing is written and the status is 409. In place of claims: select and tag, for all that the answer of GET claims with this query had; or decision, to undo one as a whole. Mergers say what of the new things is published already; they are part of the transaction. With partial what the shapes forbid is left out, and told; without, the status is 422.",
		desk.ReviewOutcome{}, desk.ReviewOrder{})
	add(http.MethodPost, "/preview", "reviewPreview", "What accept or edit would write, as Turtle", "Nothing is written.", desk.OrderPreview{}, desk.ReviewOrder{})
	return all
}

func claimParameter() openapi.Parameter {
	return openapi.Parameter{Name: "id", In: "path", Description: "Last part of the IRI of the claim.", Required: true, Schema: openapi.String(), Example: "0123456789abcdef0123"}
}

// selectParameters choose claims.
func selectParameters() []openapi.Parameter {
	confidence := openapi.Schema{"type": "number", "minimum": 0, "maximum": 1}
	return []openapi.Parameter{
		operation.In("document", "Of this document: the last part of its IRI, or the beginning of its hash.", openapi.String()),
		operation.In("state", "waiting (when absent), decided, all, or a list of pending, deferred, accepted, edited, rejected and retracted.", openapi.String()),
		operation.In("kind", "Local name of the property.", openapi.String()),
		operation.In("rule", "Rule that found the claim, or a part of its name.", openapi.String()),
		operation.In("marked", "Claims that others contradict, that are said twice, or that speak of something new.", openapi.OneOf("conflict", "duplicate", "new")),
		operation.In("known", "Whether the published data has the statement.", openapi.OneOf("yes", "no")),
		operation.In("min", "Confidence from.", confidence), operation.In("max", "Confidence up to.", confidence),
		operation.IRIParameter("thing", "What the claim is about, as subject or object."),
		operation.In("decision", "Last part of the IRI of the last decision.", openapi.String()),
		operation.In("page", "From 1.", openapi.Schema{"type": "integer", "minimum": 1}),
	}
}
