package handlers

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/explorer"
)

// Limits on what a request may carry.
const (
	maxHeader  = 16 << 10 // bytes of one header's values
	maxBody    = 1 << 20  // bytes
	maxAddress = 8 << 10  // bytes of path and query
)

const (
	requestIDKey   = "request_id"
	allowedMethods = "GET, HEAD, OPTIONS"
)

// identify names the request, for the log and for problems.
func (s *Server) identify(c *gin.Context) {
	id := rand.Text()[:12]
	c.Set(requestIDKey, id)
	c.Header("X-Request-Id", id)
	c.Next()
}

// logRequests writes one line per request, after it.
func (s *Server) logRequests(c *gin.Context) {
	started := time.Now()
	c.Next()
	s.log.Info("request", "request_id", c.GetString(requestIDKey), "method", c.Request.Method, "path", c.Request.URL.EscapedPath(),
		"status", c.Writer.Status(), "bytes", max(c.Writer.Size(), 0), "ms", time.Since(started).Milliseconds())
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
				s.writeProblem(c, problem("internal", "the request could not be answered"))
			}
			c.Abort()
		}
	}()
	c.Next()
}

// cors opens reading to every origin, and answers OPTIONS.
func (s *Server) cors(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "Link, ETag, Last-Modified, Location, Content-Location, Content-Language, Content-Range, Memento-Datetime, Retry-After, Allow, Accept-Query")
	h.Set("X-Content-Type-Options", "nosniff")
	if c.Request.Method != http.MethodOptions {
		c.Next()
		return
	}
	h.Set("Allow", allowedMethods)
	h.Set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE, QUERY, OPTIONS")
	h.Set("Access-Control-Allow-Headers", "Accept, Accept-Profile, Accept-Datetime, Accept-Language, Content-Type, If-None-Match, If-Modified-Since, If-Match, Range, Idempotency-Key, Prefer, Authorization")
	h.Set("Access-Control-Max-Age", "86400")
	c.AbortWithStatus(http.StatusNoContent)
}

// limit refuses requests that are too large or not well-formed.
func (s *Server) limit(c *gin.Context) {
	if p := s.refuse(c.Request); p != nil {
		s.writeProblem(c, p)
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxBody)
	c.Next()
}

func (s *Server) refuse(r *http.Request) *Problem {
	if len(r.URL.RawQuery)+len(r.URL.EscapedPath()) > maxAddress {
		p := problem("bad-request", "the address has more than %d bytes", maxAddress)
		p.Status, p.Title = http.StatusRequestURITooLong, "Address too long"
		return p
	}
	for name, values := range r.Header {
		if size := len(strings.Join(values, ",")); size > maxHeader {
			return problem("header-too-large", "the header %s has %d bytes; %d are taken", name, size, maxHeader)
		}
	}
	if r.ContentLength > maxBody {
		return problem("too-large", "the body has %d bytes; %d are taken", r.ContentLength, maxBody)
	}
	if hasControl(r.URL.Path) {
		return problem("bad-request", "control characters are not allowed in the path")
	}
	return refuseQuery(r.URL.RawQuery)
}

// refuseQuery names the first parameter that is not well-formed.
func refuseQuery(raw string) *Problem {
	for _, pair := range strings.Split(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		q, err := url.ParseQuery(pair)
		if err != nil {
			return badParameter(strings.Map(printable, name), "%.100q is not well-formed: %v", value, err)
		}
		for name, values := range q {
			if hasControl(name) || hasControl(strings.Join(values, "")) {
				return badParameter(strings.Map(printable, name), "control characters and what is not UTF-8 are not allowed")
			}
			if name == "lang" && values[0] != "" && !slices.Contains(explorer.Languages, values[0]) {
				return badParameter(name, "%.50q is no language of this server; there are %s", values[0], strings.Join(explorer.Languages, ", "))
			}
		}
	}
	return nil
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

// protect sets the headers that keep pages from being used against readers.
func (s *Server) protect(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	c.Next()
}
