package handlers

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A past is a server over a store whose commits the test makes; each is an hour
// after the one before, the first at 2026-01-01 01:00:00 UTC.
type past struct {
	t     *testing.T
	store *graph.Store
	h     http.Handler
}

func newPast(t *testing.T) *past {
	t.Helper()
	now := time.Date(2026, 1, 1, 0, 0, 0, 500, time.UTC)
	store := graph.New(graph.Options{Now: func() time.Time { now = now.Add(time.Hour); return now }})
	s, err := New(Options{Store: store, Base: testBase})
	if err != nil {
		t.Fatal(err)
	}
	return &past{t, store, s.Handler()}
}

// hour is the time of a commit, as HTTP writes it.
func hour(n int) string { return time.Date(2026, 1, 1, n, 0, 0, 0, time.UTC).Format(http.TimeFormat) }

func (p *past) get(target string, headers ...string) *httptest.ResponseRecorder {
	p.t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	p.h.ServeHTTP(w, r)
	return w
}

// commit adds and removes quads.
func (p *past) commit(add, remove []rdf.Quad) {
	p.t.Helper()
	_, err := p.store.Update(p.t.Context(), graph.Change{Author: "test"}, func(tx *graph.Tx) error {
		for _, q := range remove {
			if _, err := tx.Remove(q); err != nil {
				return err
			}
		}
		for _, q := range add {
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

func thing(path string) rdf.Term { return rdf.IRI(testBase + "id/" + path) }

func labelled(path, label string) rdf.Quad {
	return rdf.Quad{S: thing(path), P: rdf.IRI(ontology.RDFSLabel), O: rdf.LangString(label, "en"), G: thing("graph/test")}
}

func linking(from, predicate, to string) rdf.Quad {
	return rdf.Quad{S: thing(from), P: rdf.IRI(predicate), O: thing(to), G: thing("graph/test")}
}

// storied is a past in which meeting/a gets a new label (3) after its host did
// (2), something else happens (4), meeting/b is withdrawn for meeting/a (6) and
// person/old merged into person/new (7).
func storied(t *testing.T) *past {
	p := newPast(t)
	host := linking("meeting/a", ontology.HostedBy, "person/host")
	p.commit([]rdf.Quad{labelled("meeting/a", "A"), host, labelled("person/host", "Host")}, nil)
	p.commit([]rdf.Quad{labelled("person/host", "Host 2")}, []rdf.Quad{labelled("person/host", "Host")})
	p.commit([]rdf.Quad{labelled("meeting/a", "A 2")}, []rdf.Quad{labelled("meeting/a", "A")})
	p.commit([]rdf.Quad{labelled("country/x", "X")}, nil)
	p.commit([]rdf.Quad{labelled("meeting/b", "B"), labelled("person/old", "Old"), labelled("person/new", "New")}, nil)
	at := time.Date(2026, 1, 1, 6, 0, 0, 0, time.UTC)
	gone := feeds.Tombstone{Activity: thing("withdrawal/1"), Thing: thing("meeting/b"), Replacement: thing("meeting/a"), Time: at,
		Reasons: []rdf.Term{rdf.LangString("It never took place", "en"), rdf.LangString("Elle n'a jamais eu lieu", "fr")}}
	p.commit(gone.Quads(thing("graph/test")), []rdf.Quad{labelled("meeting/b", "B")})
	merged := feeds.Tombstone{Activity: thing("merger/1"), Thing: thing("person/old"), Merged: true, Replacement: thing("person/new"), Time: at}
	p.commit(merged.Quads(thing("graph/test")), []rdf.Quad{labelled("person/old", "Old")})
	return p
}

// links returns the Link headers of an answer as one text.
func links(w *httptest.ResponseRecorder) string { return strings.Join(w.Header().Values("Link"), "\n") }
