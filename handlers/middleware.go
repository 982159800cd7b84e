package handlers

import (
	"crypto/rand"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/decisions"
	"w3id.org/plenary/handlers/graphstore"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/proposals"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/rdf/patch"
)

// Limits on what a request may carry.
const (
	maxHeader  = 16 << 10 // bytes of one header's values
	maxAddress = 8 << 10  // bytes of path and query
	maxQuery   = 32 << 10 // the same where the query is one of SPARQL
	maxIgnored = 64 << 20 // bytes of a body that are read though it is refused
)

const requestIDKey = "request_id"

// allowed returns the methods that the resource of a request takes.
func (s *Server) allowed(r *http.Request) string {
	if s.isSPARQL(r) {
		return "GET, HEAD, POST, QUERY, OPTIONS"
	}
	if s.isGraphs(r) {
		return "GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS"
	}
	if s.isDecision(r) {
		return "POST, OPTIONS"
	}
	if r.URL.Path == s.Root+describePath {
		return "POST, QUERY, OPTIONS"
	}
	if methods := s.reviewAllows(r.URL.Path); methods != "" {
		return methods
	}
	return "GET, HEAD, OPTIONS"
}

func (s *Server) isSPARQL(r *http.Request) bool { return r.URL.Path == s.Root+site.SPARQL }

// isDecision reports whether a request is to a route of decisions.
func (s *Server) isDecision(r *http.Request) bool {
	return slices.ContainsFunc(decisions.All, func(d decisions.Decision) bool { return r.URL.Path == s.Root+d.Path })
}

// isGraphs reports whether a request is about the graph store or a graph in it.
func (s *Server) isGraphs(r *http.Request) bool {
	rest, ok := strings.CutPrefix(r.URL.Path, s.Root+site.Graphs)
	return ok && (rest == "" || rest[0] == '/')
}

// identify names the request, for the log and for problems.
func (s *Server) identify(c *gin.Context) {
	id := rand.Text()[:12]
	c.Set(requestIDKey, id)
	c.Header("X-Request-Id", id)
	c.Next()
}

// recover turns a panic into a problem. http.ErrAbortHandler is passed on: it
// breaks the connection on purpose.
func (s *Server) recover(c *gin.Context) {
	defer func() {
		switch failure := recover(); failure {
		case nil:
		case http.ErrAbortHandler:
			panic(failure)
		default:
			s.log.Error("panic", "request_id", c.GetString(requestIDKey), "cause", fmt.Sprint(failure), "stack", string(debug.Stack()))
			if !c.Writer.Written() {
				s.writeProblem(c, problem.New("internal", "the request could not be answered"))
			}
			c.Abort()
		}
	}()
	c.Next()
}

// cors says what a resource takes, and answers OPTIONS.
func (s *Server) cors(c *gin.Context) {
	h := c.Writer.Header()
	if s.isSPARQL(c.Request) {
		h.Set("Accept-Query", protocol.QueryMedia+", "+protocol.FormMedia)
	}
	if c.Request.URL.Path == s.Root+describePath {
		h.Set("Accept-Query", negotiate.JSON.Media)
	}
	if s.isGraphs(c.Request) {
		h.Set("Accept-Patch", patch.MediaType)
	}
	if c.Request.Method != http.MethodOptions {
		c.Next()
		return
	}
	h.Set("Allow", s.allowed(c.Request))
	h.Set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE, QUERY, OPTIONS")
	h.Set("Access-Control-Allow-Headers", "Accept, Accept-Profile, Accept-Datetime, Accept-Language, Content-Type, If-None-Match, If-Modified-Since, If-Match, Range, Idempotency-Key, Change-Message, Content-Encoding, Prefer, Authorization")
	h.Set("Access-Control-Max-Age", "86400")
	c.AbortWithStatus(http.StatusNoContent)
}

