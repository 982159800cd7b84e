package main

import (
	"bytes"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
)

func TestRun(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	broken := filepath.Join(t.TempDir(), "broken.ttl")
	if err := os.WriteFile(broken, []byte("<http://example/s> <http://example/p> foaf:x .\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		args string
		in   string
		code int
		out  string // part of standard output
		err  string // part of standard error
	}{
		{"help", "--help", "", 0, "plenary serve", ""},
		{"help of a command shows examples", "convert --help", "", 0, "--to jsonld", ""},
		{"no command", "", "", 2, "", "plenary --help"},
		{"unknown command", "sreve", "", 2, "", "sreve"},
		{"unknown flag", "serve --port 80", "", 2, "", "--port; see `plenary serve --help`"},
		{"version", "version", "", 0, "plenary ", ""},
		{"convert", "convert --from nt --to turtle", "<http://example/s> <http://example/p> \"x\"@en .\n", 0, `"x"@en`, ""},
		{"convert needs to know the format", "convert --to turtle", "a,b\n", 1, "", "--from"},
		{"convert knows the formats", "convert --from word", "", 2, "", "turtle"},
		{"convert tells where the error is", "convert " + broken, "", 1, "", "broken.ttl:1:"},
		{"convert of no file", "convert missing.ttl", "", 1, "", "missing.ttl"},
		{"describe", "describe id/meeting/2025-ism-ottawa", "", 0, "pl:MinisterialMeeting", ""},
		{"describe as N-Quads names graphs", "describe id/meeting/2025-ism-ottawa --to nq", "", 0, "/id/graph/2025-ism-ottawa-release>", ""},
		{"describe a class", "describe pl:Meeting", "", 0, "owl:Class", ""},
		{"describe something unknown", "describe id/meeting/2525-ism-ottawa", "", 1, "", "2525-ism-ottawa is not in the graph"},
		{"neighbors", "neighbors id/meeting/2025-ism-ottawa --predicate pl:discussed", "", 0, "id/priority/cybercrime", ""},
		{"neighbors, one direction", "neighbors id/priority/cybercrime --direction in --predicate pl:discussed", "", 0, "id/meeting/2025-ism-ottawa", ""},
		{"neighbors over no property", "neighbors id/priority/cybercrime --predicate pl:nothing", "", 1, "", "#nothing"},
		{"passages without texts", "verify", "", 0, "104 passages of 1 source, 0 wrong; the words of 0 held", ""},
		{"no role", "token create --data d --name n", "", 2, "", "plenary token create --help"},
		{"path", "path id/person/gary-anandasangaree id/document/2025-tnr-framework", "", 0, "pl:adopted", ""},
		{"describe in no format", "describe id/meeting/2025-ism-ottawa --to word", "", 2, "", "turtle"},
		{"too many paths", "path id/country/japan id/country/canada --max 30 --k 100000", "", 3, "", "--max"},
		{"path from nowhere", "path id/person/nobody id/country/japan", "", 1, "", "nobody is not in the graph"},
		{"port in use", "serve --addr " + busy.Addr().String(), "", 1, "", "cannot listen"},
		{"base without a host", "serve --addr 127.0.0.1:0 --base nonsense", "", 2, "", "--base"},
		{"no memory for queries", "serve --addr 127.0.0.1:0 --query-memory 0", "", 2, "", "--query-memory"},
		{"documents that cannot be read", "serve --addr 127.0.0.1:0 --documents missing-folder", "", 1, "", "missing-folder"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out, err bytes.Buffer
			code := run(t.Context(), strings.Fields(tt.args), streams{strings.NewReader(tt.in), &out, &err})
			if code != tt.code || !strings.Contains(out.String(), tt.out) || !strings.Contains(err.String(), tt.err) {
				t.Errorf("exit status %d, want %d\nstdout: %.600s\nstderr: %.600s", code, tt.code, out.String(), err.String())
			}
			if code != 0 && strings.Count(err.String(), "\n") != 1 {
				t.Errorf("an error is one line, not %q", err.String())
			}
		})
	}
}

func TestServeAnswersAndStops(t *testing.T) {
	base, stop, done := startServer(t)
	answer, err := http.Get(base + "id/meeting/2025-ism-ottawa")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK || answer.Request.URL.Path != "/doc/meeting/2025-ism-ottawa" {
		t.Errorf("%d at %s, want 200 at the document", answer.StatusCode, answer.Request.URL)
	}
	turtle, _ := rdf.FormatOf("turtle")
	found := false
	for q, err := range codec.Decode(turtle, answer.Body, rdf.DecodeOptions{}, codec.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		found = found || q.S == rdf.IRI(base+"id/meeting/2025-ism-ottawa")
	}
	if !found {
		t.Errorf("the meeting is not described under the address listened on, %s", base)
	}
	stop()
	select {
	case code := <-done:
		if code != 0 {
			t.Errorf("exit status %d, want 0", code)
		}
	case <-time.After(time.Minute):
		t.Error("the server did not stop")
	}
}
