package handlers

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

func TestWithdrawn(t *testing.T) {
	p := storied(t)
	for _, target := range []string{"/id/meeting/b", "/doc/meeting/b", "/doc/meeting/b.ttl"} {
		w := p.get(target)
		var got problem.Problem
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusGone {
			t.Fatalf("GET %s = %d, %v\n%s", target, w.Code, err, w.Body)
		}
		if got.Type != testBase+"problems/gone" || got.Reason != "It never took place" || got.Replacement != testBase+"id/meeting/a" ||
			got.Last != testBase+"memento/5/meeting/b" || got.Withdrawal != testBase+"id/withdrawal/1" {
			t.Errorf("GET %s: %+v", target, got)
		}
		for _, want := range []string{`<http://plenary.test/id/meeting/a>; rel="successor-version"`, `<http://plenary.test/memento/5/meeting/b>; rel="first last memento"; datetime="` + hour(5)} {
			if !strings.Contains(links(w), want) {
				t.Errorf("Link lacks %s; it has\n%s", want, links(w))
			}
		}
	}
	page := p.get("/doc/meeting/b", "Accept: text/html", "Accept-Language: fr")
	for _, want := range []string{"Retiré", "Elle n&#39;a jamais eu lieu", `href="/doc/meeting/a"`, "/memento/5/meeting/b"} {
		if page.Code != http.StatusGone || !strings.Contains(page.Body.String(), want) {
			t.Errorf("the page (%d) lacks %s\n%s", page.Code, want, page.Body)
		}
	}
	twin, err := rdf.ReadDataset(nquads.Decode(p.get("/doc/meeting/b", "Accept: application/n-triples").Body, rdf.DecodeOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range (feeds.Tombstone{Activity: thing("withdrawal/1"), Thing: thing("meeting/b"), Replacement: thing("meeting/a")}).Quads(rdf.Term{}) {
		if !twin.Has(q) {
			t.Errorf("as RDF it does not say %v", q)
		}
	}
}

// Mergers lead to where the statements are now, whatever was asked for.
func TestMerged(t *testing.T) {
	p := storied(t)
	merge := func(n, from string, to rdf.Term) {
		p.commit(feeds.Tombstone{Activity: thing("merger/" + n), Thing: thing(from), Merged: true, Replacement: to}.Quads(rdf.Term{}), nil)
	}
	check := func(target string, status int, to string) {
		t.Helper()
		if w := p.get(target); w.Code != status || w.Header().Get("Location") != to {
			t.Errorf("GET %s = %d to %q, want %d to %q", target, w.Code, w.Header().Get("Location"), status, to)
		}
	}
	check("/id/person/old", 308, "/id/person/new")
	check("/doc/person/old", 308, "/doc/person/new")
	check("/doc/person/old.ttl?inbound=2", 308, "/doc/person/new.ttl?inbound=2")
	merge("2", "person/new", thing("person/newer"))
	check("/doc/person/old", 308, "/doc/person/newer")
	merge("3", "person/away", rdf.IRI("http://elsewhere.test/x"))
	check("/doc/person/away", 308, "http://elsewhere.test/x")
	merge("4", "person/newer", thing("person/old")) // a circle
	check("/id/person/newer", 303, "/doc/person/newer")
}
