package handlers

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/handlers/problem"
)

// A kind of parameter has values that make no sense, and a part of what an answer
// says of those that do.
type kindOfParameter struct {
	bad      []string
	accepted string
	one      string // a value that makes sense
}

var (
	anyText       = kindOfParameter{one: "ASK{}"}
	aNumber       = kindOfParameter{[]string{"x", "-1", "0", "1.5", "0x10", "٣", "99999999999999999999"}, "number", "1"}
	aCommit       = kindOfParameter{[]string{"x", "-1", "1.5", "٣", "99999999999999999999", "999999"}, "", "1"}
	aPart         = kindOfParameter{[]string{"x", "-1", "2", "NaN", "٠٫٥"}, "number from 0 to 1", "0.5"}
	aDay          = kindOfParameter{[]string{"yesterday", "2025-13", "2025-02-30", "٢٠٢٥", "2025-11-23T"}, "2025-11-23", "2025"}
	anIRI         = kindOfParameter{[]string{"http://a b", "<>", "ナ:い", "http://example.org/%zz|"}, "", "id/forum/g7"}
	aClass        = kindOfParameter{[]string{"dragon", "собрание", "MEETING "}, "meeting", "meeting"}
	attenders     = kindOfParameter{[]string{"dragon", "meeting", "собрание"}, "person", "person"}
	aDirection    = kindOfParameter{[]string{"up", "ВНЕ"}, "out, in, both", "out"}
	aStatus       = kindOfParameter{[]string{"maybe", "Stated"}, "stated, inferred, recalled", "stated"}
	aLanguage     = kindOfParameter{[]string{"tlh", "русский", "EN"}, "en, fr", "en"}
	aFormat       = kindOfParameter{[]string{"docx", "таблица", "text/plain", "text/turtle;version=9"}, "", "turtle"}
	aForm         = kindOfParameter{[]string{"round", "круглый"}, "compacted", "expanded"}
	aProfile      = kindOfParameter{[]string{"dcat", "профиль"}, "", "plenary"}
	aCursor       = kindOfParameter{[]string{"AAAA", "%", "курсор"}, "", "x"}
	aTimeout      = kindOfParameter{[]string{"soon", "-1", "0", "1.5", "١"}, "milliseconds", "1000"}
	noValue       = kindOfParameter{[]string{"yes", "1"}, "?default", ""}
	anExplanation = kindOfParameter{[]string{"why", "TEXT"}, "text, json, provenance", "text"}
	aMoment       = kindOfParameter{[]string{"yesterday", "2025-13-01", "٢٠٢٥-١١-٢٣"}, "", "2025-11-23"}
)

// A parameterised is a route with parameters that all make sense, and what they are.
type parameterised struct {
	path     string
	good     string // a query that is answered
	needs    []string
	several  []string // may be repeated
	optional []string // may be empty: fields of forms
	kinds    map[string]kindOfParameter
}

func with(kinds map[string]kindOfParameter, more map[string]kindOfParameter) map[string]kindOfParameter {
	all := map[string]kindOfParameter{}
	for _, m := range []map[string]kindOfParameter{kinds, more} {
		for name, k := range m {
			all[name] = k
		}
	}
	return all
}

