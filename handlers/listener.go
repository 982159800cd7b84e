package handlers

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"

	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/problem"
)

// Listen wraps a listener, so that what never becomes a request (a path whose
// percent-encoding is wrong, a header beyond the server's limit) is answered with
// a problem document too, instead of the line of text that net/http sends.
func (s *Server) Listen(l net.Listener) net.Listener { return problemListener{l, s.Base} }

// ConnContext lets prepared answers be sent in one piece over connections that Listen
// has wrapped. It is for the field of that name of http.Server.
func ConnContext(ctx context.Context, c net.Conn) context.Context { return answer.ConnContext(ctx, c) }

type problemListener struct {
	net.Listener
	base string
}

// Accept waits for a connection.
func (l problemListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &problemConn{answer.Conn{Conn: c}, l.base}, nil
}

// problemConn replaces the refusals that net/http writes, each with one Write.
type problemConn struct {
	answer.Conn
	base string
}

// Write sends p, or a problem document in its place.
func (c *problemConn) Write(p []byte) (int, error) {
	status, ok := refusal(p)
	if !ok {
		return c.Conn.Write(p)
	}
	told, err := c.problem(status)
	if err != nil {
		return c.Conn.Write(p)
	}
	if _, err := c.Conn.Write(told); err != nil {
		return 0, err
	}
	return len(p), nil
}

// CloseWrite ends sending, so that the client can read the refusal before the
// connection is gone.
func (c *problemConn) CloseWrite() error {
	if half, ok := c.Conn.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// NetConn returns what it wraps, as that of tls.Conn does.
func (c *problemConn) NetConn() net.Conn { return &c.Conn }

// refusalHeaders follow the status line of net/http's refusals, and no other
// answer's.
const refusalHeaders = "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"

// refusal returns the status of a refusal that a problem is known for.
func refusal(p []byte) (status int, ok bool) {
	rest, ok := bytes.CutPrefix(p, []byte("HTTP/1.1 4"))
	if !ok || len(rest) < 2 {
		return 0, false
	}
	if end := bytes.IndexByte(rest, '\r'); end < 0 || !bytes.HasPrefix(rest[end:], []byte(refusalHeaders)) {
		return 0, false
	}
	status, err := strconv.Atoi("4" + string(rest[:2]))
	return status, err == nil && (status == http.StatusBadRequest || status == http.StatusRequestHeaderFieldsTooLarge)
}

func (c *problemConn) problem(status int) ([]byte, error) {
	p := problem.New("bad-request", "the request line or a header is not well-formed")
	p.Hint = "Look for a % that is not followed by two hexadecimal digits, and for control characters."
	if status == http.StatusRequestHeaderFieldsTooLarge {
		p = problem.New("header-too-large", "the headers are together longer than the server takes")
	}
	p.Type = c.base + "problems/" + p.Slug
	body, err := answer.JSON(p)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "HTTP/1.1 %d %s\r\nCache-Control: no-store\r\nConnection: close\r\nContent-Length: %d\r\nContent-Type: application/problem+json\r\n%s\r\n%s",
		status, http.StatusText(status), len(body), answer.Lines(answer.Always), body), nil
}
