package handlers

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/graphstore"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/patch"
)

const (
	turtleMedia = "text/turtle"
	graphG      = "/graphs?graph=http%3A%2F%2Fexample.org%2Fg"
)

func TestGraphWrites(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	steps := []struct {
		name, method, target, media, body string
		status                            int
		location                          string
		added, removed                    int
	}{
		{"put a new one", "PUT", graphG, turtleMedia, "<x> a <C> ; <p> [ <q> 1 ] .", 201, testBase + "graphs?graph=http%3A%2F%2Fexample.org%2Fg", 3, 0},
		{"put the same", "PUT", graphG, turtleMedia, "_:other <q> 1 . <x> a <C> ; <p> _:other .", 200, "", 0, 0},
		{"put a difference", "PUT", graphG, turtleMedia, "<x> a <C> ; <p> [ <q> 2 ] .", 200, "", 1, 1},
		{"post adds", "POST", graphG, "application/n-triples", "<x:a> <x:b> <x:c> .\n", 200, "", 1, 0},
		{"post of a blank node is a new one", "POST", graphG, turtleMedia, "[] <q> 2 .", 200, "", 1, 0},
		{"post the name of the graph", "POST", graphG, "application/n-quads", "<x:a> <x:b> <x:d> <http://example.org/g> .", 200, "", 1, 0},
		{"patch", "PATCH", graphG, patch.MediaType, "TX .\nA <x:a> <x:b> <x:e> .\nD <x:a> <x:b> <x:d> .\nD <x:n> <x:b> <x:d> .\nTC .\nTX .\nA <x:z> <x:b> <x:e> .\nTA .\n", 200, "", 1, 1},
		{"JSON-LD", "POST", graphG, "application/ld+json", `{"@id": "http://example.org/x", "http://example.org/p": "v"}`, 200, "", 1, 0},
		{"direct", "PUT", "/graphs/a%20b", turtleMedia, "<> <p> 'x' .", 201, testBase + "graphs/a%20b", 1, 0},
		{"unnamed graph", "PUT", "/graphs?default", turtleMedia, "<x> <p> 'x' .", 201, testBase + "graphs?default", 1, 0},
		{"dataset", "POST", "/graphs", "application/trig", "<x:a> <x:b> <x:c> . <x:g> { <x:a> <x:b> <x:c> }", 200, "", 2, 0},
		{"patch of the dataset", "PATCH", "/graphs", patch.MediaType, "D <x:a> <x:b> <x:c> <x:g> .\nA <x:a> <x:b> <x:d> <x:g> .\n", 200, "", 1, 1},
		{"delete", "DELETE", graphG, "", "", 200, "", 0, 7},
		{"delete the unnamed graph", "DELETE", "/graphs?default", "", "", 200, "", 0, 2},
		{"delete it again", "DELETE", "/graphs?default", "", "", 200, "", 0, 0},
	}
	for _, tt := range steps {
		t.Run(tt.name, func(t *testing.T) {
			got := w.send(tt.method, tt.target, tt.body, "Content-Type: "+tt.media)
			var done writing.Outcome
			if err := json.Unmarshal(got.Body.Bytes(), &done); err != nil {
				t.Fatalf("%v: %d, %s", err, got.Code, got.Body)
			}
			location := got.Header().Get("Location")
			if tt.location == "" && tt.added+tt.removed > 0 {
				tt.location = fmt.Sprintf("%schanges?limit=1&since=%d", testBase, done.Seq-1)
			}
			if got.Code != tt.status || location != tt.location || done.Added != tt.added || done.Removed != tt.removed {
				t.Errorf("%d, to %q, +%d -%d: %s", got.Code, location, done.Added, done.Removed, got.Body)
			}
			if done.Added+done.Removed > 0 && (done.Author != "curator" || done.Seq != w.store.Snapshot().Seq()) {
				t.Errorf("%s", got.Body)
			}
		})
	}
	if got := w.send("GET", "/changes?limit=1&since=0", "", "Accept: application/rdf-patch"); !strings.Contains(got.Body.String(), "\nA <http://example.org/x> ") {
		t.Errorf("%d: %s", got.Code, got.Body)
	}
	if got := w.send("GET", "/graphs/a%20b", ""); !strings.Contains(got.Body.String(), "<http://plenary.test/graphs/a%20b>") {
		t.Errorf("%d: %s", got.Code, got.Body)
	}
}

// A graph without a name gets one, by which it is read.
func TestPostOfANewGraph(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	got := w.send("POST", "/graphs", "<> <p> 'x' .", "Content-Type: "+turtleMedia)
	location := got.Header().Get("Location")
	if got.Code != 201 || !strings.HasPrefix(location, testBase+"graphs/") {
		t.Fatalf("%d, to %q: %s", got.Code, location, got.Body)
	}
	if read := w.send("GET", location, ""); read.Code != 200 || !strings.Contains(read.Body.String(), "<"+location+">") {
		t.Errorf("%d: %s", read.Code, read.Body)
	}
}

