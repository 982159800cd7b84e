package handlers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/contract"
)

// small is a server over an empty store.
func small(t *testing.T, o Options) (*Server, http.Handler) {
	t.Helper()
	if o.Store == nil {
		o.Store = graph.New(graph.Options{})
	}
	o.Base = testBase
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s, s.Handler()
}

// getFrom makes a request of an address.
func getFrom(h http.Handler, address, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.RemoteAddr = address + ":4711"
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// Each client has its own allowance, loopback has none to keep to, and a proxy
// speaks for its clients only when it is trusted.
func TestRate(t *testing.T) {
	local := []string{"127.0.0.0/8", "::1"}
	tests := []struct {
		name    string
		limits  Limits
		address string
		header  func(i int) string
		refused bool
	}{
		{"one client", Limits{Rate: 0.001, Burst: 3}, "192.0.2.1", nil, true},
		{"no limit", Limits{}, "192.0.2.1", nil, false},
		{"loopback", Limits{Rate: 0.001, Burst: 3, Proxies: local}, "127.0.0.1", nil, false},
		{"loopback, version 6", Limits{Rate: 0.001, Burst: 3, Proxies: local}, "[::1]", nil, false},
		{"one client behind the proxy on this host", Limits{Rate: 0.001, Burst: 3, Proxies: local}, "127.0.0.1", func(int) string { return "192.0.2.7" }, true},
		{"many clients behind it", Limits{Rate: 0.001, Burst: 3, Proxies: local}, "127.0.0.1", func(i int) string { return "192.0.2." + strconv.Itoa(i) }, false},
		{"a client that claims to be many", Limits{Rate: 0.001, Burst: 3}, "198.51.100.1", func(i int) string { return "192.0.2." + strconv.Itoa(i) }, true},
		{"one that claims so through the proxy", Limits{Rate: 0.001, Burst: 3, Proxies: local}, "127.0.0.1", func(i int) string { return fmt.Sprintf("192.0.2.%d, 198.51.100.1", i) }, true},
		{"a trusted proxy", Limits{Rate: 0.001, Burst: 3, Proxies: []string{"10.0.0.0/8"}}, "10.1.2.3", func(i int) string { return "192.0.2." + strconv.Itoa(i) }, false},
		{"neighbours in one network of version 6", Limits{Rate: 0.001, Burst: 3, Proxies: local}, "127.0.0.1", func(i int) string { return fmt.Sprintf("2001:db8::%x", i) }, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, h := small(t, Options{Limits: tt.limits})
			var last *httptest.ResponseRecorder
			for i := range 5 {
				var headers []string
				if tt.header != nil {
					headers = []string{"X-Forwarded-For: " + tt.header(i+1)}
				}
				last = getFrom(h, tt.address, "/robots.txt", headers...)
			}
			if got := last.Code == http.StatusTooManyRequests; got != tt.refused {
				t.Fatalf("%d", last.Code)
			}
			if !tt.refused {
				return
			}
			if seconds, err := strconv.Atoi(last.Header().Get("Retry-After")); err != nil || seconds < 900 || seconds > 1001 {
				t.Errorf("Retry-After: %s", last.Header().Get("Retry-After"))
			}
			if p := problemIn(t, last.Body.Bytes()); p.Type != testBase+"problems/too-many-requests" || p.Limit != "rate" {
				t.Errorf("%+v", p)
			}
			if w := getFrom(h, tt.address, "/healthz"); w.Code != http.StatusOK {
				t.Errorf("/healthz: %d", w.Code)
			}
		})
	}
}

// An allowance comes back with time, and any number of clients takes bounded room.
func TestClients(t *testing.T) {
	l, now := newClients(Limits{Rate: 2, Burst: 2}), time.Unix(1e9, 0)
	for i, want := range []bool{true, true, false} {
		if wait := l.take("192.0.2.1", now); (wait == 0) != want {
			t.Errorf("request %d waits %v", i, wait)
		}
	}
	if wait := l.take("192.0.2.1", now.Add(600*time.Millisecond)); wait != 0 {
		t.Errorf("after 600 ms: %v", wait)
	}
	for i := range 2*mostClients + 10 {
		l.take(fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255), now)
	}
	if len(l.buckets) > mostClients {
		t.Errorf("%d clients are remembered", len(l.buckets))
	}
}

func TestLimitsRefuse(t *testing.T) {
	for _, proxy := range []string{"everyone", "10.0.0.0/33", ""} {
		if _, err := New(Options{Store: graph.New(graph.Options{}), Base: testBase, Limits: Limits{Proxies: []string{proxy}}}); err == nil {
			t.Errorf("proxy %q is taken", proxy)
		}
	}
}

// When as many requests are open as may be, others are told to come again.
func TestRequestsAtOnce(t *testing.T) {
	s, h := small(t, Options{Limits: Limits{Requests: 2}})
	s.figures.flying.Add(2)
	w := getFrom(h, "192.0.2.1", "/robots.txt")
	if p := problemIn(t, w.Body.Bytes()); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "1" || p.Limit != "requests" {
		t.Errorf("%d %+v", w.Code, p)
	}
	if w := getFrom(h, "192.0.2.1", "/readyz"); w.Code != http.StatusOK {
		t.Errorf("/readyz: %d", w.Code)
	}
	s.figures.flying.Add(-1)
	if w := getFrom(h, "192.0.2.1", "/robots.txt"); w.Code != http.StatusOK {
		t.Errorf("with room again: %d", w.Code)
	}
}

