package handlers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/egress"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/plan"
	"w3id.org/plenary/sparql/results"
)

var errNoBase = errors.New("a base is an absolute IRI that ends with a slash, without query and fragment, its path of letters, digits and -._~/")

// A Problem is an error as clients get it, RFC 9457. Zero fields are left out.
type Problem struct {
	Slug      string    `json:"-"` // key of problemKinds
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	Status    int       `json:"status"`
	Detail    string    `json:"detail,omitempty"`
	Instance  string    `json:"instance,omitempty"`
	Parameter string    `json:"parameter,omitempty"` // at fault
	Hint      string    `json:"hint,omitempty"`
	Line      int       `json:"line,omitempty"`
	Column    int       `json:"column,omitempty"`
	Offset    int64     `json:"offset,omitempty"`
	Rule      string    `json:"rule,omitempty"`
	Limit     string    `json:"limit,omitempty"`
	RequestID string    `json:"request_id,omitempty"`
	Variants  []Variant `json:"variants,omitempty"` // of a 406
	Nearest   []Nearest `json:"nearest,omitempty"`  // of a 404
	Report    *report   `json:"report,omitempty"`   // of a change that violates shapes
	Allow     string    `json:"-"`                  // of a 405
	Links     []link    `json:"-"`
	Challenge string    `json:"-"` // of a 401 or 403: WWW-Authenticate
	Codings   string    `json:"-"` // of a 415: Accept-Encoding
	Close     bool      `json:"-"` // the connection too: nobody knows where the next request begins
	Retry     int       `json:"-"` // seconds, of a 429 or 503
	Vary      []string  `json:"-"` // headers that a 406 depends on
	Withdrawn           // of a 410

	shacl *shacl.Report // that Report is of
}

// Variant is a form that a resource can have.
type Variant struct {
	Type   string `json:"type"`
	Format string `json:"format"`
	// Profile is the token of the profile, where there are several.
	Profile string `json:"profile,omitempty"`
	URL     string `json:"url,omitempty"`
}

// address returns that of the variant: the one of the request, with other
// parameters.
func (v Variant) address(u *url.URL) string {
	q := u.Query()
	q.Set("format", v.Format)
	if q.Del("_profile"); v.Profile != "" && v.Profile != plenaryProfile.token {
		q.Set("_profile", v.Profile)
	}
	return u.EscapedPath() + "?" + q.Encode()
}

// Nearest is a known thing with a name like the one asked for.
type Nearest struct {
	IRI   string `json:"iri"`
	Label string `json:"label"`
}

// Error returns the detail, or the title.
func (p *Problem) Error() string {
	if p.Detail != "" {
		return p.Detail
	}
	return p.Title
}

// problemKind explains a type of problem at /problems/{slug}.
type problemKind struct {
	slug    string
	status  int
	title   string
	explain string
}

