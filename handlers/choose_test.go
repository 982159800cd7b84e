package handlers

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"w3id.org/plenary/handlers/egress"
	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
)

// partner is a host that may be asked for contexts and frames.
type partner map[string]string

const partners = "https://partner.test/"

func (p partner) Allows(iri string) bool { return strings.HasPrefix(iri, partners) }

func (p partner) Load(_ context.Context, iri, _ string) (*processor.Document, error) {
	text, ok := p[strings.TrimPrefix(iri, partners)]
	if !ok {
		return nil, &processor.Error{Code: processor.LoadingDocumentFailed, Msg: fmt.Sprintf("<%s>: status 404", iri), Cause: fmt.Errorf("%w: status 404", egress.ErrRemote)}
	}
	value, err := ojson.Parse(strings.NewReader(text), ojson.Options{Source: iri})
	if err != nil {
		return nil, &processor.Error{Code: processor.LoadingDocumentFailed, Msg: err.Error(), Cause: err}
	}
	return &processor.Document{Value: value, URL: iri}, nil
}

// manyTerms is a context with as many terms.
func manyTerms(n int) string {
	var b strings.Builder
	b.WriteString(`{"@context": {"@version": 1.1`)
	for i := range n {
		fmt.Fprintf(&b, `, "t%d": {"@id": "http://example.org/%d", "@context": {"a": "http://example.org/a"}}`, i, i)
	}
	return b.String() + "}}"
}

// deepFrame asks for the claims about claims of as many levels.
func deepFrame(n int) string {
	return `{"@context": {"@vocab": "https://w3id.org/plenary#"}` + strings.Repeat(`, "heldAt": {"@embed": "@always"`, n) + strings.Repeat("}", n) + "}"
}

func shapedServer(t *testing.T) http.Handler {
	t.Helper()
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	p := partner{
		"context": `{"@context": {"id": "@id", "called": {"@id": "http://www.w3.org/2000/01/rdf-schema#label", "@container": "@language"}, "place": {"@id": "https://w3id.org/plenary#heldAt", "@type": "@id"}}}`,
		"frame":   `{"@context": "context", "@type": "https://w3id.org/plenary#Meeting", "place": {"@embed": "@always"}}`,
		"claims":  `{"@context": {"@vocab": "https://w3id.org/plenary#"}, "@id": {}, "@type": "Claim", "@embed": "@never"}`,
		"all":     `{"@context": {"@vocab": "https://w3id.org/plenary#"}, "@embed": "@always"}`,
		"nested":  `{"@context": ["context", {"begins": "https://w3id.org/plenary#startDate"}]}`,
		"other":   `{"@context": "https://other.test/context"}`,
		"loop":    `{"@context": "loop2"}`, "loop2": `{"@context": "loop"}`, "self": `{"@context": "self"}`,
		"list": `[1, 2]`, "text": `"text"`, "wrong": `{"@context": {"@vocab": 7}}`, "none": `{}`,
		"wrongframe": `{"@context": {}, "@type": 7}`,
		"terms":      manyTerms(20_000), "deep": deepFrame(400),
	}
	for i := range 100 {
		p[fmt.Sprintf("chain%d", i)] = fmt.Sprintf(`{"@context": "chain%d"}`, i+1)
	}
	s, err := New(Options{Store: store, Base: testBase, Contexts: p})
	if err != nil {
		t.Fatal(err)
	}
	return s.Handler()
}

func shapedBy(h http.Handler, target, accept string) (*httptest.ResponseRecorder, map[string]any) {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var body map[string]any
	_ = json.Unmarshal(w.Body.Bytes(), &body)
	return w, body
}

func inShape(form, iri string) string {
	return fmt.Sprintf(`application/ld+json;profile="http://www.w3.org/ns/json-ld#%s %s"`, form, iri)
}