// limit refuses requests that are too large or not well-formed.
func (s *Server) limit(c *gin.Context) {
	if p := s.refuse(c.Request); p != nil {
		if c.Request.Body != nil { // whoever has a body still to send reads no answer before
			_, _ = io.CopyN(io.Discard, c.Request.Body, maxIgnored)
		}
		s.writeProblem(c, p)
		return
	}
	if c.Request.Body != nil && c.Request.Body != http.NoBody {
		c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, s.mostBytes(c.Request))
	}
	c.Next()
}

func (s *Server) refuse(r *http.Request) *problem.Problem {
	longest := maxAddress
	if s.isSPARQL(r) {
		longest = maxQuery
	}
	if len(r.URL.RawQuery)+len(r.URL.EscapedPath()) > longest {
		p := problem.New("bad-request", "the address has more than %d bytes", longest)
		p.Status, p.Title, p.Parameter = http.StatusRequestURITooLong, "Address too long", longestParameter(r.URL.RawQuery)
		return p
	}
	for name, values := range r.Header {
		size := len(values) - 1
		for _, value := range values {
			size += len(value)
		}
		if size > maxHeader {
			return problem.New("header-too-large", "the header %s has %d bytes; %d are taken", name, size, maxHeader)
		}
	}
	if most := s.mostBytes(r); r.ContentLength > most {
		p := problem.New("too-large", "the body has %d bytes; %d are taken", r.ContentLength, most)
		p.Limit = "bytes"
		return p
	}
	if hasControl(r.URL.Path) {
		return problem.New("bad-request", "control characters and what is not UTF-8 are not allowed in the path")
	}
	return s.refuseQuery(r)
}

// mostBytes returns how long the body of a request may be.
func (s *Server) mostBytes(r *http.Request) int64 {
	if s.isGraphs(r) {
		return graphstore.MaxBody
	}
	if r.URL.Path == s.Root+proposals.Path {
		return ingest.MaxBytes
	}
	if s.isSPARQL(r) && r.Method == http.MethodPost {
		if media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); media == protocol.UpdateMedia {
			return protocol.MaxUpdate
		}
	}
	return codings.MaxBody
}

// refuseQuery names the first parameter that is not well-formed. Texts of SPARQL
// have lines, and their own parser.
func (s *Server) refuseQuery(r *http.Request) *problem.Problem {
	if r.URL.RawQuery == "" {
		return nil
	}
	for _, pair := range strings.Split(r.URL.RawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		q, err := url.ParseQuery(pair)
		if err != nil {
			return problem.BadParameter(strings.Map(printable, name), "%.100q is not well-formed: %v", value, err)
		}
		for name, values := range q {
			if s.isSPARQL(r) && (name == "query" || name == "update") {
				continue
			}
			if hasControl(name) || hasControl(strings.Join(values, "")) {
				return problem.BadParameter(strings.Map(printable, name), "control characters and what is not UTF-8 are not allowed")
			}
			if name == "lang" && !slices.Contains(explorer.Languages, values[0]) {
				return problem.BadParameter(name, "%.50q is no language of this server; there are %s", values[0], strings.Join(explorer.Languages, ", "))
			}
		}
	}
	several := []string{"profile", "_profile", "lang", "page", "inbound"}
	if !s.isSPARQL(r) { // which has its own rule
		several = append(several, "format")
	}
	return problem.RefuseSeveral(r.URL.Query(), several...)
}

// longestParameter names the parameter that has most of a query.
func longestParameter(query string) (name string) {
	most := 0
	for _, pair := range strings.Split(query, "&") {
		if len(pair) > most {
			most = len(pair)
			name, _, _ = strings.Cut(pair, "=")
		}
	}
	return strings.Map(printable, name[:min(len(name), 100)])
}

func hasControl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 || r == 0x7F || r == '\uFFFD' })
}

func printable(r rune) rune {
	if r < 0x20 {
		return -1
	}
	return r
}
