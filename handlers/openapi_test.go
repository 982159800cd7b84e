package handlers

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/api"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/operation"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ingest/review"
)

// apiServer is a server of its own over the real data, so that what it has
// counted is what the test has asked.
func apiServer(t *testing.T) *Server {
	t.Helper()
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	quarantine := graph.New(graph.Options{})
	t.Cleanup(func() { quarantine.Close() })
	s, err := New(Options{Store: store, Base: testBase, Version: "test", Folder: folder, Review: review.New(store, quarantine, review.Texts(folder), review.Options{Base: testBase})})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// attempt makes a request of an operation with the examples of its parameters.
func attempt(o operation.Operation) *http.Request {
	body, media := "", ""
	if o.Body != nil {
		media = slices.Sorted(maps.Keys(o.Body.Content))[0]
		if _, ok := o.Body.Content[protocol.QueryMedia]; ok {
			media = protocol.QueryMedia
		}
		switch example := o.Body.Content[media].Example.(type) {
		case string:
			body = example
		case []string:
			body = `["` + example[0] + `"]`
		}
	}
	r := httptest.NewRequest(o.Method, "/"+operation.Try(o), strings.NewReader(body))
	r.Header.Set("Content-Type", media)
	r.Header.Set("Accept", "application/json, */*;q=0.5")
	return r
}

// Every operation answers as the description says, and every route is one.
func TestOpenAPIOperations(t *testing.T) {
	s := apiServer(t)
	router := s.routes()
	document := apiDocument(t, s)
	for _, o := range s.contract().Operations(new(openapi.Schemas)) {
		t.Run(o.ID, func(t *testing.T) {
			w := httptest.NewRecorder()
			router.ServeHTTP(w, attempt(o))
			answer, ok := o.Describe().Responses[fmt.Sprint(w.Code)]
			absent := w.Code == http.StatusNotFound && strings.HasPrefix(o.Path, site.Graphs+"/") // there is no graph with such an address
			if !ok || w.Code >= 400 && !o.Writes && !absent || w.Code >= 500 {
				t.Fatalf("%s /%s = %d, described are %v: %.200s", o.Method, operation.Try(o), w.Code, slices.Sorted(maps.Keys(o.Describe().Responses)), w.Body)
			}
			media, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
			if _, ok := answer.Content[media]; !ok && answer.Ref == "" && w.Code != http.StatusSeeOther {
				t.Errorf("%s is not described", media)
			}
			path := []string{"paths", "/" + o.Path, strings.ToLower(o.Method), "responses", fmt.Sprint(w.Code), "content", media, "schema"}
			if answer.Ref != "" {
				path = []string{"components", "responses", answer.Ref[strings.LastIndex(answer.Ref, "/")+1:], "content", media, "schema"}
			}
			if media == negotiate.JSON.Media || media == "application/problem+json" {
				document.check(t, path, w.Body.Bytes())
			}
		})
	}
	asked := getFrom(router, "127.0.0.1", "/metrics").Body.String()
	for _, route := range router.Routes() {
		if route.Method == http.MethodHead || route.Method == protocol.MethodQuery {
			continue
		}
		if _, suffix := negotiate.SplitSuffix(route.Path); suffix != "" && suffix != negotiate.DataOffers[0].Suffix && !strings.Contains(route.Path, "*") {
			continue // one variant stands for all
		}
		if !strings.Contains(asked, fmt.Sprintf("plenary_http_requests_total{route=%q,method=%q,", route.Path, route.Method)) {
			t.Errorf("no operation of the description reaches the route %s %s: add one to operations_*.go", route.Method, route.Path)
		}
	}
}

// specification is the document, and a compiler of its schemas.
type specification struct {
	text     []byte
	compiler *jsonschema.Compiler
}

const specificationAddress = "http://plenary.test/openapi.json"

func apiDocument(t *testing.T, s *Server) specification {
	t.Helper()
	text, err := s.openAPI()
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(specificationAddress, document); err != nil {
		t.Fatal(err)
	}
	return specification{text, c}
}

// check validates a body against the schema at a path of the document.
func (d specification) check(t *testing.T, path []string, body []byte) {
	t.Helper()
	for i, step := range path {
		path[i] = strings.NewReplacer("~", "~0", "/", "~1").Replace(step)
	}
	schema, err := d.compiler.Compile(specificationAddress + "#/" + strings.NewReplacer("{", "%7B", "}", "%7D", "+", "%2B").Replace(strings.Join(path, "/")))
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%v\n%.500s", err, body)
	}
}

