package handlers

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/idempotency"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/handlers/writing"
	"w3id.org/plenary/rdf"
)

const insertX = "INSERT DATA { <x:s> <x:p> 'X' }"

func TestWhoMayWrite(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	file := tokens.Open(w.folder, nil)
	_, expired, err := file.Create("late", tokens.Admin, time.Nanosecond)
	if err != nil {
		t.Fatal(err)
	}
	_, revoked, err := file.Create("gone", tokens.Admin, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Revoke("gone"); err != nil {
		t.Fatal(err)
	}
	wrong := w.token[tokens.Curator][:30] + strings.Repeat("A", 29)
	tests := []struct {
		name, authorization string
		status              int
		challenge           string
	}{
		{"none", "", 401, `Bearer realm="plenary"`},
		{"another scheme", "Basic " + w.token[tokens.Curator], 401, `Bearer realm="plenary", error="invalid_request"`},
		{"wrong", "Bearer " + wrong, 401, `Bearer realm="plenary", error="invalid_token"`},
		{"no token", "Bearer", 401, `Bearer realm="plenary", error="invalid_token"`},
		{"expired", "Bearer " + expired, 401, `Bearer realm="plenary", error="invalid_token"`},
		{"revoked", "Bearer " + revoked, 401, `Bearer realm="plenary", error="invalid_token"`},
		{"reader", "Bearer " + w.token[tokens.Reader], 403, `Bearer realm="plenary", error="insufficient_scope", scope="curator"`},
		{"curator", "Bearer " + w.token[tokens.Curator], 200, ""},
		{"lower case", "bearer " + w.token[tokens.Curator], 200, ""},
		{"admin", "Bearer " + w.token[tokens.Admin], 200, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := w.store.Snapshot().Seq()
			got := w.send("POST", "/sparql", fmt.Sprintf("INSERT DATA { <x:s> <x:p> %q }", tt.name), "Content-Type: "+protocol.UpdateMedia, "Authorization: "+tt.authorization)
			if got.Code != tt.status || got.Header().Get("WWW-Authenticate") != tt.challenge {
				t.Errorf("%d, %q: %s", got.Code, got.Header().Get("WWW-Authenticate"), got.Body)
			}
			if after := w.store.Snapshot().Seq(); (after > before) != (tt.status == 200) {
				t.Errorf("commit %d behind %d", after, before)
			}
		})
	}
	t.Run("two headers", func(t *testing.T) {
		if got := w.send("POST", "/sparql", insertX, "Content-Type: "+protocol.UpdateMedia, "Authorization: Bearer "+w.token[tokens.Admin], "Authorization: Bearer "+wrong); got.Code != 401 {
			t.Errorf("%d: %s", got.Code, got.Body)
		}
	})
	for _, secret := range []string{wrong, expired, revoked, w.token[tokens.Reader], w.token[tokens.Curator], w.token[tokens.Admin]} {
		if log := w.log.String(); strings.Contains(log, secret) || strings.Contains(log, secret[len(secret)-20:]) {
			t.Errorf("the log has a token: %s", log)
		}
	}
	figures := w.send("GET", "/metrics", "").Body.String()
	for _, line := range []string{`plenary_writes_total{outcome="done"} 3`, `plenary_writes_total{outcome="unauthorized"} 7`, `plenary_writes_total{outcome="forbidden"} 1`, `plenary_quads_changed_total{change="added"} 3`} {
		if !strings.Contains(figures, line+"\n") {
			t.Errorf("/metrics has no %s:\n%s", line, figures)
		}
	}
	if n := strings.Count(w.log.String(), `"msg":"write refused"`); n != 8 {
		t.Errorf("%d refusals in the log, want 8:\n%s", n, w.log)
	}
}

