package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// waiting shows on a terminal how long a query takes and how much of its answer
// has been written.
type waiting struct {
	w       io.Writer // nil where nothing is shown
	started time.Time
	stop    chan struct{}
	done    sync.WaitGroup

	mu    sync.Mutex
	bytes int64
	shown bool // there is a line to be cleared
	quiet bool // the answer goes to the terminal
}

// showWaiting draws on standard error where that is a terminal, from a second
// on.
func showWaiting(std streams) *waiting {
	w := &waiting{started: time.Now(), stop: make(chan struct{})}
	if isTerminal(std.err) {
		w.w, w.quiet = std.err, false
		w.done.Go(func() { w.draw(isTerminal(std.out)) })
	}
	return w
}

// draw draws until the end, or when both go to the terminal until the answer
// begins.
func (w *waiting) draw(shared bool) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-w.stop:
			return
		case <-ticker.C:
		}
		w.mu.Lock()
		if w.quiet = w.quiet || shared && w.bytes > 0; !w.quiet {
			fmt.Fprintf(w.w, "\r\x1b[K%s, %s", time.Since(w.started).Round(time.Second), size(w.bytes))
			w.shown = true
		}
		w.mu.Unlock()
	}
}

// over returns a writer of the answer.
func (w *waiting) over(to io.Writer) io.Writer { return &counted{w, to} }

// clear makes room for a message.
func (w *waiting) clear() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.shown {
		fmt.Fprint(w.w, "\r\x1b[K")
		w.shown = false
	}
}

// end removes the line.
func (w *waiting) end() {
	close(w.stop)
	w.done.Wait()
	w.clear()
}

// counted counts what is written.
type counted struct {
	*waiting
	to io.Writer
}

func (c *counted) Write(p []byte) (int, error) {
	c.clear()
	c.mu.Lock()
	c.bytes += int64(len(p))
	c.mu.Unlock()
	return c.to.Write(p)
}
