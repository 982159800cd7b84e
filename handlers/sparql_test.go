package handlers

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
)

const ottawaName = `SELECT ?name { <id/meeting/2025-ism-ottawa> rdfs:label ?name FILTER(LANG(?name) = "en") }`

// sparqlPath returns the address of a query.
func sparqlAddress(query string, more ...string) string {
	q := url.Values{"query": {query}}
	for i := 0; i < len(more); i += 2 {
		q.Add(more[i], more[i+1])
	}
	return "/sparql?" + q.Encode()
}

func post(t testing.TB, method, target, media, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Content-Type", media)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Add(name, value)
	}
	return record(t, r)
}

// Every way to send a query has the same answer.
func TestSPARQLOperations(t *testing.T) {
	want := get(t, sparqlAddress(ottawaName)).Body.String()
	if !strings.Contains(want, "Security Ministers") {
		t.Fatalf("GET = %s", want)
	}
	form := url.Values{"query": {ottawaName}}.Encode()
	for name, w := range map[string]*httptest.ResponseRecorder{
		"form":          post(t, "POST", "/sparql", protocol.FormMedia, form),
		"body":          post(t, "POST", "/sparql", protocol.QueryMedia, ottawaName),
		"QUERY":         post(t, "QUERY", "/sparql", protocol.QueryMedia+"; charset=utf-8", ottawaName),
		"QUERY a form":  post(t, "QUERY", "/sparql", protocol.FormMedia, form),
		"own prefixes":  get(t, sparqlAddress("PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "+ottawaName)),
		"absolute IRIs": get(t, sparqlAddress(strings.Replace(ottawaName, "<id", "<"+testBase+"id", 1))),
	} {
		if w.Code != http.StatusOK || w.Body.String() != want || w.Header().Get("Content-Type") != "application/sparql-results+json" {
			t.Errorf("%s = %d %s %s", name, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
	}
}

func TestSPARQLNegotiation(t *testing.T) {
	const graphQuery = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s rdfs:label ?o } LIMIT 3"
	tests := []struct{ name, query, accept, format, want string }{
		{"JSON is usual", ottawaName, "", "", "application/sparql-results+json"},
		{"anything", ottawaName, "*/*", "", "application/sparql-results+json"},
		{"application/json", ottawaName, "application/json", "", "application/sparql-results+json"},
		{"XML", ottawaName, "application/sparql-results+xml", "", "application/sparql-results+xml"},
		{"CSV", ottawaName, "text/csv", "", "text/csv; charset=utf-8"},
		{"by weight", ottawaName, "text/csv;q=0.5, text/tab-separated-values;q=0.8", "", "text/tab-separated-values; charset=utf-8"},
		{"as a parameter", ottawaName, "text/csv", "json", "application/sparql-results+json"},
		{"a truth value", "ASK {}", "text/csv, application/sparql-results+xml;q=0.1", "", "application/sparql-results+xml"},
		{"a graph", graphQuery, "", "", "text/turtle; charset=utf-8"},
		{"a graph for those who read tables too", graphQuery, "application/sparql-results+json, application/n-triples", "", "application/n-triples"},
		{"JSON-LD", graphQuery, "application/ld+json", "", "application/ld+json"},
		{"RDF/XML", "DESCRIBE <id/country/japan>", "application/rdf+xml", "", "application/rdf+xml"},
		{"a table as RDF", ottawaName, "image/png", "", "application/problem+json"},
		{"a graph as a table", graphQuery, "", "csv", "application/problem+json"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			headers := []string{}
			if tt.accept != "" {
				headers = append(headers, "Accept: "+tt.accept)
			}
			address := sparqlAddress(tt.query)
			if tt.format != "" {
				address = sparqlAddress(tt.query, "format", tt.format)
			}
			w := get(t, address, headers...)
			if got := w.Header().Get("Content-Type"); got != tt.want {
				t.Errorf("%d %s, want %s: %.300s", w.Code, got, tt.want, w.Body)
			}
			if tt.want == "application/problem+json" && w.Code != http.StatusNotAcceptable {
				t.Errorf("status %d, want 406", w.Code)
			}
		})
	}
}

