package handlers

import (
	"net/http"
	"net/url"
	"testing"
)

// What clients that others wrote send, as seen on the wire, gets what they read.
func TestClientsOfOthers(t *testing.T) {
	construct := "/sparql?query=" + url.QueryEscape("CONSTRUCT WHERE { <id/country/japan> rdfs:label ?l }")
	for _, tt := range []struct{ name, target, accept, want string }{
		{"SPARQLWrapper, RDF/XML", construct + "&format=rdf%2Bxml&format=application/rdf%2Bxml&output=rdf%2Bxml&output=application/rdf%2Bxml", "application/rdf+xml", "application/rdf+xml"},
		{"SPARQLWrapper, JSON-LD", construct + "&format=json-ld&format=application/ld%2Bjson%2Capplication/x-json%2Bld", "application/ld+json,application/x-json+ld", ldjson},
		{"SPARQLWrapper, N3", construct + "&format=n3&output=n3&results=n3", "application/turtle,text/turtle,text/rdf+n3,application/n-triples,application/n3,text/n3", turtle},
		{"SPARQLWrapper, XML", "/sparql?query=ASK%7B%7D&format=xml&format=application/sparql-results%2Bxml", "application/sparql-results+xml", "application/sparql-results+xml"},
		{"rdflib, N-Triples", "/ontology", "text/plain, */*;q=0.1", "application/n-triples"},
		{"the form", construct + "&format=html", acceptChrome, html},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if w := get(t, tt.target, "Accept: "+tt.accept); w.Code != http.StatusOK || w.Header().Get("Content-Type") != tt.want {
				t.Errorf("%d %s, want %s", w.Code, w.Header().Get("Content-Type"), tt.want)
			}
		})
	}
	for _, several := range []string{"&format=turtle&format=trig", "&format=turtle&format=turtle"} {
		if w := get(t, construct+several); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", several, w.Code)
		}
	}
}
