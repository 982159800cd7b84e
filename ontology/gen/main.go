// Command gen writes terms.go and context.jsonld from plenary.ttl and the
// lists beside it. Run it by `go generate ./ontology`; with -check it writes
// nothing and fails when a file is not what it would write.
package main

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/turtle"
)

const namespace = "https://w3id.org/plenary#"

func main() {
	check := flag.Bool("check", false, "compare instead of write")
	flag.Parse()
	dir := "."
	if _, err := os.Stat("plenary.ttl"); err != nil {
		dir = "ontology"
	}
	put := write
	if *check {
		put = compare
	}
	if err := generate(dir, put); err != nil {
		fmt.Fprintln(os.Stderr, "ontology/gen:", err)
		os.Exit(1)
	}
}

func write(path string, content []byte) error { return os.WriteFile(path, content, 0o644) }

func compare(path string, want []byte) error {
	got, err := os.ReadFile(path)
	if err == nil && !bytes.Equal(got, want) {
		err = fmt.Errorf("%s is stale: run go generate ./ontology", path)
	}
	return err
}

func generate(dir string, put func(path string, content []byte) error) error {
	v, err := read(dir)
	if err != nil {
		return err
	}
	code, err := v.goCode()
	if err != nil {
		return err
	}
	context, err := v.context()
	if err != nil {
		return err
	}
	if err := put(filepath.Join(dir, "terms.go"), code); err != nil {
		return err
	}
	return put(filepath.Join(dir, "context.jsonld"), context)
}

// vocabulary is what the generated files are made of.
type vocabulary struct {
	prefixes [][]string // prefix, iri
	reused   [][]string // prefixed name, JSON-LD key, JSON-LD type
	lists    [][]string // path, class, labels
	quads    []rdf.Quad
	terms    []string // own terms in the order of the file
}

func read(dir string) (*vocabulary, error) {
	v := new(vocabulary)
	for name, to := range map[string]*[][]string{"prefixes.csv": &v.prefixes, "reused.csv": &v.reused, "lists.csv": &v.lists} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		*to = rows[1:]
	}
	file, err := os.Open(filepath.Join(dir, "plenary.ttl"))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	for q, err := range turtle.Decode(file, rdf.DecodeOptions{Source: "plenary.ttl"}) {
		if err != nil {
			return nil, err
		}
		v.quads = append(v.quads, q)
		if q.P.Value() == rdfType && strings.HasPrefix(q.S.Value(), namespace) && !slices.Contains(v.terms, q.S.Value()) {
			v.terms = append(v.terms, q.S.Value())
		}
	}
	return v, nil
}

const (
	rdfType    = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
	owl        = "http://www.w3.org/2002/07/owl#"
	rdfs       = "http://www.w3.org/2000/01/rdf-schema#"
	skos       = "http://www.w3.org/2004/02/skos/core#"
	schema     = "http://schema.org/"
	xsd        = "http://www.w3.org/2001/XMLSchema#"
	rdfNS      = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	langString = rdfNS + "langString"
)

// objects returns the objects of a subject and predicate in file order.
func (v *vocabulary) objects(s, p string) (found []rdf.Term) {
	for _, q := range v.quads {
		if q.S.Value() == s && q.P.Value() == p {
			found = append(found, q.O)
		}
	}
	return found
}

func (v *vocabulary) is(s, class string) bool {
	return slices.Contains(v.objects(s, rdfType), rdf.IRI(class))
}

// text returns a text in a language.
func (v *vocabulary) text(s, p, lang string) string {
	for _, o := range v.objects(s, p) {
		if o.Lang() == lang {
			return o.Value()
		}
	}
	return ""
}

// expand turns a prefixed name into an IRI.
func (v *vocabulary) expand(name string) (string, error) {
	prefix, local, _ := strings.Cut(name, ":")
	for _, p := range v.prefixes {
		if p[0] == prefix {
			return p[1] + local, nil
		}
	}
	return "", fmt.Errorf("reused.csv: prefix %q of %s is not in prefixes.csv", prefix, name)
}
