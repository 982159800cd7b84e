package memento

import (
	"context"
	"net/http"
	"strings"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/problem"
)

// AcceptDatetime returns the moment that a request asks for, in whole seconds.
// asked is false where it names none. Errors: a header that is no date, RFC 7089
// §4.5.3.
func AcceptDatetime(r *http.Request) (t time.Time, asked bool, err error) {
	values := r.Header.Values("Accept-Datetime")
	if len(values) == 0 {
		return t, false, nil
	}
	t, err = time.Parse(http.TimeFormat, strings.TrimSpace(values[0]))
	if err != nil || len(values) > 1 {
		p := problem.New("bad-request", "Accept-Datetime %.60q is no date", strings.Join(values, ", "))
		p.Parameter, p.Hint = "Accept-Datetime", "write it as "+time.Date(2025, 11, 23, 12, 0, 0, 0, time.UTC).Format(http.TimeFormat)
		return t, false, p
	}
	return t, true, nil
}

// StateAt returns the last state of a second, or the first that is known.
func StateAt(ctx context.Context, snap *graph.Snapshot, at time.Time) (*graph.Snapshot, error) {
	if snap.Seq() == 0 {
		return snap, nil
	}
	oldest := min(snap.Oldest(), snap.Seq())
	first, err := snap.Commit(ctx, oldest)
	if err != nil {
		return nil, err
	}
	if at = at.Add(time.Second - 1); at.Before(first.Time) {
		return snap.At(ctx, oldest)
	}
	return snap.AtTime(ctx, at)
}
