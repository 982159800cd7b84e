// Package operation describes the operations of a server as OpenAPI has them, and for
// the page that shows them to people.
//
// An operation says every status that its route answers with.
package operation

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/problem"
)

// An Operation is an entry of the description of the API. Every route has one;
// HEAD, OPTIONS and QUERY are said once, for all.
type Operation struct {
	Method, Path, Tag, ID string
	Does                  string // one sentence without its full stop
	More                  string
	Params                []openapi.Parameter
	Body                  *openapi.Body
	Status                int            // 0 is 200
	JSON                  openapi.Schema // of the JSON answer; nil for none
	Media                 []string       // further forms of the answer
	Problems              []int          // besides those of all
	Writes                bool           // takes a token
}

// always are the statuses of problems that any request may get.
var always = []int{
	http.StatusBadRequest, http.StatusRequestURITooLong, http.StatusTooManyRequests, http.StatusRequestHeaderFieldsTooLarge, http.StatusInternalServerError, http.StatusServiceUnavailable,
}

// refusals are those of requests that write.
var refusals = []int{
	http.StatusUnauthorized, http.StatusForbidden, http.StatusConflict, http.StatusPreconditionFailed, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity,
}

// Describe is the operation as the specification has it.
func (o Operation) Describe() *openapi.Operation {
	d := &openapi.Operation{OperationID: o.ID, Summary: o.Does, Description: o.More, Tags: []string{o.Tag}, Parameters: o.Params, RequestBody: o.Body, Responses: map[string]openapi.Response{}}
	status := o.Status
	if status == 0 {
		status = http.StatusOK
	}
	answer := openapi.Response{Description: http.StatusText(status), Content: map[string]openapi.Media{}}
	if o.JSON != nil {
		answer.Content[negotiate.JSON.Media] = openapi.Media{Schema: o.JSON}
	}
	for _, media := range o.Media {
		answer.Content[media] = openapi.Media{Schema: openapi.String()}
		if strings.HasSuffix(media, "json") {
			answer.Content[media] = openapi.Media{Schema: openapi.Schema{}}
		}
	}
	if status == http.StatusSeeOther {
		answer.Content, answer.Headers = nil, map[string]openapi.Header{"Location": {Description: "of the document", Schema: openapi.String()}}
	}
	d.Responses[strconv.Itoa(status)] = answer
	for _, p := range slices.Concat(always, o.Problems) {
		d.Responses[strconv.Itoa(p)] = openapi.Response{Ref: "#/components/responses/" + responseName(p)}
	}
	if o.Writes {
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

// ProblemResponses are the answers of each status that some kind of problem has.
func ProblemResponses(schemas *openapi.Schemas) map[string]openapi.Response {
	found := map[string]openapi.Response{responseName(http.StatusRequestedRangeNotSatisfiable): {
		Description: "The file has no such range.", Content: map[string]openapi.Media{"text/plain": {Schema: openapi.String()}},
	}}
	details := schemas.Of(problem.Problem{})
	for _, k := range append(problem.Kinds, problem.Kind{Status: http.StatusRequestURITooLong, Title: "Address too long", Explain: "The address has more bytes than the server takes."}) {
		if k.Status == http.StatusOK {
			continue
		}
		name := responseName(k.Status)
		r := found[name]
		r.Description = strings.TrimSpace(r.Description + "\n\n" + k.Title + ". " + k.Explain)
		r.Content = map[string]openapi.Media{"application/problem+json": {Schema: details}, negotiate.HTML.Media: {Schema: openapi.String()}}
		for _, o := range negotiate.RDFOffers() {
			r.Content[o.Media] = openapi.Media{Schema: openapi.String()}
		}
		if k.Status == http.StatusTooManyRequests || k.Status == http.StatusServiceUnavailable {
			r.Headers = map[string]openapi.Header{"Retry-After": {Description: "seconds; not of a query that would fail again", Schema: openapi.Schema{"type": "integer"}}}
		}
		found[name] = r
	}
	return found
}

// MediaOf returns the media types of offers.
func MediaOf(offers []negotiate.Offer) (media []string) {
	for _, o := range offers {
		media = append(media, o.Media)
	}
	return media
}

// Such gives a parameter a value that has an answer.
func Such(p openapi.Parameter, value any) openapi.Parameter {
	p.Example = value
	return p
}
