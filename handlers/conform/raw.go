package conform

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/url"
)

// noLength is a Content-Length that is not sent.
const noLength = "-"

// doWithoutLength sends a request that does not say how long its body is, which
// net/http would not do, over a connection of its own.
func (r *runner) doWithoutLength(request *http.Request) (*http.Response, error) {
	conn, err := r.dial(request.Context(), request.URL)
	if err != nil {
		return nil, err
	}
	if limit, ok := request.Context().Deadline(); ok {
		_ = conn.SetDeadline(limit)
	}
	request.Header.Del("Content-Length")
	var text bytes.Buffer
	if err := request.Write(&text); err != nil {
		return nil, err
	}
	plain := bytes.Replace(text.Bytes(), []byte("\r\nContent-Length: 0\r\n"), []byte("\r\nConnection: close\r\n"), 1)
	if _, err := conn.Write(plain); err != nil {
		return nil, err
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), request)
	if err != nil {
		conn.Close()
		return nil, err
	}
	response.Body = struct {
		io.Reader
		io.Closer
	}{response.Body, conn}
	return response, nil
}

// dial connects to the server as the client does.
func (r *runner) dial(ctx context.Context, u *url.URL) (net.Conn, error) {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	dial := (&net.Dialer{}).DialContext
	own, _ := r.client.Transport.(*http.Transport)
	if own != nil && own.DialContext != nil {
		dial = own.DialContext
	}
	conn, err := dial(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil || u.Scheme != "https" {
		return conn, err
	}
	config := &tls.Config{ServerName: u.Hostname()}
	if own != nil && own.TLSClientConfig != nil {
		config = own.TLSClientConfig.Clone()
		config.ServerName, config.NextProtos = u.Hostname(), nil
	}
	return tls.Client(conn, config), nil
}
