package ingest_test

import (
	"fmt"
	"iter"
	"os"
	"strings"
	"testing"

	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ingest/goldset"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// BenchmarkExtract reads and extracts from documents of 5 KB, made of releases of
// the gold set: plenary must do 200 a second.
func BenchmarkExtract(b *testing.B) {
	documents, err := goldset.Load(os.DirFS("testdata/gold"), ".")
	if err != nil {
		b.Fatal(err)
	}
	var all strings.Builder
	for _, d := range documents {
		if text, _, err := goldset.Unmark(d.Marked); err == nil && !d.HTML && d.Language == "en" {
			all.WriteString(text + "\n\n")
		}
	}
	text := []rune(all.String())
	x := extractor()
	b.ReportAllocs()
	b.SetBytes(5000)
	for n := 0; b.Loop(); n++ {
		start := (n * 1777) % (len(text) - 5000)
		d, err := ingest.Read(strings.NewReader(string(text[start:start+5000])), ingest.ReadOptions{Name: "a.txt"})
		if err != nil {
			b.Fatal(err)
		}
		x.Extract(d)
	}
}

// BenchmarkGazetteer builds a gazetteer of 100,000 names: it must take no more
// than two seconds.
func BenchmarkGazetteer(b *testing.B) {
	for b.Loop() {
		if _, err := ingest.NewGazetteer(testBase, manyNames(100_000)); err != nil {
			b.Fatal(err)
		}
	}
}

// manyNames yields people with names of two and three words.
func manyNames(count int) iter.Seq2[rdf.Quad, error] {
	typ, label := rdf.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), rdf.IRI("http://www.w3.org/2004/02/skos/core#prefLabel")
	return func(yield func(rdf.Quad, error) bool) {
		for i := range count {
			person := rdf.IRI(fmt.Sprint(testBase, "id/person/", i))
			name := rdf.LangString(fmt.Sprintf("Given%d Middle%d Family%d", i%997, i%31, i), "en")
			if !yield(rdf.Quad{S: person, P: typ, O: rdf.IRI(ontology.ClassPerson)}, nil) || !yield(rdf.Quad{S: person, P: label, O: name}, nil) {
				return
			}
		}
	}
}