var templated = regexp.MustCompile(`\{([^}]+)\}`)

// References lead somewhere, identifiers are unique, and parts of paths are
// described.
func TestOpenAPIDocument(t *testing.T) {
	s := apiServer(t)
	text := apiDocument(t, s).text
	var d openapi.Document
	var named struct {
		Components struct{ Schemas map[string]any }
	}
	if err := cmp.Or(json.Unmarshal(text, &d), json.Unmarshal(text, &named)); err != nil {
		t.Fatal(err)
	}
	for _, ref := range regexp.MustCompile(`"#/components/(\w+)/(\w+)"`).FindAllSubmatch(text, -1) {
		kind, name := string(ref[1]), string(ref[2])
		if _, ok := named.Components.Schemas[name]; kind == "schemas" && !ok {
			t.Errorf("there is no schema %s", name)
		}
		if _, ok := d.Components.Responses[name]; kind == "responses" && !ok {
			t.Errorf("there is no response %s", name)
		}
	}
	seen := map[string]bool{}
	for path, item := range d.Paths {
		for method, o := range item {
			if seen[o.OperationID] || o.OperationID == "" || o.Summary == "" || len(o.Responses) < 2 {
				t.Errorf("%s %s: %+v", method, path, o)
			}
			seen[o.OperationID] = true
			var want, got []string
			for _, m := range templated.FindAllStringSubmatch(path, -1) {
				want = append(want, m[1])
			}
			for _, p := range o.Parameters {
				if p.In == "path" {
					got = append(got, p.Name)
				}
			}
			if slices.Sort(want); !slices.Equal(want, slices.Sorted(slices.Values(got))) {
				t.Errorf("%s %s has %q, described are %q", method, path, want, got)
			}
		}
	}
}

var takesList = regexp.MustCompile(`it takes (.*)$`)

// The parameters that are described are those that routes of the API take, and
// their bounds are those that are kept.
func TestOpenAPIParameters(t *testing.T) {
	s := apiServer(t)
	router := s.Handler()
	for _, o := range api.Operations(new(openapi.Schemas)) {
		t.Run(o.ID, func(t *testing.T) {
			change := func(name, value string) *httptest.ResponseRecorder {
				r := attempt(o)
				q := r.URL.Query()
				q.Set(name, value)
				r.URL.RawQuery = q.Encode()
				w := httptest.NewRecorder()
				router.ServeHTTP(w, r)
				return w
			}
			m := takesList.FindStringSubmatch(problemIn(t, change("zzz", "1").Body.Bytes()).Detail)
			if m == nil {
				t.Fatal("an unknown parameter is taken")
			}
			var described []string
			for _, p := range o.Params {
				described = append(described, p.Name)
			}
			taken := strings.Split(m[1], ", ")
			slices.Sort(taken)
			if slices.Sort(described); !slices.Equal(taken, described) {
				t.Errorf("described are %q, taken %q", described, taken)
			}
			for _, p := range o.Params {
				values, _ := p.Schema["enum"].([]string)
				for _, value := range values[:min(len(values), 12)] {
					if w := change(p.Name, value); w.Code != http.StatusOK && w.Code != http.StatusNotFound {
						t.Errorf("%s=%s: %d %.200s", p.Name, value, w.Code, w.Body)
					}
				}
				for bound, step := range map[string]int{"minimum": -1, "maximum": 1} {
					n, ok := p.Schema[bound].(int)
					if w := change(p.Name, fmt.Sprint(n+step)); ok && w.Code != http.StatusBadRequest {
						t.Errorf("%s=%d: %d", p.Name, n+step, w.Code)
					}
				}
			}
		})
	}
}
