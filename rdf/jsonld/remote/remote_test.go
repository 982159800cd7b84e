package remote_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
	"w3id.org/plenary/rdf/jsonld/remote"
)

// web is a played one: responses by IRI, and what was asked for.
type web struct {
	responses map[string]remote.Response
	bodies    map[string]string
	asked     []string
}

func (w *web) fetch(_ context.Context, iri, _ string) (*remote.Response, error) {
	w.asked = append(w.asked, iri)
	r, ok := w.responses[iri]
	if !ok {
		return nil, errors.New("no such host")
	}
	if r.Status == 0 {
		r.Status = 200
	}
	r.Body = io.NopCloser(strings.NewReader(w.bodies[iri]))
	return &r, nil
}

const (
	ldJSON  = "application/ld+json; profile=\"http://www.w3.org/ns/json-ld#compacted\""
	linksTo = `rel="http://www.w3.org/ns/json-ld#context"`
)

func TestLoad(t *testing.T) {
	w := &web{
		responses: map[string]remote.Response{
			"http://x/doc":       {ContentType: ldJSON, Links: []string{`<c>; ` + linksTo}},
			"http://x/moved":     {Status: 308, Location: "doc"},
			"http://x/ring":      {Status: 302, Location: "ring"},
			"http://x/away":      {Status: 302, Location: "http://elsewhere.example/"},
			"http://x/gone":      {Status: 410, ContentType: ldJSON},
			"http://x/json":      {ContentType: "application/json", Links: []string{`<other>; rel=next, <c,1>;type="a\"b"; ` + linksTo}},
			"http://x/two":       {ContentType: "application/json", Links: []string{`<c>; ` + linksTo + `, <d>; ` + linksTo}},
			"http://x/text":      {ContentType: "text/plain"},
			"http://x/no type":   {},
			"http://x/broken":    {ContentType: ldJSON},
			"http://x/alternate": {ContentType: "text/turtle", Links: []string{`<doc>; rel="self alternate"; type="application/ld+json"`}},
			"http://x/page":      {ContentType: "text/html; charset=utf-8"},
		},
		bodies: map[string]string{
			"http://x/doc": `{"doc": 1}`, "http://x/json": `[]`, "http://x/two": `[]`, "http://x/broken": `[`,
			"http://x/page": `<base href="/b"><script type="application/ld+json" id=a>{"a": 1}</script><script type='application/ld+json;profile="p http://www.w3.org/ns/json-ld#context"'>{"b": 1}</script>`,
		},
	}
	tests := []struct {
		name, iri, profile string
		url, value, link   string // of the document
		code               processor.Code
		msg                string
	}{
		{name: "document", iri: "http://x/doc#f", url: "http://x/doc", value: `{"doc":1}`},
		{name: "redirect", iri: "http://x/moved", url: "http://x/doc", value: `{"doc":1}`},
		{name: "redirects without end", iri: "http://x/ring", code: processor.LoadingDocumentFailed, msg: "more than 10 redirects"},
		{name: "redirect to elsewhere", iri: "http://x/away", code: processor.LoadingDocumentFailed, msg: "not on the list"},
		{name: "elsewhere", iri: "http://elsewhere.example/", code: processor.LoadingDocumentFailed, msg: "not on the list"},
		{name: "status", iri: "http://x/gone", code: processor.LoadingDocumentFailed, msg: "status 410"},
		{name: "nobody there", iri: "http://x/nowhere", code: processor.LoadingDocumentFailed, msg: "no such host"},
		{name: "context by link", iri: "http://x/json", url: "http://x/json", value: `[]`, link: "http://x/c,1"},
		{name: "two contexts by link", iri: "http://x/two", code: processor.MultipleContextLinkHeaders},
		{name: "media type", iri: "http://x/text", code: processor.LoadingDocumentFailed, msg: "text/plain"},
		{name: "no media type", iri: "http://x/no type", code: processor.LoadingDocumentFailed, msg: "media type"},
		{name: "not JSON", iri: "http://x/broken", code: processor.LoadingDocumentFailed, msg: "http://x/broken:1:2"},
		{name: "alternate", iri: "http://x/alternate", url: "http://x/doc", value: `{"doc":1}`},
		{name: "page", iri: "http://x/page", url: "http://x/page", value: `{"a":1}`},
		{name: "page by id", iri: "http://x/page#a", profile: processor.ContextProfile, url: "http://x/page", value: `{"a":1}`},
		{name: "page by profile", iri: "http://x/page", profile: processor.ContextProfile, url: "http://x/page", value: `{"b":1}`},
		{name: "page without the id", iri: "http://x/page#b", code: processor.LoadingDocumentFailed, msg: `no JSON-LD script has the id "b"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := &remote.Loader{Allow: func(iri string) bool { return strings.HasPrefix(iri, "http://x/") }, Fetch: w.fetch}
			doc, err := l.Load(context.Background(), tt.iri, tt.profile)
			var e *processor.Error
			if tt.code != "" {
				if !errors.As(err, &e) || e.Code != tt.code || !strings.Contains(e.Msg, tt.msg) {
					t.Errorf("Load(%q): %v, want %s: %s", tt.iri, err, tt.code, tt.msg)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := string(ojson.Append(nil, doc.Value)); got != tt.value || doc.URL != tt.url || doc.ContextURL != tt.link {
				t.Errorf("Load(%q) = %s of %q with context %q, want %s of %q with %q", tt.iri, got, doc.URL, doc.ContextURL, tt.value, tt.url, tt.link)
			}
		})
	}
	for _, iri := range w.asked {
		if !strings.HasPrefix(iri, "http://x/") {
			t.Errorf("%s was asked for, and is not allowed", iri)
		}
	}
}

func TestNothingIsAllowed(t *testing.T) {
	w := &web{}
	if _, err := (&remote.Loader{Fetch: w.fetch}).Load(context.Background(), "http://x/", ""); err == nil || len(w.asked) > 0 {
		t.Errorf("%v after asking for %v, want an error at once", err, w.asked)
	}
}

func TestPage(t *testing.T) {
	const html = `<!DOCTYPE html><html><head><base href="b/"><base href="c/"><script>var x = "<script type='application/ld+json'>"</script>
		<script TYPE="Application/LD+JSON" id="one">[{"@id": "&amp;"}]</script></head>
		<body><!-- <script type="application/ld+json">{"no": 1}</script> --><script type="application/ld+json;profile=p" id="two">{"n": 2}</script></body>`
	tests := []struct {
		name, html string
		selection  remote.Selection
		want       string
		code       processor.Code
	}{
		{"first", html, remote.Selection{}, `[{"@id":"&amp;"}]`, ""},
		{"by id", html, remote.Selection{Fragment: "two", All: true}, `{"n":2}`, ""},
		{"by profile", html, remote.Selection{Profile: "p"}, `{"n":2}`, ""},
		{"by another profile", html, remote.Selection{Profile: "q"}, `[{"@id":"&amp;"}]`, ""},
		{"all", html, remote.Selection{All: true}, `[{"@id":"&amp;"},{"n":2}]`, ""},
		{"all of none", "<p>", remote.Selection{All: true}, `[]`, ""},
		{"none", "<p>", remote.Selection{}, "", processor.LoadingDocumentFailed},
		{"empty", "<script type=application/ld+json></script>", remote.Selection{}, "", processor.InvalidScriptElement},
		{"not JSON", "<script type=application/ld+json>{</script>", remote.Selection{All: true}, "", processor.InvalidScriptElement},
		{"not closed", "<script type=application/ld+json>{}", remote.Selection{}, "", processor.LoadingDocumentFailed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := remote.Parse(strings.NewReader(tt.html), "http://x/a")
			if err != nil {
				t.Fatal(err)
			}
			v, err := p.Value(tt.selection)
			var e *processor.Error
			if tt.code != "" {
				if !errors.As(err, &e) || e.Code != tt.code {
					t.Errorf("error %v, want %s", err, tt.code)
				}
				return
			}
			if got := string(ojson.Append(nil, v)); err != nil || got != tt.want {
				t.Errorf("Value(%+v) = %s, %v, want %s", tt.selection, got, err, tt.want)
			}
		})
	}
	p, err := remote.Parse(strings.NewReader(html), "http://x/a")
	if err != nil || p.Base != "b/" || p.Address != "http://x/a" {
		t.Errorf("base %q of %q, %v, want the first one", p.Base, p.Address, err)
	}
}

func FuzzLinks(f *testing.F) {
	for _, s := range []string{`<a>; rel=x, <b>; rel="y z"; type="q\"r"`, "<", "<>;", `<a>;rel="`, `<a>;=,`, ";", "<a>;a;b;c=d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, link string) {
		w := &web{
			responses: map[string]remote.Response{"http://x/": {ContentType: "application/json", Links: []string{link}}},
			bodies:    map[string]string{"http://x/": "{}"},
		}
		l := &remote.Loader{Allow: func(string) bool { return true }, Fetch: w.fetch}
		if doc, err := l.Load(context.Background(), "http://x/", ""); err == nil && doc == nil {
			t.Fatal("no document and no error")
		}
	})
}
