package contract

import (
	"net/http"
	"regexp"
	"strings"

	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/operation"
	"w3id.org/plenary/handlers/protocol"
)

// An Index finds what parameters take. It is made of a description once.
type Index []indexed

type indexed struct {
	operation.Operation
	path *regexp.Regexp
}

// placeholder is one in the path of an operation, quoted.
var placeholder = regexp.MustCompile(`\\\{[a-z]+\\\}`)

// Index makes one of all operations.
func (d *Description) Index() (all Index) {
	for _, o := range d.Operations(new(openapi.Schemas)) {
		path := placeholder.ReplaceAllString(regexp.QuoteMeta(d.Site.Root+o.Path), "[^/]+")
		all = append(all, indexed{o, regexp.MustCompile("^" + path + "$")})
	}
	return all
}

// Accepts says in words what a parameter of a request takes, "limit: at most so many
// items: 1–200, else 20"; "" where no operation has it.
func (x Index) Accepts(r *http.Request, parameter string) string {
	method := r.Method
	switch method {
	case http.MethodHead:
		method = http.MethodGet
	case protocol.MethodQuery: // as is said once, for all
		method = http.MethodPost
	}
	for _, o := range x {
		if o.Method != method || !o.path.MatchString(r.URL.Path) {
			continue
		}
		for _, p := range o.Params {
			if p.Name == parameter && p.In != "path" {
				return parameter + ": " + lowerFirst(operation.Accepts(p))
			}
		}
	}
	return ""
}

// lowerFirst is a sentence as it goes on behind a colon, unless it begins with an
// abbreviation.
func lowerFirst(text string) string {
	if len(text) > 1 && text[1] >= 'a' && text[1] <= 'z' || strings.HasPrefix(text, "A ") {
		return strings.ToLower(text[:1]) + text[1:]
	}
	return text
}
