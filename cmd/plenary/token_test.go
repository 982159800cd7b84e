package main

import (
	"bytes"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// printed runs a command that must end well, and returns what it prints.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(t.Context(), args, streams{strings.NewReader(""), &out, &errs}); code != 0 {
		t.Fatalf("plenary %s: status %d: %s", strings.Join(args, " "), code, &errs)
	}
	return out.String()
}

// A token is made and revoked while its folder is served, and its name is in the
// history.
func TestTokens(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "store")
	base, stop, done := startServer(t, "--data", folder)
	update := func(token string) int {
		t.Helper()
		r, err := http.NewRequest(http.MethodPost, base+"sparql", strings.NewReader("INSERT DATA { <x:s> <x:p> '"+token+"' }"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/sparql-update")
		r.Header.Set("Authorization", "Bearer "+token)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		_, _ = io.Copy(io.Discard, answer.Body)
		return answer.StatusCode
	}
	said := strings.Fields(printed(t, "token", "create", "--data", folder, "--role", "curator", "--name", "Ada Lovelace"))
	token := said[len(said)-1]
	if code := update(token); code != 200 {
		t.Errorf("with a token: %d", code)
	}
	if list := printed(t, "token", "list", "--data", folder); !strings.Contains(list, "curator") || !strings.Contains(list, "valid") || !strings.Contains(list, "Ada Lovelace") || strings.Contains(list, token) {
		t.Errorf("the list is %s", list)
	}
	printed(t, "token", "revoke", "--data", folder, "Ada Lovelace")
	if code := update(token); code != 401 {
		t.Errorf("with a revoked token: %d", code)
	}
	stop()
	<-done
	if history := printed(t, "history", "--data", folder); !strings.Contains(history, "Ada Lovelace: SPARQL update") {
		t.Errorf("the history is %s", history)
	}
}

func TestTokenCommandLines(t *testing.T) {
	folder := t.TempDir()
	printed(t, "load", "--data", folder, "--from", "nq", "-")
	for line, want := range map[string]int{
		"token create --data missing --role curator --name x":                    1,
		"token create --data " + folder + " --role root --name x":                2,
		"token create --data " + folder + " --role admin --name x --expires -1h": 2,
		"token revoke --data " + folder + " nobody":                              1,
	} {
		var errs bytes.Buffer
		if code := run(t.Context(), strings.Fields(line), streams{strings.NewReader(""), io.Discard, &errs}); code != want || errs.Len() == 0 {
			t.Errorf("plenary %s: status %d, want %d: %s", line, code, want, &errs)
		}
	}
}
