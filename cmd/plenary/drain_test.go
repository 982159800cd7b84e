package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Told to stop, the server first says that it is not ready, answers what it is
// asked meanwhile, lets open requests end, and ends itself.
func TestDrain(t *testing.T) {
	base, stop, done := startServer(t, "--drain-delay", "300ms", "--drain-timeout", "20s", "--no-access-log")
	address := strings.TrimSuffix(strings.TrimPrefix(base, "http://"), "/")
	slow, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	query := "query=ASK%7B%7D"
	fmt.Fprintf(slow, "POST /sparql HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", address, len(query), query[:5])
	if got := status(t, base+"readyz"); got != http.StatusOK {
		t.Fatalf("/readyz before: %d", got)
	}
	stop()
	for got := http.StatusOK; got == http.StatusOK; {
		got = status(t, base+"readyz")
		if got != http.StatusOK && got != http.StatusServiceUnavailable {
			t.Errorf("/readyz while draining: %d", got)
		}
	}
	if got := status(t, base+"healthz"); got != http.StatusOK {
		t.Errorf("/healthz while draining: %d", got)
	}
	for { // until no more connections are taken
		c, err := net.Dial("tcp", address)
		if err != nil {
			break
		}
		c.Close()
		time.Sleep(10 * time.Millisecond)
	}
	fmt.Fprint(slow, query[5:])
	answer, err := http.ReadResponse(bufio.NewReader(slow), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	if err != nil || answer.StatusCode != http.StatusOK || !strings.Contains(string(body), "true") {
		t.Errorf("the open request: %d %s %v", answer.StatusCode, body, err)
	}
	if code := <-done; code != 0 {
		t.Errorf("exit status %d", code)
	}
}

// Requests that do not end in time are broken off, and that is no failure.
func TestDrainTimeout(t *testing.T) {
	base, stop, done := startServer(t, "--drain-timeout", "50ms", "--no-access-log")
	open, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(base, "http://"), "/"))
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	fmt.Fprint(open, "POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n")
	if got := status(t, base+"readyz"); got != http.StatusOK { // by now the other is being read
		t.Fatal(got)
	}
	stop()
	if code := <-done; code != 0 {
		t.Errorf("exit status %d", code)
	}
}

// status asks over a connection of its own.
func status(t *testing.T, address string) int {
	t.Helper()
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	request, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := client.Do(request)
	if err != nil {
		return 0
	}
	answer.Body.Close()
	return answer.StatusCode
}

func TestServeRefusesFlags(t *testing.T) {
	for _, flags := range [][]string{{"--rate", "-1"}, {"--max-requests", "-5"}, {"--trust-proxy", "nobody"}, {"--license", "CC"}, {"--drain-timeout", "-1s"}} {
		if code := run(t.Context(), append([]string{"serve", "--addr", "127.0.0.1:0"}, flags...), streams{strings.NewReader(""), io.Discard, io.Discard}); code != exitUsage {
			t.Errorf("%q: exit status %d", flags, code)
		}
	}
}

// Of more connections than may be open, those that are open are served on.
func TestMaxConnections(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.NotFoundHandler()}
	done := make(chan error, 1)
	go func() { done <- server.Serve(atMost(l, 2)) }()
	defer func() { server.Close(); <-done }()
	dial := func() (net.Conn, bool) {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
		_, err = http.ReadResponse(bufio.NewReader(c), nil)
		return c, err == nil
	}
	first, ok := dial()
	second, also := dial()
	third, refused := dial()
	if !ok || !also || refused {
		t.Errorf("answers on the first %v, the second %v, the third %v", ok, also, refused)
	}
	third.Close()
	first.Close()
	for { // until the server has seen the end of the first
		if fourth, ok := dial(); ok {
			fourth.Close()
			break
		}
	}
	second.Close()
}