func TestForms(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	part := func(media, text string) string {
		return "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\nContent-Type: " + media + "\r\n\r\n" + text + "\r\n"
	}
	whole := part(turtleMedia, "_:x <p> 1 .") + part("application/n-triples", "_:x <x:p> _:x .") + "--b--\r\n"
	send := func(body string) *httptest.ResponseRecorder {
		return w.send("POST", graphG, body, "Content-Type: multipart/form-data; boundary=b")
	}
	if got := send(whole); got.Code != 201 || !strings.Contains(got.Body.String(), `"added": 2`) {
		t.Errorf("%d: %s", got.Code, got.Body)
	}
	for name, body := range map[string]string{"half": whole[:len(whole)-10], "text": part("text/plain", "x") + "--b--\r\n", "none": "", "bad": part(turtleMedia, "<p>") + "--b--\r\n"} {
		if got := send(body); got.Code/100 != 4 {
			t.Errorf("%s: %d: %s", name, got.Code, got.Body)
		}
	}
}

// What is refused changes nothing, and the answer says what is wrong and where.
func TestRefusedGraphWrites(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	if got := w.send("PUT", graphG, "<x:a> <x:b> <x:c> .", "Content-Type: "+turtleMedia); got.Code != 201 {
		t.Fatal(got.Body)
	}
	large := strings.Repeat(" ", graphstore.MaxBody+1)
	tests := []struct {
		name, method, target, media, body string
		status                            int
		says                              string
	}{
		{"syntax", "PUT", graphG, turtleMedia, "<x:a> <x:b> <x:c> .\n<x:a> <x:b> .", 400, `"line": 2`},
		{"last statement of many", "PUT", graphG, "application/n-triples", strings.Repeat("<x:a> <x:b> <x:c> .\n", 5000) + "<x:a> <x:b>", 400, `"line": 5001`},
		{"a relative base of JSON-LD from elsewhere", "PUT", graphG, "application/ld+json", `{"@context": "http://169.254.169.254/latest"}`, 400, "context"},
		{"media type", "PUT", graphG, "text/plain", "x", 415, "text/turtle"},
		{"no media type", "PUT", graphG, "", "<x:a> <x:b> <x:c> .", 415, "text/turtle"},
		{"charset", "PUT", graphG, "text/turtle; charset=latin1", "<x:a> <x:b> <x:c> .", 415, "UTF-8"},
		{"short name as a media type", "PUT", graphG, "ttl", "<x:a> <x:b> <x:c> .", 415, "text/turtle"},
		{"another graph", "PUT", graphG, "application/n-quads", "<x:a> <x:b> <x:c> <x:other> .", 400, "x:other"},
		{"too large", "PUT", graphG, turtleMedia, large, 413, `"limit": "bytes"`},
		{"bomb", "PUT", graphG, turtleMedia + "\nContent-Encoding: gzip", coded(t, large, "gzip"), 413, `"limit": "bytes"`},
		{"patch of another type", "PATCH", graphG, protocol.UpdateMedia, "CLEAR ALL", 415, patch.MediaType},
		{"half a patch", "PATCH", graphG, patch.MediaType, "TX .\nA <x:a> <x:b> <x:e> .\n", 400, `"line": 3`},
		{"half a row", "PATCH", graphG, patch.MediaType, "TX .\nA <x:a> <x:b> <x:e> .\nD <x:a> <x:b", 400, `"line": 3`},
		{"patch of another graph", "PATCH", graphG, patch.MediaType, "A <x:a> <x:b> <x:e> <x:g> .", 400, `"column": 21`},
		{"no patch", "PATCH", "/graphs", patch.MediaType, "<x:a> <x:b> <x:e> .", 400, `"column": 1`},
		{"put of everything", "PUT", "/graphs", turtleMedia, "<x:a> <x:b> <x:c> .", 400, "graph=IRI"},
		{"delete of everything", "DELETE", "/graphs", "", "", 400, "graph=IRI"},
		{"delete of none", "DELETE", "/graphs?graph=x:none", "", "", 404, "x:none"},
		{"two graphs", "PUT", graphG + "&default", turtleMedia, "", 400, `"parameter": "graph"`},
		{"a graph in a graph", "PUT", "/graphs/x?default", turtleMedia, "", 400, `"parameter": "graph"`},
		{"no IRI", "PUT", "/graphs?graph=http%3A%2F%2Fa+b", turtleMedia, " ", 400, `"parameter": "graph"`},
		{"an empty IRI", "PUT", "/graphs?graph=", turtleMedia, "", 400, `"parameter": "graph"`},
		{"HTML", "PUT", graphG, turtleMedia, "<!DOCTYPE html><html>", 400, "HTML"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			media, coding, _ := strings.Cut(tt.media, "\n")
			got := w.send(tt.method, tt.target, tt.body, "Content-Type: "+media, coding)
			if got.Code != tt.status || !strings.Contains(got.Body.String(), tt.says) {
				t.Errorf("%d, want %d and %s: %s", got.Code, tt.status, tt.says, got.Body)
			}
			if snap := w.store.Snapshot(); snap.Seq() != 1 || snap.Len() != 1 {
				t.Fatalf("commit %d, %d quads", snap.Seq(), snap.Len())
			}
		})
	}
	t.Run("no length", func(t *testing.T) {
		r := httptest.NewRequest("PUT", graphG, nil)
		r.Header.Set("Content-Type", turtleMedia)
		to := httptest.NewRecorder()
		if w.ServeHTTP(to, r); to.Code != 411 {
			t.Errorf("%d: %s", to.Code, to.Body)
		}
	})
	t.Run("reader", func(t *testing.T) {
		for _, method := range []string{"PUT", "POST", "PATCH", "DELETE"} {
			if got := w.send(method, graphG, "", "Authorization: Bearer "+w.token[tokens.Reader]); got.Code != 403 {
				t.Errorf("%s: %d: %s", method, got.Code, got.Body)
			}
		}
	})
}

