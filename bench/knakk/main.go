// Command knakk counts the triples of a file with github.com/knakk/rdf, to be
// timed beside plenary: knakk ntriples|turtle|nquads|rdfxml FILE.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/knakk/rdf"
)

func main() {
	n, err := count(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "knakk:", err)
		os.Exit(1)
	}
	fmt.Println(n)
}

func count(args []string) (n int, err error) {
	if len(args) != 2 {
		return 0, errors.New("usage: knakk ntriples|turtle|nquads|rdfxml FILE")
	}
	f, err := os.Open(args[1])
	if err != nil {
		return 0, err
	}
	defer f.Close()
	next, err := decoder(args[0], bufio.NewReaderSize(f, 1<<20))
	for ; err == nil; n++ {
		err = next()
	}
	if err == io.EOF {
		return n - 1, nil
	}
	return n, err
}

func decoder(syntax string, r io.Reader) (next func() error, err error) {
	formats := map[string]rdf.Format{"ntriples": rdf.NTriples, "turtle": rdf.Turtle, "rdfxml": rdf.RDFXML}
	if f, ok := formats[syntax]; ok {
		d := rdf.NewTripleDecoder(r, f)
		return func() error { _, err := d.Decode(); return err }, nil
	}
	if syntax != "nquads" {
		return nil, fmt.Errorf("knakk does not read %q", syntax)
	}
	d := rdf.NewQuadDecoder(r, rdf.NQuads)
	return func() error { _, err := d.Decode(); return err }, nil
}
