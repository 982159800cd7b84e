package answer

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"sync"
)

// A Conn can send an answer in one piece, most of its header as it was written
// before. net/http sorts and writes the header of each answer, and has room for 4 KiB:
// a longer one is two pieces, with a body three.
type Conn struct {
	net.Conn
	held   *[]byte // what net/http has written of the answer; nil while nothing is held back
	lines  []byte  // of the header, which net/http does not know
	head   int     // where what net/http knows of the header ends; -1 where it has not yet
	body   int     // how many bytes the body has
	pieces net.Buffers
}

// heldRooms have room for what is held back: a header and the beginning of a body.
var heldRooms = sync.Pool{New: func() any {
	room := make([]byte, 0, 8<<10)
	return &room
}}

var endOfHeader = []byte("\r\n\r\n")

// hold adds lines to the header of the answer that is written next, and has it wait
// for its whole body, of n bytes.
func (c *Conn) hold(lines []byte, n int) {
	c.held, c.lines, c.head, c.body = heldRooms.Get().(*[]byte), lines, -1, n
}

// Write sends p with what was held back, or holds it back.
func (c *Conn) Write(p []byte) (int, error) {
	if c.held == nil {
		return c.Conn.Write(p)
	}
	last := p
	if c.head < 0 {
		*c.held, last = append(*c.held, p...), nil
		c.head = bytes.Index(*c.held, endOfHeader)
	}
	if c.head < 0 || len(*c.held)+len(last) < c.head+len(endOfHeader)+c.body {
		*c.held = append(*c.held, last...)
		return len(p), nil
	}
	return len(p), c.send(last)
}

// send sends the answer, of which last is not held.
func (c *Conn) send(last []byte) error {
	room, end := c.held, c.head+len("\r\n")
	held := *room
	c.pieces = append(c.pieces[:0], held[:end], c.lines, held[end:], last)
	pieces := c.pieces
	_, err := c.pieces.WriteTo(c.Conn)
	clear(pieces)
	c.pieces, c.held, c.lines = pieces[:0], nil, nil
	*room = held[:0]
	heldRooms.Put(room)
	return err
}

// connKey is where the context of a request has its Conn.
type connKey struct{}

// ConnContext tells the requests of a connection of its Conn, if it is one or wraps
// one as NetConn says.
func ConnContext(ctx context.Context, c net.Conn) context.Context {
	for {
		if conn, ok := c.(*Conn); ok {
			return context.WithValue(ctx, connKey{}, conn)
		}
		wrapper, ok := c.(interface{ NetConn() net.Conn })
		if !ok {
			return ctx
		}
		c = wrapper.NetConn()
	}
}

// connOf returns the Conn that a request came over, nil where it is another.
func connOf(r *http.Request) *Conn {
	c, _ := r.Context().Value(connKey{}).(*Conn)
	return c
}
