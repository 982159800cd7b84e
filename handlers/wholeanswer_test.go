package handlers

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
)

// listening serves as the command does, and returns where.
func listening(t testing.TB, s *Server) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: s.Handler(), ConnContext: ConnContext, MaxHeaderBytes: 32 << 10}
	done := make(chan error, 1)
	go func() { done <- server.Serve(s.Listen(l)) }()
	t.Cleanup(func() { server.Close(); <-done })
	return l.Addr().String()
}

// What is sent in one piece is what net/http would send, and the connection goes on,
// whether or not the client waits for an answer before it asks again.
func TestWholeAnswers(t *testing.T) {
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Store: store, Base: testBase})
	if err != nil {
		t.Fatal(err)
	}
	plain := httptest.NewServer(s.Handler())
	defer plain.Close()
	tag := get(t, ottawa, "Accept", "text/turtle").Header().Get("ETag")
	requests := [][4]string{
		{"GET", ottawa, "Accept", "text/turtle"},
		{"GET", ottawa, "Accept", "text/html"},
		{"GET", ottawa, "Accept-Encoding", "zstd"},
		{"GET", ottawa, "If-None-Match", tag},
		{"HEAD", ottawa, "Accept", "application/ld+json"},
		{"GET", ottawa, "If-Match", `"other"`},
		{"GET", sparqlAddress("ASK {}"), "Accept", "*/*"},
		{"GET", sparqlAddress("SELECT ?p ?o { <id/meeting/2025-ism-ottawa> ?p ?o }"), "Accept", "*/*"},
		{"GET", "/healthz", "Accept", "*/*"},
		{"GET", ottawa, "Connection", "close"},
	}
	want := conversation(t, plain.Listener.Addr().String(), requests, false)
	for _, pipelined := range []bool{false, true} {
		got := conversation(t, listening(t, s), requests, pipelined)
		for i, request := range requests {
			if got[i].status != want[i].status || got[i].body != want[i].body || !reflect.DeepEqual(got[i].header, want[i].header) {
				t.Errorf("%.60s: %.3000v, want %.3000v", request, got[i], want[i])
			}
		}
	}
}

type seen struct {
	status string
	header http.Header
	body   string
}

// conversation asks for one thing after the other over one connection, or for all at
// once. What differs between equal answers is left out.
func conversation(t *testing.T, address string, requests [][4]string, pipelined bool) (all []seen) {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	in, waiting := bufio.NewReader(c), ""
	for i, r := range requests {
		waiting += fmt.Sprintf("%s %s HTTP/1.1\r\nHost: a\r\n%s: %s\r\n\r\n", r[0], r[1], r[2], r[3])
		if pipelined && i < len(requests)-1 {
			continue
		}
		if _, err := io.WriteString(c, waiting); err != nil {
			t.Fatal(err)
		}
		waiting = ""
		for len(all) <= i {
			all = append(all, heard(t, in, requests[len(all)][0]))
		}
	}
	return all
}

func heard(t *testing.T, in *bufio.Reader, method string) seen {
	t.Helper()
	answer, err := http.ReadResponse(in, &http.Request{Method: method})
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(body), answer.Header.Get("X-Request-Id"), "")
	answer.Header.Del("X-Request-Id")
	answer.Header.Del("Date")
	return seen{answer.Status, answer.Header, text}
}

// Connections of others stay as they are.
func TestConnContext(t *testing.T) {
	one, other := net.Pipe()
	defer one.Close()
	defer other.Close()
	if ctx := ConnContext(context.Background(), one); ctx != context.Background() {
		t.Error(ctx)
	}
}
