// Command generate writes the data that readers and writers of RDF are timed
// on, as N-Quads on standard output:
//
//	generate meetings [n]   the curated data of plenary n times over, each copy
//	                        under a base of its own: 120,000 quads each
//	generate articles [n]   n thousand articles of 11 triples with long texts,
//	                        many namespaces and much that needs an escape
//	generate releases [n]   n thousand press releases, each a graph of about a
//	                        hundred quads, on persons, meetings and subjects of
//	                        which a few are named often and many seldom
package main

import (
	"bufio"
	"errors"
	"fmt"
	"iter"
	"os"
	"strconv"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

var errUsage = errors.New("usage: generate meetings|articles|releases [n]")

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	n := 9
	if len(args) == 2 {
		var err error
		if n, err = strconv.Atoi(args[1]); err != nil || n < 1 {
			return errUsage
		}
	}
	switch {
	case len(args) == 0 || len(args) > 2:
		return errUsage
	case args[0] == "meetings":
		return write(meetings(n))
	case args[0] == "articles":
		return write(articles(1000 * n))
	case args[0] == "releases":
		return releases(os.Stdout, 1000*n)
	}
	return errUsage
}

func write(quads iter.Seq2[rdf.Quad, error]) error {
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	if err := rdf.WriteAll(nquads.NewEncoder(out, rdf.EncodeOptions{}), quads); err != nil {
		return err
	}
	return out.Flush()
}
