package handlers

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"w3id.org/plenary/handlers/problem"
)

const (
	ottawa = "/doc/meeting/2025-ism-ottawa"

	turtle = "text/turtle; charset=utf-8"
	html   = "text/html; charset=utf-8"
	ldjson = "application/ld+json"
)

// Headers that clients send, by their sources or as seen on the wire.
const (
	acceptRDFLib   = "application/rdf+xml, text/xml, text/n3, text/turtle, application/x-turtle, application/trix, application/n-quads, application/n-triples, application/trig, application/ld+json, application/hex"
	acceptJena     = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
	acceptComunica = "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,image/svg+xml;q=0.3,text/xml;q=0.3,text/html;q=0.2,application/xhtml+xml;q=0.18,application/json;q=0.135,text/shaclc;q=0.1,text/shaclc-ext;q=0.05"
	acceptJSONLD   = "application/ld+json, application/json"
	acceptFirefox  = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
	acceptChrome   = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
	acceptJava     = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
)

func TestNegotiation(t *testing.T) {
	tests := []struct {
		name, path, accept, want string // Content-Type, "" for 406
	}{
		{"nothing", ottawa, "", turtle},
		{"anything", ottawa, "*/*", turtle},
		{"only malformed", ottawa, "turtle please", turtle},
		{"home", "/", "", html},
		{"home, anything", "/", "*/*", html},
		{"home as RDF", "/", "text/turtle", turtle},
		{"vocabulary", "/ontology", "*/*", turtle},
		{"page", ottawa, "text/html", html},
		{"page by its other name", ottawa, "application/xhtml+xml", html},
		{"rdflib", ottawa, acceptRDFLib, turtle},
		{"Jena", ottawa, acceptJena, turtle},
		{"Comunica", ottawa, acceptComunica, "application/n-quads"},
		{"jsonld.js", ottawa, acceptJSONLD, ldjson},
		{"Firefox", ottawa, acceptFirefox, html},
		{"Chrome", ottawa, acceptChrome, html},
		{"Java", ottawa, acceptJava, html},
		{"JSON means JSON-LD", ottawa, "application/json", ldjson},
		{"taken, never sent", ottawa, "text/rdf+n3", turtle},
		{"taken, never sent, too", ottawa, "application/x-turtle", turtle},
		{"RDF/XML", ottawa, "application/rdf+xml", "application/rdf+xml"},
		{"TriG", ottawa, "application/trig", "application/trig"},
		{"N-Triples", ottawa, "application/n-triples", "application/n-triples"},
		{"text of any kind", ottawa, "text/*", turtle},
		{"ties go to the server's order", ottawa, "application/n-quads, application/ld+json", ldjson},
		{"three decimals", ottawa, "application/ld+json;q=0.899, application/n-quads;q=0.9", "application/n-quads"},
		{"precise before general", ottawa, "text/*;q=0.9, text/turtle;q=0.1, application/trig;q=0.5", html},
		{"excluded", ottawa, "text/turtle;q=0, */*", ldjson},
		{"excluded by kind", ottawa, "text/*;q=0, */*;q=0.1", ldjson},
		{"an alias does not bring back", ottawa, "application/ld+json;q=0, application/json, text/html;q=0.1", html},
		{"an alias excludes only itself", ottawa, "application/json;q=0, application/ld+json", ldjson},
		{"charset", ottawa, "text/turtle;charset=UTF-8", turtle},
		{"other charset", ottawa, "text/turtle;charset=latin-1, text/html;q=0.1", html},
		{"unknown parameter", ottawa, "text/html;level=1, application/trig;q=0.1", "application/trig"},
		{"RDF version", ottawa, "text/turtle;version=1.2", turtle + "; version=1.2"},
		{"RDF version without triple terms", ottawa, "application/n-triples;version=1.2-basic", "application/n-triples; version=1.2-basic"},
		{"RDF 1.1", ottawa, "text/turtle;version=1.1", turtle},
		{"unknown RDF version", ottawa, "text/turtle;version=3, application/trig;q=0.1", "application/trig"},
		{"only what asks for a version gets it", ottawa, "text/turtle;version=1.2;q=0.5, text/turtle", turtle},
		{"version liked better", ottawa, "text/turtle;q=0.5, text/turtle;version=1.2", turtle + "; version=1.2"},
		{"version of any type", ottawa, "*/*;version=1.2", turtle + "; version=1.2"},
		{"JSON-LD has no versions", ottawa, "application/ld+json;version=1.2", ldjson},
		{"version in format", ottawa + "?format=text/turtle%3Bversion%3D1.2", "", turtle + "; version=1.2"},
		{"version in format by token", ottawa + "?format=nt%3B+version%3D1.2", "", "application/n-triples; version=1.2"},
		{"unknown version in format", ottawa + "?format=nt%3Bversion%3D2", "", ""},
		{"malformed elements are skipped", ottawa, "text/turtle;q=2, ;, text, application/trig;q=0.1", "application/trig"},
		{"none", ottawa, "image/png", ""},
		{"all excluded", ottawa, "*/*;q=0", ""},
		{"suffix beats header", ottawa + ".nt", "text/html", "application/n-triples"},
		{"suffix beats format", ottawa + ".nt?format=trig", "", "application/n-triples"},
		{"format beats header", ottawa + "?format=trig", "text/html", "application/trig"},
		{"format as media type", ottawa + "?format=text%2Fturtle", "", turtle},
		{"format as suffix", ottawa + "?format=ttl", "", turtle},
		{"unknown format", ottawa + "?format=docx", "", ""},
		{"API", "/api/resolve?iri=JP", "", "application/json"},
		{"API as page's JSON", "/api/resolve?iri=JP", "application/json", "application/json"},
		{"API as Turtle", "/api/resolve?iri=JP", "text/turtle", turtle},
		{"API as JSON-LD", "/api/resolve?iri=JP", "application/ld+json", ldjson},
		{"API as N-Triples", "/api/resolve?iri=JP&format=ntriples", "", "application/n-triples"},
		{"API has no page", "/api/resolve?iri=JP", "text/html", ""},
		{"page only", "/timeline", acceptFirefox, html},
		{"page only, as RDF", "/timeline", "text/turtle", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, tt.path, "Accept: "+tt.accept)
			if tt.want == "" {
				if w.Code != http.StatusNotAcceptable {
					t.Errorf("GET %s with Accept %q = %d %s, want 406", tt.path, tt.accept, w.Code, w.Header().Get("Content-Type"))
				}
				return
			}
			if got := w.Header().Get("Content-Type"); w.Code != http.StatusOK || got != tt.want {
				t.Errorf("GET %s with Accept %q = %d %s, want %s", tt.path, tt.accept, w.Code, got, tt.want)
			}
		})
	}
}

