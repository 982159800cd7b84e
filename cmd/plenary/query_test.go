package main

import (
	"bytes"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write makes a file in a folder.
func writeFile(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestQueryCommand(t *testing.T) {
	dir := t.TempDir()
	a := writeFile(t, dir, "a.ttl", "<s> <http://example/p> <o> , \"a\ttext\"@en .")
	b := writeFile(t, dir, "b.ttl", "<b> <http://example/p> 1 .")
	rq := writeFile(t, dir, "q.rq", "SELECT ?o { <s> ?p ?o FILTER(isIRI(?o)) }")
	folder := filepath.Join(dir, "store")
	endpoint := httptest.NewServer(testHandler(t))
	defer endpoint.Close()
	url := endpoint.URL + "/sparql"
	const ottawa = "SELECT ?n { <id/meeting/2025-ism-ottawa> rdfs:label ?n FILTER(LANG(?n) = 'en') }"
	tests := []struct {
		name string
		args []string
		in   string
		code int
		out  string // part of standard output
		err  string // part of standard error
	}{
		{"the embedded data", []string{"query", "-e", ottawa}, "", 0, `"Security Ministers' Meeting"`[1:10], ""},
		{"a table", []string{"query", "--format", "table", "-e", ottawa}, "", 0, "(1 row)", ""},
		{"a truth value in a table", []string{"query", "--format", "table", "-e", "ASK {}"}, "", 0, "true\n", ""},
		{"CSV", []string{"query", "--format", "csv", "-e", ottawa}, "", 0, "n\r\nG7 Interior", ""},
		{"a graph", []string{"query", "--format", "nt", "-e", "DESCRIBE <id/country/japan>"}, "", 0, "<http://localhost:8080/id/country/japan> <", ""},
		{"files by their own IRIs", []string{"query", "--file", a, "--format", "csv", rq}, "", 0, "o\r\nfile://" + dir + "/o\r\n", ""},
		{"a file by a base", []string{"query", "--file", a, "--base", "http://example/", "--format", "csv", rq}, "", 0, "o\r\nhttp://example/o\r\n", ""},
		{"from standard input", []string{"query", "--file", a, "--format", "csv", "-"}, "ASK { ?s ?p 1 }", 2, "", "truth value"},
		{"no union of files", []string{"query", "--file", a, "--named", "http://example/g=" + b, "--format", "table", "-e", "ASK { ?s ?p 1 }"}, "", 0, "false\n", ""},
		{"a named graph", []string{"query", "--file", a, "--named", "http://example/g=" + b, "--format", "table", "-e", "ASK { GRAPH <http://example/g> { <http://example/b> ?p 1 } }"}, "", 0, "true\n", ""},
		{"a graph named by its file", []string{"query", "--named", b, "--format", "csv", "-e", "SELECT ?g { GRAPH ?g { ?s ?p 1 } }"}, "", 0, "file://" + b, ""},
		{"explained", []string{"query", "--file", a, "--explain", rq}, "", 0, "algebra\n", ""},
		{"a warning", []string{"query", "--format", "csv", "-e", "SELECT ?s { ?s a pl:Meetin }"}, "", 0, "s\r\n", "did you mean <https://w3id.org/plenary#Meeting>?"},
		{"well-formed", []string{"query", "--parse-only", rq}, "", 0, "", ""},
		{"not well-formed", []string{"query", "--parse-only", "-e", "SELECT * { ?s"}, "", 2, "", "1:14:"},
		{"not a query", []string{"query", writeFile(t, dir, "bad.rq", "SELECT {\n foo:x ?p ?o }")}, "", 2, "", "bad.rq:1:8"},
		{"out of time", []string{"query", "--timeout", "20ms", "-e", "SELECT * { ?a ?b ?c . ?d ?e ?f }"}, "", 3, "", "time"},
		{"bad data", []string{"query", "--file", writeFile(t, dir, "bad.ttl", "<a> <b>"), rq}, "", 1, "", "bad.ttl"},
		{"no file", []string{"query", "missing.rq"}, "", 1, "", "missing.rq"},
		{"nothing to ask", []string{"query"}, "", 2, "", "-e"},
		{"two sources", []string{"query", "--file", a, "--data", dir, rq}, "", 2, "", "--data"},
		{"no format", []string{"query", "--format", "turtle", rq}, "", 2, "", "table"},
		{"an endpoint", []string{"query", "--url", url, "--format", "csv", "-e", ottawa}, "", 0, "n\r\nG7 Interior", ""},
		{"a table of an endpoint", []string{"query", "--url", url, "--format", "table", "-e", ottawa}, "", 0, "(1 row)", ""},
		{"a graph of an endpoint", []string{"query", "--url", url, "--format", "nt", "-e", "DESCRIBE <id/country/japan>"}, "", 0, "country/japan> <", ""},
		{"an endpoint refuses", []string{"query", "--url", url, "--timeout", "1ms", "-e", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}, "", 3, "", "503"},
		{"no endpoint", []string{"query", "--url", "nowhere", "-e", "ASK {}"}, "", 2, "", "--url"},
		{"an update of a new folder", []string{"update", "--data", folder, "-e", "CLEAR ALL"}, "", 1, "", "store"},
		{"an update of files", []string{"update", "--file", a, "--named", "http://example/g=" + b, "--format", "nq", "-e", "DELETE WHERE { ?s ?p ?o } ; INSERT DATA { <http://example/n> <http://example/p> 2 }"}, "", 0,
			"<http://example/g> .\n<http://example/n> <http://example/p> \"2\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n", ""},
		{"LOAD is denied", []string{"update", "--file", a, "-e", "LOAD <file://" + b + ">"}, "", 1, "", "LOAD"},
		{"LOAD is allowed", []string{"update", "--file", a, "--allow-load", "--format", "nq", "-e", "LOAD <file://" + b + ">"}, "", 0, "integer> .", ""},
		{"an update of nothing", []string{"update", "-e", "CLEAR ALL"}, "", 2, "", "--data"},
		{"an update that is none", []string{"update", "--file", a, "-e", "ASK {}"}, "", 2, "", "INSERT"},
		{"an endpoint that takes no updates", []string{"update", "--url", url, "-e", "CLEAR ALL"}, "", 1, "", "403"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out, err bytes.Buffer
			code := run(t.Context(), tt.args, streams{strings.NewReader(tt.in), &out, &err})
			if code != tt.code || !strings.Contains(out.String(), tt.out) || !strings.Contains(err.String(), tt.err) {
				t.Errorf("exit status %d, want %d\nstdout: %.600s\nstderr: %.600s", code, tt.code, out.String(), err.String())
			}
		})
	}
}

func TestUpdateOfAFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "store")
	data := writeFile(t, t.TempDir(), "a.nq", "<http://e/s> <http://e/p> \"x\" .\n<http://e/s> <http://e/p> \"x\" <http://e/g> .\n")
	for _, step := range []struct {
		args     []string
		out, err string
	}{
		{[]string{"load", "--data", folder, data}, "2 quads added", ""},
		{[]string{"update", "--data", folder, "-e", "DELETE WHERE { ?s ?p ?o }"}, "0 quads added, 1 removed, commit 2", "1 removed triple is in named graphs still"},
		{[]string{"query", "--data", folder, "--format", "csv", "-e", "SELECT ?s { ?s ?p ?o }"}, "s\r\nhttp://e/s\r\n", ""},
	} {
		var out, err bytes.Buffer
		if code := run(t.Context(), step.args, streams{strings.NewReader(""), &out, &err}); code != 0 || !strings.Contains(out.String(), step.out) || !strings.Contains(err.String(), step.err) {
			t.Errorf("%v: exit status %d\nstdout: %s\nstderr: %s", step.args, code, out.String(), err.String())
		}
	}
}
