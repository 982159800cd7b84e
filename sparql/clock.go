package sparql

import (
	"cmp"
	"context"
	"time"

	"w3id.org/plenary/sparql/exec"
)

// A clock ends a context when a query has had its time. What its reader takes does
// not count, up to the longest that a request may take.
type clock struct {
	timer *time.Timer
	left  time.Duration // when it began to run
	began time.Time
	last  time.Time // it ends the context then in any case
}

// clocked returns a context that ends when the clock has run for a timeout, of
// which 0 is the usual one.
func (e *Engine) clocked(ctx context.Context, timeout time.Duration) (context.Context, *clock, context.CancelFunc) {
	timeout = min(cmp.Or(timeout, e.options.Timeout), e.options.MaxTimeout)
	late := &exec.LimitError{Limit: "time", Max: timeout.Milliseconds()}
	ctx, end := context.WithCancelCause(ctx)
	now := time.Now()
	c := &clock{time.AfterFunc(timeout, func() { end(late) }), timeout, now, now.Add(e.options.MaxTimeout)}
	return ctx, c, func() {
		c.timer.Stop()
		end(nil)
	}
}

// rest returns how much time is left.
func (c *clock) rest() time.Duration { return c.left - time.Since(c.began) }

// stand stops the clock, and returns what has it go on.
func (c *clock) stand() (goOn func()) {
	if !c.timer.Stop() { // the context has ended
		return func() {}
	}
	c.left = c.rest()
	c.timer.Reset(time.Until(c.last))
	return func() {
		if c.timer.Stop() {
			c.left, c.began = min(c.left, time.Until(c.last)), time.Now()
			c.timer.Reset(c.left)
		}
	}
}
