package handlers

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/rdf"
)

// newCurated returns a server over a copy of the data.
func newCurated(t *testing.T) *writer {
	t.Helper()
	store := graph.New(graph.Options{})
	if _, err := store.Load(t.Context(), graph.Change{Author: "test"}, withVocabulary(testBase)); err != nil {
		t.Fatal(err)
	}
	return newWriter(t, store, testBase)
}

func (w *writer) decide(path string, params ...string) (int, string) {
	q := url.Values{}
	for i := 0; i < len(params); i += 2 {
		q.Set(params[i], params[i+1])
	}
	role := tokens.Curator
	if path == "/api/revert" {
		role = tokens.Admin
	}
	got := w.send("POST", path, q.Encode(), "Content-Type: "+protocol.FormMedia, "Authorization: Bearer "+w.token[role])
	return got.Code, got.Body.String()
}

// state is all quads of a store.
func stateOf(t *testing.T, w *writer) *rdf.Dataset {
	t.Helper()
	d, err := rdf.ReadDataset(w.store.Snapshot().Quads(graph.Pattern{}))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWithdrawAThing(t *testing.T) {
	w := newCurated(t)
	before := stateOf(t, w)
	const topic = "id/priority/cybercrime"
	if code, text := w.decide("/api/withdraw", "iri", topic, "reason", "Not a priority"); code != 200 || !strings.Contains(text, `"message": "withdraw id/priority/cybercrime"`) || !strings.Contains(text, `"author": "curator"`) {
		t.Fatalf("%d: %s", code, text)
	}
	got := w.send("GET", "/id/priority/cybercrime", "")
	var p problem.Problem
	if err := json.Unmarshal(got.Body.Bytes(), &p); err != nil || got.Code != 410 || p.Reason != "Not a priority" {
		t.Errorf("GET = %d: %s", got.Code, got.Body)
	}
	thing := rdf.IRI(testBase + topic)
	snap := w.store.Snapshot()
	if snap.Has(graph.Pattern{S: thing}) {
		t.Error("something is said about it")
	}
	for q := range snap.Quads(graph.Pattern{O: thing}) {
		if q.P.Value() != "http://www.w3.org/1999/02/22-rdf-syntax-ns#object" && !strings.HasSuffix(q.P.Value(), "#withdraws") && !strings.HasSuffix(q.P.Value(), "#subject") && !strings.HasSuffix(q.P.Value(), "#describes") {
			t.Errorf("%v points at it", q)
		}
	}
	if code, text := w.decide("/api/withdraw", "iri", topic, "reason", "Again"); code != 409 {
		t.Errorf("again: %d: %s", code, text)
	}
	if code, text := w.decide("/api/revert", "seq", fmt.Sprint(snap.Seq())); code != 200 || !strings.Contains(text, `"kept": 0`) {
		t.Errorf("revert: %d: %s", code, text)
	}
	if got := w.send("GET", "/id/priority/cybercrime", ""); got.Code != 303 {
		t.Errorf("behind the revert GET = %d", got.Code)
	}
	if after := stateOf(t, w); after.Len() != before.Len() || w.store.Snapshot().Seq() != 3 {
		t.Errorf("behind the revert %d quads, commit %d; want %d, 3", after.Len(), w.store.Snapshot().Seq(), before.Len())
	}
}

func TestMergeThings(t *testing.T) {
	w := newCurated(t)
	double := "<http://plenary.test/id/person/g-anandasangaree>"
	put := double + ` a <http://plenary.test/ontology#x> ; <http://www.w3.org/2000/01/rdf-schema#label> "G. Anandasangaree"@en ; <http://www.w3.org/2004/02/skos/core#prefLabel> "G. A."@de .
<http://plenary.test/id/x/1> <http://www.w3.org/2000/01/rdf-schema#seeAlso> ` + double + ` , <http://plenary.test/id/person/g-anandasangaree#part> .
` + double + ` <x:has> <http://plenary.test/id/person/g-anandasangaree#part> .
<http://plenary.test/id/person/g-anandasangaree#part> <x:p> 1 .`
	if got := w.send("PUT", graphG, put, "Content-Type: "+turtleMedia); got.Code != 201 {
		t.Fatal(got.Body)
	}
	before := stateOf(t, w)
	if code, text := w.decide("/api/merge", "iri", "id/person/g-anandasangaree", "into", "id/person/gary-anandasangaree", "reason", "La même personne", "lang", "fr", "message", "a double"); code != 200 || !strings.Contains(text, `"message": "a double"`) {
		t.Fatalf("%d: %s", code, text)
	}
	for path, to := range map[string]string{"/id/person/g-anandasangaree": "/id/person/gary-anandasangaree", "/doc/person/g-anandasangaree.ttl": "/doc/person/gary-anandasangaree.ttl"} {
		if got := w.send("GET", path, ""); got.Code != 308 || got.Header().Get("Location") != to {
			t.Errorf("GET %s = %d to %s", path, got.Code, got.Header().Get("Location"))
		}
	}
	person, g := rdf.IRI(testBase+"id/person/gary-anandasangaree"), rdf.IRI("http://example.org/g")
	see := rdf.IRI("http://www.w3.org/2000/01/rdf-schema#seeAlso")
	for _, p := range []graph.Pattern{
		{S: person, P: rdf.IRI("http://www.w3.org/2004/02/skos/core#altLabel"), O: rdf.LangString("G. Anandasangaree", "en"), G: g},
		{S: person, P: rdf.IRI("http://www.w3.org/2004/02/skos/core#prefLabel"), O: rdf.LangString("G. A.", "de"), G: g},
		{S: person, P: rdf.IRI("http://www.w3.org/2002/07/owl#sameAs"), O: rdf.IRI(testBase + "id/person/g-anandasangaree")},
		{P: see, O: person, G: g}, {P: see, O: rdf.IRI(person.Value() + "#part"), G: g}, {S: rdf.IRI(person.Value() + "#part"), G: g},
	} {
		if !w.store.Snapshot().Has(p) {
			t.Errorf("%+v is not there", p)
		}
	}
	if code, text := w.decide("/api/revert", "seq", "3"); code != 200 {
		t.Errorf("revert: %d: %s", code, text)
	}
	if after := stateOf(t, w); after.Len() != before.Len() {
		t.Errorf("behind the revert %d quads, want %d", after.Len(), before.Len())
	}
}

// A revert leaves what was changed since, and is refused where the shapes would be
// violated.
func TestRevert(t *testing.T) {
	w := newGated(t, gateShapes)
	for _, text := range []string{
		"INSERT DATA { <x:a> <x:b> 1 , 2 , 3 }",
		"DELETE DATA { <x:a> <x:b> 1 }",
		"INSERT DATA { <x:p> <x:name> 'P' }",
		"INSERT DATA { <x:p> a <x:Person> }",
	} {
		if got := w.send("POST", "/sparql", text, "Content-Type: "+protocol.UpdateMedia); got.Code != 200 {
			t.Fatal(got.Body)
		}
	}
	if code, text := w.decide("/api/revert", "seq", "1"); code != 200 || !strings.Contains(text, `"removed": 2`) || !strings.Contains(text, `"reverted": 2`) || !strings.Contains(text, `"kept": 1`) {
		t.Errorf("%d: %s", code, text)
	}
	if code, text := w.decide("/api/revert", "seq", "3"); code != 422 || w.store.Snapshot().Seq() != 5 {
		t.Errorf("of a name that is needed %d: %s", code, text)
	}
}

func TestDecisionsThatAreNone(t *testing.T) {
	w := newCurated(t)
	for _, tt := range []struct {
		name, path string
		params     []string
		status     int
		says       string
	}{
		{"no thing", "/api/withdraw", []string{"reason", "x"}, 400, `"parameter": "iri"`},
		{"no reason", "/api/withdraw", []string{"iri", "id/priority/cybercrime", "reason", " "}, 400, `"parameter": "reason"`},
		{"unknown thing", "/api/withdraw", []string{"iri", "id/priority/none", "reason", "x"}, 409, "id/priority/none"},
		{"unknown replacement", "/api/withdraw", []string{"iri", "id/priority/cybercrime", "reason", "x", "replaced_by", "id/x"}, 409, "id/x"},
		{"itself", "/api/merge", []string{"iri", "id/priority/cybercrime", "into", "id/priority/cybercrime", "reason", "x"}, 409, "own place"},
		{"no target", "/api/merge", []string{"iri", "id/priority/cybercrime", "reason", "x"}, 400, `"parameter": "into"`},
		{"no IRI", "/api/merge", []string{"iri", "id/a b", "into", "id/c", "reason", "x"}, 400, `"parameter": "iri"`},
		{"language", "/api/withdraw", []string{"iri", "id/priority/cybercrime", "reason", "x", "lang", "xx"}, 400, `"parameter": "lang"`},
		{"another parameter", "/api/withdraw", []string{"iri", "id/priority/cybercrime", "reasn", "x"}, 400, `"parameter": "reasn"`},
		{"long reason", "/api/withdraw", []string{"iri", "id/priority/cybercrime", "reason", strings.Repeat("x", writing.MaxMessage+1)}, 400, `"parameter": "reason"`},
		{"no number", "/api/revert", []string{"seq", "x"}, 400, `"parameter": "seq"`},
		{"no commit", "/api/revert", []string{"seq", "99"}, 409, `"parameter": "seq"`},
		{"before all", "/api/revert", []string{"seq", "0"}, 409, `"parameter": "seq"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if code, text := w.decide(tt.path, tt.params...); code != tt.status || !strings.Contains(text, tt.says) || w.store.Snapshot().Seq() != 1 {
				t.Errorf("%d, want %d and %s: %s", code, tt.status, tt.says, text)
			}
		})
	}
	for name, status := range map[string]int{"curator": 403, "reader": 403} {
		if got := w.send("POST", "/api/revert?seq=1", "", "Authorization: Bearer "+w.token[tokens.Role(name)]); got.Code != status {
			t.Errorf("revert of a %s: %d: %s", name, got.Code, got.Body)
		}
	}
	if got := w.send("POST", "/api/withdraw", `{"iri": "id/priority/cybercrime", "reason": 1}`, "Content-Type: application/json"); got.Code != 400 {
		t.Errorf("JSON that is no strings: %d: %s", got.Code, got.Body)
	}
	if got := w.send("GET", "/api/withdraw", ""); got.Code != 405 || got.Header().Get("Allow") != "POST, OPTIONS" {
		t.Errorf("GET: %d: %s", got.Code, got.Header().Get("Allow"))
	}
}
