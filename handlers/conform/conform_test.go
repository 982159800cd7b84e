package conform_test

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
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
	if len(broken) != 3 {
		t.Errorf("%d rows", len(broken))
	}
	for result := range conform.Run(t.Context(), target, broken) {
		if len(result.Failures) > 0 || result.Skipped != "" {
			t.Errorf("%s: %s %q", result.Row.Name, result.Skipped, result.Failures)
		}
	}
}

// Each value of each dimension meets each value of each other one.
func TestPairwiseCovers(t *testing.T) {
	rows := conform.Pairwise()
	said := map[[2]string]bool{}
	values := map[string]int{} // and the dimension each is of
	for _, r := range rows {
		sentence, _, _ := strings.Cut(r.Says, " gets ")
		pick := strings.Split(sentence, " with ")
		for i, a := range pick {
			values[a] = i
			for _, b := range pick {
				said[[2]string{a, b}] = true
			}
		}
	}
	for a, i := range values {
		for b, j := range values {
			if i != j && !said[[2]string{a, b}] {
				t.Errorf("no row has %s with %s", a, b)
			}
		}
	}
	if len(values) != 49 {
		t.Errorf("%d rows have %d values, want 49", len(rows), len(values))
	}
}
