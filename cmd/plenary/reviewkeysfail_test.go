package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/ingest/review"
)

// hooked is typed key by key; before each that is a blank something else happens.
type hooked struct {
	keys string
	hook func()
}

func (h *hooked) Read(p []byte) (int, error) {
	if h.keys == "" {
		return 0, io.EOF
	}
	if h.keys[0] == ' ' {
		h.hook()
		h.keys = h.keys[1:]
	}
	p[0], h.keys = h.keys[0], h.keys[1:]
	return 1, nil
}

// What a key cannot do is said, nothing is written, and the session goes on with what
// was decided before.
func TestReviewByKeysThatFail(t *testing.T) {
	texts := func(folder string) []string {
		files, err := filepath.Glob(filepath.Join(folder, review.TextsFolder, "*.txt"))
		if err != nil || len(files) != 1 {
			t.Fatal(files, err)
		}
		return files
	}
	tests := []struct {
		name, kind, keys string
		hook             func(*review.Desk, string)
		says             string
		want             map[review.State]int
	}{
		{"a claim that another has rejected meanwhile", "name", "r ar", func(desk *review.Desk, _ string) {
			claims, err := desk.Claims(review.Filter{Kind: "name", States: []review.State{review.Pending}})
			if err == nil {
				_, err = desk.Decide(t.Context(), review.Order{Action: review.Reject, Reviewer: "Grace", Targets: []review.Target{{Claim: claims[0].IRI}}})
			}
			if err != nil {
				t.Error(err)
			}
		}, "rejected, by Grace", map[review.State]int{review.Rejected: 2, review.Accepted: 0}},
		{"an edit that violates a shape", "spokenByCharacter", "eid/forum/g7\rr", nil, "the shapes of the data forbid it", map[review.State]int{review.Edited: 0, review.Rejected: 1}},
		{"a text that is not what it was", "name", "r ar", func(_ *review.Desk, folder string) {
			if err := os.WriteFile(texts(folder)[0], []byte("Nobody met."), 0o600); err != nil {
				t.Error(err)
			}
		}, "has another hash", map[review.State]int{review.Rejected: 2, review.Accepted: 0}},
		{"a text that is gone", "name", "r ar", func(_ *review.Desk, folder string) {
			if err := os.Remove(texts(folder)[0]); err != nil {
				t.Error(err)
			}
		}, "is not there", map[review.State]int{review.Rejected: 2, review.Accepted: 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			folder, out := reviewed(t), new(bytes.Buffer)
			err := deciding(t.Context(), folder, testBase, gated{}, func(desk *review.Desk) error {
				in := &hooked{tt.keys, func() { tt.hook(desk, folder) }}
				k := &keyboard{desk: desk, o: review.Order{Reviewer: "Ada"}, filter: review.Filter{Kind: tt.kind, States: []review.State{review.Pending}}, in: bufio.NewReader(in), out: out}
				if err := k.run(t.Context()); err != nil {
					return err
				}
				claims, err := desk.Claims(review.Filter{Kind: tt.kind})
				found := map[review.State]int{}
				for _, c := range claims {
					found[c.State]++
				}
				for state, n := range tt.want {
					if found[state] != n {
						t.Errorf("%d are %s, want %d", found[state], state, n)
					}
				}
				return err
			})
			if err != nil || !strings.Contains(out.String(), tt.says) {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
}
