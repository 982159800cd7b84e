package handlers

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A document keeps its tag and its time until something changes that it says.
func TestTagsOutliveOtherChanges(t *testing.T) {
	p := storied(t)
	tag := func(headers ...string) string {
		w := p.get("/doc/meeting/a", append(headers, turtleOnly)...)
		return fmt.Sprint(w.Code, " ", w.Header().Get("ETag"), " ", w.Header().Get("Last-Modified"))
	}
	first := tag()
	if !strings.HasSuffix(first, hour(6)) { // when another thing was withdrawn for it
		t.Errorf("the document is %s, want of %s", first, hour(6))
	}
	for _, tt := range []struct {
		name  string
		quad  rdf.Quad
		keeps bool
	}{
		{"another thing", labelled("country/z", "Z"), true},
		{"another thing of the same graph and class", linking("meeting/c", ontology.HostedBy, "person/new"), true},
		{"the label of what it links to", labelled("person/host", "Host 3"), false},
		{"what points at it", linking("meeting/c", ontology.SubMeetingOf, "meeting/a"), false},
		{"itself", labelled("meeting/a", "A 3"), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := tag()
			p.commit([]rdf.Quad{tt.quad}, nil)
			if after := tag(); (after == before) != tt.keeps {
				t.Errorf("before %s, after %s", before, after)
			}
			server, err := New(Options{Store: p.store, Base: testBase})
			if err != nil {
				t.Fatal(err)
			}
			old := p.h
			kept := tag()
			p.h = server.Handler()
			if fresh := tag(); fresh != kept {
				t.Errorf("another server says %s, want %s", fresh, kept)
			}
			p.h = old
		})
	}
	p.commit(feeds.Tombstone{Activity: thing("withdrawal/9"), Thing: thing("meeting/a")}.Quads(rdf.Term{}), nil)
	if w := p.get("/doc/meeting/a", turtleOnly); w.Code != http.StatusGone {
		t.Errorf("withdrawn: %d, want 410", w.Code)
	}
}

// The same question has the same answer until a commit, and then that of the new
// state.
func TestQueriesAreKept(t *testing.T) {
	p := storied(t)
	const target = "/sparql?query=SELECT+*+{<http://plenary.test/id/country/x>+rdfs:label+?l}"
	first := p.get(target)
	if again := p.get(target); again.Body.String() != first.Body.String() || again.Header().Get("ETag") != first.Header().Get("ETag") {
		t.Errorf("again: %s, want %s", again.Body, first.Body)
	}
	if other := p.get(target, "Accept: text/csv"); other.Header().Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Errorf("in another format: %s", other.Header().Get("Content-Type"))
	}
	if w := p.get(target, "If-None-Match: "+first.Header().Get("ETag")); w.Code != http.StatusNotModified {
		t.Errorf("unchanged: %d, want 304", w.Code)
	}
	p.commit([]rdf.Quad{labelled("country/x", "X 2")}, nil)
	if w := p.get(target, "If-None-Match: "+first.Header().Get("ETag")); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "X 2") {
		t.Errorf("after a commit: %d %s", w.Code, w.Body)
	}
	const now = "/sparql?query=SELECT+(RAND()+AS+?r)+{}"
	if one, other := p.get(now), p.get(now); one.Body.String() == other.Body.String() {
		t.Error("a random number came twice")
	}
}

// Answers in each coding and without a cache say the same.
func TestWithoutCache(t *testing.T) {
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Store: store, Base: testBase, Version: "test", CacheBytes: -1})
	if err != nil {
		t.Fatal(err)
	}
	p := &past{t, store, s.Handler()}
	for _, coding := range []string{"", "br", "zstd", "gzip"} {
		kept, made := get(t, ottawa, "Accept-Encoding: "+coding), p.get(ottawa, "Accept-Encoding: "+coding)
		same(t, coding, kept, made, append(repeated, "Content-Encoding", "Content-Length")...)
	}
}

func TestNoCodingIsAcceptable(t *testing.T) {
	for _, header := range []string{"identity;q=0", "*;q=0", "identity;q=0, deflate"} {
		if w := get(t, ottawa, "Accept-Encoding: "+header); w.Code != http.StatusNotAcceptable {
			t.Errorf("Accept-Encoding: %s gets %d, want 406", header, w.Code)
		}
	}
}