func TestSPARQLProblems(t *testing.T) {
	tests := []struct {
		name, method, target, media, body string
		want                              int
		contains                          string
	}{
		{"syntax", "GET", sparqlAddress("SELECT * {\n ?s foo:bar }"), "", "", 400, `"line": 2`},
		{"what was expected", "GET", sparqlAddress("SELCT * { ?s ?p ?o }"), "", "", 400, "did you mean SELECT?"},
		{"nested too deeply", "GET", sparqlAddress("ASK " + strings.Repeat("{", 400) + strings.Repeat("}", 400)), "", "", 400, `"limit": "depth"`},
		{"nothing sent", "POST", "/sparql", protocol.FormMedia, "", 400, "query is missing"},
		{"two queries", "POST", sparqlAddress("ASK {}"), protocol.QueryMedia, "ASK {}", 400, "2 times"},
		{"query and update", "POST", "/sparql", protocol.FormMedia, "query=ASK+{}&update=CLEAR+ALL", 400, "not both"},
		{"update with GET", "GET", "/sparql?update=CLEAR+ALL", "", "", 400, "POST"},
		{"update with QUERY", "QUERY", "/sparql", protocol.UpdateMedia, "CLEAR ALL", 415, protocol.QueryMedia},
		{"another media type", "POST", "/sparql", "text/plain", "ASK {}", 415, protocol.UpdateMedia},
		{"another charset", "POST", "/sparql", protocol.QueryMedia + "; charset=latin1", "ASK {}", 415, "UTF-8"},
		{"not UTF-8", "POST", "/sparql", protocol.QueryMedia, "ASK { ?s ?p '\xff' }", 400, "UTF-8"},
		{"a relative graph", "GET", sparqlAddress("ASK {}", "default-graph-uri", "g"), "", "", 400, "default-graph-uri"},
		{"a dataset of updates", "GET", sparqlAddress("ASK {}", "using-graph-uri", "http://g/"), "", "", 400, "named-graph-uri"},
		{"a timeout", "GET", sparqlAddress("ASK {}", "timeout", "soon"), "", "", 400, "milliseconds"},
		{"a way to explain", "GET", sparqlAddress("ASK {}", "explain", "why"), "", "", 400, "provenance"},
		{"no token", "POST", "/sparql", protocol.UpdateMedia, "CLEAR ALL", 403, "problems/read-only"},
		{"method", "PUT", "/sparql", protocol.QueryMedia, "ASK {}", 405, "PUT"},
		{"too long", "POST", "/sparql", protocol.QueryMedia, "ASK {}" + strings.Repeat(" ", codings.MaxBody), 413, `"limit": "bytes"`},
		{"a form that is none", "POST", "/sparql", protocol.FormMedia, "query=%zz", 400, "form"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := post(t, tt.method, tt.target, tt.media, tt.body)
			if w.Code != tt.want || !strings.Contains(w.Body.String(), tt.contains) || w.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%d %s, want %d with %q", w.Code, w.Body, tt.want, tt.contains)
			}
		})
	}
}

// A budget that does not suffice is 503 and named; a full queue may be tried again.
func TestSPARQLBudgets(t *testing.T) {
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	const product = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
	for _, tt := range []struct {
		limit, target string
		options       sparql.Options
	}{
		{"time", sparqlAddress(product+" ORDER BY ?a ?d", "timeout", "50"), sparql.Options{}},
		{"rows", sparqlAddress(product), sparql.Options{Rows: 500}},
		{"memory", sparqlAddress("SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"), sparql.Options{QueryMemory: 1 << 20, DiskBytes: 1 << 20}},
	} {
		t.Run(tt.limit, func(t *testing.T) {
			s, err := New(Options{Store: store, Base: testBase, Engine: sparql.New(tt.options)})
			if err != nil {
				t.Fatal(err)
			}
			w := httptest.NewRecorder()
			s.Handler().ServeHTTP(w, httptest.NewRequest("GET", tt.target, nil))
			var p problem.Problem
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != 503 || p.Limit != tt.limit && tt.limit != "memory" || p.Limit == "" || w.Header().Get("Retry-After") != "" {
				t.Errorf("%d %s, %v", w.Code, w.Body, err)
			}
		})
	}
	if p := problem.Of(sparql.ErrBusy); p.Status != 503 || p.Retry == 0 {
		t.Errorf("a full queue: %+v", p)
	}
}