var (
	ofData = map[string]kindOfParameter{"format": aFormat, "profile": aForm, "lang": aLanguage}
	ofAPI  = with(ofData, map[string]kindOfParameter{"min_confidence": aPart, "status": aStatus})
	ofForm = map[string]kindOfParameter{"lang": aLanguage}

	parameterisedRoutes = []parameterised{
		{path: "/", kinds: ofData},
		{path: "/doc/meeting/2025-ism-ottawa", kinds: with(ofData, map[string]kindOfParameter{"inbound": aNumber, "_profile": aProfile})},
		{path: "/doc/country", kinds: with(ofData, map[string]kindOfParameter{"page": aNumber, "_profile": aProfile})},
		{path: "/memento/1/meeting/2025-ism-ottawa", kinds: ofData},
		{path: "/timemap/meeting/2025-ism-ottawa", kinds: map[string]kindOfParameter{"format": aFormat, "page": aNumber}},
		{path: "/dumps/hashes", good: "seq=1", kinds: map[string]kindOfParameter{"seq": aCommit}},
		{path: "/changes", good: "since=0", kinds: map[string]kindOfParameter{"since": aCommit, "limit": aNumber, "format": aFormat}},
		{path: "/dumps/hashes", kinds: map[string]kindOfParameter{"seq": aCommit}},
		{path: "/diff/meeting/2025-ism-ottawa", good: "from=0&to=1", kinds: map[string]kindOfParameter{"from": aCommit, "to": aCommit}},
		{path: "/ontology", kinds: ofData},
		{path: "/ontology/shapes", kinds: ofData},
		{path: "/void", kinds: ofData},
		{path: "/.well-known/void", kinds: ofData},
		{path: "/dataset", kinds: ofData},
		{path: "/problems/not-found", kinds: ofData},
		{path: "/docs", kinds: ofForm},
		{path: "/api", kinds: ofForm},
		{path: "/api/", kinds: ofForm},
		{path: "/linkset/dataset", kinds: map[string]kindOfParameter{"format": aFormat}},
		{path: "/linkset/doc/meeting/2025-ism-ottawa", kinds: map[string]kindOfParameter{"format": aFormat}},
		{path: "/linkset/doc/country", kinds: map[string]kindOfParameter{"format": aFormat, "page": aNumber}},
		{path: "/graphs", good: "graph=id/graph/summits", kinds: with(ofData, map[string]kindOfParameter{"graph": anIRI})},
		{path: "/graphs", kinds: with(ofData, map[string]kindOfParameter{"page": aNumber, "default": noValue})},
		{path: "/sparql", good: "query=ASK%7B%7D", several: []string{"default-graph-uri", "named-graph-uri"},
			kinds: map[string]kindOfParameter{"query": anyText, "format": aFormat, "timeout": aTimeout, "default-graph-uri": anIRI, "named-graph-uri": anIRI, "explain": anExplanation}},
		{path: "/api/search", good: "q=ottawa", needs: []string{"q"}, kinds: with(ofAPI, map[string]kindOfParameter{"q": anyText, "class": aClass, "limit": aNumber, "cursor": aCursor})},
		{path: "/api/resolve", good: "iri=JP", kinds: with(ofAPI, map[string]kindOfParameter{"iri": anyText, "class": aClass, "limit": aNumber})},
		{path: "/api/resolve", good: "name=Japan", kinds: map[string]kindOfParameter{"name": anyText}},
		{path: "/api/entities", good: "class=meeting", needs: []string{"class"},
			kinds: with(ofAPI, map[string]kindOfParameter{"class": aClass, "country": anIRI, "track": anIRI, "topic": anIRI, "from": aDay, "to": aDay, "at": aMoment, "limit": aNumber, "cursor": aCursor})},
		{path: "/api/neighbors", good: "iri=id/forum/g7", needs: []string{"iri"},
			kinds: with(ofAPI, map[string]kindOfParameter{"iri": anIRI, "predicate": anIRI, "direction": aDirection, "class": aClass, "at": aMoment, "limit": aNumber, "cursor": aCursor})},
		{path: "/api/path", good: "from=id/forum/g7&to=id/country/japan", needs: []string{"from", "to"},
			kinds: with(ofAPI, map[string]kindOfParameter{"from": anIRI, "to": anIRI, "max": aNumber, "k": aNumber, "predicates": anIRI, "direction": aDirection, "at": aMoment})},
		{path: "/api/subgraph", good: "iri=id/forum/g7&limit=5", needs: []string{"iri"},
			kinds: with(ofAPI, map[string]kindOfParameter{"iri": anIRI, "depth": aNumber, "limit": aNumber, "predicates": anIRI, "direction": aDirection, "at": aMoment})},
		{path: "/api/timeline", kinds: with(ofAPI, map[string]kindOfParameter{"class": aClass, "entity": anIRI, "topic": anIRI, "country": anIRI, "track": anIRI, "from": aDay, "to": aDay, "at": aMoment, "limit": aNumber, "cursor": aCursor})},
		{path: "/api/evidence", good: "iri=id/meeting/2025-ism-ottawa", kinds: with(ofAPI, map[string]kindOfParameter{"iri": anIRI, "at": aMoment, "limit": aNumber, "cursor": aCursor})},
		{path: "/api/evidence", good: "subject=id/meeting/2025-ism-ottawa&predicate=pl:heldAt&object=id/place/ottawa",
			kinds: map[string]kindOfParameter{"subject": anIRI, "predicate": anIRI, "object": anIRI}},
		{path: "/api/copresence", kinds: with(ofAPI, map[string]kindOfParameter{"class": attenders, "iri": anIRI, "track": anIRI, "from": aDay, "to": aDay, "min_meetings": aNumber, "at": aMoment, "limit": aNumber, "cursor": aCursor})},
		{path: "/api/matrix", kinds: with(ofAPI, map[string]kindOfParameter{"country": anIRI, "topic": anIRI, "track": anIRI, "from": aDay, "to": aDay, "at": aMoment, "limit": aNumber, "cursor": aCursor})},
		{path: "/search", good: "q=ottawa", optional: []string{"q", "class"}, kinds: with(ofForm, map[string]kindOfParameter{"q": anyText, "class": aClass, "page": aNumber})},
		{path: "/timeline", optional: []string{"class", "topic", "country"}, kinds: with(ofForm, map[string]kindOfParameter{"class": aClass, "topic": anIRI, "country": anIRI})},
		{path: "/coverage", kinds: ofForm},
		{path: "/path", good: "from=id/forum/g7&to=id/country/japan", optional: []string{"from", "to"}, kinds: with(ofForm, map[string]kindOfParameter{"from": anIRI, "to": anIRI})},
	}
)

