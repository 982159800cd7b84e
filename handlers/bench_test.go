package handlers

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/rdf"
)

// BenchmarkDocument measures one document through the whole router, made anew each
// time.
func BenchmarkDocument(b *testing.B) {
	store, err := loaded()
	if err != nil {
		b.Fatal(err)
	}
	s, err := New(Options{Store: store, Base: testBase, CacheBytes: -1})
	if err != nil {
		b.Fatal(err)
	}
	h := s.Handler()
	for _, path := range []string{ottawa, "/doc/country/japan", "/doc/claim/sc-007"} {
		for _, f := range append(rdf.Formats[:len(rdf.Formats):len(rdf.Formats)], rdf.Format{Name: "HTML", MediaType: "text/html"}) {
			b.Run(path[len("/doc/"):]+"/"+f.Name, func(b *testing.B) { request(b, h, path, f.MediaType) })
		}
	}
}

// BenchmarkKept measures answers that are kept.
func BenchmarkKept(b *testing.B) {
	for name, target := range map[string]string{"document": ottawa, "lookup": sparqlAddress("SELECT ?p ?o { <id/meeting/2025-ism-ottawa> ?p ?o }")} {
		b.Run(name, func(b *testing.B) { request(b, handler(b), target, "*/*") })
	}
}

// BenchmarkAPI measures answers in JSON.
func BenchmarkAPI(b *testing.B) {
	for name, target := range map[string]string{
		"search": "/api/search?q=minister", "misspelt": "/api/search?q=anandasangare", "resolve": "/api/resolve?iri=JP", "entities": "/api/entities?class=meeting",
		"neighbors": "/api/neighbors?iri=id/forum/g7", "path": "/api/path?from=id/person/gerald-ford&to=id/person/mark-carney", "subgraph": "/api/subgraph?iri=id/forum/g7&depth=2",
		"timeline": "/api/timeline", "evidence": "/api/evidence?iri=id/meeting/2025-ism-ottawa",
		"not found": "/id/meeting/2025-ism-otawa",
	} {
		b.Run(name, func(b *testing.B) { request(b, handler(b), target, "") })
	}
}

func request(b *testing.B, h http.Handler, target, accept string) {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Header.Set("Accept", accept)
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		size = w.Body.Len()
	}
	b.ReportMetric(float64(size), "bytes/answer")
}

// BenchmarkSPARQLLookup asks for what is said of a thing over a connection that
// is kept.
func BenchmarkSPARQLLookup(b *testing.B) {
	server := httptest.NewServer(handler(b))
	defer server.Close()
	address := server.URL + sparqlAddress("SELECT ?p ?o { <id/meeting/2025-ism-ottawa> ?p ?o }")
	var took []time.Duration
	for b.Loop() {
		started := time.Now()
		answer, err := http.Get(address)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, answer.Body); err != nil || answer.StatusCode != http.StatusOK {
			b.Fatal(answer.StatusCode, err)
		}
		answer.Body.Close()
		took = append(took, time.Since(started))
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1e3, "median-ms")
}

// BenchmarkLookup answers small queries by POST, which nothing is kept of.
func BenchmarkLookup(b *testing.B) {
	h := handler(b)
	for _, q := range []struct{ name, text string }{
		{"entity", "SELECT ?p ?o { <id/country/japan> ?p ?o }"},
		{"label", "SELECT ?s { ?s rdfs:label \"Japan\"@en }"},
		{"ask", "ASK { ?m pl:track ?t ; pl:heldAt <id/place/ottawa> }"},
	} {
		b.Run(q.name, func(b *testing.B) {
			form := url.Values{"query": {q.text}}.Encode()
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest(http.MethodPost, "/sparql", strings.NewReader(form))
				r.Header.Set("Content-Type", protocol.FormMedia)
				r.Header.Set("Accept", "application/sparql-results+json")
				w := httptest.NewRecorder()
				if h.ServeHTTP(w, r); w.Code != http.StatusOK {
					b.Fatal(w.Body)
				}
			}
		})
	}
}

// Descriptions are made once for a state of the store, and written each time.
func BenchmarkDescriptions(b *testing.B) {
	for _, address := range []string{"/void.ttl", "/void.jsonld", "/dataset.rdf", "/sparql?format=turtle", "/sparql?format=jsonld", "/linkset/doc/meeting.json", "/openapi.json", "/docs", "/llms.txt", "/sitemap.xml", "/sitemap/person.xml", "/metrics", "/readyz"} {
		b.Run(address, func(b *testing.B) {
			get(b, address)
			for b.Loop() {
				get(b, address)
			}
		})
	}
}

// BenchmarkNegotiation chooses a variant for the headers of common clients.
func BenchmarkNegotiation(b *testing.B) {
	for _, client := range []struct{ name, accept string }{{"none", ""}, {"Turtle", "text/turtle"}, {"Firefox", acceptFirefox}, {"Comunica", acceptComunica}} {
		b.Run(client.name, func(b *testing.B) {
			r := httptest.NewRequest(http.MethodGet, ottawa, nil)
			r.Header.Set("Accept", client.accept)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := negotiate.Choose(r, "", negotiate.ThingOffers); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
