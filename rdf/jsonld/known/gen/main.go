// Command gen writes contexts.json: the contexts that contexts.csv lists, in
// canonical form, one a line. With -packages it takes them from a folder where
// npm has put the packages of the list (`make contexts`); without, from the file
// there is. Either way each must have the checksum of the list.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"w3id.org/plenary/rdf/jsonld/ojson"
)

func main() {
	packages := flag.String("packages", "", "folder with the packages, node_modules")
	flag.Parse()
	if err := generate(*packages); err != nil {
		fmt.Fprintln(os.Stderr, "known/gen:", err)
		os.Exit(1)
	}
}

// A source is a line of the list.
type source struct{ iri, pkg, file, sum string }

func generate(packages string) error {
	list, err := sources()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	for i, s := range list {
		text, err := s.context(packages)
		if err != nil {
			return fmt.Errorf("%s: %w", s.iri, err)
		}
		fmt.Fprintf(&out, "%c\n%q:%s", "{,"[min(i, 1)], s.iri, text)
	}
	out.WriteString("\n}\n")
	return os.WriteFile("contexts.json", out.Bytes(), 0o644)
}

func sources() (list []source, err error) {
	f, err := os.Open("contexts.csv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	for _, row := range rows[1:] {
		list = append(list, source{iri: row[0], pkg: row[2], file: row[4], sum: row[6]})
	}
	return list, nil
}

// context returns a context in canonical form (RFC 8785).
func (s source) context(packages string) ([]byte, error) {
	path, member := "contexts.json", s.iri
	if packages != "" {
		path, member = filepath.Join(packages, s.pkg, s.file), "@context"
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	value, err := ojson.Parse(f, ojson.Options{Source: path})
	if err != nil {
		return nil, err
	}
	document, _ := value.(*ojson.Object)
	text := ojson.AppendCanonical(nil, document.Get(member))
	sum := sha256.Sum256(text)
	if got := hex.EncodeToString(sum[:]); got != s.sum {
		return nil, fmt.Errorf("%s has the checksum %s, and %s is that of the list", path, got, s.sum)
	}
	return text, nil
}
