package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/ingest/review"
)

// TestQuarantineIsNotServed asks every route of the server for what waits, is
// deferred or was rejected: by its IRIs, by its names, and as the route's own
// example has it. No answer has more of it than the question had; those of the
// review desk, which are for curators, neither.
func TestQuarantineIsNotServed(t *testing.T) {
	folder := reviewed(t)
	printed(t, strings.Fields("review --data "+folder+" --reject --kind schema:mentions --reviewer Ada --yes")...)
	printed(t, strings.Fields("review --data "+folder+" --defer --kind schema:about --reviewer Ada --yes")...)
	secrets := []string{"charles-falconer", "Charles Falconer", "charles-clarke-73b87029", "source/73b87029", "graph/73b87029", "decision/q2", "agent/ada"}
	if err := viewing(folder, func(desk *review.Desk) error {
		claims, err := desk.Claims(review.Filter{})
		for _, c := range claims {
			secrets = append(secrets, strings.TrimPrefix(c.IRI.Value(), testBase+"id/"))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	store, err := graph.Open(folder, graph.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if _, _, err := tokens.Open(folder, nil).Create("a curator", tokens.Curator, 0); err != nil { // else nobody is asked to sign in
		t.Fatal(err)
	}
	desk, _, err := review.View(folder, store, review.Options{Base: testBase})
	if err != nil {
		t.Fatal(err)
	}
	defer desk.Close()
	server, err := handlers.New(handlers.Options{Store: store, Base: testBase, Folder: folder, Review: desk, Logger: slog.New(slog.DiscardHandler), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	routes := 0
	for _, address := range questions(t, server.Handler(), secrets) {
		routes++
		body := answerTo(t, server.Handler(), address)
		asked, _ := url.QueryUnescape(address)
		for _, secret := range secrets {
			if bytes.Contains(body, []byte(secret)) && !strings.Contains(asked, secret[strings.LastIndexByte(secret, '/')+1:]) {
				t.Errorf("GET %s has %s", address, secret)
			}
		}
	}
	if routes < 190 {
		t.Errorf("only %d questions", routes)
	}
}

// questions returns the addresses of every route that is read, by the description
// of the API: with its examples, and with secrets in place of each of them.
func questions(t *testing.T, handler http.Handler, secrets []string) (all []string) {
	t.Helper()
	var api struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Name, In string
				Required bool
				Example  any
			}
		}
	}
	if err := json.Unmarshal(answerTo(t, handler, "/openapi.json"), &api); err != nil {
		t.Fatal(err)
	}
	things := []string{"person/charles-falconer", "source/73b87029", "graph/73b87029", "decision/q2", secrets[len(secrets)-1]}
	for path, operations := range api.Paths {
		for n, thing := range append([]string{""}, things...) {
			if path == "/review/claims/{id}" || path == "/review/api/claims/{id}" {
				thing = secrets[len(secrets)-1]
			}
			class, slug, _ := strings.Cut(thing, "/")
			address, query := path, url.Values{}
			for _, p := range operations["get"].Parameters {
				text := strings.Trim(string(must(json.Marshal(p.Example))), `"`)
				switch {
				case thing != "" && p.Name == "class" && p.In == "path":
					text = class
				case thing != "" && (p.Name == "slug" || p.Name == "id"):
					text = slug
				case p.In == "query" && slices.Contains([]string{"iri", "from", "to", "subject", "object", "entity", "graph", "topic"}, p.Name) && thing != "":
					if text = "id/" + thing; p.Name == "graph" {
						text = testBase + text
					}
				case p.In == "query" && slices.Contains([]string{"q", "name"}, p.Name) && thing != "":
					text = []string{"Falconer", "73b87029", "Ada", "quotation", "Claim"}[n-1]
				case p.Name == "query":
					text = "SELECT * { { ?s ?p ?o FILTER(CONTAINS(STR(?o), \"Falconer\") || CONTAINS(STR(?s), \"73b87029\")) } UNION { GRAPH ?g { ?s <https://w3id.org/plenary#decides> ?o } } }"
				}
				switch {
				case p.In == "path":
					address = strings.ReplaceAll(address, "{"+p.Name+"}", text)
				case p.In == "query" && (p.Required || text != "null"):
					query.Set(p.Name, text)
				}
			}
			if len(query) > 0 {
				address += "?" + query.Encode()
			}
			if !slices.Contains(all, address) {
				all = append(all, address)
			}
		}
	}
	return all
}

func must(text []byte, err error) []byte {
	if err != nil {
		panic(err) // of an example, which was JSON before
	}
	return text
}

// answerTo returns the body of an answer, unpacked.
func answerTo(t *testing.T, handler http.Handler, address string) []byte {
	t.Helper()
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	body := w.Body.Bytes()
	if packed, err := gzip.NewReader(bytes.NewReader(body)); err == nil {
		if body, err = io.ReadAll(packed); err != nil {
			t.Error(err)
		}
	}
	return body
}
