package handlers

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/codings"
)

// Every route answers HEAD as GET without the body, and carries CORS.
func TestHead(t *testing.T) {
	for _, path := range []string{"/", "/id/country/japan", "/doc/country/japan", "/doc/country", "/ontology", "/ontology/context.jsonld", "/void", "/api/resolve?iri=JP",
		"/healthz", "/robots.txt", "/nowhere", "/doc/country/atlantis", "/assets/plenary.css"} {
		t.Run(path, func(t *testing.T) {
			full, head := get(t, path), send(t, http.MethodHead, path)
			if full.Code != head.Code || head.Body.Len() > 0 {
				t.Errorf("HEAD %s = %d with %d bytes; GET is %d", path, head.Code, head.Body.Len(), full.Code)
			}
			same(t, "HEAD", full, head, append(repeated, "Content-Type", "Content-Length", "Location")...)
			if got := full.Header().Get("Access-Control-Allow-Origin"); got != "*" {
				t.Errorf("Access-Control-Allow-Origin of %s = %q", path, got)
			}
		})
	}
}

func TestMethods(t *testing.T) {
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, "QUERY", "PROPFIND", http.MethodTrace} {
		w := send(t, method, ottawa)
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD, OPTIONS" || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s = %d, Allow %q, %s", method, w.Code, w.Header().Get("Allow"), w.Header().Get("Content-Type"))
		}
	}
	w := send(t, http.MethodOptions, ottawa, "Origin: https://example.org", "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: accept")
	if w.Code != http.StatusNoContent || w.Header().Get("Allow") != "GET, HEAD, OPTIONS" || w.Body.Len() > 0 {
		t.Errorf("OPTIONS = %d, Allow %q, %d bytes", w.Code, w.Header().Get("Allow"), w.Body.Len())
	}
	for name, want := range map[string]string{
		"Access-Control-Allow-Origin":  "*",
		"Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE, QUERY, OPTIONS",
		"Access-Control-Allow-Headers": "Accept, Accept-Profile, Accept-Datetime, Accept-Language, Content-Type, If-None-Match, If-Modified-Since, If-Match, Range, Idempotency-Key, Change-Message, Content-Encoding, Prefer, Authorization",
		"Access-Control-Max-Age":       "86400",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	exposed := get(t, ottawa).Header().Get("Access-Control-Expose-Headers")
	for _, name := range []string{"Link", "ETag", "Location", "Content-Location", "Retry-After", "Allow"} {
		if !strings.Contains(exposed, name) {
			t.Errorf("%s is not exposed: %s", name, exposed)
		}
	}
}

// What goes wrong inside is told to the log and not to the client; an aborted
// answer stays aborted.
func TestRecovery(t *testing.T) {
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Store: store, Base: testBase})
	if err != nil {
		t.Fatal(err)
	}
	router := gin.New()
	router.Use(s.identify, s.recover)
	router.GET("/panic", func(*gin.Context) { panic("secret of the inside") })
	router.GET("/error", s.serve(func(*gin.Context) error { return errors.New("secret of the inside") }))
	router.GET("/abort", func(*gin.Context) { panic(http.ErrAbortHandler) })
	for _, path := range []string{"/panic", "/error"} {
		w := httptest.NewRecorder()
		router.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if body := w.Body.String(); w.Code != http.StatusInternalServerError || strings.Contains(body, "secret") || !strings.Contains(body, "request_id") {
			t.Errorf("GET %s = %d %s", path, w.Code, body)
		}
	}
	defer func() {
		if failure := recover(); failure != http.ErrAbortHandler {
			t.Errorf("http.ErrAbortHandler became %v", failure)
		}
	}()
	router.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/abort", nil))
}

func TestBodyLimit(t *testing.T) {
	r := httptest.NewRequest(http.MethodPost, ottawa, strings.NewReader(strings.Repeat("x", codings.MaxBody+1)))
	w := httptest.NewRecorder()
	handler(t).ServeHTTP(w, r)
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a body of %d bytes: %d, want 413", codings.MaxBody+1, w.Code)
	}
}
