package handlers

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/rdf/patch"
)

// apply applies a patch to quads, and returns the values of its headers.
func apply(t *testing.T, to *[]rdf.Quad, text string) map[string][]string {
	t.Helper()
	headers := map[string][]string{}
	for row, err := range patch.Decode(strings.NewReader(text), rdf.DecodeOptions{}) {
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		switch row.Op {
		case patch.Header:
			headers[row.Name] = append(headers[row.Name], row.Term.Value())
		case patch.Add:
			if slices.Contains(*to, row.Quad) {
				t.Errorf("added twice: %v", row.Quad)
			}
			*to = append(*to, row.Quad)
		case patch.Delete:
			i := slices.Index(*to, row.Quad)
			if i < 0 {
				t.Fatalf("removed but not there: %v", row.Quad)
			}
			*to = slices.Delete(*to, i, i+1)
		}
	}
	return headers
}

// Who applies page after page has the dataset, whatever the size of pages, and
// has seen each tombstone once.
func TestChangesLeadToTheDataset(t *testing.T) {
	p := storied(t)
	for _, limit := range []string{"1", "3", "7", "1000"} {
		t.Run(limit, func(t *testing.T) {
			var have []rdf.Quad
			var gone []string
			target := "/changes?since=0&limit=" + limit
			for target != "" {
				w := p.get(target)
				headers := apply(t, &have, w.Body.String())
				gone = append(gone, headers["tombstone"]...)
				target = next(w)
				if cache := w.Header().Get("Cache-Control"); (cache == answer.CacheImmutable) != (target != "") {
					t.Errorf("Cache-Control = %q, next %q", cache, target)
				}
			}
			want := []rdf.Quad{}
			for q := range p.store.Snapshot().Quads(graph.Pattern{}) {
				want = append(want, q)
			}
			slices.SortFunc(have, rdf.CompareQuads)
			slices.SortFunc(want, rdf.CompareQuads)
			if !slices.Equal(have, want) {
				t.Errorf("the pages lead to %v, want %v", have, want)
			}
			if want := []string{testBase + "id/meeting/b", testBase + "id/person/old"}; !slices.Equal(gone, want) {
				t.Errorf("tombstones %v, want %v", gone, want)
			}
		})
	}
}

func TestChangesAsJSON(t *testing.T) {
	p := storied(t)
	w := p.get("/changes?since=5&limit=1", "Accept: application/json")
	var page struct {
		Dataset     string
		Since, Next uint64
		Full        bool
		Tombstones  []struct{ Thing, Kind, Activity, Replacement, Reason string }
		Changes     []struct {
			Seq            uint64
			Time           time.Time
			Author         string
			Added, Removed []string
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil {
		t.Fatalf("%v\n%s", err, w.Body)
	}
	if page.Dataset != p.store.ID() || page.Since != 5 || page.Next != 6 || !page.Full || len(page.Changes) != 1 {
		t.Fatalf("the page: %s", w.Body)
	}
	stone, change := page.Tombstones[0], page.Changes[0]
	if stone.Thing != testBase+"id/meeting/b" || stone.Kind != "withdrawn" || stone.Replacement != testBase+"id/meeting/a" || stone.Reason != "It never took place" {
		t.Errorf("tombstone %+v", stone)
	}
	line := strings.TrimSuffix(string(nquads.AppendQuad(nil, labelled("meeting/b", "B"))), "\n")
	if change.Seq != 6 || change.Author != "test" || len(change.Added) != 6 || !slices.Equal(change.Removed, []string{line}) {
		t.Errorf("change %+v", change)
	}
}

func TestChangesRefuse(t *testing.T) {
	p := storied(t)
	for _, tt := range []struct {
		name, target, parameter string
		status                  int
	}{
		{"behind the end", "/changes?since=99", "since", 400},
		{"no number", "/changes?since=x", "since", 400},
		{"negative", "/changes?since=-1", "since", 400},
		{"too large a number", "/changes?since=99999999999999999999", "since", 400},
		{"twice", "/changes?since=1&since=2", "since", 400},
		{"unknown", "/changes?from=1", "from", 400},
		{"limit", "/changes?limit=0", "limit", 400},
		{"large limit", "/changes?limit=1001", "limit", 400},
		{"a format that it has not", "/changes?format=turtle", "format", 406},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := p.get(tt.target)
			var got problem.Problem
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != tt.status || got.Parameter != tt.parameter {
				t.Errorf("GET %s = %d, %v, parameter %q, want %d, %q", tt.target, w.Code, err, got.Parameter, tt.status, tt.parameter)
			}
		})
	}
}