// A 406 lists the variants, each with an address that works.
func TestNotAcceptable(t *testing.T) {
	w := get(t, ottawa, "Accept: image/png")
	var p problem.Problem
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if w.Header().Get("Vary") == "" || len(p.Variants) != 13 {
		t.Errorf("406 has Vary %q and %d variants, want 13", w.Header().Get("Vary"), len(p.Variants))
	}
	for _, v := range p.Variants {
		if w := get(t, v.URL); w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), v.Type) {
			t.Errorf("GET %s = %d %s, want %s", v.URL, w.Code, w.Header().Get("Content-Type"), v.Type)
		}
	}
}

// The addresses of variants keep what else was asked.
func TestNotAcceptableKeepsTheQuery(t *testing.T) {
	w := get(t, "/api/search?q=ottawa&limit=1&format=docx")
	p := problemIn(t, w.Body.Bytes())
	if w.Code != http.StatusNotAcceptable || len(p.Variants) == 0 {
		t.Fatalf("%d with %d variants, want 406 with some", w.Code, len(p.Variants))
	}
	for _, v := range p.Variants {
		if w := get(t, v.URL); w.Code != http.StatusOK {
			t.Errorf("GET %s = %d, want 200", v.URL, w.Code)
		}
	}
}

func TestJSONLDForms(t *testing.T) {
	tests := []struct {
		name, path, accept, want string
	}{
		{"usual", ottawa, "application/ld+json", "compacted"},
		{"expanded", ottawa, `application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"`, "expanded"},
		{"flattened", ottawa, `application/ld+json;profile="http://www.w3.org/ns/json-ld#flattened"`, "flattened"},
		{"compacted", ottawa, `application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"`, "compacted"},
		{"several profiles", ottawa, `application/ld+json;profile="http://example.org/ http://www.w3.org/ns/json-ld#expanded"`, "expanded"},
		{"unknown profile", ottawa, `application/ld+json;profile="http://example.org/"`, "compacted"},
		{"framed where nothing is", "/doc/country", `application/ld+json;profile="http://www.w3.org/ns/json-ld#framed"`, "compacted"},
		{"in format", ottawa + "?format=application/ld%2Bjson%3Bprofile%3D%22http://www.w3.org/ns/json-ld%23expanded%22", "", "expanded"},
		{"less liked", ottawa, `application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded";q=0.2, application/ld+json;q=0.9`, "compacted"},
		{"by parameter", ottawa + ".jsonld?profile=expanded", "", "expanded"},
		{"by parameter and header", ottawa + "?profile=flattened", "application/ld+json", "flattened"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, tt.path, "Accept: "+tt.accept)
			if got := formIn(t, w.Body.Bytes()); got != tt.want {
				t.Errorf("GET %s with Accept %q is %s, want %s", tt.path, tt.accept, got, tt.want)
			}
		})
	}
	for _, target := range []string{ottawa + ".jsonld?profile=round", "/doc/country.jsonld?profile=framed", "/ontology?profile=framed"} {
		if w := get(t, target); w.Code != http.StatusBadRequest || problemIn(t, w.Body.Bytes()).Parameter != "profile" {
			t.Errorf("GET %s = %d, want 400 that names profile", target, w.Code)
		}
	}
}

// formIn tells the form of a JSON-LD document.
func formIn(t *testing.T, body []byte) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatalf("no JSON: %v", err)
	}
	top, ok := v.(map[string]any)
	switch {
	case !ok:
		return "expanded"
	case top["@graph"] != nil:
		return "flattened"
	}
	return "compacted"
}

func TestLanguages(t *testing.T) {
	tests := []struct {
		name, path, accept, want string
	}{
		{"none", ottawa + ".html", "", "en"},
		{"French", ottawa + ".html", "fr-CA, en;q=0.5", "fr"},
		{"neither", ottawa + ".html", "ja", "en"},
		{"excluded", ottawa + ".html", "fr;q=0, en", "en"},
		{"parameter beats header", ottawa + ".html?lang=fr", "en", "fr"},
		{"malformed", ottawa + ".html", "fr;;q", "en"},
		{"API", "/api/resolve?iri=JP", "fr", "fr"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, tt.path, "Accept-Language: "+tt.accept)
			if got := w.Header().Get("Content-Language"); got != tt.want {
				t.Errorf("GET %s with Accept-Language %q is in %q, want %q", tt.path, tt.accept, got, tt.want)
			}
		})
	}
}