var problemKinds = []problemKind{
	{"not-found", http.StatusNotFound, "Not found", "Nothing is known at this address. The answer names things with similar names."},
	{"gone", http.StatusGone, "Withdrawn", "The thing was published here once and has been withdrawn. The answer says why, what to use instead, and where its last version is."},
	{"forgotten", http.StatusGone, "Forgotten", "The server has dropped its history before a commit, and what is asked for came before that. The current state and what came after are there."},
	{"not-acceptable", http.StatusNotAcceptable, "No such variant", "The resource exists, but in none of the forms that the Accept header, the suffix or the format parameter ask for. The answer lists the forms it has."},
	{"method-not-allowed", http.StatusMethodNotAllowed, "Method not allowed", "The resource does not take this method. The Allow header lists those that it takes."},
	{"bad-parameter", http.StatusBadRequest, "Bad parameter", "A query parameter is unknown, missing or has a value that makes no sense. The answer names it."},
	{"bad-request", http.StatusBadRequest, "Bad request", "The address or a header is not well-formed."},
	{"syntax", http.StatusBadRequest, "Syntax error", "The text sent is not well-formed. The answer says where, and what was expected."},
	{"precondition-failed", http.StatusPreconditionFailed, "Precondition failed", "The resource is not in the state that If-Match or If-Unmodified-Since asks for."},
	{"too-large", http.StatusRequestEntityTooLarge, "Too large", "The body is larger than the server takes, or changes more than one request may."},
	{"media-type", http.StatusUnsupportedMediaType, "Unsupported media type", "The body is of a kind that the resource does not take. The answer names those that it takes."},
	{"read-only", http.StatusForbidden, "Read only", "This server takes no changes, or none from you."},
	{"unauthorized", http.StatusUnauthorized, "Not authorized", "Who changes the data sends a token that the operator has made: Authorization: Bearer, and the token. A token may expire or be revoked."},
	{"forbidden", http.StatusForbidden, "Forbidden", "The role of the token does not allow this."},
	{"key-reused", http.StatusUnprocessableEntity, "Key used before", "The Idempotency-Key came with another request within the last day. Each change has a key of its own; only its repetition has the same."},
	{"invalid", http.StatusUnprocessableEntity, "Violates the shapes", "The change would leave data that violates the shapes that gate it, so nothing was changed. The answer carries the validation report: each focus node, and what is wrong with it."},
	{"length-required", http.StatusLengthRequired, "Length required", "A request that replaces or adds data says how long its body is, also when there is nothing in it."},
	{"denied", http.StatusForbidden, "Not allowed", "The request would have the server ask another one, which its operator has not allowed."},
	{"remote", http.StatusBadGateway, "Another server failed", "The request needs an answer of another server, which did not come, was too long or was not what it should be."},
	{"conflict", http.StatusConflict, "Conflict", "The graphs are not as an operation of the update needs them. Nothing was changed."},
	{"unknown-term", http.StatusOK, "Unknown class or property", "A query names a class or property that no statement has; this is often a misspelling. The answer is right all the same. The link leads to the nearest known one."},
	{"truncated", http.StatusOK, "A part of the whole", "There is more than the limit of the request lets pass. The link leads to the answer itself; a higher limit, or a narrower question, gets the rest."},
	{"busy", http.StatusServiceUnavailable, "Busy", "Too many requests are being answered, or too many long queries are waiting. Ask again later; short queries are answered meanwhile."},
	{"too-many-requests", http.StatusTooManyRequests, "Too many requests", "One client sends more requests a second than the server takes from one. The Retry-After header says how many seconds to wait."},
	{"header-too-large", http.StatusRequestHeaderFieldsTooLarge, "Header too large", "A header is longer than the server takes."},
	{"budget", http.StatusServiceUnavailable, "Too much work", "The answer would take more work than the server spends on one request. Asking for less may succeed; asking again will not."},
	{"internal", http.StatusInternalServerError, "Internal error", "Something is wrong with the server. Its operators find the cause in the log by the request's identifier."},
}

func kindOf(slug string) (problemKind, bool) {
	for _, k := range problemKinds {
		if k.slug == slug {
			return k, true
		}
	}
	return problemKind{}, false
}

func problem(slug, detail string, args ...any) *Problem {
	k, _ := kindOf(slug)
	return &Problem{Slug: slug, Status: k.status, Title: k.title, Detail: fmt.Sprintf(detail, args...)}
}

func badParameter(name, detail string, args ...any) *Problem {
	p := problem("bad-parameter", detail, args...)
	p.Parameter = name
	return p
}

// ofParameter names the parameter that an error is about.
func ofParameter(name string, err error) error {
	p := *problemOf(err)
	if p.Slug == "internal" {
		return err
	}
	p.Parameter = name
	return &p
}

func notAcceptable(offers []offer, accept string) *Problem {
	p := problem("not-acceptable", "none of the variants is acceptable to Accept: %.200s", strings.TrimSpace(accept))
	for _, o := range offers {
		for _, told := range o.told() {
			v := Variant{Type: o.media, Format: o.token}
			if len(o.profiles) > 1 {
				v.Profile = told.token
			}
			p.Variants = append(p.Variants, v)
		}
	}
	return p
}

