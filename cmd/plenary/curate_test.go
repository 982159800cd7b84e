package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The same commands change a folder, and the data of a server.
func TestCommandsOfCurators(t *testing.T) {
	dir := t.TempDir()
	double := filepath.Join(dir, "double.ttl")
	if err := os.WriteFile(double, []byte("<id/person/g-a> a <http://xmlns.com/foaf/0.1/Person> ; <http://www.w3.org/2000/01/rdf-schema#label> 'G. A.'@en ."), 0o600); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(dir, "store")
	base, stop, done := startServer(t, "--data", folder)
	tokenFile := filepath.Join(dir, "token")
	if err := os.WriteFile(tokenFile, []byte(printed(t, "token", "create", "--data", folder, "--role", "admin", "--name", "Ada")), 0o600); err != nil {
		t.Fatal(err)
	}
	steps := []struct{ name, args, says string }{ // each brings back what the one before took, or the data as it was
		{"load", "load WHERE --base BASE --graph BASEid/graph/double DOUBLE", "2 quads added"},
		{"load the same", "load WHERE --base BASE --replace --graph BASEid/graph/double DOUBLE", "0 quads added, 0 removed"},
		{"merge", "merge-entities WHERE id/person/g-a id/person/gary-anandasangaree --reason Same", "removed, commit"},
		{"withdraw", "withdraw WHERE id/priority/cybercrime --reason Not --lang fr", "removed, commit"},
		{"update", "update WHERE -e INSERT{<id/x><x:p><y>}WHERE{}", "1 quad added, 0 removed"},
		{"revert the update", "revert WHERE LAST", "0 quads added, 1 removed"},
	}
	seq := 1
	for _, where := range []string{"--server " + base + " --token-file " + tokenFile, "--data " + folder} {
		first := seq + 1
		for _, tt := range steps {
			args := strings.NewReplacer("WHERE ", where+" ", "BASE", base, "DOUBLE", double, "LAST", strconv.Itoa(seq)).Replace(tt.args)
			got := printed(t, strings.Fields(args)...)
			if !strings.Contains(got, tt.says) {
				t.Errorf("plenary %s says %s", args, got)
			}
			if !strings.Contains(got, " 0 quads added, 0 removed") {
				seq++
			}
		}
		for n := first + 2; n >= first; n-- { // the withdrawal, the merger and the load
			printed(t, strings.Fields("revert "+where+" "+strconv.Itoa(n))...)
			seq++
		}
		if strings.HasPrefix(where, "--server") {
			stop()
			<-done
		}
	}
	if stats := printed(t, "history", "--data", folder, "--since", "1"); !strings.Contains(stats, "Ada: withdraw id/priority/cybercrime") || !strings.Contains(stats, "plenary: revert ") {
		t.Error(stats)
	}
	if check := printed(t, "check", "--data", folder); !strings.Contains(check, "sound") {
		t.Error(check)
	}
}

func TestServersThatRefuse(t *testing.T) {
	for name, tt := range map[string]struct {
		args string
		code int
		says string
	}{
		"no token":        {"revert --server http://localhost:1/ 1", 2, "--token-file"},
		"no server":       {"revert --server nonsense --token x 1", 2, "nonsense"},
		"neither":         {"withdraw id/x --reason x", 2, "--server"},
		"both":            {"withdraw --data x --server http://localhost:1/ id/x --reason x", 2, "either"},
		"replace nothing": {"load --server http://localhost:1/ --token x --replace x.nq", 2, "--graph"},
		"nobody there":    {"revert --server http://localhost:1/ --token x 1", 1, "refused"},
		"no reason":       {"withdraw --data x id/x", 2, "--reason"},
	} {
		t.Run(name, func(t *testing.T) {
			var errs bytes.Buffer
			if code := run(t.Context(), strings.Fields(tt.args), streams{strings.NewReader(""), &errs, &errs}); code != tt.code || !strings.Contains(errs.String(), tt.says) {
				t.Errorf("status %d, want %d and %q: %s", code, tt.code, tt.says, &errs)
			}
		})
	}
}
