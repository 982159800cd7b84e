package conform_test

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/data"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers"
	"w3id.org/plenary/handlers/conform"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

const base = "http://plenary.test/"

// server is the real router over the real data, with a token of a curator.
func server(t *testing.T, start func(*httptest.Server)) (target conform.Target, store *graph.Store) {
	t.Helper()
	store = graph.New(graph.Options{})
	_, err := store.Load(t.Context(), graph.Change{Author: "test"}, func(yield func(rdf.Quad, error) bool) {
		for q, err := range data.Quads(base) {
			if !yield(q, err) {
				return
			}
		}
		for q, err := range ontology.Quads() {
			q.G = rdf.IRI(base + "ontology")
			if !yield(q, err) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	_, token, err := tokens.Open(folder, nil).Create("conform", tokens.Curator, 0)
	if err != nil {
		t.Fatal(err)
	}
	s, err := handlers.New(handlers.Options{Store: store, Base: base, Folder: folder, Limits: handlers.Limits{Rate: 1, Burst: 10, Proxies: []string{"127.0.0.1", "::1"}}})
	if err != nil {
		t.Fatal(err)
	}
	listening := httptest.NewUnstartedServer(s.Handler())
	listening.Config.ErrorLog = log.New(io.Discard, "", 0) // of answers that are broken off
	start(listening)
	t.Cleanup(listening.Close)
	transport := listening.Client().Transport.(*http.Transport).Clone()
	transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, listening.Listener.Addr().String())
	}
	address := base
	if listening.TLS != nil {
		address = "https://example.com/" // whom the certificate is of
	}
	target, err = conform.Plenary(t.Context(), address, &http.Client{Transport: transport})
	if err != nil {
		t.Fatal(err)
	}
	target.Vars["token"] = token
	target.Capabilities = append(target.Capabilities, "overload")
	return target, store
}

// quads are all that a store says.
func quads(t *testing.T, store *graph.Store) map[rdf.Quad]bool {
	t.Helper()
	all := map[rdf.Quad]bool{}
	for q, err := range store.Snapshot().Quads(graph.Pattern{}) {
		if err != nil {
			t.Fatal(err)
		}
		all[q] = true
	}
	return all
}

// Every row of the suite holds, none is left out, and the data is as it was before.
func TestPlenaryConforms(t *testing.T) {
	rows, err := conform.Rows()
	if err != nil {
		t.Fatal(err)
	}
	target, store := server(t, (*httptest.Server).Start)
	before := quads(t, store)
	names := map[string]bool{}
	for result := range conform.Run(t.Context(), target, rows) {
		t.Run(result.Row.Name, func(t *testing.T) {
			if names[result.Row.Name] {
				t.Errorf("there are two rows %s", result.Row.Name)
			}
			names[result.Row.Name] = true
			if result.Skipped != "" {
				t.Errorf("not tried: %s", result.Skipped)
			}
			for _, failure := range result.Failures {
				t.Errorf("%s (%s): %s", result.Row.Says, result.Row.Spec, failure)
			}
		})
	}
	after := quads(t, store)
	for q := range after {
		if !before[q] {
			t.Errorf("left behind: %v", q)
		}
	}
	if len(after) != len(before) {
		t.Errorf("%d quads after the run, %d before", len(after), len(before))
	}
}

// What is broken off is seen as such over HTTP/2, too.
func TestBrokenHTTP2(t *testing.T) {
	rows, err := conform.Rows()
	if err != nil {
		t.Fatal(err)
	}
	target, _ := server(t, func(s *httptest.Server) {
		s.EnableHTTP2 = true
		s.StartTLS()
	})
	broken := conform.Select(rows, regexp.MustCompile(`^(sparql-broken|write-length)`))
	if len(broken) != 4 {
		t.Errorf("%d rows", len(broken))
	}
	for result := range conform.Run(t.Context(), target, broken) {
		if len(result.Failures) > 0 || result.Skipped != "" {
			t.Errorf("%s: %s %q", result.Row.Name, result.Skipped, result.Failures)
		}
	}
}

// dimensions are the values that requests for a document differ in, as they are sent;
// those before the bar get the document whatever the others of their kind are.
var dimensions = []struct {
	name   string
	values []string // "" is none
}{
	{"Accept", []string{
		"", "text/turtle", "application/ld+json", `application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"`, "application/n-triples", "text/turtle;q=0.5, application/n-quads", "text/html",
		"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/rdf+xml;q=0.9, */*;q=0.1", "text/turtle;q=0, application/trig;q=0.3, text/html;q=0.2", "text/turtle;version=1.2", "|", "image/png",
	}},
	{"Accept-Profile", []string{
		"", "<https://schema.org/>", "<https://w3id.org/plenary>", "<https://w3id.org/plenary>;q=0.4, <https://schema.org/>;q=0.5", "<http://example.org/a,b>", "|", "<https://w3id.org/plenary>;q=0", "*;q=0",
	}},
	{"Accept-Language", []string{"", "fr", "fr-CA", "ja", "en;q=0.1, fr"}},
	{"Accept-Datetime", []string{"", "|", "Thu, 01 Jan 2099 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "yesterday"}},
	{"Accept-Encoding", []string{"", "identity", "gzip", "zstd", "zstd;q=0.4, gzip;q=0.5", "br", "identity;q=0, gzip"}},
	{"method", []string{"GET", "HEAD", "|", "OPTIONS", "POST", "TRACE"}},
	{"condition", []string{
		"", `If-None-Match: "other"`, "If-Match: {etag}", "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT", "|",
		"If-None-Match: {etag}", "If-None-Match: *", `If-Match: "other"`, "If-Modified-Since: {modified}", "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
	}},
}

// valueOf is what a request has in a dimension. Where there is no answer to keep a
// validator of, a row sends one that is none.
func valueOf(dimension string, s conform.Step) string {
	switch dimension {
	case "method":
		return s.Method
	case "condition":
		for _, name := range []string{"If-None-Match", "If-Match", "If-Modified-Since", "If-Unmodified-Since"} {
			if value := s.Header.Get(name); value != "" {
				return name + ": " + strings.NewReplacer(`"none"`, "{etag}", "Fri, 02 Jan 1970 00:00:00 GMT", "{modified}").Replace(value)
			}
		}
		return ""
	}
	return s.Header.Get(dimension)
}

// Each value of each dimension meets each value of each other one. Where both get the
// document, that is in a request that is answered with it; and each condition meets
// each of these in a request that the condition alone decides.
func TestPairwiseCovers(t *testing.T) {
	type pair struct{ a, b string }
	met := map[pair]map[int]bool{} // by the status that must come back
	key := func(dimension, value string) string { return dimension + " " + value }
	for _, row := range conform.Pairwise() {
		ask := row.Steps[len(row.Steps)-1]
		for _, d := range dimensions {
			for _, e := range dimensions {
				p := pair{key(d.name, valueOf(d.name, ask)), key(e.name, valueOf(e.name, ask))}
				if met[p] == nil {
					met[p] = map[int]bool{}
				}
				met[p][ask.Status[0]] = true
			}
		}
	}
	pairs := 0
	for i, d := range dimensions {
		for _, e := range dimensions[i+1:] {
			for m, a := range d.values {
				for n, b := range e.values {
					if a == "|" || b == "|" {
						continue
					}
					pairs++
					seen := met[pair{key(d.name, a), key(e.name, b)}]
					decided := seen[http.StatusNotModified] || seen[http.StatusPreconditionFailed]
					if seen == nil || m < bar(d.values) && n < bar(e.values) && !seen[http.StatusOK] || m < bar(d.values) && e.name == "condition" && n > bar(e.values) && !decided {
						t.Errorf("%s %q with %s %q: answered are %v", d.name, a, e.name, b, seen)
					}
				}
			}
		}
	}
	if pairs != 1006 {
		t.Errorf("%d pairs, want 1006", pairs)
	}
}

// bar is where the values end that get the document.
func bar(values []string) int {
	if i := slices.Index(values, "|"); i >= 0 {
		return i
	}
	return len(values)
}