// Without a token that is valid the server says that it takes no changes, and
// with one, made while it runs, it does.
func TestTokensOfARunningServer(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	file := tokens.Open(w.folder, nil)
	for _, role := range tokens.Roles {
		if _, err := file.Revoke(string(role)); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.send("POST", "/sparql", insertX, "Content-Type: "+protocol.UpdateMedia); got.Code != 401 {
		t.Errorf("with a revoked token %d: %s", got.Code, got.Body)
	}
	if got := w.send("POST", "/sparql", insertX, "Content-Type: "+protocol.UpdateMedia, "Authorization: "); got.Code != 403 || !strings.Contains(got.Body.String(), "read-only") || !strings.Contains(got.Body.String(), "plenary token create") {
		t.Errorf("without a token %d: %s", got.Code, got.Body)
	}
	_, text, err := file.Create("Ada", tokens.Curator, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.send("POST", "/sparql", insertX, "Content-Type: "+protocol.UpdateMedia, "Authorization: Bearer "+text); got.Code != 200 || !strings.Contains(got.Body.String(), `"author": "Ada"`) {
		t.Errorf("with a new token %d: %s", got.Code, got.Body)
	}
}

func TestMessageOfAChange(t *testing.T) {
	tests := []struct {
		name, target, body, media, header string
		status                            int
		want                              string
	}{
		{"none", "/sparql", insertX, protocol.UpdateMedia, "", 200, "SPARQL update"},
		{"header", "/sparql?message=b", insertX, protocol.UpdateMedia, "Réunion à Ottawa", 200, "Réunion à Ottawa"},
		{"parameter", "/sparql?message=R%C3%A9union", insertX, protocol.UpdateMedia, "", 200, "Réunion"},
		{"form", "/sparql", "message=from+a+form&update=" + strings.ReplaceAll(insertX, " ", "+"), protocol.FormMedia, "", 200, "from a form"},
		{"control", "/sparql", insertX, protocol.UpdateMedia, "a\x00b", 400, ""},
		{"long", "/sparql", insertX, protocol.UpdateMedia, strings.Repeat("x", writing.MaxMessage+1), 400, ""},
		{"not UTF-8", "/sparql", insertX, protocol.UpdateMedia, "\xff", 400, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWriter(t, graph.New(graph.Options{}), testBase)
			headers := []string{"Content-Type: " + tt.media}
			if tt.header != "" {
				headers = append(headers, "Change-Message: "+tt.header)
			}
			got := w.send("POST", tt.target, tt.body, headers...)
			var done struct{ Message string }
			if err := json.Unmarshal(got.Body.Bytes(), &done); err != nil || got.Code != tt.status || done.Message != tt.want {
				t.Errorf("%d, %v: %s", got.Code, err, got.Body)
			}
			for c := range w.store.Changes(t.Context(), 0, w.store.Snapshot().Seq()) {
				if c.Author != "curator" || c.Message != tt.want {
					t.Errorf("the history has %+v", c.Commit)
				}
			}
		})
	}
}

func TestConditionsOfUpdates(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	update := func(text string, headers ...string) (int, string) {
		got := w.send("POST", "/sparql", text, append(headers, "Content-Type: "+protocol.UpdateMedia)...)
		return got.Code, got.Header().Get("ETag")
	}
	if code, _ := update(insertX, "If-Match: *"); code != 412 {
		t.Errorf("If-Match: * in an empty store: %d", code)
	}
	code, first := update(insertX, "If-None-Match: *")
	if code != 200 || first != `"1"` {
		t.Errorf("If-None-Match: * in an empty store: %d, %s", code, first)
	}
	code, second := update("INSERT DATA { <x:s> <x:p> 'Y' }", "If-Match: "+first)
	if code != 200 || second == first {
		t.Errorf("If-Match: %d, %s", code, second)
	}
	for _, tag := range []string{first, "W/" + second, `"0"`, "2", `"22"`, `"x", "1-a"`} {
		if code, _ := update("CLEAR ALL", "If-Match: "+tag); code != 412 {
			t.Errorf("If-Match: %s: %d", tag, code)
		}
	}
	if seq := w.store.Snapshot().Seq(); seq != 2 {
		t.Errorf("commit %d, want 2", seq)
	}
	if code, _ := update("CLEAR ALL", `If-Match: "7", "2-0a1b"`); code != 200 {
		t.Errorf("If-Match of a representation: %d", code)
	}
}

func TestRepeatedRequests(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	update := func(text, key string, headers ...string) (int, string) {
		got := w.send("POST", "/sparql", text, append(headers, "Content-Type: "+protocol.UpdateMedia, "Idempotency-Key: "+key)...)
		return got.Code, got.Body.String() + got.Header().Get("ETag")
	}
	const another = "INSERT DATA { <x:s> <x:p> 'Y' }"
	code, first := update(insertX, `"k1"`)
	if code != 200 || !strings.Contains(first, `"added": 1`) {
		t.Fatalf("%d: %s", code, first)
	}
	for range 2 {
		if code, again := update(insertX, "k1"); code != 200 || again != first {
			t.Errorf("again %d: %s, want %s", code, again, first)
		}
		w.open(t, testBase) // remembered beyond the end of the server
	}
	if code, text := update(another, "k1"); code != 422 {
		t.Errorf("the key of another request: %d: %s", code, text)
	}
	if code, text := update(another, "k1", "Authorization: Bearer "+w.token[tokens.Admin]); code != 200 {
		t.Errorf("the key of another client: %d: %s", code, text)
	}
	if code, _ := update("INSERT DATA", "k2"); code != 400 {
		t.Errorf("a syntax error: %d", code)
	}
	if code, text := update("CLEAR ALL", "k2"); code != 200 {
		t.Errorf("the key of what failed: %d: %s", code, text)
	}
	for _, key := range []string{`"`, `""`, `"a`, "é", strings.Repeat("x", idempotency.MaxKey+1), `a"b`} {
		if code, text := update(insertX, key); code != 400 {
			t.Errorf("the key %s: %d: %s", key, code, text)
		}
	}
	if seq := w.store.Snapshot().Seq(); seq != 3 {
		t.Errorf("commit %d, want 3", seq)
	}
	info, err := os.Stat(filepath.Join(w.folder, "requests"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file of requests: %v, %v", info, err)
	}
}

// A request that was begun when the server stopped is not done again, unless it
// is known that it was not done.
func TestRepeatsBehindACrash(t *testing.T) {
	for name, author := range map[string]string{"done": "curator", "not done": "somebody else"} {
		t.Run(name, func(t *testing.T) {
			w := newWriter(t, graph.New(graph.Options{}), testBase)
			var id string
			list, err := tokens.Open(w.folder, nil).List()
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range list {
				if one.Role == tokens.Curator {
					id = one.ID
				}
			}
			line := fmt.Sprintf(`{"key":"%s k","author":"curator","fingerprint":"?","time":%q,"seq":0}`+"\n{\"key\"", id, time.Now().Format(time.RFC3339))
			if err := os.WriteFile(filepath.Join(w.folder, "requests"), []byte(line), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err = w.store.Update(t.Context(), graph.Change{Author: author}, func(tx *graph.Tx) error {
				_, err := tx.Add(rdf.Quad{S: rdf.IRI("x:a"), P: rdf.IRI("x:b"), O: rdf.IRI("x:c")})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			w.open(t, testBase)
			got := w.send("POST", "/sparql", insertX, "Content-Type: "+protocol.UpdateMedia, "Idempotency-Key: k")
			if want := map[string]int{"done": 422, "not done": 200}[name]; got.Code != want {
				t.Errorf("%d: %s, want %d", got.Code, got.Body, want)
			}
			w.open(t, testBase)
			if got := w.send("POST", "/sparql", insertX, "Content-Type: "+protocol.UpdateMedia, "Idempotency-Key: k2"); got.Code != 200 {
				t.Errorf("behind half a line: %d: %s", got.Code, got.Body)
			}
		})
	}
}

// A server starts though the history behind a request that was begun is forgotten.
func TestRepeatsOfForgottenHistory(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	for _, text := range []string{insertX, "CLEAR ALL", insertX} {
		w.send("POST", "/sparql", text, "Content-Type: "+protocol.UpdateMedia)
	}
	if _, err := w.store.Forget(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	line := fmt.Sprintf(`{"key":"x k","author":"Ada","fingerprint":"?","time":%q,"seq":0}`+"\n", time.Now().Format(time.RFC3339))
	if err := os.WriteFile(filepath.Join(w.folder, "requests"), []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	w.open(t, testBase)
}

// Of requests at once with one key one is carried out; the others are told so,
// or get its answer.
func TestRepeatsAtOnce(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			got := w.send("POST", "/sparql", "INSERT { <x:s> <x:p> ?u } WHERE { BIND(STRUUID() AS ?u) }", "Content-Type: "+protocol.UpdateMedia, "Idempotency-Key: k")
			if got.Code != http.StatusOK && got.Code != http.StatusConflict {
				t.Errorf("%d: %s", got.Code, got.Body)
			}
		})
	}
	all.Wait()
	if n := w.store.Snapshot().Len(); n != 1 {
		t.Errorf("%d quads, want 1", n)
	}
}

func TestCodedBodies(t *testing.T) {
	small, bomb := strings.Repeat(" ", 100)+insertX, strings.Repeat(" ", protocol.MaxUpdate+1)+insertX
	tests := []struct {
		name, coding, body string
		status             int
	}{
		{"gzip", "gzip", coded(t, small, "gzip"), 200},
		{"zstd", "zstd", coded(t, small, "zstd"), 200},
		{"identity", "identity", small, 200},
		{"bomb in gzip", "gzip", coded(t, bomb, "gzip"), 413},
		{"bomb in zstd", "zstd", coded(t, bomb, "zstd"), 413},
		{"half of gzip", "gzip", coded(t, small, "gzip")[:40], 400},
		{"half of zstd", "zstd", coded(t, small, "zstd")[:20], 400},
		{"not gzip", "gzip", small, 400},
		{"two codings", "gzip, gzip", small, 415},
		{"unknown", "br", small, 415},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWriter(t, graph.New(graph.Options{}), testBase)
			got := w.send("POST", "/sparql", tt.body, "Content-Type: "+protocol.UpdateMedia, "Content-Encoding: "+tt.coding)
			if got.Code != tt.status || (got.Header().Get("Accept-Encoding") != "") != (tt.status == 415) {
				t.Errorf("%d: %s", got.Code, got.Body)
			}
			if seq := w.store.Snapshot().Seq(); (seq == 1) != (tt.status == 200) {
				t.Errorf("commit %d", seq)
			}
		})
	}
}

func coded(t *testing.T, text, coding string) string {
	t.Helper()
	body, err := codings.Encode([]byte(text), coding)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