func TestSPARQLConditional(t *testing.T) {
	first := get(t, sparqlAddress(ottawaName))
	tag := first.Header().Get("ETag")
	if !strings.HasPrefix(tag, `W/"`) || first.Header().Get("Vary") != "Accept, Accept-Datetime, Accept-Encoding" || first.Header().Get("Cache-Control") != answer.CacheChecked || first.Header().Get("Last-Modified") == "" {
		t.Errorf("headers %v", first.Header())
	}
	if w := get(t, sparqlAddress(ottawaName), "If-None-Match: "+tag); w.Code != 304 || w.Body.Len() > 0 || w.Header().Get("ETag") != tag {
		t.Errorf("the same again: %d", w.Code)
	}
	if w := post(t, "QUERY", "/sparql", protocol.QueryMedia, ottawaName, "If-None-Match: "+tag); w.Code != 304 {
		t.Errorf("QUERY of the same: %d", w.Code)
	}
	for name, w := range map[string]*httptest.ResponseRecorder{
		"another query":  get(t, sparqlAddress(ottawaName+" "), "If-None-Match: "+tag),
		"another format": get(t, sparqlAddress(ottawaName), "If-None-Match: "+tag, "Accept: text/csv"),
		"another graph":  get(t, sparqlAddress(ottawaName, "default-graph-uri", "http://g/"), "If-None-Match: "+tag),
	} {
		if w.Code != 200 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if w := get(t, sparqlAddress("SELECT (RAND() AS ?r) {}")); w.Header().Get("ETag") != "" || w.Code != 200 {
		t.Errorf("an answer that varies: %d, tag %s", w.Code, w.Header().Get("ETag"))
	}
}

func TestSPARQLHead(t *testing.T) {
	full, head := get(t, sparqlAddress(ottawaName)), send(t, http.MethodHead, sparqlAddress(ottawaName))
	if head.Code != 200 || head.Body.Len() > 0 {
		t.Errorf("HEAD = %d with %d bytes", head.Code, head.Body.Len())
	}
	same(t, "HEAD", full, head, "Content-Type", "ETag", "Vary", "Last-Modified", "Cache-Control")
}

func TestSPARQLOptions(t *testing.T) {
	w := send(t, http.MethodOptions, "/sparql")
	if w.Code != 204 || w.Header().Get("Allow") != "GET, HEAD, POST, QUERY, OPTIONS" || w.Header().Get("Accept-Query") != protocol.QueryMedia+", "+protocol.FormMedia {
		t.Errorf("OPTIONS = %d %v", w.Code, w.Header())
	}
}

// Streams are compressed like other answers.
func TestSPARQLCoding(t *testing.T) {
	w := get(t, sparqlAddress("SELECT * { ?s ?p ?o } LIMIT 2000"), "Accept-Encoding: gzip")
	if w.Header().Get("Content-Encoding") != "gzip" || w.Body.Len() == 0 || w.Body.Bytes()[0] != 0x1f {
		t.Errorf("Content-Encoding %q", w.Header().Get("Content-Encoding"))
	}
	if w := get(t, sparqlAddress(ottawaName), "Accept-Encoding: gzip"); w.Header().Get("Content-Encoding") != "" || w.Header().Get("Content-Length") == "" {
		t.Errorf("a short answer: %v", w.Header())
	}
}

func TestSPARQLWarnings(t *testing.T) {
	w := get(t, sparqlAddress("SELECT * { ?s a pl:Meetin }"))
	if links := strings.Join(w.Header().Values("Link"), ", "); w.Code != 200 || !strings.Contains(links, `<https://w3id.org/plenary#Meeting>; rel="`+testBase+`problems/unknown-term"; title="`) {
		t.Errorf("%d, Link %s", w.Code, links)
	}
	if links := get(t, sparqlAddress(ottawaName)).Header().Values("Link"); len(links) > 0 {
		t.Errorf("Link %s without a warning", links)
	}
}

func TestSPARQLExplain(t *testing.T) {
	w := get(t, sparqlAddress(ottawaName, "explain", "text"))
	if w.Code != 200 || !strings.Contains(w.Body.String(), "algebra\n") || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
		t.Errorf("text: %d %s", w.Code, w.Body)
	}
	var x sparql.Explanation
	if w := get(t, sparqlAddress(ottawaName, "explain", "json")); json.Unmarshal(w.Body.Bytes(), &x) != nil || x.Rows != 1 || x.Plan.Does == "" {
		t.Errorf("json: %d %s", w.Code, w.Body)
	}
}

func TestSPARQLProvenance(t *testing.T) {
	var out provenance
	w := get(t, sparqlAddress("SELECT ?who { <id/meeting/2025-ism-ottawa> pl:attendedBy ?who }", "explain", "provenance"))
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || len(out.Solutions) == 0 {
		t.Fatalf("%d %s, %v", w.Code, w.Body, err)
	}
	for _, s := range out.Solutions {
		if len(s.Statements) != 1 || len(s.Statements[0].Evidence) == 0 || s.Binding["who"].IRI == "" {
			t.Errorf("%+v", s)
		}
	}
}

