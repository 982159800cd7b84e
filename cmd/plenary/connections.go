package main

import (
	"net"
	"sync"
	"sync/atomic"
)

// atMost closes at once the connections that are more than n; 0 is no limit. So
// those that are open are served on, and files are left for the store.
func atMost(l net.Listener, n int) net.Listener {
	if n == 0 {
		return l
	}
	return &fewConnections{Listener: l, most: int64(n)}
}

type fewConnections struct {
	net.Listener
	most int64
	open atomic.Int64
}

// Accept waits for a connection that there is room for.
func (l *fewConnections) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if l.open.Add(1) <= l.most {
			return &limited{Conn: c, gone: sync.OnceFunc(func() { l.open.Add(-1) })}, nil
		}
		l.open.Add(-1)
		_ = c.Close() // nobody to tell
	}
}

// limited is a connection that is counted until it is closed.
type limited struct {
	net.Conn
	gone func()
}

// Close ends the connection.
func (c *limited) Close() error {
	c.gone()
	return c.Conn.Close()
}

// CloseWrite ends sending.
func (c *limited) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// NetConn returns the connection itself, as that of tls.Conn does.
func (c *limited) NetConn() net.Conn { return c.Conn }
