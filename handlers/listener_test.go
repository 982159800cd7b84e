package handlers

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// What net/http refuses by itself is a problem document all the same.
func TestRefusals(t *testing.T) {
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Store: store, Base: testBase})
	if err != nil {
		t.Fatal(err)
	}
	address := listening(t, s)
	long := strings.Repeat("a", 64<<10)
	for _, tt := range []struct {
		name, request string
		status        int
		kind          string
	}{
		{"percent-encoding of the path", "GET /id/meeting/%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad-request"},
		{"NUL in the path", "GET /id/\x00 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad-request"},
		{"no host", "GET / HTTP/1.1\r\n\r\n", 400, "bad-request"},
		{"NUL in a header", "GET / HTTP/1.1\r\nHost: a\r\nAccept: \x00\r\n\r\n", 400, "bad-request"},
		{"header beyond the server's limit", "GET / HTTP/1.1\r\nHost: a\r\nAccept: " + long + "\r\n\r\n", 431, "header-too-large"},
		{"header beyond our limit", "GET / HTTP/1.1\r\nHost: a\r\nAccept: " + long[:20<<10] + "\r\n\r\n", 431, "header-too-large"},
		{"encoded NUL in the path", "GET /id/%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad-request"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			response := exchange(t, address, tt.request)
			body, err := io.ReadAll(response.Body)
			if err != nil || response.StatusCode != tt.status || response.Header.Get("Content-Type") != "application/problem+json" || response.Header.Get("Access-Control-Allow-Origin") != "*" {
				t.Fatalf("%d %s %v", response.StatusCode, response.Header, err)
			}
			if p := problemIn(t, body); p.Type != testBase+"problems/"+tt.kind || p.Status != tt.status {
				t.Errorf("%+v", p)
			}
		})
	}
	if response := exchange(t, address, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"); response.StatusCode != http.StatusOK {
		t.Errorf("a request in order: %d", response.StatusCode)
	}
}

// exchange sends bytes over a connection and reads the answer.
func exchange(t *testing.T, address, request string) *http.Response {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	go fmt.Fprint(c, request)
	response, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	return response
}
