package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// addressOf is where a server listens.
func addressOf(base string) string {
	return strings.TrimSuffix(strings.TrimPrefix(base, "http://"), "/")
}

// Half a request, half a body and nothing at all from many clients keep nobody
// from an answer, and leave nothing behind.
func TestSlowClients(t *testing.T) {
	before := runtime.NumGoroutine()
	base, stop, done := startServer(t, "--no-access-log", "--drain-timeout", "10ms")
	var open []net.Conn
	for range 120 {
		for _, begun := range []string{"", "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ", "POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nquery="} {
			c, err := net.Dial("tcp", addressOf(base))
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprint(c, begun)
			open = append(open, c)
		}
	}
	for range 20 {
		if got := status(t, base+"doc/country/japan.ttl"); got != http.StatusOK {
			t.Errorf("an honest client: %d", got)
		}
	}
	for _, c := range open {
		c.Close()
	}
	stop()
	if code := <-done; code != 0 {
		t.Errorf("exit status %d", code)
	}
	for tries := 0; runtime.NumGoroutine() > before+20; tries++ { // those of closed connections end soon
		if tries == 500 {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// A request that two servers could read as two is refused, or answered once and
// the connection closed.
func TestSmuggling(t *testing.T) {
	base, _, _ := startServer(t, "--no-access-log")
	const (
		post  = "POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
		inner = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
	)
	for _, tt := range []struct{ name, request string }{
		{"length and chunks", post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner},
		{"unknown coding", post + "Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\nASK{}" + inner},
		{"two codings", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + inner},
		{"space before the colon", post + "Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\nASK{}" + inner},
		{"two lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}" + inner},
		{"length with a sign", post + "Content-Length: +5\r\n\r\nASK{}" + inner},
		{"length in hexadecimal", post + "Content-Length: 0x5\r\n\r\nASK{}" + inner},
		{"chunk without a length", post + "Transfer-Encoding: chunked\r\n\r\nASK{}\r\n0\r\n\r\n" + inner},
		{"chunk of all lengths", post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nASK{}\r\n0\r\n\r\n" + inner},
		{"two hosts", "GET /robots.txt HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
		{"host with a space", "GET /robots.txt HTTP/1.1\r\nHost: a b\r\n\r\n"},
		{"two spaces", "GET  /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n"},
		{"unknown version", "GET /robots.txt HTTP/9.9\r\nHost: a\r\n\r\n"},
		{"TLS", "\x16\x03\x01\x00\xa5\x01\r\n\r\n"},
		{"header of a megabyte", "GET / HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("a", 1<<20) + "\r\n\r\n"},
		{"ten thousand headers", "GET / HTTP/1.1\r\nHost: a\r\n" + strings.Repeat("X: a\r\n", 20_000) + "\r\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := net.Dial("tcp", addressOf(base))
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			go fmt.Fprint(c, tt.request)
			answers := bufio.NewReader(c)
			first, err := http.ReadResponse(answers, nil)
			if err != nil {
				return // closed without a word
			}
			if _, err := io.Copy(io.Discard, first.Body); err != nil {
				t.Error(err)
			}
			if first.StatusCode >= 400 && first.StatusCode != http.StatusInternalServerError && first.Close {
				return
			}
			if second, err := http.ReadResponse(answers, nil); tt.name != "length and chunks" || err == nil && second.StatusCode == http.StatusOK {
				t.Errorf("%d, close %v, then %v", first.StatusCode, first.Close, second)
			}
		})
	}
}

var pathPart = regexp.MustCompile(`\{\w+\}`)

// No part of a path leads out of what is served.
func TestTraversal(t *testing.T) {
	h := testHandler(t)
	get := func(target string) *httptest.ResponseRecorder {
		request, err := http.ReadRequest(bufio.NewReader(strings.NewReader("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n")))
		if err != nil {
			return nil // net/http refuses it
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, request)
		return w
	}
	var document struct{ Paths map[string]any }
	if err := json.Unmarshal(get("/openapi.json").Body.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	evil := []string{"..", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "..%5c..%5cetc%5cpasswd", "%252e%252e%252fetc", "..%c0%af..%c0%afetc", "a%00.ttl", "/etc/passwd", "%0d%0aX-Evil:%201"}
	refused := []int{http.StatusBadRequest, http.StatusNotFound, http.StatusRequestURITooLong}
	asked := 0
	for path := range document.Paths {
		for _, span := range pathPart.FindAllStringIndex(path, -1) {
			for _, e := range evil {
				target := pathPart.ReplaceAllString(path[:span[0]]+e+path[span[1]:], "meeting")
				if w := get(target); w != nil && (!slices.Contains(refused, w.Code) || w.Header().Get("X-Evil") != "") {
					t.Errorf("GET %.100s = %d", target, w.Code)
				}
				asked++
			}
		}
	}
	if asked < 150 {
		t.Errorf("only %d addresses", asked)
	}
}
