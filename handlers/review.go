package handlers

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/desk"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/proposals"
)

// newDesk makes the review desk, when there is something to review.
func (s *Server) newDesk(o Options) *desk.Desk {
	if o.Review == nil {
		return nil
	}
	return desk.New(desk.Options{Review: o.Review, Explorer: s.explorer, Root: s.Root, Tokens: s.tokens, Bearer: s.tokens.Bearer, Now: o.Now})
}

// routeReview adds the routes of the review desk.
func (s *Server) routeReview(r *gin.Engine) {
	if s.desk == nil {
		return
	}
	for _, route := range s.desk.Routes() {
		handler := s.serve(s.reviewed(route))
		r.Handle(route.Method, s.Root+route.Path, handler)
		if route.Method == http.MethodGet {
			r.HEAD(s.Root+route.Path, handler)
		}
	}
	intake := proposals.New(s.Site, s.desk.Review)
	r.POST(s.Root+proposals.Path, s.serve(func(c *gin.Context) error { return s.write(c, intake.Writer()) }))
}

// reviewed answers as a route of the desk does, and counts and logs as for every
// write.
func (s *Server) reviewed(route desk.Route) func(*gin.Context) error {
	return func(c *gin.Context) error {
		for _, p := range c.Params {
			c.Request.SetPathValue(p.Key, p.Value)
		}
		by, err := route.Do(c.Writer, c.Request)
		var told *desk.Told
		answer := err
		if errors.As(err, &told) {
			answer = nil
		}
		switch {
		case route.Method == http.MethodGet:
		case err == nil:
			s.figures.writes.Add(1, "done")
		default:
			s.figures.writes.Add(1, problem.Of(err).Slug)
			s.logRefused(c, by, err)
		}
		return answer
	}
}

// reviewAllows returns the methods that a path of the review desk takes, "" when it
// is none.
func (s *Server) reviewAllows(path string) string {
	if s.desk == nil {
		return ""
	}
	if path == s.Root+proposals.Path {
		return "GET, HEAD, POST, OPTIONS"
	}
	for _, route := range s.desk.Routes() {
		before, id, named := strings.Cut(s.Root+route.Path, ":id")
		if path == s.Root+route.Path || named && id == "" && len(path) > len(before) && strings.HasPrefix(path, before) {
			if route.Method == http.MethodGet {
				return "GET, HEAD, OPTIONS"
			}
			return route.Method + ", OPTIONS"
		}
	}
	return ""
}