func TestService(t *testing.T) {
	w := get(t, "/sparql")
	if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/turtle") {
		t.Fatalf("%d %s", w.Code, w.Header().Get("Content-Type"))
	}
	for _, want := range []string{"service-description#Service", "UnionDefaultGraph", testBase + "sparql", "SPARQLExecutable", "SPARQL_Results_JSON", "namedGraph"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s is not in the description", want)
		}
	}
	if strings.Contains(w.Body.String(), "SPARQL11Update") {
		t.Error("updates are promised where nobody may write")
	}
	page := get(t, "/sparql", "Accept: text/html")
	if page.Code != 200 || !strings.Contains(page.Body.String(), "<textarea") {
		t.Errorf("page: %d", page.Code)
	}
}

func TestSPARQLUpdate(t *testing.T) {
	store := graph.New(graph.Options{})
	h := writable(t, store)
	do := func(media, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "/sparql", strings.NewReader(body))
		r.Header.Set("Content-Type", media)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	w := do(protocol.UpdateMedia, "INSERT DATA { <x> rdfs:label 'X' . GRAPH <g> { <x> rdfs:label 'X' } }")
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"added": 2`) || !strings.Contains(w.Body.String(), `"author": "curator"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := do(protocol.FormMedia, url.Values{"update": {"DELETE DATA { <x> rdfs:label 'X' }"}}.Encode()); w.Code != 200 || !strings.Contains(w.Body.String(), `"elsewhere": 1`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := do(protocol.UpdateMedia, "CREATE GRAPH <g>"); w.Code != 409 || !strings.Contains(w.Body.String(), "problems/conflict") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := do(protocol.UpdateMedia, "LOAD <http://example.org/>"); w.Code != 403 || !strings.Contains(w.Body.String(), "problems/denied") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if n := store.Snapshot().Len(); n != 1 {
		t.Errorf("%d quads, want 1", n)
	}
}

// many is a store with more rows than are held back.
func many(t testing.TB, n int) *graph.Store {
	store := graph.New(graph.Options{})
	_, err := store.Load(context.Background(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		for i := range n {
			if !yield(rdf.Quad{S: rdf.IRI("http://example.org/" + strings.Repeat("x", i%7) + string(rune('a'+i%26))), P: rdf.IRI("http://example.org/p"), O: rdf.String(strings.Repeat("y", i%100) + string(rune(0x4E00+i)))}, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// What fails after the first bytes breaks the connection off: no client takes
// what it has for the whole.
func TestBrokenOff(t *testing.T) {
	s, err := New(Options{Store: many(t, 5000), Base: testBase, Engine: sparql.New(sparql.Options{Rows: 40_000, AnswerBytes: -1})})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	got, err := http.Get(server.URL + sparqlAddress("SELECT * { ?a ?b ?c . ?d ?e ?f }"))
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	n, err := io.Copy(io.Discard, got.Body)
	if got.StatusCode != 200 || n < answer.HoldBytes || err == nil {
		t.Errorf("status %d, %d bytes, error %v; want an error after the first", got.StatusCode, n, err)
	}
}

// A query whose client hangs up ends, also while it computes.
func TestHungUp(t *testing.T) {
	engine := sparql.New(sparql.Options{Heavy: 1, Queue: 1})
	s, err := New(Options{Store: many(t, 5000), Base: testBase, Engine: engine})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(conn, "GET "+sparqlAddress("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i && ?c = ?i) }")+" HTTP/1.1\r\nHost: x\r\n\r\n")
	time.Sleep(200 * time.Millisecond)
	conn.Close()
	client := http.Client{Timeout: 5 * time.Second}
	answer, err := client.Get(server.URL + sparqlAddress("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 3000000"))
	if err != nil {
		t.Fatalf("the next query: %v", err)
	}
	line, err := bufio.NewReader(answer.Body).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "{") {
		t.Errorf("the next query: %q, %v", line, err)
	}
	answer.Body.Close()
}

// Unused problems have no page that explains them; every other type has.
func TestProblemOfWarnings(t *testing.T) {
	if w := get(t, "/problems/unknown-term"); w.Code != 200 {
		t.Errorf("/problems/unknown-term: %d", w.Code)
	}
	if !slices.ContainsFunc(problem.Kinds, func(k problem.Kind) bool { return k.Slug == "busy" }) {
		t.Error("no problem of a full queue")
	}
}
