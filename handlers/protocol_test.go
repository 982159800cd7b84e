package handlers

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/manifest"
	"w3id.org/plenary/rdf/manifest/suitetest"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/sparql/results"
)

const (
	httpNS    = "http://www.w3.org/2011/http#"
	contentNS = "http://www.w3.org/2011/content#"
	statusNS  = "http://www.w3.org/2011/http-statusCodes#StatusCode"
	updateNS  = "http://www.w3.org/2009/sparql/tests/test-update#"
)

// TestProtocol runs the W3C tests of the SPARQL 1.1 Protocol.
func TestProtocol(t *testing.T) {
	suite := manifest.Suite{Prefix: "https://w3c.github.io/rdf-tests/", Dir: suitetest.Dir(t, "rdf-tests")}
	m, err := suite.Read(suite.Prefix + "sparql/sparql11/protocol/manifest.ttl")
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Entries) != 34 {
		t.Errorf("%d tests, want 34", len(m.Entries))
	}
	for _, e := range m.Entries {
		t.Run(e.ID(), func(t *testing.T) {
			h := writable(t, protocolData(t, suite, e))
			for _, r := range m.List(m.Object(e.Action, httpNS+"requests")) {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, protocolRequest(m, r))
				judgeProtocol(t, m, m.Object(r, httpNS+"resp"), w)
			}
		})
	}
}

// protocolData loads the graphs that a test begins with.
func protocolData(t *testing.T, suite manifest.Suite, e manifest.Entry) *graph.Store {
	store := graph.New(graph.Options{})
	for _, node := range e.Manifest.Objects(e.Node, updateNS+"graphData") {
		path, _ := suite.Path(e.Manifest.Object(node, updateNS+"graph").Value())
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		name := rdf.IRI(e.Manifest.Object(node, "http://www.w3.org/2000/01/rdf-schema#label").Value())
		_, err = store.Load(context.Background(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
			for q, err := range nquads.DecodeTriples(f, rdf.DecodeOptions{}) {
				if q.G = name; !yield(q, err) {
					return
				}
			}
		})
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
	}
	return store
}

func protocolRequest(m *manifest.Manifest, node rdf.Term) *http.Request {
	content := m.Object(node, httpNS+"body")
	body := m.Object(content, contentNS+"chars").Value()
	if m.Object(content, contentNS+"characterEncoding").Value() == "UTF-16" {
		wide := "\xFE\xFF"
		for _, c := range []byte(body) {
			wide += "\x00" + string(rune(c))
		}
		body = wide
	}
	path := strings.Replace(m.Object(node, httpNS+"absolutePath").Value(), "/sparql/", "/sparql", 1)
	r := httptest.NewRequest(m.Object(node, httpNS+"methodName").Value(), path, strings.NewReader(body))
	for _, h := range m.List(m.Object(node, httpNS+"headers")) {
		r.Header.Add(m.Object(h, httpNS+"fieldName").Value(), m.Object(h, httpNS+"fieldValue").Value())
	}
	return r
}

func judgeProtocol(t *testing.T, m *manifest.Manifest, want rdf.Term, w *httptest.ResponseRecorder) {
	t.Helper()
	expected := false
	for _, status := range m.Objects(want, manifest.Namespace+"expectedStatus") {
		expected = expected || strings.TrimPrefix(status.Value(), statusNS) == strconv.Itoa(w.Code/100)+"xx"
	}
	if !expected {
		t.Errorf("status %d: %s", w.Code, w.Body)
		return
	}
	media := w.Header().Get("Content-Type")
	table, isTable := results.FormatOf(media)
	_, isGraph := rdf.FormatOf(media)
	switch format := m.Object(want, manifest.Namespace+"expectedFormat").Value(); {
	case format == "boolean" && !(isTable && table.Boolean), format == "tabular" && !isTable, format == "RDF" && !isGraph:
		t.Errorf("%s is not %s", media, format)
	case format == "boolean":
		r, err := results.Read(w.Body, table, results.Options{})
		if err != nil || !r.IsBoolean {
			t.Fatalf("no truth value: %v", err)
		}
		if value := m.Object(want, manifest.Namespace+"expectedBoolean").Value(); value != "" && value != strconv.FormatBool(r.Boolean) {
			t.Errorf("answer %v, want %s", r.Boolean, value)
		}
	}
}