// A client gets JSON-LD with its own context and in its own frame, where that is one
// that it may name.
func TestShapes(t *testing.T) {
	h := shapedServer(t)
	for _, tt := range []struct {
		name, target, accept string
		context              string // of the answer
		path                 string // of JSON, with its value
		value                any
		by                   string // a profile that is linked
	}{
		{"context", ottawa, inShape("compacted", partners+"context"), partners + "context", "@graph", nil, partners + "context"},
		{"context alone", ottawa, `application/ld+json;profile="` + partners + `context"`, partners + "context", "@graph", nil, partners + "context"},
		{"context of another", ottawa, inShape("compacted", partners+"nested"), partners + "nested", "@graph", nil, partners + "nested"},
		{"flattened", ottawa, inShape("flattened", partners+"context"), partners + "context", "@graph", nil, partners + "context"},
		{"framed", ottawa, inShape("framed", partners+"frame"), partners + "context", "place.called.en", "Ottawa", partners + "frame"},
		{"published frame", "/doc/place/ottawa", inShape("framed", testBase+"ontology/frames/place.jsonld"), testBase + "ontology/context.jsonld", "", nil, testBase + "ontology/frames/place.jsonld"},
		{"parameter", ottawa + ".jsonld?profile=framed+" + url.QueryEscape(partners+"frame"), "", partners + "context", "place.called.en", "Ottawa", partners + "frame"},
		{"parameter of one IRI", ottawa + ".jsonld?profile=" + url.QueryEscape(partners+"context"), "", partners + "context", "@graph", nil, partners + "context"},
		{"format", ottawa + "?format=" + url.QueryEscape(inShape("framed", partners+"frame")), "", partners + "context", "place.called.en", "Ottawa", partners + "frame"},
		{"frame of all", ottawa, inShape("framed", partners+"claims"), "", "@graph", nil, partners + "claims"},
		{"collection framed", "/doc/country", inShape("framed", partners+"all"), "", "@id", testBase + "doc/country", partners + "all"},
		{"query", "/sparql?query=" + url.QueryEscape("DESCRIBE <id/meeting/2025-ism-ottawa>"), inShape("framed", partners+"frame"), partners + "context", "@type", nil, ""},
		{"graph", "/graphs?graph=id/graph/summits", inShape("flattened", partners+"context"), partners + "context", "@graph", nil, partners + "context"},
		{"API", "/api/neighbors?iri=id/country/japan&limit=1", inShape("compacted", partners+"context"), partners + "context", "called.en", "Japan", ""},
		{"schema.org", ottawa + "?_profile=schema", inShape("compacted", partners+"context"), partners + "context", "", nil, partners + "context"},
		{"unknown in a header", ottawa, inShape("compacted", "https://other.test/c"), testBase + "ontology/context.jsonld", "id", testBase + "id/meeting/2025-ism-ottawa", ""},
		{"unknown frame in a header", "/doc/country", inShape("framed", "https://other.test/c"), testBase + "ontology/context.jsonld", "", nil, ""},
		{"less liked", ottawa, inShape("framed", partners+"frame") + ";q=0.1, application/ld+json", testBase + "ontology/context.jsonld", "", nil, ""},
		{"of two the better liked", ottawa, inShape("compacted", partners+"nested") + ";q=0.1, " + inShape("framed", partners+"frame") + ";q=0.2", partners + "context", "place.called.en", "Ottawa", ""},
		{"expanded has none", ottawa, inShape("expanded", partners+"context"), "", "", nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, body := shapedBy(h, tt.target, tt.accept)
			if w.Code != http.StatusOK || w.Header().Get("Content-Type") != ldjson {
				t.Fatalf("%d %s: %.500s", w.Code, w.Header().Get("Content-Type"), w.Body)
			}
			if got, _ := body["@context"].(string); got != tt.context {
				t.Errorf("the context is %v, want %s", body["@context"], tt.context)
			}
			var at any = body
			for step := range strings.SplitSeq(tt.path, ".") {
				if o, ok := at.(map[string]any); ok && step != "" {
					at = o[step]
				}
			}
			if at == nil || tt.value != nil && at != tt.value {
				t.Errorf("%s is %v, want %v: %.300s", tt.path, at, tt.value, w.Body)
			}
			if links := strings.Join(w.Header().Values("Link"), ","); !strings.Contains(links, "<"+tt.by+`>; rel="profile"`) && tt.by != "" {
				t.Errorf("no profile is linked: %s", links)
			}
		})
	}
}

