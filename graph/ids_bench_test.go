package graph

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"w3id.org/plenary/rdf"
)

// idQuads is how many quads the benchmarks of IDs have.
const idQuads = 1_000_000

// manyIDs returns a state with quads of 200,000 subjects and 20 predicates, of
// whose objects a fifth are numbers, a fifth subjects, and the rest strings.
func manyIDs(b *testing.B) *Snapshot {
	b.Helper()
	s := New(Options{})
	_, err := s.Load(b.Context(), Change{}, func(yield func(rdf.Quad, error) bool) {
		for i := range idQuads {
			q := rdf.Quad{
				S: rdf.IRI(fmt.Sprintf("http://example.org/id/thing/%d", i/5)), P: rdf.IRI(fmt.Sprintf("http://example.org/ontology#p%d", i%5+i%4*5)),
				O: rdf.String(fmt.Sprintf("what is said of thing %d", i)), G: rdf.IRI(fmt.Sprintf("http://example.org/graph/%d", i/100)),
			}
			switch i % 5 {
			case 0:
				q.O = rdf.Literal(fmt.Sprint(i), "http://www.w3.org/2001/XMLSchema#integer")
			case 1:
				q.O = rdf.IRI(fmt.Sprintf("http://example.org/id/thing/%d", i*7919%(idQuads/5)))
			}
			if !yield(q, nil) {
				return
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	return s.Snapshot()
}

// BenchmarkScanIDs reads all triples as columns of IDs.
func BenchmarkScanIDs(b *testing.B) {
	s := manyIDs(b)
	for o := range order(tripleOrders) {
		b.Run(orderNames[o], func(b *testing.B) {
			columns := newColumns(batchRows)
			for b.Loop() {
				r, _, err := s.rows(&match{order: o})
				n := 0
				for got := 1; got > 0 && err == nil; n += got {
					got, err = r.read(columns)
				}
				if r.release(); err != nil || n != idQuads {
					b.Fatal(n, err)
				}
			}
			b.ReportMetric(float64(b.N)*idQuads/b.Elapsed().Seconds()/1e6, "Mrows/s")
		})
	}
}

// BenchmarkLookups times terms and IDs of each other, and the first row of
// patterns, at random places.
func BenchmarkLookups(b *testing.B) {
	s := manyIDs(b)
	var quads []quad
	if err := s.quads(&match{order: spo}, func(q *quad) bool { quads = append(quads, *q); return true }); err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	pick := func() quad { return quads[r.IntN(len(quads))] }
	b.Run("term", func(b *testing.B) {
		for b.Loop() {
			if s.term(pick()[0]).IsZero() {
				b.Fatal("no term")
			}
		}
	})
	b.Run("terms sorted", func(b *testing.B) {
		var ids [1000]ID
		var terms [1000]rdf.Term
		for b.Loop() {
			b.StopTimer()
			for i := range ids {
				ids[i] = pick()[0]
			}
			slices.Sort(ids[:])
			b.StartTimer()
			s.Terms(ids[:], terms[:])
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(ids)), "ns/term")
	})
	terms := make([]rdf.Term, 100_000)
	for i := range terms {
		terms[i] = s.term(pick()[0]).Clone()
	}
	b.Run("ID", func(b *testing.B) {
		for b.Loop() {
			if _, ok := s.ID(terms[r.IntN(len(terms))]); !ok {
				b.Fatal("no ID")
			}
		}
	})
	for name, bind := range map[string]func(q quad) IDPattern{
		"SPO":  func(q quad) IDPattern { return IDPattern{S: q[0], P: q[1], O: q[2]} },
		"S":    func(q quad) IDPattern { return IDPattern{S: q[0]} },
		"P O":  func(q quad) IDPattern { return IDPattern{P: q[1], O: q[2]} },
		"O":    func(q quad) IDPattern { return IDPattern{O: q[2]} },
		"S G":  func(q quad) IDPattern { return IDPattern{S: q[0], G: q[3]} },
		"G":    func(q quad) IDPattern { return IDPattern{G: q[3]} },
		"SPOG": func(q quad) IDPattern { return IDPattern{S: q[0], P: q[1], O: q[2], G: q[3]} },
	} {
		b.Run("first row of "+name, func(b *testing.B) {
			for b.Loop() {
				found := false
				if err := s.triples(s.serve(bind(pick())), func(*quad) bool { found = true; return false }); err != nil || !found {
					b.Fatal("no row", err)
				}
			}
		})
	}
}
