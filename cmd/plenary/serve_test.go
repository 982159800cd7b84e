package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"iter"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"w3id.org/plenary/handlers"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/jsonld"
)

// startServer runs `plenary serve` with flags on a free port and returns the base that it
// logs, what stops it, and its exit status.
func startServer(t *testing.T, flags ...string) (base string, stop context.CancelFunc, done <-chan int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	logs, write := io.Pipe()
	exit := make(chan int, 1)
	go func() {
		exit <- run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, flags...), streams{strings.NewReader(""), io.Discard, write})
		write.Close()
	}()
	t.Cleanup(cancel)
	lines := bufio.NewScanner(logs)
	for lines.Scan() {
		var entry struct{ Base string }
		if json.Unmarshal(lines.Bytes(), &entry) == nil && entry.Base != "" {
			go io.Copy(io.Discard, logs)
			return entry.Base, cancel, exit
		}
	}
	t.Fatal("the server did not say where it serves")
	return
}

// testHandler is the server over the embedded data, without a network.
func testHandler(t *testing.T) http.Handler {
	t.Helper()
	store, err := openStore(t.Context(), testBase)
	if err != nil {
		t.Fatal(err)
	}
	server, err := handlers.New(handlers.Options{Store: store, Base: testBase, Logger: slog.New(slog.DiscardHandler), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return server.Handler()
}

func TestBaseIRI(t *testing.T) {
	tests := []struct {
		name, given, addr, want string
	}{
		{"loopback", "", "127.0.0.1:8080", "http://localhost:8080/"},
		{"loopback, version 6", "", "[::1]:8080", "http://localhost:8080/"},
		{"everywhere", "", "[::]:9000", "http://localhost:9000/"},
		{"address", "", "192.0.2.7:80", "http://192.0.2.7/"},
		{"given", "https://data.example.org/g7", "127.0.0.1:8080", "https://data.example.org/g7/"},
		{"given with slash", "https://data.example.org/", "127.0.0.1:8080", "https://data.example.org/"},
		{"no scheme", "data.example.org", "127.0.0.1:8080", ""},
		{"query", "https://data.example.org/?a", "127.0.0.1:8080", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			addr, err := net.ResolveTCPAddr("tcp", tt.addr)
			if err != nil {
				t.Fatal(err)
			}
			got, err := baseIRI(tt.given, addr)
			if got != tt.want || (err == nil) != (tt.want != "") {
				t.Errorf("baseIRI(%q, %s) = %q, %v, want %q", tt.given, tt.addr, got, err, tt.want)
			}
		})
	}
}

// decode reads an answer of the server, whose JSON-LD names its context.
func decode(f rdf.Format, body io.Reader, address string) iter.Seq2[rdf.Quad, error] {
	contexts := map[string]any{testBase + "ontology/context.jsonld": publishedContext()}
	return codec.Decode(f, body, rdf.DecodeOptions{Source: address, Base: address}, codec.Options{JSONLD: jsonld.Options{Contexts: contexts}})
}

// publishedContext is the context that JSON-LD answers name.
var publishedContext = sync.OnceValue(func() (document any) {
	if err := json.Unmarshal(ontology.Context, &document); err != nil {
		panic(err)
	}
	return document
})
