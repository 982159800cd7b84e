package handlers

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// repeated are the headers that a 304 has in common with its 200, and HEAD with
// GET.
var repeated = []string{"ETag", "Vary", "Cache-Control", "Content-Location", "Last-Modified", "Link", "Access-Control-Allow-Origin"}

func same(t *testing.T, name string, a, b *httptest.ResponseRecorder, headers ...string) {
	t.Helper()
	for _, h := range headers {
		if x, y := strings.Join(a.Header().Values(h), "\n"), strings.Join(b.Header().Values(h), "\n"); x != y {
			t.Errorf("%s: %s is %q, want %q", name, h, y, x)
		}
	}
}

func TestConditionalRequests(t *testing.T) {
	first := get(t, ottawa, "Accept: text/turtle")
	tag, modified := first.Header().Get("ETag"), first.Header().Get("Last-Modified")
	stamp, err := http.ParseTime(modified)
	if err != nil {
		t.Fatalf("Last-Modified %q: %v", modified, err)
	}
	before, after := stamp.Add(-time.Hour).Format(http.TimeFormat), stamp.Add(time.Hour).Format(http.TimeFormat)
	tests := []struct {
		name    string
		headers []string
		want    int
	}{
		{"tag", []string{"If-None-Match: " + tag}, 304},
		{"weak tag", []string{"If-None-Match: W/" + tag}, 304},
		{"list", []string{`If-None-Match: "x", W/"y", ` + tag}, 304},
		{"list in two lines", []string{`If-None-Match: "x"`, "If-None-Match: " + tag}, 304},
		{"any", []string{"If-None-Match: *"}, 304},
		{"other tag", []string{`If-None-Match: "x"`}, 200},
		{"tag without quotes", []string{"If-None-Match: " + strings.Trim(tag, `"`)}, 200},
		{"not since", []string{"If-Modified-Since: " + modified}, 304},
		{"not since later", []string{"If-Modified-Since: " + after}, 304},
		{"since before", []string{"If-Modified-Since: " + before}, 200},
		{"no date", []string{"If-Modified-Since: yesterday"}, 200},
		{"the tag goes before the date", []string{`If-None-Match: "x"`, "If-Modified-Since: " + after}, 200},
		{"wanted tag", []string{"If-Match: " + tag}, 200},
		{"wanted any", []string{"If-Match: *"}, 200},
		{"wanted other", []string{`If-Match: "x"`}, 412},
		{"wanted is compared strongly", []string{"If-Match: W/" + tag}, 412},
		{"unmodified", []string{"If-Unmodified-Since: " + modified}, 200},
		{"modified", []string{"If-Unmodified-Since: " + before}, 412},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, ottawa, append(tt.headers, "Accept: text/turtle")...)
			if w.Code != tt.want {
				t.Fatalf("GET with %q = %d, want %d", tt.headers, w.Code, tt.want)
			}
			if w.Code == http.StatusNotModified {
				same(t, "304", first, w, repeated...)
				if w.Body.Len() > 0 {
					t.Errorf("304 has a body of %d bytes", w.Body.Len())
				}
			}
		})
	}
}

// Two representations never share a strong tag.
func TestTagsDiffer(t *testing.T) {
	tags := map[string]string{}
	for name, headers := range map[string][]string{
		"Turtle": {"Accept: text/turtle"}, "TriG": {"Accept: application/trig"}, "JSON-LD": {"Accept: application/ld+json"},
		"expanded":     {`Accept: application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"`},
		"English page": {"Accept: text/html"}, "French page": {"Accept: text/html", "Accept-Language: fr"},
		"gzip": {"Accept: text/turtle", "Accept-Encoding: gzip"}, "zstd": {"Accept: text/turtle", "Accept-Encoding: zstd"},
	} {
		tag := get(t, ottawa, headers...).Header().Get("ETag")
		if other, taken := tags[tag]; taken || tag == "" || strings.HasPrefix(tag, "W/") {
			t.Errorf("%s has the tag %q, which is that of %q or not strong", name, tag, other)
		}
		tags[tag] = name
	}
}

