package main

import (
	"context"
	"io"
)

// A pump reads on behalf of a reader that must not wait longer than its
// context: reads of a terminal or of a pipe cannot be called off. A read that
// is under way when the context ends is left to the end of the process.
type pump struct {
	ctx    context.Context // that reads end with: a Reader is not given one
	parts  chan part
	free   chan []byte // two buffers: one is read into, one read from
	done   chan struct{}
	unread []byte
	part   part
}

// A part is what one read returned.
type part struct {
	buffer []byte
	n      int
	err    error
}

func newPump(ctx context.Context, r io.Reader) *pump {
	p := &pump{ctx: ctx, parts: make(chan part), free: make(chan []byte, 2), done: make(chan struct{})}
	p.free <- make([]byte, inputBytes)
	p.free <- make([]byte, inputBytes)
	go p.run(r)
	return p
}

func (p *pump) run(r io.Reader) {
	for {
		select {
		case buffer := <-p.free:
			n, err := r.Read(buffer)
			select {
			case p.parts <- part{buffer, n, err}:
			case <-p.done:
				return
			}
			if err != nil {
				return
			}
		case <-p.done:
			return
		}
	}
}

func (p *pump) Read(b []byte) (int, error) {
	for len(p.unread) == 0 {
		if p.part.err != nil {
			return 0, p.part.err
		}
		select {
		case p.part = <-p.parts:
			p.unread = p.part.buffer[:p.part.n]
		case <-p.ctx.Done():
			return 0, errInterrupted
		}
	}
	n := copy(b, p.unread)
	if p.unread = p.unread[n:]; len(p.unread) == 0 {
		p.free <- p.part.buffer
	}
	return n, nil
}

// Close ends the goroutine, at the latest when its read returns.
func (p *pump) Close() error {
	close(p.done)
	return nil
}
