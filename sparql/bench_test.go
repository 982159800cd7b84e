package sparql_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql"
	"w3id.org/plenary/sparql/results"
)

// meetings is a state with 600,000 triples about meetings: labels in several
// languages, dates, links, amounts.
var meetings = sync.OnceValue(func() *graph.Snapshot {
	s := graph.New(graph.Options{})
	_, err := s.Load(context.Background(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		for i := range 100_000 {
			thing := rdf.IRI(fmt.Sprintf("https://data.example.org/id/meeting/%d", i))
			for p, o := range map[string]rdf.Term{
				"http://www.w3.org/1999/02/22-rdf-syntax-ns#type": rdf.IRI("https://w3id.org/plenary#Meeting"),
				"http://www.w3.org/2000/01/rdf-schema#label":      rdf.LangString(fmt.Sprintf("Meeting number %d of ministers", i), []string{"en", "fr", "de"}[i%3]),
				"https://w3id.org/plenary#heldAt":                 rdf.IRI(fmt.Sprintf("https://data.example.org/id/place/%d", i%1000)),
				"https://w3id.org/plenary#onDay":                  rdf.Literal(fmt.Sprintf("20%02d-%02d-%02d", i%30, i%12+1, i%28+1), xsd.Namespace+"date"),
				"https://w3id.org/plenary#cost":                   rdf.Literal(fmt.Sprintf("%d.50", i*37%100_000), xsd.Namespace+"decimal"),
				"https://w3id.org/plenary#host":                   rdf.IRI(fmt.Sprintf("https://data.example.org/id/country/%d", i%200)),
			} {
				if !yield(rdf.Quad{S: thing, P: rdf.IRI(p), O: o}, nil) {
					return
				}
			}
		}
	})
	if err != nil {
		panic(err)
	}
	return s.Snapshot()
})

// counter counts bytes.
type counter struct{ n int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

// BenchmarkWrite writes 600,000 solutions in each format.
func BenchmarkWrite(b *testing.B) {
	snapshot := meetings()
	e := sparql.New(sparql.Options{})
	for _, f := range results.Formats {
		b.Run(f.Token, func(b *testing.B) {
			var to counter
			for b.Loop() {
				r, err := e.Query(b.Context(), snapshot, "SELECT * { ?s ?p ?o }", sparql.QueryOptions{})
				if err == nil {
					err = r.Write(&to, f)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(to.n)/b.Elapsed().Seconds()/1e6, "MB/s")
			b.ReportMetric(float64(b.N)*600_000/b.Elapsed().Seconds()/1e6, "Mrows/s")
		})
	}
}

// BenchmarkWriteGraph writes 600,000 triples in each syntax.
func BenchmarkWriteGraph(b *testing.B) {
	snapshot := meetings()
	e := sparql.New(sparql.Options{})
	for _, f := range rdf.Formats {
		b.Run(f.Token, func(b *testing.B) {
			var to counter
			for b.Loop() {
				r, err := e.Query(b.Context(), snapshot, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", sparql.QueryOptions{})
				if err == nil {
					err = r.WriteGraph(&to, func(w io.Writer) rdf.Encoder {
						return codec.NewEncoder(f, w, rdf.EncodeOptions{Stream: true}, codec.Options{})
					})
				}
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(to.n)/b.Elapsed().Seconds()/1e6, "MB/s")
			b.ReportMetric(float64(b.N)*600_000/b.Elapsed().Seconds()/1e6, "Mtriples/s")
		})
	}
}

// BenchmarkCancel leaves long queries 200 ms after they began, and reports how long
// they went on.
func BenchmarkCancel(b *testing.B) {
	snapshot := meetings()
	e := sparql.New(sparql.Options{Rows: 1 << 40})
	tests := []struct{ name, query string }{
		{"product", "SELECT * { ?a ?b ?c . ?d ?e ?f }"},
		{"sort", "SELECT * { ?a pl:host ?c . ?d pl:host ?c } ORDER BY ?d ?a"},
		{"group", "SELECT ?a (COUNT(DISTINCT ?d) AS ?n) { ?a pl:host ?c . ?d pl:host ?c } GROUP BY ?a"},
		{"distinct", "SELECT DISTINCT ?a ?d { ?a pl:host ?c . ?d pl:host ?c }"},
		{"hash join", "SELECT (COUNT(*) AS ?n) { ?a pl:host ?c . ?b pl:host ?c . ?a pl:onDay ?d . ?b pl:onDay ?d . ?a pl:heldAt ?e . ?b pl:heldAt ?f }"},
		{"closure", "SELECT (COUNT(*) AS ?n) { ?a (pl:host|^pl:host)+ ?b }"},
		{"regex", `SELECT (COUNT(*) AS ?n) { ?a rdfs:label ?l . ?b rdfs:label ?k FILTER(REGEX(CONCAT(?l, ?k), "(.*e){9}x$")) }`},
		{"backtracking", `SELECT (COUNT(*) AS ?n) { ?a rdfs:label ?l FILTER(REGEX(?l, "^(.*e)*\\1x$")) }`},
		{"concat", "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?t) { ?a pl:host ?c . ?d pl:host ?c }"},
	}
	for _, tt := range tests {
		b.Run(tt.name, func(b *testing.B) {
			var most, sum time.Duration
			for b.Loop() {
				took, err := leave(b, e, snapshot, tt.query)
				if err != nil && !errors.Is(err, context.Canceled) {
					b.Fatal(err)
				}
				most, sum = max(most, took), sum+took
			}
			b.ReportMetric(float64(sum.Microseconds())/1000/float64(b.N), "ms")
			b.ReportMetric(float64(most.Microseconds())/1000, "most-ms")
		})
	}
}

// leave returns how long a query went on after it was cancelled, 0 if it had ended.
func leave(b *testing.B, e *sparql.Engine, s *graph.Snapshot, query string) (time.Duration, error) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	gone := make(chan time.Time, 1)
	time.AfterFunc(200*time.Millisecond, func() { gone <- time.Now(); cancel() })
	prefixes := []rdf.Prefix{{Name: "pl", IRI: "https://w3id.org/plenary#"}, {Name: "rdfs", IRI: "http://www.w3.org/2000/01/rdf-schema#"}}
	r, err := e.Query(ctx, s, query, sparql.QueryOptions{Prefixes: prefixes})
	if err == nil {
		csv, _ := results.FormatOf("csv")
		err = r.Write(io.Discard, csv)
	}
	end := time.Now()
	return max(end.Sub(<-gone), 0), err
}
