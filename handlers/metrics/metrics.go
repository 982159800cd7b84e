// Package metrics counts and times what a server does, and writes the figures as
// Prometheus reads them.
//
// Counting takes a lock that readers share and one atomic addition; nothing is
// allocated but for the first of its labels.
package metrics

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// maxLabels is how many labels a counter or histogram may have.
const maxLabels = 3

// labels are the values of a series, as many as its family has names.
type labels [maxLabels]string

// A Registry holds the families of an exposition, in the order in which they
// were made. The zero value works.
type Registry struct {
	mu       sync.Mutex
	families []family
}

type family interface{ write(*bytes.Buffer) }

func (r *Registry) add(f family) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.families = append(r.families, f)
}

// ContentType is that of what WriteTo writes.
const ContentType = "text/plain; version=0.0.4; charset=utf-8"

// WriteTo writes all figures.
//
// Spec: Prometheus text exposition format 0.0.4.
func (r *Registry) WriteTo(w io.Writer) (int64, error) {
	r.mu.Lock()
	families := slices.Clone(r.families)
	r.mu.Unlock()
	var b bytes.Buffer
	for _, f := range families {
		f.write(&b)
	}
	return b.WriteTo(w)
}

// header is what a family begins with.
type header struct {
	name, help, kind string
	labels           []string
}

func (h header) begin(b *bytes.Buffer) {
	fmt.Fprintf(b, "# HELP %s %s\n# TYPE %s %s\n", h.name, h.help, h.name, h.kind)
}

// sample writes one line. A label that has no name here is extra: le.
func (h header) sample(b *bytes.Buffer, suffix string, values labels, le, value string) {
	b.WriteString(h.name + suffix)
	var pairs []string
	for i, name := range h.labels {
		pairs = append(pairs, name+`="`+escape(values[i])+`"`)
	}
	if le != "" {
		pairs = append(pairs, `le="`+le+`"`)
	}
	if len(pairs) > 0 {
		b.WriteString("{" + strings.Join(pairs, ",") + "}")
	}
	b.WriteString(" " + value + "\n")
}

var escape = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace

// series are values by labels.
type series[T any] struct {
	mu  sync.RWMutex
	all map[labels]*T
}

// of returns the value of some labels, which it makes when need be.
func (s *series[T]) of(values []string) *T {
	var key labels
	copy(key[:], values)
	s.mu.RLock()
	v := s.all[key]
	s.mu.RUnlock()
	if v != nil {
		return v
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[labels]*T{}
	}
	if s.all[key] == nil {
		s.all[key] = new(T)
	}
	return s.all[key]
}

// sorted calls do with each, in the order of the labels.
func (s *series[T]) sorted(do func(labels, *T)) {
	s.mu.RLock()
	all := maps.Clone(s.all)
	s.mu.RUnlock()
	for _, key := range slices.SortedFunc(maps.Keys(all), func(a, b labels) int { return slices.Compare(a[:], b[:]) }) {
		do(key, all[key])
	}
}

// A Counter only grows.
type Counter struct {
	header
	series[atomic.Int64]
}

// Counter adds a family of counters with up to three labels.
func (r *Registry) Counter(name, help string, labels ...string) *Counter {
	c := &Counter{header: header{name, help, "counter", labels}}
	r.add(c)
	return c
}

// Add adds to the counter with some values of its labels.
func (c *Counter) Add(n int64, values ...string) { c.of(values).Add(n) }

func (c *Counter) write(b *bytes.Buffer) {
	c.begin(b)
	if len(c.labels) == 0 {
		c.of(nil)
	}
	c.sorted(func(key labels, n *atomic.Int64) { c.sample(b, "", key, "", strconv.FormatInt(n.Load(), 10)) })
}

// A gauge is read when it is written.
type gauge struct {
	header
	read func() float64
}

// Gauge adds a figure that goes up and down; kind is "gauge", or "counter" for one
// that another keeps.
func (r *Registry) Gauge(name, help, kind string, read func() float64) {
	r.add(gauge{header{name, help, kind, nil}, read})
}

func (g gauge) write(b *bytes.Buffer) {
	g.begin(b)
	g.sample(b, "", labels{}, "", strconv.FormatFloat(g.read(), 'g', -1, 64))
}

// bounds are the upper ends of the buckets of histograms, inclusive.
var bounds = [...]time.Duration{
	100 * time.Microsecond, 250 * time.Microsecond, 500 * time.Microsecond, time.Millisecond, 2500 * time.Microsecond, 5 * time.Millisecond, 10 * time.Millisecond,
	25 * time.Millisecond, 50 * time.Millisecond, 100 * time.Millisecond, 250 * time.Millisecond, 500 * time.Millisecond, time.Second, 5 * time.Second, 30 * time.Second, time.Minute,
}

// times are the durations of one series.
type times struct {
	counts [len(bounds) + 1]atomic.Int64
	sum    atomic.Int64 // nanoseconds
}

// A Histogram counts durations by how long they were.
type Histogram struct {
	header
	series[times]
}

// Histogram adds a family of histograms of durations, in seconds, with up to three
// labels.
func (r *Registry) Histogram(name, help string, labels ...string) *Histogram {
	h := &Histogram{header: header{name, help, "histogram", labels}}
	r.add(h)
	return h
}

// Observe counts a duration with some values of the labels.
func (h *Histogram) Observe(d time.Duration, values ...string) {
	t := h.of(values)
	i := 0
	for i < len(bounds) && d > bounds[i] {
		i++
	}
	t.counts[i].Add(1)
	t.sum.Add(int64(d))
}

func (h *Histogram) write(b *bytes.Buffer) {
	h.begin(b)
	h.sorted(func(key labels, t *times) {
		total := int64(0)
		for i := range t.counts {
			total += t.counts[i].Load()
			le := "+Inf"
			if i < len(bounds) {
				le = strconv.FormatFloat(bounds[i].Seconds(), 'g', -1, 64)
			}
			h.sample(b, "_bucket", key, le, strconv.FormatInt(total, 10))
		}
		h.sample(b, "_sum", key, "", strconv.FormatFloat(time.Duration(t.sum.Load()).Seconds(), 'g', -1, 64))
		h.sample(b, "_count", key, "", strconv.FormatInt(total, 10))
	})
}