// A badRequest is a query with one thing wrong in it.
type badRequest struct {
	name, query, accepted string
}

// badRequests are all that is tried of a route's parameter.
func (r parameterised) badRequests(name string) (bad []badRequest) {
	k := r.kinds[name]
	add := func(what, raw string) {
		q, _ := url.ParseQuery(r.good)
		q.Del(name)
		if name == "default" {
			q.Del("graph")
		}
		bad = append(bad, badRequest{name + " " + what, strings.TrimPrefix(q.Encode()+raw, "&"), k.accepted})
	}
	if slices.Contains(r.needs, name) {
		add("missing", "")
	}
	if !slices.Contains(r.optional, name) && name != "default" {
		add("empty", "&"+name+"=")
	}
	if !slices.Contains(r.several, name) {
		add("repeated", "&"+name+"="+url.QueryEscape(k.one)+"&"+name+"="+url.QueryEscape(k.one))
	}
	add("with NUL", "&"+name+"=a%00b")
	add("not UTF-8", "&"+name+"=%FF")
	add("badly encoded", "&"+name+"=%zz")
	add("too long", "&"+name+"="+strings.Repeat("a", 5000))
	add("far too long", "&"+name+"="+strings.Repeat("a", 40000))
	for _, value := range k.bad {
		add(value, "&"+name+"="+url.QueryEscape(value))
	}
	return bad
}

// Every parameter that the description of the service has is one that is tried.
func TestBadParametersAreAll(t *testing.T) {
	var described struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Name, In string
				Ref      string `json:"$ref"`
			}
		}
		Components struct {
			Parameters map[string]struct{ Name, In string }
		}
	}
	if err := json.Unmarshal(get(t, "/openapi.json").Body.Bytes(), &described); err != nil {
		t.Fatal(err)
	}
	for template, operations := range described.Paths {
		path := regexp.MustCompile("^" + regexp.MustCompile(`\\{[a-z]+\\}`).ReplaceAllString(regexp.QuoteMeta(template), "[^/.]+") + "$")
		for _, p := range operations["get"].Parameters {
			if p.Ref != "" {
				p.Name, p.In = described.Components.Parameters[filepath.Base(p.Ref)].Name, described.Components.Parameters[filepath.Base(p.Ref)].In
			}
			tried := slices.ContainsFunc(parameterisedRoutes, func(r parameterised) bool {
				_, has := r.kinds[p.Name]
				return has && path.MatchString(r.path)
			})
			if p.In == "query" && !tried && !strings.HasSuffix(template, ".{suffix}") && template != "/graphs/{name}" { // which are read as those without
				t.Errorf("%s of %s is not tried", p.Name, template)
			}
		}
	}
}

