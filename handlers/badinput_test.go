package handlers

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/operation"

	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/tokens"
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
	method   string // GET unless told
	path     string
	media    string // of the body; "" for none
	body     string
	good     string // a query that is answered, or for what writes may be
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
		{path: "/doc/country", kinds: with(ofData, map[string]kindOfParameter{"page": aNumber})},
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

var (
	needed     = kindOfParameter{one: "id/forum/g7"}
	anOldIRI   = kindOfParameter{[]string{"http://a b"}, "IRI", "id/forum/g7"}
	aGraph     = kindOfParameter{[]string{"http://a b", "http://example.org/%zz|"}, "IRI", "id/graph/x"}
	aCommit0   = kindOfParameter{[]string{"x", "-1", "1.5", "٣", "99999999999999999999"}, "commit", "1"}
	aBoolean   = kindOfParameter{[]string{"maybe", "да"}, "true or false", "true"}
	aDate      = kindOfParameter{[]string{"yesterday", "2025-13-01", "٢٠٢٥"}, "2025-11-23", "2025-11-23"}
	anAbsolute = kindOfParameter{[]string{"http://a b", "none", "ナ:い"}, "", "http://example.org/g"}

	ofQuestion = map[string]kindOfParameter{"at": aMoment, "format": aFormat, "lang": aLanguage, "profile": aForm, "min_confidence": aPart, "status": aStatus}
	ofDecision = map[string]kindOfParameter{"lang": aLanguage, "message": anyText}
	ofGraph    = map[string]kindOfParameter{"graph": aGraph, "message": anyText}

	// writingRoutes are asked of a server that takes changes, and change nothing.
	writingRoutes = []parameterised{
		{method: "POST", path: "/api/describe", media: "application/json", body: `["id/forum/g7"]`, kinds: ofQuestion},
		{method: "QUERY", path: "/api/describe", media: "application/json", body: `["id/forum/g7"]`, kinds: ofQuestion},
		{method: "POST", path: "/api/withdraw", good: "iri=id/forum/g7&reason=x", needs: []string{"iri", "reason"}, kinds: with(ofDecision, map[string]kindOfParameter{"iri": anOldIRI, "reason": needed, "replaced_by": anOldIRI})},
		{method: "POST", path: "/api/merge", good: "iri=id/forum/g7&into=id/country/japan&reason=x", needs: []string{"iri", "into", "reason"}, kinds: with(ofDecision, map[string]kindOfParameter{"iri": anOldIRI, "into": anOldIRI, "reason": needed})},
		{method: "POST", path: "/api/revert", good: "seq=1", needs: []string{"seq"}, kinds: map[string]kindOfParameter{"seq": aCommit0, "message": anyText}},
		{method: "PUT", path: "/graphs", media: "text/turtle", body: "<x:a> <x:b> <x:c> .", good: "graph=id/graph/x", needs: []string{"graph"}, kinds: ofGraph},
		{method: "PUT", path: "/graphs", media: "text/turtle", body: "<x:a> <x:b> <x:c> .", kinds: map[string]kindOfParameter{"default": noValue}},
		{method: "POST", path: "/graphs", media: "text/turtle", body: "<x:a> <x:b> <x:c> .", good: "graph=id/graph/x", kinds: ofGraph},
		{method: "POST", path: "/graphs", media: "text/turtle", body: "<x:a> <x:b> <x:c> .", kinds: map[string]kindOfParameter{"default": noValue}},
		{method: "PATCH", path: "/graphs", media: "application/rdf-patch", body: "A <x:a> <x:b> <x:c> .", good: "graph=id/graph/x", kinds: ofGraph},
		{method: "PATCH", path: "/graphs", media: "application/rdf-patch", body: "A <x:a> <x:b> <x:c> .", kinds: map[string]kindOfParameter{"default": noValue}},
		{method: "DELETE", path: "/graphs", good: "graph=id/graph/x", needs: []string{"graph"}, kinds: ofGraph},
		{method: "DELETE", path: "/graphs", kinds: map[string]kindOfParameter{"default": noValue}},
		{method: "PUT", path: "/graphs/x", media: "text/turtle", body: "<x:a> <x:b> <x:c> .", kinds: map[string]kindOfParameter{"message": anyText}},
		{method: "POST", path: "/graphs/x", media: "text/turtle", body: "<x:a> <x:b> <x:c> .", kinds: map[string]kindOfParameter{"message": anyText}},
		{method: "PATCH", path: "/graphs/x", media: "application/rdf-patch", body: "A <x:a> <x:b> <x:c> .", kinds: map[string]kindOfParameter{"message": anyText}},
		{method: "DELETE", path: "/graphs/x", kinds: map[string]kindOfParameter{"message": anyText}},
		{method: "POST", path: "/sparql", media: "application/sparql-query", body: "ASK {}", several: []string{"default-graph-uri", "named-graph-uri"},
			kinds: map[string]kindOfParameter{"format": aFormat, "timeout": aTimeout, "default-graph-uri": anAbsolute, "named-graph-uri": anAbsolute, "explain": anExplanation}},
		{method: "POST", path: "/sparql", media: "application/sparql-update", body: "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(false) }", several: []string{"using-graph-uri", "using-named-graph-uri"},
			kinds: map[string]kindOfParameter{"using-graph-uri": anAbsolute, "using-named-graph-uri": anAbsolute}},
		{method: "POST", path: "/review/api/documents", media: "text/plain", body: "A text.\n", kinds: map[string]kindOfParameter{
			"title": anyText, "publisher": anyText, "date": aDate, "language": {bad: []string{"no language", "русский"}, one: "en"}, "address": {bad: []string{"none", "http://a b"}, one: "http://example.org/"}, "again": aBoolean, "message": anyText}},
		{path: "/review", kinds: ofForm},
		{path: "/review/claims", optional: slices.Collect(maps.Keys(ofSelection)), kinds: ofSelection},
		{path: "/review/claims/x", kinds: ofForm},
		{path: "/review/report", kinds: ofForm},
		{path: "/review/api/claims", optional: slices.Collect(maps.Keys(ofSelection)), kinds: ofSelection},
		{path: "/review/api/claims/x", kinds: ofForm},
		{path: "/review/api/documents", kinds: ofForm},
	}

	ofSelection = with(ofForm, map[string]kindOfParameter{
		"document": anyText, "kind": anyText, "rule": anyText, "decision": anyText, "page": {[]string{"x", "-1", "0", "1.5", "٣"}, "number", "1"}, "min": aPart, "max": aPart,
		"state": {bad: []string{"maybe", "Pending"}, accepted: "deferred", one: "all"}, "marked": {bad: []string{"x"}, accepted: "conflict", one: "new"}, "known": {bad: []string{"maybe"}, accepted: "yes", one: "no"}, "thing": anOldIRI,
	})
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
	if !slices.Contains(r.optional, name) && name != "default" || name == "lang" {
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

// Every parameter that the description of the service has is one that is tried, and
// every one that is tried is in the description.
func TestBadParametersAreAll(t *testing.T) {
	tried, described := map[string]bool{}, map[string]bool{}
	paths := map[string]*regexp.Regexp{}
	operations := apiServer(t).contract().Operations(new(openapi.Schemas))
	for _, o := range operations {
		paths[o.Path] = regexp.MustCompile("^/" + regexp.MustCompile(`\\\{[a-z]+\\\}`).ReplaceAllString(regexp.QuoteMeta(o.Path), "[^/.]+") + "$")
	}
	for _, r := range slices.Concat(parameterisedRoutes, writingRoutes) {
		method := cmp.Or(r.method, http.MethodGet)
		exact := slices.ContainsFunc(operations, func(o operation.Operation) bool { return "/"+o.Path == r.path })
		for _, o := range operations {
			if o.Method == method && (exact && "/"+o.Path == r.path || !exact && paths[o.Path].MatchString(r.path)) {
				for name := range r.kinds {
					tried[method+" "+o.Path+" "+name] = true
				}
			}
		}
	}
	for _, o := range operations {
		if strings.HasSuffix(o.Path, ".{suffix}") || o.Method == http.MethodGet && o.Path == "graphs/{name}" { // which are read as those without
			continue
		}
		for _, p := range o.Params {
			key := o.Method + " " + o.Path + " " + p.Name
			if described[key] = true; p.In == "query" && !tried[key] {
				t.Errorf("%s of %s /%s is not tried", p.Name, o.Method, o.Path)
			}
		}
	}
	for key := range tried {
		if !described[key] {
			t.Errorf("%s is not in the description", key)
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
					checkAnswer(t, handler(t), route, name, bad)
				}
			}
		})
	}
}

