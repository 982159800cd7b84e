package main

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"w3id.org/plenary/ingest/review"
)

// A session by keys: each does what it says, and what cannot be done is told and
// costs nothing.
func TestReviewByKeys(t *testing.T) {
	tests := []struct {
		name, keys, says string
		want             map[review.State]int // of the claims with these
	}{
		{"accept", "aaq", "2 claims decided", map[review.State]int{review.Accepted: 2}},
		{"reject and defer", "rndq", "2 claims decided", map[review.State]int{review.Rejected: 1, review.Deferred: 1}},
		{"undo", "aruq", "1 claim decided", map[review.State]int{review.Accepted: 1, review.Rejected: 0}},
		{"undo all", "ruuq", "nothing was decided in this session", map[review.State]int{review.Rejected: 0}},
		{"edit, with a slip of the finger", "eAnother namX\x7fe\rq", "accepted as edited", map[review.State]int{review.Edited: 1}},
		{"give up an edit", "eAnother\x1bnpq", "0 claims decided", map[review.State]int{review.Edited: 0}},
		{"on a published thing", "nnmid/person/charles-clarke\rq", "1 claim decided", map[review.State]int{review.Accepted: 1}},
		{"on a published thing, and back", "nnmid/person/charles-clarke\ruq", "0 claims decided", map[review.State]int{review.Accepted: 0}},
		{"on nothing", "nnmid/person/nobody\rq", "is not published", map[review.State]int{review.Accepted: 0}},
		{"nothing is new", "mq", "is published", nil},
		{"what is new is told", "nnq", "new: id/person/charles-falconer", nil},
		{"look first", "t?q", "rdf:subject", nil},
		{"the end of input", "a", "1 claim decided", map[review.State]int{review.Accepted: 1}},
		{"interrupted", "a\x03aaa", "1 claim decided", map[review.State]int{review.Accepted: 1}},
		{"all", strings.Repeat("r", 100) + "q", "nothing waits", map[review.State]int{review.Pending: 0}},
	}
	folder := reviewed(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			err := deciding(t.Context(), folder, testBase, gated{}, func(desk *review.Desk) error {
				k := &keyboard{desk: desk, o: review.Order{Reviewer: "Ada"}, filter: review.Filter{Kind: "name", States: []review.State{review.Pending}}, in: bufio.NewReader(strings.NewReader(tt.keys)), out: &out}
				if err := k.run(t.Context()); err != nil {
					return err
				}
				claims, err := desk.Claims(review.Filter{Kind: "name"})
				found := map[review.State]int{}
				var o review.Order
				for _, c := range claims {
					found[c.State]++
				}
				for state, n := range tt.want {
					if found[state] != n {
						t.Errorf("%d are %s, want %d: %v", found[state], state, n, found)
					}
				}
				for _, c := range claims { // as before
					if c.State != review.Pending && err == nil {
						o = review.Order{Action: review.Undo, Reviewer: "Ada", Targets: []review.Target{{Claim: c.IRI, Seen: c.Last.IRI}}}
						_, err = desk.Decide(t.Context(), o)
					}
				}
				return err
			})
			if err != nil || !strings.Contains(out.String(), tt.says) {
				t.Errorf("%v: %s", err, &out)
			}
		})
	}
}

// What a text says does not steer the terminal.
func TestPrintable(t *testing.T) {
	if got := printable("a\x1b[2Jb\n\tc\u009bd "); got != "a [2Jb c d " {
		t.Errorf("%q", got)
	}
}