// Whatever is wrong with a parameter of a route, the answer is a 4xx problem that
// names it and says what is taken.
func TestBadParameters(t *testing.T) {
	for _, route := range parameterisedRoutes {
		t.Run(route.path+"?"+route.good, func(t *testing.T) {
			if w := get(t, route.path+"?"+route.good); w.Code != http.StatusOK {
				t.Fatalf("GET %s?%s = %d: %s", route.path, route.good, w.Code, w.Body)
			}
			for name := range route.kinds {
				for _, bad := range route.badRequests(name) {
					checkRefused(t, route.path, name, bad)
				}
			}
		})
	}
}

// leaking matches what only the server's maker should see: files, functions and
// addresses in memory.
var leaking = regexp.MustCompile(`goroutine|\.go:|runtime error|0xc0[0-9a-f]+|/(?:home|root|tmp|usr|var|opt|etc|proc)/|\*[a-z]+\.[A-Z]`)

func checkRefused(t *testing.T, path, name string, bad badRequest) {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, testBase+strings.TrimPrefix(path, "/"), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.URL.RawQuery = bad.query
	w := record(t, r)
	var p problem.Problem
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code < 400 || w.Code > 499 || p.Status != w.Code {
		t.Errorf("%s with %s = %d %.200s, want a 4xx problem", path, bad.name, w.Code, w.Body)
		return
	}
	if p.Parameter != name {
		t.Errorf("%s with %s names %q: %s", path, bad.name, p.Parameter, p.Detail)
	}
	if leak := leaking.FindString(w.Body.String()); leak != "" {
		t.Errorf("%s with %s tells %q", path, bad.name, leak)
	}
	accepted := bad.accepted == "" || strings.Contains(p.Detail, bad.accepted) || len(p.Variants) > 0
	general := slices.ContainsFunc([]string{"missing", "empty", "repeated", "with NUL", "not UTF-8", "badly encoded", "far too long"}, func(s string) bool { return strings.HasSuffix(bad.name, " "+s) })
	if !accepted && !general && w.Code != http.StatusNotFound {
		t.Errorf("%s with %s does not say what is taken (%s): %s", path, bad.name, bad.accepted, p.Detail)
	}
}

// A path of whatever bytes is answered with a problem, and never with another
// resource or a redirect.
func TestBadPaths(t *testing.T) {
	for _, root := range []string{"", "id/", "id/meeting/", "doc/", "doc/meeting/", "linkset/doc/", "ontology/", "ontology/frames/", "dumps/", "problems/", "assets/", "graphs/", "api/", "api/search/"} {
		for _, name := range []string{"%00", "a%00b", "%FF", "%0D%0Aa:b", "..%2F..%2Fetc%2Fpasswd", "%2e%2e/%2e%2e/x", "../../x", "собрание", "a%20b", strings.Repeat("a", 3000), strings.Repeat("a", 20000), ".ttl", "x.docx", "*", "a:b", "%25", "%C0%AF"} {
			r, err := http.NewRequest(http.MethodGet, testBase, nil)
			if err != nil {
				t.Fatal(err)
			}
			path, err := url.PathUnescape("/" + root + name)
			if err != nil {
				t.Fatal(err)
			}
			r.URL.Path, r.URL.RawPath = path, "/"+root+name
			w := record(t, r)
			var p problem.Problem
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code < 400 || w.Code > 499 || p.Detail == "" {
				t.Errorf("GET /%s%.60s = %d %.200s, want a 4xx problem", root, name, w.Code, w.Body)
			}
		}
	}
}
