package sparql_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/results"
)

// slow is a reader that takes its time over each part.
type slow struct {
	counter
	parts int
	takes time.Duration
}

func (s *slow) Write(p []byte) (int, error) {
	s.parts++
	time.Sleep(s.takes)
	return s.counter.Write(p)
}

const product = "SELECT * { ?a ?b ?c . ?d ?e ?f }"

var terms = []rdf.Prefix{{Name: "pl", IRI: "https://w3id.org/plenary#"}}

// Of an answer that cannot be expected to come to its end nothing is sent before
// it has.
func TestKeptBack(t *testing.T) {
	tests := []struct {
		name, query, limit string // "" is answered
		options            sparql.Options
		partly             bool // some was sent before the end
	}{
		{"whole", "SELECT * { ?s pl:cost ?o }", "", sparql.Options{Rows: 1 << 40}, true},
		{"too long", product, "time", sparql.Options{Rows: 1 << 40, Timeout: 200 * time.Millisecond}, false},
		{"too large", product, "disk", sparql.Options{Rows: 1 << 40, AnswerBytes: 1 << 20}, false},
		{"too many rows", "SELECT * { ?s pl:cost ?o }", "rows", sparql.Options{Rows: 50_000}, false},
		{"of unknown length", "SELECT * { ?a (pl:host|^pl:host)* ?b }", "disk", sparql.Options{AnswerBytes: 1 << 20}, false},
		{"short", "SELECT * { ?s pl:cost 74.50 }", "", sparql.Options{}, false},
	}
	csv, _ := results.FormatOf("csv")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := sparql.New(tt.options)
			r, err := e.Query(t.Context(), meetings(), tt.query, sparql.QueryOptions{Prefixes: terms})
			var to slow
			if err == nil {
				err = r.Write(&to, csv)
			}
			if got := to.parts > 1 || err != nil && to.parts > 0; got != tt.partly {
				t.Errorf("%d bytes in %d parts were sent", to.n, to.parts)
			}
			var limit *exec.LimitError
			if errors.As(err, &limit) != (tt.limit != "") || limit != nil && limit.Limit != tt.limit {
				t.Errorf("error %v, want the limit of %s", err, tt.limit)
			}
			if used := e.Status().Disk; used != 0 {
				t.Errorf("%d bytes stay on disk", used)
			}
		})
	}
}

// Without that it is sent as it comes.
func TestAsItComes(t *testing.T) {
	e := sparql.New(sparql.Options{Rows: 1 << 40, AnswerBytes: -1})
	r, err := e.Query(t.Context(), meetings(), product, sparql.QueryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	csv, _ := results.FormatOf("csv")
	if err := r.Write(gone{}, csv); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error %v, want that of the first part", err)
	}
}

// gone is a reader that is no longer there.
type gone struct{}

func (gone) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// The time of a query stands still while its reader reads, but not for ever.
func TestSlowReader(t *testing.T) {
	s := meetings()
	csv, _ := results.FormatOf("csv")
	for _, takes := range []time.Duration{time.Minute, 2 * time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			e := sparql.New(sparql.Options{Timeout: 10 * time.Second, MaxTimeout: 24 * time.Hour, AnswerBytes: -1})
			r, err := e.Query(t.Context(), s, "SELECT * { ?s pl:host ?o }", sparql.QueryOptions{Prefixes: terms})
			if err != nil {
				t.Fatal(err)
			}
			to := slow{takes: takes}
			err = r.Write(&to, csv)
			if late := time.Duration(to.parts)*takes > 24*time.Hour; errors.Is(err, exec.ErrBudget) != late {
				t.Errorf("a reader that takes %v for each of %d parts: error %v", takes, to.parts, err)
			}
		})
	}
}

// A long text waits for its turn before it is read, and gives it back.
func TestTurn(t *testing.T) {
	e := sparql.New(sparql.Options{Heavy: 1, Rows: 1 << 40})
	spaces := strings.Repeat(" ", 20_000)
	text := "SELECT * { ?s ?p ?o }" + spaces
	q, err := e.Parse(t.Context(), text, sparql.QueryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	left, leave := context.WithCancel(t.Context())
	leave()
	if _, err := e.Parse(left, text, sparql.QueryOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a second long text: %v, want that it waited until it was cancelled", err)
	}
	if _, err := e.Parse(left, "ASK {}", sparql.QueryOptions{}); err != nil {
		t.Errorf("a short text: %v", err)
	}
	if r, err := e.Run(t.Context(), meetings(), q); err != nil { // with its turn
		t.Error(err)
	} else {
		r.Close()
	}
	q.Close() // it has none
	if _, err := e.Parse(t.Context(), "SELECT"+spaces, sparql.QueryOptions{}); err == nil {
		t.Error("half a query was read")
	}
	for range 2 {
		if q, err = e.Parse(t.Context(), text, sparql.QueryOptions{}); err != nil {
			t.Fatal(err)
		}
		q.Close()
	}
	if running := e.Status().Running; running != 0 {
		t.Errorf("%d turns were not given back", running)
	}
}
