package api

import (
	"context"
	"errors"
	"time"

	"w3id.org/plenary/graph"
)

// at turns to the state of a moment in the past, for routes that take at=: a
// time of RFC 3339, or a day, month or year, which mean their end. Moments to
// come mean now.
func (p *Params) at(ctx context.Context) {
	text := p.Text("at")
	if text == "" {
		return
	}
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		_, last := p.date("at")
		if last == "" {
			p.Fail("at", "%.50q is no time: write 2025-11-23T12:00:00Z, 2025-11-23, 2025-11 or 2025", text)
			return
		}
		day, _ := time.Parse(time.DateOnly, last) // date has written it
		moment = day.AddDate(0, 0, 1).Add(-time.Nanosecond)
	}
	past, err := p.Snap.AtTime(ctx, moment)
	switch {
	case errors.Is(err, graph.ErrForgotten):
		p.Fail("at", "the state of %s is forgotten here", text)
	case err != nil && p.Err == nil:
		p.Err = err
	case err == nil && past.Seq() == 0:
		p.Fail("at", "nothing was recorded here at %s", text)
	case err == nil:
		p.Snap = past
	}
}