// What is forgotten is 410, and says where to begin instead.
func TestChangesForgotten(t *testing.T) {
	p := storied(t)
	if _, err := p.store.Forget(t.Context(), 4); err != nil {
		t.Fatal(err)
	}
	w := p.get("/changes?since=1")
	if w.Code != http.StatusGone || !strings.Contains(w.Body.String(), "problems/forgotten") || !strings.Contains(w.Body.String(), "dump") {
		t.Errorf("before the oldest: %d %s", w.Code, w.Body)
	}
	if w := p.get("/changes?since=4"); w.Code != http.StatusOK {
		t.Errorf("behind the oldest: %d", w.Code)
	}
	if w := p.get("/timemap/meeting/a"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "/memento/4/meeting/a>; rel=\"first memento\"") {
		t.Errorf("the versions: %d\n%s", w.Code, w.Body)
	}
	if w := p.get("/memento/4/meeting/a", turtleOnly); w.Code != http.StatusOK {
		t.Errorf("the oldest version: %d\n%s", w.Code, w.Body)
	}
}

func TestChangesWait(t *testing.T) {
	p := storied(t)
	w := p.get("/changes?since=7", "Prefer: respond-async, wait=0")
	if w.Code != http.StatusOK || w.Header().Get("Preference-Applied") != "" || strings.Contains(w.Body.String(), "TX .") {
		t.Errorf("without waiting: %d %s", w.Code, w.Body)
	}
	if w := p.get("/changes?since=6", "Prefer: wait=20"); w.Header().Get("Preference-Applied") != "" || !strings.Contains(w.Body.String(), "TX .") {
		t.Errorf("there is something already: %q", w.Header().Get("Preference-Applied"))
	}
	done := make(chan string)
	go func() {
		w := p.get("/changes?since=7", `Prefer: foo; bar=1, wait="500"`)
		done <- w.Header().Get("Preference-Applied") + "\n" + w.Body.String()
	}()
	p.commit([]rdf.Quad{labelled("country/y", "Y")}, nil)
	if got := <-done; !strings.HasPrefix(got, "wait=60\n") && strings.Contains(got, "wait") || !strings.Contains(got, `"Y"@en`) {
		t.Errorf("waiting for a commit: %s", got)
	}
	if w := p.get("/changes?since=8", "Prefer: wait=1"); w.Code != http.StatusOK || w.Header().Get("Preference-Applied") != "wait=1" {
		t.Errorf("waiting in vain: %d %q", w.Code, w.Header().Get("Preference-Applied"))
	}
}

func TestChangesConditional(t *testing.T) {
	p := storied(t)
	end := p.get("/changes?since=6")
	tag := end.Header().Get("ETag")
	if w := p.get("/changes?since=6", "If-None-Match: "+tag); w.Code != http.StatusNotModified {
		t.Errorf("nothing new: %d, want 304", w.Code)
	}
	p.commit([]rdf.Quad{labelled("country/y", "Y")}, nil)
	if w := p.get("/changes?since=6", "If-None-Match: "+tag); w.Code != http.StatusOK {
		t.Errorf("something new: %d, want 200", w.Code)
	}
}

// A diff makes one version of a document the other.
func TestDiff(t *testing.T) {
	p := storied(t)
	of := func(target string) (quads []rdf.Quad) {
		for q, err := range nquads.Decode(p.get(target).Body, rdf.DecodeOptions{}) {
			if err != nil {
				t.Fatal(err)
			}
			quads = append(quads, q)
		}
		slices.SortFunc(quads, rdf.CompareQuads)
		return quads
	}
	for _, tt := range []struct{ name, query, from, to string }{
		{"two versions", "?from=1&to=3", "1", "3"},
		{"backwards", "?from=3&to=1", "3", "1"},
		{"the last change", "", "3", "6"},
		{"until now", "?from=1", "1", "6"},
		{"the change before", "?to=3", "1", "3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := p.get("/diff/meeting/a" + tt.query)
			have := of("/memento/" + tt.from + "/meeting/a.nq")
			if apply(t, &have, w.Body.String()); w.Code != http.StatusOK || w.Header().Get("Content-Type") != patch.MediaType {
				t.Fatalf("%d %s\n%s", w.Code, w.Header().Get("Content-Type"), w.Body)
			}
			slices.SortFunc(have, rdf.CompareQuads)
			if want := of("/memento/" + tt.to + "/meeting/a.nq"); !slices.Equal(have, want) {
				t.Errorf("leads to %v, want %v\n%s", have, want, w.Body)
			}
			if immutable := w.Header().Get("Cache-Control") == answer.CacheImmutable; immutable != (strings.Count(tt.query, "=") == 2) {
				t.Errorf("Cache-Control = %q", w.Header().Get("Cache-Control"))
			}
		})
	}
	for target, want := range map[string]int{"/diff/meeting/none": 404, "/diff/meeting/a?from=x": 400, "/diff/meeting/a?to=99": 400, "/diff/meeting/b?from=5": 200} {
		if got := p.get(target).Code; got != want {
			t.Errorf("GET %s = %d, want %d", target, got, want)
		}
	}
}