func TestVary(t *testing.T) {
	tests := []struct{ name, path, want string }{
		{"document", ottawa, "Accept, Accept-Profile, Accept-Language, Accept-Datetime, Accept-Encoding"},
		{"document in one profile", ottawa + "?_profile=schema", "Accept, Accept-Language, Accept-Datetime, Accept-Encoding"},
		{"document in one media type", ottawa + "?format=turtle", "Accept-Profile, Accept-Datetime, Accept-Encoding"},
		{"collection", "/doc/country", "Accept, Accept-Language, Accept-Encoding"},
		{"variant", ottawa + ".ttl", "Accept-Encoding"},
		{"page", ottawa + ".html", "Accept-Language, Accept-Encoding"},
		{"thing", "/id/meeting/2025-ism-ottawa", ""},
		{"API", "/api/resolve?iri=JP", "Accept, Accept-Language, Accept-Datetime, Accept-Encoding"},
		{"API in one language", "/api/resolve?iri=JP&lang=fr", "Accept, Accept-Datetime, Accept-Encoding"},
		{"API in one format", "/api/resolve?iri=JP&format=turtle", "Accept-Datetime, Accept-Encoding"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := get(t, tt.path).Header().Get("Vary"); got != tt.want {
				t.Errorf("Vary of %s = %q, want %q", tt.path, got, tt.want)
			}
		})
	}
}

func TestContentCodings(t *testing.T) {
	tests := []struct{ name, path, accept, want string }{
		{"none", ottawa, "", ""},
		{"gzip", ottawa, "gzip", "gzip"},
		{"zstd first", ottawa, "gzip, deflate, br, zstd", "zstd"},
		{"by weight", ottawa, "gzip;q=1.0, zstd;q=0.5", "gzip"},
		{"any", ottawa, "*", "zstd"},
		{"excluded", ottawa, "gzip;q=0, zstd;q=0, br;q=0, *", ""},
		{"br", ottawa, "gzip;q=0.8, br", "br"},
		{"br for want of zstd", ottawa, "gzip, deflate, br", "br"},
		{"identity excluded", "/problems/not-found", "identity;q=0, gzip", "gzip"},
		{"all others excluded", "/problems/not-found", "*;q=0, br;q=0.1", "br"},
		{"three decimals", ottawa, "br;q=0.123, gzip;q=0.124", "gzip"},
		{"malformed weight", ottawa, "zstd;q=2, gzip", "gzip"},
		{"excluded in capitals", ottawa, "gzip;Q=0", ""},
		{"old name", ottawa, "x-gzip", "gzip"},
		{"identity preferred", ottawa, "gzip;q=0.5, identity", ""},
		{"small", "/problems/not-found", "gzip", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, tt.path, "Accept-Encoding: "+tt.accept)
			if got := w.Header().Get("Content-Encoding"); got != tt.want {
				t.Errorf("Content-Encoding for %q = %q, want %q", tt.accept, got, tt.want)
			}
		})
	}
}

func TestContentCodingsInTwoLines(t *testing.T) {
	if got := get(t, ottawa, "Accept-Encoding: deflate", "Accept-Encoding: gzip").Header().Get("Content-Encoding"); got != "gzip" {
		t.Errorf("Content-Encoding = %q, want gzip", got)
	}
}

// A problem does not describe the representation that it stands in for.
func TestFailedPreconditionHeaders(t *testing.T) {
	w := get(t, ottawa, "If-Match: \"x\"")
	if w.Code != http.StatusPreconditionFailed {
		t.Fatalf("status %d, want 412", w.Code)
	}
	for _, name := range []string{"ETag", "Last-Modified", "Content-Location", "Link"} {
		if got := w.Header().Get(name); got != "" {
			t.Errorf("412 has %s %q", name, got)
		}
	}
}
