package problem_test

import (
	"testing"

	"w3id.org/plenary/handlers/problem"
)

// A problem keeps the hint that it has, and gets that of its kind otherwise, unless it
// names what may be meant.
func TestAdvise(t *testing.T) {
	for _, tt := range []struct {
		name string
		p    problem.Problem
		want string
	}{
		{"its own", problem.Problem{Slug: "budget", Hint: "less"}, "less"},
		{"of its kind", problem.Problem{Slug: "budget"}, "ask for less: fewer things, fewer steps or a narrower pattern"},
		{"none", problem.Problem{Slug: "syntax"}, ""},
		{"near things", problem.Problem{Slug: "not-found", Nearest: []problem.Nearest{{IRI: "x:a"}}}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.p.Advise(); tt.p.Hint != tt.want {
				t.Errorf("hint %q, want %q", tt.p.Hint, tt.want)
			}
		})
	}
}