// problemOf turns any error into a problem; the first match wins. What is not
// listed is internal: its text goes to the log and not to the client.
func problemOf(err error) *Problem {
	var p *Problem
	var syntax *rdf.SyntaxError
	var tooLarge *http.MaxBytesError
	var limit *exec.LimitError
	switch {
	case errors.As(err, &p):
		return p
	case errors.Is(err, egress.ErrRemote):
		p = problem("remote", "%v", err)
	case errors.As(err, &syntax) && strings.Contains(syntax.Source, "://"): // what another has sent
		p = problem("remote", "%v", syntax)
	case errors.As(err, &syntax):
		p = problem("syntax", "%s", syntax.Msg)
		if p.Limit = syntax.Limit; p.Limit == "bytes" {
			p.Status = http.StatusRequestEntityTooLarge
		}
		p.Line, p.Column, p.Offset, p.Rule, p.Hint = syntax.Line, syntax.Column, syntax.Offset, syntax.Rule, syntax.Hint
	case errors.As(err, &tooLarge):
		p = problem("too-large", "the body has more than %d bytes", tooLarge.Limit)
		p.Limit = "bytes"
	case errors.As(err, &limit):
		p = problem("budget", "the query needs more %s than one request may use: %d %s", limit.Limit, limit.Max, limit.Unit())
		p.Limit = limit.Limit
	case errors.Is(err, graph.ErrForgotten):
		p = problem("forgotten", "%s", strings.TrimPrefix(err.Error(), "graph: "))
		p.Hint = "take the latest dump and follow the changes behind it"
	case errors.Is(err, graph.ErrLimit), errors.Is(err, context.DeadlineExceeded):
		p = problem("budget", "the walk looked at as many edges as one request may")
		p.Limit = "edges"
	case errors.Is(err, expr.ErrLimit):
		p = problem("budget", "%v", err)
		p.Limit = "text"
	case errors.Is(err, sparql.ErrBusy):
		p = problem("busy", "too many long queries are waiting")
		p.Limit, p.Retry = "queue", 5
	case errors.Is(err, graph.ErrReadOnly):
		p = problem("read-only", "this server takes no changes")
	case errors.Is(err, plan.ErrFind):
		p = problem("syntax", "pl:matches: %v", err)
	case errors.Is(err, sparql.ErrDenied):
		p = problem("denied", "%v", err)
	case errors.Is(err, sparql.ErrState):
		p = problem("conflict", "%v", err)
	case errors.Is(err, shacl.ErrResults):
		p = problem("too-large", "the change leads to more validation results than are told")
		p.Limit = "results"
	case errors.Is(err, graph.ErrTooLarge):
		p = problem("too-large", "%v", err)
	case errors.Is(err, results.ErrNotWritable):
		p = problem("not-acceptable", "%v", err)
	default:
		p = problem("internal", "the request could not be answered")
	}
	return p
}

// writeProblem answers with the problem of an error, as HTML for those who ask
// for that, as a graph for those who accept only RDF, as JSON for all others.
func (s *Server) writeProblem(c *gin.Context, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	p := *problemOf(err)
	p.Type, p.Instance, p.RequestID = s.base+"problems/"+p.Slug, c.Request.URL.EscapedPath(), c.GetString(requestIDKey)
	if p.Slug == "internal" {
		p.Type = "about:blank"
		s.log.Error("request failed", "request_id", p.RequestID, "path", p.Instance, "error", err)
	}
	for i, v := range p.Variants {
		p.Variants[i].URL = v.address(c.Request.URL)
	}
	s.met(&p)
	if p.Allow != "" {
		c.Header("Allow", p.Allow)
	}
	if p.Close {
		c.Header("Connection", "close")
	}
	if p.Challenge != "" {
		c.Header("WWW-Authenticate", p.Challenge)
	}
	if p.Codings != "" {
		c.Header("Accept-Encoding", p.Codings)
	}
	if p.Retry > 0 {
		c.Header("Retry-After", strconv.Itoa(p.Retry))
	}
	c.Writer.Header().Del("Memento-Datetime") // of the answer that there is none of
	addLinks(c.Writer.Header(), p.Links)
	c.Header("Cache-Control", "no-store")
	c.Header("Vary", strings.Join(slices.Compact(slices.Concat([]string{"Accept"}, p.Vary, []string{"Accept-Language"})), ", "))
	media, body := s.problemBody(c, &p)
	c.Header("Content-Type", media)
	c.Status(p.Status)
	c.Writer.WriteHeaderNow()
	if c.Request.Method != http.MethodHead {
		_, _ = c.Writer.Write(body) // the client is gone: nobody to tell
	}
	c.Abort()
}

