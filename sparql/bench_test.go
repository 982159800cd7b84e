package sparql_test

import (
	"context"
	"fmt"
	"io"
	"sync"
	"testing"

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
