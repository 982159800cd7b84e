package foreign_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"w3id.org/plenary/handlers/foreign"
	"w3id.org/plenary/rdf/jsonld/processor"
	"w3id.org/plenary/sparql"
)

const base = "http://plenary.test/"

// host is another server.
type host struct {
	asked   atomic.Int64
	atOnce  atomic.Int64
	most    atomic.Int64
	answer  func(iri string) error
	waiting chan struct{} // questions end when it is closed; nil for at once
}

func (h *host) Allows(iri string) bool { return strings.HasPrefix(iri, "http://host.test/") }

func (h *host) Load(ctx context.Context, iri, _ string) (*processor.Document, error) {
	h.asked.Add(1)
	n := h.atOnce.Add(1)
	defer h.atOnce.Add(-1)
	for most := h.most.Load(); n > most && !h.most.CompareAndSwap(most, n); most = h.most.Load() {
	}
	if h.waiting != nil {
		<-h.waiting
	}
	if h.answer != nil {
		if err := h.answer(iri); err != nil {
			return nil, err
		}
	}
	return &processor.Document{URL: iri}, ctx.Err()
}

func TestLoad(t *testing.T) {
	h := &host{}
	d, err := foreign.New(base, h, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, iri string
		has       bool
		asked     int64
	}{
		{"the published context", base + "ontology/context.jsonld", true, 0},
		{"a published frame", base + "ontology/frames/meeting.jsonld", true, 0},
		{"a known context", "https://www.w3.org/ns/activitystreams", true, 0},
		{"of an allowed host", "http://host.test/context.jsonld", true, 1},
		{"again", "http://host.test/context.jsonld", true, 1},
		{"of another host", "http://other.test/context.jsonld", false, 1},
		{"no address", "file:///etc/passwd", false, 1},
		{"a document here", base + "doc/country/japan", false, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := d.Load(t.Context(), tt.iri, "")
			if d.Has(tt.iri) != tt.has || (err == nil) != tt.has || !tt.has && !errors.Is(err, sparql.ErrDenied) || h.asked.Load() != tt.asked {
				t.Errorf("Has %v, Load %v, %v; asked %d times", d.Has(tt.iri), doc, err, h.asked.Load())
			}
			if err == nil && doc.URL != tt.iri {
				t.Errorf("the document of %s", doc.URL)
			}
		})
	}
}

// Without a remote nobody is asked.
func TestLoadAlone(t *testing.T) {
	d, err := foreign.New(base, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Load(t.Context(), "http://host.test/context.jsonld", ""); !errors.Is(err, sparql.ErrDenied) {
		t.Error(err)
	}
}

// What is asked for once is kept for a while, a failure for less long.
func TestLoadKeeps(t *testing.T) {
	h, now := &host{}, time.Unix(0, 0)
	fails := true
	h.answer = func(string) error {
		if fails {
			return errors.New("no")
		}
		return nil
	}
	d, err := foreign.New(base, h, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	ask := func(want int64) {
		t.Helper()
		if _, err := d.Load(t.Context(), "http://host.test/a", ""); (err != nil) != fails || h.asked.Load() != want {
			t.Errorf("%v; asked %d times, want %d", err, h.asked.Load(), want)
		}
	}
	ask(1)
	ask(1)
	now = now.Add(time.Minute)
	fails = false
	ask(2)
	now = now.Add(time.Minute)
	ask(2)
	now = now.Add(time.Hour)
	ask(3)
}

// Many clients that name the same cause one question, and those that name others few
// at a time.
func TestLoadAtOnce(t *testing.T) {
	h := &host{waiting: make(chan struct{})}
	d, err := foreign.New(base, h, nil)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	load := func(iri string) {
		all.Go(func() {
			if _, err := d.Load(t.Context(), iri, ""); err != nil {
				t.Error(err)
			}
		})
	}
	load("http://host.test/same")
	for h.asked.Load() < 1 {
		time.Sleep(time.Millisecond)
	}
	for i := range 100 {
		load("http://host.test/same")
		load(fmt.Sprintf("http://host.test/%d", i/10))
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	for h.asked.Load() < 4 {
		time.Sleep(time.Millisecond)
	}
	for _, iri := range []string{"http://host.test/same", "http://host.test/none-has-asked"} {
		if _, err := d.Load(gone, iri, ""); !errors.Is(err, context.Canceled) {
			t.Errorf("who has left gets %v of %s", err, iri)
		}
	}
	close(h.waiting)
	all.Wait()
	if h.asked.Load() != 11 || h.most.Load() > 4 {
		t.Errorf("%d questions, %d at once", h.asked.Load(), h.most.Load())
	}
}

// However many are named, few are kept.
func TestLoadForgets(t *testing.T) {
	h := &host{}
	d, err := foreign.New(base, h, nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for i := range 200 {
			if _, err := d.Load(t.Context(), fmt.Sprintf("http://host.test/%d", i), ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := h.asked.Load(); n < 300 {
		t.Errorf("%d of 400 questions were asked", n)
	}
}