// /readyz says what keeps the server from answering or writing.
func TestReady(t *testing.T) {
	for _, tt := range []struct {
		name   string
		make   func(*testing.T, *Server)
		reason string
	}{
		{"all is well", func(*testing.T, *Server) {}, ""},
		{"draining", func(_ *testing.T, s *Server) { s.Drain(); s.Drain() }, "shutting down"},
		{"closed", func(t *testing.T, s *Server) {
			if err := s.store.Close(); err != nil {
				t.Fatal(err)
			}
		}, "closed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, h := small(t, Options{Version: "test"})
			tt.make(t, s)
			w := getFrom(h, "192.0.2.1", "/readyz")
			var got contract.Readiness
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if tt.reason == "" {
				if w.Code != http.StatusOK || got.Status != "ready" || len(got.Reasons) > 0 || got.Version != "test" {
					t.Errorf("%d %+v", w.Code, got)
				}
				return
			}
			if w.Code != http.StatusServiceUnavailable || got.Status != "not ready" || !strings.Contains(strings.Join(got.Reasons, " "), tt.reason) || w.Header().Get("Retry-After") == "" {
				t.Errorf("%d %+v", w.Code, got)
			}
			if w := getFrom(h, "192.0.2.1", "/healthz"); w.Code != http.StatusOK {
				t.Errorf("/healthz: %d", w.Code)
			}
			if w := getFrom(h, "192.0.2.1", "/metrics"); !strings.Contains(w.Body.String(), "\nplenary_ready 0\n") {
				t.Error("plenary_ready is not 0")
			}
		})
	}
}

// What was answered is in the figures, by route and status.
func TestMetrics(t *testing.T) {
	_, h := small(t, Options{})
	getFrom(h, "192.0.2.1", "/doc/meeting")
	getFrom(h, "192.0.2.1", "/doc/meeting/nothing")
	getFrom(h, "192.0.2.1", "/nowhere/at/all")
	getFrom(h, "192.0.2.1", sparqlAddress("ASK {}"))
	getFrom(h, "192.0.2.1", sparqlAddress("SELECT * { ?s ?p }"))
	r := httptest.NewRequest("PROPFIND", "/doc/meeting", nil)
	h.ServeHTTP(httptest.NewRecorder(), r)
	w := getFrom(h, "192.0.2.1", "/metrics")
	if got := w.Header().Get("Content-Type"); got != "text/plain; version=0.0.4; charset=utf-8" || w.Header().Get("Cache-Control") != "no-store" {
		t.Error(w.Header())
	}
	for _, want := range []string{
		`plenary_http_requests_total{route="/doc/*path",method="GET",status="200"} 1`, `plenary_http_requests_total{route="/doc/*path",method="GET",status="404"} 1`,
		`plenary_http_requests_total{route="none",method="GET",status="404"} 1`, `method="other",status="405"} 1`,
		`plenary_http_request_duration_seconds_count{route="/sparql"} 2`, `plenary_query_duration_seconds_count{form="ASK",status="200"} 1`,
		`plenary_store_quads 0`, `plenary_http_requests_in_flight 1`, `plenary_ready 1`, `go_goroutines `,
	} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("no %s in\n%s", want, w.Body)
		}
	}
}

// The access log has a line for each request, and none when it is not wanted.
func TestAccessLog(t *testing.T) {
	var lines bytes.Buffer
	_, h := small(t, Options{Access: slog.New(slog.NewJSONHandler(&lines, nil)), Limits: Limits{Proxies: []string{"127.0.0.1"}}})
	w := getFrom(h, "127.0.0.1", "/api/search?q=x%0d%0ay", "User-Agent: test\n", "X-Forwarded-For: 192.0.2.7")
	var got map[string]any
	if err := json.Unmarshal(lines.Bytes(), &got); err != nil || strings.Count(lines.String(), "\n") != 1 {
		t.Fatalf("%v: %s", err, lines.String())
	}
	for name, want := range map[string]any{"client": "192.0.2.7", "method": "GET", "path": "/api/search", "query": "q=x%0d%0ay", "status": "400", "agent": "test\n", "request_id": w.Header().Get("X-Request-Id")} {
		if got[name] != want {
			t.Errorf("%s = %v, want %v", name, got[name], want)
		}
	}
	_, quiet := small(t, Options{Logger: slog.New(slog.NewJSONHandler(&lines, nil))})
	lines.Reset()
	getFrom(quiet, "127.0.0.1", "/")
	if lines.Len() > 0 {
		t.Error(lines.String())
	}
}

// Every answer is protected, whatever answers.
func TestProtections(t *testing.T) {
	s, h := small(t, Options{Limits: Limits{Rate: 0.001, Burst: 20}})
	for _, target := range []string{"/", "/nowhere", "/doc/meeting.ttl", "/sparql", "/metrics", "/assets/plenary.css", "/id/meeting/x", "/?" + strings.Repeat("a", maxAddress)} {
		for name, want := range answer.Always {
			if got := getFrom(h, "127.0.0.1", target).Header().Values(name); len(got) != 1 || got[0] != want[0] {
				t.Errorf("%s of %.20s = %q", name, target, got)
			}
		}
	}
	raw, err := (&problemConn{base: s.Base}).problem(http.StatusBadRequest)
	if err != nil || !strings.Contains(string(raw), "\r\nX-Content-Type-Options: nosniff\r\n") {
		t.Errorf("%v %s", err, raw)
	}
}
