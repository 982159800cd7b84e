package conform_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/data"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers"
	"w3id.org/plenary/handlers/conform"
	"w3id.org/plenary/handlers/curate"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

const base = "http://plenary.test/"

// served makes requests of a client calls of a handler.
type served struct{ handler http.Handler }

func (s served) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	r = r.Clone(r.Context())
	r.RequestURI = r.URL.RequestURI()
	s.handler.ServeHTTP(w, r)
	return w.Result(), nil
}

// target is the real router over the real data.
func target(t *testing.T) conform.Target {
	t.Helper()
	store := graph.New(graph.Options{})
	_, err := store.Load(t.Context(), graph.Change{Author: "test"}, func(yield func(rdf.Quad, error) bool) {
		for q, err := range data.Quads(base) {
			if !yield(q, err) {
				return
			}
		}
		for q, err := range ontology.Quads() {
			q.G = rdf.IRI(base + "ontology")
			if !yield(q, err) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	takeAway(t, store)
	s, err := handlers.New(handlers.Options{Store: store, Base: base})
	if err != nil {
		t.Fatal(err)
	}
	one, err := conform.Plenary(t.Context(), base, &http.Client{Transport: served{s.Handler()}})
	if err != nil {
		t.Fatal(err)
	}
	return one
}

// takeAway withdraws a thing and merges one with another.
func takeAway(t *testing.T, store *graph.Store) {
	t.Helper()
	thing := func(name string) rdf.Term { return rdf.IRI(base + "id/person/" + name) }
	_, err := store.Update(t.Context(), graph.Change{Author: "test"}, func(tx *graph.Tx) error {
		for _, name := range []string{"conform-withdrawn", "conform-merged", "conform-kept"} {
			if _, err := tx.Add(rdf.Quad{S: thing(name), P: rdf.IRI(ontology.RDFType), O: rdf.IRI(ontology.ClassPerson), G: rdf.IRI(base + "id/graph/people")}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	why := curate.Decision{Base: base, Agent: "test", Time: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Reason: "never there"}
	_, err = store.Update(t.Context(), graph.Change{Author: "test"}, func(tx *graph.Tx) error {
		if err := curate.Withdraw(tx, thing("conform-withdrawn"), rdf.Term{}, why); err != nil {
			return err
		}
		return curate.Merge(tx, thing("conform-merged"), thing("conform-kept"), why)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every row of the suite holds.
func TestPlenaryConforms(t *testing.T) {
	rows, err := conform.Rows()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for result := range conform.Run(t.Context(), target(t), rows) {
		t.Run(result.Row.Name, func(t *testing.T) {
			if names[result.Row.Name] {
				t.Errorf("there are two rows %s", result.Row.Name)
			}
			names[result.Row.Name] = true
			if result.Skipped != "" {
				t.Errorf("not tried: %s", result.Skipped)
			}
			for _, failure := range result.Failures {
				t.Errorf("%s (%s): %s", result.Row.Says, result.Row.Spec, failure)
			}
		})
	}
}

// Each value of each dimension meets each value of each other one.
func TestPairwiseCovers(t *testing.T) {
	rows := conform.Pairwise()
	said := map[[2]string]bool{}
	values := map[string]int{} // and the dimension each is of
	for _, r := range rows {
		sentence, _, _ := strings.Cut(r.Says, " gets ")
		pick := strings.Split(sentence, " with ")
		for i, a := range pick {
			values[a] = i
			for _, b := range pick {
				said[[2]string{a, b}] = true
			}
		}
	}
	for a, i := range values {
		for b, j := range values {
			if i != j && !said[[2]string{a, b}] {
				t.Errorf("no row has %s with %s", a, b)
			}
		}
	}
	if len(values) != 49 {
		t.Errorf("%d rows have %d values, want 49", len(rows), len(values))
	}
}