// The tag of what was read or written is that of the graph, whatever else has
// changed.
func TestConditionsOfGraphWrites(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	put := func(target, body string, headers ...string) (int, string) {
		got := w.send("PUT", target, body, append(headers, "Content-Type: "+turtleMedia)...)
		return got.Code, got.Header().Get("ETag")
	}
	if code, _ := put(graphG, "<x> <p> 1 .", "If-Match: *"); code != 412 {
		t.Errorf("If-Match: * of no graph: %d", code)
	}
	code, first := put(graphG, "<x> <p> 1 .", "If-None-Match: *")
	if code != 201 {
		t.Errorf("If-None-Match: * of no graph: %d", code)
	}
	if code, _ := put(graphG, "<x> <p> 2 .", "If-None-Match: *"); code != 412 {
		t.Errorf("If-None-Match: * of a graph: %d", code)
	}
	put("/graphs?default", "<x> <p> 1 .")
	for _, accept := range []string{"text/turtle", "application/ld+json"} {
		read := w.send("GET", graphG, "", "Accept: "+accept).Header().Get("ETag")
		if !strings.HasPrefix(read, `"1-`) || first != `"1"` {
			t.Errorf("the tags of commit 1 are %s and, read, %s", first, read)
		}
		if code, _ := put(graphG, fmt.Sprintf("<x> <p> %q .", accept), "If-Match: "+read); (code == 200) != (accept == "text/turtle") {
			t.Errorf("If-Match: %s of %s: %d", read, accept, code)
		}
		if accept == "text/turtle" {
			if read := w.send("GET", graphG, "").Header().Get("ETag"); !strings.HasPrefix(read, `"3-`) {
				t.Errorf("the tag of commit 3 is %s", read)
			}
			break
		}
	}
	if code, _ := put(graphG, "<x> <p> 1 .", "If-Match: "+first); code != 412 {
		t.Errorf("If-Match of the graph before: %d", code)
	}
	if got := w.send("DELETE", graphG, "", "If-Match: "+first); got.Code != 412 {
		t.Errorf("DELETE with If-Match of the graph before: %d", got.Code)
	}
	if code, same := put(graphG, "<x> <p> 'text/turtle' .", `If-Match: "3"`); code != 200 || same != `"3"` {
		t.Errorf("what changes nothing: %d, %s", code, same)
	}
}

// A patch brings a dataset to where another is, blank nodes included.
func TestPatchesCarryBlankNodes(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	w.send("POST", "/graphs", "_:a <x:p> _:b <x:g> .\n_:b <x:p> \"x\" <x:g> .\n", "Content-Type: application/n-quads")
	var text []byte
	for q, err := range w.store.Snapshot().Quads(graph.Pattern{}) {
		if err != nil {
			t.Fatal(err)
		}
		if q.O.IsLiteral() {
			text = patch.AppendRow(text, patch.Row{Op: patch.Delete, Quad: q})
			text = patch.AppendRow(text, patch.Row{Op: patch.Add, Quad: rdf.Quad{S: q.S, P: q.P, O: rdf.String("y"), G: q.G}})
		}
	}
	if got := w.send("PATCH", "/graphs", string(text), "Content-Type: "+patch.MediaType); got.Code != 200 || !strings.Contains(got.Body.String(), `"removed": 1`) {
		t.Errorf("%d: %s", got.Code, got.Body)
	}
	if n := w.store.Snapshot().Subjects(); n != 2 {
		t.Errorf("%d subjects, want 2", n)
	}
}
