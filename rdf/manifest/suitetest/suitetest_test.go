package suitetest_test

import (
	"fmt"
	"testing"

	"w3id.org/plenary/rdf/manifest/suitetest"
)

// recorder is a test that notes its failures.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Helper()           {}
func (r *recorder) Error(args ...any) { r.errors = append(r.errors, fmt.Sprint(args...)) }
func (r *recorder) Errorf(format string, a ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, a...))
}

func TestKnown(t *testing.T) {
	tests := []struct {
		name, problem string
		known         suitetest.Known
		passed        bool
		failures      int
	}{
		{"passes", "", suitetest.Known{}, true, 0},
		{"fails", "wrong", suitetest.Known{}, false, 1},
		{"fails as known", "wrong", suitetest.Known{"case": "why"}, false, 0},
		{"passes though listed", "", suitetest.Known{"case": "why"}, true, 1},
		{"another is listed", "", suitetest.Known{"none": "why"}, true, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := &recorder{TB: t}
			passed := tt.known.Judge(r, "case", tt.problem)
			tt.known.Rest(r)
			if passed != tt.passed || len(r.errors) != tt.failures {
				t.Errorf("passed %v with %q, want %v with %d failures", passed, r.errors, tt.passed, tt.failures)
			}
		})
	}
}
