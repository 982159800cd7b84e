package codec_test

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
)

func memory() (m runtime.MemStats) {
	runtime.ReadMemStats(&m)
	return m
}

// A token that is too long takes at most three times the memory that it may
// have, with all that is given back.
func TestTokenMemory(t *testing.T) {
	const limit = 8 << 20
	tests := []struct{ name, token, start, end string }{
		{"string of N-Triples", "ntriples", `<x:a> <x:p> "`, `" .`},
		{"label of N-Quads", "nquads", "<x:a> <x:p> _:", " ."},
		{"IRI of Turtle", "turtle", "<x:a> <x:p> <x:", "> ."},
		{"string of TriG", "trig", "<x:a> <x:p> '''", "''' ."},
		{"attribute of RDF/XML", "rdfxml", `<a xmlns="x:" p="`, `"/>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := rdf.FormatOf(tt.token)
			text := strings.NewReader(tt.start + strings.Repeat("a", limit*3/2) + tt.end + "\n")
			before := memory()
			_, err := rdf.ReadDataset(codec.Decode(f, text, rdf.DecodeOptions{MaxToken: limit}, codec.Options{}))
			var e *rdf.SyntaxError
			if !errors.As(err, &e) || e.Limit != "token" {
				t.Fatalf("%.300v, want an error that names the limit", err)
			}
			if got := memory().TotalAlloc - before.TotalAlloc; got > 3*limit {
				t.Errorf("%d bytes allocated for a token of at most %d", got, limit)
			}
		})
	}
}

// Reading on several cores keeps no more of a document than reading on one,
// however many statements its blocks have.
func TestParallelMemory(t *testing.T) {
	const size, most = 64 << 20, 8 << 20
	f, _ := rdf.FormatOf("ntriples")
	r, w := io.Pipe()
	go func() {
		for i, n := 0, 0; n < size; i++ {
			m, err := fmt.Fprintf(w, "<x:s%d> <x:p> %q .\n", i, strings.Repeat("x", i/20)) // fewer in each block
			if n += m; err != nil {
				return
			}
		}
		w.Close()
	}()
	runtime.GC()
	before := memory()
	count := 0
	for _, err := range codec.Decode(f, r, rdf.DecodeOptions{Workers: 2}, codec.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		if count++; count%5000 == 0 {
			runtime.GC()
			if got := int64(memory().HeapAlloc) - int64(before.HeapAlloc); got > most {
				t.Fatalf("%d bytes are kept after %d statements, want at most %d", got, count, most)
			}
		}
	}
}