var problemOffers = append([]offer{{token: "json", media: "application/problem+json", aliases: []string{"application/json"}}, htmlOffer}, withoutAlias(rdfOffers(), jsonOffer.media)...)

// problemBody renders the form the client likes best; JSON when there is none
// or when rendering fails.
func (s *Server) problemBody(c *gin.Context, p *Problem) (media string, body []byte) {
	ch, err := choose(acceptOnly(c.Request), "", problemOffers)
	if err == nil && ch.token == htmlOffer.token {
		if page, err := s.pages.problem(pageRequest{Ctx: c.Request.Context(), Snap: s.store.Snapshot(), Lang: languageOf(c.Request), URL: c.Request.URL, Problem: p}); err == nil {
			return htmlOffer.contentType(), page
		}
	}
	if err == nil && ch.isRDF() {
		var b bytes.Buffer
		if err := s.encode(&b, ch, rdf.Term{}, p.quads(s.base)); err == nil {
			return ch.contentType(), b.Bytes()
		}
	}
	body, err = marshalJSON(p)
	if err != nil {
		return "text/plain; charset=utf-8", []byte(p.Title)
	}
	return "application/problem+json", body
}

// acceptOnly is the request without the parameters that choose a variant: they
// are about the resource, not about the error.
func acceptOnly(r *http.Request) *http.Request {
	plain := *r
	u := *r.URL
	u.RawQuery = ""
	plain.URL = &u
	return &plain
}

// quads says the problem as RDF, with the names of RFC 9457 under its
// registry's namespace.
func (p *Problem) quads(base string) []rdf.Quad {
	s := rdf.BlankNode("problem")
	const ns = "https://www.rfc-editor.org/rfc/rfc9457#"
	quads := []rdf.Quad{
		{S: s, P: rdf.IRI(ns + "title"), O: rdf.LangString(p.Title, "en")},
		{S: s, P: rdf.IRI(ns + "status"), O: rdf.Literal(fmt.Sprint(p.Status), xsdInteger)},
		{S: s, P: rdf.IRI(ns + "type"), O: rdf.IRI(p.Type)},
		{S: s, P: rdf.IRI(ns + "detail"), O: rdf.LangString(p.Detail, "en")},
	}
	if p.Limit != "" {
		quads = append(quads, rdf.Quad{S: s, P: rdf.IRI(ns + "limit"), O: rdf.String(p.Limit)})
	}
	quads = append(quads, p.reportQuads(s, ns)...)
	for _, n := range p.Nearest {
		quads = append(quads, rdf.Quad{S: s, P: rdf.IRI("http://www.w3.org/2000/01/rdf-schema#seeAlso"), O: rdf.IRI(n.IRI)})
	}
	return append(quads, p.Graph...)
}

// reportQuads say the validation report of a problem.
func (p *Problem) reportQuads(s rdf.Term, ns string) (quads []rdf.Quad) {
	if p.shacl == nil {
		return nil
	}
	for q := range p.shacl.Quads() { // never fails
		if quads = append(quads, q); q.O == rdf.IRI(shacl.Namespace+"ValidationReport") {
			quads = append(quads, rdf.Quad{S: s, P: rdf.IRI(ns + "report"), O: q.S})
		}
	}
	return quads
}

const xsdInteger = "http://www.w3.org/2001/XMLSchema#integer"
