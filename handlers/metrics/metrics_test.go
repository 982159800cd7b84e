package metrics_test

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"w3id.org/plenary/handlers/metrics"
)

func exposition(t *testing.T, r *metrics.Registry) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := r.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestExposition(t *testing.T) {
	var r metrics.Registry
	c := r.Counter("requests_total", "Requests.", "route", "status")
	c.Add(2, "/b", "200")
	c.Add(1, "/a\n\"\\", "404")
	r.Counter("none_total", "Nothing yet.")
	r.Gauge("depth", "Of the queue.", "gauge", func() float64 { return 1.5 })
	h := r.Histogram("seconds", "Durations.", "route")
	h.Observe(time.Millisecond, "/a")
	h.Observe(time.Hour, "/a")
	got := exposition(t, &r)
	for _, want := range []string{
		"# HELP requests_total Requests.\n# TYPE requests_total counter\n" + `requests_total{route="/a\n\"\\",status="404"} 1` + "\n" + `requests_total{route="/b",status="200"} 2` + "\n",
		"\nnone_total 0\n", "\ndepth 1.5\n", "# TYPE seconds histogram\n",
		`seconds_bucket{route="/a",le="0.0005"} 0` + "\n" + `seconds_bucket{route="/a",le="0.001"} 1` + "\n",
		`seconds_bucket{route="/a",le="60"} 1` + "\n" + `seconds_bucket{route="/a",le="+Inf"} 2` + "\n" + `seconds_sum{route="/a"} 3600.001` + "\n" + `seconds_count{route="/a"} 2` + "\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no\n%s\nin\n%s", want, got)
		}
	}
}

var line = regexp.MustCompile(`^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [-+0-9.eInf]+)$`)

// Every line of the figures of the process is well-formed.
func TestRuntime(t *testing.T) {
	var r metrics.Registry
	r.Runtime(time.Unix(1, 0))
	got := exposition(t, &r)
	for l := range strings.Lines(got) {
		if !line.MatchString(strings.TrimSuffix(l, "\n")) {
			t.Errorf("%q", l)
		}
	}
	for _, want := range []string{"\ngo_goroutines ", "\nprocess_start_time_seconds 1\n", "\nprocess_cpu_seconds_total "} {
		if !strings.Contains(got, want) || strings.Contains(got, want+"0\n") {
			t.Errorf("%q: %s", want, got)
		}
	}
}

// Many may count at once, and nothing is allocated once a series is there.
func TestConcurrent(t *testing.T) {
	var r metrics.Registry
	c, h := r.Counter("n_total", "N.", "of"), r.Histogram("s", "S.", "of")
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 1000 {
				c.Add(1, "x")
				h.Observe(time.Second, "x")
			}
		})
	}
	wait.Wait()
	if got := exposition(t, &r); !strings.Contains(got, `n_total{of="x"} 8000`) || !strings.Contains(got, `s_count{of="x"} 8000`) {
		t.Error(got)
	}
	if n := testing.AllocsPerRun(100, func() { c.Add(1, "x"); h.Observe(time.Second, "x") }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
