package handlers

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/protocol"
	"w3id.org/plenary/handlers/tokens"
)

// writes are the routes that change data or show what waits for review, and whom
// they are for. All others are for everybody.
var writes = map[string]tokens.Role{
	"POST /sparql": tokens.Curator, // with an update
	"PUT /graphs":  tokens.Curator, "POST /graphs": tokens.Curator, "PATCH /graphs": tokens.Curator, "DELETE /graphs": tokens.Curator,
	"PUT /graphs/*name": tokens.Curator, "POST /graphs/*name": tokens.Curator, "PATCH /graphs/*name": tokens.Curator, "DELETE /graphs/*name": tokens.Curator,
	"POST /api/withdraw": tokens.Curator, "POST /api/merge": tokens.Curator, "POST /api/revert": tokens.Admin,
	"GET /review": tokens.Curator, "GET /review/claims": tokens.Curator, "GET /review/claims/:id": tokens.Curator, "GET /review/report": tokens.Curator,
	"POST /review/session/end": tokens.Curator, "POST /review/decisions": tokens.Curator,
	"GET /review/api/session": tokens.Curator, "GET /review/api/claims": tokens.Curator, "GET /review/api/claims/:id": tokens.Curator, "GET /review/api/documents": tokens.Curator,
	"GET /review/api/report": tokens.Curator, "POST /review/api/decisions": tokens.Curator, "POST /review/api/preview": tokens.Curator,
	"POST /review/api/documents": tokens.Curator,
}

// A bearer is a state of a token, or none.
type bearer struct {
	name, authorization string
	role                tokens.Role // "" for one that is not valid
}

func bearers(t *testing.T, w *writer) []bearer {
	t.Helper()
	all := []bearer{
		{"nobody", "", ""}, {"another scheme", "Basic YTpi", ""}, {"nonsense", "Bearer nonsense", ""},
		{"wrong secret", "Bearer " + w.token[tokens.Admin][:30] + strings.Repeat("x", 29), ""},
	}
	file := tokens.Open(w.folder, nil)
	for _, role := range tokens.Roles {
		_, expired, err := file.Create("expired "+string(role), role, time.Nanosecond)
		if err != nil {
			t.Fatal(err)
		}
		_, revoked, err := file.Create("revoked "+string(role), role, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Revoke("revoked " + string(role)); err != nil {
			t.Fatal(err)
		}
		all = append(all, bearer{"expired " + string(role), "Bearer " + expired, ""}, bearer{"revoked " + string(role), "Bearer " + revoked, ""}, bearer{string(role), "Bearer " + w.token[role], role})
	}
	return all
}

// TestAuthorization asks every route of the router, by every method, with every
// role and state of a token.
func TestAuthorization(t *testing.T) {
	w := newWriter(t, graph.New(graph.Options{}), testBase)
	table := routesOf(t, w)
	all := bearers(t, w)
	asked, found := 0, map[string]bool{}
	for _, route := range table {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", protocol.MethodQuery, "OPTIONS", "TRACE", "CONNECT", "PROPFIND"} {
			need := writes[strings.Replace(method, "HEAD", "GET", 1)+" "+route.path]
			found[method+" "+route.path] = need != ""
			for _, b := range all {
				asked++
				before := w.store.Snapshot().Seq()
				code := w.ask(method, route.path, b)
				want := "open"
				switch {
				case need != "" && b.role == "":
					want = "unauthorized"
				case need != "" && !b.role.Allows(need):
					want = "forbidden"
				}
				got := map[int]string{401: "unauthorized", 403: "forbidden"}[code]
				if got == "" {
					got = "open"
				}
				if got != want {
					t.Errorf("%s %s of %s: %d, want %s", method, route.path, b.name, code, want)
				}
				if after := w.store.Snapshot().Seq(); after != before && (need == "" || want != "open") {
					t.Errorf("%s %s of %s makes a commit", method, route.path, b.name)
				}
				if !slices.Contains(route.methods, method) && code/100 == 2 && method != "OPTIONS" {
					t.Errorf("%s %s is not routed, and answers %d", method, route.path, code)
				}
			}
		}
	}
	for name := range writes {
		if !found[name] {
			t.Errorf("%s is not a route", name)
		}
	}
	t.Logf("%d requests over %d routes", asked, len(table))
}

// Where there is no token, or no folder, nobody may write, whatever comes along.
func TestNobodyMayWrite(t *testing.T) {
	with := newWriter(t, graph.New(graph.Options{}), testBase)
	without := &writer{store: graph.New(graph.Options{}), folder: t.TempDir(), log: with.log}
	nowhere := &writer{store: graph.New(graph.Options{}), log: with.log}
	for name, w := range map[string]*writer{"no token": without, "no folder": nowhere} {
		w.open(t, testBase)
		for route := range writes {
			method, path, _ := strings.Cut(route, " ")
			if code := w.ask(method, path, bearer{"nobody", "", ""}); code != http.StatusForbidden {
				t.Errorf("%s: %s: %d", name, route, code)
			}
			if code := w.ask(method, path, bearer{"admin of another folder", "Bearer " + with.token[tokens.Admin], ""}); code != http.StatusForbidden && code != http.StatusUnauthorized {
				t.Errorf("%s: %s with a token of another folder: %d", name, route, code)
			}
		}
		if seq := w.store.Snapshot().Seq(); seq != 0 {
			t.Errorf("%s: commit %d", name, seq)
		}
	}
}

// A routed path has the methods that the router knows for it.
type routedPath struct {
	path    string
	methods []string
}

func routesOf(t *testing.T, w *writer) (table []routedPath) {
	t.Helper()
	engine, ok := w.handler.(*gin.Engine)
	if !ok {
		t.Fatalf("the handler is a %T", w.handler)
	}
	for _, r := range engine.Routes() {
		i := slices.IndexFunc(table, func(p routedPath) bool { return p.path == r.Path })
		if i < 0 {
			i, table = len(table), append(table, routedPath{path: r.Path})
		}
		table[i].methods = append(table[i].methods, r.Method)
	}
	return table
}

// ask sends what would change the data, if it may, and returns the status.
func (w *writer) ask(method, path string, b bearer) int {
	media, body := map[string]string{"PATCH": "application/rdf-patch", "PUT": turtleMedia, "POST": turtleMedia}[method], "<x:a> <x:b> <x:c> ."
	switch {
	case path == "/sparql":
		media, body = protocol.UpdateMedia, "INSERT DATA { <x:a> <x:b> <x:c> }"
	case strings.HasPrefix(path, "/api/"):
		media, body = protocol.FormMedia, "iri=x%3Aa&into=x%3Ac&reason=r&seq=1"
	case method == "PATCH":
		body = "A <x:a> <x:b> <x:c> .\n"
	case method != "PUT" && method != "POST":
		body = ""
	}
	target := strings.NewReplacer("*name", "x", "*path", "x", "*part", "x", ":slug", "x", ":seq", "1", ":id", "x").Replace(path)
	if path == "/graphs" && method != "PATCH" {
		target += "?graph=x:g"
	}
	return w.send(method, target, body, "Content-Type: "+media, "Authorization: "+b.authorization).Code
}
