// Package protocol reads requests of the SPARQL Protocol, and says by what answers to
// them may be kept.
//
// What is read is one operation with parameters that are allowed for it, or an error
// that names the one that is not.
package protocol

import (
	"cmp"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
)

// Media types of requests to /sparql.
const (
	FormMedia   = "application/x-www-form-urlencoded"
	QueryMedia  = "application/sparql-query"
	UpdateMedia = "application/sparql-update"

	MethodQuery = "QUERY" // RFC 10008
)

// MaxUpdate is how many bytes the body of an update may have.
const MaxUpdate = 16 << 20

// A Request is the parameters of an operation, wherever they stood.
//
// Spec: SPARQL 1.1 Protocol §2.
type Request struct{ url.Values }

// Read collects the parameters of a request. Errors: *Problem, those of
// reading the body.
func Read(r *http.Request) (Request, error) {
	in := Request{r.URL.Query()}
	if r.Method == MethodQuery || r.Method == http.MethodPost {
		if err := in.readBody(r); err != nil {
			return in, err
		}
	}
	for _, name := range []string{"query", "update"} {
		if n := len(in.Values[name]); n > 1 {
			return in, problem.BadParameter(name, "%s is given %d times", name, n)
		}
	}
	in.readFormats()
	if p := problem.RefuseSeveral(in.Values, "timeout", "format", "explain"); p != nil {
		return in, p
	}
	return in, in.check(r.Method)
}

// readFormats leaves one name of a format that is given under several, as some
// clients do: of those that the server knows the first, when they name one format.
func (in *Request) readFormats() {
	names := negotiate.SplitList(strings.Join(in.Values["format"], ","))
	if len(names) < 2 || len(slices.Compact(slices.Sorted(slices.Values(names)))) < len(names) {
		return
	}
	first, tokens := "", map[string]bool{}
	for _, name := range names {
		for _, o := range slices.Concat(negotiate.ResultOffers(), negotiate.RDFOffers()) {
			if o.IsNamed(name) {
				tokens[o.Token] = true
				first = cmp.Or(first, name)
			}
		}
	}
	if len(tokens) == 1 {
		in.Values["format"] = []string{first}
	}
}

// readBody adds what the body has.
func (in *Request) readBody(r *http.Request) error {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := params["charset"]; err != nil || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return unsupported(r)
	}
	most := int64(codings.MaxBody)
	if media == UpdateMedia {
		most = MaxUpdate
	}
	body, err := codings.ReadBody(r, most)
	if err != nil {
		return err
	}
	if !utf8.Valid(body) {
		return problem.New("bad-request", "the body is not UTF-8")
	}
	switch {
	case media == FormMedia:
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return problem.New("bad-request", "the form is not well-formed: %v", err)
		}
		for name, values := range form {
			in.Values[name] = append(in.Values[name], values...)
		}
	case media == QueryMedia:
		in.Values["query"] = append(in.Values["query"], string(body))
	case media == UpdateMedia && r.Method == http.MethodPost:
		in.Values["update"] = append(in.Values["update"], string(body))
	default:
		return unsupported(r)
	}
	return nil
}

func unsupported(r *http.Request) *problem.Problem {
	taken := []string{FormMedia, QueryMedia}
	if r.Method == http.MethodPost {
		taken = append(taken, UpdateMedia)
	}
	return problem.New("media-type", "the body has the Content-Type %.100q; taken are %s, in UTF-8", r.Header.Get("Content-Type"), strings.Join(taken, ", "))
}

// check refuses what is no operation.
func (in *Request) check(method string) error {
	query, update := in.Has("query"), in.Has("update")
	switch {
	case query && update:
		return problem.BadParameter("update", "a request is a query or an update, not both")
	case update && method != http.MethodPost:
		return problem.BadParameter("update", "an update is sent with POST")
	case !query && !update && (method == http.MethodPost || method == MethodQuery):
		return problem.BadParameter("query", "query is missing")
	case query && (in.Has("using-graph-uri") || in.Has("using-named-graph-uri")):
		return problem.BadParameter("using-graph-uri", "the dataset of a query is given by default-graph-uri and named-graph-uri")
	case update && (in.Has("default-graph-uri") || in.Has("named-graph-uri")):
		return problem.BadParameter("default-graph-uri", "the dataset of an update is given by using-graph-uri and using-named-graph-uri")
	}
	for _, name := range []string{"default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"} {
		for _, iri := range in.Values[name] {
			if !rdf.IsAbsoluteIRI(iri) || rdf.CheckIRI(iri) != nil {
				return problem.BadParameter(name, "%.200q is no absolute IRI", iri)
			}
		}
	}
	_, err := in.timeout()
	return err
}

// timeout reads the milliseconds that a client wants to wait; 0 is as long as
// the server does.
func (in *Request) timeout() (time.Duration, error) {
	text := in.Get("timeout")
	if text == "" {
		return 0, nil
	}
	ms, err := strconv.ParseInt(text, 10, 32)
	if err != nil && !errors.Is(err, strconv.ErrRange) || ms < 1 {
		return 0, problem.BadParameter("timeout", "%.50q is no number of milliseconds", text)
	}
	return time.Duration(ms) * time.Millisecond, nil
}

// Options of a query. Prefixes that the vocabulary uses need no declaration.
func (in *Request) Options(s *site.Site) sparql.QueryOptions {
	timeout, _ := in.timeout() // checked before
	return sparql.QueryOptions{
		Base: s.Base, Prefixes: ontology.Prefixes, Timeout: timeout, Find: site.Finders(s.Labels),
		DefaultGraphs: in.Values["default-graph-uri"], NamedGraphs: in.Values["named-graph-uri"],
	}
}

func (in *Request) UpdateOptions(base string) sparql.UpdateOptions {
	timeout, _ := in.timeout()
	return sparql.UpdateOptions{
		Base: base, Prefixes: ontology.Prefixes, Timeout: timeout,
		DefaultGraphs: in.Values["using-graph-uri"], NamedGraphs: in.Values["using-named-graph-uri"],
	}
}