// A version never changes, but the context of a client may.
func TestShapeOfVersion(t *testing.T) {
	h := shapedServer(t)
	for form, immutable := range map[string]bool{"": true, "flattened": true, partners + "context": false} {
		w, _ := shapedBy(h, "/memento/1/meeting/2025-ism-ottawa.jsonld?profile="+url.QueryEscape(cmp.Or(form, "compacted")), "")
		if cache := w.Header().Get("Cache-Control"); w.Code != http.StatusOK || strings.Contains(cache, "immutable") != immutable {
			t.Errorf("%q: %d, Cache-Control %q", form, w.Code, cache)
		}
		if modified := w.Header().Get("Last-Modified"); (modified != "") != immutable {
			t.Errorf("%q: Last-Modified %q", form, modified)
		}
	}
}

// A context or frame that is none, that is not had or that costs too much is an
// error of its own, and nothing is asked for that is not on the list.
func TestShapesRefused(t *testing.T) {
	h := shapedServer(t)
	for _, tt := range []struct {
		name, form, iri string
		status          int
		says            string
	}{
		{"another host", "compacted", "https://other.test/c", 403, "nor of a host that may be asked"},
		{"a file", "framed", "file:///etc/passwd", 403, "nor of a host"},
		{"a document of this server", "framed", testBase + "doc/meeting/2025-ism-ottawa", 403, "nor of a host"},
		{"another host behind it", "compacted", partners + "other", 403, "<https://other.test/context> is not on the list"},
		{"another host behind a frame", "framed", partners + "other", 403, "is not on the list"},
		{"not there", "compacted", partners + "gone", 502, "status 404"},
		{"frame not there", "framed", partners + "gone", 502, "status 404"},
		{"loop", "compacted", partners + "loop", 400, "limit of 32"},
		{"loop of one", "compacted", partners + "self", 400, "limit of 32"},
		{"loop of a frame", "framed", partners + "loop", 400, "limit of 32"},
		{"chain", "flattened", partners + "chain0", 400, "limit of 32"},
		{"a list", "compacted", partners + "list", 400, "is not an object with @context"},
		{"a frame of lists", "framed", partners + "list", 400, "frame"},
		{"a text", "compacted", partners + "text", 400, "is not an object with @context"},
		{"a frame of text", "framed", partners + "text", 400, "frame"},
		{"no context", "compacted", partners + "none", 400, "is not an object with @context"},
		{"a wrong context", "compacted", partners + "wrong", 400, "@vocab"},
		{"a wrong frame", "framed", partners + "wrongframe", 400, "frame"},
		{"two words", "framed", "round", 400, "no form of JSON-LD"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, body := shapedBy(h, ottawa+".jsonld?profile="+url.QueryEscape(tt.form+" "+tt.iri), "application/json")
			detail, _ := body["detail"].(string)
			if w.Code != tt.status || !strings.Contains(detail, tt.says) || strings.Contains(detail, "sparql:") {
				t.Errorf("%d %q, want %d %q", w.Code, detail, tt.status, tt.says)
			}
			if tt.status == 400 && body["parameter"] != "profile" {
				t.Errorf("parameter %v", body["parameter"])
			}
		})
	}
}

// What costs much is bounded, whatever the frame says.
func TestShapesThatCost(t *testing.T) {
	h := shapedServer(t)
	for _, name := range []string{"terms", "deep", "all"} {
		for _, form := range []string{"compacted", "flattened", "framed"} {
			w, body := shapedBy(h, "/doc/country/japan.jsonld?profile="+url.QueryEscape(form+" "+partners+name), "application/json")
			if limit, _ := body["limit"].(string); w.Code != http.StatusOK && (w.Code != http.StatusServiceUnavailable || limit == "") && w.Code != http.StatusBadRequest {
				t.Errorf("%s by %s: %d %.300s", form, name, w.Code, w.Body)
			}
		}
	}
	large := httptest.NewRequest(http.MethodGet, "/sparql?query="+url.QueryEscape("CONSTRUCT WHERE { ?s ?p ?o }")+"&profile="+url.QueryEscape("framed "+partners+"all"), nil)
	large.Header.Set("Accept", ldjson)
	w := httptest.NewRecorder()
	func() {
		defer func() {
			if failure := recover(); failure != nil && !errors.Is(failure.(error), http.ErrAbortHandler) {
				panic(failure)
			}
		}()
		h.ServeHTTP(w, large)
	}()
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("a large graph framed: %d %.300s", w.Code, w.Body)
	}
}
