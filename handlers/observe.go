package handlers

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/metrics"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/protocol"
)

// figures are what /metrics shows.
type figures struct {
	metrics.Registry
	requests *metrics.Counter
	seconds  *metrics.Histogram
	bytes    *metrics.Counter
	limits   *metrics.Counter
	queries  *metrics.Histogram
	writes   *metrics.Counter
	changes  *metrics.Counter
	flying   atomic.Int64 // requests that have no answer yet
}

// formKey is where a request keeps the form of its query.
const formKey = "query_form"

// newFigures registers what is counted and what is read.
func newFigures(s *Server, started time.Time) *figures {
	f := new(figures)
	f.requests = f.Counter("plenary_http_requests_total", "Requests answered. The status is broken where an answer was broken off, cancelled where the client did not wait.", "route", "method", "status")
	f.seconds = f.Histogram("plenary_http_request_duration_seconds", "Time from the header of a request to the end of its answer.", "route")
	f.bytes = f.Counter("plenary_http_response_bytes_total", "Bytes of bodies sent.", "route")
	f.queries = f.Histogram("plenary_query_duration_seconds", "Time of SPARQL queries that were evaluated, by form and by the status of the answer.", "form", "status")
	f.limits = f.Counter("plenary_limits_met_total", "Requests that met a limit: of a query (time, memory, disk, rows), of a walk (edges), of the queue, of requests at once or of one client.", "limit")
	f.writes = f.Counter("plenary_writes_total", "Requests that would change the data, by what became of them: done, or the type of the problem.", "outcome")
	f.changes = f.Counter("plenary_quads_changed_total", "Quads that such requests have added or removed.", "change")
	gauge := func(name, help string, read func() float64) { f.Gauge(name, help, "gauge", read) }
	gauge("plenary_http_requests_in_flight", "Requests that have no answer yet.", func() float64 { return float64(f.flying.Load()) })
	s.gaugeQueries(gauge)
	s.gaugeStore(gauge)
	f.Runtime(started)
	return f
}

func (s *Server) gaugeQueries(gauge func(name, help string, read func() float64)) {
	gauge("plenary_queries_running", "Queries that are evaluated, but for quick ones.", func() float64 { return float64(s.engine.Status().Running) })
	gauge("plenary_queries_waiting", "Queries that wait for their turn.", func() float64 { return float64(s.engine.Status().Waiting) })
	gauge("plenary_query_memory_bytes", "Memory that queries use.", func() float64 { return float64(s.engine.Status().Memory) })
	gauge("plenary_query_memory_limit_bytes", "Memory that queries may use.", func() float64 { return float64(s.engine.Status().MaxMemory) })
	gauge("plenary_query_disk_bytes", "Disk that queries use.", func() float64 { return float64(s.engine.Status().Disk) })
}

func (s *Server) gaugeStore(gauge func(name, help string, read func() float64)) {
	flag := func(is bool) float64 {
		if is {
			return 1
		}
		return 0
	}
	gauge("plenary_store_quads", "Quads of the current state.", func() float64 { return float64(s.store.Snapshot().Len()) })
	gauge("plenary_store_commits", "Number of the last commit.", func() float64 { return float64(s.store.Snapshot().Seq()) })
	gauge("plenary_store_last_commit_seconds", "Time of the last commit, in seconds since 1970.", func() float64 { return float64(s.store.Snapshot().Time().Unix()) })
	gauge("plenary_store_changes", "Quads added or removed since the base was written.", func() float64 { return float64(s.state().Changes) })
	gauge("plenary_store_layers", "Files and sets in memory that they are in.", func() float64 { return float64(s.state().Layers) })
	gauge("plenary_store_merging", "1 while changes are written to files.", func() float64 { return flag(s.state().Merging) })
	gauge("plenary_store_files_bytes", "Bytes of the files.", func() float64 { return float64(s.state().Bytes) })
	gauge("plenary_disk_free_bytes", "Bytes that the disk has left.", func() float64 { return float64(s.state().Free) })
	gauge("plenary_ready", "1 while /readyz says so.", func() float64 { return flag(s.readiness().Ready()) })
}

// startedKey is where the context of a request has when it came.
const startedKey = "started"

// observe counts, times and logs each request, those that are broken off too.
func (s *Server) observe(c *gin.Context) {
	started, whole := time.Now(), false
	c.Set(startedKey, started)
	s.figures.flying.Add(1)
	defer func() {
		s.figures.flying.Add(-1)
		took, status := time.Since(started), s.statusOf(c, whole)
		route, sent := s.routeOf(c), max(c.Writer.Size(), 0)
		s.figures.requests.Add(1, route, methodOf(c.Request), status)
		s.figures.seconds.Observe(took, route)
		s.figures.bytes.Add(int64(sent), route)
		if form := c.GetString(formKey); form != "" {
			s.figures.queries.Observe(took, form, status)
		}
		for _, err := range c.Errors { // of answers that were broken off
			s.met(problem.Of(err.Err))
		}
		s.logAccess(c, status, sent, took)
	}()
	c.Next()
	whole = true
}

// met counts the limit that a problem names.
func (s *Server) met(p *problem.Problem) {
	if p.Limit != "" {
		s.figures.limits.Add(1, p.Limit)
	}
}

// logAccess writes one line to the access log, where there is one.
func (s *Server) logAccess(c *gin.Context, status string, sent int, took time.Duration) {
	if s.access == nil {
		return
	}
	if status != "broken" && c.Writer.Written() && c.Writer.Header().Get("Content-Length") != "" {
		c.Writer.Flush() // the answer is whole: nobody need wait for the log
	}
	r := c.Request
	s.access.LogAttrs(r.Context(), slog.LevelInfo, "request",
		slog.String("request_id", c.GetString(requestIDKey)), slog.String("client", c.ClientIP()), slog.String("method", r.Method),
		slog.String("path", r.URL.EscapedPath()), slog.String("query", shortened(r.URL.RawQuery)), slog.String("status", status),
		slog.Int("bytes", sent), slog.Float64("ms", float64(took.Microseconds())/1000), slog.String("agent", shortened(r.UserAgent())))
}

// shortened is the beginning of a text, for the log.
func shortened(s string) string { return s[:min(len(s), 500)] }

// routeOf names what answered, as the table of routes does.
func (s *Server) routeOf(c *gin.Context) string {
	if route := c.FullPath(); route != "" {
		return route[len(s.Root)-1:]
	}
	return "none"
}

// statuses are the texts of status codes, made once.
var statuses = func() (texts [600]string) {
	for i := range texts {
		texts[i] = strconv.Itoa(i)
	}
	return texts
}()

func (s *Server) statusOf(c *gin.Context, whole bool) string {
	switch status := c.Writer.Status(); {
	case !whole:
		return "broken"
	case !c.Writer.Written() && errors.Is(c.Request.Context().Err(), context.Canceled):
		return "cancelled"
	case status > 0 && status < len(statuses):
		return statuses[status]
	}
	return "other"
}

// knownMethods are those that are counted by name.
var knownMethods = []string{
	http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, protocol.MethodQuery,
}

func methodOf(r *http.Request) string {
	if slices.Contains(knownMethods, r.Method) {
		return r.Method
	}
	return "other"
}

// getMetrics answers /metrics.
func (s *Server) getMetrics(c *gin.Context) error {
	c.Header("Content-Type", metrics.ContentType)
	c.Header("Cache-Control", "no-store")
	c.Status(http.StatusOK)
	c.Writer.WriteHeaderNow()
	if c.Request.Method == http.MethodHead {
		return nil
	}
	_, err := s.figures.WriteTo(c.Writer)
	return err
}