// Of routes that write too, and nothing is changed.
func TestBadParametersOfWriters(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	before := w.store.Snapshot().Seq()
	for _, route := range writingRoutes {
		t.Run(route.method+" "+route.path+"?"+route.good, func(t *testing.T) {
			for name := range route.kinds {
				for _, bad := range route.badRequests(name) {
					checkAnswer(t, w, route, name, bad)
				}
			}
		})
	}
	if now := w.store.Snapshot().Seq(); now != before {
		t.Errorf("commit %d, before %d", now, before)
	}
}

// leaking matches what only the server's maker should see: files, functions and
// addresses in memory.
var leaking = regexp.MustCompile(`goroutine|\.go:|runtime error|0xc0[0-9a-f]+|/(?:home|root|tmp|usr|var|opt|etc|proc)/|\*[a-z]+\.[A-Z]`)

// checkAnswer makes a bad request: the answer is a problem that names the parameter
// and says what it takes.
func checkAnswer(t *testing.T, h http.Handler, route parameterised, name string, bad badRequest) {
	t.Helper()
	r := httptest.NewRequest(cmp.Or(route.method, http.MethodGet), route.path, strings.NewReader(route.body))
	r.URL.RawQuery = bad.query
	if route.media != "" {
		r.Header.Set("Content-Type", route.media)
	}
	if route.path == "/api/revert" {
		r.Header.Set("Authorization", "Bearer "+h.(*writer).token[tokens.Admin])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var p problem.Problem
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code < 400 || w.Code > 499 || p.Status != w.Code {
		t.Errorf("%s with %s = %d %.200s, want a 4xx problem", route.path, bad.name, w.Code, w.Body)
		return
	}
	if p.Parameter != name {
		t.Errorf("%s with %s names %q: %s", route.path, bad.name, p.Parameter, p.Detail)
	}
	if leak := leaking.FindString(w.Body.String()); leak != "" {
		t.Errorf("%s with %s tells %q", route.path, bad.name, leak)
	}
	told := p.Detail + " " + p.Hint
	if (p.Hint+p.Expected == "" || !strings.Contains(told, bad.accepted)) && len(p.Variants) == 0 {
		t.Errorf("%s with %s does not say what is taken (%s): %s", route.path, bad.name, bad.accepted, told)
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
