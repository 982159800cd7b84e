package handlers

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/view"
	"w3id.org/plenary/rdf"
)

// writeProblem answers with the problem of an error, as HTML for those who ask
// for that, as a graph for those who accept only RDF, as JSON for all others.
func (s *Server) writeProblem(c *gin.Context, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	p := *problem.Of(err)
	p.Type, p.Instance, p.RequestID = s.Base+"problems/"+p.Slug, c.Request.URL.EscapedPath(), c.GetString(requestIDKey)
	if p.Slug == "internal" {
		p.Type = "about:blank"
		s.log.Error("request failed", "request_id", p.RequestID, "path", p.Instance, "error", err)
	}
	if p.Hint == "" && p.Parameter != "" && p.Slug != "syntax" && (p.Status == http.StatusBadRequest || p.Status == http.StatusNotFound || p.Status == http.StatusRequestURITooLong) {
		p.Hint = s.takes().Accepts(c.Request, p.Parameter)
	}
	p.Advise()
	if p.Slug == "budget" {
		p.Elapsed = max(time.Since(c.GetTime(startedKey)).Milliseconds(), 1)
	}
	for i, v := range p.Variants {
		p.Variants[i].URL = variantAddress(v, c.Request.URL)
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
	link.Add(c.Writer.Header(), p.Links)
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

var problemOffers = append([]negotiate.Offer{{Token: "json", Media: "application/problem+json", Aliases: []string{"application/json"}}, negotiate.HTML}, negotiate.WithoutAlias(negotiate.RDFOffers(), negotiate.JSON.Media)...)

// problemBody renders the form the client likes best; JSON when there is none
// or when rendering fails.
func (s *Server) problemBody(c *gin.Context, p *problem.Problem) (media string, body []byte) {
	ch, err := negotiate.Choose(acceptOnly(c.Request), "", problemOffers)
	if err == nil && ch.Token == negotiate.HTML.Token {
		if page, err := s.pages.Problem(view.Request{Snap: s.store.Snapshot(), Lang: negotiate.Language(c.Request), URL: c.Request.URL, Problem: p}); err == nil {
			return negotiate.HTML.ContentType(), page
		}
	}
	if err == nil && ch.IsRDF() {
		var b bytes.Buffer
		if err := s.graphIn(ch.WithoutBy(), rdf.Term{}).Write(&b, rdf.Number(p.Quads())); err == nil {
			return ch.ContentType(), b.Bytes()
		}
	}
	body, err = answer.JSON(p)
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

// variantAddress returns the address of a variant: the one of the request, with other
// parameters.
func variantAddress(v problem.Variant, u *url.URL) string {
	q := u.Query()
	q.Set("format", v.Format)
	if q.Del("_profile"); v.Profile != "" && v.Profile != negotiate.Plenary.Token {
		q.Set("_profile", v.Profile)
	}
	return u.EscapedPath() + "?" + q.Encode()
}
