package handlers

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/manifest"
	"w3id.org/plenary/rdf/manifest/suitetest"
	ttl "w3id.org/plenary/rdf/turtle"
)

// storeBase is where the graph store of the W3C tests is: their /gsp is our
// /graphs.
const storeBase = "http://www.example/"

// TestGraphStoreProtocol runs the W3C tests of the SPARQL 1.1 Graph Store HTTP
// Protocol.
func TestGraphStoreProtocol(t *testing.T) {
	suite := manifest.Suite{Prefix: "https://w3c.github.io/rdf-tests/", Dir: suitetest.Dir(t, "rdf-tests")}
	for name, want := range map[string]int{"manifest-direct.ttl": 4, "manifest-indirect.ttl": 9} {
		m, err := suite.Read(suite.Prefix + "sparql/sparql11/graph-store-protocol/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Entries) != want {
			t.Errorf("%d tests, want %d", len(m.Entries), want)
		}
		for _, e := range m.Entries {
			t.Run(e.ID(), func(t *testing.T) { graphStoreTest(t, m, e) })
		}
	}
}

// graphStoreTest sends the requests of a test, one behind the other. The names of
// variables stand for what they were bound to.
func graphStoreTest(t *testing.T, m *manifest.Manifest, e manifest.Entry) {
	w := newWriter(t, graph.New(graph.Options{}), storeBase)
	bound := map[string]string{}
	for _, node := range m.List(m.Object(e.Action, httpNS+"requests")) {
		r := graphStoreRequest(m, node, bound)
		answer := httptest.NewRecorder()
		w.ServeHTTP(answer, r)
		judgeGraphStore(t, m, m.Object(node, httpNS+"resp"), answer, bound)
		if t.Failed() {
			t.Fatalf("%s %s: %d, %v: %s", r.Method, r.URL, answer.Code, answer.Header(), answer.Body)
		}
	}
}

func graphStoreRequest(m *manifest.Manifest, node rdf.Term, bound map[string]string) *http.Request {
	target := m.Object(node, httpNS+"absolutePath").Value()
	for name, value := range bound {
		target = strings.ReplaceAll(target, name, value)
	}
	target = strings.Replace(target, "/gsp", "/graphs", 1)
	r := httptest.NewRequest(m.Object(node, httpNS+"methodName").Value(), target, strings.NewReader(m.Object(m.Object(node, httpNS+"body"), contentNS+"chars").Value()))
	for _, h := range m.List(m.Object(node, httpNS+"headers")) {
		r.Header.Add(m.Object(h, httpNS+"fieldName").Value(), m.Object(h, httpNS+"fieldValue").Value())
	}
	return r
}

func judgeGraphStore(t *testing.T, m *manifest.Manifest, want rdf.Term, w *httptest.ResponseRecorder, bound map[string]string) {
	t.Helper()
	var statuses []string
	for _, status := range m.Objects(want, manifest.Namespace+"expectedStatus") {
		statuses = append(statuses, strings.TrimPrefix(status.Value(), "http://www.w3.org/2011/http-statusCodes#"))
	}
	if got := strings.ReplaceAll(http.StatusText(w.Code), " ", ""); !slices.Contains(statuses, got) {
		t.Errorf("status %s, want %v", strconv.Itoa(w.Code), statuses)
	}
	for _, h := range m.List(m.Object(want, httpNS+"headers")) {
		name, value := m.Object(h, httpNS+"fieldName").Value(), m.Object(h, httpNS+"fieldValue").Value()
		if got := w.Header().Get(name); got != value && value != "" {
			t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
	if name := m.Object(want, manifest.Namespace+"expectedLocation").Value(); name != "" {
		bound[name] = w.Header().Get("Location")
	}
	if chars := m.Object(m.Object(want, httpNS+"body"), contentNS+"chars").Value(); chars != "" {
		got, err := rdf.ReadDataset(ttl.Decode(w.Body, rdf.DecodeOptions{}))
		if err != nil {
			t.Fatal(err)
		}
		wanted, err := rdf.ReadDataset(ttl.Decode(strings.NewReader(chars), rdf.DecodeOptions{}))
		if err != nil {
			t.Fatal(err)
		}
		if same, err := canon.IsomorphicWithin(got, wanted, canon.DefaultWork); err != nil || !same {
			t.Errorf("%v%s", err, canon.Diff(got, wanted))
		}
	}
}
